# The list of conversations
list-label = Conversations
list-count = { $n ->
     [one] 1 conversation
    *[other] { $n } conversations
}
list-count-many = more than { $n }
list-more = Show more
list-from-start = To the beginning of the list
list-news = { $n ->
     [one] Show 1 new
    *[other] Show { $n } new
}
list-changed = The list has changed. Show it as it is now
list-we-said = We wrote:
list-mine = You have it
list-has-it = { $name } has it
list-empty-mine = You have no open conversation. Take one that nobody has.
list-empty-mine-link = See what nobody has
list-empty-nobody = Someone looks after every open conversation.
list-empty-late = Nothing is late.
list-empty-mentions = Nobody waits for an answer to a mention. Posts that name your channels come here.
list-empty-direct = No direct message waits for an answer.
list-empty-referred = Conversations that another unit referred to yours come here, whichever channel they stand in.
list-empty-open = Everything is answered. New comments, mentions and direct messages appear here by themselves.
list-empty-waiting = You are not waiting for anyone. Conversations that you have answered come here.
list-empty-done = Conversations where nothing is left to do lie here.
list-empty-search = Nothing found. The search finds words in all their forms, in everything said in channels you may read. Try fewer words.
search-label = Search all conversations
search-hint = Search everything   /
search-button = Search
search-title = Search: { $q }
search-hits = { $n ->
     [one] 1 hit
    *[other] { $n } hits
}
search-hits-many = more than { $n } hits
search-leave = Leave the search
order-label = Order
order-clock = Soonest due
order-newest = Newest
clock-left = { $length } left
clock-late = { $length } late
clock-due = Answer by { $time }
kind-direct = Direct message
nothing-open-label = No conversation is open
nothing-open = Choose a conversation in the list.
nothing-open-empty = Nothing waits for you here right now.
nothing-open-keys-move = move in the list
nothing-open-keys-open = open
nothing-open-keys-all = all keys

# Marks: what the screening saw
mark-swedish-personal-number = Personal number (Swedish)
mark-swedish-coordination-number = Coordination number (Swedish)
mark-norwegian-birth-number = Birth number (Norwegian)
mark-norwegian-d-number = D number (Norwegian)
mark-danish-cpr = Personal number (Danish)
mark-finnish-hetu = Personal identity code (Finnish)
mark-phone = Telephone
mark-email = E-mail
finding-hidden = ({ $kind }, hidden)

# A conversation
conversation-back = To the list
conversation-untitled = Conversation without words
state-open = Open
state-waiting = Waiting
state-done = Done
state-ours = Our post
turn-waiting = Wait
turn-open = Reopen
turn-done = Done, next
assign = Give to
assign-mine = You have it
assign-has-it = { $name } has it
assign-to-me = Take it myself
assign-to = Give to
assign-nobody = Nobody
assign-button = Give
presence = { $n ->
     [one] { $names } also has this open.
    *[other] { $names } also have this open.
}
thread-label = The conversation
thread-origin = Our post
thread-earlier = Show earlier messages
thread-latest = To the latest messages
thread-news = { $n ->
     [one] A new message in the conversation
    *[other] { $n } new messages in the conversation
}
message-by = written by { $name }
message-edited = Edited
message-gone = Deleted by the one who wrote
message-gone-when = The one who wrote deleted it. Torg saw that { $time }. What came in is still here.
message-erased = Erased under retention decision { $decision }.
message-versions = { $n ->
     [one] Edited. Show the earlier version
    *[other] Edited. Show { $n } earlier versions
}
message-version-seen = This is what it said. Torg saw it { $time }.
message-rest = Show the rest ({ $n } characters in all)
message-original = See at { $network }
message-answering = You are answering this
message-answer-this = Answer this
count-favourites = { $n ->
     [one] 1 like
    *[other] { $n } likes
}
count-boosts = { $n ->
     [one] 1 share
    *[other] { $n } shares
}
attachment-image = Picture
attachment-video = Film
attachment-audio = Sound
attachment-file = File
attachment-without-alt = without alt text
note-internal = internal note
leaving-waits = On its way out. Can be undone for ten seconds.
leaving-queued = On its way out. Will be sent at { $time }.
leaving-again = On its way out. Tries again at { $time }.
leaving-sending = Sending …
leaving-posted = Posted, says the one who looked.
leaving-failed = Could not be sent.
leaving-failed-way-on = Try again, in the outbox
leaving-unknown = Unclear whether it got through.
leaving-unknown-way-on = Look in the network and settle it, in the outbox

# Writing
compose-label = Write
compose-reply = Reply
compose-note = Internal note
compose-as = You write as { $authority }, not as yourself
compose-note-as = Only colleagues see it. It is not sent, but it is part of the record.
compose-to = Answer to { $name }
compose-in = in { $channel }
compose-reply-label = Answer
compose-note-label = Internal note
compose-note-save = Save the note
compose-save-draft = Save draft
compose-draft-kept = Your draft
compose-draft-saved = The draft is saved
compose-draft-unsaved = The draft could not be saved
compose-count = { $used } of { $limit }
compose-over = { $n } too many
compose-count-unknown = The length is checked when you send
compose-may-not = You have no mandate to answer in this channel. Ask whoever governs the channel if you need one.
kbd-send = Ctrl ↵
undo-sent = Your answer to { $name } will be sent
undo-at = at { $time }.
undo-in = in { $n } s.
undo-gone = now.
undo-button = Undo

# What one should know beside it
context-label = Context
context-promise = The promise in this channel
context-answer-within = Answer within
context-clock = Left
context-clock-late = Late
context-before = With us before
context-conversations = Conversations
context-first = First time
context-last = Latest
context-only-here = Only what was written in our channels.
context-record = The record
context-received = Came in
context-sealed = Sealed
context-position = No. { $n }
context-not-sealed-yet = in a second
context-entry = See the entry in the record
context-channel = Channel
