//! Runs Stubwright as its users do. The documentation below is the README, so its Rust is compiled by the doctests.
//!
//! ---
#![doc = include_str!("../../README.md")]

pub mod compiled;
pub mod custom;
pub mod faults;
pub mod server;
pub mod steps;
