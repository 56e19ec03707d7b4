//! From the bytes of a spec to the files of its client: every pass in order.

use std::collections::BTreeSet;

use stubwright_spec::diag::Diagnostics;
use stubwright_spec::{Loader, Reading, alone, model};

use crate::kept::Kept;
use crate::options::Options;
use crate::output::{GeneratedFile, Outcome};
use crate::plan::{plan, record};
use crate::print::{self, Header, Threads, identifiers};
use crate::understood::{Sound, Understood, understand};

/// Generates the client of a spec that includes no other files: [`generate_with`] without a loader and options.
#[must_use]
pub fn generate(name: &str, bytes: &[u8]) -> Outcome {
    generate_with(name, bytes, &mut alone, &Options::default())
}

/// Generates the client of a spec.
///
/// `name` is the spec's path as shown in diagnostics; its last component is in the header of the output.
/// `load` returns the files that the spec includes; [`write::beside`](crate::write::beside) reads them from disk.
/// The output depends only on the bytes of all files, on the names in `include:`, on that last component and on the
/// options.
#[must_use]
pub fn generate_with(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> Outcome {
    let (mut reading, understood) = understand(name, bytes, load, options);
    let printed =
        understood.as_ref().map(|understood| print(name, understood, options, &mut reading.diagnostics));
    reading.finish(&options.lints);
    let mut outcome = Outcome::from(reading);
    let api = understood.map(|understood| understood.spec.api.name.value);
    outcome.api = api.filter(|name| !name.is_empty());
    // The last findings may be denied lints.
    let printed = printed.filter(|_| !outcome.diagnostics.has_errors());
    let Printed { files, kept, features } = printed.unwrap_or_default();
    Outcome { files, kept, features, ..outcome }
}

/// The products of a spec without errors.
#[derive(Default)]
struct Printed {
    files: Vec<GeneratedFile>,
    kept: Kept,
    features: Vec<String>,
}

/// The files of a spec without errors. Its names are then compared with the identifiers that the generator itself writes.
fn print(name: &str, understood: &Understood, options: &Options, diags: &mut Diagnostics) -> Printed {
    let Some(sound) = Sound::new(understood, diags) else { return Default::default() };
    let module = plan(&sound, options);
    let mut kept = record(&sound, &module);
    if sound.api.partial {
        kept.add_missing(&options.kept);
    }
    let header = Header { spec: file_name(name).into() };
    let files = print::print(&module, &header, Threads::all());
    let foreign = &understood.names.foreign;
    if !foreign.is_empty() {
        let written: BTreeSet<&str> = files.iter().flat_map(|file| identifiers(&file.text)).collect();
        foreign.check(&written, diags);
    }
    Printed { files, kept, features: module.features }
}

/// The last component of the spec's path.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// [`inspect_with`] for a spec that includes no other files, without options.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Reading, Option<model::Api>) {
    inspect_with(name, bytes, &mut alone, &Options::default())
}

/// Reads and checks a spec, including its Rust names, without generating files. There is no model if the spec can't be
/// read at all, or if its aliases refer to each other.
#[must_use]
pub fn inspect_with(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<model::Api>) {
    let (mut reading, understood) = understand(name, bytes, load, options);
    let Some(understood) = understood else {
        reading.finish(&options.lints);
        return (reading, None);
    };
    if !understood.names.foreign.is_empty() {
        // Only what would be printed says whether a name looks like one of ours.
        print(name, &understood, options, &mut reading.diagnostics);
    }
    reading.finish(&options.lints);
    (reading, Some(understood.spec.api))
}
