//! The one integration test binary: each module is one kind of test, each case a file or directory under `cases/`.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod advice;
mod calls;
mod cases;
mod checks;
mod compiled;
mod determinism;
mod diagnostics;
mod draft;
mod events;
mod faults;
mod harbor;
mod hostile;
mod large;
mod layout;
mod model;
mod modules;
mod outside;
mod page;
mod pages;
mod plaza;
mod preflight;
mod readme;
mod reference;
mod rows;
mod rustdoc;
mod sarif;
mod schema;
mod secrets;
mod skeleton;
mod snapshots;
mod streams;
mod unions;
mod values;
mod wire;
