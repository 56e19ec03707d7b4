//! Code as the generator writes it, for a cut of the seed API, under the lints that its users may set.
#![deny(warnings, missing_docs, clippy::all)]

pub mod api;
#[cfg(test)]
#[cfg(feature = "testing")]
mod calls;
#[cfg(test)]
#[cfg(feature = "testing")]
mod canaries;
#[cfg(test)]
#[cfg(all(feature = "testing", feature = "tracing"))]
mod collector;
#[cfg(test)]
#[cfg(feature = "hyper")]
mod connecting;
#[cfg(test)]
#[cfg(feature = "testing")]
mod fakes;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod following;
#[cfg(test)]
mod json;
#[cfg(test)]
#[cfg(feature = "testing")]
mod preflight;
#[cfg(test)]
#[cfg(feature = "testing")]
mod retries;
#[cfg(test)]
#[cfg(feature = "testing")]
mod sending;
#[cfg(test)]
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod server;
#[cfg(test)]
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq", feature = "testing"))]
mod shop;
#[cfg(test)]
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod sockets;
#[cfg(test)]
#[cfg(all(feature = "hyper", feature = "rustls"))]
mod tls;
#[cfg(test)]
#[cfg(feature = "testing")]
mod tokens;
#[cfg(test)]
#[cfg(all(feature = "testing", feature = "tracing"))]
mod traces;
#[cfg(test)]
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod transfers;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod unions_fit;
#[cfg(test)]
mod values;
