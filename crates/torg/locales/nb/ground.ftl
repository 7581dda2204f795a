# Det alle rom sier: nei og feil, veier videre, problemer, handlinger, hendelser, tider.

problem-heading = Det gikk ikke
problem-heading-ours = Noe gikk galt hos oss
fault-ours = Feilen er vår, ikke din, og den er notert. Prøv igjen om litt. Hjelper det ikke, si fra til den som drifter Torg.

way-on-conversation = Til samtalen
way-on-listen = Til Lytte
way-on-mandates = Se fullmaktene
way-on-outbox = Til utboksen
way-on-sign-in = Logg inn
way-on-start = Til startsiden

refuse-address-unusable = «{ $value }» er ingen nettadresse. Lim inn hele adressen, med https:// først, eller la feltet stå tomt.
refuse-another-account = Innloggingen hører til { $handle }, som er en annen konto enn kanalens. Logg inn med kanalens konto, eller legg til { $handle } som en egen kanal.
refuse-answer-to-gone = Den som skrev, har slettet meldingen, så den kan ikke besvares. Gå tilbake til samtalen.
refuse-answer-within = Svartiden skal være minst ett minutt og høyst 60 dager. Endre den og lagre igjen.
refuse-assigned-already = Noen kom først: samtalen er allerede fordelt slik. Åpne den igjen for å se hvordan den står.
refuse-assignee-may-not-answer = Personen har ikke fullmakt til å svare i denne kanalen. Velg en annen, eller be en administrator om en fullmakt.
refuse-channel-known = Kontoen { $handle } er allerede en kanal her. Du finner den i listen over kanaler.
refuse-channel-paused-already = Kanalen er allerede satt på pause. Last siden på nytt.
refuse-channel-runs-already = Kanalen er allerede i gang. Last siden på nytt.
refuse-decision-incomplete = Vedtaket trenger et nummer og hvem som har vedtatt det. Fyll inn begge.
refuse-decision-known = Vedtaket { $number } står allerede i loggen. Kontroller nummeret.
refuse-email-taken = Noen her har allerede adressen { $email }. Finn personen i listen, eller bruk en annen adresse.
refuse-email-unusable = «{ $email }» kan ikke brukes som e-postadresse. Kontroller skrivemåten.
refuse-empty-text = Det er ingen tekst å lagre eller sende. Skriv noe først.
refuse-end-job = Denne jobben kan ikke avsluttes, for da ville et svar gå tapt eller en kanal ikke lenger bli hørt. Prøv igjen i stedet.
refuse-foreign-form = Skjemaet kom ikke fra siden du har åpen nå. Last siden på nytt og send det igjen.
refuse-form-too-large = Det du sendte, er større enn Torg tar imot. Kort det ned og send igjen.
refuse-form-unreadable = Skjemaet kunne ikke leses: noe mangler eller har en form Torg ikke forstår. Gå tilbake og fyll det ut igjen.
refuse-grant-to-oneself = Ingen gir seg selv fullmakt. Be en annen administrator om å gi deg den.
refuse-invitation-used = Lenken er brukt eller for gammel. Har du et passord, kan du logge inn. Ellers be en administrator om en ny lenke.
refuse-job-gone = Jobben er ikke lenger blant dem som ble gitt opp. Last siden på nytt.
refuse-last-administrator = Dette er den siste fullmakten til å styre hele virksomheten. Gi noen andre en slik fullmakt først.
refuse-leave-oneself = Du kan ikke avslutte deg selv. Be en annen administrator om å gjøre det.
refuse-mandate-ended-already = Fullmakten er allerede opphørt. Last siden på nytt for å se når.
refuse-mandate-ends-before-it-begins = Fullmakten slutter før den begynner. Endre en av datoene.
refuse-mandate-without-acts = Fullmakten sier ikke hva personen kan gjøre. Velg minst én ting.
refuse-mandate-without-document = En fullmakt hviler på et vedtak. Skriv vedtakets nummer.
refuse-name-missing = Et navn mangler. Fyll det inn og lagre igjen. En person trenger også en underskrift.
refuse-network-cannot-publish = Torg kan ikke sende til { $network }. Svar i nettverket selv i stedet.
refuse-no-decision-in-force = Ingen kassasjonsvedtak med nummeret { $number } gjelder nå. Kontroller nummeret, eller før inn vedtaket først.
refuse-no-longer-here = Personen arbeider ikke her lenger, så ingen fullmakter gjelder. Er det feil, si fra til en administrator.
refuse-not-found = Her er det ingenting, eller du kan ikke se det. Kontroller adressen, eller begynn på nytt fra startsiden.
refuse-not-signed-in = Du er ikke logget inn. Logg inn og prøv igjen.
refuse-nothing-to-erase = Her er det ingenting å slette: meldingen finnes ikke, eller den er allerede slettet.
refuse-password-short = Passordet trenger minst { $n } tegn. Noen ord etter hverandre er nok.
refuse-retry = Utsendingen venter ikke lenger på et nytt forsøk. Se i utboksen hvordan den står.
refuse-revoke-without-reason = Skriv hvorfor fullmakten trekkes tilbake. Grunnen lagres i loggen.
refuse-setting-address = «{ $value }» i feltet { $setting } er ingen nettadresse. Skriv for eksempel https://social.example.
refuse-setting-missing = Feltet { $setting } er tomt. Fyll det ut og prøv igjen.
refuse-settled-already = Dette er allerede avgjort. Last siden på nytt for å se hvordan.
refuse-sign-in = Adressen og passordet hører ikke sammen. Prøv igjen, eller be en administrator om en ny lenke.
refuse-sign-in-wait = Det har vært mange forsøk herfra. Vent { $minutes } minutter og prøv igjen.
refuse-state-already = Noen kom først: samtalen står allerede slik. Åpne den igjen for å se.
refuse-text-long = Teksten er { $used } tegn, og det er plass til { $limit }. Kort den ned og prøv igjen.
refuse-token-days = En tilgangsnøkkel kan gjelde i 1 til { $n } dager. Endre antallet dager.
refuse-token-for-another = En tilgangsnøkkel kan bare hvile på en av dine egne fullmakter. Velg en av dem.
refuse-undo-anothers = Bare den som skrev svaret, kan angre det.
refuse-undo-late = Det er for sent å angre: svaret har begynt å sendes. Se i samtalen hvordan det går.
refuse-unknown-person = Personen finnes ikke her, eller har sluttet. Velg en annen.
refuse-unknown-zone = «{ $zone }» er ingen tidssone Torg kjenner. Skriv for eksempel Europe/Oslo.

# Det som står mellom oss og et nettverk.
trouble-gone = Det Torg spurte etter, finnes ikke lenger i nettverket. Kontroller at kontoen fortsatt finnes.
trouble-limited = Nettverket vil ikke ha flere spørsmål akkurat nå. Torg venter så lenge nettverket ber om og fortsetter så av seg selv.
trouble-nonsense = Svaret fra nettverket kunne ikke forstås. Torg prøver igjen av seg selv. Varer det, si fra til den som drifter Torg.
trouble-refused = Nettverket sa nei. Kontroller i nettverket at kontoen kan gjøre dette.
trouble-setting = En innstilling mangler eller kan ikke brukes. Fyll inn kanalens innstillinger på nytt.
trouble-unauthorised = Nettverket godtar ikke innloggingen: den er feil, for gammel eller trukket tilbake. Fyll inn kanalens innlogging på nytt.
trouble-unclear = Nettverket ga ikke noe tydelig svar. Torg prøver igjen av seg selv.
trouble-unreachable = Nettverket kan ikke nås. Torg prøver igjen av seg selv. Varer det, kontroller kanalens adresse.

# Hvorfor en utsending ikke er publisert. Hva man gjør med det, står i utboksen.
reason-gone = Det svaret gjelder, finnes ikke lenger i nettverket.
reason-limited = Nettverket ville ikke ha flere innlegg da.
reason-mandate-ended = Fullmakten som svaret ble skrevet under, var opphørt da det skulle sendes.
reason-nonsense = Svaret fra nettverket kunne ikke forstås.
reason-refused = Nettverket sa nei.
reason-setting = En av kanalens innstillinger mangler eller kan ikke brukes.
reason-unauthorised = Nettverket godtok ikke kanalens innlogging.
reason-unclear = Nettverket ga ikke noe tydelig svar.
reason-unknown = Nettverket ga ikke noe tydelig svar, og Torg finner ikke svaret når det leter. Det kan likevel være der.
reason-unreachable = Nettverket kunne ikke nås.

# Det en fullmakt kan tillate: «fullmakt til å …».
act-answer = svare
act-govern = styre
act-read = lese
act-run = drifte

delivery-failed = Kunne ikke sendes
delivery-posted = Publisert
delivery-queued = På vei ut
delivery-sending = Sendes
delivery-undone = Angret
delivery-unknown = Uklart

# Hendelser, slik loggen forteller dem. Tiden og hvem står ved siden av.
event-authority-founded = Virksomheten ble lagt inn, med sin første administrator
event-channel-added = En kanal ble lagt til
event-channel-paused = En kanal ble satt på pause
event-channel-renewed = Innloggingen eller innstillingene til en kanal ble fornyet
event-channel-resumed = En kanal på pause ble gjenopptatt
event-content-erased = Innhold ble slettet under et kassasjonsvedtak
event-conversation-assigned = Samtalen ble gitt til noen, eller til ingen
event-conversation-assigned-nobody = Samtalen ble ikke lenger gitt til noen
event-conversation-assigned-to = Samtalen ble gitt til { $name }
event-conversation-closed = Samtalen er ferdig
event-conversation-reopened = Samtalen ble åpnet igjen
event-conversation-waiting = Samtalen venter på noen andre
event-delivery-failed = Kunne ikke sendes
event-delivery-posted = Publisert i nettverket
event-delivery-retried = Noen ville prøve å sende igjen
event-delivery-settled = Noen avgjorde en uklar utsending
event-delivery-started = Et forsøk på å sende begynte
event-delivery-undone = Et svar ble angret før det ble sendt
event-delivery-unknown = Uklart om det ble publisert
event-item-set-aside = Noe kunne ikke forstås og ble lagt til side
event-item-settled = Noe som lå til side, fikk hvile
event-mandate-granted = En fullmakt ble gitt
event-mandate-revoked = En fullmakt ble trukket tilbake
event-message-deleted = En melding ble slettet av den som skrev
event-message-edited = En melding ble endret av den som skrev
event-message-received = En melding ble tatt imot
event-note-written = Et internt notat ble skrevet
event-person-invited = Noen ble invitert
event-person-joined = Noen valgte passordet sitt
event-person-left = Noen sluttet
event-reply-queued = Et svar ble skrevet
event-retention-decided = Et kassasjonsvedtak ble ført inn
event-token-issued = En tilgangsnøkkel ble gitt ut
event-token-revoked = En tilgangsnøkkel ble trukket tilbake
event-unit-added = En enhet ble lagt til

weekday-1 = man.
weekday-2 = tirs.
weekday-3 = ons.
weekday-4 = tors.
weekday-5 = fre.
weekday-6 = lør.
weekday-7 = søn.

month-1 = jan.
month-2 = feb.
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = aug.
month-9 = sep.
month-10 = okt.
month-11 = nov.
month-12 = des.

length-days = { $n } d
length-hours = { $n } t
length-minutes = { $n } min

# Det flere rom sier.
yes = ja
no = nei
not-yet = ikke ennå
network-words = Nettverket skrev:
column-about = Gjelder
column-channel = Kanal
column-fetched = Sist hørt
column-posted = Sist sendt
column-state = Tilstand
column-what = Hva
column-when = Når
column-who = Hvem
