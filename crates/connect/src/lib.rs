//! The networks: one file each, one contract for all. Knows no database, page, clock or officer.
//!
//! A desk holds one [`Connection`] per channel and asks the channel's [`Network`] to listen, publish or moderate over it.
//! What a network cannot do has no button: its capability method returns `None`.

mod connection;
pub mod feed;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
mod graph;
mod http;
mod item;
mod network;
pub mod networks;
mod oauth;
mod outgoing;
mod splitting;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text;
mod trouble;

pub use connection::{Connection, Secret};
pub use http::{Answer, Call, FilePart, Http, HttpSettings, Incoming, PrivateAddresses, ServerEvent, ServerEvents, Socket, Tape};
pub use item::{Attachment, Author, Batch, Change, Counts, Item, Kind, Spoiled};
pub use network::{
    About, Account, Authorisation, Authorised, Authorising, Hooking, Limits, Listening, Moderating, Network, Part, PollLimits,
    ProfileLimit, Profiling, Publishing, Setting, SettingKind, Signal,
};
pub use networks::{ALL, arena, by_name};
pub use outgoing::{Captions, Card, Choice, Focus, Found, Length, Media, Outgoing, Poll, Posted, Repeating, ReplyTo, Visibility};
pub use splitting::{Numbering, TooLong, in_parts, split};
pub use trouble::Trouble;
