# Innlegg: éin ting å seie, godkjenning, stopp.
post-state-draft = Utkast
post-state-waiting = Ventar på godkjenning
post-state-planned = Planlagt
post-state-done = Ferdig
post-state-dropped = Lagt bort

delivery-stopped = Stoppa
delivery-waiting = Ventar på godkjenning
does-say = Seier noko
does-edit = Endrar det vi sa
does-delete = Fjernar det vi sa

demand-none = Ingen andre treng å godkjenne
demand-one = Éin annan person godkjenner
demand-crisis = To andre godkjenner; i krise er det nok med éin som leier i krise
demand-two = To andre godkjenner, kvar for seg

part-card = eit lenkjekort
part-captions = teksting
part-film = ein film
part-focus = eit biletpunkt
part-pictures = eit bilete
part-poll = ei avrøysting
part-thread = ein tråd
part-title = ei overskrift
part-warning = ei innhaldsåtvaring

place-text = Tekst
place-title = Overskrift
place-warning = Innhaldsåtvaring
place-alt = Alternativ tekst
place-option = Svaralternativ
place-card = Lenkjekort

leaving-approval = Svaret ventar på at nokon andre godkjenner det.
way-on-approvals = Til det som ventar på godkjenning
way-on-post = Til innlegget
way-on-stops = Til stoppene

reason-stopped = Eit stopp held det tilbake.
reason-approval-over = Godkjenninga gjaldt ei tid som er forbi. Nokon må godkjenne det på nytt.
reason-not-approved = Det er ikkje godkjent.
reason-thread-broken = Delen framføre kom ikkje fram, så denne vart ikkje send.
advice-thread-broken = Prøv delen framføre først.

refuse-post-not-draft = Innlegget er levert og kan ikkje endrast. Opne det for endring først.
refuse-post-changed = Nokon har lagra ein nyare tekst sidan du opna han. Les han først.
refuse-post-no-channel = Vel minst éin kanal.
refuse-post-no-source = Skriv adressa til sida der informasjonen står for godt, eller skriv kvifor det ikkje finst ei slik side.
refuse-post-past = Tida er alt forbi. Vel ei seinare tid.
refuse-post-channel-closed = Kanalen { $channel } er stengd. Fjern han eller vel ein annan.
refuse-post-not-here = I { $channel } kan ein ikkje byrje noko nytt, berre svare.
refuse-post-empty = Det er ingenting å seie i { $channel }. Skriv ein tekst.
refuse-post-lacks = { $channel } treng { $part ->
    [pictures] eit bilete
    [title] ei overskrift
    [film] ein film
   *[other] noko meir
 }.
refuse-post-part = { $channel } tek ikkje { $part ->
    [pictures] bilete
    [poll] avrøystingar
    [warning] innhaldsåtvaringar
   *[other] dette
 }. Tilpass innlegget for kanalen.
refuse-post-no-alt = Eit bilete i { $channel } manglar alternativ tekst. Skriv kva det viser, for dei som ikkje ser det.
refuse-poll-incomplete = Avrøystinga i { $channel } treng minst to svaralternativ og ei tid.
refuse-post-many-media = { $channel } tek høgst { $most } bilete.
refuse-post-alt-long = Ein alternativ tekst i { $channel } er { $used } teikn. Der er det plass til { $limit }.
refuse-post-long = Teksten i { $channel } er { $used } teikn. Der er det plass til { $limit }. Kort han ned, tilpass han for kanalen eller lat han bli ein tråd.
refuse-post-not-waiting = Innlegget ventar ikkje på godkjenning.
refuse-post-not-open = Innlegget er ferdig eller lagt bort.
refuse-post-under-way = Noko av innlegget er alt i eit nettverk eller på veg dit. Rett eller fjern det i staden.
refuse-approve-oneself = Den som har skrive, godkjenner ikkje sin eigen tekst. Spør ein kollega.
refuse-approve-not-all = Innlegget går til fleire kanalar enn du kan godkjenne for.
refuse-approve-late = Tida innlegget var meint for, er forbi. Opne det og vel ei ny tid.
refuse-approved-already = Du har alt godkjent det.
refuse-return-without-note = Skriv kva som skal vere annleis. Den som skreiv, les det.
refuse-answer-not-waiting = Svaret ventar ikkje på godkjenning.
refuse-demand-nowhere = Vel ein kanal eller ei eining.
refuse-stop-why = Skriv kvifor, med høgst { $longest } teikn. Alle ved Torg les det.
refuse-stop-lifted = Stoppet er alt oppheva.
refuse-still-stopped = Eit stopp gjeld framleis for kanalen. Opphev det først.
refuse-not-stopped = Utsendinga er ikkje stoppa.
refuse-approval-over = Godkjenninga har gått ut. Nokon andre må godkjenne innlegget på nytt først.
refuse-not-posted = Det er ikkje i nettverket, så det kan ikkje endrast eller fjernast der.
refuse-withdrawn-already = Det blir fjerna, eller er alt fjerna.
refuse-withdraw-without-reason = Skriv kvifor det blir fjerna. Det blir ståande i loggen.
refuse-cannot-correct = Nettverket lèt ikkje tekstar endrast. Skriv eit nytt svar som rettar.
refuse-media-large = Fila er for stor. Høgst { $megabytes } MB.
refuse-media-many = Eit innlegg har høgst { $most } filer.
refuse-media-unreadable = Fila er ikkje eit bilete, ein film eller teksting som kan lesast. JPEG, PNG, WebP, GIF, MP4 og WebVTT går bra.
refuse-film-elsewhere = Bileta i filmen ligg i ei anna fil. Eksporter han som éi MP4-fil.
refuse-film-hidden = Filmen har spor som ingen ser, og dei kan ikkje takast ut av denne typen fil. Eksporter han på nytt som MP4.
refuse-media-pixels = Biletet har fleire pikslar enn Torg kan ta imot. Gjer det mindre først.

event-answer-approved = Nokon godkjende eit svar
event-answer-returned = Nokon sende eit svar tilbake
event-approval-demanded = Kor mange som må godkjenne, vart avgjort
event-correction-queued = Noko vi har sagt, skal rettast i nettverket
event-delivery-queued = Eit godkjent innlegg vart lagt i utboksen
event-delivery-released = Nokon sleppte fram noko som var stoppa
event-delivery-stopped = Noko vart halde tilbake
event-post-approved = Nokon godkjende eit innlegg
event-post-dropped = Eit innlegg vart lagt bort
event-post-handed-in = Eit innlegg vart levert
event-post-reopened = Eit innlegg vart opna for endring; godkjenninga gjeld ikkje lenger
event-post-rescheduled = Eit innlegg vart flytta til ei anna tid
event-post-returned = Nokon sende eit innlegg tilbake
event-stop-lifted = Eit stopp vart oppheva
event-stop-ordered = Det vart gjeve ordre om stopp: ingenting går ut
event-withdrawal-queued = Noko vi har sagt, skal fjernast frå nettverket

# Stopp
stops-title = Stopp
stops-lead = Eit stopp held tilbake alt som er på veg ut: i ein kanal, i ei eining eller overalt. Det gjeld med ein gong. Innboksen verkar som vanleg, og det som er publisert, blir liggjande.
stops-in-force = Gjeld no
stops-order = Gje ordre om stopp
stops-lifted = Oppheva stopp
stops-may-not = Den som har fullmakt til å leie i krise, kan gje ordre om stopp og oppheve dei.
stop-everything = Alt
stop-unit = Eininga { $name }
stop-channel = Kanalen { $name }
stop-place = Kva skal stoppast?
stop-why = Kvifor?
stop-why-hint = Alle ved Torg les det på kvar side. Skriv ingen personopplysningar.
stop-order = Stopp no
stop-since = { $name }, sidan { $time }.
stop-lifted-by = Oppheva av { $name } { $time }.
stop-lift = Opphev stoppet
stop-lift-why = Det som vart halde tilbake, blir ikkje sendt av seg sjølv. De avgjer så om kvart innlegg.
band-stop = Stopp: { $place }.
band-held = { $n ->
    [one] Éi utsending er stoppa og ventar på ei avgjerd.
   *[other] { $n } utsendingar er stoppa og ventar på ei avgjerd.
 }
band-held-link = Avgjer
outbox-held = Stoppa
outbox-held-hint = Avgjer for kvar: send no, ei ny tid, eller lat det vere.
held-at = Tid ({ $zone })
held-send-at = Send på tidspunktet
held-send-now = Send no
held-drop = Ikkje send
refuse-held-time = Skriv ei tid, til dømes 2026-11-21 14:00.
refuse-unknown-post = Innlegget finst ikkje. Vel eit du kan skrive i.
refuse-stop-scope = Vel ei eining eller ein kanal, ikkje begge.
refuse-post-far = Tida ligg meir enn to år fram. Vel ei tidlegare tid.
