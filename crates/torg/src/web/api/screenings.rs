//! The screen and the gate for programs: what they say of a text before it goes anywhere, which rules they say it by, and what the gate
//! sees in a post.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use screen::{Confidence, FindingKind, MessageKind, Route, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::govern::gate::{self, Concern, Demand, Part, Place};
use crate::govern::screening_rules;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, PersonId, PostId, Problem, refuse};
use crate::publish::{parts, post};

/// Longest text that is screened, in characters.
const LONGEST: usize = 20_000;

/// A text to be screened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewScreening {
    /// The text. It is not kept.
    #[schema(max_length = 20000, example = "Ring mig på 070-174 06 05")]
    text: String,
    /// The language it is said to be written in: decides where the text leaves room.
    #[schema(example = "sv")]
    language: Option<String>,
}

/// Something in a text that an officer should see first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Seen {
    /// Its kind.
    #[schema(value_type = String, example = "phone")]
    kind: FindingKind,
    /// Where it begins, in UTF-8 bytes.
    #[schema(example = 13)]
    start: usize,
    /// … and ends, exclusive.
    #[schema(example = 26)]
    end: usize,
    /// The words.
    #[schema(example = "070-174 06 05")]
    text: String,
    /// How sure.
    #[schema(value_type = String, example = "high")]
    confidence: Confidence,
    /// The rule that spoke.
    #[schema(example = "phone-mobile")]
    rule: String,
    /// What the law says; null where it says nothing.
    law: Option<String>,
    /// Where it says so.
    sources: Vec<String>,
    /// What an officer is advised to do.
    #[schema(value_type = String, example = "justify")]
    step: Step,
    /// Whether it is the authority's own: then the gate asks nothing.
    #[schema(example = false)]
    is_own: bool,
}

/// Something that the gate sees in a part of what would leave.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Objection {
    /// What it demands.
    demand: Demand,
    /// A finding's kind, or `hard-word`, `hard-to-read`, `missing-alt`, `missing-source`.
    #[schema(example = "phone")]
    kind: String,
    /// In which part.
    place: Place,
    /// In which of several parts of that kind, from 1.
    #[schema(example = 1)]
    n: usize,
    /// The channel whose own words they are; null for what is said everywhere.
    channel: Option<ChannelId>,
    /// The part in words, in the language of the request.
    #[schema(example = "the alt text of picture 2")]
    place_name: String,
    /// Where in the part, in UTF-8 bytes; null when it is about all of it.
    #[schema(example = 13)]
    start: Option<usize>,
    /// … and where it ends, exclusive.
    #[schema(example = 26)]
    end: Option<usize>,
    /// What says the same in plainer words.
    #[schema(example = json!(null))]
    plainer: Option<String>,
}

/// What the screen and the gate say of a text.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Screening {
    /// Findings in the order of the text.
    findings: Vec<Seen>,
    /// What kind of message it seems to be; null where nothing tells.
    #[schema(value_type = Option<String>, example = "question")]
    message: Option<MessageKind>,
    /// Where such a message may belong.
    #[schema(value_type = Option<String>, example = "answer")]
    route: Option<Route>,
    /// How hard it is to read (LIX); null where it is too short to tell.
    #[schema(example = json!(null))]
    lix: Option<u32>,
    /// The versions of the rules.
    #[schema(example = "2026-11-27 + KS 2026/118 (3)")]
    rules: String,
    /// What the gate would demand if it was to leave.
    gate: Vec<Objection>,
}

fn objection(caller: &Caller, concern: Concern) -> Objection {
    let place_name = concern.part().named(caller.locale);
    let Concern { demand, kind, place, n, channel, span, quote: _, plainer } = concern;
    let (start, end) = (span.as_ref().map(|span| span.start), span.map(|span| span.end));
    Objection { demand, kind, place, n, channel: channel.map(|(id, _)| id), place_name, start, end, plainer }
}

/// Screens a text.
///
/// As `torg screen --json`, by the rules in force here, and with what the gate would demand. Nothing is kept.
#[utoipa::path(post, path = "/screenings", operation_id = "screenText", tag = "screening", request_body = NewScreening,
    security(("token" = ["read"])), responses((status = 200, description = "What was seen.", body = Screening)))]
pub(super) async fn screen(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(NewScreening { text, language }): Sent<NewScreening>,
) -> Result<Json<Screening>, Problem> {
    let used = text.chars().count();
    if used > LONGEST {
        return Err(refuse(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "refuse-text-long")
            .with("limit", LONGEST)
            .with("used", used)
            .into());
    }
    let rules = caller.reads(&desk, |conn, _| Ok(screening_rules::in_force(conn)?)).await?;
    let reading = rules.rules.read(&text);
    let findings = reading.findings.into_iter().map(|finding| {
        let law = screen::law(&finding.law);
        let words = text.get(finding.span.clone()).unwrap_or_default();
        Seen {
            kind: finding.kind,
            start: finding.span.start,
            end: finding.span.end,
            text: words.to_owned(),
            confidence: finding.confidence,
            rule: finding.rule.clone().into_owned(),
            law: law.map(|law| law.says.clone()),
            sources: law.map(|law| law.statutes.iter().map(|statute| statute.reference.clone()).collect()).unwrap_or_default(),
            step: finding.step,
            is_own: rules.own.hold(finding.kind, words),
        }
    });
    let findings = findings.collect();
    let gate = gate::look(&rules, &[Part::of(Place::Text, &text)], language.as_deref());
    Ok(Json(Screening {
        findings,
        message: reading.message,
        route: reading.route,
        lix: reading.readability.lix(),
        rules: rules.told(),
        gate: gate.into_iter().map(|concern| objection(&caller, concern)).collect(),
    }))
}

/// A version of the authority's own rules.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RulesVersion {
    /// 1, 2, 3 …; the highest is in force.
    #[schema(example = 3)]
    number: i64,
    /// The rule file (TOML).
    #[schema(example = "version = \"KS 2026/118\"")]
    rules: String,
    /// The authority's own contact details, one on each line.
    #[schema(example = "070-174 06 05")]
    own: String,
    /// When it was decided.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    at: Timestamp,
    /// By whom.
    by: PersonId,
}

/// The rules of the screen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScreeningRules {
    /// The versions in force, as findings keep them.
    #[schema(example = "2026-11-27 + KS 2026/118 (3)")]
    in_force: String,
    /// The authority's own, the latest first, at most a hundred.
    versions: Vec<RulesVersion>,
}

/// Lists the rules of the screen.
///
/// Which versions are in force, and every version of the authority's own rules with who decided it. Findings name the versions they were
/// made by.
#[utoipa::path(get, path = "/screening-rules", operation_id = "listScreeningRules", tag = "screening", security(("token" = ["read"])),
    responses((status = 200, description = "The rules.", body = ScreeningRules)))]
pub(super) async fn rules(State(desk): State<Desk>, caller: Caller) -> Result<Json<ScreeningRules>, Problem> {
    let told = caller.reads(&desk, |conn, _| {
        let versions = screening_rules::history(conn)?.into_iter().map(|version| {
            let screening_rules::Version { number, rules, own, at, by } = version;
            RulesVersion { number, rules, own, at, by }
        });
        Ok(ScreeningRules { in_force: screening_rules::in_force(conn)?.told(), versions: versions.collect() })
    });
    Ok(Json(told.await?))
}

/// What the gate sees in a post.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostScreening {
    /// What it sees, the gravest first.
    gate: Vec<Objection>,
}

/// Shows what the gate sees in a post.
///
/// In each part of each wording: text, title, warning, alt texts, names of files, captions, answers of a poll, the link card. The same as
/// the composer shows while one writes; what is to be blocked or justified stops the handing in.
#[utoipa::path(get, path = "/posts/{postId}/screening", operation_id = "screenPost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), security(("token" = ["read"])),
    responses((status = 200, description = "What it sees.", body = PostScreening)))]
pub(super) async fn of_post(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
) -> Result<Json<PostScreening>, Problem> {
    let here = desk.clone();
    let concerns = caller.reads(&desk, move |conn, reach| {
        let found = post::find(conn, id)?.ok_or_else(not_found)?;
        if !post::is_seen(conn, reach, &found)? {
            return Err(not_found());
        }
        let composition = post::composition(conn, here.vault(), id)?;
        let parts = parts::of(conn, &composition)?;
        Ok(gate::look(&screening_rules::in_force(conn)?, &parts, Some(&composition.language)))
    });
    let gate = concerns.await?.into_iter().map(|concern| objection(&caller, concern)).collect();
    Ok(Json(PostScreening { gate }))
}
