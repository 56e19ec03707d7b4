//! Names → Rust identifiers. The only module that knows case conversion and keywords, and that makes a [`Name`].
//!
//! A name the author wrote keeps its meaning or is an error; a name derived from a wire value gets a suffix computed
//! from that value when it collides, never from its position, so that a new value does not rename an old one.

mod assign;
mod calls;
mod case;
mod foreign;
mod ident;
mod letters;
mod lookalike;
mod members;
mod requests;
mod rows;
mod scope;
mod table;
mod tags;
mod written;

pub use calls::{Setting, Settings};
pub use case::{snake, upper_camel};
pub use foreign::Foreign;
pub(crate) use ident::is_keyword;
pub use ident::{Name, ident, setter};
pub use table::{Names, Request};
pub use tags::{ALL_TAGS, CRATE_FEATURES, TagName};
pub(crate) use tags::{is_tag, is_taken, tag_like};
