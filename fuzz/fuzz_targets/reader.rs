//! Bytes → nodes, and what is said about them in every form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stubwright_spec::diag::{Diagnostics, render};
use stubwright_spec::source::{self, SourceMap};

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.yaml", "a.json"] {
        let mut sources = SourceMap::default();
        let mut found = Diagnostics::default();
        let document = source::load(&mut sources, name, bytes, &mut found);
        assert!(document.is_some() || found.has_errors(), "{name}: nothing read and nothing said");
        for item in found.sorted() {
            assert!(item.primary.is_some(), "{name}: a finding without a place");
        }
        let _ = render::pretty(&found, &sources, true);
        let _ = render::short(&found, &sources);
        let _ = render::json(&found, &sources);
    }
});
