# Kalendern: vad som går ut när, spärrade dagar, prenumerationer.
calendar-title = Kalender
calendar-zone = Tider och dagar i { $zone }.
calendar-more = Det finns fler inlägg i perioden än som får plats här. Välj en enhet, en kanal eller en kortare tid.
calendar-views = Vy
calendar-month = Månad
calendar-week-column = Vecka
calendar-day = Dag
calendar-list = Lista
calendar-week = Vecka
calendar-week-number = v. { $n }
calendar-leaves = Bläddra
calendar-before = Tidigare
calendar-after = Senare
calendar-today = I dag
calendar-day-field = Dag
calendar-place = Enhet eller kanal
calendar-everywhere = Alla
calendar-show = Visa
calendar-print = Skriv ut
calendar-rest = { $n } till
calendar-empty = Inget är planerat för den här tiden.
calendar-on-silent-day = På en spärrad dag
calendar-own-time = Valt som { $time }
calendar-move = Flytta till en annan dag
calendar-move-to = Ny dag; klockslaget blir detsamma
calendar-move-go = Flytta
calendar-subscribe = Prenumerera
way-on-calendar = Se kalendern
blackouts-title = Spärrade dagar
blackouts-lead = Dagar då inget ska gå ut: ett val, en sorgedag, semesterstängt. Inlägg kan inte lämnas in, godkännas eller flyttas till en sådan dag. Det som redan ligger i utkorgen ligger kvar och syns i kalendern. Vid en allvarlig händelse, använd ett stopp.
blackouts-none = Inga dagar är spärrade.
blackouts-may-not = Den som får godkänna inlägg för en enhet kan spärra dagar för den.
blackouts-decide = Spärra dagar
blackout-decide = Spärra
blackout-first = Från och med ({ $zone })
blackout-last = Till och med
blackout-why-hint = Alla vid disken läser den, också de som vill lägga något på dagen.
blackout-day = Spärrad
blackout-by = { $name } bestämde det { $time }.
blackout-planned = { $n ->
    [one] Ett inlägg är planerat för de här dagarna. Flytta det om det inte ska gå ut.
   *[other] { $n } inlägg är planerade för de här dagarna. Flytta dem om de inte ska gå ut.
}
blackout-end = Släpp dagarna
refuse-blackout = { $channel } ska vara tyst från och med { $first } till och med { $last }: { $why } Välj en annan tid, eller be den som spärrade dagarna att släppa dem.
refuse-blackout-days = Den sista dagen ska komma efter den första, och det får vara högst { $most } dagar.
refuse-blackout-ended = Dagarna är redan släppta.
refuse-blackout-past = De dagarna har varit. Välj dagar som kommer.
refuse-blackout-why = Skriv varför, med högst { $longest } tecken.
subscriptions-lead = Din egen kalender kan visa vad som går ut när. Den får en hemlig adress som läser det du får se, varken mer eller mindre, och aldrig inläggens text. Ge den inte till någon annan; avsluta den när du inte använder den.
subscription-made = Adressen är klar
subscription-made-hint = Kopiera den nu till ditt kalenderprogram, som prenumeration på en adress. Den visas bara den här gången.
subscriptions-mine = Dina prenumerationer
subscription-new = En ny prenumeration
subscription-name = Namn
subscription-name-hint = Det som kalendern ska heta, till exempel var du läser den.
subscription-place = Visa
subscription-place-gone = Något som du inte ser längre
subscription-make = Skapa adressen
subscription-since = Skapad { $time }.
subscription-read = Senast läst { $time }.
subscription-unread = Inget program har läst den än.
subscription-end = Avsluta
refuse-calendar-feeds = Du har { $most } prenumerationer. Avsluta en som du inte använder.
event-blackout-decided = Dagar spärrades: inget ska gå ut
event-blackout-ended = Spärrade dagar släpptes
event-calendar-feed-made = En prenumeration på kalendern skapades
event-calendar-feed-ended = En prenumeration på kalendern avslutades
holiday-new-years-day = Nyårsdagen
holiday-epiphany = Trettondedag jul
holiday-maundy-thursday = Skärtorsdagen
holiday-good-friday = Långfredagen
holiday-easter-sunday = Påskdagen
holiday-easter-monday = Annandag påsk
holiday-may-day = Första maj
holiday-ascension-day = Kristi himmelsfärdsdag
holiday-constitution-day = Norges nationaldag
holiday-whit-sunday = Pingstdagen
holiday-whit-monday = Annandag pingst
holiday-national-day = Sveriges nationaldag
holiday-midsummer-day = Midsommardagen
holiday-all-saints-day = Alla helgons dag
holiday-christmas-day = Juldagen
holiday-second-christmas-day = Annandag jul
calendar-month-1 = januari
calendar-month-2 = februari
calendar-month-3 = mars
calendar-month-4 = april
calendar-month-5 = maj
calendar-month-6 = juni
calendar-month-7 = juli
calendar-month-8 = augusti
calendar-month-9 = september
calendar-month-10 = oktober
calendar-month-11 = november
calendar-month-12 = december
calendar-weekday-1 = måndag
calendar-weekday-2 = tisdag
calendar-weekday-3 = onsdag
calendar-weekday-4 = torsdag
calendar-weekday-5 = fredag
calendar-weekday-6 = lördag
calendar-weekday-7 = söndag
series-title = Sägs igen
series-all = Återkommande
series-lead = Inlägg som sägs om och om igen. Nästa skapas två veckor före sin tid, så att någon hinner läsa det. Det säger det som inlägget säger då, och godkänns som vilket inlägg som helst.
series-none = Inget inlägg sägs igen.
series-make = Säg det igen
series-hint = Räknas från inläggets tid, med samma klockslag.
series-step = Var … (antal)
series-every = Dagar, veckor eller månader
series-every-day = Dagar
series-every-week = Veckor, samma veckodag
series-every-month = Månader, samma datum
series-every-month-weekday = Månader, samma veckodag
series-each-day = { $n ->
    [one] Varje dag
   *[other] Var { $n }:e dag
}
series-each-week = { $n ->
    [one] Varje vecka
   *[other] Var { $n }:e vecka
}
series-each-month = { $n ->
    [one] Varje månad, samma datum
   *[other] Var { $n }:e månad, samma datum
}
series-each-month-weekday = { $n ->
    [one] Varje månad, samma veckodag
   *[other] Var { $n }:e månad, samma veckodag
}
series-until = till och med { $day }.
series-then = Vad händer med vart och ett?
series-then-draft = Vart och ett blir ett utkast som någon läser och lämnar in.
series-then-hand-in = Vart och ett lämnas in av sig självt och godkänns som kanalerna kräver.
series-then-draft-choice = Ett utkast som någon läser och lämnar in
series-then-hand-in-choice = Lämnas in av sig självt, under mitt uppdrag
series-last = Till och med
series-next = Nästa: { $time }.
series-over = Det kommer inget mer.
series-trouble = Det senaste blev kvar som utkast:
series-end = Säg det inte igen
series-by = { $name } bestämde det.
refuse-series-no-time = Ge inlägget en tid först: upprepningen räknas från den.
refuse-series-step = Välj ett tal från 1 till { $most }.
refuse-series-long = Välj en sista dag inom tre år. Efter det bestämmer någon på nytt.
refuse-series-over = Med den regeln blir det inget mer. Välj en senare sista dag.
refuse-series-ended = Det är redan avslutat.
event-series-made = Ett inlägg ska sägas igen
event-series-ended = Ett inlägg sägs inte längre igen
feeds-title = Flöden
feeds-lead = Det som ett flöde säger (RSS, Atom, JSON Feed) blir utkast eller inlägg, av sig självt. Flödet är en kanal som lyssnar, så varje post i flödet står i liggaren först.
feeds-none = Inget flöde blir till inlägg.
feeds-no-source = Lägg först till flödet som en kanal av slaget RSS.
feeds-to-channels = Till kanalerna
feeds-may-not = Den som får publicera i en enhet kan låta ett flöde bli inlägg där.
feed-new = En ny regel
feed-name = Namn
feed-source = Flöde
feed-unit = Enhet som inläggen hör till
feed-template = Vad som sägs
feed-template-hint = Luckorna fylls med postens rubrik, text och adress:
feed-most = Högst så många om dagen
feed-most-said = Högst { $n } om dagen.
feed-left-alone = { $n ->
    [one] En post lämnades därhän, för att det var fler.
   *[other] { $n } poster lämnades därhän, för att det var fler.
}
feed-make = Låt det börja
feed-end = Avsluta
refuse-feed-template = Skriv vad som ska sägas, med högst { $longest } tecken.
refuse-feed-most = Välj ett tal från 1 till { $most }.
refuse-feed-source = Välj en kanal som lyssnar på ett flöde (RSS).
refuse-feed-ended = Regeln är redan avslutad.
event-feed-rule-made = Ett flöde ska bli inlägg
event-feed-rule-ended = Ett flöde blir inte längre inlägg
fact-begins-at = Från
fact-blackout = Spärrade dagar
fact-ends-at = Till
fact-feed = Prenumeration
fact-series = Återkommande
fact-source = Källa
job-follow-feed = Följa ett flöde
job-say-again = Säga ett inlägg igen
