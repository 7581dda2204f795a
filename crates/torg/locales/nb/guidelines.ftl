# Riktlinjer / guidelines.
govern-guidelines = Retningslinjer
guideline = Retningslinje
guideline-new = Legg inn en retningslinje
guideline-revise = Ny versjon
guideline-save = Lagre som vedtatt
guideline-why = En retningslinje som er vedtatt, nummerert og lest, gir trygghet: alle kjenner rammene og vet hvem som bestemmer. Hver versjon bevares.
guideline-title = Tittel
guideline-number = Saksnummer
guideline-adopted-by = Vedtatt av
guideline-adopted-on = Vedtatt den
guideline-adopted = Vedtatt
guideline-scope = Gjelder for
guideline-owner = Ansvarlig
guideline-language = Språk
guideline-text = Tekst
guideline-text-hint = Markdown: # overskrift, - punkt, *uthevet*, [ord](https://adresse).
guideline-version = versjon { $n }
guideline-versions = Versjoner
guideline-read = Lest
guideline-is-read = Lest
guideline-is-unread = Ikke lest
guideline-is-newer = Ny versjon siden du leste
guideline-is-withdrawn = Opphevet
guideline-acknowledge = Jeg har lest denne versjonen
guideline-acknowledge-why = Kvitteringen din lagres med tid. De som styrer, ser hvem som har lest. Når en ny versjon kommer, får du lese på nytt.
guideline-readers = Hvem som har lest
guideline-readers-count = { $n } av { $all } har lest denne versjonen.
guideline-have = Har lest
guideline-have-not = Har ikke lest ennå
guideline-withdraw = Opphev retningslinjen
guidelines-empty = Her står husets retningslinjer for sosiale medier: nummer, versjon, hvem som vedtok dem, og hvem som har lest.
refuse-guideline-bare = Tittel, nummer, tekst og hvem som vedtok, må fylles ut.
refuse-guideline-withdrawn = Retningslinjen er opphevet. Legg inn en ny.
refuse-guideline-newer = Det har kommet en nyere versjon. Les den og kvitter på nytt.
guideline-starter-title = Retningslinje for sosiale medier
guideline-starter =
    # Mål
    Hvorfor vi er i sosiale medier, for hvem, og hvordan vi ser at det er til nytte.

    # Hvem bestemmer
    - Hvem som avgjør om en kanal åpnes, settes på pause eller stenges.
    - Hvem som eier hver kanal og følger den opp.
    - Hvem man spør når man er usikker, også etter kontortid.

    # Slik arbeider vi
    - Hvem som kan svare, med hvilken fullmakt, og hva som må godkjennes først.
    - Hva som journalføres, bevares og kasseres, og etter hvilket vedtak.
    - Hva som fjernes, på hvilket grunnlag, og hvordan det lagres.
    - Hvor den som har en egen sak, vises.

    # Oppfølging og innsats
    - Hvor ofte hver kanal leses, og innen hvilken tid vi svarer.
    - Hvem som tar over ved ferie og sykdom.
    - Når kanalen gås gjennom.

    # Språk, tone og folkeskikk
    - Vi skriver forståelig, vennlig og kort, i den målformen den som spør, bruker, når vi kan.
    - Vi innrømmer feil og retter dem åpent.
    - Bilder har beskrivelse, og film har tekst.

    # Arbeidstid
    Hva som gjelder for privat bruk i arbeidstiden, og for arbeid utenom den.

    # Ytringsfrihet
    Som privatperson kan du si hva du mener, også om arbeidsplassen din. I tjenesten snakker du for virksomheten, fra virksomhetens konto.
