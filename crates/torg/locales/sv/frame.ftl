# Ramen: det som står runt varje sida.
skip-to-main = Hoppa till innehållet
navigation = Torg
menu-open = Meny
menu-close = Stäng menyn
close = Stäng
save = Spara
language = Språk
demo-note = Övningsstad. Inget lämnar datorn.
nav-inbox = Inkorg
nav-work = Arbeta
nav-publish = Utkorg
nav-listen = Lyssna
nav-records = Liggare
nav-govern = Styra
nav-preferences = Mina val
sign-out = Logga ut
view-mine = Mina
view-nobody = Ingen har den
view-late = Försenade
view-mentions = Omnämnanden
view-direct = Direktmeddelanden
view-open = Alla öppna
view-waiting = Väntar
view-done = Klara
me-mandate = Svarar enligt uppdrag { $document }.
me-mandate-until = Svarar enligt uppdrag { $document }, till { $to }.
me-no-mandate = Inget uppdrag att svara.
banner-deliveries = { $n ->
     [one] Ett svar kom inte fram.
    *[other] { $n } svar kom inte fram.
}
banner-deliveries-link = Se varför och vad du kan göra

# Tangenter
keys-title = Tangenter
key-help = Visa tangenterna
key-search = Sök
key-next = Nästa samtal i listan
key-previous = Föregående samtal i listan
key-open = Öppna samtalet
key-reply = Svara
key-note = Intern anteckning
key-assign = Ge till någon
key-done = Klar, nästa
key-undo = Ångra det du just skickade
key-send = Skicka det du skriver
key-leave = Lämna skrivfältet

# Entrén: att logga in, inbjudan, egna val.
sign-in-title = Logga in
sign-in-email = E-postadress
sign-in-password = Lösenord
sign-in-button = Logga in
demo-sign-in = Välj vem du är i övningsstaden.
welcome-title = Välkommen, { $name }
welcome-short = Välkommen
welcome-text = Välj ett lösenord. Sedan loggar du in med { $email }.
welcome-password = Lösenord
welcome-password-hint = Minst { $n } tecken. En mening som du minns är bättre än ett krångligt ord.
welcome-button = Spara lösenordet och logga in
preferences-keys = Tangenter
preferences-keys-on = Enstaka tangenter är genvägar
preferences-keys-off = Inga genvägar på enstaka tangenter
preferences-keys-hint = Stäng av dem om du talar till datorn eller lätt kommer åt tangenter. Allt går att göra med knapparna.
