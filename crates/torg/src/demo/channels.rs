//! The town's channels as they are governed: one live, others on trial, one applied for; its promise, its guideline, and an account
//! that only pretends.
use crate::govern::channel::application::{self, Form, Wanted};
use crate::govern::channel::public_promise::{self, Activity, PublicPromise};
use crate::govern::channel::{self, Mode, stage};
use crate::govern::guideline::{self, Adopted};
use crate::govern::mandate::{self, Govern, Mandate, Scope};
use crate::govern::person;
use crate::ground::locale::Locale;
use crate::ground::{Desk, PersonId, Problem};
use crate::records::Act;
use crate::share::impostor;

fn governing(act: &mut Act<'_>, boss: PersonId) -> Result<Mandate<Govern>, Problem> {
    let now = act.now();
    mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)
}

/// Governs the town's channels as its administrator, `boss`, has done up to now.
pub async fn govern(desk: &Desk, boss: PersonId) -> Result<(), Problem> {
    let (channels, people) = desk.read(|conn| Ok((channel::all(conn)?, person::all(conn)?))).await?;
    let Some(town) = channels.iter().find(|channel| channel.handle == "exempelby@arena") else { return Ok(()) };
    let (town, unit) = (town.id, town.unit);
    desk.act(move |mut act| {
        let by = governing(&mut act, boss)?;
        stage::go_live(act, &by, town, Some("Kanalen fanns före Torg. Underlaget kompletteras under hösten."))
    })
    .await?;
    let promise = PublicPromise {
        activity: Activity::Daily,
        tolerance: String::new(),
        contact: "exempelby.example/kontakt".to_owned(),
        identity: String::new(),
        language: Locale::Sv,
    };
    desk.act(move |mut act| {
        let by = governing(&mut act, boss)?;
        public_promise::save(act, &by, town, promise)
    })
    .await?;
    if let Some(fatima) = people.iter().find(|person| person.email == "fatima@exempelby.example").map(|person| person.id) {
        let answers = [
            ("purpose", "Berätta vad som händer på biblioteket och svara på frågor om lån."),
            ("benefit", "Den som bor långt bort kan fråga utan att resa."),
            ("audience", "Unga och nyinflyttade."),
            ("staffing", "Kundservice på vardagar; biblioteket när frågan är deras."),
        ];
        let (network, name) = ("arena".to_owned(), "Biblioteket i Exempelby".to_owned());
        let wanted = Wanted { unit, network, name, mode: Mode::Dialogue, owner: None, form: Form::new(answers), channel: None };
        desk.act(move |act| application::apply(act, fatima, &wanted)).await?;
    }
    let adopted = Adopted {
        unit: None,
        title: Locale::Sv.say("guideline-starter-title"),
        number: "KS 2026/00041".to_owned(),
        owner: Some(boss),
        language: Locale::Sv,
        text: Locale::Sv.say("guideline-starter"),
        adopted_by: "Kommunstyrelsen".to_owned(),
        adopted_on: "2026-03-10".to_owned(),
    };
    desk.act(move |mut act| {
        let by = governing(&mut act, boss)?;
        guideline::adopt(act, &by, None, &adopted)
    })
    .await?;
    desk.act(|act| impostor::report(act, "@exempelby.kommun@falsk.example", "Skriver att man har vunnit ett presentkort.", ""))
        .await?;
    Ok(())
}
