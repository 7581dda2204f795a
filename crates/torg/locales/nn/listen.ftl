# Lytte: har kanalane det bra, kva var ikkje til å forstå, kva vart gjeve opp.
listen-channels = Kanalar
listen-no-channels = Her står det korleis kvar kanal har det: når han sist vart høyrd, og kva som er i vegen. Det er ingen kanal du kan lese enno.
listen-no-channels-link = Sjå kanalane
channel-state-well = Alt er bra
channel-state-new = Ventar på det første
channel-state-paused = På pause
channel-state-trouble = Problem
channel-state-since = sidan

listen-set-aside = Lagt til side
listen-set-aside-hint = Det eit nettverk sende og Torg ikkje forstod. Ingenting er borte: alt ligg i loggen. Sjå om nokon ventar på svar, og lat det så kvile.
listen-set-aside-empty = Alt som har kome, var til å forstå.
set-aside-reason = Kvifor:
set-aside-remote-id = Nettverket sitt eige nummer:
set-aside-raw = Vis det som kom
set-aside-cut = Berre dei første { $n } teikna blir viste.
set-aside-bytes = Det som kom, er { $n } byte som ikkje er tekst.
set-aside-settle = Lat det kvile
set-aside-may-not = Den som har fullmakt til å drifte kanalen, kan late det kvile.

listen-jobs = Jobbar som vart gjevne opp
listen-jobs-hint = Det Torg prøvde å gjere til det ikkje nytta. Ordne det som står i vegen, og prøv igjen.
listen-jobs-empty = Ingen jobb er gjeven opp.
job-deliver = Sende eit svar
job-fetch = Hente nytt frå ein kanal
job-look-again = Sjå etter endringar i ein kanal
job-unknown = Eit slag jobb som dette programmet ikkje kjenner:
job-tried = { $n ->
     [one] Eitt forsøk.
    *[other] { $n } forsøk.
} Den siste feilen:
job-retry = Prøv igjen
job-end = Avslutt jobben
