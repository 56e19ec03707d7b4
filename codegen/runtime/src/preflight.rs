//! Preflight: the functions of generated checks, which look at a request before it is sent and find what the server
//! would reject.
//!
//! All of them are sound: a function with `may` in its name returns `false` only if no server could accept the value.
//! Values that are absent or can't be read satisfy every rule, and a value that can be read in two ways is read in the
//! more lenient one.

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
