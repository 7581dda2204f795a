# Vakt og eskalering: kven som har vakt, og kven som får vite når noko ventar for lenge.
duty-of = Vakt og eskalering: { $name }
duty-link = Vakt og eskalering
duty-now = Vakt akkurat no:
duty-nobody = ingen
duty-why = Vakta gjeld eininga og dei under ho som ikkje har nokon eigen. Utan eiga vakt gjeld den nærast over.
duty-shifts = Vakter
duty-none = Ingen vakter er lagde inn.
duty-who = Kven
duty-from = Frå
duty-to = Til
duty-zone = Klokkeslett i { $zone }. Ei vakt er høgst 31 døgn.
duty-set = Legg inn vakta
duty-end = Avslutt
escalation = Eskalering
escalation-why = I tur og orden får desse vite når ei sak ventar for lenge, eller når nokon kan vere i fare.
escalation-mail = Dei får vite det på sidene sine og med e-post. E-posten seier at noko ventar og kvar, aldri kva.
escalation-no-mail = Dei får vite det på sidene sine. Legg til ein e-postkanal for eininga, så vert det også sendt e-post.
escalation-none = Ingen får vite noko: det finst ingen trinn.
escalation-from-above = Trinna kjem frå ei eining over. Eigne trinn gjeld i staden for dei.
escalation-after = { $n ->
    [0] straks
    [one] etter eitt minutt
   *[other] etter { $n } minutt
}
escalation-on-duty = den som har vakt
escalation-end = Fjern trinnet
escalation-cause = Når
cause-late = Løftet har gått ut
cause-danger = Trugsmål eller fare
escalation-minutes = Minutt etterpå
escalation-minutes-hint = Klokka til løftet går i opningstida. Trugsmål og fare vert rekna frå det vart skrive, heile døgnet.
escalation-whom = Kven får vite
escalation-add = Legg til trinnet
refuse-duty-time = Vakta skal slutte etter at ho byrjar, ikkje vere over, og vere høgst 31 døgn.
refuse-duty-over = Vakta er alt slutt.
refuse-escalation-time = Minutta skal vere eit tal frå 0 til 43 200.
refuse-escalation-many = Ei eining har høgst { $most } trinn.
refuse-escalation-ended = Trinnet er alt fjerna.
event-duty-set = Vakt vart lagd inn
event-duty-ended = Vakt vart avslutta
event-escalation-added = Eit trinn i eskaleringa vart lagt til
event-escalation-ended = Eit trinn i eskaleringa vart fjerna
event-matter-escalated = Nokon fekk vite at det ventar
event-alert-seen = Den som fekk vite det, har sett det
fact-duty = Vakt
fact-step = Trinn
fact-alert = Beskjed
fact-after-minutes = Minutt
job-watch = Sjå etter kva som ventar for lenge
job-tell-by-mail = Seie frå med e-post
band-alerts = { $n ->
    [one] Ei sak er gjeven til deg: ho ventar for lenge, eller nokon kan vere i fare.
   *[other] { $n } saker er gjevne til deg: dei ventar for lenge, eller nokon kan vere i fare.
}
band-alerts-link = Sjå dei
alerts = Gjeve til deg
alerts-about = Saker som ventar for lenge, eller der nokon kan vere i fare. Dei står til dei er svara på, eller du har sagt at du har sett dei.
alerts-none = Ingenting er gjeve til deg.
alert-open = Til samtalen
alert-seen = Eg har sett det
alert-mail-title = Torg: noko ventar hos { $unit }
alert-mail-text = Noko ventar hos { $unit } og er gjeve til deg. Les det i Torg: { $address }
contact-hours = Ingen er på plass akkurat no. Vi opnar { $time }. Er nokon i fare, ring 112.
