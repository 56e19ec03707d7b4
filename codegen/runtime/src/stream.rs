//! Responses that are read while they arrive.

mod again;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "blocking")]
mod blocking_events;
mod bytes;
mod events;
mod feed;
mod flow;
mod messages;
mod opening;
mod peek;
mod rest;

#[cfg(feature = "blocking")]
pub(crate) use self::again::BlockingReopen;
pub(crate) use self::again::{Again, Reopen, Reopened, Resumption};
#[cfg(feature = "blocking")]
pub use self::blocking::BlockingByteStream;
#[cfg(feature = "blocking")]
pub use self::blocking_events::BlockingEvents;
pub use self::bytes::ByteStream;
pub use self::events::Events;
pub(crate) use self::feed::judge_events;
#[cfg(feature = "blocking")]
pub(crate) use self::opening::open_blocking;
pub(crate) use self::opening::{open, upload};
