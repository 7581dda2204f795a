# Utboksen: alt som forlèt Torg.
outbox-empty = Her står alt som er på veg ut, det som har kome fram, og det nokon må sjå på.
outbox-empty-link = Til innboksen
outbox-needs-you = Treng deg
outbox-queued = På veg ut
outbox-sending = Blir send
outbox-posted = Publisert
outbox-to = Svar til { $name }.
outbox-written-by = Skrive av { $name }.
outbox-may-not = Den som har fullmakt til å svare i kanalen, kan avgjere dette.
outbox-given-up = Torg fekk ikkje gjort dette, på grunn av ein feil hos oss. Prøv igjen. Torg ser i nettverket først, så svaret ikkje kjem to gonger.
outbox-retry = Prøv igjen
outbox-let-go = Lat det vere
outbox-tries-again = Torg prøver igjen av seg sjølv.
outbox-looked = Torg byrja å sende det { $time }. { $n ->
     [0] Det har ikkje gått an å leite etter det i kanalen.
     [one] Torg har leita éin gong i kanalen utan å finne det.
    *[other] Torg har leita { $n } gonger i kanalen utan å finne det.
} Sjå sjølv før du avgjer.
outbox-look = Sjå i { $network }
outbox-url = Adressa til innlegget, om det er der og du vil lagre ho
outbox-is-there = Det er der
outbox-send-again = Det er ikkje der: send igjen
outbox-is-not-there = Det er ikkje der: lat det vere
outbox-original = Sjå det i nettverket

# Kva ein gjer med eit svar som ikkje kunne sendast.
advice-gone = Svar på ei anna melding i samtalen, eller lat det vere.
advice-limited = Vent litt og prøv igjen.
advice-mandate-ended = Har du sjølv fullmakt til å svare i kanalen, kan du prøve igjen. Då blir svaret sendt under di fullmakt.
advice-nonsense = Prøv igjen. Hender det ofte, sei frå til den som driftar Torg.
advice-refused = Les kva nettverket skreiv. Prøv igjen, eller skriv eit anna svar i samtalen og lat dette vere.
advice-setting = Be den som styrer kanalen, om å fylle inn innstillingane på nytt. Prøv så igjen.
advice-unauthorised = Be den som styrer kanalen, om å fornye innlogginga. Prøv så igjen.
advice-unclear = Prøv igjen. Hender det ofte, sei frå til den som driftar Torg.
advice-unknown = Sjå i nettverket før du prøver igjen, så svaret ikkje kjem to gonger.
advice-unreachable = Prøv igjen. Hender det ofte, be den som styrer kanalen, om å kontrollere adressa.
