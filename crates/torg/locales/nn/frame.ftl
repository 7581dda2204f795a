# Ramma: det som står rundt kvar side.
skip-to-main = Hopp til innhaldet
navigation = Torg
menu-open = Meny
menu-close = Lukk menyen
close = Lukk
save = Lagre
language = Språk
demo-note = Øvingsby. Ingenting går ut frå maskina.
nav-inbox = Innboks
nav-work = Arbeid
nav-publish = Utboks
nav-listen = Lytte
nav-records = Logg
nav-govern = Styre
nav-preferences = Mine val
sign-out = Logg ut
view-mine = Mine
view-nobody = Ingen har han
view-late = Forseinka
view-mentions = Omtalar
view-direct = Direktemeldingar
view-open = Alle opne
view-waiting = Ventar
view-done = Ferdige
me-mandate = Svarar etter fullmakt { $document }.
me-mandate-until = Svarar etter fullmakt { $document }, til { $to }.
me-no-mandate = Inga fullmakt til å svare.
banner-deliveries = { $n ->
     [one] Eitt svar kom ikkje fram.
    *[other] { $n } svar kom ikkje fram.
}
banner-deliveries-link = Sjå kvifor og kva du kan gjere

# Tastar
keys-title = Tastar
key-help = Vis tastane
key-search = Søk
key-next = Neste samtale i lista
key-previous = Førre samtale i lista
key-open = Opne samtalen
key-reply = Svar
key-note = Internt notat
key-assign = Gje til nokon
key-done = Ferdig, neste
key-undo = Angre det du nett sende
key-send = Send det du skriv
key-leave = Gå ut av skrivefeltet

# Inngangen: å logge inn, invitasjon, eigne val.
sign-in-title = Logg inn
sign-in-email = E-postadresse
sign-in-password = Passord
sign-in-button = Logg inn
demo-sign-in = Vel kven du er i øvingsbyen.
welcome-title = Velkomen, { $name }
welcome-short = Velkomen
welcome-text = Vel eit passord. Sidan loggar du inn med { $email }.
welcome-password = Passord
welcome-password-hint = Minst { $n } teikn. Ei setning du hugsar, er betre enn eit innvikla ord.
welcome-button = Lagre passordet og logg inn
preferences-keys = Tastar
preferences-keys-on = Enkelttastar er snarvegar
preferences-keys-off = Ingen snarvegar på enkelttastar
preferences-keys-hint = Slå dei av om du snakkar til maskina eller lett kjem borti tastar. Alt kan gjerast med knappane.
