# Utboksen: alt som forlater Torg.
outbox-empty = Her står alt som er på vei ut, det som har kommet fram, og det noen må se på.
outbox-empty-link = Til innboksen
outbox-needs-you = Trenger deg
outbox-queued = På vei ut
outbox-sending = Sendes
outbox-posted = Publisert
outbox-to = Svar til { $name }.
outbox-written-by = Skrevet av { $name }.
outbox-may-not = Den som har fullmakt til å svare i kanalen, kan avgjøre dette.
outbox-given-up = Torg fikk ikke gjort dette, på grunn av en feil hos oss. Prøv igjen. Torg ser i nettverket først, så svaret ikke kommer to ganger.
outbox-retry = Prøv igjen
outbox-let-go = La det være
outbox-tries-again = Torg prøver igjen av seg selv.
outbox-looked = Torg begynte å sende det { $time }. { $n ->
     [0] Det har ikke gått an å lete etter det i kanalen.
     [one] Torg har lett én gang i kanalen uten å finne det.
    *[other] Torg har lett { $n } ganger i kanalen uten å finne det.
} Se selv før du avgjør.
outbox-look = Se i { $network }
outbox-url = Adressen til innlegget, hvis det er der og du vil lagre den
outbox-is-there = Det er der
outbox-send-again = Det er ikke der: send igjen
outbox-is-not-there = Det er ikke der: la det være
outbox-original = Se det i nettverket

# Hva man gjør med et svar som ikke kunne sendes.
advice-gone = Svar på en annen melding i samtalen, eller la det være.
advice-limited = Vent litt og prøv igjen.
advice-mandate-ended = Har du selv fullmakt til å svare i kanalen, kan du prøve igjen. Da sendes svaret under din fullmakt.
advice-nonsense = Prøv igjen. Skjer det ofte, si fra til den som drifter Torg.
advice-refused = Les hva nettverket skrev. Prøv igjen, eller skriv et annet svar i samtalen og la dette være.
advice-setting = Be den som styrer kanalen, om å fylle inn innstillingene på nytt. Prøv så igjen.
advice-unauthorised = Be den som styrer kanalen, om å fornye innloggingen. Prøv så igjen.
advice-unclear = Prøv igjen. Skjer det ofte, si fra til den som drifter Torg.
advice-unknown = Se i nettverket før du prøver igjen, så svaret ikke kommer to ganger.
advice-unreachable = Prøv igjen. Skjer det ofte, be den som styrer kanalen, om å kontrollere adressen.
