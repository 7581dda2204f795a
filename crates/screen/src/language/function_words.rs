//! The small words that give a language away, one list per language. A word may stand in several lists; it then tells less.

/// Swedish.
pub(super) const SWEDISH: &str = "och i jag det att en ett den till är som på de med han av inte var mig sig men har om vi min mitt mina ha hade hon nu \
över då från du ut sin dem oss upp man kan hans eller vad ska skall skulle själv här alla allt vill bli blev blivit blir kunde in när vara kom någon \
något några ville ni er era ert endast bara ja efter ner denna för dig sina sitt mot mycket varför detta dessa utan hur ingen inga inget din ditt dina \
samma vilken vilket vilka sådan mellan vår vårt våra varje vem vems både än eftersom före innan många också även varit båda sedan sen henne hennes \
tack hej hjälp hjälpa kanske gärna väldigt mer mest mindre dag idag imorgon morgon vecka veckor veckan år barn barnen skola skolan väg vägen öppen \
öppnar öppet öppna stängt stängd stänger nej igen alltid aldrig fortfarande redan annan annat andra säger sa säga får fick fått gör göra gjort måste \
borde bör tycker tror vet veta ligger står hemsida hemsidan invånare ringer ringa medan därför samt enligt kommer genom runt först sista nästa första \
stora stor stort liten litet små två tre fyra fem sex sju åtta nio tio kommunen tyvärr precis lite bra gott god bättre ganska nästan ännu heller egen \
eget egna finns gå går ju väl nog så där dit hit vid under hos åt rätt fel nog hela flera vart jobbar snälla vänligen hälsningar ikväll trafik gatan \
sjuk ganska gång gånger helt dom va fråga svar svarar funkar";

/// Norwegian bokmål.
pub(super) const BOKMAL: &str = "og i jeg det at en et den til er som på de med han av ikke der var meg seg men har om vi min mitt mine ha hadde hun nå over \
da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle alt vil bli ble blitt blir kunne inn når være kom noen noe ville \
dere deres kun ja etter ned skulle denne for deg si sine sitt mot å meget hvorfor dette disse uten hvordan ingen din ditt dine samme hvilken hvilke \
hvilket sånn slik mellom vår vårt våre hver hvem hvis både bare enn fordi før mange også vært begge siden henne hennes takk hei hjelp hjelpe kanskje \
gjerne veldig mye mer mest mindre dag dager morgen uke uker uken år barn barna skole skolen vei veien åpen åpner åpent åpne stengt stenger nei igjen \
alltid aldri fortsatt allerede annen annet andre sier sa får fikk fått gjør gjøre gjort måtte må burde bør synes tror vet vite ligger står nettside \
nettsiden innbygger innbyggere ringer ringe mens derfor samt ifølge kommer gjennom rundt først siste neste første store stor stort liten lite små to tre \
fire fem seks sju syv åtte ni ti kommunen dessverre akkurat litt bra godt god bedre ganske nesten ennå enda heller egen eget egne finnes går gå jo vel \
nok så dit hit under hos riktig feil hele flere helt gang ganger spørsmål svar svarer vennlig hilsen kveld ikveld utenfor innen innenfor tilbud unna oppe ute inne noens hverandre egentlig tydelig viktig \
vanlig heter ønsker bruker brukes måten selvfølgelig kunnet gode nye nytt enkelt sannsynligvis imidlertid jente gutt penger vann natt bok tid";

/// Norwegian nynorsk.
pub(super) const NYNORSK: &str = "og i eg det at ein ei eit den til er som på dei med han av ikkje der var meg seg men har om vi me min mitt mine ha hadde ho no \
over då ved frå du ut sin oss opp kan hans kvar kvart kor eller kva skal sjølv her alle alt vil bli vart blei blir vert vorte blitt kunne inn når vere \
vera kom nokon nokre noko ville de dykk dykkar deira berre ja etter ned skulle denne for deg sine sitt mot å mykje kvifor dette desse utan korleis ingen \
din ditt dine same slik mellom vår vårt våre kven viss både enn fordi før mange også òg vore begge sidan henne hennar takk hei hjelp hjelpe kanskje \
gjerne veldig meir mest mindre dag dagar morgon veke veker veka år barn barna born skule skulen veg vegen open opnar ope opne stengt stengjer nei igjen \
alltid aldri framleis allereie annan anna andre seier sa seie får fekk fått gjer gjere gjera gjort måtte må burde bør synest trur veit vite ligg står \
nettside nettsida innbyggjar innbyggjarar ringjer ringje medan difor samt kjem gjennom rundt først siste neste første store stor stort liten lite små to \
tre fire fem seks sju åtte ni ti kommunen diverre akkurat litt bra godt god betre ganske nesten enno enda heller eigen eige eigne finst går gå jo vel nok \
så dit hit under hos feil heile fleire heilt gong gonger spørsmål svar svarar vennleg helsing kveld einaste saman sjå heime heim tilbod \
ynskjer ønskjer kjære skriv trong tykkjer høyrt høyrer følgje utanfor innan innanfor tilbod kvarandre eigentleg tydeleg viktig vanleg heiter brukar nye nytt enkelt \
jente gut pengar vatn natt bok tid ute inne oppe gode";

/// Danish.
pub(super) const DANISH: &str = "og i jeg det at en et den til er som på de med han af ikke der var mig sig men har om vi min mit mine have havde hun nu over da \
ved fra du ud sin dem os op man kan hans hvor eller hvad skal selv her alle alt vil blive blev blevet bliver kunne ind når være kom nogen noget nogle ville \
jer jeres i deres kun ja efter ned skulle denne for dig sige sine sit mod meget hvorfor dette disse uden hvordan ingen din dit dine samme hvilken hvilke \
hvilket sådan sådanne mellem vores hver hvem hvis både bare end fordi før mange også været begge siden hende hendes tak hej hjælp hjælpe måske gerne \
rigtig rigtigt mere mest mindre dag dage morgen uge uger ugen år barn børn børnene skole skolen vej vejen åben åbner åbent åbne lukket lukker nej igen \
altid aldrig stadig allerede anden andet andre siger sagde får fik fået gør gøre gjort måtte må burde bør synes tror ved vide ligger står hjemmeside \
hjemmesiden borger borgere ringer ringe mens derfor samt ifølge kommer gennem omkring først sidste næste første store stor stort lille små to tre fire fem \
seks syv otte ni ti kommunen desværre lige lidt godt god bedre ganske næsten endnu heller egen eget egne findes går gå jo vel nok så hertil under hos \
ad rigtige forkert hele flere helt gang gange spørgsmål svar svarer venlig hilsen aften hvornår synd træls dejligt skriver ligesom ej udenfor inden indenfor tilbud hinanden egentlig tydelig vigtig almindelig hedder ønsker bruger bruges selvfølgelig kunnet \
gode nye nyt enkelt sandsynligvis imidlertid dreng pige penge vand nat bog tid oppe ude inde";

/// Finnish.
pub(super) const FINNISH: &str = "ja on ei se että en hän mutta oli minä olen ovat kun jos tai myös niin kuin mitä missä mistä mihin miksi miten milloin koska kuka \
mikä tämä tämän tässä nämä ne he me te sen siitä joka jotka jonka jossa ole olla ollut olisi vain vielä nyt jo kanssa mukaan sekä eivät emme ette et voi \
voit voiko voisi voisiko pitää pitäisi saa saako onko ennen jälkeen kaikki mukana hyvä hyvää hyvin kiitos moi hei terve päivää anteeksi tänään huomenna \
eilen viikko viikolla vuosi vuonna vuotta koulu koulun lapset lapsi lapsen kunta kunnan kaupunki kaupungin auki kiinni uimahalli paljon paljonko enemmän \
sitten siellä täällä täältä sitä tätä kyllä joo eli vaan edes aina usein kuitenkin olemme olette olivat tulee tullut tule ihan sinä teidän meidän heidän \
minun sinun hänen asia asiasta kuinka ilman yli alle yksi kaksi kolme neljä viisi mikään kukaan jotain joku eikö menee aikana hyvin taas tosi kovin liian \
puhelin avoinna suljettu apua sivuilla";

/// English.
pub(super) const ENGLISH: &str = "the of and to a in is you that it he was for on are as with his they i at be this have from or one had by but not what all were we \
when your can said there an which she how their if will up about out them then these so some her would like him into has more my than been who its now did \
get do does please thanks thank hello hi why where our us me no yes should could also just only very any because open closed school today tomorrow week \
year help don doesn isn ve re ll am im dont know need new time people after before over such most other see use make much many where while too here still \
again always never";

/// The commonest words of other languages that people write to a Nordic authority in with Latin letters: whoever uses many of
/// these writes none of ours.
pub(super) const OTHER: &str = "der die das und ist nicht ich sie wir ein eine einen mit auf für auch dem wie wird sind noch nach bei aus aber zum zur haben hat ihr \
wenn oder nur schon mein von zu es sich den im werden kein bitte danke het een van niet dat zijn voor maar ook naar heb wij je deze op te ik met aan le la \
les des est et une dans pour pas que qui vous nous je sur avec ce sont mais plus au du bonjour merci el los las del una por con para es no se lo su más pero \
como muy este está hola gracias il di che non sono della anche un nie jest się na że to do jak co ale czy dla w z jest proszę não uma com os é um \
það ekki ég við þetta fyrir sem hún þið að er og kui oma see ning mis ma bir ve bu için ne çok mi da waa iyo ku oo ka u ayaa waxaa si uu ir yra tai kad \
și este nu la cu pe sunt je su da na u za";
