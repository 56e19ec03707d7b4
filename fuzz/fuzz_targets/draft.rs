//! Bytes → a drafted spec: whatever a page holds, drafting ends, and gives a spec or says what is wrong.
#![no_main]

use std::time::{Duration, SystemTime};

use libfuzzer_sys::fuzz_target;
use stubwright_spec::diag::{Code, render};
use stubwright_draft::{Input, draft};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = ["a.md", "a.html", "a.txt", "a.rst"][usize::from(*first) % 4];
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
    let drafted = draft(&[Input { name, bytes }], now);
    assert!(!drafted.diagnostics.has(Code::Bug), "a broken assumption of ours");
    let _ = render::pretty(&drafted.diagnostics, &drafted.sources, false);
});
