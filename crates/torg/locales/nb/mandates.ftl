# Det en fullmakt kan gi rett til.
act-approve = godkjenne
act-approve-long = Godkjenne: si ja til det en kollega har skrevet, før det publiseres
act-disclose = gi innsyn
act-disclose-long = Gi innsyn: vurdere og gi ut det noen har rett til å se
act-dispose = kassere
act-dispose-long = Kassere: slette det et kassasjonsvedtak sier
act-lead-crisis = lede i krise
act-lead-crisis-long = Lede i krise: stoppe alt som er på vei ut, og si én ting overalt
act-moderate = moderere
act-moderate-long = Moderere: skjule og fjerne det andre har skrevet, med bevis og grunn
act-publish = formidle
act-publish-long = Formidle: si noe til alle i en kanal
act-register = journalføre
act-register-long = Journalføre: føre inn i journalen
act-not-used-yet = ikke i bruk ennå
act-not-used-yet-hint = Det som er merket «ikke i bruk ennå», kan du gi allerede nå. Det begynner å gjelde når Torg får den delen.

# Det som hender.
event-answer-drawn = Et svar ble trukket til stikkprøven
event-answer-reviewed = Et svar i stikkprøven ble lest
event-conversation-referred = Samtalen ble sendt til en enhet
event-nomination-answered = En som meldte seg til en fullmakt, fikk svar
event-nomination-made = Noen meldte seg til en fullmakt
event-nomination-withdrawn = Noen trakk meldingen sin
event-review-share-set = Størrelsen på stikkprøven ble endret
event-substitute-appointed = En stedfortreder ble utpekt
event-substitute-ended = En stedfortreders tid ble avsluttet
event-topic-added = Et emne ble lagt til
event-topic-ended = Et emne ble avsluttet
event-topic-moved = Et emne fikk en annen enhet
event-training-added = En opplæring ble lagt til
event-training-noted = En opplæring ble notert som gjennomført
event-training-withdrawn = Et notat om opplæring ble trukket tilbake
event-unit-closed = Enheten ble lagt ned
event-unit-moved = Enheten ble flyttet
event-unit-renamed = Enheten fikk nye opplysninger
by-substitute = som stedfortreder for { $name }
fact-approval = Svar sendes
fact-extends = Fortsetter
fact-name = Navn
fact-nomination = Melding
fact-outcome = Resultat
fact-percent = Andel i prosent
fact-substitution = Stedfortredelse
fact-successor = Tas over av
fact-topic = Emne
fact-trained = Notat
fact-training = Opplæring
fact-valid-from = Fra
fact-valid-to = Til
approval-without = uten godkjenning på forhånd
approval-before = etter godkjenning
review-waiting = venter på å bli lest
review-fine = bra
review-talk = å snakke om

# Det Torg sier nei til.
refuse-no-mandate = Du trenger fullmakt til å { $act } for dette. { $why ->
        [over] Den du hadde, er gått ut.
        [revoked] Den du hadde, er trukket tilbake.
        [later] Din begynner å gjelde senere.
        [training] Din hviler: opplæringen den krever, er ikke gjennomført eller har gått ut.
       *[none] Du har ingen som gjelder her.
    } { $asked ->
        [nobody] Ingen kan gi den akkurat nå. Snakk med den som drifter Torg.
       *[some] Spør { $names }.
    }
refuse-substitute-for-oneself = Ingen er stedfortreder for seg selv. Velg noen andre.
refuse-substitute-longer-than-mandate = Fullmakten slutter før det. En stedfortreder kan ikke ha den lenger enn den faste.
refuse-substitute-ended-already = Stedfortrederens tid er allerede slutt. Last siden på nytt for å se når.
refuse-training-known = Det finnes allerede en opplæring som heter { $name }.
refuse-unknown-training = Den opplæringen finnes ikke. Velg en fra listen.
refuse-train-oneself = Ingen noterer sin egen opplæring. Be en annen administrator.
refuse-trained-in-the-future = Opplæring noteres når den er gjennomført. Velg en dag som ikke er senere enn i dag.
refuse-training-ends-before-it-begins = Opplæringen slutter å gjelde før den ble gjennomført. Endre en av dagene.
refuse-training-withdrawn-already = Notatet er allerede trukket tilbake.
refuse-extend-without-end = Fullmakten gjelder inntil videre og trenger ikke forlenges.
refuse-extend-shorter = Den nye siste dagen er ikke senere enn den gamle. Velg en senere dag.
event-channel-moved = Kanalen fikk en annen enhet
event-person-moved = Personen fikk en annen enhet
refuse-unit-closed = Enheten { $unit } er lagt ned. Velg den som tok over.
refuse-unit-there-already = Enheten ligger allerede der.
refuse-unit-is-the-authority = Dette er virksomheten selv. Den kan ikke flyttes eller legges ned.
refuse-unit-into-itself = En enhet kan ikke ligge under seg selv. Velg en enhet utenfor den.
refuse-move-gives-more = Den som har fullmakt til å { $act } i { $unit }, ville få den her også, og det kan du ikke gi. Be noen som har den fullmakten, om å flytte enheten.
refuse-close-without-reason = Skriv hvorfor enheten legges ned. Grunnen blir tatt vare på i loggen.
refuse-percent = Andelen er et helt tall fra 0 til 100.
refuse-topic-known = Emnet { $name } finnes allerede. To enheter kan ikke svare for samme emne.
refuse-nomination-without-reason = Skriv hvorfor du vil ha fullmakten. Lederen leser det.
refuse-nominated-already = Du har allerede meldt deg der. Vent på svaret, eller trekk meldingen først.
refuse-nominated-enough = Du har { $n } meldinger som venter på svar. Vent på noen av dem først.
refuse-nomination-of-another = Meldingen gjelder en annen person.
refuse-unknown-nomination = Meldingen finnes ikke. Velg en fra listen over det som ønskes.
refuse-nomination-answered = Meldingen har allerede fått svar.
refuse-decline-without-reason = Skriv hvorfor. Den som meldte seg, leser det.
refuse-review-oneself = Ingen leser sine egne svar i stikkprøven. Det gjør en annen leder.
refuse-review-without-note = Velg hva du mener. Er det noe å snakke om, skriv hva.
refuse-reviewed-already = Svaret i stikkprøven er allerede lest.

# Lederens side.
govern-area = Mitt område
area-waiting = Det som venter
area-waiting-none = Ingen venter på svar her.
area-open = Åpne
area-late = Forsinket
area-since = Eldst siden
area-channels = Kanaler som trenger noen
area-channels-none = Ingen kanal trenger tilsyn nå.
area-asked = Det noen har meldt seg til
area-asked-none = Ingen melding venter på deg.
area-ending = Fullmakter som slutter innen 30 dager
area-ending-none = Ingen fullmakt slutter innen 30 dager.
area-without = Uten fullmakt
area-without-none = Alle i området ditt har en fullmakt som gjelder.
area-reviews = 
    { $n ->
        [one] Ett svar i stikkprøven venter på å bli lest
       *[other] { $n } svar i stikkprøven venter på å bli lest
    }

# Vilkår, opplæring og stedfortredere.
mandate-approval = Svar
approval-without-long = Sendes på personens eget ansvar. Lederen leser en stikkprøve etterpå.
approval-before-long = Sendes når en annen person har godkjent dem (sperren kommer med godkjenning).
mandate-training = Opplæring
mandate-training-none = Ingen kreves
mandate-training-hint = Fullmakten hviler til opplæringen er gjennomført, og når den har gått ut.
mandate-rests = hviler
mandate-before = den forrige fullmakten
mandate-extend = Forleng
mandate-extend-hint = En ny fullmakt med samme innhold begynner når denne slutter.
training-ran-out = har gått ut
training-done = gjennomført
training-until = gjelder til
training-missing = ikke gjennomført
training-withdrawn = trukket tilbake
substitutes = Stedfortredere
substitute = Stedfortreder
substitute-appoint = Utpek en stedfortreder
substitute-hint = Stedfortrederen gjør det fullmakten gir rett til, under samme fullmakt. Loggen nevner begge. Når fullmakten slutter, slutter stedfortrederen.
substitute-document = Vedtak eller grunn
substitute-end = Avslutt nå
refuse-substitute-without-end = En stedfortreder har en siste dag. Velg den.
standing-in-for = Stedfortreder for { $name }
standing-in-hint = Det du gjør, blir notert med navnet ditt og fullmakten du vikarierer på.
govern-trainings = Opplæring
training = Opplæring
trainings-none = Her står opplæring som en fullmakt kan kreve, og hvem som har gjennomført den.
trainings-nobody = Ingen er notert ennå.
training-new = Legg til opplæring
training-add = Legg til
training-name-hint = For eksempel: Sosiale medier, grunnkurs.
training-note = Noter at noen har gjennomført opplæring
training-done-on = Gjennomført
training-valid = Gjelder til og med
training-until-hint = Står det tomt, gjelder den inntil videre.
training-withdraw = Trekk tilbake

# Å melde seg til en fullmakt.
nomination = Melding om fullmakt
nomination-new = Meld deg til en fullmakt
nomination-hint = Fortell hva du vil svare for. Den som styrer der, gir fullmakten eller sier nei med en grunn. Inntil da endres ingenting.
nomination-acts = Vil kunne
nomination-why = Hvorfor
nomination-make = Meld meg
nomination-made = Meldt
nomination-waiting = venter på svar
nomination-granted = ble en fullmakt
nomination-declined = nei
nomination-withdrawn = trukket tilbake
nomination-withdraw = Trekk tilbake
nomination-grant = Gi fullmakt
nomination-decline-title = Si nei
nomination-decline-why = Hvorfor? Den som meldte seg, leser det.
nomination-decline = Si nei
own-nominations = Meldingene dine

# Stikkprøven.
govern-reviews = Stikkprøve
reviews-why = Svar som har gått ut uten godkjenning, trekkes ved loddtrekning. Loddtrekningen kan regnes om av hvem som helst ut fra loggen. Stikkprøven gjelder svarene: Torg teller og sammenligner ikke personer.
reviews-none = Her står svar som er trukket til stikkprøven. Akkurat nå venter ingen.
reviews-done = De som er lest
review-asked = Noen skrev
review-answered = Vi svarte
review-own = Dette svaret skrev du. Noen andre leser det.
review-note = Notat
review-note-hint = Trengs når det er noe å snakke om. Det blir tatt vare på i loggen.
review-say-fine = Det er bra
review-say-talk = Dette snakker vi om
review-share = Størrelsen på stikkprøven
review-share-percent = Svar av hundre
review-share-hint = Står det tomt, gjelder det enheten over har bestemt. Har ingen bestemt noe, trekkes { $n } av hundre.

# Siden til enheten.
unit-is-closed = Enheten er lagt ned. Det som var dens, hører til den som tok over.
unit-under = Enheter under
unit-change = Endre
unit-rename = Navn og tidssone
unit-save = Lagre
unit-move = Flytt enheten
unit-move-hint = Kanaler, personer, emner og enheter under den følger med. De som har fullmakt over det nye stedet, får den her også.
unit-close = Legg ned enheten
unit-close-hint = Kanaler, personer, emner og enheter under den går til den som tar over. Fullmakter i enheten opphører straks.
unit-successor = Tas over av
topics = Emner
topics-none = Enheten har ingen emner ennå.
topic-new = Nytt emne
topic-hint = Det enheten svarer for, for eksempel Vannlekkasjer. En samtale om emnet hører til her, uansett hvilken kanal den kom i.
topic-add = Legg til emnet
topic-change = Endre
topic-give = Enhet som svarer for emnet
topic-give-it = Lagre
topic-end = Avslutt emnet

# Hvem samtalen hører til.
owner = Svarer for dette
owner-referred = sendt hit
topic = Emne
refer = Send til en annen enhet
refer-to = Emne eller enhet
refer-hint = De som har fullmakt til å svare i den enheten, kan lese og svare her. Samtalen blir stående i kanalen sin.
refer-why = Hvorfor
refer-send = Send videre
view-referred = Sendt til oss
refuse-unknown-topic = Emnet finnes ikke lenger. Velg et annet.
refuse-referred-already = Samtalen hører allerede til der.
refuse-topic-or-unit = Velg et emne eller en enhet, ikke begge.
