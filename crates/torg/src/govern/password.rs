//! Passwords: Argon2id, slow to guess. So slow that a machine can do only a few at a time, so they wait for their turn.
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::StatusCode;
use tokio::sync::Semaphore;

use crate::ground::{Problem, refuse};

/// Shortest password. Length counts, not signs (NIST SP 800-63B, 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;
/// Longest, in bytes: far over the 64 signs that NIST asks for, and nobody hashes a book.
const LONGEST_PASSWORD: usize = 1024;

/// Each hash takes 19 MiB and a processor: a flood of sign-ins waits here and does not take the machine.
static TURNS: Semaphore = Semaphore::const_new(4);

/// A hash of nobody's password with the same cost, so that an unknown address takes as long as a known one.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cy1zYWx0$1fYH7qI0L1qBrVOTJrQvU0q1pFN3yRtK2dbqS6xW7qQ";

/// OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Hashes a password that someone chose.
pub async fn hash(password: String) -> Result<String, Problem> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-password-short").with("n", SHORTEST_PASSWORD).into());
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-password-long").with("n", LONGEST_PASSWORD).into());
    }
    beside(move || {
        let hash =
            argon2().hash_password(password.as_bytes()).map_err(|fault| anyhow::anyhow!("could not hash a password: {fault}"))?;
        Ok(hash.to_string())
    })
    .await
}

/// True when the password is the one behind `hash`. Without a hash it is not, and that takes just as long.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Problem> {
    if password.len() > LONGEST_PASSWORD {
        return Ok(false);
    }
    beside(move || {
        let right = matches(&password, hash.as_deref().unwrap_or(NOBODYS_HASH));
        Ok(right && hash.is_some())
    })
    .await
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Runs slow work off the async threads, in its turn.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let turn = TURNS.acquire().await.map_err(anyhow::Error::from)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?;
    drop(turn);
    done
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::Error;

    use super::*;

    #[test]
    fn nobodys_hash_is_read_and_costs_what_a_real_one_costs() {
        let nobody = PasswordHash::new(NOBODYS_HASH).unwrap();
        // Not "cannot be read": the whole computation is done, and its outcome differs.
        assert_eq!(argon2().verify_password(b"a password of someone", &nobody), Err(Error::PasswordInvalid));
        let real = argon2().hash_password(b"a password of someone").unwrap().to_string();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobody.algorithm, nobody.version), (real.algorithm, real.version));
        assert_eq!(Params::try_from(&nobody).unwrap(), Params::try_from(&real).unwrap());
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
        let salts = (nobody.salt.unwrap().len(), real.salt.unwrap().len());
        assert!(salts.0 <= salts.1, "the salt's length costs nothing that can be measured: {salts:?}");
    }

    #[tokio::test]
    async fn a_password_is_right_or_not() {
        let kept = hash("tolv tecken räcker".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("tolv tecken räcker".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!is_right("tolv tecken räcker ".to_owned(), Some(kept)).await.unwrap());
        assert!(!is_right("tolv tecken räcker".to_owned(), None).await.unwrap());
        assert!(hash("elva tecken".to_owned()).await.is_err());
        assert!(hash("x".repeat(1025)).await.is_err());
    }

    /// The time of an unknown address beside that of a known one. Both do one whole Argon2id; half or double would be another.
    #[test]
    fn an_unknown_address_takes_as_long_as_a_known_one() {
        let real = argon2().hash_password(b"a password of someone").unwrap().to_string();
        let fastest = |hash: &str| {
            let tries = (0..8).map(|_| {
                let begun = std::time::Instant::now();
                assert!(!matches("another password", hash));
                begun.elapsed()
            });
            tries.min().unwrap()
        };
        let (unknown, known) = (fastest(NOBODYS_HASH), fastest(&real));
        assert!(unknown < known * 2 && known < unknown * 2, "{unknown:?} beside {known:?}");
    }
}
