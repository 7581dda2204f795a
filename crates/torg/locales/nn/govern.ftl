# Styre: kanalar, personar, einingar, fullmakter, tilgangsnøklar.
govern-overview = Oversikt
govern-channels = Kanalar
govern-people = Personar
govern-units = Einingar
govern-mandates = Fullmakter
govern-tokens = Tilgangsnøklar
unit = Eining
network = Nettverk
channel = Kanal
optional = valfritt
never = aldri
since = sidan
for-example = Til dømes:
scope-everywhere = heile verksemda
scope-unit = { $unit } og einingane under
scope-channel = kanalen

# Nei i styre.
refuse-outside-mandate = Dette ligg utanfor det du kan styre. Spør nokon som har ei fullmakt som rekk hit.
refuse-grant-more-than-held = Du kan ikkje gje nokon meir enn du sjølv har, og du har inga fullmakt til å { $act } der. Ta det bort, eller vel ein mindre del av verksemda.
refuse-grant-longer-than-held = Di eiga fullmakt til å { $act } tek slutt før det. Vel ein siste dag som ikkje er seinare enn din eigen.
refuse-link-to-more = Personen har ei fullmakt til å { $act } som du ikkje har. Ei lenkje ville gje deg meir enn du har. Spør nokon med den fullmakta om å lage lenkja.
refuse-token-by-token = Eit program kan ikkje lage tilgangsnøklar. Logg inn og gjer det her.
refuse-private-addresses = Berre den som kan styre heile verksemda, kan la Torg nå adresser inne i nettet til verksemda. Ta bort valet, eller spør ein administrator.
refuse-unknown-unit = Eininga finst ikkje. Vel ei anna i lista.
refuse-unknown-scope = Eininga eller kanalen finst ikkje. Vel ein annan i lista.
refuse-channel-sign-in-over = Det har gått meir enn eit kvarter, eller så er det alt lagra. Det du fylte ut, er borte. Byrj på nytt.
refuse-network-sign-in-stopped = Innlogginga hos nettverket vart avbroten, så ingenting er lagra. Byrj på nytt når du vil.
way-on-channel-new = Legg til ein kanal

# Kanalar.
channels-empty = Her står kanalane: kontoane verksemda har i nettverka. Legg til den første, så blir kommentarane henta hit.
channel-new = Legg til kanal
channel-new-choose = I kva nettverk har verksemda kontoen sin?
channel-new-demo = Dette er øvingsbyen. Legg du til ein kanal i eit ekte nettverk, går det du skriv der, ut av maskina.
channel-new-in = Legg til kanal: { $network }
channel-unit-hint = Eininga svarar for kanalen. Fullmakter for eininga gjeld i kanalen.
channel-sign-in = Logg inn hos { $network }
channel-sign-in-hint = Du blir send til nettverket, seier ja der og kjem tilbake hit. Torg ser aldri passordet.
channel-paste-secret = Har du alt ein tilgangsnøkkel frå nettverket?
channel-verify = Kontroller kontoen
channel-verify-hint = Torg spør nettverket kva konto det er. Du får sjå han før noko blir lagra. Passord og nøklar blir krypterte og aldri viste igjen.
private-addresses = Adresser i eige nett
private-addresses-allow = Serveren til nettverket står i nettet til verksemda
private-addresses-allowed = Tillatne
private-addresses-why = Elles når Torg berre det opne internettet. Det hindrar at nokon med ei oppdikta adresse får Torg til å spørje ut system inne i verksemda.
network-said = Nettverket sa:
channel-at-network = Logg inn hos { $network }
channel-at-network-text = Herifrå går du til { $host }. Logg inn der med kontoen til kanalen og sei ja til Torg. Så kjem du tilbake hit.
channel-at-network-go = Gå til { $host }
channel-confirm = Er det rett konto?
channel-confirm-text = Dette svarte nettverket. Ingenting er lagra enno.
channel-confirm-no = Nei, gå tilbake
channel-account = Kontoen ifølgje nettverket
channel-profile = Offentleg side
channel-picture = Bilete
channel-picture-link = Vis biletet hos nettverket
channel-picture-hint = Torg hentar ingen bilete frå nettverka: det ville fortelje dei kven som ser på.
channel-save = Ja, legg til kanalen
channel-save-renewed = Ja, lagre innlogginga
channel-health = Korleis han har det
health-paused = På pause
health-troubled = Problem
health-new = Ny, blir spurd straks
health-well = Har det bra
health-fetched = henta
health-silent = Ingen har spurt nettverket
health-never = Nettverket er aldri spurt. Sei frå til den som driftar Torg.
channel-check = Har du det bra?
channel-is-well = Nettverket svarte no og kjenner att kontoen.
channel-pause = Set på pause
channel-resume = Ta opp att
channel-pause-hint = I ein kanal på pause blir ingenting henta eller sendt. Når han blir teken opp att, blir det som kom i mellomtida, henta.
channel-renew = Forny innlogginga
channel-renew-title = Forny innlogginga for @{ $handle }
channel-renew-text = Det skal vere same konto. Alt som står i kanalen, blir verande.
channel-back = Til kanalen
channel-facts = Opplysningar
channel-opened = Lagd til
channel-fetched = Sist henta
channel-posted = Sist publisert
secret-kept = Lagra kryptert, blir aldri vist
channel-promise = Lovnaden
answer-within = Svar innan
answer-within-number = Tal
answer-within-length = Minutt, timar eller dagar
answer-within-hint = Gjeld det som kjem inn frå no av. Innboksen tel ned mot det.
length-of-minutes = minutt
length-of-hours = timar
length-of-days = dagar
promise-minutes = { $n } minutt
promise-hours =
    { $n ->
        [one] { $n } time
       *[other] { $n } timar
    }
promise-days =
    { $n ->
        [one] { $n } dag
       *[other] { $n } dagar
    }

# Nettverka og det dei treng å vite.
network-arena = Øvingsnettet
network-arena-about = Øv utan at noko går ut av maskina
network-arena-folder = Mappe
network-arena-folder-hint = Mappa på maskina til Torg der øvingsnettet ligg. Ho blir laga om ho ikkje finst.
network-arena-account = Konto
network-arena-account-hint = Namnet på kontoen i øvingsnettet, utan mellomrom.
network-arena-name = Namn som blir vist
network-arena-name-hint = Står det tomt, blir namnet på kontoen vist.
network-bluesky = Bluesky
network-bluesky-about = Kommentarar, omtalar og direktemeldingar
network-bluesky-service = Server
network-bluesky-service-hint = Der kontoen ligg. Dei fleste ligg hos Bluesky sjølv.
network-bluesky-identifier = Konto
network-bluesky-identifier-hint = Namnet på kontoen utan @.
network-bluesky-app_password = App-passord
network-bluesky-app_password-hint = Blir laga hos Bluesky under Innstillingar, Personvern og tryggleik, App-passord. Tillat direktemeldingar om de vil svare på dei. Bruk aldri passordet til sjølve kontoen.
network-email = E-post
network-email-about = Ei postkasse: brev inn, svar ut
network-email-address = Adresse
network-email-address-hint = Adressa til postkassa. Svara kjem frå ho.
network-email-name = Namn som blir vist
network-email-name-hint = Namnet mottakaren ser ved sida av adressa. Er det tomt, blir adressa vist.
network-email-imap = Tenar for brev som kjem inn (IMAP)
network-email-imap-hint = Namnet på tenaren, med port om ho ikkje er 993. Port 993 blir kryptert frå starten, andre portar med STARTTLS.
network-email-smtp = Tenar for brev som går ut (SMTP)
network-email-smtp-hint = Namnet på tenaren, med port om ho ikkje er 587. Port 465 blir kryptert frå starten, andre portar med STARTTLS.
network-email-user = Brukar
network-email-user-hint = Namnet postkassa loggar inn med, om det er eit anna enn adressa.
network-email-password = Passord
network-email-password-hint = Helst eit passord som berre Torg har. Microsoft 365 og andre krev eit eige passord for program.
network-email-recipient = Mottakar av nye brev
network-email-recipient-hint = Adressa som brev som ikkje er svar, går til, til dømes ei liste over abonnentar. Er det tomt, går det berre an å svare.
network-facebook = Facebook
network-facebook-about = Innlegga på ei side og kommentarane under dei (prøvd mot ein stadfortredar, ikkje mot Facebook)
network-facebook-page = Side
network-facebook-page-hint = Nummeret til sida, under Om, Openheit om sida.
network-facebook-token = Tilgangsnøkkel for sida
network-facebook-token-hint = Blir laga av nokon som kan moderere sida, med rett til å lese og skrive innlegg og kommentarar der.
network-facebook-app_secret = Løyndommen til appen
network-facebook-app_secret-hint = Står hos Meta under innstillingane til appen, Grunnleggjande. Han signerer kvart kall og stadfestar det Facebook fortel.
network-facebook-verify_token = Kontrollord
network-facebook-verify_token-hint = Eit ord du finn på sjølv, for webhookar til /hooks/ følgt av id-en til kanalen. Lat det stå tomt utan dei.
network-linkedin = LinkedIn
network-linkedin-about = Innlegga på ei side og kommentarane under dei (prøvd berre mot ein attrapp)
network-linkedin-organization = Nummeret til sida
network-linkedin-organization-hint = Står i adressa når ein administrator har sida open.
network-linkedin-client_id = Klient-id
network-linkedin-client_id-hint = Frå dykkar eigen app hos LinkedIn, med Community Management API.
network-linkedin-version = Versjonen av API-et
network-linkedin-version-hint = År og månad. Tomt: den som Torg er bygd for.
network-linkedin-client_secret = Klientløyndom
network-linkedin-client_secret-hint = Står ved sida av klient-id.
network-linkedin-token = Tilgangsnøkkel
network-linkedin-token-hint = Det som LinkedIn gjev når ein administrator har logga inn. Han gjeld i seksti dagar.
network-mastodon = Mastodon
network-mastodon-about = Også andre serverar som snakkar same språk
network-mastodon-instance = Server
network-mastodon-instance-hint = Serveren der kontoen ligg: det som står etter den andre @ i namnet på kontoen.
network-mastodon-token = Tilgangsnøkkel
network-mastodon-token-hint = Blir laga på serveren under Innstillingar, Utvikling, med rett til å lese, skrive innlegg og laste opp bilete.
network-x = X
network-x-about = Innlegga til ein konto, svar og omtalar (prøvd berre mot ein attrapp)
network-x-api_key = API-nøkkel
network-x-api_key-hint = Står i utviklarportalen til X, av ein app som kan lese og skrive.
network-x-api_secret = API-løyndom
network-x-api_secret-hint = Står ved sida av API-nøkkelen. Han signerer kvart kall og syner at det X seier, er frå X.
network-x-token = Tilgangsnøkkel
network-x-token-hint = Den eigne til kontoen, laga i utviklarportalen.
network-x-token_secret = Tilgangsløyndom
network-x-token_secret-hint = Står ved sida av tilgangsnøkkelen.
network-youtube = YouTube
network-youtube-about = Kommentarar under filmane til kanalen (prøvd berre mot ein attrapp)
network-youtube-channel = Id-en til kanalen
network-youtube-channel-hint = Byrjar på UC. Står under Innstillingar, Avansert.
network-youtube-client_id = Klient-id
network-youtube-client_id-hint = Frå dykkar eigen app i Google Cloud, av typen nettapp.
network-youtube-client_secret = Klientløyndom
network-youtube-client_secret-hint = Står ved sida av klient-id.
network-youtube-refresh_token = Fornyingsnøkkel
network-youtube-refresh_token-hint = Det som Google gjev når eigaren av kanalen har logga inn og sagt ja.
network-rss = RSS
network-rss-about = Det andre publiserer: RSS, Atom og JSON Feed
network-rss-address = Adressa til straumen
network-rss-address-hint = Adressa til sjølve straumen, ikkje til nettsida. Ho endar ofte på .xml eller /feed.
network-wordpress = WordPress
network-wordpress-about = Innlegg på eigen nettstad og kommentarar til dei
network-wordpress-site = Nettstad
network-wordpress-site-hint = Adressa til framsida, med https.
network-wordpress-user = Brukar
network-wordpress-user-hint = Kontoen på nettstaden som Torg skriv som. Rolla Redaktør trengst for å sjå og halde tilbake kommentarar.
network-wordpress-app_password = Applikasjonspassord
network-wordpress-app_password-hint = Blir laga i WordPress under Brukarar, Profil, Applikasjonspassord. Bruk aldri passordet til sjølve kontoen.
refuse-mandate-begins-in-the-past = Ei fullmakt kan tidlegast ta til i dag. Endre frå-dagen.
refuse-day-unreadable = «{ $day }» er ingen dag Torg kan lese. Skriv år, månad og dag, til dømes 2026-12-31.

# Oversikta.
own-mandates = Fullmaktene dine
own-mandates-none = Du har inga fullmakt som gjeld no. Difor ser du ingen samtalar og kan ikkje gjere noko her.
own-mandates-over =
    { $n ->
        [one] Éi fullmakt som er slutt
       *[other] { $n } fullmakter som er slutt
    }
ask-one-of = Spør ein av dei som kan gje fullmakter:
nobody-governs = Ingen har no ei fullmakt til å styre. Den som driftar Torg, kan opne ein veg inn frå maskina: torg admin recover.
count-troubled = { $n } med problem
count-not-joined = { $n } har ikkje valt passord
count-ending-soon = { $n } sluttar innan 30 dagar

# Fullmakter.
person = Person
choose = Vel …
mandate-acts = Kan
mandate-place = Kvar
mandate-place-hint = Ei eining omfattar einingane under ho og kanalane deira.
mandate-document = Vedtak
mandate-document-hint = Nummeret på vedtaket, til dømes 2026/00112.
mandate-days = Gjeld
mandate-no-end = inntil vidare
mandate-giver = Gitt av
mandate-by-founding = Torg, då verksemda vart lagd opp
mandate-state = Status
mandate-in-force = gjeld
mandate-to-come = tek til seinare
mandate-over = er slutt
mandate-revoked = trekt tilbake
mandate-look = Sjå fullmakta
mandate-title = Fullmakt etter { $document }
mandates-now = Dei som gjeld
mandates-over = Dei som er slutt
mandates-none = Her står fullmaktene: kven som kan gjere kva, kvar og kor lenge.
mandates-none-over = Inga fullmakt er slutt enno.
mandate-new = Gje ei fullmakt
mandate-nobody = Det er ingen andre her å gje ei fullmakt. Legg til ein person først.
mandate-from = Frå og med
mandate-to = Til og med
mandate-to-hint = Står det tomt, gjeld fullmakta inntil vidare.
mandate-why = Kvar handling i Torg blir notert med fullmakta ho kviler på. Ingen kan gje seg sjølv ei fullmakt eller gje meir enn dei har.
mandate-grant = Gje fullmakta
mandate-revoke-title = Trekk fullmakta tilbake
mandate-revoke-why = Kvifor?
mandate-revoke-hint = Fullmakta tek slutt med ein gong. Svar som ikkje er sende, blir stoppa. Grunnen blir lagra i loggen.
mandate-revoke = Trekk tilbake
act-answer-long = Svare: svare folk, skrive notat, fordele og avslutte samtalar
act-govern-long = Styre: kanalar, personar, einingar og fullmakter
act-read-long = Lese: samtalar, loggen og utboksen
act-run-long = Drifte: det som er lagt til side, jobbar som vart gitt opp, tilgangsnøklar, kassasjon

# Personar.
people-none = Her står dei som arbeider i Torg.
person-new = Legg til person
person-name = Namn
person-name-hint = For- og etternamn. Kollegaene ser det.
person-post = Stilling
person-post-hint = Kva personen gjer, til dømes kundeservice.
person-signature = Underskrift
person-signature-hint = Slik blir svar til publikum underteikna: berre førenamn, eller berre funksjon.
person-email = E-postadresse
person-email-hint = Med den loggar personen inn. Torg sender ingen e-post.
person-language = Språk på sidene
person-state = Status
person-joined = Kan logge inn
person-not-joined = Har ikkje valt passord enno
person-left = Har slutta
person-add = Legg til og lag ei lenkje
person-added = Personen er lagd til
person-look = Til sida for personen
person-grant = Gje ei fullmakt
person-grant-hint = Utan fullmakt kan personen logge inn, men ikkje sjå eller gjere noko.
person-no-mandates = Personen har inga fullmakt her.
person-doors = Inn og ut
person-new-link = Lag ei ny lenkje
person-new-link-hint = For den som har mist lenkja eller gløymt passordet. Den førre lenkja sluttar å gjelde. Når passordet blir bytt, blir personen logga ut overalt.
person-leave-title = Personen har slutta
person-leave-text = Innloggingar og fullmakter tek slutt med ein gong. Det personen har gjort, blir ståande i loggen.
person-leave = { $name } har slutta
link-title = Lenkje til { $name }
link-label = Lenkja
link-hint = Ho blir vist berre no, verkar éin gong og gjeld i { $days } dagar. Gje ho til personen sjølv.
link-why = Den som har lenkja, kan bli personen. Torg lagrar ho ikkje.

# Einingar.
unit-new = Legg til eining
unit-name = Namn
unit-parent = Under
unit-zone = Tidssone
unit-zone-hint = Til dømes Europe/Oslo.
unit-add = Legg til eininga

# Tilgangsnøklar.
tokens-none = Her står tilgangsnøklane: dei lèt eit program gjere det ei av fullmaktene dine tillèt.
token = Tilgangsnøkkel
token-new = Lag ein tilgangsnøkkel
token-made = Nøkkelen er laga
token-made-hint = Han blir vist berre no. Kopier han til programmet som skal ha han. Programmet sender han slik:
token-name = Namn
token-name-hint = Kva program han er til.
token-mandate = Fullmakt
token-days = Gjeld i så mange dagar
token-why = Det programmet gjer, blir notert som ditt, under den fullmakta. Når fullmakta tek slutt, sluttar nøkkelen å verke.
token-issue = Lag nøkkelen
token-until = Gjeld til
token-state = Status
token-revoked = Trekt tilbake
token-over = Har gått ut
token-mandate-over = Fullmakta er slutt
token-revoke = Trekk tilbake

# Passord.
refuse-password-long = Passordet er lengre enn { $n } teikn. Kort det ned.

# Finding one of many
find-label = Søk i lista
find-count = { $n } av { $all }
