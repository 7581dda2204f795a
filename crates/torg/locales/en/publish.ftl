# The outbox: all that leaves Torg.
outbox-empty = Here stands all that is on its way out, what has arrived, and what someone needs to look at.
outbox-empty-link = To the inbox
outbox-needs-you = Needs you
outbox-queued = On its way out
outbox-sending = Being sent
outbox-posted = Posted
outbox-to = Answer to { $name }.
outbox-written-by = Written by { $name }.
outbox-may-not = Whoever has a mandate to answer in the channel can settle this.
outbox-given-up = Torg could not get this done, because of a fault of ours. Try again. Torg looks in the network first, so that the answer does not come twice.
outbox-retry = Try again
outbox-let-go = Let it be
outbox-tries-again = Torg tries again by itself.
outbox-looked = Torg began to send it { $time }. { $n ->
     [0] It was not possible to look for it in the channel.
     [one] Torg has looked once in the channel without finding it.
    *[other] Torg has looked { $n } times in the channel without finding it.
} Look yourself before you settle it.
outbox-look = Look in { $network }
outbox-url = The post’s address, if it is there and you want to keep it
outbox-is-there = It is there
outbox-send-again = It is not there: send it again
outbox-is-not-there = It is not there: let it be
outbox-original = See it in the network

# What to do about an answer that could not be sent.
advice-gone = Answer another message in the conversation, or let it be.
advice-limited = Wait a while and try again.
advice-mandate-ended = If you have a mandate to answer in the channel yourself, try again. It is then sent under your mandate.
advice-nonsense = Try again. If it happens often, tell whoever runs Torg.
advice-refused = Read what the network wrote. Try again, or write another answer in the conversation and let this one be.
advice-setting = Ask whoever governs the channel to fill in its settings again. Then try again.
advice-unauthorised = Ask whoever governs the channel to renew its credentials. Then try again.
advice-unclear = Try again. If it happens often, tell whoever runs Torg.
advice-unknown = Look in the network before you try again, so that the answer does not come twice.
advice-unreachable = Try again. If it happens often, ask whoever governs the channel to check its address.
