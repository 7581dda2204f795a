# What a mandate can allow.
act-approve = approve
act-approve-long = Approve: say yes to what a colleague wrote, before it is published
act-disclose = disclose
act-disclose-long = Disclose: review and give out what someone has a right to see
act-dispose = dispose
act-dispose-long = Dispose: erase what a retention decision says
act-lead-crisis = lead in a crisis
act-lead-crisis-long = Lead in a crisis: stop everything on its way out and say one thing everywhere
act-moderate = moderate
act-moderate-long = Moderate: hide and remove what others wrote, with evidence and a reason
act-publish = publish
act-publish-long = Publish: say something to everyone in a channel
act-register = register
act-register-long = Register: enter in the diary
act-not-used-yet = not used yet
act-not-used-yet-hint = What is marked “not used yet” can be granted now. It starts to count when Torg gets that part.

# What happens.
event-answer-drawn = An answer was drawn into the sample
event-answer-reviewed = An answer in the sample was looked at
event-conversation-referred = The conversation was referred to a unit
event-nomination-answered = Someone who asked for a mandate was answered
event-nomination-made = Someone asked for a mandate
event-nomination-withdrawn = Someone took back what they asked for
event-review-share-set = The size of the sample was changed
event-substitute-appointed = A substitute was appointed
event-substitute-ended = A substitute’s time was ended
event-topic-added = A topic was added
event-topic-ended = A topic was ended
event-topic-moved = A topic got another unit
event-training-added = A training was added
event-training-noted = A training was noted as done
event-training-withdrawn = A note of training was withdrawn
event-unit-closed = The unit was closed
event-unit-moved = The unit was moved
event-unit-renamed = The unit’s details were changed
by-substitute = standing in for { $name }
fact-approval = Answers go out
fact-extends = Goes on from
fact-name = Name
fact-nomination = What was asked for
fact-outcome = Outcome
fact-percent = Share in percent
fact-substitution = Substitution
fact-successor = Taken over by
fact-topic = Topic
fact-trained = Note
fact-training = Training
fact-valid-from = From
fact-valid-to = Until
approval-without = without approval first
approval-before = after approval
review-waiting = waits to be looked at
review-fine = fine
review-talk = to talk about

# What Torg says no to.
refuse-no-mandate = You need a mandate to { $act } for this. { $why ->
        [over] The one you had has run out.
        [revoked] The one you had was revoked.
        [later] Yours begins later.
        [training] Yours rests: the training it demands is not done or has run out.
       *[none] You have none that holds here.
    } { $asked ->
        [nobody] Nobody can grant it right now. Talk to whoever runs Torg.
       *[some] Ask { $names }.
    }
refuse-substitute-for-oneself = Nobody stands in for themselves. Choose someone else.
refuse-substitute-longer-than-mandate = The mandate ends before that. A substitute cannot have it longer than its holder.
refuse-substitute-ended-already = The substitute’s time has ended already. Load the page again to see when.
refuse-training-known = There is already a training called { $name }.
refuse-unknown-training = There is no such training. Choose one from the list.
refuse-train-oneself = Nobody notes their own training. Ask another administrator.
refuse-trained-in-the-future = A training is noted when it is done. Choose a day no later than today.
refuse-training-ends-before-it-begins = The training runs out before it was done. Change one of the days.
refuse-training-withdrawn-already = The note has been withdrawn already.
refuse-extend-without-end = The mandate has no end and needs no extension.
refuse-extend-shorter = The new last day is not later than the old one. Choose a later day.
event-channel-moved = The channel came to another unit
event-person-moved = The person came to another unit
refuse-unit-closed = The unit { $unit } is closed. Choose the one that took over.
refuse-unit-there-already = The unit lies there already.
refuse-unit-is-the-authority = This is the authority itself. It cannot be moved or closed.
refuse-unit-into-itself = A unit cannot lie under itself. Choose a unit outside of it.
refuse-move-gives-more = Whoever holds a mandate to { $act } in { $unit } would get it here too, and that you cannot grant. Ask someone who holds it to move the unit.
refuse-close-without-reason = Write why the unit is closed. The reason is kept on the record.
refuse-percent = The share is a whole number from 0 to 100.
refuse-topic-known = The topic { $name } exists already. Two units cannot answer for one topic.
refuse-nomination-without-reason = Write why you want the mandate. The manager reads it.
refuse-nominated-already = You have asked for a mandate there already. Wait for the answer, or take it back first.
refuse-nominated-enough = You have { $n } requests that wait for an answer. Wait for some of them first.
refuse-nomination-of-another = This was asked for by someone else.
refuse-unknown-nomination = There is no such wish. Choose one from the list of what is asked for.
refuse-nomination-answered = This has been answered already.
refuse-decline-without-reason = Write why. The one who asked reads it.
refuse-review-oneself = Nobody looks at their own answers in the sample. Another manager does.
refuse-review-without-note = Choose what you think. If there is something to talk about, write what.
refuse-reviewed-already = The answer in the sample has been looked at already.

# The manager’s page.
govern-area = My area
area-waiting = What waits
area-waiting-none = Nobody waits for an answer here.
area-open = Open
area-late = Late
area-since = Oldest since
area-channels = Channels that need somebody
area-channels-none = No channel needs seeing to now.
area-asked = What was asked for
area-asked-none = Nothing waits for your answer.
area-ending = Mandates that end within 30 days
area-ending-none = No mandate ends within 30 days.
area-without = Without a mandate
area-without-none = Everyone in your area has a mandate that holds.
area-reviews = 
    { $n ->
        [one] One answer in the sample waits to be looked at
       *[other] { $n } answers in the sample wait to be looked at
    }

# Terms, training and substitutes.
mandate-approval = Answers
approval-without-long = Go out on the person’s own word. The manager looks at a sample afterwards.
approval-before-long = Go out when a second person has approved them (the block comes with approval).
mandate-training = Training
mandate-training-none = None demanded
mandate-training-hint = The mandate rests until the training is done, and when it has run out.
mandate-rests = rests
mandate-before = the mandate before
mandate-extend = Extend
mandate-extend-hint = A new mandate with the same content begins when this one ends.
training-ran-out = has run out
training-done = done
training-until = valid until
training-missing = not done
training-withdrawn = withdrawn
substitutes = Substitutes
substitute = Substitute
substitute-appoint = Appoint a substitute
substitute-hint = The substitute does what the mandate allows, under the same mandate. The record names both. When the mandate ends, so does the substitute.
substitute-document = Decision or reason
substitute-end = End now
refuse-substitute-without-end = A substitute has a last day. Choose it.
standing-in-for = Standing in for { $name }
standing-in-hint = What you do is noted with your name and the mandate you stand in under.
govern-trainings = Trainings
training = Training
trainings-none = Here are trainings that a mandate can demand, and who has done them.
trainings-nobody = Nobody is noted yet.
training-new = Add a training
training-add = Add
training-name-hint = For example: Social media, basic course.
training-note = Note that someone has done a training
training-done-on = Done on
training-valid = Valid until
training-until-hint = Left empty, it does not run out.
training-withdraw = Withdraw

# Asking for a mandate.
nomination = A mandate that was asked for
nomination-new = Ask for a mandate
nomination-hint = Say what you would like to answer for. Whoever governs there grants the mandate or says no with a reason. Until then nothing changes.
nomination-acts = Would like to
nomination-why = Why
nomination-make = Ask
nomination-made = Asked
nomination-waiting = waits for an answer
nomination-granted = became a mandate
nomination-declined = no
nomination-withdrawn = taken back
nomination-withdraw = Take back
nomination-grant = Grant a mandate
nomination-decline-title = Say no
nomination-decline-why = Why? The one who asked reads it.
nomination-decline = Say no
own-nominations = What you asked for

# The sample.
govern-reviews = Sample
reviews-why = Answers that went out without approval are drawn by lot. Anyone can compute the draw again from the record. The sample is about answers: Torg does not count or compare people.
reviews-none = Here are answers that were drawn into the sample. Right now none waits.
reviews-done = Those that were looked at
review-asked = Someone wrote
review-answered = We answered
review-own = You wrote this answer. Someone else looks at it.
review-note = Note
review-note-hint = Needed when there is something to talk about. It is kept on the record.
review-say-fine = It is fine
review-say-talk = Let us talk about it
review-share = Size of the sample
review-share-percent = Answers of a hundred
review-share-hint = Left empty, what the unit above decided holds. Where nobody decided, { $n } of a hundred are drawn.

# A unit’s page.
unit-is-closed = The unit is closed. What was its own belongs to the one that took over.
unit-under = Units under it
unit-change = Change
unit-rename = Name and time zone
unit-save = Save
unit-move = Move the unit
unit-move-hint = Channels, people, topics and units under it come along. Whoever holds a mandate above the new place holds it here too.
unit-close = Close the unit
unit-close-hint = Channels, people, topics and units under it go to the one that takes over. Mandates in the unit end at once.
unit-successor = Taken over by
topics = Topics
topics-none = The unit has no topics yet.
topic-new = New topic
topic-hint = What the unit answers for, for example Water leaks. A conversation about it belongs here, whichever channel it came in by.
topic-add = Add the topic
topic-change = Change
topic-give = Unit that answers for it
topic-give-it = Save
topic-end = End the topic

# Whose matter it is.
owner = Answers for this
owner-referred = referred here
topic = Topic
refer = Refer to another unit
refer-to = Topic or unit
refer-hint = Those who may answer in that unit can read and answer here. The conversation stays in its channel.
refer-why = Why
refer-send = Refer
view-referred = Referred to us
refuse-unknown-topic = There is no such topic any more. Choose another.
refuse-referred-already = The conversation belongs there already.
refuse-topic-or-unit = Choose a topic or a unit, not both.
