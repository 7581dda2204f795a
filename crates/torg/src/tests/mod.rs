//! Whole stories in Exempelby, told on both engines, and the house rules.
mod browser;
mod colleague;
mod governing;
mod statements;
mod tidy;
mod town;
mod witness;
mod words;

mod answering;
mod api;
mod hostile;
mod inbox;
mod govern_channels;
mod govern_mandates;
mod govern_sign_in;
mod listening;
mod mandates;
mod mastodon;
mod outbox;
mod pages;
mod records;
mod rooms;
mod searching;
mod strange;
mod verifying;
mod whatever_happens;
