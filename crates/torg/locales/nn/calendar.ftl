# Kalenderen: kva som går ut når, sperra dagar, abonnement.
calendar-title = Kalender
calendar-zone = Tider og dagar i { $zone }.
calendar-more = Det finst fleire innlegg i perioden enn det er plass til her. Vel ei eining, ein kanal eller kortare tid.
calendar-views = Vising
calendar-month = Månad
calendar-week-column = Veke
calendar-day = Dag
calendar-list = Liste
calendar-week = Veke
calendar-week-number = veke { $n }
calendar-leaves = Bla
calendar-before = Tidlegare
calendar-after = Seinare
calendar-today = I dag
calendar-day-field = Dag
calendar-place = Eining eller kanal
calendar-everywhere = Alle
calendar-show = Vis
calendar-print = Skriv ut
calendar-rest = { $n } til
calendar-empty = Ingenting er planlagt for denne tida.
calendar-on-silent-day = På ein sperra dag
calendar-own-time = Vald som { $time }
calendar-move = Flytt til ein annan dag
calendar-move-to = Ny dag; klokkeslettet vert det same
calendar-move-go = Flytt
calendar-subscribe = Abonner
way-on-calendar = Sjå kalenderen
blackouts-title = Sperra dagar
blackouts-lead = Dagar då ingenting skal gå ut: eit val, ein sørgjedag, feriestengt. Innlegg kan ikkje leverast, godkjennast eller flyttast til ein slik dag. Det som alt ligg i utboksen, vert liggjande og syner i kalenderen. Ved ei alvorleg hending, bruk eit stopp.
blackouts-none = Ingen dagar er sperra.
blackouts-may-not = Den som kan godkjenne innlegg for ei eining, kan sperre dagar for ho.
blackouts-decide = Sperr dagar
blackout-decide = Sperr
blackout-first = Frå og med ({ $zone })
blackout-last = Til og med
blackout-why-hint = Alle ved skranken les han, også dei som vil leggje noko på dagen.
blackout-day = Sperra
blackout-by = { $name } bestemte det { $time }.
blackout-planned = { $n ->
    [one] Eitt innlegg er planlagt for desse dagane. Flytt det om det ikkje skal gå ut.
   *[other] { $n } innlegg er planlagde for desse dagane. Flytt dei om dei ikkje skal gå ut.
}
blackout-end = Frigjev dagane
refuse-blackout = { $channel } skal vere stille frå og med { $first } til og med { $last }: { $why } Vel ei anna tid, eller be den som sperra dagane, om å frigje dei.
refuse-blackout-days = Den siste dagen skal kome etter den fyrste, og det kan vere høgst { $most } dagar.
refuse-blackout-ended = Dagane er alt frigjevne.
refuse-blackout-past = Desse dagane har vore. Vel dagar som kjem.
refuse-blackout-why = Skriv kvifor, med høgst { $longest } teikn.
subscriptions-lead = Din eigen kalender kan syne kva som går ut når. Han får ei hemmeleg adresse som les det du har lov til å sjå, korkje meir eller mindre, og aldri teksten i innlegga. Ikkje gje ho til andre; avslutt ho når du ikkje bruker ho.
subscription-made = Adressa er klar
subscription-made-hint = Kopier ho no til kalenderprogrammet ditt, som abonnement på ei adresse. Ho vert synt berre denne gongen.
subscriptions-mine = Abonnementa dine
subscription-new = Eit nytt abonnement
subscription-name = Namn
subscription-name-hint = Det kalenderen skal heite, til dømes kvar du les han.
subscription-place = Vis
subscription-place-gone = Noko du ikkje lenger ser
subscription-make = Lag adressa
subscription-since = Laga { $time }.
subscription-read = Sist lesen { $time }.
subscription-unread = Ingen program har lese ho enno.
subscription-end = Avslutt
refuse-calendar-feeds = Du har { $most } abonnement. Avslutt eitt du ikkje bruker.
event-blackout-decided = Dagar vart sperra: ingenting skal gå ut
event-blackout-ended = Sperra dagar vart frigjevne
event-calendar-feed-made = Eit abonnement på kalenderen vart laga
event-calendar-feed-ended = Eit abonnement på kalenderen vart avslutta
holiday-new-years-day = Fyrste nyttårsdag
holiday-epiphany = Heilagtrekongarsdag
holiday-maundy-thursday = Skjærtorsdag
holiday-good-friday = Langfredag
holiday-easter-sunday = Fyrste påskedag
holiday-easter-monday = Andre påskedag
holiday-may-day = Fyrste mai
holiday-ascension-day = Kristi himmelfartsdag
holiday-constitution-day = Grunnlovsdagen
holiday-whit-sunday = Fyrste pinsedag
holiday-whit-monday = Andre pinsedag
holiday-national-day = Sveriges nasjonaldag
holiday-midsummer-day = Midtsommardagen
holiday-all-saints-day = Allehelgensdag
holiday-christmas-day = Fyrste juledag
holiday-second-christmas-day = Andre juledag
calendar-month-1 = januar
calendar-month-2 = februar
calendar-month-3 = mars
calendar-month-4 = april
calendar-month-5 = mai
calendar-month-6 = juni
calendar-month-7 = juli
calendar-month-8 = august
calendar-month-9 = september
calendar-month-10 = oktober
calendar-month-11 = november
calendar-month-12 = desember
calendar-weekday-1 = måndag
calendar-weekday-2 = tysdag
calendar-weekday-3 = onsdag
calendar-weekday-4 = torsdag
calendar-weekday-5 = fredag
calendar-weekday-6 = laurdag
calendar-weekday-7 = søndag
series-title = Vert sagt att
series-all = Vert gjenteke
series-lead = Innlegg som vert sagde om og om att. Det neste vert laga to veker før tida si, så nokon rekk å lese det. Det seier det innlegget seier då, og vert godkjent som alle andre innlegg.
series-none = Ingen innlegg vert gjentekne.
series-make = Sei det att
series-hint = Vert rekna frå tida til innlegget, med same klokkeslett.
series-step = Kvar … (tal)
series-every = Dagar, veker eller månader
series-every-day = Dagar
series-every-week = Veker, same vekedag
series-every-month = Månader, same dato
series-every-month-weekday = Månader, same vekedag
series-each-day = { $n ->
    [one] Kvar dag
   *[other] Kvar { $n }. dag
}
series-each-week = { $n ->
    [one] Kvar veke
   *[other] Kvar { $n }. veke
}
series-each-month = { $n ->
    [one] Kvar månad, same dato
   *[other] Kvar { $n }. månad, same dato
}
series-each-month-weekday = { $n ->
    [one] Kvar månad, same vekedag
   *[other] Kvar { $n }. månad, same vekedag
}
series-until = til og med { $day }.
series-then = Kva skjer med kvart av dei?
series-then-draft = Kvart av dei vert eit utkast som nokon les og leverer.
series-then-hand-in = Kvart av dei vert levert av seg sjølv og godkjent slik kanalane krev.
series-then-draft-choice = Eit utkast som nokon les og leverer
series-then-hand-in-choice = Vert levert av seg sjølv, under mandatet mitt
series-last = Til og med
series-next = Neste: { $time }.
series-over = Det kjem ikkje fleire.
series-trouble = Det siste vart liggjande som utkast:
series-end = Ikkje sei det att
series-by = { $name } bestemte det.
refuse-series-no-time = Gje innlegget ei tid fyrst: gjentakinga vert rekna frå ho.
refuse-series-step = Vel eit tal frå 1 til { $most }.
refuse-series-long = Vel ein siste dag innan tre år. Etter det bestemmer nokon på nytt.
refuse-series-over = Med den regelen vert det ikkje fleire. Vel ein seinare siste dag.
refuse-series-ended = Det er alt avslutta.
event-series-made = Eit innlegg skal takast opp att
event-series-ended = Eit innlegg vert ikkje lenger teke opp att
feeds-title = Straumar
feeds-lead = Det ein straum seier (RSS, Atom, JSON Feed), vert utkast eller innlegg, av seg sjølv. Straumen er ein kanal som lyttar, så kvar oppføring står i protokollen fyrst.
feeds-none = Ingen straum vert til innlegg.
feeds-no-source = Legg fyrst til straumen som ein kanal av typen RSS.
feeds-to-channels = Til kanalane
feeds-may-not = Den som kan publisere i ei eining, kan la ein straum verte innlegg der.
feed-new = Ein ny regel
feed-name = Namn
feed-source = Straum
feed-unit = Eining som innlegga høyrer til
feed-template = Kva som vert sagt
feed-template-hint = Lukene vert fylte med tittelen, teksten og adressa til oppføringa:
feed-most = Høgst så mange om dagen
feed-most-said = Høgst { $n } om dagen.
feed-left-alone = { $n ->
    [one] Ei oppføring vart late liggje, fordi det var fleire.
   *[other] { $n } oppføringar vart latne liggje, fordi det var fleire.
}
feed-make = Lat det byrje
feed-end = Avslutt
refuse-feed-template = Skriv kva som skal seiast, med høgst { $longest } teikn.
refuse-feed-most = Vel eit tal frå 1 til { $most }.
refuse-feed-source = Vel ein kanal som lyttar på ein straum (RSS).
refuse-feed-ended = Regelen er alt avslutta.
event-feed-rule-made = Ein straum skal verte innlegg
event-feed-rule-ended = Ein straum vert ikkje lenger innlegg
fact-begins-at = Frå
fact-blackout = Sperra dagar
fact-ends-at = Til
fact-feed = Abonnement
fact-series = Gjentaking
fact-source = Kjelde
job-follow-feed = Fylgje ein straum
job-say-again = Ta opp att eit innlegg
