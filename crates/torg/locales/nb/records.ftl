# Loggen: alt som er sagt og gjort, og hvordan man kontrollerer det.
records-intro = Her står alt som er sagt og gjort, i rekkefølge. Ingen kan endre eller fjerne en loggpost, heller ikke den som drifter Torg, uten at det synes.
records-empty = Her er det ingen loggpost du kan lese.
records-all = Hele loggen
records-earlier = Tidligere loggposter
records-about = Alt om dette
records-log = Den forseglede loggen
records-log-empty = Ingenting er forseglet ennå. Det skjer innen et sekund.
records-sealed = Forseglet { $time }.
records-count = { $n ->
     [one] Én loggpost.
    *[other] { $n } loggposter.
}
records-size = Forseglede loggposter
records-sealed-at = Forseglet til og med
records-key = Nøkkel
records-checkpoint = Kontrollpunkt
records-checkpoint-keep = Ta vare på den, gjerne hos noen andre. Den som har et gammelt kontrollpunkt, kan vise om noe er endret eller fjernet siden da.
records-checkpoint-save = Lagre kontrollpunktet
records-key-save = Lagre nøkkelen
records-verify = Kontroller selv
records-verify-how = På maskinen der Torg kjører, regner denne kommandoen ut alt på nytt og sier hvilken loggpost som ikke stemmer, om noen:
records-verify-public = Hvem som helst kan hente den forseglede loggen under /log/ og kontrollere den uten å logge inn. Der er det ingenting av det loggpostene sier.

by-shell = Noen ved serveren
by-oneself = om seg selv
by-under-mandate = etter fullmakt { $document }

fact-acts = Kan
fact-attempt = Forsøk nummer
fact-channel = Kanal
fact-content = Tekst
fact-contents = Slettet innhold
fact-conversation = Samtale
fact-decision = Kassasjonsvedtak
fact-delivery = Utsending
fact-document = Vedtak
fact-entry = Loggpostens nummer
fact-item = Lagt til side
fact-mandate = Fullmakt
fact-message = Melding
fact-network = Nettverk
fact-note = Notat
fact-number = Nummer
fact-parent = Del av
fact-person = Person
fact-posted = Er i nettverket
fact-raw = Nettverkets egen form
fact-reason = Grunn
fact-remote-id = Nummer i nettverket
fact-to = Til
fact-to-nobody = ingen
fact-token = Tilgangsnøkkel
fact-unit = Enhet
fact-version = Versjon
fact-why = Hvorfor

entry-contents = Det loggposten gjelder
entry-contents-hint = Fødselsnumre vises som prikker. Den som drifter Torg, kan se hvert tegn med kommandoen torg record show.
entry-raw = Vis det nettverket sendte
entry-bytes = { $n } byte som ikke er tekst.
entry-erased = Slettet etter kassasjonsvedtak { $decision }, { $time }.
entry-missing = Dette mangler i databasen, selv om loggposten sier at det skal være der. Si fra til den som drifter Torg.
entry-address = Kontrollsum (SHA-256):
entry-proof = Bevis
entry-waits = Loggposten forsegles innen et sekund.
entry-proven = Loggposten er forseglet på plass { $position } i en logg med { $size } poster. Torg har regnet ut beviset på nytt nå, og det stemmer med det signerte kontrollpunktet.
entry-broken = Det kan ikke bevises at loggposten er som den var. Databasen kan være endret utenfra. Si fra til den som drifter Torg, som kan kjøre torg record verify.
entry-proof-show = Vis beviset
entry-line = Det som er offentlig om loggposten
entry-hashes = Kontrollsummer på veien til kontrollpunktet
entry-hashes-none = Ingen: loggposten er alene i loggen.
