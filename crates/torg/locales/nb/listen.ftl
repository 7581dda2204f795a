# Lytte: har kanalene det bra, hva kunne ikke forstås, hva ble gitt opp.
listen-channels = Kanaler
listen-no-channels = Her står det hvordan hver kanal har det: når den sist ble hørt, og hva som er i veien. Det er ingen kanal du kan lese ennå.
listen-no-channels-link = Se kanalene
channel-state-well = Alt er bra
channel-state-new = Venter på det første
channel-state-paused = På pause
channel-state-trouble = Problem
channel-state-since = siden

listen-set-aside = Lagt til side
listen-set-aside-hint = Det et nettverk sendte og Torg ikke forsto. Ingenting er borte: alt ligger i loggen. Se om noen venter på svar, og la det så hvile.
listen-set-aside-empty = Alt som har kommet, kunne forstås.
set-aside-reason = Hvorfor:
set-aside-remote-id = Nettverkets eget nummer:
set-aside-raw = Vis det som kom
set-aside-cut = Bare de første { $n } tegnene vises.
set-aside-bytes = Det som kom, er { $n } byte som ikke er tekst.
set-aside-settle = La det hvile
set-aside-may-not = Den som har fullmakt til å drifte kanalen, kan la det hvile.

listen-jobs = Jobber som ble gitt opp
listen-jobs-hint = Det Torg prøvde å gjøre til det ikke nyttet. Ordne det som står i veien, og prøv igjen.
listen-jobs-empty = Ingen jobb er gitt opp.
job-deliver = Sende et svar
job-fetch = Hente nytt fra en kanal
job-look-again = Se etter endringer i en kanal
job-unknown = Et slags jobb som dette programmet ikke kjenner:
job-tried = { $n ->
     [one] Ett forsøk.
    *[other] { $n } forsøk.
} Den siste feilen:
job-retry = Prøv igjen
job-end = Avslutt jobben
