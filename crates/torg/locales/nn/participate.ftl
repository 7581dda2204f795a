# Lista over samtalar
list-label = Samtalar
list-count = { $n ->
     [one] 1 samtale
    *[other] { $n } samtalar
}
list-count-many = fleire enn { $n }
list-more = Vis fleire
list-from-start = Til starten av lista
list-news = { $n ->
     [one] Vis 1 ny
    *[other] Vis { $n } nye
}
list-changed = Lista er endra. Vis ho slik ho er no
list-we-said = Vi skreiv:
list-mine = Du har han
list-has-it = { $name } har han
list-empty-mine = Du har ingen open samtale. Ta ein som ingen har.
list-empty-mine-link = Sjå kva ingen har
list-empty-nobody = Nokon tek hand om kvar open samtale.
list-empty-late = Ingenting er forseinka.
list-empty-mentions = Ingen ventar på svar på ein omtale. Hit kjem innlegg som nemner kanalane dykkar.
list-empty-direct = Inga direktemelding ventar på svar.
list-empty-referred = Her kjem samtalar som ei anna eining har sendt til di, same kva kanal dei står i.
list-empty-open = Alt er svart på. Nye kommentarar, omtalar og direktemeldingar dukkar opp her av seg sjølve.
list-empty-waiting = De ventar ikkje på nokon. Hit kjem samtalar de har svart i.
list-empty-done = Her ligg samtalar der ingenting meir trengst å gjere.
list-empty-search = Ingen treff. Søket finn ord i alle former, i alt som er sagt i kanalar du kan lese. Prøv med færre ord.
search-label = Søk i alle samtalar
search-hint = Søk i alt   /
search-button = Søk
search-title = Søk: { $q }
search-hits = { $n ->
     [one] 1 treff
    *[other] { $n } treff
}
search-hits-many = meir enn { $n } treff
search-leave = Gå ut av søket
order-label = Rekkjefølgje
order-clock = Nærast i tid
order-newest = Nyast
clock-left = { $length } att
clock-late = { $length } for seint
clock-due = Svar seinast { $time }
kind-direct = Direktemelding
nothing-open-label = Ingen samtale er open
nothing-open = Vel ein samtale i lista.
nothing-open-empty = Ingenting ventar på deg her akkurat no.
nothing-open-keys-move = flytt i lista
nothing-open-keys-open = opne
nothing-open-keys-all = alle tastar

# Merke: kva gjennomsynet såg
mark-swedish-personal-number = Personnummer (svensk)
mark-swedish-coordination-number = Samordningsnummer (svensk)
mark-norwegian-birth-number = Fødselsnummer
mark-norwegian-d-number = D-nummer
mark-danish-cpr = Dansk personnummer
mark-finnish-hetu = Finsk personnummer
mark-phone = Telefon
mark-email = E-post
finding-hidden = ({ $kind }, gøymt)

# Ein samtale
conversation-back = Til lista
conversation-untitled = Samtale utan ord
state-open = Open
state-waiting = Ventar
state-done = Ferdig
state-ours = Innlegget vårt
turn-waiting = Vent
turn-open = Opne att
turn-done = Ferdig, neste
assign = Gje til
assign-mine = Du har han
assign-has-it = { $name } har han
assign-to-me = Ta han sjølv
assign-to = Gje til
assign-nobody = Ingen
assign-button = Gje
presence = { $n ->
     [one] { $names } har også samtalen open.
    *[other] { $names } har også samtalen open.
}
thread-label = Samtalen
thread-origin = Innlegget vårt
thread-earlier = Vis tidlegare meldingar
thread-latest = Til dei siste meldingane
thread-news = { $n ->
     [one] Ei ny melding i samtalen
    *[other] { $n } nye meldingar i samtalen
}
message-by = skrive av { $name }
message-edited = Endra
message-gone = Sletta av den som skreiv
message-gone-when = Den som skreiv, sletta det. Torg såg det { $time }. Det som kom inn, er framleis her.
message-erased = Sletta etter kassasjonsvedtak { $decision }.
message-versions = { $n ->
     [one] Endra. Vis den tidlegare versjonen
    *[other] Endra. Vis { $n } tidlegare versjonar
}
message-version-seen = Slik stod det. Torg såg det { $time }.
message-rest = Vis resten ({ $n } teikn i alt)
message-original = Sjå hos { $network }
message-answering = Du svarer på dette
message-answer-this = Svar på dette
count-favourites = { $n ->
     [one] 1 liker
    *[other] { $n } liker
}
count-boosts = { $n ->
     [one] 1 deling
    *[other] { $n } delingar
}
attachment-image = Bilete
attachment-video = Film
attachment-audio = Lyd
attachment-file = Fil
attachment-without-alt = utan alternativ tekst
note-internal = internt notat
leaving-waits = På veg ut. Kan angrast i ti sekund.
leaving-queued = På veg ut. Blir send { $time }.
leaving-again = På veg ut. Prøver att { $time }.
leaving-sending = Blir send …
leaving-posted = Publisert, ifølgje den som såg etter.
leaving-failed = Kunne ikkje sendast.
leaving-failed-way-on = Prøv att, i utboksen
leaving-unknown = Uklart om det kom fram.
leaving-unknown-way-on = Sjå i nettverket og avgjer, i utboksen

# Å skrive
compose-label = Skriv
compose-reply = Svar
compose-note = Internt notat
compose-as = Du skriv som { $authority }, ikkje som deg sjølv
compose-note-as = Berre kollegaer ser det. Det blir ikkje sendt, men høyrer til dokumenta.
compose-to = Svar til { $name }
compose-in = i { $channel }
compose-reply-label = Svar
compose-note-label = Internt notat
compose-note-save = Lagre notatet
compose-save-draft = Lagre utkast
compose-draft-kept = Utkastet ditt
compose-draft-saved = Utkastet er lagra
compose-draft-unsaved = Utkastet kunne ikkje lagrast
compose-count = { $used } av { $limit }
compose-over = { $n } for mykje
compose-count-unknown = Lengda blir kontrollert når du sender
compose-may-not = Du har inga fullmakt til å svare i denne kanalen. Spør den som styrer kanalen, om du treng det.
kbd-send = Ctrl ↵
undo-sent = Svaret ditt til { $name } blir sendt
undo-at = kl. { $time }.
undo-in = om { $n } s.
undo-gone = no.
undo-button = Angre

# Det ein bør vite ved sida av
context-label = Samanheng
context-promise = Lovnaden i denne kanalen
context-answer-within = Svar innan
context-clock = Att
context-clock-late = Forseinka
context-before = Hos oss tidlegare
context-conversations = Samtalar
context-first = Første gong
context-last = Sist
context-only-here = Berre det som er skrive i kanalane våre.
context-record = Loggen
context-received = Kom inn
context-sealed = Forsegla
context-position = № { $n }
context-not-sealed-yet = om eit sekund
context-entry = Sjå loggposten
context-channel = Kanal
