# Det ei fullmakt kan gje rett til.
act-approve = godkjenne
act-approve-long = Godkjenne: seie ja til det ein kollega har skrive, før det blir publisert
act-disclose = gje innsyn
act-disclose-long = Gje innsyn: vurdere og gje ut det nokon har rett til å sjå
act-dispose = kassere
act-dispose-long = Kassere: slette det eit kassasjonsvedtak seier
act-lead-crisis = leie i krise
act-lead-crisis-long = Leie i krise: stoppe alt som er på veg ut, og seie éin ting overalt
act-moderate = moderere
act-moderate-long = Moderere: skjule og fjerne det andre har skrive, med bevis og grunn
act-publish = formidle
act-publish-long = Formidle: seie noko til alle i ein kanal
act-register = journalføre
act-register-long = Journalføre: føre inn i journalen
act-not-used-yet = ikkje i bruk enno
act-not-used-yet-hint = Det som er merkt «ikkje i bruk enno», kan du gje alt no. Det tek til å gjelde når Torg får den delen.

# Det som hender.
event-answer-drawn = Eit svar vart trekt til stikkprøva
event-answer-reviewed = Eit svar i stikkprøva vart lese
event-conversation-referred = Samtalen vart send til ei eining
event-nomination-answered = Ein som melde seg til ei fullmakt, fekk svar
event-nomination-made = Nokon melde seg til ei fullmakt
event-nomination-withdrawn = Nokon trekte meldinga si
event-review-share-set = Storleiken på stikkprøva vart endra
event-substitute-appointed = Ein stadfortredar vart peikt ut
event-substitute-ended = Tida til ein stadfortredar vart avslutta
event-topic-added = Eit emne vart lagt til
event-topic-ended = Eit emne vart avslutta
event-topic-moved = Eit emne fekk ei anna eining
event-training-added = Ei opplæring vart lagd til
event-training-noted = Ei opplæring vart notert som gjennomført
event-training-withdrawn = Eit notat om opplæring vart trekt tilbake
event-unit-closed = Eininga vart lagd ned
event-unit-moved = Eininga vart flytta
event-unit-renamed = Eininga fekk nye opplysningar
by-substitute = som stadfortredar for { $name }
fact-approval = Svar blir sende
fact-extends = Held fram
fact-name = Namn
fact-nomination = Melding
fact-outcome = Resultat
fact-percent = Del i prosent
fact-substitution = Stadfortreding
fact-successor = Blir teken over av
fact-topic = Emne
fact-trained = Notat
fact-training = Opplæring
fact-valid-from = Frå
fact-valid-to = Til
approval-without = utan godkjenning på førehand
approval-before = etter godkjenning
review-waiting = ventar på å bli lese
review-fine = bra
review-talk = å snakke om

# Det Torg seier nei til.
refuse-no-mandate = Du treng fullmakt til å { $act } for dette. { $why ->
        [over] Den du hadde, har gått ut.
        [revoked] Den du hadde, er trekt tilbake.
        [later] Di tek til å gjelde seinare.
        [training] Di kviler: opplæringa ho krev, er ikkje gjennomført eller har gått ut.
       *[none] Du har inga som gjeld her.
    } { $asked ->
        [nobody] Ingen kan gje ho akkurat no. Snakk med den som driftar Torg.
       *[some] Spør { $names }.
    }
refuse-substitute-for-oneself = Ingen er stadfortredar for seg sjølv. Vel nokon andre.
refuse-substitute-longer-than-mandate = Fullmakta sluttar før det. Ein stadfortredar kan ikkje ha ho lenger enn den faste.
refuse-substitute-ended-already = Tida til stadfortredaren er alt slutt. Last sida på nytt for å sjå når.
refuse-training-known = Det finst alt ei opplæring som heiter { $name }.
refuse-unknown-training = Den opplæringa finst ikkje. Vel ei frå lista.
refuse-train-oneself = Ingen noterer si eiga opplæring. Be ein annan administrator.
refuse-trained-in-the-future = Opplæring blir notert når ho er gjennomført. Vel ein dag som ikkje er seinare enn i dag.
refuse-training-ends-before-it-begins = Opplæringa sluttar å gjelde før ho vart gjennomført. Endre ein av dagane.
refuse-training-withdrawn-already = Notatet er alt trekt tilbake.
refuse-extend-without-end = Fullmakta gjeld inntil vidare og treng ikkje forlengjast.
refuse-extend-shorter = Den nye siste dagen er ikkje seinare enn den gamle. Vel ein seinare dag.
event-channel-moved = Kanalen fekk ei anna eining
event-person-moved = Personen fekk ei anna eining
refuse-unit-closed = Eininga { $unit } er lagd ned. Vel den som tok over.
refuse-unit-there-already = Eininga ligg alt der.
refuse-unit-is-the-authority = Dette er verksemda sjølv. Ho kan ikkje flyttast eller leggjast ned.
refuse-unit-into-itself = Ei eining kan ikkje liggje under seg sjølv. Vel ei eining utanfor ho.
refuse-move-gives-more = Den som har fullmakt til å { $act } i { $unit }, ville få ho her òg, og det kan du ikkje gje. Be nokon som har den fullmakta, om å flytte eininga.
refuse-close-without-reason = Skriv kvifor eininga blir lagd ned. Grunnen blir teken vare på i loggen.
refuse-percent = Delen er eit heilt tal frå 0 til 100.
refuse-topic-known = Emnet { $name } finst alt. To einingar kan ikkje svare for same emne.
refuse-nomination-without-reason = Skriv kvifor du vil ha fullmakta. Leiaren les det.
refuse-nominated-already = Du har alt meldt deg der. Vent på svaret, eller trekk meldinga først.
refuse-nominated-enough = Du har { $n } meldingar som ventar på svar. Vent på nokre av dei først.
refuse-nomination-of-another = Meldinga gjeld ein annan person.
refuse-nomination-answered = Meldinga har alt fått svar.
refuse-decline-without-reason = Skriv kvifor. Den som melde seg, les det.
refuse-review-oneself = Ingen les sine eigne svar i stikkprøva. Det gjer ein annan leiar.
refuse-review-without-note = Vel kva du meiner. Er det noko å snakke om, skriv kva.
refuse-reviewed-already = Svaret i stikkprøva er alt lese.
