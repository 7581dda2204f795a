# Styra: kanaler, personer, enheter, uppdrag, åtkomstnycklar.
govern-overview = Översikt
govern-channels = Kanaler
govern-people = Personer
govern-units = Enheter
govern-mandates = Uppdrag
govern-tokens = Åtkomstnycklar
unit = Enhet
network = Nätverk
channel = Kanal
optional = frivilligt
never = aldrig
since = sedan
for-example = Till exempel:
scope-everywhere = hela myndigheten
scope-unit = { $unit } och enheterna under
scope-channel = kanalen

# Nej i styra.
refuse-outside-mandate = Det här ligger utanför det du får styra. Be någon vars uppdrag når hit.
refuse-grant-more-than-held = Du kan inte ge någon mer än du själv har, och du har inget uppdrag att { $act } där. Ta bort det, eller välj en mindre del av myndigheten.
refuse-grant-longer-than-held = Ditt eget uppdrag att { $act } tar slut tidigare än så. Välj en sista dag som inte är senare än din egen.
refuse-link-to-more = Personen har ett uppdrag att { $act } som du inte har. En länk skulle ge dig mer än du har. Be någon med det uppdraget att göra länken.
refuse-token-by-token = Ett program kan inte skapa åtkomstnycklar. Logga in och gör det här.
refuse-private-addresses = Bara den som får styra hela myndigheten kan låta Torg nå adresser inne i myndighetens eget nät. Ta bort valet, eller be en administratör.
refuse-unknown-unit = Enheten finns inte. Välj en annan i listan.
refuse-unknown-scope = Enheten eller kanalen finns inte. Välj en annan i listan.
refuse-channel-sign-in-over = Det har gått mer än en kvart, eller så är det redan sparat. Det du fyllde i är borta. Börja om.
refuse-network-sign-in-stopped = Inloggningen hos nätverket avbröts, så ingenting är sparat. Börja om när du vill.
way-on-channel-new = Lägg till en kanal

# Kanaler.
channels-empty = Här står kanalerna: myndighetens konton i nätverken. Lägg till den första, så hämtas kommentarerna hit.
channel-new = Lägg till kanal
channel-new-choose = I vilket nätverk har myndigheten sitt konto?
channel-new-demo = Det här är övningsstaden. Lägger du till en kanal i ett riktigt nätverk lämnar det du skriver där datorn.
channel-new-in = Lägg till kanal: { $network }
channel-unit-hint = Enheten svarar för kanalen. Uppdrag för enheten gäller i kanalen.
channel-sign-in = Logga in hos { $network }
channel-sign-in-hint = Du skickas till nätverket, säger ja där och kommer tillbaka hit. Torg ser aldrig lösenordet.
channel-paste-secret = Har du redan en åtkomstnyckel från nätverket?
channel-verify = Kontrollera kontot
channel-verify-hint = Torg frågar nätverket vilket konto det är. Du får se det innan något sparas. Lösenord och nycklar krypteras och visas aldrig igen.
private-addresses = Adresser i det egna nätet
private-addresses-allow = Nätverkets server står i myndighetens eget nät
private-addresses-allowed = Tillåtna
private-addresses-why = Annars når Torg bara öppna internet. Det hindrar att någon med en påhittad adress får Torg att fråga ut system inne i myndigheten.
network-said = Nätverket sade:
channel-at-network = Logga in hos { $network }
channel-at-network-text = Härifrån går du till { $host }. Logga in där med kanalens konto och säg ja till Torg. Sedan kommer du tillbaka hit.
channel-at-network-go = Gå till { $host }
channel-confirm = Är det rätt konto?
channel-confirm-text = Det här svarade nätverket. Ingenting är sparat än.
channel-confirm-no = Nej, gå tillbaka
channel-account = Kontot enligt nätverket
channel-profile = Offentlig sida
channel-picture = Bild
channel-picture-link = Visa bilden hos nätverket
channel-picture-hint = Torg hämtar inga bilder från nätverken: det skulle berätta för dem vem som tittar.
channel-save = Ja, lägg till kanalen
channel-save-renewed = Ja, spara inloggningen
channel-health = Hur den mår
health-paused = Pausad
health-troubled = Problem
health-new = Ny, frågas strax
health-well = Mår bra
health-fetched = hämtad
health-silent = Ingen har frågat nätverket
health-never = Nätverket har aldrig frågats. Säg till den som driver Torg.
channel-check = Mår du bra?
channel-is-well = Nätverket svarade nyss och känner igen kontot.
channel-pause = Pausa
channel-resume = Återuppta
channel-pause-hint = I en pausad kanal hämtas och skickas ingenting. När den återupptas hämtas det som kom under tiden.
channel-renew = Förnya inloggningen
channel-renew-title = Förnya inloggningen för @{ $handle }
channel-renew-text = Det ska vara samma konto. Allt som står i kanalen finns kvar.
channel-back = Till kanalen
channel-facts = Uppgifter
channel-opened = Tillagd
channel-fetched = Senast hämtad
channel-posted = Senast publicerat
secret-kept = Sparad krypterad, visas aldrig
channel-promise = Löftet
answer-within = Svar inom
answer-within-number = Antal
answer-within-length = Minuter, timmar eller dagar
answer-within-hint = Gäller det som kommer in från och med nu. Inkorgen räknar ner mot det.
length-of-minutes = minuter
length-of-hours = timmar
length-of-days = dagar
promise-minutes =
    { $n ->
        [one] { $n } minut
       *[other] { $n } minuter
    }
promise-hours =
    { $n ->
        [one] { $n } timme
       *[other] { $n } timmar
    }
promise-days =
    { $n ->
        [one] { $n } dag
       *[other] { $n } dagar
    }

# Nätverken och det de behöver veta.
network-arena = Övningsnätet
network-arena-about = Öva utan att något lämnar datorn
network-arena-folder = Mapp
network-arena-folder-hint = Mappen på Torgs dator där övningsnätet ligger. Den skapas om den inte finns.
network-arena-account = Konto
network-arena-account-hint = Kontots namn i övningsnätet, utan mellanslag.
network-arena-name = Namn som visas
network-arena-name-hint = Lämnas det tomt visas kontots namn.
network-bluesky = Bluesky
network-bluesky-about = Kommentarer, omnämnanden och direktmeddelanden
network-bluesky-service = Server
network-bluesky-service-hint = Där kontot ligger. De flesta ligger hos Bluesky självt.
network-bluesky-identifier = Konto
network-bluesky-identifier-hint = Kontots namn utan @.
network-bluesky-app_password = Applösenord
network-bluesky-app_password-hint = Skapas hos Bluesky under Inställningar, Sekretess och säkerhet, Applösenord. Tillåt direktmeddelanden om ni vill svara på dem. Använd aldrig kontots eget lösenord.
network-email = E-post
network-email-about = En brevlåda: brev in, svar ut
network-email-address = Adress
network-email-address-hint = Brevlådans egen adress. Svaren kommer från den.
network-email-name = Namn som visas
network-email-name-hint = Det namn som mottagaren ser bredvid adressen. Lämnas det tomt visas adressen.
network-email-imap = Server för inkommande brev (IMAP)
network-email-imap-hint = Serverns namn, med port om den inte är 993. Port 993 krypteras från början, andra portar med STARTTLS.
network-email-smtp = Server för utgående brev (SMTP)
network-email-smtp-hint = Serverns namn, med port om den inte är 587. Port 465 krypteras från början, andra portar med STARTTLS.
network-email-user = Användare
network-email-user-hint = Det namn som brevlådan loggar in med, om det är ett annat än adressen.
network-email-password = Lösenord
network-email-password-hint = Helst ett lösenord som bara Torg har. Microsoft 365 och andra kräver ett särskilt lösenord för program.
network-email-recipient = Mottagare av nya brev
network-email-recipient-hint = Den adress som brev som inte är svar går till, till exempel en lista med prenumeranter. Lämnas det tomt går det bara att svara.
network-facebook = Facebook
network-facebook-about = En sidas inlägg och kommentarerna under dem (prövat mot en ersättare, inte mot Facebook)
network-facebook-page = Sida
network-facebook-page-hint = Sidans nummer, under Om, Sidtransparens.
network-facebook-token = Sidans åtkomstnyckel
network-facebook-token-hint = Görs av någon som får moderera sidan, med rätt att läsa och skriva dess inlägg och kommentarer.
network-facebook-app_secret = Appens hemlighet
network-facebook-app_secret-hint = Står hos Meta under appens inställningar, Grundläggande. Den signerar varje anrop och styrker det Facebook berättar.
network-facebook-verify_token = Kontrollord
network-facebook-verify_token-hint = Ett ord du själv hittar på, för webhookar till /hooks/ följt av kanalens id. Lämna tomt utan dem.
network-linkedin = LinkedIn
network-linkedin-about = En sidas inlägg och kommentarerna under dem (provat bara mot en attrapp)
network-linkedin-organization = Sidans nummer
network-linkedin-organization-hint = Står i adressen när en administratör har sidan öppen.
network-linkedin-client_id = Klient-id
network-linkedin-client_id-hint = Från er egen app hos LinkedIn, med Community Management API.
network-linkedin-version = API:ets version
network-linkedin-version-hint = År och månad. Tomt: den som Torg är byggt för.
network-linkedin-client_secret = Klienthemlighet
network-linkedin-client_secret-hint = Står bredvid klient-id.
network-linkedin-token = Åtkomstnyckel
network-linkedin-token-hint = Det som LinkedIn ger när en administratör har loggat in. Den gäller i sextio dagar.
network-mastodon = Mastodon
network-mastodon-about = Även andra servrar som talar samma språk
network-mastodon-instance = Server
network-mastodon-instance-hint = Servern där kontot ligger: det som står efter det andra @ i kontots namn.
network-mastodon-token = Åtkomstnyckel
network-mastodon-token-hint = Skapas på servern under Inställningar, Utveckling, med rätt att läsa, skriva inlägg och ladda upp bilder.
network-x = X
network-x-about = Ett kontos inlägg, svar och omnämnanden (provat bara mot en attrapp)
network-x-api_key = API-nyckel
network-x-api_key-hint = Står i X utvecklarportal, av en app som får läsa och skriva.
network-x-api_secret = API-hemlighet
network-x-api_secret-hint = Står bredvid API-nyckeln. Den signerar varje anrop och visar att det X säger är från X.
network-x-token = Åtkomstnyckel
network-x-token-hint = Kontots egen, gjord i utvecklarportalen.
network-x-token_secret = Åtkomsthemlighet
network-x-token_secret-hint = Står bredvid åtkomstnyckeln.
network-youtube = YouTube
network-youtube-about = Kommentarer under kanalens filmer (provat bara mot en attrapp)
network-youtube-channel = Kanalens id
network-youtube-channel-hint = Börjar på UC. Står under Inställningar, Avancerat.
network-youtube-client_id = Klient-id
network-youtube-client_id-hint = Från er egen app i Google Cloud, av sorten webbapp.
network-youtube-client_secret = Klienthemlighet
network-youtube-client_secret-hint = Står bredvid klient-id.
network-youtube-refresh_token = Förnyelsenyckel
network-youtube-refresh_token-hint = Det som Google ger när kanalens ägare har loggat in och sagt ja.
network-rss = RSS
network-rss-about = Vad andra publicerar: RSS, Atom och JSON Feed
network-rss-address = Flödets adress
network-rss-address-hint = Adressen till själva flödet, inte till webbsidan. Den slutar ofta på .xml eller /feed.
network-wordpress = WordPress
network-wordpress-about = Inlägg på den egna webbplatsen och kommentarer till dem
network-wordpress-site = Webbplats
network-wordpress-site-hint = Startsidans adress, med https.
network-wordpress-user = Användare
network-wordpress-user-hint = Kontot på webbplatsen som Torg skriver som. Rollen Redaktör behövs för att se och hålla inne kommentarer.
network-wordpress-app_password = Applikationslösenord
network-wordpress-app_password-hint = Skapas i WordPress under Användare, Profil, Applikationslösenord. Använd aldrig kontots eget lösenord.
refuse-mandate-begins-in-the-past = Ett uppdrag kan börja tidigast i dag. Ändra från-dagen.
refuse-day-unreadable = ”{ $day }” är ingen dag som Torg kan läsa. Skriv år, månad och dag, till exempel 2026-12-31.

# Översikten.
own-mandates = Dina uppdrag
own-mandates-none = Du har inget uppdrag som gäller nu. Därför ser du inga samtal och kan inte göra något här.
own-mandates-over =
    { $n ->
        [one] Ett uppdrag som är slut
       *[other] { $n } uppdrag som är slut
    }
ask-one-of = Be någon av dem som får ge uppdrag:
nobody-governs = Ingen har just nu ett uppdrag att styra. Den som driver Torg kan öppna en väg in från datorn: torg admin recover.
count-troubled = { $n } med problem
count-not-joined = { $n } har inte valt lösenord
count-ending-soon = { $n } slutar inom 30 dagar

# Uppdrag.
person = Person
choose = Välj …
mandate-acts = Får
mandate-place = Var
mandate-place-hint = En enhet omfattar enheterna under den och deras kanaler.
mandate-document = Beslut
mandate-document-hint = Beslutets nummer, till exempel KS 2026/00112.
mandate-days = Gäller
mandate-no-end = tills vidare
mandate-giver = Gavs av
mandate-by-founding = Torg, när myndigheten lades upp
mandate-state = Läge
mandate-in-force = gäller
mandate-to-come = börjar senare
mandate-over = är slut
mandate-revoked = återkallat
mandate-look = Se uppdraget
mandate-title = Uppdrag enligt { $document }
mandates-now = De som gäller
mandates-over = De som är slut
mandates-none = Här står uppdragen: vem som får göra vad, var och hur länge.
mandates-none-over = Inget uppdrag är slut än.
mandate-new = Ge ett uppdrag
mandate-nobody = Det finns ingen annan här att ge ett uppdrag. Lägg till en person först.
mandate-from = Från och med
mandate-to = Till och med
mandate-to-hint = Lämnas det tomt gäller uppdraget tills vidare.
mandate-why = Varje åtgärd i Torg antecknas med det uppdrag den vilar på. Ingen kan ge sig själv ett uppdrag eller ge mer än man själv har.
mandate-grant = Ge uppdraget
mandate-revoke-title = Återkalla uppdraget
mandate-revoke-why = Varför?
mandate-revoke-hint = Uppdraget upphör genast. Svar som inte hunnit skickas stoppas. Skälet sparas i liggaren.
mandate-revoke = Återkalla
act-answer-long = Svara: svara människor, skriva anteckningar, fördela och avsluta samtal
act-govern-long = Styra: kanaler, personer, enheter och uppdrag
act-read-long = Läsa: samtal, liggaren och utkorgen
act-run-long = Driva: det som lagts åt sidan, jobb som gavs upp, åtkomstnycklar, gallring

# Personer.
people-none = Här står de som arbetar i Torg.
person-new = Lägg till person
person-name = Namn
person-name-hint = För- och efternamn. Kollegorna ser det.
person-post = Arbete
person-post-hint = Vad personen gör, till exempel kundservice.
person-signature = Underskrift
person-signature-hint = Så undertecknas svar till allmänheten: bara förnamn, eller bara funktion.
person-email = E-postadress
person-email-hint = Med den loggar personen in. Torg skickar ingen e-post.
person-language = Språk på sidorna
person-state = Läge
person-joined = Kan logga in
person-not-joined = Har inte valt lösenord än
person-left = Har slutat
person-add = Lägg till och gör en länk
person-added = Personen är tillagd
person-look = Till personens sida
person-grant = Ge ett uppdrag
person-grant-hint = Utan uppdrag kan personen logga in men inte se eller göra något.
person-no-mandates = Personen har inget uppdrag här.
person-doors = In och ut
person-new-link = Gör en ny länk
person-new-link-hint = För den som tappat bort sin länk eller glömt sitt lösenord. Den förra länken slutar gälla. När lösenordet byts loggas personen ut överallt.
person-leave-title = Personen har slutat
person-leave-text = Inloggningar och uppdrag upphör genast. Det personen gjort finns kvar i liggaren.
person-leave = { $name } har slutat
link-title = Länk till { $name }
link-label = Länken
link-hint = Den visas bara nu, fungerar en gång och gäller i { $days } dagar. Ge den till personen själv.
link-why = Den som har länken kan bli personen. Torg sparar den inte.

# Enheter.
unit-new = Lägg till enhet
unit-name = Namn
unit-parent = Under
unit-zone = Tidszon
unit-zone-hint = Till exempel Europe/Stockholm.
unit-add = Lägg till enheten

# Åtkomstnycklar.
tokens-none = Här står åtkomstnycklarna: de låter ett program göra det som ett av dina uppdrag tillåter.
token = Åtkomstnyckel
token-new = Gör en åtkomstnyckel
token-made = Nyckeln är gjord
token-made-hint = Den visas bara nu. Kopiera den till programmet som ska ha den. Programmet skickar den så här:
token-name = Namn
token-name-hint = Vilket program det är till.
token-mandate = Uppdrag
token-days = Gäller i så många dagar
token-why = Det programmet gör antecknas som ditt, under det uppdraget. När uppdraget upphör slutar nyckeln fungera.
token-issue = Gör nyckeln
token-until = Gäller till
token-state = Läge
token-revoked = Återkallad
token-over = Har gått ut
token-mandate-over = Uppdraget är slut
token-revoke = Återkalla

# Lösenord.
refuse-password-long = Lösenordet är längre än { $n } tecken. Korta det.

# Finding one of many
find-label = Sök i listan
find-count = { $n } av { $all }
