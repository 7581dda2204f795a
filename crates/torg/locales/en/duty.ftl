# Duty and escalation: who is on call, and who is told when something waits too long.
duty-of = Duty and escalation: { $name }
duty-link = Duty and escalation
duty-now = On duty now:
duty-nobody = nobody
duty-why = Whoever is on duty is so for the unit and those under it that have nobody of their own. Without anybody of its own the nearest unit above counts.
duty-shifts = Shifts
duty-none = No shifts have been entered.
duty-who = Who
duty-from = From
duty-to = Until
duty-zone = Clock times in { $zone }. A shift is 31 days at most.
duty-set = Enter the shift
duty-end = End
escalation = Escalation
escalation-why = In this order they are told when a matter waits too long, or when somebody may be in danger.
escalation-mail = They are told on their pages and by e-mail. The e-mail says that something waits and where, never what.
escalation-no-mail = They are told on their pages. Add an e-mail channel for the unit, and an e-mail is sent too.
escalation-none = Nobody is told of anything: there are no steps.
escalation-from-above = The steps come from a unit above. Steps of its own hold instead of them.
escalation-after = { $n ->
    [0] at once
    [one] after a minute
   *[other] after { $n } minutes
}
escalation-on-duty = whoever is on duty
escalation-end = Take the step away
escalation-cause = When
cause-late = The promise has run out
cause-danger = Threat or danger
escalation-minutes = Minutes after that
escalation-minutes-hint = The promise’s clock runs in opening hours. Threat and danger are counted from when it was written, around the clock.
escalation-whom = Who is told
escalation-add = Add the step
refuse-duty-time = The shift must end after it begins, not be over, and be 31 days at most.
refuse-duty-over = The shift is over already.
refuse-escalation-time = The minutes must be a number from 0 to 43,200.
refuse-escalation-many = A unit has { $most } steps at most.
refuse-escalation-ended = The step is gone already.
event-duty-set = Someone was put on duty
event-duty-ended = Someone was taken off duty
event-escalation-added = A step of the escalation was added
event-escalation-ended = A step of the escalation was taken away
event-matter-escalated = Someone was told that it waits
event-alert-seen = Whoever was told has seen it
fact-duty = Shift
fact-step = Step
fact-alert = Alert
fact-after-minutes = Minutes
job-watch = See what waits too long
job-tell-by-mail = Tell by e-mail
band-alerts = { $n ->
    [one] A matter has been handed to you: it waits too long, or somebody may be in danger.
   *[other] { $n } matters have been handed to you: they wait too long, or somebody may be in danger.
}
band-alerts-link = See them
alerts = Handed to you
alerts-about = Matters that wait too long, or in which somebody may be in danger. They stay until they are answered, or you say that you have seen them.
alerts-none = Nothing has been handed to you.
alert-open = To the conversation
alert-seen = I have seen it
alert-mail-title = Torg: something waits at { $unit }
alert-mail-text = Something waits at { $unit } and has been handed to you. Read it in Torg: { $address }
contact-hours = Nobody is here just now. We open { $time }. If somebody is in danger, call 112.
