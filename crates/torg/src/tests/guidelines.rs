//! A guideline is adopted, read and acknowledged, revised and read anew; managers see who has.
use axum::http::StatusCode;

use super::browser::Page;
use super::town::{Town, on_both_engines};

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
const OMAR: &str = "Omar Lind";

impl Town {
    async fn adopts(&self, who: &str, address: &str, text: &str) -> Page {
        self.post(address)
            .as_(who)
            .with("title", "Riktlinje för sociala medier")
            .with("number", "KS 2026/00077")
            .with("adopted-by", "Kommunstyrelsen")
            .with("adopted-on", "2026-11-19")
            .with("language", "sv")
            .with("text", text)
            .await
    }
}

async fn a_guideline_is_read_and_read_anew(town: Town) {
    let starter = town.get("/govern/guidelines/new").as_(ASTRID).await.fine();
    for section in ["Mål", "Vem bestämmer", "Uppföljning", "Språk, ton", "Arbetstid", "Yttrandefrihet"] {
        assert!(starter.html.contains(section), "{section} is missing");
    }
    let bare = town.adopts(ASTRID, "/govern/guidelines", " ").await;
    assert!(bare.says("behöver fyllas i"), "{}", bare.text());
    assert_eq!(town.adopts(FATIMA, "/govern/guidelines", "# Mål").await.status, StatusCode::FORBIDDEN);
    let saved = town.adopts(ASTRID, "/govern/guidelines", "# Mål\n\n*Svara* alla. <script>alert(1)</script>").await.fine();
    let address = saved.leads_to().to_owned();

    let page = town.get(&address).as_(FATIMA).await.fine();
    assert!(page.html.contains("<em>Svara</em>") && page.says("KS 2026/00077, version 1"), "{}", page.text());
    assert!(!page.elements().iter().any(|one| one.name == "script" && one.attribute("src").is_none()), "{}", page.html);
    assert!(!page.says("Vilka som har läst"), "a list of colleagues is for managers");
    assert!(town.get("/govern/guidelines").as_(FATIMA).await.fine().says("Inte läst"));
    let read = format!("{address}/acknowledgement");
    town.post(&read).as_(FATIMA).with("version", 1).await.fine();
    town.post(&read).as_(FATIMA).with("version", 1).await.fine();
    assert!(!town.get("/govern/guidelines").as_(FATIMA).await.fine().says("Inte läst"));
    let managed = town.get(&address).as_(ASTRID).await.fine();
    assert!(managed.says("1 av 5 har läst") || managed.says("1 av"), "{}", managed.text());
    assert!(managed.says("Har inte läst än") && managed.says(OMAR), "{}", managed.text());

    town.adopts(ASTRID, &format!("{address}/versions"), "# Mål\n\nSvara alla i tid.").await.fine();
    assert!(town.get("/govern/guidelines").as_(FATIMA).await.fine().says("Ny version sedan du läste"));
    let old = town.post(&read).as_(FATIMA).with("version", 1).await;
    assert!(old.says("en nyare version"), "{}", old.text());

    let withdrawal = format!("{address}/withdrawal");
    assert_eq!(town.post(&withdrawal).as_(FATIMA).with("why", "x").await.status, StatusCode::FORBIDDEN);
    town.post(&withdrawal).as_(ASTRID).with("why", "Ersatt av en ny policy.").await.fine();
    assert!(town.get(&address).as_(FATIMA).await.fine().says("Upphävd: Ersatt av en ny policy."));
    let late = town.adopts(ASTRID, &format!("{address}/versions"), "# Mål").await;
    assert!(late.says("Riktlinjen är upphävd"), "{}", late.text());
}

on_both_engines!(a_guideline_is_read_and_read_anew);
