# Innlegg: én ting å si, godkjenning, stopp.
post-state-draft = Utkast
post-state-waiting = Venter på godkjenning
post-state-planned = Planlagt
post-state-done = Ferdig
post-state-dropped = Lagt bort

delivery-stopped = Stoppet
delivery-waiting = Venter på godkjenning
does-say = Sier noe
does-edit = Endrer det vi sa
does-delete = Fjerner det vi sa

demand-none = Ingen andre trenger å godkjenne
demand-one = Én annen person godkjenner
demand-crisis = To andre godkjenner; i krise er det nok med én som leder i krise
demand-two = To andre godkjenner, hver for seg

part-card = et lenkekort
part-captions = teksting
part-film = en film
part-focus = et bildepunkt
part-pictures = et bilde
part-poll = en avstemning
part-thread = en tråd
part-title = en overskrift
part-warning = en innholdsadvarsel

place-text = Tekst
place-title = Overskrift
place-warning = Innholdsadvarsel
place-alt = Alternativ tekst
place-option = Svaralternativ
place-card = Lenkekort

leaving-approval = Svaret venter på at noen andre godkjenner det.
way-on-approvals = Til det som venter på godkjenning
way-on-post = Til innlegget
way-on-stops = Til stoppene

reason-stopped = Et stopp holder det tilbake.
reason-approval-over = Godkjenningen gjaldt en tid som er forbi. Noen må godkjenne det på nytt.
reason-not-approved = Det er ikke godkjent.
reason-thread-broken = Delen foran kom ikke fram, så denne ble ikke sendt.
advice-thread-broken = Prøv delen foran først.

refuse-post-not-draft = Innlegget er levert og kan ikke endres. Åpne det for endring først.
refuse-post-changed = Noen har lagret en nyere tekst siden du åpnet den. Les den først.
refuse-post-no-channel = Velg minst én kanal.
refuse-post-no-source = Skriv adressen til siden der informasjonen står for godt, eller skriv hvorfor det ikke finnes en slik side.
refuse-post-past = Tiden er allerede forbi. Velg en senere tid.
refuse-post-channel-closed = Kanalen { $channel } er stengt. Fjern den eller velg en annen.
refuse-post-not-here = I { $channel } kan man ikke begynne noe nytt, bare svare.
refuse-post-empty = Det er ingenting å si i { $channel }. Skriv en tekst.
refuse-post-lacks = { $channel } trenger { $part ->
    [pictures] et bilde
    [title] en overskrift
    [film] en film
   *[other] noe mer
 }.
refuse-post-part = { $channel } tar ikke { $part ->
    [pictures] bilder
    [poll] avstemninger
    [warning] innholdsadvarsler
   *[other] dette
 }. Tilpass innlegget for kanalen.
refuse-post-no-alt = Et bilde i { $channel } mangler alternativ tekst. Skriv hva det viser, for dem som ikke ser det.
refuse-poll-incomplete = Avstemningen i { $channel } trenger minst to svaralternativer og en tid.
refuse-post-many-media = { $channel } tar høyst { $most } bilder.
refuse-post-alt-long = En alternativ tekst i { $channel } er { $used } tegn. Der er det plass til { $limit }.
refuse-post-long = Teksten i { $channel } er { $used } tegn. Der er det plass til { $limit }. Kort den ned, tilpass den for kanalen eller la den bli en tråd.
refuse-post-not-waiting = Innlegget venter ikke på godkjenning.
refuse-post-not-open = Innlegget er ferdig eller lagt bort.
refuse-post-under-way = Noe av innlegget er allerede i et nettverk eller på vei dit. Rett eller fjern det i stedet.
refuse-approve-oneself = Den som har skrevet, godkjenner ikke sin egen tekst. Spør en kollega.
refuse-approve-not-all = Innlegget går til flere kanaler enn du kan godkjenne for.
refuse-approve-late = Tiden innlegget var ment for, er forbi. Åpne det og velg en ny tid.
refuse-approved-already = Du har allerede godkjent det.
refuse-return-without-note = Skriv hva som skal være annerledes. Den som skrev, leser det.
refuse-answer-not-waiting = Svaret venter ikke på godkjenning.
refuse-demand-nowhere = Velg en kanal eller en enhet.
refuse-stop-why = Skriv hvorfor, med høyst { $longest } tegn. Alle ved Torg leser det.
refuse-stop-lifted = Stoppet er allerede opphevet.
refuse-still-stopped = Et stopp gjelder fortsatt for kanalen. Opphev det først.
refuse-not-stopped = Utsendingen er ikke stoppet.
refuse-approval-over = Godkjenningen er gått ut. Noen andre må godkjenne innlegget på nytt først.
refuse-not-posted = Det er ikke i nettverket, så det kan ikke endres eller fjernes der.
refuse-withdrawn-already = Det blir fjernet, eller er allerede fjernet.
refuse-withdraw-without-reason = Skriv hvorfor det fjernes. Det blir stående i loggen.
refuse-cannot-correct = Nettverket lar ikke tekster endres. Skriv et nytt svar som retter.
refuse-media-large = Filen er for stor. Høyst { $megabytes } MB.
refuse-media-many = Et innlegg har høyst { $most } filer.
refuse-media-unreadable = Filen er ikke et bilde, en film eller teksting som kan leses. JPEG, PNG, WebP, GIF, MP4 og WebVTT går bra.
refuse-film-elsewhere = Bildene i filmen ligger i en annen fil. Eksporter den som én MP4-fil.
refuse-film-hidden = Filmen har spor som ingen ser, og de kan ikke tas ut av denne typen fil. Eksporter den på nytt som MP4.
refuse-media-pixels = Bildet har flere piksler enn Torg kan ta imot. Gjør det mindre først.

event-answer-approved = Noen godkjente et svar
event-answer-returned = Noen sendte et svar tilbake
event-approval-demanded = Hvor mange som må godkjenne, ble bestemt
event-correction-queued = Noe vi har sagt, skal rettes i nettverket
event-delivery-queued = Et godkjent innlegg ble lagt i utboksen
event-delivery-released = Noen slapp fram noe som var stoppet
event-delivery-stopped = Noe ble holdt tilbake
event-post-approved = Noen godkjente et innlegg
event-post-dropped = Et innlegg ble lagt bort
event-post-handed-in = Et innlegg ble levert
event-post-reopened = Et innlegg ble åpnet for endring; godkjenningen gjelder ikke lenger
event-post-rescheduled = Et innlegg ble flyttet til en annen tid
event-post-returned = Noen sendte et innlegg tilbake
event-stop-lifted = Et stopp ble opphevet
event-stop-ordered = Et stopp ble beordret: ingenting går ut
event-withdrawal-queued = Noe vi har sagt, skal fjernes fra nettverket

# Stopp
stops-title = Stopp
stops-lead = Et stopp holder tilbake alt som er på vei ut: i en kanal, i en enhet eller overalt. Det gjelder med en gang. Innboksen virker som vanlig, og det som er publisert, blir liggende.
stops-in-force = Gjelder nå
stops-order = Beordre et stopp
stops-lifted = Opphevede stopp
stops-may-not = Den som har fullmakt til å lede i krise, kan beordre og oppheve stopp.
stop-everything = Alt
stop-unit = Enheten { $name }
stop-channel = Kanalen { $name }
stop-place = Hva skal stoppes?
stop-why = Hvorfor?
stop-why-hint = Alle ved Torg leser det på hver side. Skriv ingen personopplysninger.
stop-order = Stopp nå
stop-since = { $name }, siden { $time }.
stop-lifted-by = Opphevet av { $name } { $time }.
stop-lift = Opphev stoppet
stop-lift-why = Det som ble holdt tilbake, sendes ikke av seg selv. Dere bestemmer deretter om hvert innlegg.
band-stop = Stopp: { $place }.
band-held = { $n ->
    [one] Én utsending er stoppet og venter på en avgjørelse.
   *[other] { $n } utsendinger er stoppet og venter på en avgjørelse.
 }
band-held-link = Avgjør
outbox-held = Stoppet
outbox-held-hint = Bestem for hver: send nå, en ny tid, eller la det være.
held-at = Tid ({ $zone })
held-send-at = Send på tidspunktet
held-send-now = Send nå
held-drop = Ikke send
refuse-held-time = Skriv en tid, for eksempel 2026-11-21 14:00.
refuse-unknown-post = Innlegget finnes ikke. Velg et du kan skrive i.
refuse-stop-scope = Velg en enhet eller en kanal, ikke begge.
refuse-post-far = Tiden ligger mer enn to år fram. Velg en tidligere tid.
