# Det som ett uppdrag kan tillåta.
act-approve = godkänna
act-approve-long = Godkänna: säga ja till det en kollega skrivit, innan det publiceras
act-disclose = lämna ut
act-disclose-long = Lämna ut: pröva och lämna ut det någon har rätt att se
act-dispose = gallra
act-dispose-long = Gallra: radera det som ett gallringsbeslut säger
act-lead-crisis = leda i kris
act-lead-crisis-long = Leda i kris: stoppa allt som är på väg ut och säga en sak överallt
act-moderate = moderera
act-moderate-long = Moderera: dölja och ta bort det andra skrivit, med bevis och skäl
act-publish = publicera
act-publish-long = Publicera: säga något till alla i en kanal
act-register = registrera
act-register-long = Registrera: föra in i diariet
act-not-used-yet = används inte än
act-not-used-yet-hint = Det som är märkt ”används inte än” kan du ge redan nu. Det börjar gälla när Torg får den delen.

# Det som händer.
event-answer-drawn = Ett svar drogs till stickprovet
event-answer-reviewed = Ett svar i stickprovet lästes
event-conversation-referred = Samtalet lämnades till en enhet
event-nomination-answered = En anmälan till ett uppdrag fick svar
event-nomination-made = Någon anmälde sig till ett uppdrag
event-nomination-withdrawn = Någon tog tillbaka sin anmälan
event-review-share-set = Stickprovets storlek ändrades
event-substitute-appointed = En ersättare utsågs
event-substitute-ended = En ersättares tid avslutades
event-topic-added = Ett ämne lades till
event-topic-ended = Ett ämne avslutades
event-topic-moved = Ett ämne fick en annan enhet
event-training-added = En utbildning lades till
event-training-noted = En utbildning antecknades som gjord
event-training-withdrawn = En anteckning om utbildning togs tillbaka
event-unit-closed = Enheten lades ned
event-unit-moved = Enheten flyttades
event-unit-renamed = Enheten fick nya uppgifter
by-substitute = som ersättare för { $name }
fact-approval = Svar skickas
fact-extends = Fortsätter
fact-name = Namn
fact-nomination = Anmälan
fact-outcome = Resultat
fact-percent = Andel i procent
fact-substitution = Ersättning
fact-successor = Tas över av
fact-topic = Ämne
fact-trained = Anteckning
fact-training = Utbildning
fact-valid-from = Från
fact-valid-to = Till
approval-without = utan godkännande i förväg
approval-before = efter godkännande
review-waiting = väntar på att läsas
review-fine = bra
review-talk = att tala om

# Det som Torg säger nej till.
refuse-no-mandate = Du behöver ett uppdrag att { $act } för det här. { $why ->
        [over] Det du hade har gått ut.
        [revoked] Det du hade är återkallat.
        [later] Ditt börjar gälla senare.
        [training] Ditt vilar: utbildningen det kräver är inte gjord eller har gått ut.
       *[none] Du har inget som gäller här.
    } { $asked ->
        [nobody] Ingen kan ge det just nu. Tala med den som driver Torg.
       *[some] Fråga { $names }.
    }
refuse-substitute-for-oneself = Ingen är ersättare för sig själv. Välj någon annan.
refuse-substitute-longer-than-mandate = Uppdraget slutar före det. En ersättare kan inte ha det längre än den ordinarie.
refuse-substitute-ended-already = Ersättarens tid är redan slut. Ladda sidan igen för att se när.
refuse-training-known = Det finns redan en utbildning som heter { $name }.
refuse-unknown-training = Den utbildningen finns inte. Välj en ur listan.
refuse-train-oneself = Ingen antecknar sin egen utbildning. Be en annan administratör.
refuse-trained-in-the-future = En utbildning antecknas när den är gjord. Välj en dag som inte är senare än i dag.
refuse-training-ends-before-it-begins = Utbildningen slutar gälla innan den gjordes. Ändra någon av dagarna.
refuse-training-withdrawn-already = Anteckningen är redan tillbakatagen.
refuse-extend-without-end = Uppdraget gäller tills vidare och behöver inte förlängas.
refuse-extend-shorter = Den nya sista dagen är inte senare än den gamla. Välj en senare dag.
event-channel-moved = Kanalen fick en annan enhet
event-person-moved = Personen fick en annan enhet
refuse-unit-closed = Enheten { $unit } är nedlagd. Välj den som tog över.
refuse-unit-there-already = Enheten ligger redan där.
refuse-unit-is-the-authority = Detta är myndigheten själv. Den kan inte flyttas eller läggas ned.
refuse-unit-into-itself = En enhet kan inte ligga under sig själv. Välj en enhet utanför den.
refuse-move-gives-more = Den som har ett uppdrag att { $act } i { $unit } skulle få det här också, och det kan du inte ge. Be någon som har det uppdraget att flytta enheten.
refuse-close-without-reason = Skriv varför enheten läggs ned. Skälet sparas i liggaren.
refuse-percent = Andelen är ett helt tal från 0 till 100.
refuse-topic-known = Ämnet { $name } finns redan. Två enheter kan inte svara för samma ämne.
refuse-nomination-without-reason = Skriv varför du vill ha uppdraget. Chefen läser det.
refuse-nominated-already = Du har redan anmält dig där. Vänta på svaret, eller ta tillbaka anmälan först.
refuse-nominated-enough = Du har { $n } anmälningar som väntar på svar. Vänta in något av dem först.
refuse-nomination-of-another = Anmälan gäller en annan person.
refuse-unknown-nomination = Anmälan finns inte. Välj en ur listan över det som önskas.
refuse-nomination-answered = Anmälan har redan fått svar.
refuse-decline-without-reason = Skriv varför. Den som anmälde sig läser det.
refuse-review-oneself = Ingen läser sina egna svar i stickprovet. Det gör en annan chef.
refuse-review-without-note = Välj vad du tycker. Är det något att tala om, skriv vad.
refuse-reviewed-already = Svaret i stickprovet är redan läst.

# Chefens sida.
govern-area = Mitt område
area-waiting = Det som väntar
area-waiting-none = Ingen väntar på svar här.
area-open = Öppna
area-late = Försenade
area-since = Äldst sedan
area-channels = Kanaler som behöver någon
area-channels-none = Ingen kanal behöver ses till nu.
area-asked = Det någon anmält sig till
area-asked-none = Ingen anmälan väntar på dig.
area-ending = Uppdrag som slutar inom 30 dagar
area-ending-none = Inget uppdrag slutar inom 30 dagar.
area-without = Utan uppdrag
area-without-none = Alla i ditt område har ett uppdrag som gäller.
area-reviews = 
    { $n ->
        [one] Ett svar i stickprovet väntar på att läsas
       *[other] { $n } svar i stickprovet väntar på att läsas
    }

# Villkor, utbildning och ersättare.
mandate-approval = Svar
approval-without-long = Skickas på personens eget ansvar. Chefen läser ett stickprov efteråt.
approval-before-long = Skickas när en annan person har godkänt dem (spärren kommer med godkännande).
mandate-training = Utbildning
mandate-training-none = Ingen krävs
mandate-training-hint = Uppdraget vilar tills utbildningen är gjord, och när den har gått ut.
mandate-rests = vilar
mandate-before = det förra uppdraget
mandate-extend = Förläng
mandate-extend-hint = Ett nytt uppdrag med samma innehåll börjar när det här slutar.
training-ran-out = har gått ut
training-done = gjord
training-until = gäller till
training-missing = inte gjord
training-withdrawn = tillbakatagen
substitutes = Ersättare
substitute = Ersättare
substitute-appoint = Utse en ersättare
substitute-hint = Ersättaren gör det uppdraget tillåter, under samma uppdrag. Liggaren nämner båda. När uppdraget slutar, slutar ersättaren.
substitute-document = Beslut eller skäl
substitute-end = Avsluta nu
refuse-substitute-without-end = En ersättare har en sista dag. Välj den.
standing-in-for = Ersättare för { $name }
standing-in-hint = Det du gör antecknas med ditt namn och uppdraget du vikarierar på.
govern-trainings = Utbildningar
training = Utbildning
trainings-none = Här står utbildningar som ett uppdrag kan kräva, och vem som har gjort dem.
trainings-nobody = Ingen är antecknad än.
training-new = Lägg till en utbildning
training-add = Lägg till
training-name-hint = Till exempel: Sociala medier, grundkurs.
training-note = Anteckna att någon gjort en utbildning
training-done-on = Gjord
training-valid = Gäller till och med
training-until-hint = Lämnas det tomt gäller den tills vidare.
training-withdraw = Ta tillbaka

# Anmälan till ett uppdrag.
nomination = Anmälan till ett uppdrag
nomination-new = Anmäl dig till ett uppdrag
nomination-hint = Berätta vad du vill svara för. Den som styr där ger uppdraget, eller säger nej med ett skäl. Tills dess ändras ingenting.
nomination-acts = Vill kunna
nomination-why = Varför
nomination-make = Anmäl mig
nomination-made = Anmäld
nomination-waiting = väntar på svar
nomination-granted = blev ett uppdrag
nomination-declined = nej
nomination-withdrawn = tillbakatagen
nomination-withdraw = Ta tillbaka
nomination-grant = Ge ett uppdrag
nomination-decline-title = Säga nej
nomination-decline-why = Varför? Den som anmälde sig läser det.
nomination-decline = Säg nej
own-nominations = Dina anmälningar

# Stickprovet.
govern-reviews = Stickprov
reviews-why = Svar som gått ut utan godkännande dras genom lottning. Lottningen kan räknas om av vem som helst ur liggaren. Stickprovet gäller svaren: Torg räknar och jämför inte personer.
reviews-none = Här står svar som dragits till stickprovet. Just nu väntar inget.
reviews-done = De som är lästa
review-asked = Någon skrev
review-answered = Vi svarade
review-own = Det här svaret skrev du. Någon annan läser det.
review-note = Anteckning
review-note-hint = Behövs när det är något att tala om. Den sparas i liggaren.
review-say-fine = Det är bra
review-say-talk = Det här talar vi om
review-share = Stickprovets storlek
review-share-percent = Svar av hundra
review-share-hint = Lämnas det tomt gäller det som enheten ovanför har bestämt. Har ingen bestämt något dras { $n } av hundra.

# Enhetens sida.
unit-is-closed = Enheten är nedlagd. Det som var dess hör till den som tog över.
unit-under = Enheter under
unit-change = Ändra
unit-rename = Namn och tidszon
unit-save = Spara
unit-move = Flytta enheten
unit-move-hint = Kanaler, personer, ämnen och enheter under den följer med. Den som har uppdrag över den nya platsen får dem här också.
unit-close = Lägg ned enheten
unit-close-hint = Kanaler, personer, ämnen och enheter under den går till den som tar över. Uppdrag i enheten upphör genast.
unit-successor = Tas över av
topics = Ämnen
topics-none = Enheten har inga ämnen än.
topic-new = Nytt ämne
topic-hint = Det enheten svarar för, till exempel Vattenläckor. Ett samtal om ämnet hör hit, vilken kanal det än kom i.
topic-add = Lägg till ämnet
topic-change = Ändra
topic-give = Enhet som svarar för ämnet
topic-give-it = Spara
topic-end = Avsluta ämnet

# Vems samtalet är.
owner = Svarar för det här
owner-referred = lämnat hit
topic = Ämne
refer = Lämna till en annan enhet
refer-to = Ämne eller enhet
refer-hint = De som får svara i den enheten kan läsa och svara här. Samtalet står kvar i sin kanal.
refer-why = Varför
refer-send = Lämna vidare
view-referred = Lämnat till oss
refuse-unknown-topic = Ämnet finns inte längre. Välj ett annat.
refuse-referred-already = Samtalet hör redan dit.
refuse-topic-or-unit = Välj ett ämne eller en enhet, inte båda.
