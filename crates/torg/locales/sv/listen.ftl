# Lyssna: mår kanalerna bra, vad gick inte att förstå, vad gavs upp.
listen-channels = Kanaler
listen-no-channels = Här står hur varje kanal mår: när den hördes senast och vad som är i vägen. Det finns ingen kanal som du får läsa än.
listen-no-channels-link = Se kanalerna
channel-state-well = Allt är bra
channel-state-new = Väntar på det första
channel-state-paused = Pausad
channel-state-trouble = Problem
channel-state-since = sedan

listen-set-aside = Lagt åt sidan
listen-set-aside-hint = Det som ett nätverk skickade och Torg inte förstod. Inget är borta: allt finns kvar i liggaren. Titta om någon väntar på svar, och låt det sedan vila.
listen-set-aside-empty = Allt som har kommit gick att förstå.
set-aside-reason = Varför:
set-aside-remote-id = Nätverkets eget nummer:
set-aside-raw = Visa vad som kom
set-aside-cut = Bara de första { $n } tecknen visas.
set-aside-bytes = Det som kom är { $n } byte som inte är text.
set-aside-settle = Låt det vila
set-aside-may-not = Den som har ett uppdrag att driva kanalen kan låta det vila.

listen-jobs = Jobb som gavs upp
listen-jobs-hint = Det som Torg försökte göra tills det inte var någon idé. Ordna det som står i vägen och försök igen.
listen-jobs-empty = Inget jobb är uppgivet.
job-deliver = Skicka ett svar
job-fetch = Hämta nytt från en kanal
job-look-again = Titta efter ändringar i en kanal
job-unknown = Ett slags jobb som det här programmet inte känner till:
job-tried = { $n ->
     [one] Ett försök.
    *[other] { $n } försök.
} Det sista felet:
job-retry = Försök igen
job-end = Avsluta jobbet
