# Inlägg: en sak att säga, godkännande, stopp.
post-state-draft = Utkast
post-state-waiting = Väntar på godkännande
post-state-planned = Planerat
post-state-done = Klart
post-state-dropped = Fick vara

delivery-stopped = Stoppat
delivery-waiting = Väntar på godkännande
does-say = Säger något
does-edit = Ändrar det vi sade
does-delete = Tar bort det vi sade

demand-none = Ingen annan behöver godkänna
demand-one = En annan person godkänner
demand-crisis = Två andra godkänner; i kris räcker en som leder i kris
demand-two = Två andra godkänner, var för sig

part-card = ett länkkort
part-captions = textning
part-film = en film
part-focus = en bildpunkt
part-pictures = en bild
part-poll = en omröstning
part-thread = en tråd
part-title = en rubrik
part-warning = en innehållsvarning

place-text = Text
place-title = Rubrik
place-warning = Innehållsvarning
place-alt = Alternativtext
place-option = Svarsalternativ
place-card = Länkkort

leaving-approval = Svaret väntar på att någon annan godkänner det.
way-on-approvals = Till det som väntar på godkännande
way-on-post = Till inlägget
way-on-stops = Till stoppen

reason-stopped = Ett stopp håller det kvar.
reason-approval-over = Godkännandet gällde en tid som har gått. Någon behöver godkänna det på nytt.
reason-not-approved = Det är inte godkänt.
reason-thread-broken = Delen före kom inte fram, så den här skickades inte.
advice-thread-broken = Försök igen med delen före först.

refuse-post-not-draft = Inlägget är inlämnat och går inte att ändra. Öppna det för ändring först.
refuse-post-changed = Någon har sparat en nyare text sedan du öppnade den. Läs den först.
refuse-post-no-channel = Välj minst en kanal.
refuse-post-no-source = Skriv adressen till sidan där informationen finns för gott, eller skriv varför det inte finns någon sådan sida.
refuse-post-past = Tiden har redan gått. Välj en senare tid.
refuse-post-channel-closed = Kanalen { $channel } är stängd. Ta bort den eller välj en annan.
refuse-post-not-here = I { $channel } går det inte att börja något nytt, bara att svara.
refuse-post-empty = Det finns inget att säga i { $channel }. Skriv en text.
refuse-post-lacks = I { $channel } behövs { $part ->
    [pictures] en bild
    [title] en rubrik
    [film] en film
   *[other] något mer
 }.
refuse-post-part = { $channel } tar inte { $part ->
    [pictures] bilder
    [poll] omröstningar
    [warning] innehållsvarningar
   *[other] detta
 }. Anpassa inlägget för kanalen.
refuse-post-no-alt = En bild i { $channel } saknar alternativtext. Skriv vad bilden visar, för den som inte ser den.
refuse-poll-incomplete = Omröstningen i { $channel } behöver minst två svarsalternativ och en tid.
refuse-post-many-media = { $channel } tar högst { $most } bilder.
refuse-post-alt-long = En alternativtext i { $channel } är { $used } tecken. Där ryms { $limit }.
refuse-post-long = Texten i { $channel } är { $used } tecken. Där ryms { $limit }. Korta den, anpassa den för kanalen eller låt den bli en tråd.
refuse-post-not-waiting = Inlägget väntar inte på godkännande.
refuse-post-not-open = Inlägget är redan klart eller fick vara.
refuse-post-under-way = En del av inlägget är redan i ett nätverk eller på väg dit. Rätta eller ta bort det i stället.
refuse-approve-oneself = Den som har skrivit godkänner inte sin egen text. Be en kollega.
refuse-approve-not-all = Inlägget går till fler kanaler än du får godkänna för.
refuse-approve-late = Tiden som inlägget var tänkt för har gått. Öppna det och välj en ny tid.
refuse-approved-already = Du har redan godkänt det.
refuse-return-without-note = Skriv vad som ska vara annorlunda. Den som skrev läser det.
refuse-answer-not-waiting = Svaret väntar inte på godkännande.
refuse-demand-nowhere = Välj en kanal eller en enhet.
refuse-stop-why = Skriv varför, med högst { $longest } tecken. Alla vid Torg läser det.
refuse-stop-lifted = Stoppet är redan hävt.
refuse-still-stopped = Ett stopp gäller fortfarande för kanalen. Häv det först.
refuse-not-stopped = Utskicket är inte stoppat.
refuse-approval-over = Godkännandet har gått ut. Någon annan behöver godkänna inlägget på nytt först.
refuse-not-posted = Det finns inte i nätverket, så det går inte att ändra eller ta bort där.
refuse-withdrawn-already = Det tas redan bort, eller är borttaget.
refuse-withdraw-without-reason = Skriv varför det tas bort. Det står kvar i liggaren.
refuse-cannot-correct = Nätverket låter inte texter ändras. Skriv ett nytt svar som rättar.
refuse-media-large = Filen är för stor. Högst { $megabytes } MB.
refuse-media-many = Ett inlägg har högst { $most } filer.
refuse-media-unreadable = Filen är ingen bild, film eller textning som går att läsa. JPEG, PNG, WebP, GIF, MP4 och WebVTT går bra.
refuse-film-elsewhere = Filmens bilder ligger i en annan fil. Exportera den som en enda MP4-fil.
refuse-film-hidden = Filmen har spår som ingen ser, och de går inte att ta bort ur den här sortens fil. Exportera den på nytt som MP4.
refuse-media-pixels = Bilden har fler bildpunkter än Torg kan ta emot. Gör den mindre först.

event-answer-approved = Någon godkände ett svar
event-answer-returned = Någon skickade tillbaka ett svar
event-approval-demanded = Hur många som ska godkänna bestämdes
event-correction-queued = Något vi sagt ska rättas i nätverket
event-delivery-queued = Ett godkänt inlägg lades i utkorgen
event-delivery-released = Någon släppte fram något som var stoppat
event-delivery-stopped = Något hölls kvar
event-post-approved = Någon godkände ett inlägg
event-post-dropped = Ett inlägg fick vara
event-post-handed-in = Ett inlägg lämnades in
event-post-reopened = Ett inlägg öppnades för ändring; godkännandet gäller inte längre
event-post-rescheduled = Ett inlägg flyttades till en annan tid
event-post-returned = Någon skickade tillbaka ett inlägg
event-stop-lifted = Ett stopp hävdes
event-stop-ordered = Ett stopp beordrades: ingenting lämnar
event-withdrawal-queued = Något vi sagt ska tas bort ur nätverket

# Stopp
stops-title = Stopp
stops-lead = Ett stopp håller kvar allt som är på väg ut: i en kanal, i en enhet eller överallt. Det gäller genast. Inkorgen fungerar som vanligt, och det som redan är publicerat ligger kvar.
stops-in-force = Gäller nu
stops-order = Beordra ett stopp
stops-lifted = Hävda stopp
stops-may-not = Den som har ett uppdrag att leda i kris kan beordra och häva stopp.
stop-everything = Allt
stop-unit = Enheten { $name }
stop-channel = Kanalen { $name }
stop-place = Vad ska stoppas?
stop-why = Varför?
stop-why-hint = Alla vid Torg läser det på varje sida. Skriv inga personuppgifter.
stop-order = Stoppa nu
stop-since = { $name }, sedan { $time }.
stop-lifted-by = Hävt av { $name } { $time }.
stop-lift = Häv stoppet
stop-lift-why = Det som hölls kvar skickas inte av sig självt. Ni bestämmer sedan om varje inlägg.
band-stop = Stopp: { $place }.
band-held = { $n ->
    [one] Ett utskick är stoppat och väntar på beslut.
   *[other] { $n } utskick är stoppade och väntar på beslut.
 }
band-held-link = Besluta
outbox-held = Stoppat
outbox-held-hint = Bestäm för varje: skicka nu, en ny tid, eller låt det vara.
held-at = Tid ({ $zone })
held-send-at = Skicka vid tiden
held-send-now = Skicka nu
held-drop = Skicka inte
refuse-held-time = Skriv en tid, till exempel 2026-11-21 14:00.
refuse-unknown-post = Inlägget finns inte. Välj ett som du får skriva i.
refuse-stop-scope = Välj en enhet eller en kanal, inte båda.
refuse-post-far = Tiden ligger mer än två år bort. Välj en tidigare tid.
