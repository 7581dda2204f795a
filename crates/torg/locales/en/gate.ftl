# The gate: what may not leave the authority, what needs a reason, what is good to know.
gate-block = Cannot be sent
gate-justify = Needs a reason
gate-advise = Tip
gate-hard-to-read = The text is hard to read. Shorten the sentences and choose shorter words.
gate-block-why = Identity numbers and protected data are never published (GDPR article 87 and national law).
gate-because = Why must it be there?
gate-because-hint = One sentence is enough. The reason is kept on the record, not in the network.
refuse-gate-block = { $kind } may not leave the authority. Take it out of the text and send again.
refuse-gate-justify = The text has personal data in it ({ $kind }). Take it out, or say why it must be there.
refuse-gate-reason = Write the reason in { $shortest } to { $longest } characters.
fact-because = Reason for the personal data
