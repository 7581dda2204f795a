//! What the authority shares with everyone: which accounts are its own, what they promise, and who only pretends. Reads through views
//! that lack the protected columns (invariant 9).
pub mod account_name;
pub mod external_link;
pub mod impostor;
pub mod real;
pub mod register;
pub mod table;
