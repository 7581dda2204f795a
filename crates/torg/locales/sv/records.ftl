# Liggaren: allt som har sagts och gjorts, och hur man kontrollerar det.
records-intro = Här står allt som har sagts och gjorts, i ordning. Ingen kan ändra eller ta bort en post, inte heller den som driver Torg, utan att det syns.
records-empty = Här finns ingen post som du får läsa.
records-all = Hela liggaren
records-earlier = Tidigare poster
records-about = Allt om detta
records-log = Den förseglade liggaren
records-log-empty = Inget är förseglat än. Det sker inom en sekund.
records-sealed = Förseglad { $time }.
records-count = { $n ->
     [one] En post.
    *[other] { $n } poster.
}
records-size = Förseglade poster
records-sealed-at = Förseglad till och med
records-key = Nyckel
records-checkpoint = Kontrollpunkt
records-checkpoint-keep = Spara den, gärna hos någon annan. Den som har en gammal kontrollpunkt kan visa om något har ändrats eller tagits bort sedan dess.
records-checkpoint-save = Spara kontrollpunkten
records-key-save = Spara nyckeln
records-verify = Kontrollera själv
records-verify-how = På datorn där Torg körs räknar det här kommandot om allt och säger vilken post som inte stämmer, om någon:
records-verify-public = Vem som helst kan hämta den förseglade liggaren under /log/ och kontrollera den utan inloggning. Där finns ingenting av vad posterna säger.

by-shell = Någon vid servern
by-oneself = om sig själv
by-under-mandate = enligt uppdrag { $document }

fact-acts = Får
fact-attempt = Försök nummer
fact-channel = Kanal
fact-content = Text
fact-contents = Raderat innehåll
fact-conversation = Samtal
fact-decision = Gallringsbeslut
fact-delivery = Utskick
fact-document = Beslut
fact-entry = Postens nummer
fact-item = Lagt åt sidan
fact-mandate = Uppdrag
fact-message = Meddelande
fact-network = Nätverk
fact-note = Anteckning
fact-number = Nummer
fact-parent = Del av
fact-person = Person
fact-posted = Finns i nätverket
fact-raw = Nätverkets egen form
fact-reason = Skäl
fact-remote-id = Nummer i nätverket
fact-to = Till
fact-to-nobody = ingen
fact-token = Åtkomstnyckel
fact-unit = Enhet
fact-version = Version
fact-why = Varför

entry-contents = Det som posten gäller
entry-contents-hint = Personnummer visas som punkter. Den som driver Torg kan se varje tecken med kommandot torg record show.
entry-raw = Visa det som nätverket skickade
entry-bytes = { $n } byte som inte är text.
entry-erased = Raderat enligt gallringsbeslut { $decision }, { $time }.
entry-missing = Det här saknas i databasen, fast posten säger att det ska finnas. Säg till den som driver Torg.
entry-address = Kontrollsumma (SHA-256):
entry-proof = Bevis
entry-waits = Posten förseglas inom en sekund.
entry-proven = Posten är förseglad på plats { $position } i en liggare med { $size } poster. Torg har räknat om beviset nu, och det stämmer med den signerade kontrollpunkten.
entry-broken = Det går inte att bevisa att posten är som den var. Databasen kan ha ändrats utifrån. Säg till den som driver Torg, som kan köra torg record verify.
entry-proof-show = Visa beviset
entry-line = Det som är offentligt om posten
entry-hashes = Kontrollsummor på vägen till kontrollpunkten
entry-hashes-none = Inga: posten är ensam i liggaren.
