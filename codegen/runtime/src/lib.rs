//! The runtime library of clients that Stubwright generates.
//!
//! Users of a generated client see it as the types of errors, configuration and transports; everything is in [`v1`].
//!
//! Features: `hyper` (default; the asynchronous transport), `ureq` (the blocking one), `reqwest` (asynchronous, with a
//! client that you build), `blocking` (blocking clients with your own transport), `rustls` (default) for `https:` with
//! the first two, or `native-tls` with `ureq`, `gzip` (default; compressed responses), `testing` (an in-process transport that answers with error codes), `tracing` (spans and events of calls), `regex`
//! (regular expressions in rules), `js` (on `wasm32-unknown-unknown`, time and randomness of JavaScript), `jiff`, `time` and `chrono` (conversions of dates and times).

#[cfg(all(target_family = "wasm", target_os = "unknown", any(feature = "hyper", feature = "blocking")))]
compile_error!(
    "stubwright-runtime: the features `hyper`, `blocking` and `ureq` need sockets and threads, which wasm32-unknown-unknown \
     does not have. Set `default-features = false`, and use the feature `reqwest`, which calls `fetch`, or a transport of \
     your own."
);

mod client;
mod clock;
mod codes;
mod endpoint;
mod envelope;
mod error;
mod files;
mod gates;
mod generated;
mod global;
mod invalid_request;
#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "js"))]
mod js;
mod names;
mod operation;
mod outlined;
mod pages;
mod param;
mod payload;
mod platform;
mod preflight;
mod refresh;
mod request_builder;
mod retry;
mod server;
mod sign;
mod stream;
mod trace;
mod transport;
mod upload;
mod url;
mod violation;
mod width;
mod wire;

pub mod v1;
