//! The keys of signed notes: a name, and an Ed25519 key (signature type 0x01).

use std::fmt;

use aws_lc_rs::{
    rand::fill,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::super::hash::sha256;

/// The signature type of Ed25519 in signed-note.
const ED25519_TYPE: u8 = 1;

/// What is wrong with a key or its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, or with a space, a plus sign or a control character.
    #[error("a key name must not be empty or contain spaces, plus signs or control characters")]
    Name,
    /// Not `name+id+key`, or the id does not belong to the key.
    #[error("not a verifier key; one looks like desk.example.org+1a2b3c4d+AX…")]
    Malformed,
    /// The system gave no random numbers, or refused the key.
    #[error("no Ed25519 key could be made")]
    NoKey,
}

/// A key that signs. Its debug form shows the public half only.
pub struct SigningKey {
    seed: [u8; 32],
    pair: Ed25519KeyPair,
    public: VerifyingKey,
}

impl SigningKey {
    /// A new key under a name, by custom the log's web address without scheme.
    pub fn generate(name: &str) -> Result<Self, KeyError> {
        let mut seed = [0; 32];
        fill(&mut seed).map_err(|_| KeyError::NoKey)?;
        Self::from_seed(name, &seed)
    }

    /// The key that belongs to a stored seed (RFC 8032: the private key).
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::NoKey)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| KeyError::NoKey)?;
        Ok(Self { seed: *seed, public: VerifyingKey::new(name, public)?, pair })
    }

    /// The secret to keep.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The half to publish.
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    pub(super) fn raw_signature(&self, text: &str) -> Vec<u8> {
        self.pair.sign(text.as_bytes()).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public)
    }
}

/// A key that verifies; displayed as `name+id+base64`, the form to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: [u8; 4],
    public: [u8; 32],
}

impl VerifyingKey {
    /// A key from its 32 public bytes (RFC 8032).
    pub fn new(name: &str, public: [u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let hash = sha256(&[name.as_bytes(), &[b'\n', ED25519_TYPE], &public].concat());
        Ok(Self { name: name.to_owned(), id: [hash[0], hash[1], hash[2], hash[3]], public })
    }

    /// Reads the published form.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Malformed)?;
        let (_, encoded) = rest.split_once('+').ok_or(KeyError::Malformed)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| KeyError::Malformed)?;
        let public = match bytes.split_first() {
            Some((&ED25519_TYPE, public)) => public.try_into().map_err(|_| KeyError::Malformed)?,
            _ => return Err(KeyError::Malformed),
        };
        let key = Self::new(name, public)?;
        // Also catches a wrong id.
        if key.to_string() == text { Ok(key) } else { Err(KeyError::Malformed) }
    }

    /// Who signs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, line feed, type and public key.
    pub fn id(&self) -> &[u8; 4] {
        &self.id
    }

    /// The public key itself.
    pub fn public_bytes(&self) -> &[u8; 32] {
        &self.public
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id);
        write!(f, "{}+{id:08x}+{}", self.name, STANDARD.encode([[ED25519_TYPE].as_slice(), &self.public].concat()))
    }
}

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c < ' ')
}
