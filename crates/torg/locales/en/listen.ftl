# Listen: are the channels well, what could not be understood, what was given up.
listen-channels = Channels
listen-no-channels = Here stands how each channel is: when it was heard last and what is in the way. There is no channel that you may read yet.
listen-no-channels-link = See the channels
channel-state-well = All is well
channel-state-new = Waits for the first
channel-state-paused = Paused
channel-state-trouble = Trouble
channel-state-since = since

listen-set-aside = Set aside
listen-set-aside-hint = What a network sent and Torg did not understand. Nothing is lost: all of it is on the record. See whether someone waits for an answer, then let it rest.
listen-set-aside-empty = All that came could be understood.
set-aside-reason = Why:
set-aside-remote-id = The network’s own number:
set-aside-raw = Show what came
set-aside-cut = Only the first { $n } characters are shown.
set-aside-bytes = What came is { $n } bytes that are no text.
set-aside-settle = Let it rest
set-aside-may-not = Whoever has a mandate to run the channel can let it rest.

listen-jobs = Jobs given up
listen-jobs-hint = What Torg tried to do until it was no use. Mend what is in the way and try again.
listen-jobs-empty = No job is given up.
job-deliver = Send an answer
job-fetch = Fetch what is new from a channel
job-look-again = Look for changes in a channel
job-unknown = A kind of job that this program does not know:
job-tried = { $n ->
     [one] One try.
    *[other] { $n } tries.
} The last fault:
job-retry = Try again
job-end = End the job
