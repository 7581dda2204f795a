# Grinden: vad som inte får lämna myndigheten, vad som behöver ett skäl, vad som är bra att veta.
gate-block = Kan inte skickas
gate-justify = Behöver ett skäl
gate-advise = Tips
gate-hard-to-read = Texten är svår att läsa. Korta meningarna och byt långa ord.
gate-block-why = Personnummer och skyddade uppgifter publiceras aldrig (dataskyddslagen 3 kap. 10 §, OSL 21 kap. 3 §).
gate-because = Varför måste det stå med?
gate-because-hint = En mening räcker. Skälet hamnar i liggaren, inte i nätverket.
refuse-gate-block = { $kind } får inte lämna myndigheten. Ta bort det ur texten och skicka igen.
refuse-gate-justify = Texten innehåller personuppgifter ({ $kind }). Ta bort dem, eller skriv varför de måste stå med.
refuse-gate-reason = Skriv skälet i { $shortest } till { $longest } tecken.
fact-because = Skäl till personuppgifterna
