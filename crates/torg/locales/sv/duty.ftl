# Vakt och eskalering: vem som har jour, och vem som får veta när något väntar för länge.
duty-of = Vakt och eskalering: { $name }
duty-link = Vakt och eskalering
duty-now = Vakt just nu:
duty-nobody = ingen
duty-why = Vakten gäller enheten och de under den som inte har någon egen. Utan egen vakt gäller den närmast ovanför.
duty-shifts = Pass
duty-none = Inga pass är inlagda.
duty-who = Vem
duty-from = Från
duty-to = Till
duty-zone = Klockslag i { $zone }. Ett pass är högst 31 dygn.
duty-set = Lägg in passet
duty-end = Avsluta
escalation = Eskalering
escalation-why = I tur och ordning får dessa veta när ett ärende väntar för länge, eller när någon kan vara i fara.
escalation-mail = De får veta på sina sidor och med e-post. E-posten säger att något väntar och var, aldrig vad.
escalation-no-mail = De får veta på sina sidor. Lägg till en e-postkanal för enheten, så skickas också e-post.
escalation-none = Ingen får veta något: det finns inga steg.
escalation-from-above = Stegen kommer från en enhet ovanför. Egna steg gäller i stället för dem.
escalation-after = { $n ->
    [0] genast
    [one] efter en minut
   *[other] efter { $n } minuter
}
escalation-on-duty = den som har vakten
escalation-end = Ta bort steget
escalation-cause = När
cause-late = Löftet har gått ut
cause-danger = Hot eller fara
escalation-minutes = Minuter därefter
escalation-minutes-hint = Löftets klocka går på öppettid. Hot och fara räknas från att det skrevs, dygnet runt.
escalation-whom = Vem får veta
escalation-add = Lägg till steget
refuse-duty-time = Passet ska sluta efter att det börjar, inte vara över, och vara högst 31 dygn.
refuse-duty-over = Passet är redan slut.
refuse-escalation-time = Minuterna ska vara ett tal från 0 till 43 200.
refuse-escalation-many = En enhet har högst { $most } steg.
refuse-escalation-ended = Steget är redan borttaget.
event-duty-set = Vakt lades in
event-duty-ended = Vakt avslutades
event-escalation-added = Ett steg i eskaleringen lades till
event-escalation-ended = Ett steg i eskaleringen togs bort
event-matter-escalated = Någon fick veta att det väntar
event-alert-seen = Den som fick veta har sett det
fact-duty = Pass
fact-step = Steg
fact-alert = Besked
fact-after-minutes = Minuter
job-watch = Se efter vad som väntar för länge
job-tell-by-mail = Säga till med e-post
band-alerts = { $n ->
    [one] Ett ärende har lämnats till dig: det väntar för länge, eller någon kan vara i fara.
   *[other] { $n } ärenden har lämnats till dig: de väntar för länge, eller någon kan vara i fara.
}
band-alerts-link = Se dem
alerts = Lämnat till dig
alerts-about = Ärenden som väntar för länge, eller där någon kan vara i fara. De står kvar tills de är besvarade, eller du sagt att du sett dem.
alerts-none = Inget är lämnat till dig.
alert-open = Till samtalet
alert-seen = Jag har sett det
alert-mail-title = Torg: något väntar hos { $unit }
alert-mail-text = Något väntar hos { $unit } och har lämnats till dig. Läs det i Torg: { $address }
contact-hours = Ingen är på plats just nu. Vi öppnar { $time }. Är någon i fara, ring 112.
