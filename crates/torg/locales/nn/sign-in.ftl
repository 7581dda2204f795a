# Å logge inn, eigen konto, andre faktorar og leverandørar.
nav-me = Kontoen min
way-on-me = Til kontoen min
way-on-confirm = Vis at det er deg
way-on-second-factor = Legg til ein andre faktor

demo-sign-in-form = Logg inn med passord eller passnøkkel i staden

# Det andre steget
second-title = Eitt steg til
second-code = Kode
second-code-hint = Dei seks siffera i kodeappen din, eller ein av reservekodane dine.
second-button = Logg inn
second-back = Byrj på nytt
passkey-sign-in = Logg inn med passnøkkel
passkey-sign-in-hint = Eininga spør etter finger, andlet eller PIN-kode. Du treng ikkje skrive adressa.
passkey-trouble = Det vart ingen passnøkkel denne gongen. Prøv igjen, eller logg inn på ein annan måte.

# Eigen konto
me-title = Kontoen min
me-second-factor-first = Du styrer eller driftar Torg, eller så krev verksemda det av alle: legg til ein andre faktor nedanfor. Då opnar resten seg.
signature-why = Publikum ser berre underskrifta: førenamn eller funksjon. Det som står på nettet om ein tilsett, kan brukast til å finne og truge.
me-second-factors = Andre faktor
me-second-factors-text = Med ein andre faktor er det ikkje nok at nokon får tak i passordet ditt.
me-second-factors-demanded = Verksemda krev ein andre faktor av deg. Éin av desse er nok.
me-app = Kodeapp
me-app-text = Ein app på telefonen viser ein ny kode kvart halve minutt.
me-app-in-use = Kodeappen din er i bruk. Når du loggar inn, spør Torg etter ein kode frå han.
me-app-add = Legg til ein kodeapp
me-app-remove = Fjern kodeappen
me-app-remove-text = Kodane sluttar å verke. Byter du telefon: fjern appen her og legg til den nye.
me-codes = Reservekodar
me-codes-left = { $n ->
    [0] Du har ingen reservekodar att. Lag nye.
    [one] Du har éin reservekode att. Lag nye snart.
   *[other] Du har { $n } reservekodar att.
}
me-codes-make = Lag nye reservekodar
me-codes-hint = Dei gamle sluttar å verke.
me-passkeys = Passnøklar
me-passkeys-text = Ein passnøkkel ligg på telefonen, datamaskina eller ein tryggleiksnøkkel. Han er nok til å logge inn, utan passord, og kan ikkje lurast frå deg.
me-password = Passord
me-password-none = Du har ikkje noko passord. Du kan velje eitt her.
me-password-current = Passordet du har
me-password-new = Nytt passord
me-password-ends = Når du byter, blir du logga ut alle andre stader.
me-password-change = Byt passord
me-logins = Innloggingar
me-logins-text = Her er du logga inn. Torg lagrar ikkje kvar frå.
me-login-browser = Nettlesar
me-login-way = Korleis
me-login-begun = Logga inn
me-login-seen = Sist brukt
me-login-this = denne
me-login-end = Logg ut
me-login-unknown = Ukjend nettlesar
me-logins-end-others = Logg ut alle andre stader
me-logins-end-all = Logg ut overalt
way-in-demo = Klikk i øvingsbyen
way-in-link = Lenkje frå ein administrator
way-in-passkey = Passnøkkel
way-in-password = Passord
way-in-provider = Leverandør
preferences-account = Passord, andre faktor og innloggingar finn du under Kontoen min.

# Kodeapp, reservekodar, passnøklar
app-title = Legg til ein kodeapp
app-scan = Opne kodeappen og rett kameraet mot biletet.
app-picture = QR-kode med løyndomen. Han står som tekst nedanfor.
app-type = Går det ikkje? Skriv inn løyndomen for hand:
app-code = Koden som appen viser
app-code-hint = Seks siffer.
app-confirm = Lagre kodeappen
codes-text = Ta vare på kodane no, på papir eller i ein passordhandsamar. Dei blir berre viste denne gongen.
codes-hint = Kvar av dei verkar éin gong, når du ikkje har den andre faktoren din.
codes-done = Eg har teke vare på dei
passkey-name = Namn på passnøkkelen
passkey-name-hint = Så du kjenner han att: Jobbmobilen, Tryggleiksnøkkelen.
passkey-add = Legg til ein passnøkkel
passkey-added = Lagd til
passkey-used = Brukt
passkey-never-used = Ikkje brukt enno.
passkey-change = Endre
passkey-remove = Fjern
passkey-needs-script = Passnøklar treng JavaScript i nettlesaren.
passkeys-impossible = Passnøklar treng ei adresse med namn og https. Torg blir no nådd på { $address }. Den som driftar Torg, endrar det med innstillinga public_url.

# Å vise at det er deg
confirm-title = Vis at det er deg
confirm-text = Før du endrar korleis du loggar inn, vil Torg vite at det er du som sit her. Det gjeld i ti minutt.
confirm-button = Hald fram
confirm-by-signing-in = Logg ut og inn att, så er det gjort.

# Attoppretting ved ein administrator
recover-title = Ny veg inn
recover-text = For den som har gløymt passordet eller mist telefonen. Personen blir logga ut overalt og får ei ny lenkje av deg.
recover-factors = Andre faktor
recover-keep = Behald: personen har framleis telefonen eller passnøkkelen sin
recover-remove = Fjern: dei er borte. Sjekk fyrst at det er rett person du snakkar med.
recover-button = Lag ein ny veg inn
end-logins = Logg personen ut overalt
end-logins-hint = Om ei datamaskin eller ein telefon er borte. Passord og andre faktor blir verande.

# Kravet om ein andre faktor
demand-title = Krav om andre faktor
demand-text = Kven krev verksemda ein andre faktor av ved innlogging?
demand-everyone = Alle
demand-govern-and-run = Dei som styrer eller driftar Torg
demand-nobody = Ingen; den som vil, har ein
demand-why = Den som styrer, kan gje andre fullmakter. Eit passord på avvegar skal ikkje vere nok til det.

# Nei
refuse-app-known = Du har alt ein kodeapp. Fjern han fyrst om du vil byte.
refuse-app-not-begun = Her er det ingen kodeapp som ventar. Byrj på nytt frå Kontoen min.
refuse-code-wrong = Koden stemmer ikkje, eller er alt brukt. Vent på den neste og prøv igjen.
refuse-code-wait = Det har vore mange feil kodar. Vent { $minutes } minutt, eller bruk ei eining du har logga inn på før.
refuse-half-over = Det tok for lang tid, eller så vart det for mange forsøk. Byrj på nytt.
refuse-last-second-factor = Verksemda krev ein andre faktor av deg. Legg til ein ny før du fjernar denne.
refuse-not-fresh = Vis fyrst at det er deg.
refuse-passkey = Passnøkkelen kunne ikkje godtakast. Prøv igjen, eller logg inn på ein annan måte.
refuse-passkey-known = Den passnøkkelen er alt lagd til.
refuse-passkey-name = Gje passnøkkelen eit namn på 1 til { $n } teikn.
refuse-passkey-of-another = Passnøkkelen er ein annan sin. Bruk ein av dine eigne.
refuse-passkeys-impossible = Passnøklar kan ikkje brukast på adressa { $address }. Ho treng eit namn og https.
refuse-password-now-wrong = Passordet du har, stemmer ikkje. Prøv igjen.
refuse-recover-oneself = Din eigen konto endrar du under Kontoen min. Har du ingen veg inn, be ein annan administrator.
refuse-second-factor-first = Verksemda krev ein andre faktor av deg. Legg til ein under Kontoen min, så opnar resten seg.
refuse-signature-contact = «{ $signature }» inneheld ei adresse eller eit nummer. Underskrifta er berre førenamn eller funksjon, for å verne den som svarar.
refuse-signature-family = «{ $signature }» inneheld etternamnet. Underskrifta er berre førenamn eller funksjon, for å verne den som svarar.
refuse-signature-long = Underskrifta er for lang. Førenamn eller funksjon er nok.

# Hendingar
event-group-rule-applied = Ei gruppe hos ein leverandør gav nokon ei fullmakt
event-group-rule-ended = Ei gruppe slutta å gje fullmakt
event-group-rule-made = Ei gruppe hos ein leverandør fekk gje fullmakt
event-logins-ended = Nokon vart logga ut
event-passkey-added = Nokon la til ein passnøkkel
event-passkey-removed = Ein passnøkkel vart fjerna
event-passkey-renamed = Ein passnøkkel fekk nytt namn
event-password-changed = Nokon bytte passord
event-person-linked = Nokon kom for fyrste gong frå ein leverandør
event-person-recovered = Nokon fekk ein ny veg inn
event-provider-added = Ein leverandør for innlogging vart lagd til
event-provider-changed = Ein leverandør for innlogging vart endra
event-provider-ended = Ein leverandør for innlogging vart fjerna
event-recovery-code-used = Nokon logga inn med ein reservekode
event-recovery-codes-made = Nokon laga nye reservekodar
event-second-factor-demanded = Kravet om andre faktor vart endra
event-sign-in-app-added = Nokon la til ein kodeapp
event-sign-in-app-removed = Ein kodeapp vart fjerna
fact-factors-removed = Andre faktorar fjerna
fact-group = Gruppe
fact-issuer = Utferdar
fact-of = Av kven
fact-passkey = Passnøkkel
fact-provider = Leverandør
fact-rule = Regel
fact-subject = Namnet leverandøren har på personen

# Leverandørar for innlogging
govern-sign-in = Innlogging
sign-in-with = Logg inn med { $name }
sign-out-still-there = Du er logga ut her, men kanskje framleis logga inn hos { $name }.
sign-out-there = Logg ut der òg
providers-title = Leverandørar
providers-none = Her står verksemda sin eigen katalog over personar når de har lagt han til (OpenID Connect). Då loggar alle inn på éin stad.
provider-new = Legg til ein leverandør
provider-new-text = Opprett fyrst Torg som klient hos leverandøren. Fyll så ut kva han kallar Torg.
provider-name = Namn på knappen
provider-name-hint = Det som står på knappen ved innlogging, til dømes Exempelby.
provider-issuer = Utferdar
provider-issuer-hint = Adressa leverandøren har om seg sjølv (issuer), teikn for teikn: https://id.example.org/realms/kommune
provider-client = Namnet på klienten
provider-client-hint = Det leverandøren kallar Torg (client_id).
provider-secret = Løyndomen til klienten
provider-secret-hint = Blir kryptert og aldri vist att.
provider-secret-kept = Lat stå tomt for å behalde den som finst.
provider-groups = Opplysning om grupper
provider-groups-hint = Opplysninga (claim) der leverandøren listar opp grupper. Tomt tyder groups.
provider-unit = Nye personar høyrer til
provider-unit-none = Ingen nye: berre den som står i lista over personar, kjem inn
provider-unit-hint = Den som ikkje står i lista og har ei gruppe som ein regel nemner, blir lagd til i denne eininga.
provider-second-factor = Kven spør etter ein andre faktor?
provider-second-factor-desk = Torg, av den som har ein her
provider-second-factor-provider = Leverandøren
provider-private = Leverandøren står i eige hus: private adresser og http kan brukast
provider-why = Den som leverandøren går god for, kjem inn. Difor kan berre den som styrer heile verksemda, leggje til ein.
provider-add = Spør leverandøren og lagre
provider-return-address = Adresse tilbake
provider-logout-address = Adresse for utlogging
provider-door-address = Adresse etter utlogging der
provider-addresses-hint = Skriv dei inn hos leverandøren: redirect URI, back-channel logout URI og post logout redirect URI.
provider-change = Endre
provider-open = i bruk
provider-ended = fjerna
provider-ended-text = Ingen loggar inn med denne leverandøren lenger.
provider-end = Fjern leverandøren
provider-end-text = Dei som har logga inn med han, blir logga ut med ein gong, og fullmakter som gruppene gav, tek slutt.
provider-end-why = Kvifor
rules-title = Grupper som gjev fullmakt
rules-text = Den som kjem med gruppa, får fullmakta, ein månad om gongen. Går personen ut av gruppa, tek ho slutt ved neste innlogging.
rule-group = Gruppe
rule-group-hint = Slik leverandøren skriv henne.
rule-new = Ny regel
rule-make = Lagre regelen
rule-end = Avslutt regelen
rule-why = Ein regel gjev aldri meir enn du sjølv har, heller ikkje seinare. Du får ikkje noko av din eigen regel.
confirm-with-provider = Vis det hos { $name }

refuse-provider-address = «{ $address }» er inga adresse til ein utferdar. Skriv heile, med https:// fyrst og utan spørjeteikn.
refuse-provider-another = Leverandøren kallar seg { $issuer }. Skriv utferdaren nett slik.
refuse-provider-answer = Innlogginga hos leverandøren kunne ikkje godtakast. Prøv igjen. Hender det på nytt, sei frå til den som driftar Torg.
refuse-provider-incomplete = Namn, namnet på klienten og løyndomen trengst. Fyll ut alle tre.
refuse-provider-known = Den leverandøren finst alt, med same klient.
refuse-provider-needs-all = Den som ein leverandør går god for, kan vere kven som helst her. Difor treng du sjølv alle fullmakter for heile verksemda, og du manglar ei fullmakt til å { $act }.
refuse-provider-no-email = Leverandøren har ikkje stadfesta noka e-postadresse for deg, så Torg veit ikkje kven du er her. Be ein administrator om hjelp.
refuse-provider-session-over = Du har logga ut hos leverandøren. Logg inn att.
refuse-provider-unknown-person = Du finst hos leverandøren, men ikkje i Torg. Be ein administrator leggje deg til.
refuse-provider-unreachable = { $issuer } svarar ikkje slik ein leverandør skal. Sjekk adressa, eller prøv igjen om litt.
refuse-provider-without-tls = { $address } er ikkje kryptert (https). Det går berre for ein leverandør i eige hus.
refuse-logout-token = Meldinga om utlogging kunne ikkje godtakast.
refuse-rule-without-group = Skriv kva gruppe regelen gjeld.
rule-group-gone = Personen er ikkje lenger med i gruppa hos { $provider }.
