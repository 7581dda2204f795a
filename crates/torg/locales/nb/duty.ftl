# Vakt og eskalering: hvem som har vakt, og hvem som får vite når noe venter for lenge.
duty-of = Vakt og eskalering: { $name }
duty-link = Vakt og eskalering
duty-now = Vakt akkurat nå:
duty-nobody = ingen
duty-why = Vakten gjelder enheten og dem under den som ikke har noen egen. Uten egen vakt gjelder den nærmest over.
duty-shifts = Vakter
duty-none = Ingen vakter er lagt inn.
duty-who = Hvem
duty-from = Fra
duty-to = Til
duty-zone = Klokkeslett i { $zone }. En vakt er høyst 31 døgn.
duty-set = Legg inn vakten
duty-end = Avslutt
escalation = Eskalering
escalation-why = I tur og orden får disse vite når en sak venter for lenge, eller når noen kan være i fare.
escalation-mail = De får vite det på sidene sine og med e-post. E-posten sier at noe venter og hvor, aldri hva.
escalation-no-mail = De får vite det på sidene sine. Legg til en e-postkanal for enheten, så sendes også e-post.
escalation-none = Ingen får vite noe: det finnes ingen trinn.
escalation-from-above = Trinnene kommer fra en enhet over. Egne trinn gjelder i stedet for dem.
escalation-after = { $n ->
    [0] straks
    [one] etter ett minutt
   *[other] etter { $n } minutter
}
escalation-on-duty = den som har vakt
escalation-end = Fjern trinnet
escalation-cause = Når
cause-late = Løftet er gått ut
cause-danger = Trussel eller fare
escalation-minutes = Minutter etterpå
escalation-minutes-hint = Løftets klokke går i åpningstiden. Trussel og fare regnes fra det ble skrevet, hele døgnet.
escalation-whom = Hvem får vite
escalation-add = Legg til trinnet
refuse-duty-time = Vakten skal slutte etter at den begynner, ikke være over, og være høyst 31 døgn.
refuse-duty-over = Vakten er allerede slutt.
refuse-escalation-time = Minuttene skal være et tall fra 0 til 43 200.
refuse-escalation-many = En enhet har høyst { $most } trinn.
refuse-escalation-ended = Trinnet er allerede fjernet.
event-duty-set = Vakt ble lagt inn
event-duty-ended = Vakt ble avsluttet
event-escalation-added = Et trinn i eskaleringen ble lagt til
event-escalation-ended = Et trinn i eskaleringen ble fjernet
event-matter-escalated = Noen fikk vite at det venter
event-alert-seen = Den som fikk vite det, har sett det
fact-duty = Vakt
fact-step = Trinn
fact-alert = Beskjed
fact-after-minutes = Minutter
job-watch = Se etter hva som venter for lenge
job-tell-by-mail = Si fra med e-post
band-alerts = { $n ->
    [one] En sak er gitt til deg: den venter for lenge, eller noen kan være i fare.
   *[other] { $n } saker er gitt til deg: de venter for lenge, eller noen kan være i fare.
}
band-alerts-link = Se dem
alerts = Gitt til deg
alerts-about = Saker som venter for lenge, eller der noen kan være i fare. De står til de er besvart, eller du har sagt at du har sett dem.
alerts-none = Ingenting er gitt til deg.
alert-open = Til samtalen
alert-seen = Jeg har sett det
alert-mail-title = Torg: noe venter hos { $unit }
alert-mail-text = Noe venter hos { $unit } og er gitt til deg. Les det i Torg: { $address }
contact-hours = Ingen er på plass akkurat nå. Vi åpner { $time }. Er noen i fare, ring 112.
