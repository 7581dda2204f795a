//! Whole stories in the town.
