# Riktlinjer / guidelines.
govern-guidelines = Retningsliner
guideline = Retningsline
guideline-new = Legg inn ei retningsline
guideline-revise = Ny versjon
guideline-save = Lagre som vedteken
guideline-why = Ei retningsline som er vedteken, nummerert og lesen, gjev tryggleik: alle kjenner rammene og veit kven som avgjer. Kvar versjon blir teken vare på.
guideline-title = Tittel
guideline-number = Saksnummer
guideline-adopted-by = Vedteken av
guideline-adopted-on = Vedteken den
guideline-adopted = Vedteken
guideline-scope = Gjeld for
guideline-owner = Ansvarleg
guideline-language = Språk
guideline-text = Tekst
guideline-text-hint = Markdown: # overskrift, - punkt, *utheva*, [ord](https://adresse).
guideline-version = versjon { $n }
guideline-versions = Versjonar
guideline-read = Lesen
guideline-is-read = Lesen
guideline-is-unread = Ikkje lesen
guideline-is-newer = Ny versjon sidan du las
guideline-is-withdrawn = Oppheva
guideline-acknowledge = Eg har lese denne versjonen
guideline-acknowledge-why = Kvitteringa di blir lagra med tid. Dei som styrer, ser kven som har lese. Når ein ny versjon kjem, får du lese på nytt.
guideline-readers = Kven som har lese
guideline-readers-count = { $n } av { $all } har lese denne versjonen.
guideline-have = Har lese
guideline-have-not = Har ikkje lese enno
guideline-withdraw = Opphev retningslina
guidelines-empty = Her står retningslinene til huset for sosiale medium: nummer, versjon, kven som vedtok dei, og kven som har lese.
refuse-guideline-bare = Tittel, nummer, tekst og kven som vedtok, må fyllast ut.
refuse-guideline-withdrawn = Retningslina er oppheva. Legg inn ei ny.
refuse-guideline-newer = Det har kome ein nyare versjon. Les han og kvitter på nytt.
guideline-starter-title = Retningsline for sosiale medium
guideline-starter =
    # Mål
    Kvifor vi er i sosiale medium, for kven, og korleis vi ser at det er til nytte.

    # Kven avgjer
    - Kven som avgjer om ein kanal blir opna, sett på pause eller stengd.
    - Kven som eig kvar kanal og følgjer han opp.
    - Kven ein spør når ein er usikker, også etter kontortid.

    # Slik arbeider vi
    - Kven som kan svare, med kva fullmakt, og kva som må godkjennast først.
    - Kva som blir journalført, teke vare på og kassert, og etter kva vedtak.
    - Kva som blir fjerna, på kva grunnlag, og korleis det blir lagra.
    - Kvar den som har ei eiga sak, blir vist.

    # Oppfølging og innsats
    - Kor ofte kvar kanal blir lesen, og innan kva tid vi svarar.
    - Kven som tek over ved ferie og sjukdom.
    - Når kanalen blir gått gjennom.

    # Språk, tone og folkeskikk
    - Vi skriv forståeleg, vennleg og kort, i den målforma den som spør, bruker, når vi kan.
    - Vi vedgår feil og rettar dei ope.
    - Bilete har skildring, og film har tekst.

    # Arbeidstid
    Kva som gjeld for privat bruk i arbeidstida, og for arbeid utanom ho.

    # Ytringsfridom
    Som privatperson kan du seie kva du meiner, også om arbeidsplassen din. I tenesta talar du for verksemda, frå kontoen til verksemda.
