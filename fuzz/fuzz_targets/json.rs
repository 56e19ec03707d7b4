//! JSON text → values of the runtime, beside `serde_json`.
#![no_main]

#[path = "../../codegen/runtime/tests/json/agree.rs"]
mod agree;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        agree::read_alike(text);
    }
});
