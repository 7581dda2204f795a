# Listen over samtaler
list-label = Samtaler
list-count = { $n ->
     [one] 1 samtale
    *[other] { $n } samtaler
}
list-count-many = flere enn { $n }
list-more = Vis flere
list-from-start = Til begynnelsen av listen
list-news = { $n ->
     [one] Vis 1 ny
    *[other] Vis { $n } nye
}
list-changed = Listen er endret. Vis den slik den er nå
list-we-said = Vi skrev:
list-mine = Du har den
list-has-it = { $name } har den
list-empty-mine = Du har ingen åpen samtale. Ta en som ingen har.
list-empty-mine-link = Se hva ingen har
list-empty-nobody = Noen tar hånd om hver åpne samtale.
list-empty-late = Ingenting er forsinket.
list-empty-mentions = Ingen venter på svar på en omtale. Hit kommer innlegg som nevner kanalene deres.
list-empty-direct = Ingen direktemelding venter på svar.
list-empty-referred = Her kommer samtaler som en annen enhet har sendt til din, uansett hvilken kanal de står i.
list-empty-open = Alt er besvart. Nye kommentarer, omtaler og direktemeldinger dukker opp her av seg selv.
list-empty-waiting = Dere venter ikke på noen. Hit kommer samtaler dere har svart i.
list-empty-done = Her ligger samtaler der ingenting mer trenger å gjøres.
list-empty-search = Ingen treff. Søket finner ord i alle former, i alt som er sagt i kanaler du kan lese. Prøv med færre ord.
search-label = Søk i alle samtaler
search-hint = Søk i alt   /
search-button = Søk
search-title = Søk: { $q }
search-hits = { $n ->
     [one] 1 treff
    *[other] { $n } treff
}
search-hits-many = mer enn { $n } treff
search-leave = Forlat søket
order-label = Rekkefølge
order-clock = Nærmest i tid
order-newest = Nyest
clock-left = { $length } igjen
clock-late = { $length } for sent
clock-due = Svar senest { $time }
kind-direct = Direktemelding
nothing-open-label = Ingen samtale er åpen
nothing-open = Velg en samtale i listen.
nothing-open-empty = Ingenting venter på deg her akkurat nå.
nothing-open-keys-move = flytt i listen
nothing-open-keys-open = åpne
nothing-open-keys-all = alle taster

# Merker: hva gjennomsynet så
mark-swedish-personal-number = Personnummer (svensk)
mark-swedish-coordination-number = Samordningsnummer (svensk)
mark-norwegian-birth-number = Fødselsnummer
mark-norwegian-d-number = D-nummer
mark-danish-cpr = Dansk personnummer
mark-finnish-hetu = Finsk personnummer
mark-phone = Telefon
mark-email = E-post
finding-hidden = ({ $kind }, skjult)

# En samtale
conversation-back = Til listen
conversation-untitled = Samtale uten ord
state-open = Åpen
state-waiting = Venter
state-done = Ferdig
state-ours = Vårt innlegg
turn-waiting = Vent
turn-open = Åpne igjen
turn-done = Ferdig, neste
assign = Gi til
assign-mine = Du har den
assign-has-it = { $name } har den
assign-to-me = Ta den selv
assign-to = Gi til
assign-nobody = Ingen
assign-button = Gi
presence = { $n ->
     [one] { $names } har også samtalen åpen.
    *[other] { $names } har også samtalen åpen.
}
thread-label = Samtalen
thread-origin = Vårt innlegg
thread-earlier = Vis tidligere meldinger
thread-latest = Til de siste meldingene
thread-news = { $n ->
     [one] En ny melding i samtalen
    *[other] { $n } nye meldinger i samtalen
}
message-by = skrevet av { $name }
message-edited = Endret
message-gone = Slettet av den som skrev
message-gone-when = Den som skrev, slettet det. Torg så det { $time }. Det som kom inn, er fortsatt her.
message-erased = Slettet etter kassasjonsvedtak { $decision }.
message-versions = { $n ->
     [one] Endret. Vis den tidligere versjonen
    *[other] Endret. Vis { $n } tidligere versjoner
}
message-version-seen = Slik sto det. Torg så det { $time }.
message-rest = Vis resten ({ $n } tegn i alt)
message-original = Se hos { $network }
message-answering = Du svarer på dette
message-answer-this = Svar på dette
count-favourites = { $n ->
     [one] 1 liker
    *[other] { $n } liker
}
count-boosts = { $n ->
     [one] 1 deling
    *[other] { $n } delinger
}
attachment-image = Bilde
attachment-video = Film
attachment-audio = Lyd
attachment-file = Fil
attachment-without-alt = uten alternativ tekst
note-internal = internt notat
leaving-waits = På vei ut. Kan angres i ti sekunder.
leaving-queued = På vei ut. Sendes { $time }.
leaving-again = På vei ut. Prøver igjen { $time }.
leaving-sending = Sendes …
leaving-posted = Publisert, ifølge den som så etter.
leaving-failed = Kunne ikke sendes.
leaving-failed-way-on = Prøv igjen, i utboksen
leaving-unknown = Uklart om det kom fram.
leaving-unknown-way-on = Se i nettverket og avgjør, i utboksen

# Å skrive
compose-label = Skriv
compose-reply = Svar
compose-note = Internt notat
compose-as = Du skriver som { $authority }, ikke som deg selv
compose-note-as = Bare kolleger ser det. Det sendes ikke, men hører til dokumentene.
compose-to = Svar til { $name }
compose-in = i { $channel }
compose-reply-label = Svar
compose-note-label = Internt notat
compose-note-save = Lagre notatet
compose-save-draft = Lagre utkast
compose-draft-kept = Utkastet ditt
compose-draft-saved = Utkastet er lagret
compose-draft-unsaved = Utkastet kunne ikke lagres
compose-count = { $used } av { $limit }
compose-over = { $n } for mye
compose-count-unknown = Lengden kontrolleres når du sender
compose-may-not = Du har ingen fullmakt til å svare i denne kanalen. Spør den som styrer kanalen, hvis du trenger det.
kbd-send = Ctrl ↵
undo-sent = Svaret ditt til { $name } sendes
undo-at = kl. { $time }.
undo-in = om { $n } s.
undo-gone = nå.
undo-button = Angre

# Det man bør vite ved siden av
context-label = Sammenheng
context-promise = Løftet i denne kanalen
context-answer-within = Svar innen
context-clock = Igjen
context-clock-late = Forsinket
context-before = Hos oss tidligere
context-conversations = Samtaler
context-first = Første gang
context-last = Sist
context-only-here = Bare det som er skrevet i våre kanaler.
context-record = Loggen
context-received = Kom inn
context-sealed = Forseglet
context-position = № { $n }
context-not-sealed-yet = om et sekund
context-entry = Se loggposten
context-channel = Kanal
