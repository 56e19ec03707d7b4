//! Preflight: what generated checks are made of. A check looks at a request before it is sent, and finds what the server
//! would refuse.
//!
//! All of it is sound: a function with `may` in its name says no only when no server could say yes. What is absent or
//! cannot be read keeps every rule, and where a value can be read in two ways, the one that lets more through is taken.

mod facts;
mod hangul;
mod hash;
mod length;
mod number;
mod order;
mod path;
#[cfg(feature = "regex")]
mod pattern;
mod presence;
mod text;
mod time;
mod unique;

pub use self::facts::Facts;
pub use self::length::{Measure, is_longer, is_shorter};
pub use self::number::{Number, Numeral, is_above, is_below, numbers_may_be};
pub use self::order::Order;
pub use self::path::{key, secret_key};
#[cfg(feature = "regex")]
pub use self::pattern::Pattern;
pub use self::presence::{
    Hollow, Presence, filled, is_empty, may_be_at_least, may_be_at_most, may_be_exactly, uniform,
};
pub use self::text::{
    Scratch, Shown, is_one_of, may_be_ascii, may_be_date, may_be_digits, may_be_email, may_be_one_of,
    may_be_url, may_contain, may_have_extension, texts_may_be,
};
pub use self::time::{TimeUnit, Timed, Window, WireForm, Zone};
pub use self::unique::unique;
