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
refuse-unknown-nomination = Meldinga finst ikkje. Vel ei frå lista over det som er ønskt.
refuse-nomination-answered = Meldinga har alt fått svar.
refuse-decline-without-reason = Skriv kvifor. Den som melde seg, les det.
refuse-review-oneself = Ingen les sine eigne svar i stikkprøva. Det gjer ein annan leiar.
refuse-review-without-note = Vel kva du meiner. Er det noko å snakke om, skriv kva.
refuse-reviewed-already = Svaret i stikkprøva er alt lese.

# Sida til leiaren.
govern-area = Området mitt
area-waiting = Det som ventar
area-waiting-none = Ingen ventar på svar her.
area-open = Opne
area-late = Forseinka
area-since = Eldst sidan
area-channels = Kanalar som treng nokon
area-channels-none = Ingen kanal treng tilsyn no.
area-asked = Det nokon har meldt seg til
area-asked-none = Ingen melding ventar på deg.
area-ending = Fullmakter som sluttar innan 30 dagar
area-ending-none = Inga fullmakt sluttar innan 30 dagar.
area-without = Utan fullmakt
area-without-none = Alle i området ditt har ei fullmakt som gjeld.
area-reviews = 
    { $n ->
        [one] Eitt svar i stikkprøva ventar på å bli lese
       *[other] { $n } svar i stikkprøva ventar på å bli lesne
    }

# Vilkår, opplæring og stadfortredarar.
mandate-approval = Svar
approval-without-long = Blir sende på personens eige ansvar. Leiaren les ei stikkprøve etterpå.
approval-before-long = Blir sende når ein annan person har godkjent dei (sperra kjem med godkjenning).
mandate-training = Opplæring
mandate-training-none = Inga blir kravd
mandate-training-hint = Fullmakta kviler til opplæringa er gjennomført, og når ho har gått ut.
mandate-rests = kviler
mandate-before = den førre fullmakta
mandate-extend = Forleng
mandate-extend-hint = Ei ny fullmakt med same innhald tek til når denne sluttar.
training-ran-out = har gått ut
training-done = gjennomført
training-until = gjeld til
training-missing = ikkje gjennomført
training-withdrawn = trekt tilbake
substitutes = Stadfortredarar
substitute = Stadfortredar
substitute-appoint = Peik ut ein stadfortredar
substitute-hint = Stadfortredaren gjer det fullmakta gjev rett til, under same fullmakt. Loggen nemner begge. Når fullmakta sluttar, sluttar stadfortredaren.
substitute-document = Vedtak eller grunn
substitute-end = Avslutt no
refuse-substitute-without-end = Ein stadfortredar har ein siste dag. Vel han.
standing-in-for = Stadfortredar for { $name }
standing-in-hint = Det du gjer, blir notert med namnet ditt og fullmakta du vikarierer på.
govern-trainings = Opplæring
training = Opplæring
trainings-none = Her står opplæring som ei fullmakt kan krevje, og kven som har gjennomført ho.
trainings-nobody = Ingen er notert enno.
training-new = Legg til opplæring
training-add = Legg til
training-name-hint = Til dømes: Sosiale medium, grunnkurs.
training-note = Noter at nokon har gjennomført opplæring
training-done-on = Gjennomført
training-valid = Gjeld til og med
training-until-hint = Står det tomt, gjeld ho inntil vidare.
training-withdraw = Trekk tilbake

# Å melde seg til ei fullmakt.
nomination = Melding om fullmakt
nomination-new = Meld deg til ei fullmakt
nomination-hint = Fortel kva du vil svare for. Den som styrer der, gjev fullmakta eller seier nei med ein grunn. Til då blir ingenting endra.
nomination-acts = Vil kunne
nomination-why = Kvifor
nomination-make = Meld meg
nomination-made = Meldt
nomination-waiting = ventar på svar
nomination-granted = vart ei fullmakt
nomination-declined = nei
nomination-withdrawn = trekt tilbake
nomination-withdraw = Trekk tilbake
nomination-grant = Gje fullmakt
nomination-decline-title = Seie nei
nomination-decline-why = Kvifor? Den som melde seg, les det.
nomination-decline = Sei nei
own-nominations = Meldingane dine

# Stikkprøva.
govern-reviews = Stikkprøve
reviews-why = Svar som har gått ut utan godkjenning, blir trekte ved loddtrekning. Loddtrekninga kan reknast om av kven som helst ut frå loggen. Stikkprøva gjeld svara: Torg tel og samanliknar ikkje personar.
reviews-none = Her står svar som er trekte til stikkprøva. Akkurat no ventar ingen.
reviews-done = Dei som er lesne
review-asked = Nokon skreiv
review-answered = Vi svara
review-own = Dette svaret skreiv du. Nokon andre les det.
review-note = Notat
review-note-hint = Trengst når det er noko å snakke om. Det blir teke vare på i loggen.
review-say-fine = Det er bra
review-say-talk = Dette snakkar vi om
review-share = Storleiken på stikkprøva
review-share-percent = Svar av hundre
review-share-hint = Står det tomt, gjeld det eininga over har bestemt. Har ingen bestemt noko, blir { $n } av hundre trekte.

# Sida til eininga.
unit-is-closed = Eininga er lagd ned. Det som var hennar, høyrer til den som tok over.
unit-under = Einingar under
unit-change = Endre
unit-rename = Namn og tidssone
unit-save = Lagre
unit-move = Flytt eininga
unit-move-hint = Kanalar, personar, emne og einingar under ho følgjer med. Dei som har fullmakt over den nye staden, får ho her òg.
unit-close = Legg ned eininga
unit-close-hint = Kanalar, personar, emne og einingar under ho går til den som tek over. Fullmakter i eininga opphøyrer straks.
unit-successor = Blir teken over av
topics = Emne
topics-none = Eininga har ingen emne enno.
topic-new = Nytt emne
topic-hint = Det eininga svarar for, til dømes Vasslekkasjar. Ein samtale om emnet høyrer til her, same kva kanal han kom i.
topic-add = Legg til emnet
topic-change = Endre
topic-give = Eining som svarar for emnet
topic-give-it = Lagre
topic-end = Avslutt emnet

# Kven samtalen høyrer til.
owner = Svarar for dette
owner-referred = sendt hit
topic = Emne
refer = Send til ei anna eining
refer-to = Emne eller eining
refer-hint = Dei som har fullmakt til å svare i den eininga, kan lese og svare her. Samtalen blir ståande i kanalen sin.
refer-why = Kvifor
refer-send = Send vidare
view-referred = Sendt til oss
refuse-unknown-topic = Emnet finst ikkje lenger. Vel eit anna.
refuse-referred-already = Samtalen høyrer alt til der.
refuse-topic-or-unit = Vel eit emne eller ei eining, ikkje begge.
