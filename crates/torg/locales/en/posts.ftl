# Posts: one thing to say, approval, stops.
post-state-draft = Draft
post-state-waiting = Waits for approval
post-state-planned = Planned
post-state-done = Done
post-state-dropped = Let go

delivery-stopped = Stopped
delivery-waiting = Waits for approval
does-say = Says something
does-edit = Changes what we said
does-delete = Removes what we said

demand-none = Nobody else needs to approve
demand-one = One other person approves
demand-crisis = Two others approve; in a crisis one who leads in it is enough
demand-two = Two others approve, each for themselves

part-card = a link card
part-captions = captions
part-film = a film
part-focus = a focal point
part-pictures = a picture
part-poll = a poll
part-thread = a thread
part-title = a headline
part-warning = a content warning

place-text = Text
place-title = Headline
place-warning = Content warning
place-alt = Alt text
place-option = Answer to choose
place-card = Link card

leaving-approval = The answer waits for somebody else to approve it.
way-on-approvals = To what waits for approval
way-on-post = To the post
way-on-stops = To the stops

reason-stopped = A stop holds it back.
reason-approval-over = The approval was for a time that has passed. Somebody needs to approve it again.
reason-not-approved = It is not approved.
reason-thread-broken = The part before it did not arrive, so this one was not sent.
advice-thread-broken = Try the part before it first.

refuse-post-not-draft = The post is handed in and cannot be changed. Open it for changes first.
refuse-post-changed = Somebody has saved a newer text since you opened it. Read that first.
refuse-post-no-channel = Choose at least one channel.
refuse-post-no-source = Write the address of the page where the information stands for good, or write why there is no such page.
refuse-post-past = That time has passed. Choose a later one.
refuse-post-channel-closed = The channel { $channel } is closed. Remove it or choose another.
refuse-post-not-here = In { $channel } nothing new can be started; one can only answer.
refuse-post-empty = There is nothing to say in { $channel }. Write a text.
refuse-post-lacks = { $channel } needs { $part ->
    [pictures] a picture
    [title] a headline
    [film] a film
   *[other] something more
 }.
refuse-post-part = { $channel } does not take { $part ->
    [pictures] pictures
    [poll] polls
    [warning] content warnings
   *[other] this
 }. Shape the post for the channel.
refuse-post-no-alt = A picture in { $channel } has no alt text. Write what it shows, for those who do not see it.
refuse-poll-incomplete = The poll in { $channel } needs at least two answers and a time.
refuse-post-many-media = { $channel } takes { $most } pictures at most.
refuse-post-alt-long = An alt text in { $channel } has { $used } characters. There is room for { $limit }.
refuse-post-long = The text in { $channel } has { $used } characters. There is room for { $limit }. Shorten it, shape it for the channel or let it become a thread.
refuse-post-not-waiting = The post does not wait for approval.
refuse-post-not-open = The post is done or was let go.
refuse-post-under-way = Some of the post is in a network already or on its way there. Correct or withdraw it instead.
refuse-approve-oneself = Whoever wrote it does not approve their own text. Ask a colleague.
refuse-approve-not-all = The post goes to more channels than you may approve for.
refuse-approve-late = The time that the post was meant for has passed. Open it and choose a new time.
refuse-approved-already = You have approved it already.
refuse-return-without-note = Write what should be different. The writer reads it.
refuse-answer-not-waiting = The answer does not wait for approval.
refuse-demand-nowhere = Choose a channel or a unit.
refuse-stop-why = Write why, in { $longest } characters at most. Everyone at Torg reads it.
refuse-stop-lifted = The stop is lifted already.
refuse-still-stopped = A stop is still in force for the channel. Lift it first.
refuse-not-stopped = The delivery is not stopped.
refuse-approval-over = The approval has run out. Somebody else needs to approve the post again first.
refuse-not-posted = It is not in the network, so it cannot be changed or removed there.
refuse-withdrawn-already = It is being removed, or is removed already.
refuse-withdraw-without-reason = Write why it is removed. That stays on the record.
refuse-cannot-correct = The network does not let texts be changed. Write a new answer that puts it right.
refuse-media-large = The file is too large. { $megabytes } MB at most.
refuse-media-many = A post has { $most } files at most.
refuse-media-unreadable = The file is no picture, film or captions that can be read. JPEG, PNG, WebP, GIF, MP4 and WebVTT are fine.
refuse-film-elsewhere = The pictures of the film lie in another file. Export it as one MP4 file.
refuse-film-hidden = The film has tracks that nobody sees, and they cannot be taken out of this sort of file. Export it anew as MP4.
refuse-media-pixels = The picture has more pixels than Torg can take in. Make it smaller first.

event-answer-approved = Somebody approved an answer
event-answer-returned = Somebody sent an answer back
event-approval-demanded = How many must approve was decided
event-correction-queued = Something we said is to be corrected in its network
event-delivery-queued = An approved post was put in the outbox
event-delivery-released = Somebody let go what had been stopped
event-delivery-stopped = Something was held back
event-post-approved = Somebody approved a post
event-post-dropped = A post was let go
event-post-handed-in = A post was handed in
event-post-reopened = A post was opened for changes; its approval no longer holds
event-post-rescheduled = A post was moved to another time
event-post-returned = Somebody sent a post back
event-stop-lifted = A stop was lifted
event-stop-ordered = A stop was ordered: nothing leaves
event-withdrawal-queued = Something we said is to be removed from its network

# Stops
stops-title = Stops
stops-lead = A stop holds back all that is on its way out: in a channel, in a unit or everywhere. It is in force at once. The inbox works as always, and what is published stays.
stops-in-force = In force now
stops-order = Order a stop
stops-lifted = Lifted stops
stops-may-not = Whoever has a mandate to lead in a crisis can order and lift stops.
stop-everything = Everything
stop-unit = The unit { $name }
stop-channel = The channel { $name }
stop-place = What is to be stopped?
stop-why = Why?
stop-why-hint = Everyone at Torg reads it on every page. Write no personal data.
stop-order = Stop now
stop-since = { $name }, since { $time }.
stop-lifted-by = Lifted by { $name } { $time }.
stop-lift = Lift the stop
stop-lift-why = What was held back is not sent by itself. You then decide about each post.
band-stop = Stop: { $place }.
band-held = { $n ->
    [one] One delivery is stopped and waits for a decision.
   *[other] { $n } deliveries are stopped and wait for a decision.
 }
band-held-link = Decide
outbox-held = Stopped
outbox-held-hint = Decide for each: send now, a new time, or let it be.
held-at = Time ({ $zone })
held-send-at = Send at that time
held-send-now = Send now
held-drop = Do not send
refuse-held-time = Write a time, for example 2026-11-21 14:00.
refuse-unknown-post = There is no such post. Choose one that you may write in.
refuse-stop-scope = Choose a unit or a channel, not both.
refuse-post-far = That time is more than two years away. Choose an earlier one.
