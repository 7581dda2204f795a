//! What everyone may see: our accounts, what they promise, who only pretends; and that nothing else can be seen.
use axum::http::{StatusCode, header};

use super::browser::Page;
use super::town::{Town, on_both_engines};
use crate::govern::mandate::Allowed;
use crate::share::impostor;

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";

impl Town {
    async fn asks_about(&self, account: &str) -> Page {
        let account: String = url::form_urlencoded::byte_serialize(account.as_bytes()).collect();
        self.get(&format!("/channels/check?lang=sv&account={account}")).await.fine()
    }

    async fn reports(&self, account: &str, note: &str) -> Page {
        self.post("/channels/impostors").with("lang", "sv").with("account", account).with("note", note).await
    }
}

async fn everyone_sees_every_channel_closed_ones_too(town: Town) {
    let pool = town.channel("simhallen").await.id;
    let close = town.post(&format!("/govern/channels/{pool}/closing")).as_(ASTRID).with("why", "hemligt-skal");
    close.await.fine();
    for (path, words) in [
        ("/kanaler", "Våra konton i sociala medier"),
        ("/kanaler?lang=nb", "Våre kontoer i sosiale medier"),
        ("/kanalar", "Kontoane våre i sosiale medium"),
        ("/channels", "Our accounts in social media"),
    ] {
        let page = town.get(path).await.fine();
        assert!(page.says(words), "{path}: {}", page.text());
        assert!(page.says("Simhallen i Exempelby") && page.says("Exempelby på norsk"), "{path}: {}", page.text());
        assert!(!page.elements().iter().any(|one| one.name == "script"), "{path} has a script");
    }
    let page = town.get("/kanaler").await.fine();
    assert!(page.says("Stängd") && page.says("På prov") && page.says("Svar inom 2 tim"), "{}", page.text());
    let found = town.get("/kanaler?q=NORSK%20exempelby").await.fine();
    assert!(found.says("1 kanal") && found.says("Exempelby på norsk") && !found.says("Simhallen"), "{}", found.text());
    assert!(town.get("/kanaler?q=%3Cscript%3E").await.fine().says("Ingen kanal passar"));

    let one = town.get(&format!("/channels/{pool}?lang=sv")).await.fine();
    assert!(one.says("är stängt") && one.says("2026-11-20"), "{}", one.text());
    let ours = town.channel("exempelby").await.id;
    town.post(&format!("/govern/channels/{ours}/public-promise"))
        .as_(ASTRID)
        .with("activity", "daily")
        .with("contact", "exempelby.example/kontakt")
        .with("tolerance", "reklam")
        .with("language", "sv")
        .await
        .fine();
    let one = town.get(&format!("/channels/{ours}?lang=sv")).await.fine();
    for words in ["De flesta vardagar", "exempelby.example/kontakt", "reklam", "dygnet runt", "allmän handling", "Kundservice"] {
        assert!(one.says(words), "{words} is missing in {}", one.text());
    }
    assert_eq!(town.get("/channels/019a0000-0000-7000-8000-000000000000").await.status, StatusCode::NOT_FOUND);
}

async fn caches_are_told_when_nothing_changed(town: Town) {
    for path in ["/kanaler", "/channels.json", "/channels.csv", "/channels/export.html", "/channels/embed"] {
        let first = town.get(path).await.fine();
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        assert!(first.headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"), "{path}");
        let again = town.get(path).header("if-none-match", &tag).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.html.is_empty() && !first.headers.contains_key(header::SET_COOKIE), "{path}");
        let other = town.get(path).header("if-none-match", "\"annan\"").await;
        assert_eq!(other.status, StatusCode::OK, "{path}");
    }
    let framed = town.get("/channels/embed").await.fine();
    assert_eq!(framed.headers[header::X_FRAME_OPTIONS], "DENY", "no site is named in the settings");
}

async fn data_is_data_and_no_formula(town: Town) {
    let unit = town.unit("Kundservice").await;
    let id = town.channel("exempelby").await.id;
    let json: serde_json::Value = serde_json::from_str(&town.get("/channels.json").await.fine().html).unwrap();
    let channels = json["channels"].as_array().unwrap();
    assert_eq!(channels.len(), 3);
    let ours = channels.iter().find(|channel| channel["id"] == id.to_string()).unwrap();
    assert_eq!((&ours["stage"], &ours["promise"]["answerWithinMinutes"]), (&"pilot".into(), &120.into()));
    let csv = town.get("/channels.csv").await.fine();
    let lines: Vec<&str> = csv.html.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "{}", csv.html);
    assert!(lines[0].starts_with("id,name,network,handle"), "{}", lines[0]);
    assert!(csv.html.contains("Kundservice"), "{unit} {}", csv.html);
}

async fn the_answer_about_an_account_is_honest(town: Town) {
    for (written, answer) in [
        ("@exempelby@arena", "Ja. Det är Exempelby kommuns eget konto."),
        ("exempelby@ARENA", "Ja. Det är Exempelby kommuns eget konto."),
        ("@exempe1by@arena", "det liknar ett som är det"),
        ("@exempelby", "Ett namn utan nätverk kan vara vem som helst"),
        ("@nagon@annan.example", "Vi vet inte vem det är"),
        ("två ord", "Det gick inte att läsa"),
    ] {
        let page = town.asks_about(written).await;
        assert!(page.says(answer), "{written}: {}", page.text());
    }
    let hostile = town.asks_about("\"><script>alert(1)</script>").await;
    assert!(!hostile.elements().iter().any(|one| one.name == "script"), "{}", hostile.html);

    let pool = town.channel("simhallen").await.id;
    town.post(&format!("/govern/channels/{pool}/closing")).as_(ASTRID).with("why", "Slagen ihop.").await.fine();
    let closed = town.asks_about("@simhallen@arena").await;
    assert!(closed.says("men är stängt"), "{}", closed.text());
}

async fn an_impostor_is_listed_when_a_person_has_looked(town: Town) {
    let sent = town.reports("@exempelby.kommun@falsk.example", "Ber om kortnummer").await.fine();
    let thanks = town.get(sent.leads_to()).await.fine();
    assert!(thanks.says("Tack. En människa tittar på anmälan."), "{}", thanks.text());
    assert!(!town.get("/kanaler").await.fine().says("falsk.example"), "nothing is listed on anyone's word");
    assert!(!town.asks_about("@exempelby.kommun@falsk.example").await.says("Nej. Kontot utger sig"));
    // The same again, in another form, changes nothing and tells nothing.
    assert_eq!(town.reports("https://falsk.example/@exempelby.kommun", "").await.status, StatusCode::SEE_OTHER);

    let page = town.get("/govern/register").as_(ASTRID).await.fine();
    assert!(page.says("Ber om kortnummer") && page.says("Väntar"), "{}", page.text());
    assert_eq!(town.get("/govern/register").as_(FATIMA).await.status, StatusCode::FORBIDDEN);
    let all = town.desk.read(|conn| Ok(impostor::all(conn)?)).await.unwrap();
    assert_eq!(all.len(), 1);
    let decision = format!("/govern/register/impostors/{}/decision", all[0].id);
    assert_eq!(town.post(&decision).as_(FATIMA).with("way", "confirm").with("why", "x").await.status, StatusCode::FORBIDDEN);
    town.post(&decision).as_(ASTRID).with("way", "confirm").with("why", "hemligt-skal").await.fine();
    let list = town.get("/kanaler").await.fine();
    assert!(list.says("@exempelby.kommun@falsk.example") && !list.says("kortnummer"), "{}", list.text());
    assert!(town.asks_about("https://falsk.example/@exempelby.kommun").await.says("Nej. Kontot utger sig för att vara"));
    town.post(&format!("/govern/register/impostors/{}/end", all[0].id)).as_(ASTRID).await.fine();
    assert!(town.get("/kanaler").await.fine().says("borta sedan"));

    for n in 0..3 {
        town.reports(&format!("@a{n}@falsk.example"), "").await.fine();
    }
    let flood = town.reports("@nu@falsk.example", "").await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(flood.says("Försök igen om en stund"), "{}", flood.text());
    town.later(jiff::SignedDuration::from_mins(61));
    town.reports("@nu@falsk.example", "").await.fine();
    let foreign = town.post("/channels/impostors").header("sec-fetch-site", "cross-site").with("account", "@a@b.example").await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

async fn a_link_to_someone_who_speaks_for_themselves_says_so(town: Town) {
    let add = |url: &str, decision: &str| {
        town.post("/govern/register/links")
            .as_(ASTRID)
            .with("name", "Kommunalrådets blogg")
            .with("url", url)
            .with("about", "Om politik")
            .with("decision", decision)
    };
    assert!(add("javascript:alert(1)", "KS 2026/9").await.says("ingen webbadress"));
    assert!(add("https://blogg.exempelby.example/", "").await.says("Skriv beslutets nummer"));
    add("https://blogg.exempelby.example/", "KS 2026/9").await.fine();
    let list = town.get("/kanaler").await.fine();
    assert!(
        list.says("Kommunalrådets blogg") && list.says("Åsikterna är deras egna") && list.says("KS 2026/9"),
        "{}",
        list.text()
    );
    assert!(town.asks_about("blogg.exempelby.example/").await.says("talar inte för Exempelby kommun"));
    let link = town.desk.read(|conn| Ok(crate::share::external_link::current(conn)?)).await.unwrap().remove(0);
    let remove = format!("/govern/register/links/{}/removal", link.id);
    assert!(town.post(&remove).as_(ASTRID).with("why", "").await.says("Skriv ett skäl"));
    town.post(&remove).as_(ASTRID).with("why", "hemligt-skal").await.fine();
    assert!(!town.get("/kanaler").await.fine().says("Kommunalrådets blogg"));
}

async fn a_handle_is_proved_to_the_network(town: Town) {
    let known = "/.well-known/atproto-did";
    assert_eq!(town.get(known).header("host", "kommun.exempelby.example").await.status, StatusCode::NOT_FOUND);
    let id = town.channel("exempelby").await.id;
    let made = town.desk.write(move |conn| {
        conn.run(&BECOMES_A_DID, store::values![id])?;
        Ok(())
    });
    made.await.unwrap();
    let proof = town.post(&format!("/govern/channels/{id}/proof")).as_(ASTRID).with("handle", "@Kommun.Exempelby.example");
    proof.await.fine();
    let told = town.get(known).header("host", "kommun.exempelby.example:443").await.fine();
    assert_eq!(told.html, "did:plc:stad");
    assert_eq!(town.get(known).header("host", "annan.example").await.status, StatusCode::NOT_FOUND);
    assert!(town.asks_about("https://bsky.app/profile/kommun.exempelby.example").await.says("Ja. Det är"));
}

store::sql! {
    BECOMES_A_DID = "update govern_channel set remote_id = 'did:plc:stad' where id = ?1";
}

/// Words that may stand nowhere outside: planted in every place that the public has no business with.
const SECRETS: &[&str] = &[
    "hemligt-skal",
    "hemlig-ansokan",
    "hemlig-anteckning",
    "astrid@exempelby.example",
    "fatima@exempelby.example",
    "Fatima Berg",
    "hemlig-fraga",
];

async fn nothing_protected_is_ever_public(town: Town) {
    town.citizen("Åse Lind").asks("hemlig-fraga");
    town.hears().await;
    let pool = town.channel("simhallen").await.id;
    let unit = town.unit("Kultur och fritid").await;
    let mut apply =
        town.post("/govern/applications").as_(FATIMA).with("name", "hemlig-ansokan").with("network", "arena").with("unit", unit);
    for question in ["purpose", "benefit", "audience"] {
        apply = apply.with(&format!("question-{question}"), "hemlig-ansokan");
    }
    apply.with("no-private-account", "yes").await.fine();
    let own = town.channel("exempelby").await.id;
    let mut filed =
        town.post("/govern/applications").as_(ASTRID).with("name", "Exempelby").with("network", "arena").with("unit", unit);
    for question in ["purpose", "benefit", "audience", "staffing", "resources"] {
        filed = filed.with(&format!("question-{question}"), "hemlig-ansokan");
    }
    filed.with("no-private-account", "yes").with("channel", own).await.fine();
    town.post(&format!("/govern/channels/{pool}/review")).as_(ASTRID).with("note", "hemlig-anteckning").await.fine();
    town.post(&format!("/govern/channels/{own}/going-live")).as_(ASTRID).with("why", "hemligt-skal").await.fine();
    town.post(&format!("/govern/channels/{pool}/closing")).as_(ASTRID).with("why", "hemligt-skal").await.fine();
    town.reports("@falsk@falsk.example", "hemlig-anteckning").await.fine();
    town.entrusts(ASTRID, FATIMA, "everywhere", &[Allowed::Govern]).await.unwrap();
    let mut asked = vec!["/log/checkpoint".to_owned(), "/channels/embed".to_owned(), "/channels/export.html".to_owned()];
    for lang in ["sv", "nb", "nn", "en"] {
        asked.extend(["/channels", "/kanaler", "/kanalar"].map(|path| format!("{path}?lang={lang}")));
        asked.extend([pool, own].map(|id| format!("/channels/{id}?lang={lang}")));
        asked.push(format!("/channels/check?lang={lang}&account=@simhallen@arena"));
    }
    asked.extend(["/channels.json", "/channels.csv", "/channels/check?account=@falsk@falsk.example"].map(str::to_owned));
    for path in asked {
        let page = town.get(&path).await;
        for secret in SECRETS {
            assert!(!page.html.contains(secret), "{secret} stands in {path}");
        }
        assert!(
            !page.headers.iter().any(|(_, value)| SECRETS.iter().any(|secret| value.as_bytes() == secret.as_bytes())),
            "{path}"
        );
    }
}

on_both_engines!(
    everyone_sees_every_channel_closed_ones_too,
    caches_are_told_when_nothing_changed,
    data_is_data_and_no_formula,
    the_answer_about_an_account_is_honest,
    an_impostor_is_listed_when_a_person_has_looked,
    a_link_to_someone_who_speaks_for_themselves_says_so,
    a_handle_is_proved_to_the_network,
    nothing_protected_is_ever_public,
);
