//! The runtime library of clients that Stubwright generates.
//!
//! Users of a generated client see it as the types of errors, configuration and transports; everything is in [`v1`].
//!
//! Features: `hyper` (default; the asynchronous transport), `ureq` (the blocking one), `reqwest` (asynchronous, with a
//! client that you build), `blocking` (blocking clients with your own transport), `rustls` (default) for `https:` with
//! the first two, or `native-tls` with `ureq`, `gzip` (default; compressed responses), `testing` (an in-process transport that answers with error codes), `tracing` (spans and events of calls), `regex`
//! (regular expressions in rules), `jiff`, `time` and `chrono` (conversions of dates and times).

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
mod headers;
mod invalid_request;
mod media;
mod names;
mod operation;
mod outlined;
mod pages;
mod param;
mod payload;
mod preflight;
mod refresh;
mod request_builder;
mod retry;
mod sign;
mod statuses;
mod stream;
mod trace;
mod transport;
mod url;
mod violation;
mod width;
mod wire;

pub mod v1;
