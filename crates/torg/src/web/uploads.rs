//! A form with files that one of our own pages sent. The same proofs as for any form: the login's form token, and the browser's word that
//! it comes from here.
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::problems;
use super::visitor::{SignedIn, read_pairs, same_site};
use crate::ground::{Desk, Problem, refuse};

/// A file as it was sent: the name it had there, and its bytes.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// A form with files; an empty file field is no file.
pub(super) struct PostedFiles<T> {
    /// Who sent it.
    pub(super) by: SignedIn,
    /// What it says.
    pub(super) form: T,
    /// What lies in it.
    pub(super) files: Vec<File>,
}

impl<T: DeserializeOwned> FromRequest<Desk> for PostedFiles<T> {
    type Rejection = Response;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, desk).await?;
        let refused = |problem: Problem| problems::page(&by.locale, &problem);
        if !same_site(&parts.headers, desk) {
            return Err(refused(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into()));
        }
        let unreadable = |_| refused(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable").into());
        let mut multipart = Multipart::from_request(Request::from_parts(parts, body), desk)
            .await
            .map_err(|_| refused(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refuse-form-unreadable").into()))?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            let (key, name) = (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
            let bytes =
                field.bytes().await.map_err(|too_large| refused(refuse(too_large.status(), "refuse-form-too-large").into()))?;
            match name {
                Some(name) if !bytes.is_empty() => files.push(File { name, bytes: bytes.to_vec() }),
                Some(_) => {}
                // Line ends as browsers send them in such forms.
                None => pairs.push((key, String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
            }
        }
        if !pairs.iter().any(|(key, value)| key == "form-token" && *value == by.form_token) {
            return Err(refused(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into()));
        }
        match read_pairs(&pairs) {
            Ok(form) => Ok(Self { by, form, files }),
            Err(fault) => {
                tracing::info!("A form could not be read: {fault}");
                Err(refused(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable").into()))
            }
        }
    }
}
