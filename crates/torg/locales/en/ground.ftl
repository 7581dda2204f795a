# What every room says: no and faults, ways on, trouble, acts, events, times.

problem-heading = That did not work
problem-heading-ours = Something went wrong on our side
fault-ours = The fault is ours, not yours, and it has been noted. Try again in a while. If that does not help, tell whoever runs Torg.

way-on-conversation = To the conversation
way-on-listen = To Listen
way-on-mandates = See the mandates
way-on-outbox = To the outbox
way-on-sign-in = Sign in
way-on-start = To the start page

refuse-address-unusable = “{ $value }” is not a web address. Paste the whole address, with https:// first, or leave the field empty.
refuse-another-account = These credentials belong to { $handle }, which is another account than this channel’s. Use the channel’s own account, or add { $handle } as a channel of its own.
refuse-answer-to-gone = The one who wrote it has deleted the message, so it cannot be answered. Go back to the conversation.
refuse-answer-within = The time to answer must be at least one minute and at most 60 days. Change it and save again.
refuse-assigned-already = Someone was first: the conversation is already given out that way. Open it again to see how it stands.
refuse-assignee-may-not-answer = That person has no mandate to answer in this channel. Choose someone else, or ask an administrator for a mandate.
refuse-channel-known = The account { $handle } is a channel here already. You find it in the list of channels.
refuse-channel-paused-already = The channel is paused already. Load the page again.
refuse-channel-runs-already = The channel is running already. Load the page again.
refuse-decision-incomplete = A decision needs a number and who decided. Fill in both.
refuse-decision-known = Decision { $number } is on the record already. Check the number.
refuse-email-taken = Someone here already has the address { $email }. Find them in the list, or use another address.
refuse-email-unusable = “{ $email }” cannot be used as an e-mail address. Check the spelling.
refuse-empty-text = There is no text to save or send. Write something first.
refuse-end-job = This job cannot be ended: an answer would be lost, or a channel no longer heard. Try it again instead.
refuse-foreign-form = The form did not come from the page you have open now. Load the page again and send it once more.
refuse-form-too-large = What you sent is larger than Torg takes. Make it shorter and send it again.
refuse-form-unreadable = The form could not be read: something is missing or has a form Torg does not understand. Go back and fill it in again.
refuse-grant-to-oneself = Nobody grants a mandate to themselves. Ask another administrator to grant it to you.
refuse-invitation-used = The link is used or too old. If you have a password, sign in. Otherwise ask an administrator for a new link.
refuse-job-gone = The job is no longer among those given up. Load the page again.
refuse-last-administrator = This is the last mandate to govern the whole authority. Grant one to someone else first.
refuse-leave-oneself = You cannot end your own place here. Ask another administrator to do it.
refuse-mandate-ended-already = The mandate has ended already. Load the page again to see when.
refuse-mandate-ends-before-it-begins = The mandate ends before it begins. Change one of the dates.
refuse-mandate-without-acts = The mandate does not say what the person may do. Choose at least one thing.
refuse-mandate-without-document = A mandate rests on a decision. Write the decision’s number.
refuse-name-missing = A name is missing. Fill it in and save again. A person also needs a signature.
refuse-network-cannot-publish = Torg cannot send to { $network }. Answer in the network itself instead.
refuse-no-decision-in-force = No retention decision with the number { $number } is in force now. Check the number, or enter the decision first.
refuse-no-longer-here = This person does not work here any more, so no mandate holds. If that is wrong, tell an administrator.
refuse-not-found = There is nothing here, or you may not see it. Check the address, or begin again from the start page.
refuse-not-signed-in = You are not signed in. Sign in and try again.
refuse-nothing-to-erase = There is nothing here to erase: the message does not exist, or it has been erased already.
refuse-password-short = The password needs at least { $n } characters. A few words in a row will do.
refuse-retry = The delivery is not waiting for another try any more. See in the outbox how it stands.
refuse-revoke-without-reason = Write why the mandate is revoked. The reason is kept on the record.
refuse-setting-address = “{ $value }” in the field { $setting } is not a web address. Write for example https://social.example.
refuse-setting-missing = The field { $setting } is empty. Fill it in and try again.
refuse-settled-already = This is settled already. Load the page again to see how.
refuse-sign-in = The address and the password do not belong together. Try again, or ask an administrator for a new link.
refuse-sign-in-wait = There have been many tries from here. Wait { $minutes } minutes and try again.
refuse-state-already = Someone was first: the conversation stands like that already. Open it again to see.
refuse-text-long = The text has { $used } characters and { $limit } fit. Make it shorter and try again.
refuse-token-days = An access key can hold for 1 to { $n } days. Change the number of days.
refuse-token-for-another = An access key can only rest on a mandate of your own. Choose one of yours.
refuse-undo-anothers = Only the one who wrote the answer can undo it.
refuse-undo-late = It is too late to undo: the answer is being sent. See in the conversation how it goes.
refuse-unknown-person = That person is not here, or has left. Choose someone else.
refuse-unknown-zone = “{ $zone }” is not a time zone Torg knows. Write for example Europe/Stockholm.

# What stands between us and a network.
trouble-gone = What Torg asked for is no longer in the network. Check that the account still exists.
trouble-limited = The network wants no more questions right now. Torg waits as long as the network asks and then goes on by itself.
trouble-nonsense = The network’s answer could not be understood. Torg tries again by itself. If it goes on, tell whoever runs Torg.
trouble-refused = The network said no. Check in the network that the account may do this.
trouble-setting = A setting is missing or unusable. Fill in the channel’s settings again.
trouble-unauthorised = The network does not accept the credentials: they are wrong, too old or revoked. Fill in the channel’s credentials again.
trouble-unclear = The network gave no clear answer. Torg tries again by itself.
trouble-unreachable = The network cannot be reached. Torg tries again by itself. If it goes on, check the channel’s address.

# Why a delivery is not posted. What to do about it stands in the outbox.
reason-gone = What the answer belongs to is no longer in the network.
reason-limited = The network wanted no more posts then.
reason-mandate-ended = The mandate under which the answer was written had ended when it was to be sent.
reason-nonsense = The network’s answer could not be understood.
reason-refused = The network said no.
reason-setting = One of the channel’s settings is missing or unusable.
reason-unauthorised = The network did not accept the channel’s credentials.
reason-unclear = The network gave no clear answer.
reason-unknown = The network gave no clear answer, and Torg does not find the answer when it looks. It may be there all the same.
reason-unreachable = The network could not be reached.

# What a mandate can allow: “a mandate to …”.
act-answer = answer
act-govern = govern
act-read = read
act-run = run

delivery-failed = Could not be sent
delivery-posted = Posted
delivery-queued = On its way out
delivery-sending = Being sent
delivery-undone = Undone
delivery-unknown = Unclear

# Events, as the record tells them. When and who stand beside.
event-authority-founded = The authority was set up, with its first administrator
event-channel-added = A channel was added
event-channel-paused = A channel was paused
event-channel-renewed = A channel’s credentials or settings were renewed
event-channel-resumed = A paused channel was resumed
event-content-erased = Content was erased under a retention decision
event-conversation-assigned = The conversation was given to someone, or to nobody
event-conversation-assigned-nobody = The conversation was given to nobody
event-conversation-assigned-to = The conversation was given to { $name }
event-conversation-closed = The conversation is done
event-conversation-reopened = The conversation was opened again
event-conversation-waiting = The conversation waits for someone else
event-delivery-failed = Could not be sent
event-delivery-posted = Posted in the network
event-delivery-retried = Someone wanted it sent again
event-delivery-settled = Someone settled an unclear delivery
event-delivery-started = A try to send began
event-delivery-undone = An answer was undone before it was sent
event-delivery-unknown = Unclear whether it was posted
event-item-set-aside = Something could not be understood and was set aside
event-item-settled = Something set aside was let rest
event-mandate-granted = A mandate was granted
event-mandate-revoked = A mandate was revoked
event-message-deleted = A message was deleted by the one who wrote
event-message-edited = A message was edited by the one who wrote
event-message-received = A message was received
event-note-written = An internal note was written
event-person-invited = Someone was invited
event-person-joined = Someone chose their password
event-person-left = Someone left
event-reply-queued = An answer was written
event-retention-decided = A retention decision was entered
event-token-issued = An access key was issued
event-token-revoked = An access key was revoked
event-unit-added = A unit was added

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

length-days = { $n } d
length-hours = { $n } h
length-minutes = { $n } min

# What several rooms say.
yes = yes
no = no
not-yet = not yet
network-words = The network wrote:
column-about = About
column-channel = Channel
column-fetched = Last heard
column-posted = Last sent
column-state = State
column-what = What
column-when = When
column-who = Who
