# Det som alla rum säger: nej och fel, vägar vidare, problem, åtgärder, händelser, tider.

problem-heading = Det gick inte
problem-heading-ours = Något gick fel hos oss
fault-ours = Felet är vårt, inte ditt, och det är antecknat. Försök igen om en stund. Hjälper det inte, säg till den som driver Torg.

way-on-conversation = Till samtalet
way-on-listen = Till Lyssna
way-on-mandates = Se uppdragen
way-on-outbox = Till utkorgen
way-on-sign-in = Logga in
way-on-start = Till startsidan

refuse-address-unusable = ”{ $value }” är ingen webbadress. Klistra in hela adressen, med https:// först, eller lämna fältet tomt.
refuse-another-account = Inloggningen hör till { $handle }, som är ett annat konto än kanalens. Logga in med kanalens konto, eller lägg till { $handle } som en egen kanal.
refuse-answer-to-gone = Den som skrev har tagit bort meddelandet, så det går inte att svara på. Gå tillbaka till samtalet.
refuse-answer-within = Svarstiden ska vara minst en minut och högst 60 dagar. Ändra den och spara igen.
refuse-assigned-already = Någon hann före: samtalet är redan så fördelat. Öppna det igen för att se hur det står.
refuse-assignee-may-not-answer = Personen har inget uppdrag att svara i den här kanalen. Välj någon annan, eller be en administratör om ett uppdrag.
refuse-channel-known = Kontot { $handle } är redan en kanal här. Du hittar den i listan över kanaler.
refuse-channel-paused-already = Kanalen är redan pausad. Ladda om sidan.
refuse-channel-runs-already = Kanalen är redan i gång. Ladda om sidan.
refuse-decision-incomplete = Beslutet behöver ett nummer och vem som har beslutat. Fyll i båda.
refuse-decision-known = Beslutet { $number } finns redan i liggaren. Kontrollera numret.
refuse-email-taken = Någon här har redan adressen { $email }. Leta upp personen i listan, eller använd en annan adress.
refuse-email-unusable = ”{ $email }” går inte att använda som e-postadress. Kontrollera stavningen.
refuse-empty-text = Det finns ingen text att spara eller skicka. Skriv något först.
refuse-end-job = Det här jobbet kan inte avslutas, för då skulle ett svar gå förlorat eller en kanal inte längre höras. Försök igen i stället.
refuse-foreign-form = Formuläret kom inte från den sida du har öppen nu. Ladda om sidan och skicka det igen.
refuse-form-too-large = Det du skickade är större än vad Torg tar emot. Korta det och skicka igen.
refuse-form-unreadable = Formuläret gick inte att läsa: något saknas eller har en form som Torg inte förstår. Gå tillbaka och fyll i det igen.
refuse-grant-to-oneself = Ingen ger sig själv ett uppdrag. Be en annan administratör att ge dig det.
refuse-invitation-used = Länken är redan använd eller för gammal. Har du ett lösenord kan du logga in. Annars be en administratör om en ny länk.
refuse-job-gone = Jobbet finns inte längre bland dem som gavs upp. Ladda om sidan.
refuse-last-administrator = Det här är det sista uppdraget att styra hela myndigheten. Ge någon annan ett sådant uppdrag först.
refuse-leave-oneself = Du kan inte avsluta dig själv. Be en annan administratör att göra det.
refuse-mandate-ended-already = Uppdraget har redan upphört. Ladda om sidan för att se när.
refuse-mandate-ends-before-it-begins = Uppdraget slutar innan det börjar. Ändra något av datumen.
refuse-mandate-without-acts = Uppdraget säger inte vad personen får göra. Välj minst en sak.
refuse-mandate-without-document = Ett uppdrag vilar på ett beslut. Skriv beslutets nummer.
refuse-name-missing = Ett namn saknas. Fyll i det och spara igen. En person behöver också en underskrift.
refuse-network-cannot-publish = Torg kan inte skicka till { $network }. Svara i stället i nätverket självt.
refuse-no-decision-in-force = Inget gallringsbeslut med numret { $number } gäller nu. Kontrollera numret, eller för in beslutet först.
refuse-no-longer-here = Personen arbetar inte här längre, så inga uppdrag gäller. Är det fel, säg till en administratör.
refuse-not-found = Här finns ingenting, eller så får du inte se det. Kontrollera adressen, eller börja om från startsidan.
refuse-not-signed-in = Du är inte inloggad. Logga in och försök igen.
refuse-nothing-to-erase = Här finns inget att radera: meddelandet finns inte, eller så är det redan raderat.
refuse-password-short = Lösenordet behöver minst { $n } tecken. Några ord efter varandra räcker.
refuse-retry = Utskicket väntar inte längre på ett nytt försök. Se i utkorgen hur det står.
refuse-revoke-without-reason = Skriv varför uppdraget återkallas. Skälet sparas i liggaren.
refuse-setting-address = ”{ $value }” i fältet { $setting } är ingen webbadress. Skriv till exempel https://social.example.
refuse-setting-missing = Fältet { $setting } är tomt. Fyll i det och försök igen.
refuse-settled-already = Det här är redan avgjort. Ladda om sidan för att se hur.
refuse-sign-in = Adressen och lösenordet hör inte ihop. Försök igen, eller be en administratör om en ny länk.
refuse-sign-in-wait = Det har blivit många försök härifrån. Vänta { $minutes } minuter och försök igen.
refuse-state-already = Någon hann före: samtalet står redan så. Öppna det igen för att se.
refuse-text-long = Texten är { $used } tecken och { $limit } får plats. Korta den och försök igen.
refuse-token-days = En åtkomstnyckel kan gälla i 1 till { $n } dagar. Ändra antalet dagar.
refuse-token-for-another = En åtkomstnyckel kan bara vila på ett av dina egna uppdrag. Välj ett av dem.
refuse-undo-anothers = Bara den som skrev svaret kan ångra det.
refuse-undo-late = Det är för sent att ångra: svaret har börjat skickas. Se i samtalet hur det går.
refuse-unknown-person = Personen finns inte här, eller har slutat. Välj någon annan.
refuse-unknown-zone = ”{ $zone }” är ingen tidszon som Torg känner till. Skriv till exempel Europe/Stockholm.

# Vad som står mellan oss och ett nätverk.
trouble-gone = Det som Torg frågade efter finns inte längre i nätverket. Kontrollera att kontot finns kvar.
trouble-limited = Nätverket vill inte ha fler frågor just nu. Torg väntar så länge nätverket ber om och fortsätter sedan av sig självt.
trouble-nonsense = Nätverkets svar gick inte att förstå. Torg försöker igen av sig självt. Håller det i sig, säg till den som driver Torg.
trouble-refused = Nätverket sade nej. Kontrollera i nätverket att kontot får göra det här.
trouble-setting = En inställning saknas eller går inte att använda. Fyll i kanalens inställningar på nytt.
trouble-unauthorised = Nätverket godtar inte inloggningen: den är fel, för gammal eller återkallad. Fyll i kanalens inloggning på nytt.
trouble-unclear = Nätverket gav inget tydligt svar. Torg försöker igen av sig självt.
trouble-unreachable = Nätverket går inte att nå. Torg försöker igen av sig självt. Håller det i sig, kontrollera kanalens adress.

# Varför ett utskick inte är publicerat. Vad man gör åt det står i utkorgen.
reason-gone = Det som svaret gäller finns inte längre i nätverket.
reason-limited = Nätverket ville inte ha fler inlägg då.
reason-mandate-ended = Uppdraget som svaret skrevs under hade upphört när det skulle skickas.
reason-nonsense = Nätverkets svar gick inte att förstå.
reason-refused = Nätverket sade nej.
reason-setting = En av kanalens inställningar saknas eller går inte att använda.
reason-unauthorised = Nätverket godtog inte kanalens inloggning.
reason-unclear = Nätverket gav inget tydligt svar.
reason-unknown = Nätverket gav inget tydligt svar, och Torg hittar inte svaret när det letar. Det kan ändå finnas där.
reason-unreachable = Nätverket gick inte att nå.

# Vad ett uppdrag kan tillåta: ”ett uppdrag att …”.
act-answer = svara
act-govern = styra
act-read = läsa
act-run = driva

delivery-failed = Gick inte att skicka
delivery-posted = Publicerat
delivery-queued = På väg ut
delivery-sending = Skickas
delivery-undone = Ångrat
delivery-unknown = Oklart

# Händelser, som liggaren berättar dem. Tiden och vem står bredvid.
event-authority-founded = Myndigheten lades upp, med sin första administratör
event-channel-added = En kanal lades till
event-channel-paused = En kanal pausades
event-channel-renewed = En kanals inloggning eller inställningar förnyades
event-channel-resumed = En pausad kanal återupptogs
event-content-erased = Innehåll raderades under ett gallringsbeslut
event-conversation-assigned = Samtalet gavs till någon, eller till ingen
event-conversation-assigned-nobody = Samtalet lämnades till ingen
event-conversation-assigned-to = Samtalet gavs till { $name }
event-conversation-closed = Samtalet är klart
event-conversation-reopened = Samtalet öppnades igen
event-conversation-waiting = Samtalet väntar på någon annan
event-delivery-failed = Gick inte att skicka
event-delivery-posted = Publicerat i nätverket
event-delivery-retried = Någon ville försöka skicka igen
event-delivery-settled = Någon avgjorde ett oklart utskick
event-delivery-started = Ett försök att skicka började
event-delivery-undone = Ett svar ångrades innan det skickades
event-delivery-unknown = Oklart om det publicerades
event-item-set-aside = Något gick inte att förstå och lades åt sidan
event-item-settled = Något som låg åt sidan fick vila
event-mandate-granted = Ett uppdrag gavs
event-mandate-revoked = Ett uppdrag återkallades
event-message-deleted = Ett meddelande togs bort av den som skrev
event-message-edited = Ett meddelande ändrades av den som skrev
event-message-received = Ett meddelande togs emot
event-note-written = En intern anteckning skrevs
event-person-invited = Någon bjöds in
event-person-joined = Någon valde sitt lösenord
event-person-left = Någon slutade
event-reply-queued = Ett svar skrevs
event-retention-decided = Ett gallringsbeslut fördes in
event-token-issued = En åtkomstnyckel gavs ut
event-token-revoked = En åtkomstnyckel återkallades
event-unit-added = En enhet lades till

weekday-1 = mån
weekday-2 = tis
weekday-3 = ons
weekday-4 = tors
weekday-5 = fre
weekday-6 = lör
weekday-7 = sön

month-1 = jan
month-2 = feb
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = aug
month-9 = sep
month-10 = okt
month-11 = nov
month-12 = dec

length-days = { $n } d
length-hours = { $n } tim
length-minutes = { $n } min

# Det som flera rum säger.
yes = ja
no = nej
not-yet = inte än
network-words = Nätverket skrev:
column-about = Gäller
column-channel = Kanal
column-fetched = Senast hört
column-posted = Senast skickat
column-state = Läge
column-what = Vad
column-when = När
column-who = Vem
