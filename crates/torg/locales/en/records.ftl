# The record: all that was said and done, and how to check it.
records-intro = Here stands all that was said and done, in order. Nobody can change or remove an entry without it being seen, not even whoever runs Torg.
records-empty = There is no entry here that you may read.
records-all = The whole record
records-earlier = Earlier entries
records-about = All about this
records-log = The sealed record
records-log-empty = Nothing is sealed yet. It happens within a second.
records-sealed = Sealed { $time }.
records-count = { $n ->
     [one] One entry.
    *[other] { $n } entries.
}
records-size = Sealed entries
records-sealed-at = Sealed up to
records-key = Key
records-checkpoint = Checkpoint
records-checkpoint-keep = Keep it, best with someone else. Whoever has an old checkpoint can show whether something was changed or removed since then.
records-checkpoint-save = Save the checkpoint
records-key-save = Save the key
records-verify = Check it yourself
records-verify-how = On the computer where Torg runs, this command computes everything anew and says which entry does not fit, if any:
records-verify-public = Anyone can fetch the sealed record under /log/ and check it without signing in. Nothing of what the entries say is there.

by-shell = Someone at the server
by-oneself = about themselves
by-under-mandate = under mandate { $document }

fact-acts = May
fact-attempt = Try number
fact-channel = Channel
fact-content = Text
fact-contents = Erased content
fact-conversation = Conversation
fact-decision = Retention decision
fact-delivery = Delivery
fact-document = Decision
fact-entry = The entry’s number
fact-item = Set aside
fact-mandate = Mandate
fact-message = Message
fact-network = Network
fact-note = Note
fact-number = Number
fact-parent = Part of
fact-person = Person
fact-posted = Is in the network
fact-raw = The network’s own form
fact-reason = Reason
fact-remote-id = Number in the network
fact-to = To
fact-to-nobody = nobody
fact-token = Access key
fact-unit = Unit
fact-version = Version
fact-why = Why

entry-contents = What the entry is about
entry-contents-hint = Identity numbers are shown as dots. Whoever runs Torg can see every character with the command torg record show.
entry-raw = Show what the network sent
entry-bytes = { $n } bytes that are no text.
entry-erased = Erased under retention decision { $decision }, { $time }.
entry-missing = This is missing in the database, although the entry says that it should be there. Tell whoever runs Torg.
entry-address = Checksum (SHA-256):
entry-proof = Proof
entry-waits = The entry will be sealed within a second.
entry-proven = The entry is sealed at place { $position } in a record of { $size } entries. Torg has just computed the proof anew, and it fits the signed checkpoint.
entry-broken = It cannot be proven that the entry is as it was. The database may have been changed from outside. Tell whoever runs Torg, who can run torg record verify.
entry-proof-show = Show the proof
entry-line = What is public of the entry
entry-hashes = Checksums on the way to the checkpoint
entry-hashes-none = None: the entry is alone in the record.
