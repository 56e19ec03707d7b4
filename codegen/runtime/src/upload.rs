//! Bodies of requests that are read while they are sent.

mod body;
mod content;
mod flow;
mod part;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod pump;
mod started;

pub use self::body::Upload;
pub(crate) use self::started::Started;
