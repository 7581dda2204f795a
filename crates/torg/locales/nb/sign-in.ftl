# Å logge inn, egen konto, andre faktorer og leverandører.
nav-me = Min konto
way-on-me = Til min konto
way-on-confirm = Vis at det er deg
way-on-second-factor = Legg til en andre faktor

demo-sign-in-form = Logg inn med passord eller passnøkkel i stedet

# Det andre trinnet
second-title = Ett trinn til
second-code = Kode
second-code-hint = De seks sifrene i kodeappen din, eller en av reservekodene dine.
second-button = Logg inn
second-back = Begynn på nytt
passkey-sign-in = Logg inn med passnøkkel
passkey-sign-in-hint = Enheten spør etter finger, ansikt eller PIN-kode. Du trenger ikke skrive adressen.
passkey-trouble = Det ble ingen passnøkkel denne gangen. Prøv igjen, eller logg inn på en annen måte.

# Egen konto
me-title = Min konto
me-second-factor-first = Du styrer eller drifter Torg, eller så krever virksomheten det av alle: legg til en andre faktor nedenfor. Da åpnes resten.
signature-why = Publikum ser bare underskriften: fornavn eller funksjon. Det som står på nettet om en ansatt, kan brukes til å finne og true.
me-second-factors = Andre faktor
me-second-factors-text = Med en andre faktor er det ikke nok at noen får tak i passordet ditt.
me-second-factors-demanded = Virksomheten krever en andre faktor av deg. Én av disse er nok.
me-app = Kodeapp
me-app-text = En app på telefonen viser en ny kode hvert halve minutt.
me-app-in-use = Kodeappen din er i bruk. Ved innlogging spør Torg etter en kode fra den.
me-app-add = Legg til en kodeapp
me-app-remove = Fjern kodeappen
me-app-remove-text = Kodene slutter å virke. Bytter du telefon: fjern appen her og legg til den nye.
me-codes = Reservekoder
me-codes-left = { $n ->
    [0] Du har ingen reservekoder igjen. Lag nye.
    [one] Du har én reservekode igjen. Lag nye snart.
   *[other] Du har { $n } reservekoder igjen.
}
me-codes-make = Lag nye reservekoder
me-codes-hint = De gamle slutter å virke.
me-passkeys = Passnøkler
me-passkeys-text = En passnøkkel ligger på telefonen, datamaskinen eller en sikkerhetsnøkkel. Den er nok til å logge inn, uten passord, og kan ikke lures fra deg.
me-password = Passord
me-password-none = Du har ikke noe passord. Du kan velge ett her.
me-password-current = Passordet du har
me-password-new = Nytt passord
me-password-ends = Når du bytter, logges du ut alle andre steder.
me-password-change = Bytt passord
me-logins = Innlogginger
me-logins-text = Her er du logget inn. Torg lagrer ikke hvor fra.
me-login-browser = Nettleser
me-login-way = Hvordan
me-login-begun = Logget inn
me-login-seen = Sist brukt
me-login-this = denne
me-login-end = Logg ut
me-login-unknown = Ukjent nettleser
me-logins-end-others = Logg ut alle andre steder
me-logins-end-all = Logg ut overalt
way-in-demo = Klikk i øvingsbyen
way-in-link = Lenke fra en administrator
way-in-passkey = Passnøkkel
way-in-password = Passord
way-in-provider = Leverandør
preferences-account = Passord, andre faktor og innlogginger finner du under Min konto.

# Kodeapp, reservekoder, passnøkler
app-title = Legg til en kodeapp
app-scan = Åpne kodeappen og rett kameraet mot bildet.
app-picture = QR-kode med hemmeligheten. Den står som tekst nedenfor.
app-type = Går det ikke? Skriv inn hemmeligheten for hånd:
app-code = Koden som appen viser
app-code-hint = Seks sifre.
app-confirm = Lagre kodeappen
codes-text = Ta vare på kodene nå, på papir eller i en passordbehandler. De vises bare denne gangen.
codes-hint = Hver av dem virker én gang, når du ikke har den andre faktoren din.
codes-done = Jeg har tatt vare på dem
passkey-name = Navn på passnøkkelen
passkey-name-hint = Så du kjenner den igjen: Jobbmobilen, Sikkerhetsnøkkelen.
passkey-add = Legg til en passnøkkel
passkey-added = Lagt til
passkey-used = Brukt
passkey-never-used = Ikke brukt ennå.
passkey-change = Endre
passkey-remove = Fjern
passkey-needs-script = Passnøkler trenger JavaScript i nettleseren.
passkeys-impossible = Passnøkler trenger en adresse med navn og https. Torg nås nå på { $address }. Den som drifter Torg, endrer det med innstillingen public_url.

# Å vise at det er deg
confirm-title = Vis at det er deg
confirm-text = Før du endrer hvordan du logger inn, vil Torg vite at det er du som sitter her. Det gjelder i ti minutter.
confirm-button = Fortsett
confirm-by-signing-in = Logg ut og inn igjen, så er det gjort.

# Gjenoppretting ved en administrator
recover-title = Ny vei inn
recover-text = For den som har glemt passordet eller mistet telefonen. Personen logges ut overalt og får en ny lenke av deg.
recover-factors = Andre faktor
recover-keep = Behold: personen har fortsatt telefonen eller passnøkkelen sin
recover-remove = Fjern: de er borte. Sjekk først at det er rett person du snakker med.
recover-button = Lag en ny vei inn
end-logins = Logg personen ut overalt
end-logins-hint = Hvis en datamaskin eller telefon er borte. Passord og andre faktor blir værende.

# Kravet om en andre faktor
demand-title = Krav om andre faktor
demand-text = Hvem krever virksomheten en andre faktor av ved innlogging?
demand-everyone = Alle
demand-govern-and-run = De som styrer eller drifter Torg
demand-nobody = Ingen; den som vil, har en
demand-why = Den som styrer, kan gi andre fullmakter. Et passord på avveie skal ikke være nok til det.

# Nei
refuse-app-known = Du har allerede en kodeapp. Fjern den først hvis du vil bytte.
refuse-app-not-begun = Her er det ingen kodeapp som venter. Begynn på nytt fra Min konto.
refuse-code-wrong = Koden stemmer ikke, eller er allerede brukt. Vent på den neste og prøv igjen.
refuse-code-wait = Det har vært mange feil koder. Vent { $minutes } minutter, eller bruk en enhet du har logget inn på før.
refuse-half-over = Det tok for lang tid, eller så ble det for mange forsøk. Begynn på nytt.
refuse-last-second-factor = Virksomheten krever en andre faktor av deg. Legg til en ny før du fjerner denne.
refuse-not-fresh = Vis først at det er deg.
refuse-passkey = Passnøkkelen kunne ikke godtas. Prøv igjen, eller logg inn på en annen måte.
refuse-passkey-known = Den passnøkkelen er allerede lagt til.
refuse-passkey-name = Gi passnøkkelen et navn på 1 til { $n } tegn.
refuse-passkey-of-another = Passnøkkelen er en annens. Bruk en av dine egne.
refuse-passkeys-impossible = Passnøkler kan ikke brukes på adressen { $address }. Den trenger et navn og https.
refuse-password-now-wrong = Passordet du har, stemmer ikke. Prøv igjen.
refuse-recover-oneself = Din egen konto endrer du under Min konto. Har du ingen vei inn, be en annen administrator.
refuse-second-factor-first = Virksomheten krever en andre faktor av deg. Legg til en under Min konto, så åpnes resten.
refuse-signature-contact = «{ $signature }» inneholder en adresse eller et nummer. Underskriften er bare fornavn eller funksjon, for å verne den som svarer.
refuse-signature-family = «{ $signature }» inneholder etternavnet. Underskriften er bare fornavn eller funksjon, for å verne den som svarer.
refuse-signature-long = Underskriften er for lang. Fornavn eller funksjon er nok.

# Hendelser
event-group-rule-applied = En gruppe hos en leverandør ga noen en fullmakt
event-group-rule-ended = En gruppe sluttet å gi fullmakt
event-group-rule-made = En gruppe hos en leverandør fikk gi fullmakt
event-logins-ended = Noen ble logget ut
event-passkey-added = Noen la til en passnøkkel
event-passkey-removed = En passnøkkel ble fjernet
event-passkey-renamed = En passnøkkel fikk nytt navn
event-password-changed = Noen byttet passord
event-person-linked = Noen kom for første gang fra en leverandør
event-person-recovered = Noen fikk en ny vei inn
event-provider-added = En leverandør for innlogging ble lagt til
event-provider-changed = En leverandør for innlogging ble endret
event-provider-ended = En leverandør for innlogging ble fjernet
event-recovery-code-used = Noen logget inn med en reservekode
event-recovery-codes-made = Noen laget nye reservekoder
event-second-factor-demanded = Kravet om andre faktor ble endret
event-sign-in-app-added = Noen la til en kodeapp
event-sign-in-app-removed = En kodeapp ble fjernet
fact-factors-removed = Andre faktorer fjernet
fact-group = Gruppe
fact-issuer = Utsteder
fact-of = Av hvem
fact-passkey = Passnøkkel
fact-provider = Leverandør
fact-rule = Regel
fact-subject = Leverandørens navn på personen

# Leverandører for innlogging
govern-sign-in = Innlogging
sign-in-with = Logg inn med { $name }
sign-out-still-there = Du er logget ut her, men kanskje fortsatt logget inn hos { $name }.
sign-out-there = Logg ut der også
providers-title = Leverandører
providers-none = Her står virksomhetens egen katalog over personer når dere har lagt den til (OpenID Connect). Da logger alle inn på ett sted.
provider-new = Legg til en leverandør
provider-new-text = Opprett først Torg som klient hos leverandøren. Fyll så ut hva den kaller Torg.
provider-name = Navn på knappen
provider-name-hint = Det som står på knappen ved innlogging, for eksempel Exempelby.
provider-issuer = Utsteder
provider-issuer-hint = Leverandørens adresse om seg selv (issuer), tegn for tegn: https://id.example.org/realms/kommune
provider-client = Klientens navn
provider-client-hint = Det leverandøren kaller Torg (client_id).
provider-secret = Klientens hemmelighet
provider-secret-hint = Krypteres og vises aldri igjen.
provider-secret-kept = La stå tomt for å beholde den som finnes.
provider-groups = Opplysning om grupper
provider-groups-hint = Opplysningen (claim) der leverandøren lister opp grupper. Tomt betyr groups.
provider-unit = Nye personer hører til
provider-unit-none = Ingen nye: bare den som står i listen over personer, kommer inn
provider-unit-hint = Den som ikke står i listen og har en gruppe som en regel nevner, legges til i denne enheten.
provider-second-factor = Hvem spør etter en andre faktor?
provider-second-factor-desk = Torg, av den som har en her
provider-second-factor-provider = Leverandøren
provider-private = Leverandøren står i eget hus: private adresser og http kan brukes
provider-why = Den som leverandøren går god for, kommer inn. Derfor kan bare den som styrer hele virksomheten, legge til en.
provider-add = Spør leverandøren og lagre
provider-return-address = Adresse tilbake
provider-logout-address = Adresse for utlogging
provider-door-address = Adresse etter utlogging der
provider-addresses-hint = Skriv dem inn hos leverandøren: redirect URI, back-channel logout URI og post logout redirect URI.
provider-change = Endre
provider-open = i bruk
provider-ended = fjernet
provider-ended-text = Ingen logger inn med denne leverandøren lenger.
provider-end = Fjern leverandøren
provider-end-text = De som har logget inn med den, logges ut med en gang, og fullmakter som gruppene ga, opphører.
provider-end-why = Hvorfor
rules-title = Grupper som gir fullmakt
rules-text = Den som kommer med gruppen, får fullmakten, en måned om gangen. Forlater personen gruppen, opphører den ved neste innlogging.
rule-group = Gruppe
rule-group-hint = Slik leverandøren skriver den.
rule-new = Ny regel
rule-make = Lagre regelen
rule-end = Avslutt regelen
rule-why = En regel gir aldri mer enn du selv har, heller ikke senere. Du får ikke noe av din egen regel.
confirm-with-provider = Vis det hos { $name }

refuse-provider-address = «{ $address }» er ingen adresse til en utsteder. Skriv hele, med https:// først og uten spørsmålstegn.
refuse-provider-another = Leverandøren kaller seg { $issuer }. Skriv utstederen akkurat slik.
refuse-provider-answer = Innloggingen hos leverandøren kunne ikke godtas. Prøv igjen. Skjer det på nytt, si fra til den som drifter Torg.
refuse-provider-incomplete = Navn, klientens navn og hemmelighet trengs. Fyll ut alle tre.
refuse-provider-known = Den leverandøren finnes allerede, med samme klient.
refuse-provider-needs-all = Den som en leverandør går god for, kan være hvem som helst her. Derfor trenger du selv alle fullmakter for hele virksomheten, og du mangler en fullmakt til å { $act }.
refuse-provider-no-email = Leverandøren har ikke bekreftet noen e-postadresse for deg, så Torg vet ikke hvem du er her. Be en administrator om hjelp.
refuse-provider-session-over = Du har logget ut hos leverandøren. Logg inn igjen.
refuse-provider-unknown-person = Du finnes hos leverandøren, men ikke i Torg. Be en administrator legge deg til.
refuse-provider-unreachable = { $issuer } svarer ikke slik en leverandør skal. Sjekk adressen, eller prøv igjen om litt.
refuse-provider-without-tls = { $address } er ikke kryptert (https). Det går bare for en leverandør i eget hus.
refuse-logout-token = Meldingen om utlogging kunne ikke godtas.
refuse-rule-without-group = Skriv hvilken gruppe regelen gjelder.
rule-group-gone = Personen er ikke lenger med i gruppen hos { $provider }.
