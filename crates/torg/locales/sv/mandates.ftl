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
refuse-nomination-answered = Anmälan har redan fått svar.
refuse-decline-without-reason = Skriv varför. Den som anmälde sig läser det.
refuse-review-oneself = Ingen läser sina egna svar i stickprovet. Det gör en annan chef.
refuse-review-without-note = Välj vad du tycker. Är det något att tala om, skriv vad.
refuse-reviewed-already = Svaret i stickprovet är redan läst.
