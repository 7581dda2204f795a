# Utkorgen: allt som lämnar Torg.
outbox-empty = Här står allt som är på väg ut, det som har kommit fram och det som någon behöver titta på.
outbox-empty-link = Till inkorgen
outbox-needs-you = Behöver dig
outbox-queued = På väg ut
outbox-sending = Skickas
outbox-posted = Publicerat
outbox-to = Svar till { $name }.
outbox-written-by = Skrivet av { $name }.
outbox-may-not = Den som har ett uppdrag att svara i kanalen kan avgöra det här.
outbox-given-up = Torg fick inte detta gjort, av ett fel hos oss. Försök igen. Torg tittar i nätverket först, så att svaret inte kommer två gånger.
outbox-retry = Försök igen
outbox-let-go = Låt det vara
outbox-tries-again = Torg försöker igen av sig självt.
outbox-looked = Torg började skicka det { $time }. { $n ->
     [0] Det har inte gått att leta efter det i kanalen.
     [one] Torg har letat en gång i kanalen utan att hitta det.
    *[other] Torg har letat { $n } gånger i kanalen utan att hitta det.
} Titta själv innan du avgör.
outbox-look = Titta i { $network }
outbox-url = Adressen till inlägget, om det finns där och du vill spara den
outbox-is-there = Det finns där
outbox-send-again = Det finns inte där: skicka igen
outbox-is-not-there = Det finns inte där: låt det vara
outbox-original = Se det i nätverket

# Vad man gör åt ett svar som inte gick att skicka.
advice-gone = Svara på ett annat meddelande i samtalet, eller låt det vara.
advice-limited = Vänta en stund och försök igen.
advice-mandate-ended = Har du själv ett uppdrag att svara i kanalen kan du försöka igen. Då skickas svaret under ditt uppdrag.
advice-nonsense = Försök igen. Händer det ofta, säg till den som driver Torg.
advice-refused = Läs vad nätverket skrev. Försök igen, eller skriv ett annat svar i samtalet och låt det här vara.
advice-setting = Be den som styr kanalen att fylla i inställningarna på nytt. Försök sedan igen.
advice-unauthorised = Be den som styr kanalen att förnya inloggningen. Försök sedan igen.
advice-unclear = Försök igen. Händer det ofta, säg till den som driver Torg.
advice-unknown = Titta i nätverket innan du försöker igen, så att svaret inte kommer två gånger.
advice-unreachable = Försök igen. Händer det ofta, be den som styr kanalen att kontrollera adressen.
