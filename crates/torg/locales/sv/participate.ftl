# Listan över samtal
list-label = Samtal
list-count = { $n ->
     [one] 1 samtal
    *[other] { $n } samtal
}
list-count-many = fler än { $n }
list-more = Visa fler
list-from-start = Till början av listan
list-news = { $n ->
     [one] Visa 1 ny
    *[other] Visa { $n } nya
}
list-changed = Listan har ändrats. Visa den som den är nu
list-we-said = Vi skrev:
list-mine = Du har det
list-has-it = { $name } har det
list-empty-mine = Du har inget öppet samtal. Ta ett som ingen har.
list-empty-mine-link = Se vad ingen har
list-empty-nobody = Någon tar hand om varje öppet samtal.
list-empty-late = Inget är försenat.
list-empty-mentions = Ingen väntar på svar på ett omnämnande. Hit kommer inlägg som nämner era kanaler.
list-empty-direct = Inget direktmeddelande väntar på svar.
list-empty-referred = Hit kommer samtal som en annan enhet har lämnat till din, i vilken kanal de än står.
list-empty-open = Allt är besvarat. Nya kommentarer, omnämnanden och direktmeddelanden dyker upp här av sig själva.
list-empty-waiting = Ni väntar inte på någon. Hit kommer samtal som ni har svarat i.
list-empty-done = Här ligger samtal där inget mer behöver göras.
list-empty-search = Ingen träff. Sökningen hittar ord i alla deras former, i allt som har sagts i kanaler du får läsa. Pröva med färre ord.
search-label = Sök i alla samtal
search-hint = Sök i allt   /
search-button = Sök
search-title = Sökning: { $q }
search-hits = { $n ->
     [one] 1 träff
    *[other] { $n } träffar
}
search-hits-many = mer än { $n } träffar
search-leave = Lämna sökningen
order-label = Ordning
order-clock = Närmast i tid
order-newest = Nyast
clock-left = { $length } kvar
clock-late = { $length } sen
clock-due = Svar senast { $time }
kind-direct = Direktmeddelande
nothing-open-label = Inget samtal är öppet
nothing-open = Välj ett samtal i listan.
nothing-open-empty = Inget väntar på dig här just nu.
nothing-open-keys-move = flytta i listan
nothing-open-keys-open = öppna
nothing-open-keys-all = alla tangenter

# Märken: vad granskningen såg
mark-swedish-personal-number = Personnummer
mark-swedish-coordination-number = Samordningsnummer
mark-norwegian-birth-number = Norskt födelsenummer
mark-norwegian-d-number = Norskt D-nummer
mark-danish-cpr = Danskt personnummer
mark-finnish-hetu = Finsk personbeteckning
mark-phone = Telefon
mark-email = E-post
finding-hidden = ({ $kind }, dolt)

# Ett samtal
conversation-back = Till listan
conversation-untitled = Samtal utan ord
state-open = Öppet
state-waiting = Väntar
state-done = Klart
state-ours = Vårt inlägg
turn-waiting = Vänta
turn-open = Öppna igen
turn-done = Klar, nästa
assign = Ge till
assign-mine = Du har det
assign-has-it = { $name } har det
assign-to-me = Ta det själv
assign-to = Ge till
assign-nobody = Ingen
assign-button = Ge
presence = { $n ->
     [one] { $names } har också samtalet öppet.
    *[other] { $names } har också samtalet öppet.
}
thread-label = Samtalet
thread-origin = Vårt inlägg
thread-earlier = Visa tidigare meddelanden
thread-latest = Till de senaste meddelandena
thread-news = { $n ->
     [one] Ett nytt meddelande i samtalet
    *[other] { $n } nya meddelanden i samtalet
}
message-by = skrivet av { $name }
message-edited = Ändrad
message-gone = Borttagen av den som skrev
message-gone-when = Den som skrev tog bort det. Torg såg det { $time }. Det som kom in finns kvar här.
message-erased = Raderat enligt gallringsbeslut { $decision }.
message-versions = { $n ->
     [one] Ändrad. Visa den tidigare versionen
    *[other] Ändrad. Visa { $n } tidigare versioner
}
message-version-seen = Så här stod det. Torg såg det { $time }.
message-rest = Visa resten ({ $n } tecken i allt)
message-original = Se hos { $network }
message-answering = Du svarar på detta
message-answer-this = Svara på detta
count-favourites = { $n ->
     [one] 1 gillar
    *[other] { $n } gillar
}
count-boosts = { $n ->
     [one] 1 delning
    *[other] { $n } delningar
}
attachment-image = Bild
attachment-video = Film
attachment-audio = Ljud
attachment-file = Fil
attachment-without-alt = utan alternativtext
note-internal = intern anteckning
leaving-waits = På väg ut. Kan ångras i tio sekunder.
leaving-queued = På väg ut. Skickas { $time }.
leaving-again = På väg ut. Försöker igen { $time }.
leaving-sending = Skickas …
leaving-posted = Publicerat, enligt den som tittade efter.
leaving-failed = Gick inte att skicka.
leaving-failed-way-on = Försök igen, i utkorgen
leaving-unknown = Oklart om det kom fram.
leaving-unknown-way-on = Titta i nätverket och avgör, i utkorgen

# Att skriva
compose-label = Skriv
compose-reply = Svara
compose-note = Intern anteckning
compose-as = Du skriver som { $authority }, inte som dig själv
compose-note-as = Bara kollegor ser den. Den skickas inte, men hör till handlingarna.
compose-to = Svar till { $name }
compose-in = i { $channel }
compose-reply-label = Svar
compose-note-label = Intern anteckning
compose-note-save = Spara anteckningen
compose-save-draft = Spara utkast
compose-draft-kept = Ditt utkast
compose-draft-saved = Utkastet är sparat
compose-draft-unsaved = Utkastet kunde inte sparas
compose-count = { $used } av { $limit }
compose-over = { $n } för mycket
compose-count-unknown = Längden kontrolleras när du skickar
compose-may-not = Du har inget uppdrag att svara i den här kanalen. Be den som styr kanalen om du behöver det.
kbd-send = Ctrl ↵
undo-sent = Ditt svar till { $name } skickas
undo-at = kl. { $time }.
undo-in = om { $n } s.
undo-gone = nu.
undo-button = Ångra

# Vad man bör veta bredvid
context-label = Sammanhang
context-promise = Löftet i den här kanalen
context-answer-within = Svar inom
context-clock = Kvar
context-clock-late = Försenat
context-before = Hos oss tidigare
context-conversations = Samtal
context-first = Första gången
context-last = Senast
context-only-here = Bara det som skrivits i våra kanaler.
context-record = Liggaren
context-received = Inkom
context-sealed = Förseglad
context-position = № { $n }
context-not-sealed-yet = om någon sekund
context-entry = Se posten i liggaren
context-channel = Kanal
