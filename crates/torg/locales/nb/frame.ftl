# Rammen: det som står rundt hver side.
skip-to-main = Hopp til innholdet
navigation = Torg
menu-open = Meny
menu-close = Lukk menyen
close = Lukk
save = Lagre
language = Språk
demo-note = Øvingsby. Ingenting forlater maskinen.
nav-inbox = Innboks
nav-work = Arbeid
nav-publish = Utboks
nav-listen = Lytte
nav-records = Logg
nav-govern = Styre
nav-preferences = Mine valg
sign-out = Logg ut
view-mine = Mine
view-nobody = Ingen har den
view-late = Forsinket
view-mentions = Omtaler
view-direct = Direktemeldinger
view-open = Alle åpne
view-waiting = Venter
view-done = Ferdige
me-mandate = Svarer etter fullmakt { $document }.
me-mandate-until = Svarer etter fullmakt { $document }, til { $to }.
me-no-mandate = Ingen fullmakt til å svare.
banner-deliveries = { $n ->
     [one] Ett svar kom ikke fram.
    *[other] { $n } svar kom ikke fram.
}
banner-deliveries-link = Se hvorfor og hva du kan gjøre

# Taster
keys-title = Taster
key-help = Vis tastene
key-search = Søk
key-next = Neste samtale i listen
key-previous = Forrige samtale i listen
key-open = Åpne samtalen
key-reply = Svar
key-note = Internt notat
key-assign = Gi til noen
key-done = Ferdig, neste
key-undo = Angre det du nettopp sendte
key-send = Send det du skriver
key-leave = Forlat skrivefeltet

# Inngangen: å logge inn, invitasjon, egne valg.
sign-in-title = Logg inn
sign-in-email = E-postadresse
sign-in-password = Passord
sign-in-button = Logg inn
demo-sign-in = Velg hvem du er i øvingsbyen.
welcome-title = Velkommen, { $name }
welcome-short = Velkommen
welcome-text = Velg et passord. Deretter logger du inn med { $email }.
welcome-password = Passord
welcome-password-hint = Minst { $n } tegn. En setning du husker, er bedre enn et innviklet ord.
welcome-button = Lagre passordet og logg inn
preferences-keys = Taster
preferences-keys-on = Enkelttaster er snarveier
preferences-keys-off = Ingen snarveier på enkelttaster
preferences-keys-hint = Slå dem av hvis du snakker til maskinen eller lett kommer borti taster. Alt kan gjøres med knappene.
