# Att logga in, det egna kontot, andra faktorer och leverantörer.
nav-me = Mitt konto
way-on-me = Till mitt konto
way-on-confirm = Visa att det är du
way-on-second-factor = Lägg till en andra faktor

demo-sign-in-form = Logga in med lösenord eller passnyckel i stället

# Det andra steget
second-title = Ett steg till
second-code = Kod
second-code-hint = De sex siffrorna i din kodapp, eller en av dina reservkoder.
second-button = Logga in
second-back = Börja om
passkey-sign-in = Logga in med passnyckel
passkey-sign-in-hint = Enheten frågar efter finger, ansikte eller PIN-kod. Ingen adress behövs.
passkey-trouble = Det blev ingen passnyckel den här gången. Försök igen, eller logga in på ett annat sätt.

# Det egna kontot
me-title = Mitt konto
me-second-factor-first = Du styr eller driver Torg, eller så kräver myndigheten det av alla: lägg till en andra faktor här nedan. Sedan öppnas resten.
signature-why = Allmänheten ser bara underskriften: förnamn eller funktion. Det som står på nätet om en anställd kan användas för att hitta och hota.
me-second-factors = Andra faktor
me-second-factors-text = Med en andra faktor räcker det inte att någon får tag i ditt lösenord.
me-second-factors-demanded = Myndigheten kräver en andra faktor av dig. En av de här räcker.
me-app = Kodapp
me-app-text = En app i telefonen visar en ny kod varje halvminut.
me-app-in-use = Din kodapp används. Vid inloggning frågar Torg efter en kod ur den.
me-app-add = Lägg till en kodapp
me-app-remove = Ta bort kodappen
me-app-remove-text = Koderna slutar fungera. Byter du telefon: ta bort appen här och lägg till den nya.
me-codes = Reservkoder
me-codes-left = { $n ->
    [0] Du har inga reservkoder kvar. Gör nya.
    [one] Du har en reservkod kvar. Gör nya snart.
   *[other] Du har { $n } reservkoder kvar.
}
me-codes-make = Gör nya reservkoder
me-codes-hint = De gamla slutar fungera.
me-passkeys = Passnycklar
me-passkeys-text = En passnyckel ligger i telefonen, datorn eller på en säkerhetsnyckel. Den räcker för att logga in, utan lösenord, och kan inte luras ur dig.
me-password = Lösenord
me-password-none = Du har inget lösenord. Du kan välja ett här.
me-password-current = Lösenordet du har
me-password-new = Nytt lösenord
me-password-ends = När du byter loggas du ut på alla andra ställen.
me-password-change = Byt lösenord
me-logins = Inloggningar
me-logins-text = Här är du inloggad. Torg sparar inte varifrån.
me-login-browser = Webbläsare
me-login-way = Hur
me-login-begun = Inloggad
me-login-seen = Senast använd
me-login-this = den här
me-login-end = Logga ut
me-login-unknown = Okänd webbläsare
me-logins-end-others = Logga ut på alla andra ställen
me-logins-end-all = Logga ut överallt
way-in-demo = Klick i övningsstaden
way-in-link = Länk från en administratör
way-in-passkey = Passnyckel
way-in-password = Lösenord
way-in-provider = Leverantör
preferences-account = Lösenord, andra faktor och inloggningar finns under Mitt konto.

# Kodapp, reservkoder, passnycklar
app-title = Lägg till en kodapp
app-scan = Öppna kodappen och rikta kameran mot bilden.
app-picture = QR-kod med hemligheten. Den står som text nedanför.
app-type = Går det inte? Skriv in hemligheten för hand:
app-code = Koden som appen visar
app-code-hint = Sex siffror.
app-confirm = Spara kodappen
codes-text = Spara koderna nu, på papper eller i ett lösenordsvalv. De visas bara den här gången.
codes-hint = Var och en fungerar en gång, när du inte har din andra faktor.
codes-done = Jag har sparat dem
passkey-name = Namn på passnyckeln
passkey-name-hint = Så att du känner igen den: Jobbmobilen, Säkerhetsnyckeln.
passkey-add = Lägg till en passnyckel
passkey-added = Tillagd
passkey-used = Använd
passkey-never-used = Inte använd än.
passkey-change = Ändra
passkey-remove = Ta bort
passkey-needs-script = Passnycklar behöver JavaScript i webbläsaren.
passkeys-impossible = Passnycklar behöver en adress med namn och https. Torg nås nu på { $address }. Den som driver Torg ändrar det med inställningen public_url.

# Att visa att det är du
confirm-title = Visa att det är du
confirm-text = Innan du ändrar hur du loggar in vill Torg veta att det är du som sitter här. Det gäller i tio minuter.
confirm-button = Fortsätt
confirm-by-signing-in = Logga ut och in igen, så är det klart.

# Återställning av en administratör
recover-title = Ny väg in
recover-text = För den som glömt lösenordet eller blivit av med telefonen. Personen loggas ut överallt och får en ny länk av dig.
recover-factors = Andra faktor
recover-keep = Behåll: personen har sin telefon eller passnyckel kvar
recover-remove = Ta bort: de är borta. Kontrollera först att det är rätt person du talar med.
recover-button = Gör en ny väg in
end-logins = Logga ut personen överallt
end-logins-hint = Om en dator eller telefon är borta. Lösenord och andra faktor finns kvar.

# Kravet på en andra faktor
demand-title = Krav på andra faktor
demand-text = Av vem kräver myndigheten en andra faktor vid inloggning?
demand-everyone = Alla
demand-govern-and-run = De som styr eller driver Torg
demand-nobody = Ingen; den som vill har en
demand-why = Den som styr kan ge andra uppdrag. Ett lösenord på avvägar ska inte räcka till det.

# Nej
refuse-app-known = Du har redan en kodapp. Ta bort den först, om du vill byta.
refuse-app-not-begun = Här finns ingen kodapp som väntar. Börja om från Mitt konto.
refuse-code-wrong = Koden stämmer inte, eller är redan använd. Vänta på nästa och försök igen.
refuse-code-wait = Det har blivit många fel koder. Vänta { $minutes } minuter, eller använd en enhet där du loggat in förut.
refuse-half-over = Det tog för lång tid, eller så blev det för många försök. Börja om.
refuse-last-second-factor = Myndigheten kräver en andra faktor av dig. Lägg till en ny innan du tar bort den här.
refuse-not-fresh = Visa först att det är du.
refuse-passkey = Passnyckeln gick inte att godta. Försök igen, eller logga in på ett annat sätt.
refuse-passkey-known = Den passnyckeln är redan tillagd.
refuse-passkey-name = Ge passnyckeln ett namn på 1 till { $n } tecken.
refuse-passkey-of-another = Passnyckeln är någon annans. Använd en av dina egna.
refuse-passkeys-impossible = Passnycklar går inte att använda på adressen { $address }. Den behöver ett namn och https.
refuse-password-now-wrong = Lösenordet du har stämmer inte. Försök igen.
refuse-recover-oneself = Ditt eget konto ändrar du under Mitt konto. Har du ingen väg in, be en annan administratör.
refuse-second-factor-first = Myndigheten kräver en andra faktor av dig. Lägg till en under Mitt konto, så öppnas resten.
refuse-signature-contact = ”{ $signature }” innehåller en adress eller ett nummer. Underskriften är bara förnamn eller funktion, till skydd för den som svarar.
refuse-signature-family = ”{ $signature }” innehåller efternamnet. Underskriften är bara förnamn eller funktion, till skydd för den som svarar.
refuse-signature-long = Underskriften är för lång. Förnamn eller funktion räcker.

# Händelser
event-group-rule-applied = En grupp hos en leverantör gav någon ett uppdrag
event-group-rule-ended = En grupp slutade ge uppdrag
event-group-rule-made = En grupp hos en leverantör fick ge uppdrag
event-logins-ended = Någon loggades ut
event-passkey-added = Någon lade till en passnyckel
event-passkey-removed = En passnyckel togs bort
event-passkey-renamed = En passnyckel fick ett nytt namn
event-password-changed = Någon bytte lösenord
event-person-linked = Någon kom för första gången från en leverantör
event-person-recovered = Någon fick en ny väg in
event-provider-added = En leverantör för inloggning lades till
event-provider-changed = En leverantör för inloggning ändrades
event-provider-ended = En leverantör för inloggning togs bort
event-recovery-code-used = Någon loggade in med en reservkod
event-recovery-codes-made = Någon gjorde nya reservkoder
event-second-factor-demanded = Kravet på andra faktor ändrades
event-sign-in-app-added = Någon lade till en kodapp
event-sign-in-app-removed = En kodapp togs bort
fact-factors-removed = Andra faktorer borttagna
fact-group = Grupp
fact-issuer = Utfärdare
fact-of = Av vem
fact-passkey = Passnyckel
fact-provider = Leverantör
fact-rule = Regel
fact-subject = Leverantörens namn på personen

# Leverantörer för inloggning
govern-sign-in = Inloggning
sign-in-with = Logga in med { $name }
sign-out-still-there = Du är utloggad här, men kanske fortfarande inloggad hos { $name }.
sign-out-there = Logga ut där också
providers-title = Leverantörer
providers-none = Här står myndighetens egen katalog över personer, när ni har lagt till den (OpenID Connect). Då loggar alla in på ett ställe.
provider-new = Lägg till en leverantör
provider-new-text = Skapa först Torg som klient hos leverantören. Fyll sedan i vad den kallar Torg.
provider-name = Namn på knappen
provider-name-hint = Det som står på knappen vid inloggningen, till exempel Exempelby.
provider-issuer = Utfärdare
provider-issuer-hint = Leverantörens adress om sig själv (issuer), tecken för tecken: https://id.example.org/realms/kommun
provider-client = Klientens namn
provider-client-hint = Det leverantören kallar Torg (client_id).
provider-secret = Klientens hemlighet
provider-secret-hint = Krypteras och visas aldrig igen.
provider-secret-kept = Lämna tomt, så behålls den som finns.
provider-groups = Uppgift om grupper
provider-groups-hint = Den uppgift (claim) där leverantören räknar upp grupper. Tomt betyder groups.
provider-unit = Nya personer hör till
provider-unit-none = Inga nya: bara den som finns i listan över personer kommer in
provider-unit-hint = Den som inte finns i listan och har en grupp som en regel nämner läggs till i den här enheten.
provider-second-factor = Vem frågar efter en andra faktor?
provider-second-factor-desk = Torg, av den som har en här
provider-second-factor-provider = Leverantören
provider-private = Leverantören står i det egna huset: privata adresser och http får användas
provider-why = Den som leverantören går i god för kommer in. Därför får bara den som styr hela myndigheten lägga till en.
provider-add = Fråga leverantören och spara
provider-return-address = Adress tillbaka
provider-logout-address = Adress för utloggning
provider-door-address = Adress efter utloggning där
provider-addresses-hint = Skriv in dem hos leverantören: redirect URI, back-channel logout URI och post logout redirect URI.
provider-change = Ändra
provider-open = i bruk
provider-ended = borttagen
provider-ended-text = Ingen loggar in med den här leverantören längre.
provider-end = Ta bort leverantören
provider-end-text = De som loggat in med den loggas ut genast, och uppdrag som dess grupper gett upphör.
provider-end-why = Varför
rules-title = Grupper som ger uppdrag
rules-text = Den som kommer med gruppen får uppdraget, en månad i taget. Lämnar personen gruppen upphör det vid nästa inloggning.
rule-group = Grupp
rule-group-hint = Så som leverantören skriver den.
rule-new = Ny regel
rule-make = Spara regeln
rule-end = Avsluta regeln
rule-why = En regel ger aldrig mer än du själv har, inte heller senare. Du får inget av din egen regel.
confirm-with-provider = Visa det hos { $name }

refuse-provider-address = ”{ $address }” är ingen adress till en utfärdare. Skriv hela, med https:// först och utan frågetecken.
refuse-provider-another = Leverantören kallar sig { $issuer }. Skriv utfärdaren precis så.
refuse-provider-answer = Inloggningen hos leverantören gick inte att godta. Försök igen. Händer det på nytt, säg till den som driver Torg.
refuse-provider-incomplete = Namn, klientens namn och hemlighet behövs. Fyll i alla tre.
refuse-provider-known = Den leverantören finns redan, med samma klient.
refuse-provider-needs-all = Den som en leverantör går i god för kan vara vem som helst här. Därför behöver du själv alla uppdrag för hela myndigheten, och du saknar ett uppdrag att { $act }.
refuse-provider-no-email = Leverantören har inte bekräftat någon e-postadress för dig, så Torg vet inte vem du är här. Be en administratör om hjälp.
refuse-provider-session-over = Du har loggat ut hos leverantören. Logga in igen.
refuse-provider-unknown-person = Du finns hos leverantören men inte i Torg. Be en administratör lägga till dig.
refuse-provider-unreachable = { $issuer } svarar inte som en leverantör ska. Kontrollera adressen, eller försök igen om en stund.
refuse-provider-without-tls = { $address } är inte krypterad (https). Det går bara för en leverantör i det egna huset.
refuse-logout-token = Meddelandet om utloggning gick inte att godta.
refuse-rule-without-group = Skriv vilken grupp regeln gäller.
rule-group-gone = Personen är inte längre med i gruppen hos { $provider }.
