//! Responses that are read while they arrive.

#[cfg(feature = "blocking")]
mod blocking;
mod bytes;
mod flow;
mod opening;
mod peek;
mod rest;

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingByteStream;
pub use self::bytes::ByteStream;
pub(crate) use self::opening::open;
#[cfg(feature = "blocking")]
pub(crate) use self::opening::open_blocking;
