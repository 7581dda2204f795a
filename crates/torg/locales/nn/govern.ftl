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
network-mastodon = Mastodon
network-mastodon-about = Også andre serverar som snakkar same språk
network-mastodon-instance = Server
network-mastodon-instance-hint = Serveren der kontoen ligg: det som står etter den andre @ i namnet på kontoen.
network-mastodon-token = Tilgangsnøkkel
network-mastodon-token-hint = Blir laga på serveren under Innstillingar, Utvikling, med rett til å lese, skrive innlegg og laste opp bilete.
