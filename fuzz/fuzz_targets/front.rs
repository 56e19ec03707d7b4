//! Bytes → model: reading, resolving, checking and naming.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stubwright_spec::diag::{Code, render};
use stubwright_codegen::inspect;

fuzz_target!(|bytes: &[u8]| {
    let (outcome, api) = inspect("a.yaml", bytes);
    assert!(!outcome.diagnostics.has(Code::Bug), "a broken assumption of ours");
    assert!(api.is_some() || outcome.diagnostics.has_errors(), "nothing understood and nothing said");
    let _ = render::pretty(&outcome.diagnostics, &outcome.sources, false);
});
