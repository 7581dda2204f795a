# Loggen: alt som er sagt og gjort, og korleis ein kontrollerer det.
records-intro = Her står alt som er sagt og gjort, i rekkjefølgje. Ingen kan endre eller fjerne ein loggpost, heller ikkje den som driftar Torg, utan at det synest.
records-empty = Her er det ingen loggpost du kan lese.
records-all = Heile loggen
records-earlier = Tidlegare loggpostar
records-about = Alt om dette
records-log = Den forsegla loggen
records-log-empty = Ingenting er forsegla enno. Det skjer innan eit sekund.
records-sealed = Forsegla { $time }.
records-count = { $n ->
     [one] Éin loggpost.
    *[other] { $n } loggpostar.
}
records-size = Forsegla loggpostar
records-sealed-at = Forsegla til og med
records-key = Nøkkel
records-checkpoint = Kontrollpunkt
records-checkpoint-keep = Ta vare på det, gjerne hos nokon andre. Den som har eit gammalt kontrollpunkt, kan vise om noko er endra eller fjerna sidan då.
records-checkpoint-save = Lagre kontrollpunktet
records-key-save = Lagre nøkkelen
records-verify = Kontroller sjølv
records-verify-how = På maskina der Torg køyrer, reknar denne kommandoen ut alt på nytt og seier kva loggpost som ikkje stemmer, om nokon:
records-verify-public = Kven som helst kan hente den forsegla loggen under /log/ og kontrollere han utan å logge inn. Der er det ingenting av det loggpostane seier.

by-shell = Nokon ved tenaren
by-oneself = om seg sjølv
by-under-mandate = etter fullmakt { $document }

fact-acts = Kan
fact-attempt = Forsøk nummer
fact-channel = Kanal
fact-content = Tekst
fact-contents = Sletta innhald
fact-conversation = Samtale
fact-decision = Kassasjonsvedtak
fact-delivery = Utsending
fact-document = Vedtak
fact-entry = Nummeret på loggposten
fact-item = Lagt til side
fact-mandate = Fullmakt
fact-message = Melding
fact-network = Nettverk
fact-note = Notat
fact-number = Nummer
fact-parent = Del av
fact-person = Person
fact-posted = Er i nettverket
fact-raw = Nettverket si eiga form
fact-reason = Grunn
fact-remote-id = Nummer i nettverket
fact-to = Til
fact-to-nobody = ingen
fact-token = Tilgangsnøkkel
fact-unit = Eining
fact-version = Versjon
fact-why = Kvifor

entry-contents = Det loggposten gjeld
entry-contents-hint = Fødselsnummer blir viste som prikkar. Den som driftar Torg, kan sjå kvart teikn med kommandoen torg record show.
entry-raw = Vis det nettverket sende
entry-bytes = { $n } byte som ikkje er tekst.
entry-erased = Sletta etter kassasjonsvedtak { $decision }, { $time }.
entry-missing = Dette manglar i databasen, sjølv om loggposten seier at det skal vere der. Sei frå til den som driftar Torg.
entry-address = Kontrollsum (SHA-256):
entry-proof = Bevis
entry-waits = Loggposten blir forsegla innan eit sekund.
entry-proven = Loggposten er forsegla på plass { $position } i ein logg med { $size } postar. Torg har rekna ut beviset på nytt no, og det stemmer med det signerte kontrollpunktet.
entry-broken = Det kan ikkje provast at loggposten er som han var. Databasen kan vere endra utanfrå. Sei frå til den som driftar Torg, som kan køyre torg record verify.
entry-proof-show = Vis beviset
entry-line = Det som er offentleg om loggposten
entry-hashes = Kontrollsummar på vegen til kontrollpunktet
entry-hashes-none = Ingen: loggposten er åleine i loggen.
