//! The asynchronous transport over a client of `reqwest` (feature `reqwest`).

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod native;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod web;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use self::native::Reqwest;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub use self::web::Reqwest;
