# Det alle rom seier: nei og feil, vegar vidare, problem, handlingar, hendingar, tider.

problem-heading = Det gjekk ikkje
problem-heading-ours = Noko gjekk gale hos oss
fault-ours = Feilen er vår, ikkje din, og han er notert. Prøv igjen om litt. Hjelper det ikkje, sei frå til den som driftar Torg.

way-on-conversation = Til samtalen
way-on-listen = Til Lytte
way-on-mandates = Sjå fullmaktene
way-on-outbox = Til utboksen
way-on-sign-in = Logg inn
way-on-start = Til startsida

refuse-address-unusable = «{ $value }» er inga nettadresse. Lim inn heile adressa, med https:// først, eller lat feltet stå tomt.
refuse-another-account = Innlogginga høyrer til { $handle }, som er ein annan konto enn kanalen sin. Logg inn med kontoen til kanalen, eller legg til { $handle } som ein eigen kanal.
refuse-answer-to-gone = Den som skreiv, har sletta meldinga, så ho kan ikkje svarast på. Gå tilbake til samtalen.
refuse-answer-within = Svartida skal vere minst eitt minutt og høgst 60 dagar. Endre ho og lagre igjen.
refuse-assigned-already = Nokon kom først: samtalen er alt fordelt slik. Opne han igjen for å sjå korleis han står.
refuse-assignee-may-not-answer = Personen har ikkje fullmakt til å svare i denne kanalen. Vel ein annan, eller be ein administrator om ei fullmakt.
refuse-channel-known = Kontoen { $handle } er alt ein kanal her. Du finn han i lista over kanalar.
refuse-channel-paused-already = Kanalen er alt sett på pause. Last sida på nytt.
refuse-channel-runs-already = Kanalen er alt i gang. Last sida på nytt.
refuse-decision-incomplete = Vedtaket treng eit nummer og kven som har vedteke det. Fyll inn begge.
refuse-decision-known = Vedtaket { $number } står alt i loggen. Kontroller nummeret.
refuse-email-taken = Nokon her har alt adressa { $email }. Finn personen i lista, eller bruk ei anna adresse.
refuse-email-unusable = «{ $email }» kan ikkje brukast som e-postadresse. Kontroller skrivemåten.
refuse-empty-text = Det er ingen tekst å lagre eller sende. Skriv noko først.
refuse-end-job = Denne jobben kan ikkje avsluttast, for då ville eit svar gå tapt eller ein kanal ikkje lenger bli høyrd. Prøv igjen i staden.
refuse-foreign-form = Skjemaet kom ikkje frå sida du har open no. Last sida på nytt og send det igjen.
refuse-form-too-large = Det du sende, er større enn Torg tek imot. Kort det ned og send igjen.
refuse-form-unreadable = Skjemaet kunne ikkje lesast: noko manglar eller har ei form Torg ikkje forstår. Gå tilbake og fyll det ut igjen.
refuse-grant-to-oneself = Ingen gjev seg sjølv fullmakt. Be ein annan administrator om å gje deg ho.
refuse-invitation-used = Lenkja er brukt eller for gammal. Har du eit passord, kan du logge inn. Elles be ein administrator om ei ny lenkje.
refuse-job-gone = Jobben er ikkje lenger mellom dei som vart gjevne opp. Last sida på nytt.
refuse-last-administrator = Dette er den siste fullmakta til å styre heile verksemda. Gje nokon andre ei slik fullmakt først.
refuse-leave-oneself = Du kan ikkje avslutte deg sjølv. Be ein annan administrator om å gjere det.
refuse-mandate-ended-already = Fullmakta er alt opphøyrd. Last sida på nytt for å sjå når.
refuse-mandate-ends-before-it-begins = Fullmakta sluttar før ho byrjar. Endre ein av datoane.
refuse-mandate-without-acts = Fullmakta seier ikkje kva personen kan gjere. Vel minst éin ting.
refuse-mandate-without-document = Ei fullmakt kviler på eit vedtak. Skriv nummeret på vedtaket.
refuse-name-missing = Eit namn manglar. Fyll det inn og lagre igjen. Ein person treng òg ei underskrift.
refuse-network-cannot-publish = Torg kan ikkje sende til { $network }. Svar i nettverket sjølv i staden.
refuse-no-decision-in-force = Ingen kassasjonsvedtak med nummeret { $number } gjeld no. Kontroller nummeret, eller før inn vedtaket først.
refuse-no-longer-here = Personen arbeider ikkje her lenger, så ingen fullmakter gjeld. Er det feil, sei frå til ein administrator.
refuse-not-found = Her er det ingenting, eller du kan ikkje sjå det. Kontroller adressa, eller byrj på nytt frå startsida.
refuse-not-signed-in = Du er ikkje logga inn. Logg inn og prøv igjen.
refuse-nothing-to-erase = Her er det ingenting å slette: meldinga finst ikkje, eller ho er alt sletta.
refuse-password-short = Passordet treng minst { $n } teikn. Nokre ord etter kvarandre er nok.
refuse-retry = Utsendinga ventar ikkje lenger på eit nytt forsøk. Sjå i utboksen korleis ho står.
refuse-revoke-without-reason = Skriv kvifor fullmakta blir trekt tilbake. Grunnen blir lagra i loggen.
refuse-setting-address = «{ $value }» i feltet { $setting } er inga nettadresse. Skriv til dømes https://social.example.
refuse-setting-missing = Feltet { $setting } er tomt. Fyll det ut og prøv igjen.
refuse-settled-already = Dette er alt avgjort. Last sida på nytt for å sjå korleis.
refuse-sign-in = Adressa og passordet høyrer ikkje saman. Prøv igjen, eller be ein administrator om ei ny lenkje.
refuse-sign-in-wait = Det har vore mange forsøk herifrå. Vent { $minutes } minutt og prøv igjen.
refuse-state-already = Nokon kom først: samtalen står alt slik. Opne han igjen for å sjå.
refuse-text-long = Teksten er { $used } teikn, og det er plass til { $limit }. Kort han ned og prøv igjen.
refuse-token-days = Ein tilgangsnøkkel kan gjelde i 1 til { $n } dagar. Endre talet på dagar.
refuse-token-for-another = Ein tilgangsnøkkel kan berre kvile på ei av dine eigne fullmakter. Vel ei av dei.
refuse-undo-anothers = Berre den som skreiv svaret, kan angre det.
refuse-undo-late = Det er for seint å angre: svaret har byrja å bli sendt. Sjå i samtalen korleis det går.
refuse-unknown-person = Personen finst ikkje her, eller har slutta. Vel ein annan.
refuse-unknown-zone = «{ $zone }» er inga tidssone Torg kjenner. Skriv til dømes Europe/Oslo.

# Det som står mellom oss og eit nettverk.
trouble-gone = Det Torg spurde etter, finst ikkje lenger i nettverket. Kontroller at kontoen framleis finst.
trouble-limited = Nettverket vil ikkje ha fleire spørsmål akkurat no. Torg ventar så lenge nettverket ber om og held så fram av seg sjølv.
trouble-nonsense = Svaret frå nettverket var ikkje til å forstå. Torg prøver igjen av seg sjølv. Varer det, sei frå til den som driftar Torg.
trouble-refused = Nettverket sa nei. Kontroller i nettverket at kontoen kan gjere dette.
trouble-setting = Ei innstilling manglar eller kan ikkje brukast. Fyll inn innstillingane til kanalen på nytt.
trouble-unauthorised = Nettverket godtek ikkje innlogginga: ho er feil, for gammal eller trekt tilbake. Fyll inn innlogginga til kanalen på nytt.
trouble-unclear = Nettverket gav ikkje noko tydeleg svar. Torg prøver igjen av seg sjølv.
trouble-unreachable = Nettverket er ikkje til å nå. Torg prøver igjen av seg sjølv. Varer det, kontroller adressa til kanalen.

# Kvifor ei utsending ikkje er publisert. Kva ein gjer med det, står i utboksen.
reason-gone = Det svaret gjeld, finst ikkje lenger i nettverket.
reason-limited = Nettverket ville ikkje ha fleire innlegg då.
reason-mandate-ended = Fullmakta som svaret vart skrive under, var opphøyrd då det skulle sendast.
reason-nonsense = Svaret frå nettverket var ikkje til å forstå.
reason-refused = Nettverket sa nei.
reason-setting = Ei av innstillingane til kanalen manglar eller kan ikkje brukast.
reason-unauthorised = Nettverket godtok ikkje innlogginga til kanalen.
reason-unclear = Nettverket gav ikkje noko tydeleg svar.
reason-unknown = Nettverket gav ikkje noko tydeleg svar, og Torg finn ikkje svaret når det leitar. Det kan likevel vere der.
reason-unreachable = Nettverket var ikkje til å nå.

# Det ei fullmakt kan tillate: «fullmakt til å …».
act-answer = svare
act-govern = styre
act-read = lese
act-run = drifte

delivery-failed = Kunne ikkje sendast
delivery-posted = Publisert
delivery-queued = På veg ut
delivery-sending = Blir send
delivery-undone = Angra
delivery-unknown = Uklart

# Hendingar, slik loggen fortel dei. Tida og kven står ved sida av.
event-authority-founded = Verksemda vart lagd inn, med den første administratoren sin
event-channel-added = Ein kanal vart lagd til
event-channel-paused = Ein kanal vart sett på pause
event-channel-renewed = Innlogginga eller innstillingane til ein kanal vart fornya
event-channel-resumed = Ein kanal på pause vart teken opp att
event-content-erased = Innhald vart sletta under eit kassasjonsvedtak
event-conversation-assigned = Samtalen vart gjeven til nokon, eller til ingen
event-conversation-assigned-nobody = Samtalen vart ikkje lenger gjeven til nokon
event-conversation-assigned-to = Samtalen vart gjeven til { $name }
event-conversation-closed = Samtalen er ferdig
event-conversation-reopened = Samtalen vart opna att
event-conversation-waiting = Samtalen ventar på nokon andre
event-delivery-failed = Kunne ikkje sendast
event-delivery-posted = Publisert i nettverket
event-delivery-retried = Nokon ville prøve å sende igjen
event-delivery-settled = Nokon avgjorde ei uklar utsending
event-delivery-started = Eit forsøk på å sende byrja
event-delivery-undone = Eit svar vart angra før det vart sendt
event-delivery-unknown = Uklart om det vart publisert
event-item-set-aside = Noko var ikkje til å forstå og vart lagt til side
event-item-settled = Noko som låg til side, fekk kvile
event-mandate-granted = Ei fullmakt vart gjeven
event-mandate-revoked = Ei fullmakt vart trekt tilbake
event-message-deleted = Ei melding vart sletta av den som skreiv
event-message-edited = Ei melding vart endra av den som skreiv
event-message-received = Ei melding vart teken imot
event-note-written = Eit internt notat vart skrive
event-person-invited = Nokon vart invitert
event-person-joined = Nokon valde passordet sitt
event-person-left = Nokon slutta
event-reply-queued = Eit svar vart skrive
event-retention-decided = Eit kassasjonsvedtak vart ført inn
event-token-issued = Ein tilgangsnøkkel vart gjeven ut
event-token-revoked = Ein tilgangsnøkkel vart trekt tilbake
event-unit-added = Ei eining vart lagd til

weekday-1 = mån.
weekday-2 = tys.
weekday-3 = ons.
weekday-4 = tors.
weekday-5 = fre.
weekday-6 = laur.
weekday-7 = sun.

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

# Det fleire rom seier.
yes = ja
no = nei
not-yet = ikkje enno
network-words = Nettverket skreiv:
column-about = Gjeld
column-channel = Kanal
column-fetched = Sist høyrt
column-posted = Sist sendt
column-state = Tilstand
column-what = Kva
column-when = Når
column-who = Kven
