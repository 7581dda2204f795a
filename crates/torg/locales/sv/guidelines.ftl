# Riktlinjer / guidelines.
govern-guidelines = Riktlinjer
guideline = Riktlinje
guideline-new = Lägg in en riktlinje
guideline-revise = Ny version
guideline-save = Spara som antagen
guideline-why = En riktlinje som är antagen, numrerad och läst ger trygghet: alla vet ramarna och vem som bestämmer. Varje version bevaras.
guideline-title = Titel
guideline-number = Diarienummer
guideline-adopted-by = Antagen av
guideline-adopted-on = Antagen den
guideline-adopted = Antagen
guideline-scope = Gäller för
guideline-owner = Ansvarig
guideline-language = Språk
guideline-text = Text
guideline-text-hint = Markdown: # rubrik, - punkt, *betonat*, [ord](https://adress).
guideline-version = version { $n }
guideline-versions = Versioner
guideline-read = Läst
guideline-is-read = Läst
guideline-is-unread = Inte läst
guideline-is-newer = Ny version sedan du läste
guideline-is-withdrawn = Upphävd
guideline-acknowledge = Jag har läst den här versionen
guideline-acknowledge-why = Din kvittens sparas med tid. De som styrer ser vilka som har läst. När en ny version kommer får du läsa igen.
guideline-readers = Vilka som har läst
guideline-readers-count = { $n } av { $all } har läst den här versionen.
guideline-have = Har läst
guideline-have-not = Har inte läst än
guideline-withdraw = Upphäv riktlinjen
guidelines-empty = Här står husets riktlinjer för sociala medier: nummer, version, vem som antog dem och vilka som har läst.
refuse-guideline-bare = Titel, nummer, text och vem som antog behöver fyllas i.
refuse-guideline-withdrawn = Riktlinjen är upphävd. Lägg in en ny.
refuse-guideline-newer = Det har kommit en nyare version. Läs den och kvittera igen.
guideline-starter-title = Riktlinje för sociala medier
guideline-starter =
    # Mål
    Varför vi finns i sociala medier, för vem, och hur vi ser att det gör nytta.

    # Vem bestämmer
    - Vem som beslutar om en kanal öppnas, pausas eller stängs.
    - Vem som äger varje kanal och följer upp den.
    - Vem man frågar när man är osäker, också efter kontorstid.

    # Så arbetar vi
    - Vem som får svara, under vilket uppdrag, och vad som ska godkännas först.
    - Vad som diarieförs, bevaras och gallras, och under vilket beslut.
    - Vad som tas bort, på vilken grund, och hur det sparas.
    - Vart den som har ett eget ärende hänvisas.

    # Uppföljning och insats
    - Hur ofta varje kanal läses, och inom vilken tid vi svarar.
    - Vem som tar över vid ledighet och sjukdom.
    - När kanalen gås igenom.

    # Språk, ton och hyfs
    - Vi skriver begripligt, vänligt och kort, på det språk som den frågande använder när vi kan.
    - Vi erkänner fel och rättar dem öppet.
    - Bilder har beskrivning och film har text.

    # Arbetstid
    Vad som gäller för privat bruk på arbetstid, och för arbete utanför arbetstid.

    # Yttrandefrihet
    Som privatperson får du säga vad du tycker, också om din arbetsplats. I tjänsten talar du för myndigheten, från myndighetens konto. Ingen efterforskar vem som har lämnat uppgifter till medier.
