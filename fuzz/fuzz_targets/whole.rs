//! Bytes → files: errors, or code that parses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stubwright_spec::diag::{Code, render};
use stubwright_codegen::generate;
use stubwright_spec::stack;

fuzz_target!(|bytes: &[u8]| {
    // On the stack that the command and build scripts have.
    let outcome = stack::on_large_stack(|| generate("a.yaml", bytes)).expect("a thread");
    assert!(!outcome.diagnostics.has(Code::Bug), "a broken assumption of ours");
    assert_eq!(outcome.files.is_empty(), outcome.diagnostics.has_errors(), "neither files nor errors");
    for file in &outcome.files {
        if let Err(error) = syn::parse_file(&file.text) {
            panic!("{}: {error}\n{}", file.path, file.text);
        }
    }
    let _ = render::short(&outcome.diagnostics, &outcome.sources);
});
