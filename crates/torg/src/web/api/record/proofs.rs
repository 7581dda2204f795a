//! Proofs: the signed head of the log, that an entry is in it, and that the log only grew. What is here can be checked offline.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use formats::tlog::{self, Checkpoint, Hash, note};
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

use super::entries::visible;
use crate::ground::{Desk, EntryId, Problem, refuse};
use crate::records::entry;
use crate::records::proof::{self, Standing};
use crate::records::seal::{self, StoredTiles};
use crate::records::verify::{PublicKey, open_checkpoint};
use crate::web::api::body::{Asked, Named};
use crate::web::api::caller::Caller;

/// The signed head of the log: how many entries it has and which root they lead to (C2SP tlog-checkpoint, signed-note).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::web::api) struct SignedHead {
    /// What names the log.
    #[schema(example = "torg.exempelby.example/log")]
    origin: String,
    /// Entries in it.
    #[schema(example = 1042)]
    size: u64,
    /// The root over them, base64.
    #[schema(example = "9OBvAHCmSxjgQLyvVv6s9TfVCVbBCXRHDVBrKpJWwKo=")]
    root_hash: String,
    /// The signed note, whole.
    #[schema(
        example = "torg.exempelby.example/log\n1042\n9OBvAHCmSxjgQLyvVv6s9TfVCVbBCXRHDVBrKpJWwKo=\n\n— torg.exempelby.example/log …\n"
    )]
    note: String,
    /// The key it is signed with. Keep it from the first time: the same key signs for as long as the log lives.
    #[schema(example = "torg.exempelby.example/log+3a1c5a0f+AX…")]
    key: String,
}

/// The latest head, opened with the log's own key.
fn head(conn: &mut Conn, desk: &Desk) -> Result<(Checkpoint, String, note::VerifyingKey), Problem> {
    let origin = desk.config().log_origin();
    let signed = seal::latest_checkpoint(conn)?;
    let key = seal::verifying_key(conn, desk.vault(), &origin)?;
    let (Some((_, note)), Some(key)) = (signed, key) else { return Err(not_sealed_yet()) };
    let checkpoint = open_checkpoint(&note, PublicKey(*key.public_bytes()))
        .map_err(|why| anyhow::anyhow!("the log's head cannot be opened: {why}"))?;
    Ok((checkpoint, note, key))
}

fn not_sealed_yet() -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-not-sealed-yet").into()
}

fn base64(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// Shows the signed head of the log.
///
/// The latest. Whoever keeps one can prove a later change. The log itself is open to everyone under `/log/`.
#[utoipa::path(get, path = "/record/checkpoint", operation_id = "getCheckpoint", tag = "record", security(("token" = ["read"])),
    responses((status = 200, description = "The head.", body = SignedHead), (status = 409, description = "Nothing is sealed yet.")))]
pub(in crate::web::api) async fn checkpoint(State(desk): State<Desk>, caller: Caller) -> Result<Json<SignedHead>, Problem> {
    let here = desk.clone();
    let told = caller.reads(&desk, move |conn, _| {
        let (Checkpoint { origin, size, root, .. }, note, key) = head(conn, &here)?;
        Ok(SignedHead { origin, size, root_hash: base64(&root), note, key: key.to_string() })
    });
    Ok(Json(told.await?))
}

/// The proof that an entry is in the log (RFC 6962 §2.1.1).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::web::api) struct InclusionProof {
    /// The entry.
    entry: EntryId,
    /// Its place, from 0.
    #[schema(example = 1041)]
    position: u64,
    /// Entries that the head covers.
    #[schema(example = 1042)]
    size: u64,
    /// The entry's public line, which the log is made of: id, time, and the SHA-256 of its body.
    #[schema(
        example = "torg entry v1\n0193485e-f2a0-7c31-9d5b-6f0a3c1e2b50\n1795156860000000\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"
    )]
    leaf: String,
    /// SHA-256 of a zero byte and the public line, base64.
    #[schema(example = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    leaf_hash: String,
    /// The hashes from the entry to the root, base64.
    #[schema(example = json!(["2sSzUYpBzVvkPgCXwBwmJNq7dH1dCbxrh4e4ZbdpmHI="]))]
    hashes: Vec<String>,
    /// The head that they lead to.
    head: SignedHead,
}

/// Proves that an entry is in the log.
///
/// Against the latest signed head, which comes with it. Everything needed to check it offline is in the answer.
#[utoipa::path(get, path = "/record/entries/{entryId}/inclusion-proof", operation_id = "proveEntry", tag = "record",
    params(("entryId" = EntryId, Path, description = "The entry.")), security(("token" = ["read"])),
    responses((status = 200, description = "The proof.", body = InclusionProof), (status = 409, description = "The entry is not sealed yet.")))]
pub(in crate::web::api) async fn inclusion(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<EntryId>,
) -> Result<Json<InclusionProof>, Problem> {
    let here = desk.clone();
    let proven = caller.reads(&desk, move |conn, reach| {
        conn.snapshot()?;
        let entry = visible(conn, reach, id)?;
        let (Checkpoint { origin, size, root, .. }, note, key) = head(conn, &here)?;
        let proof = match proof::standing(conn, &entry, Some(PublicKey(*key.public_bytes())))? {
            Standing::Proven { position, proof, .. } => (position, proof),
            Standing::Waits => return Err(not_sealed_yet()),
            Standing::Broken(why) => {
                return Err(anyhow::anyhow!("entry {id} cannot be proven, the record was changed: {why}").into());
            }
        };
        let leaf = entry::leaf(id, entry.body.at, &entry.bytes);
        Ok(InclusionProof {
            entry: id,
            position: proof.0,
            size,
            leaf_hash: base64(&tlog::leaf_hash(&leaf)),
            leaf: String::from_utf8_lossy(&leaf).into_owned(),
            hashes: proof.1.iter().map(base64).collect(),
            head: SignedHead { origin, size, root_hash: base64(&root), note, key: key.to_string() },
        })
    });
    Ok(Json(proven.await?))
}

/// Between which sizes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::web::api) struct Sizes {
    /// The size you know, from a head you kept.
    #[param(minimum = 0, example = 1000)]
    from: u64,
    /// A later size; the latest head's when nothing is said.
    #[param(minimum = 0, example = 1042)]
    to: Option<u64>,
}

/// The proof that one log begins with another (RFC 6962 §2.1.2).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::web::api) struct ConsistencyProof {
    /// The earlier size.
    #[schema(example = 1000)]
    from: u64,
    /// The later size.
    #[schema(example = 1042)]
    to: u64,
    /// The hashes, base64; none when the sizes are equal or the earlier log is empty.
    #[schema(example = json!(["2sSzUYpBzVvkPgCXwBwmJNq7dH1dCbxrh4e4ZbdpmHI="]))]
    hashes: Vec<String>,
}

/// Proves that the log only grew.
///
/// That the log of a later size begins with the log of the size you know: nothing was changed or taken out since.
#[utoipa::path(get, path = "/record/consistency-proof", operation_id = "proveConsistency", tag = "record", params(Sizes),
    security(("token" = ["read"])),
    responses(
        (status = 200, description = "The proof.", body = ConsistencyProof),
        (status = 409, description = "Nothing is sealed yet."),
        (status = 422, description = "The log has no such sizes."),
    ))]
pub(in crate::web::api) async fn consistency(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(Sizes { from, to }): Asked<Sizes>,
) -> Result<Json<ConsistencyProof>, Problem> {
    let here = desk.clone();
    let proven = caller.reads(&desk, move |conn, _| {
        conn.snapshot()?;
        let size = head(conn, &here)?.0.size;
        let to = to.unwrap_or(size);
        if from > to || to > size {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-log-size").with("n", size).into());
        }
        let hashes = tlog::prove_consistency(&mut StoredTiles(conn), from, to)?;
        Ok(ConsistencyProof { from, to, hashes: hashes.iter().map(base64).collect() })
    });
    Ok(Json(proven.await?))
}
