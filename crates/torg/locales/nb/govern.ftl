# Styre: kanaler, personer, enheter, fullmakter, tilgangsnøkler.
govern-overview = Oversikt
govern-channels = Kanaler
govern-people = Personer
govern-units = Enheter
govern-mandates = Fullmakter
govern-tokens = Tilgangsnøkler
unit = Enhet
network = Nettverk
channel = Kanal
optional = valgfritt
never = aldri
since = siden
for-example = For eksempel:
scope-everywhere = hele virksomheten
scope-unit = { $unit } og enhetene under
scope-channel = kanalen

# Nei i styre.
refuse-outside-mandate = Dette ligger utenfor det du kan styre. Spør noen som har en fullmakt som rekker hit.
refuse-grant-more-than-held = Du kan ikke gi noen mer enn du selv har, og du har ingen fullmakt til å { $act } der. Ta det bort, eller velg en mindre del av virksomheten.
refuse-grant-longer-than-held = Din egen fullmakt til å { $act } tar slutt før det. Velg en siste dag som ikke er senere enn din egen.
refuse-link-to-more = Personen har en fullmakt til å { $act } som du ikke har. En lenke ville gi deg mer enn du har. Spør noen med den fullmakten om å lage lenken.
refuse-token-by-token = Et program kan ikke lage tilgangsnøkler. Logg inn og gjør det her.
refuse-private-addresses = Bare den som kan styre hele virksomheten, kan la Torg nå adresser inne i virksomhetens eget nett. Ta bort valget, eller spør en administrator.
refuse-unknown-unit = Enheten finnes ikke. Velg en annen i listen.
refuse-unknown-scope = Enheten eller kanalen finnes ikke. Velg en annen i listen.
refuse-channel-sign-in-over = Det har gått mer enn et kvarter, eller så er det allerede lagret. Det du fylte ut, er borte. Begynn på nytt.
refuse-network-sign-in-stopped = Innloggingen hos nettverket ble avbrutt, så ingenting er lagret. Begynn på nytt når du vil.
way-on-channel-new = Legg til en kanal

# Kanaler.
channels-empty = Her står kanalene: virksomhetens kontoer i nettverkene. Legg til den første, så hentes kommentarene hit.
channel-new = Legg til kanal
channel-new-choose = I hvilket nettverk har virksomheten kontoen sin?
channel-new-demo = Dette er øvingsbyen. Legger du til en kanal i et ekte nettverk, forlater det du skriver der, maskinen.
channel-new-in = Legg til kanal: { $network }
channel-unit-hint = Enheten svarer for kanalen. Fullmakter for enheten gjelder i kanalen.
channel-sign-in = Logg inn hos { $network }
channel-sign-in-hint = Du sendes til nettverket, sier ja der og kommer tilbake hit. Torg ser aldri passordet.
channel-paste-secret = Har du allerede en tilgangsnøkkel fra nettverket?
channel-verify = Kontroller kontoen
channel-verify-hint = Torg spør nettverket hvilken konto det er. Du får se den før noe lagres. Passord og nøkler krypteres og vises aldri igjen.
private-addresses = Adresser i eget nett
private-addresses-allow = Nettverkets server står i virksomhetens eget nett
private-addresses-allowed = Tillatt
private-addresses-why = Ellers når Torg bare det åpne internettet. Det hindrer at noen med en oppdiktet adresse får Torg til å spørre ut systemer inne i virksomheten.
network-said = Nettverket sa:
channel-at-network = Logg inn hos { $network }
channel-at-network-text = Herfra går du til { $host }. Logg inn der med kanalens konto og si ja til Torg. Så kommer du tilbake hit.
channel-at-network-go = Gå til { $host }
channel-confirm = Er det rett konto?
channel-confirm-text = Dette svarte nettverket. Ingenting er lagret ennå.
channel-confirm-no = Nei, gå tilbake
channel-account = Kontoen ifølge nettverket
channel-profile = Offentlig side
channel-picture = Bilde
channel-picture-link = Vis bildet hos nettverket
channel-picture-hint = Torg henter ingen bilder fra nettverkene: det ville fortelle dem hvem som ser på.
channel-save = Ja, legg til kanalen
channel-save-renewed = Ja, lagre innloggingen
channel-health = Hvordan den har det
health-paused = På pause
health-troubled = Problem
health-new = Ny, spørres straks
health-well = Har det bra
health-fetched = hentet
health-silent = Ingen har spurt nettverket
health-never = Nettverket er aldri blitt spurt. Si fra til den som drifter Torg.
channel-check = Har du det bra?
channel-is-well = Nettverket svarte nå og kjenner igjen kontoen.
channel-pause = Sett på pause
channel-resume = Gjenoppta
channel-pause-hint = I en kanal på pause hentes og sendes ingenting. Når den gjenopptas, hentes det som kom i mellomtiden.
channel-renew = Forny innloggingen
channel-renew-title = Forny innloggingen for @{ $handle }
channel-renew-text = Det skal være samme konto. Alt som står i kanalen, blir værende.
channel-back = Til kanalen
channel-facts = Opplysninger
channel-opened = Lagt til
channel-fetched = Sist hentet
channel-posted = Sist publisert
secret-kept = Lagret kryptert, vises aldri
channel-promise = Løftet
answer-within = Svar innen
answer-within-number = Antall
answer-within-length = Minutter, timer eller dager
answer-within-hint = Gjelder det som kommer inn fra nå av. Innboksen teller ned mot det.
length-of-minutes = minutter
length-of-hours = timer
length-of-days = dager
promise-minutes =
    { $n ->
        [one] { $n } minutt
       *[other] { $n } minutter
    }
promise-hours =
    { $n ->
        [one] { $n } time
       *[other] { $n } timer
    }
promise-days =
    { $n ->
        [one] { $n } dag
       *[other] { $n } dager
    }

# Nettverkene og det de trenger å vite.
network-arena = Øvingsnettet
network-arena-about = Øv uten at noe forlater maskinen
network-arena-folder = Mappe
network-arena-folder-hint = Mappen på Torgs maskin der øvingsnettet ligger. Den lages hvis den ikke finnes.
network-arena-account = Konto
network-arena-account-hint = Kontoens navn i øvingsnettet, uten mellomrom.
network-arena-name = Navn som vises
network-arena-name-hint = Står det tomt, vises kontoens navn.
network-bluesky = Bluesky
network-bluesky-about = Kommentarer, omtaler og direktemeldinger
network-bluesky-service = Server
network-bluesky-service-hint = Der kontoen ligger. De fleste ligger hos Bluesky selv.
network-bluesky-identifier = Konto
network-bluesky-identifier-hint = Kontoens navn uten @.
network-bluesky-app_password = App-passord
network-bluesky-app_password-hint = Lages hos Bluesky under Innstillinger, Personvern og sikkerhet, App-passord. Tillat direktemeldinger hvis dere vil svare på dem. Bruk aldri kontoens eget passord.
network-email = E-post
network-email-about = En postkasse: brev inn, svar ut
network-email-address = Adresse
network-email-address-hint = Postkassens egen adresse. Svarene kommer fra den.
network-email-name = Navn som vises
network-email-name-hint = Navnet mottakeren ser ved siden av adressen. Er det tomt, vises adressen.
network-email-imap = Server for innkommende brev (IMAP)
network-email-imap-hint = Serverens navn, med port hvis den ikke er 993. Port 993 krypteres fra starten, andre porter med STARTTLS.
network-email-smtp = Server for utgående brev (SMTP)
network-email-smtp-hint = Serverens navn, med port hvis den ikke er 587. Port 465 krypteres fra starten, andre porter med STARTTLS.
network-email-user = Bruker
network-email-user-hint = Navnet postkassen logger inn med, hvis det er et annet enn adressen.
network-email-password = Passord
network-email-password-hint = Helst et passord som bare Torg har. Microsoft 365 og andre krever et eget passord for programmer.
network-email-recipient = Mottaker av nye brev
network-email-recipient-hint = Adressen som brev som ikke er svar, går til, for eksempel en liste over abonnenter. Er det tomt, går det bare an å svare.
network-facebook = Facebook
network-facebook-about = En sides innlegg og kommentarene under dem (prøvd mot en stedfortreder, ikke mot Facebook)
network-facebook-page = Side
network-facebook-page-hint = Sidens nummer, under Om, Åpenhet om siden.
network-facebook-token = Sidens tilgangsnøkkel
network-facebook-token-hint = Lages av noen som kan moderere siden, med rett til å lese og skrive innlegg og kommentarer der.
network-facebook-app_secret = Appens hemmelighet
network-facebook-app_secret-hint = Står hos Meta under appens innstillinger, Grunnleggende. Den signerer hvert kall og bekrefter det Facebook forteller.
network-facebook-verify_token = Kontrollord
network-facebook-verify_token-hint = Et ord du finner på selv, for webhooker til /hooks/ fulgt av kanalens id. La det stå tomt uten dem.
network-linkedin = LinkedIn
network-linkedin-about = Innleggene på en side og kommentarene under dem (prøvd bare mot en attrapp)
network-linkedin-organization = Sidens nummer
network-linkedin-organization-hint = Står i adressen når en administrator har siden åpen.
network-linkedin-client_id = Klient-id
network-linkedin-client_id-hint = Fra deres egen app hos LinkedIn, med Community Management API.
network-linkedin-version = API-ets versjon
network-linkedin-version-hint = År og måned. Tomt: den som Torg er bygd for.
network-linkedin-client_secret = Klienthemmelighet
network-linkedin-client_secret-hint = Står ved siden av klient-id.
network-linkedin-token = Tilgangsnøkkel
network-linkedin-token-hint = Det som LinkedIn gir når en administrator har logget inn. Den gjelder i seksti dager.
network-mastodon = Mastodon
network-mastodon-about = Også andre servere som snakker samme språk
network-mastodon-instance = Server
network-mastodon-instance-hint = Serveren der kontoen ligger: det som står etter den andre @ i kontoens navn.
network-mastodon-token = Tilgangsnøkkel
network-mastodon-token-hint = Lages på serveren under Innstillinger, Utvikling, med rett til å lese, skrive innlegg og laste opp bilder.
network-x = X
network-x-about = Innleggene til en konto, svar og omtaler (prøvd bare mot en attrapp)
network-x-api_key = API-nøkkel
network-x-api_key-hint = Står i utviklerportalen til X, av en app som kan lese og skrive.
network-x-api_secret = API-hemmelighet
network-x-api_secret-hint = Står ved siden av API-nøkkelen. Den signerer hvert kall og viser at det X sier, er fra X.
network-x-token = Tilgangsnøkkel
network-x-token-hint = Kontoens egen, laget i utviklerportalen.
network-x-token_secret = Tilgangshemmelighet
network-x-token_secret-hint = Står ved siden av tilgangsnøkkelen.
network-youtube = YouTube
network-youtube-about = Kommentarer under kanalens filmer (prøvd bare mot en attrapp)
network-youtube-channel = Kanalens id
network-youtube-channel-hint = Begynner på UC. Står under Innstillinger, Avansert.
network-youtube-client_id = Klient-id
network-youtube-client_id-hint = Fra deres egen app i Google Cloud, av typen nettapp.
network-youtube-client_secret = Klienthemmelighet
network-youtube-client_secret-hint = Står ved siden av klient-id.
network-youtube-refresh_token = Fornyelsesnøkkel
network-youtube-refresh_token-hint = Det som Google gir når kanalens eier har logget inn og sagt ja.
network-rss = RSS
network-rss-about = Det andre publiserer: RSS, Atom og JSON Feed
network-rss-address = Strømmens adresse
network-rss-address-hint = Adressen til selve strømmen, ikke til nettsiden. Den slutter ofte på .xml eller /feed.
network-wordpress = WordPress
network-wordpress-about = Innlegg på eget nettsted og kommentarer til dem
network-wordpress-site = Nettsted
network-wordpress-site-hint = Forsidens adresse, med https.
network-wordpress-user = Bruker
network-wordpress-user-hint = Kontoen på nettstedet som Torg skriver som. Rollen Redaktør trengs for å se og holde tilbake kommentarer.
network-wordpress-app_password = Applikasjonspassord
network-wordpress-app_password-hint = Lages i WordPress under Brukere, Profil, Applikasjonspassord. Bruk aldri kontoens eget passord.
refuse-mandate-begins-in-the-past = En fullmakt kan tidligst begynne i dag. Endre fra-dagen.
refuse-day-unreadable = «{ $day }» er ingen dag Torg kan lese. Skriv år, måned og dag, for eksempel 2026-12-31.

# Oversikten.
own-mandates = Dine fullmakter
own-mandates-none = Du har ingen fullmakt som gjelder nå. Derfor ser du ingen samtaler og kan ikke gjøre noe her.
own-mandates-over =
    { $n ->
        [one] Én fullmakt som er slutt
       *[other] { $n } fullmakter som er slutt
    }
ask-one-of = Spør en av dem som kan gi fullmakter:
nobody-governs = Ingen har nå en fullmakt til å styre. Den som drifter Torg, kan åpne en vei inn fra maskinen: torg admin recover.
count-troubled = { $n } med problem
count-not-joined = { $n } har ikke valgt passord
count-ending-soon = { $n } slutter innen 30 dager

# Fullmakter.
person = Person
choose = Velg …
mandate-acts = Kan
mandate-place = Hvor
mandate-place-hint = En enhet omfatter enhetene under den og kanalene deres.
mandate-document = Vedtak
mandate-document-hint = Vedtakets nummer, for eksempel 2026/00112.
mandate-days = Gjelder
mandate-no-end = til videre
mandate-giver = Gitt av
mandate-by-founding = Torg, da virksomheten ble lagt opp
mandate-state = Status
mandate-in-force = gjelder
mandate-to-come = begynner senere
mandate-over = er slutt
mandate-revoked = trukket tilbake
mandate-look = Se fullmakten
mandate-title = Fullmakt etter { $document }
mandates-now = De som gjelder
mandates-over = De som er slutt
mandates-none = Her står fullmaktene: hvem som kan gjøre hva, hvor og hvor lenge.
mandates-none-over = Ingen fullmakt er slutt ennå.
mandate-new = Gi en fullmakt
mandate-nobody = Det er ingen andre her å gi en fullmakt. Legg til en person først.
mandate-from = Fra og med
mandate-to = Til og med
mandate-to-hint = Står det tomt, gjelder fullmakten til videre.
mandate-why = Hver handling i Torg noteres med fullmakten den hviler på. Ingen kan gi seg selv en fullmakt eller gi mer enn de har.
mandate-grant = Gi fullmakten
mandate-revoke-title = Trekk fullmakten tilbake
mandate-revoke-why = Hvorfor?
mandate-revoke-hint = Fullmakten opphører med en gang. Svar som ikke er sendt, stoppes. Grunnen lagres i loggen.
mandate-revoke = Trekk tilbake
act-answer-long = Svare: svare folk, skrive notater, fordele og avslutte samtaler
act-govern-long = Styre: kanaler, personer, enheter og fullmakter
act-read-long = Lese: samtaler, loggen og utboksen
act-run-long = Drifte: det som er lagt til side, jobber som ble gitt opp, tilgangsnøkler, kassasjon

# Personer.
people-none = Her står de som arbeider i Torg.
person-new = Legg til person
person-name = Navn
person-name-hint = For- og etternavn. Kollegene ser det.
person-post = Stilling
person-post-hint = Hva personen gjør, for eksempel kundeservice.
person-signature = Underskrift
person-signature-hint = Slik undertegnes svar til publikum: bare fornavn, eller bare funksjon.
person-email = E-postadresse
person-email-hint = Med den logger personen inn. Torg sender ingen e-post.
person-language = Språk på sidene
person-state = Status
person-joined = Kan logge inn
person-not-joined = Har ikke valgt passord ennå
person-left = Har sluttet
person-add = Legg til og lag en lenke
person-added = Personen er lagt til
person-look = Til personens side
person-grant = Gi en fullmakt
person-grant-hint = Uten fullmakt kan personen logge inn, men ikke se eller gjøre noe.
person-no-mandates = Personen har ingen fullmakt her.
person-doors = Inn og ut
person-new-link = Lag en ny lenke
person-new-link-hint = For den som har mistet lenken eller glemt passordet. Den forrige lenken slutter å gjelde. Når passordet byttes, logges personen ut overalt.
person-leave-title = Personen har sluttet
person-leave-text = Innlogginger og fullmakter opphører med en gang. Det personen har gjort, blir stående i loggen.
person-leave = { $name } har sluttet
link-title = Lenke til { $name }
link-label = Lenken
link-hint = Den vises bare nå, virker én gang og gjelder i { $days } dager. Gi den til personen selv.
link-why = Den som har lenken, kan bli personen. Torg lagrer den ikke.

# Enheter.
unit-new = Legg til enhet
unit-name = Navn
unit-parent = Under
unit-zone = Tidssone
unit-zone-hint = For eksempel Europe/Oslo.
unit-add = Legg til enheten

# Tilgangsnøkler.
tokens-none = Her står tilgangsnøklene: de lar et program gjøre det en av fullmaktene dine tillater.
token = Tilgangsnøkkel
token-new = Lag en tilgangsnøkkel
token-made = Nøkkelen er laget
token-made-hint = Den vises bare nå. Kopier den til programmet som skal ha den. Programmet sender den slik:
token-name = Navn
token-name-hint = Hvilket program den er til.
token-mandate = Fullmakt
token-days = Gjelder i så mange dager
token-why = Det programmet gjør, noteres som ditt, under den fullmakten. Når fullmakten opphører, slutter nøkkelen å virke.
token-issue = Lag nøkkelen
token-until = Gjelder til
token-state = Status
token-revoked = Trukket tilbake
token-over = Har gått ut
token-mandate-over = Fullmakten er slutt
token-revoke = Trekk tilbake

# Passord.
refuse-password-long = Passordet er lengre enn { $n } tegn. Kort det ned.

# Finding one of many
find-label = Søk i lista
find-count = { $n } av { $all }
