//! Secrets at rest: tokens, app passwords and drafts are encrypted with the desk's key; never logged, never captured.
use std::path::Path;

use anyhow::{Context, bail};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};

/// Seals and opens secrets with AES-256-GCM under the desk's one key.
pub struct Vault {
    key: RandomizedNonceKey,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// A vault under `key`.
    pub fn new(key: &[u8; 32]) -> anyhow::Result<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, key).ok().context("the vault's key is not usable")?;
        Ok(Self { key })
    }

    /// Reads the key in `file`: 64 hexadecimal digits. At the first start it is made, readable by the owner only.
    pub fn from_file(file: &Path) -> anyhow::Result<Self> {
        if !file.exists() {
            let mut key = [0u8; 32];
            aws_lc_rs::rand::fill(&mut key).ok().context("no randomness to be had for the vault's key")?;
            write_owner_only(file, &hex::encode(key)).with_context(|| format!("could not write {}", file.display()))?;
        }
        let text = std::fs::read_to_string(file).with_context(|| format!("could not read the vault's key {}", file.display()))?;
        let mut key = [0u8; 32];
        if hex::decode_to_slice(text.trim(), &mut key).is_err() {
            bail!(
                "{} does not hold a vault key: 64 hexadecimal digits are expected. Restore it from your backup",
                file.display()
            );
        }
        Self::new(&key)
    }

    /// Seals `plain`; `purpose` (such as `channel:<id>`) is bound in, so that a sealed value cannot be moved to another place.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut sealed = plain.to_vec();
        let nonce = self
            .key
            .seal_in_place_append_tag(Aad::from(purpose.as_bytes()), &mut sealed)
            .ok()
            .context("could not seal a secret")?;
        let mut out = nonce.as_ref().to_vec();
        out.append(&mut sealed);
        Ok(out)
    }

    /// Opens what [`Vault::seal`] sealed for the same purpose.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        if sealed.len() < NONCE_LEN {
            bail!("a sealed secret is too short");
        }
        let (nonce, rest) = sealed.split_at(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok().context("a sealed secret has no nonce")?;
        let mut rest = rest.to_vec();
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut rest)
            .ok()
            .context("a secret could not be opened: the vault's key is not the one it was sealed with")?;
        Ok(plain.to_vec())
    }
}

#[cfg(unix)]
fn write_owner_only(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}

#[cfg(not(unix))]
fn write_owner_only(file: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(file, text)
}

/// `N` random bytes from the operating system.
pub fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0u8; N];
    aws_lc_rs::rand::fill(&mut bytes).ok().context("no randomness to be had")?;
    Ok(bytes)
}

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    let mut out = [0u8; 32];
    out.copy_from_slice(digest.as_ref());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_for_its_own_purpose_and_key() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let sealed = vault.seal("channel:a", b"token").unwrap();
        assert_eq!(vault.open("channel:a", &sealed).unwrap(), b"token");
        assert!(vault.open("channel:b", &sealed).is_err());
        assert!(Vault::new(&[8; 32]).unwrap().open("channel:a", &sealed).is_err());
        assert!(!sealed.windows(5).any(|window| window == b"token"));
    }

    #[test]
    fn the_key_file_is_made_once_and_a_spoiled_one_is_refused_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("torg.key");
        let sealed = Vault::from_file(&file).unwrap().seal("x", b"y").unwrap();
        assert_eq!(Vault::from_file(&file).unwrap().open("x", &sealed).unwrap(), b"y");
        std::fs::write(&file, "short").unwrap();
        assert!(Vault::from_file(&file).unwrap_err().to_string().contains("Restore it from your backup"));
    }
}
