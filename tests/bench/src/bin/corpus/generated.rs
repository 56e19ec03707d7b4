//! Generation: its findings and its output, and in a process of its own, its cost.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use stubwright_bench::process::peak;
use stubwright_codegen::write::{apply, beside};
use stubwright_codegen::{Options, generate_with, inspect_with};
use stubwright_spec::diag::Severity;
use stubwright_spec::source::Span;
use stubwright_spec::stack::on_large_stack;

use crate::Result;

/// Set for the process that generates: the document.
pub(crate) const DOCUMENT: &str = "STUBWRIGHT_CORPUS_DOCUMENT";

pub(crate) struct Generated {
    pub(crate) errors: usize,
    /// How often each warning occurs.
    pub(crate) warnings: BTreeMap<String, usize>,
    /// The names of the operations by their places.
    pub(crate) operations: BTreeMap<Span, String>,
    pub(crate) types: usize,
    pub(crate) lines: u64,
    pub(crate) seconds: f64,
    /// In MiB.
    pub(crate) memory: u64,
}

/// Generates a document into a directory.
pub(crate) fn generate(document: &Path, out: &Path) -> Result<Generated> {
    let bytes = std::fs::read(document)?;
    let name = document.to_string_lossy();
    let (reading, api) =
        on_large_stack(|| inspect_with(&name, &bytes, &mut beside(document), &Options::default()))?;
    let mut warnings = BTreeMap::new();
    for finding in reading.diagnostics.sorted() {
        if finding.severity == Severity::Warning {
            *warnings.entry(finding.code.to_string()).or_default() += 1;
        }
    }
    let endpoints = api.iter().flat_map(|api| &api.endpoints);
    let operations = endpoints.map(|endpoint| (endpoint.name.span, endpoint.name.value.clone())).collect();
    let mut process = Command::new(std::env::current_exe()?);
    process.arg(out).env(DOCUMENT, document).stderr(Stdio::inherit());
    let printed = String::from_utf8(process.output()?.stdout)?;
    let mut numbers = printed.split_whitespace().map(str::parse::<u64>);
    let mut number = || numbers.next().and_then(std::result::Result::ok).unwrap_or_default();
    let (lines, millis, memory) = (number(), number(), number());
    Ok(Generated {
        errors: reading.diagnostics.count(Severity::Error),
        warnings,
        operations,
        types: api.map_or(0, |api| api.types.len()),
        lines,
        seconds: std::time::Duration::from_millis(millis).as_secs_f64(),
        memory,
    })
}

/// Generates, and prints the lines, the milliseconds and the mebibytes.
pub(crate) fn one(document: &Path, out: &Path) -> Result<()> {
    let bytes = std::fs::read(document)?;
    let name = document.to_string_lossy();
    let start = Instant::now();
    let outcome =
        on_large_stack(|| generate_with(&name, &bytes, &mut beside(document), &Options::default()))?;
    let millis = start.elapsed().as_millis();
    let memory = peak("self").unwrap_or_default() / 1024;
    let lines: usize = outcome.files.iter().map(|file| file.text.lines().count()).sum();
    if lines > 0 {
        apply(out, &outcome.files)?;
    }
    println!("{lines} {millis} {memory}");
    Ok(())
}
