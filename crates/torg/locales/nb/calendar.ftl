# Kalenderen: hva som går ut når, sperrede dager, abonnementer.
calendar-title = Kalender
calendar-zone = Tider og dager i { $zone }.
calendar-more = Det finnes flere innlegg i perioden enn det er plass til her. Velg en enhet, en kanal eller kortere tid.
calendar-views = Visning
calendar-month = Måned
calendar-week-column = Uke
calendar-day = Dag
calendar-list = Liste
calendar-week = Uke
calendar-week-number = uke { $n }
calendar-leaves = Bla
calendar-before = Tidligere
calendar-after = Senere
calendar-today = I dag
calendar-day-field = Dag
calendar-place = Enhet eller kanal
calendar-everywhere = Alle
calendar-show = Vis
calendar-print = Skriv ut
calendar-rest = { $n } til
calendar-empty = Ingenting er planlagt for denne tiden.
calendar-on-silent-day = På en sperret dag
calendar-own-time = Valgt som { $time }
calendar-move = Flytt til en annen dag
calendar-move-to = Ny dag; klokkeslettet blir det samme
calendar-move-go = Flytt
calendar-subscribe = Abonner
way-on-calendar = Se kalenderen
blackouts-title = Sperrede dager
blackouts-lead = Dager da ingenting skal gå ut: et valg, en sørgedag, feriestengt. Innlegg kan ikke leveres, godkjennes eller flyttes til en slik dag. Det som alt ligger i utboksen, blir liggende og vises i kalenderen. Ved en alvorlig hendelse, bruk et stopp.
blackouts-none = Ingen dager er sperret.
blackouts-may-not = Den som kan godkjenne innlegg for en enhet, kan sperre dager for den.
blackouts-decide = Sperr dager
blackout-decide = Sperr
blackout-first = Fra og med ({ $zone })
blackout-last = Til og med
blackout-why-hint = Alle ved skranken leser den, også de som vil legge noe på dagen.
blackout-day = Sperret
blackout-by = { $name } bestemte det { $time }.
blackout-planned = { $n ->
    [one] Ett innlegg er planlagt for disse dagene. Flytt det hvis det ikke skal gå ut.
   *[other] { $n } innlegg er planlagt for disse dagene. Flytt dem hvis de ikke skal gå ut.
}
blackout-end = Frigi dagene
refuse-blackout = { $channel } skal være stille fra og med { $first } til og med { $last }: { $why } Velg en annen tid, eller be den som sperret dagene, om å frigi dem.
refuse-blackout-days = Den siste dagen skal komme etter den første, og det kan være høyst { $most } dager.
refuse-blackout-ended = Dagene er alt frigitt.
refuse-blackout-past = Disse dagene har vært. Velg dager som kommer.
refuse-blackout-why = Skriv hvorfor, med høyst { $longest } tegn.
subscriptions-lead = Din egen kalender kan vise hva som går ut når. Den får en hemmelig adresse som leser det du har lov til å se, verken mer eller mindre, og aldri teksten i innleggene. Ikke gi den til andre; avslutt den når du ikke bruker den.
subscription-made = Adressen er klar
subscription-made-hint = Kopier den nå til kalenderprogrammet ditt, som abonnement på en adresse. Den vises bare denne gangen.
subscriptions-mine = Dine abonnementer
subscription-new = Et nytt abonnement
subscription-name = Navn
subscription-name-hint = Det kalenderen skal hete, for eksempel hvor du leser den.
subscription-place = Vis
subscription-place-gone = Noe du ikke lenger ser
subscription-make = Lag adressen
subscription-since = Laget { $time }.
subscription-read = Sist lest { $time }.
subscription-unread = Ingen programmer har lest den ennå.
subscription-end = Avslutt
refuse-calendar-feeds = Du har { $most } abonnementer. Avslutt et du ikke bruker.
event-blackout-decided = Dager ble sperret: ingenting skal gå ut
event-blackout-ended = Sperrede dager ble frigitt
event-calendar-feed-made = Et abonnement på kalenderen ble laget
event-calendar-feed-ended = Et abonnement på kalenderen ble avsluttet
holiday-new-years-day = Første nyttårsdag
holiday-epiphany = Helligtrekongersdag
holiday-maundy-thursday = Skjærtorsdag
holiday-good-friday = Langfredag
holiday-easter-sunday = Første påskedag
holiday-easter-monday = Andre påskedag
holiday-may-day = Første mai
holiday-ascension-day = Kristi himmelfartsdag
holiday-constitution-day = Grunnlovsdagen
holiday-whit-sunday = Første pinsedag
holiday-whit-monday = Andre pinsedag
holiday-national-day = Sveriges nasjonaldag
holiday-midsummer-day = Midtsommerdagen
holiday-all-saints-day = Allehelgensdag
holiday-christmas-day = Første juledag
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
calendar-weekday-1 = mandag
calendar-weekday-2 = tirsdag
calendar-weekday-3 = onsdag
calendar-weekday-4 = torsdag
calendar-weekday-5 = fredag
calendar-weekday-6 = lørdag
calendar-weekday-7 = søndag
series-title = Sies igjen
series-all = Gjentas
series-lead = Innlegg som sies om og om igjen. Det neste lages to uker før tiden sin, så noen rekker å lese det. Det sier det innlegget sier da, og godkjennes som alle andre innlegg.
series-none = Ingen innlegg gjentas.
series-make = Si det igjen
series-hint = Regnes fra tiden til innlegget, med samme klokkeslett.
series-step = Hver … (antall)
series-every = Dager, uker eller måneder
series-every-day = Dager
series-every-week = Uker, samme ukedag
series-every-month = Måneder, samme dato
series-every-month-weekday = Måneder, samme ukedag
series-each-day = { $n ->
    [one] Hver dag
   *[other] Hver { $n }. dag
}
series-each-week = { $n ->
    [one] Hver uke
   *[other] Hver { $n }. uke
}
series-each-month = { $n ->
    [one] Hver måned, samme dato
   *[other] Hver { $n }. måned, samme dato
}
series-each-month-weekday = { $n ->
    [one] Hver måned, samme ukedag
   *[other] Hver { $n }. måned, samme ukedag
}
series-until = til og med { $day }.
series-then = Hva skjer med hvert av dem?
series-then-draft = Hvert av dem blir et utkast som noen leser og leverer.
series-then-hand-in = Hvert av dem leveres av seg selv og godkjennes slik kanalene krever.
series-then-draft-choice = Et utkast som noen leser og leverer
series-then-hand-in-choice = Leveres av seg selv, under mitt mandat
series-last = Til og med
series-next = Neste: { $time }.
series-over = Det kommer ikke flere.
series-trouble = Det siste ble liggende som utkast:
series-end = Ikke si det igjen
series-by = { $name } bestemte det.
refuse-series-no-time = Gi innlegget en tid først: gjentakelsen regnes fra den.
refuse-series-step = Velg et tall fra 1 til { $most }.
refuse-series-long = Velg en siste dag innen tre år. Etter det bestemmer noen på nytt.
refuse-series-over = Med den regelen blir det ikke flere. Velg en senere siste dag.
refuse-series-ended = Det er alt avsluttet.
event-series-made = Et innlegg skal gjentas
event-series-ended = Et innlegg gjentas ikke lenger
feeds-title = Strømmer
feeds-lead = Det en strøm sier (RSS, Atom, JSON Feed), blir utkast eller innlegg, av seg selv. Strømmen er en kanal som lytter, så hver oppføring står i protokollen først.
feeds-none = Ingen strøm blir til innlegg.
feeds-no-source = Legg først til strømmen som en kanal av typen RSS.
feeds-to-channels = Til kanalene
feeds-may-not = Den som kan publisere i en enhet, kan la en strøm bli innlegg der.
feed-new = En ny regel
feed-name = Navn
feed-source = Strøm
feed-unit = Enhet som innleggene hører til
feed-template = Hva som sies
feed-template-hint = Lukene fylles med oppføringens tittel, tekst og adresse:
feed-most = Høyst så mange om dagen
feed-most-said = Høyst { $n } om dagen.
feed-left-alone = { $n ->
    [one] En oppføring ble latt ligge, fordi det var flere.
   *[other] { $n } oppføringer ble latt ligge, fordi det var flere.
}
feed-make = La det begynne
feed-end = Avslutt
refuse-feed-template = Skriv hva som skal sies, med høyst { $longest } tegn.
refuse-feed-most = Velg et tall fra 1 til { $most }.
refuse-feed-source = Velg en kanal som lytter på en strøm (RSS).
refuse-feed-ended = Regelen er alt avsluttet.
event-feed-rule-made = En strøm skal bli innlegg
event-feed-rule-ended = En strøm blir ikke lenger innlegg
fact-begins-at = Fra
fact-blackout = Sperrede dager
fact-ends-at = Til
fact-feed = Abonnement
fact-series = Gjentakelse
fact-source = Kilde
job-follow-feed = Følge en strøm
job-say-again = Gjenta et innlegg
