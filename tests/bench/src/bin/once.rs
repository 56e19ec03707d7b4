//! Generates once, for profilers and for `time`: `once types 1000`, `once codes 10000`, `once endpoints 5000`,
//! `once read 3500000`, `once seed`. Prints how much came out.
#![expect(clippy::print_stdout, reason = "a program")]

use std::path::Path;

use stubwright_bench::{SEED, bytes, codes, endpoints, types};
use stubwright_codegen::write::beside;
use stubwright_codegen::{Options, generate_with};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::diag::render::short;
use stubwright_spec::source::{self, SourceMap};

fn main() {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_default();
    let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(1000);
    let spec = match what.as_str() {
        "types" => types(count),
        "codes" => codes(count),
        "endpoints" => endpoints(count),
        "read" => bytes(count),
        _ => SEED.to_owned(),
    };
    if what == "read" {
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let document = source::load(&mut sources, "large.yaml", spec.as_bytes(), &mut found);
        println!(
            "{} bytes, {} nodes",
            spec.len(),
            document.map_or(0, |(_, document)| document.nodes().len())
        );
        return;
    }
    // The seed includes files, the others do not.
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/qiandun.yaml");
    let outcome = generate_with("large.yaml", spec.as_bytes(), &mut beside(&seed), &Options::default());
    assert!(!outcome.files.is_empty(), "{}", short(&outcome.diagnostics, &outcome.sources));
    let lines: usize = outcome.files.iter().map(|file| file.text.lines().count()).sum();
    println!("{} bytes of YAML, {lines} lines of Rust", spec.len());
}
