//! The results for OpenAPI documents: `corpus DIR` generates each document of a directory, compiles the clients, and
//! lets them read the examples of the documents. Linux, because it reads `/proc`.
//!
//! `--only NAME` selects documents, more than once if need be; `--no-check`, `--no-clippy` and `--no-examples` leave columns
//! out; `--keep DIR` says where the crates are written, and leaves them there.
#![expect(clippy::print_stdout, reason = "a program")]

mod crates;
mod document;
mod examples;
mod generated;
mod table;

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use self::crates::{Compiled, Scratch};
use self::document::Operations;
use self::examples::Read;
use self::generated::Generated;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The arguments.
#[derive(Default)]
struct Asked {
    documents: Option<PathBuf>,
    only: Vec<String>,
    keep: Option<PathBuf>,
    no_check: bool,
    no_clippy: bool,
    no_examples: bool,
}

/// One line of the table.
struct Row {
    name: String,
    /// The operations of the document.
    operations: usize,
    generated: Generated,
    checked: Option<Compiled>,
    linted: Option<Compiled>,
    read: Option<Read>,
}

fn main() -> Result<()> {
    let mut words = std::env::args_os().skip(1);
    if let (Some(document), Some(out)) = (std::env::var_os(generated::DOCUMENT), words.next()) {
        return generated::one(Path::new(&document), Path::new(&out));
    }
    let asked = asked(std::env::args_os().skip(1))?;
    let documents = asked.documents.as_deref().ok_or("corpus DIR")?;
    let mut paths: Vec<PathBuf> = fs::read_dir(documents)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json" || end == "yaml" || end == "yml"))
        .filter(|path| asked.only.is_empty() || asked.only.contains(&name(path)))
        .collect();
    paths.sort_by_key(|path| (fs::metadata(path).map_or(0, |metadata| metadata.len()), path.clone()));
    let scratch = Scratch::new(asked.keep.as_deref())?;
    table::head();
    let mut rows = Vec::new();
    for path in &paths {
        let row = row(path, &scratch, &asked)?;
        table::line(&row);
        rows.push(row);
    }
    table::total(&rows);
    scratch.remove()
}

fn asked(words: impl Iterator<Item = OsString>) -> Result<Asked> {
    let mut asked = Asked::default();
    let mut words = words.map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        match word.as_str() {
            "--only" => asked.only.push(words.next().ok_or("--only NAME")?),
            "--keep" => asked.keep = Some(words.next().ok_or("--keep DIR")?.into()),
            "--no-check" => asked.no_check = true,
            "--no-clippy" => asked.no_clippy = true,
            "--no-examples" => asked.no_examples = true,
            other if other.starts_with('-') => return Err(format!("there is no option {other}").into()),
            other => asked.documents = Some(other.into()),
        }
    }
    Ok(asked)
}

/// The name of a document: that of its file, without the extension.
fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn row(path: &Path, scratch: &Scratch, asked: &Asked) -> Result<Row> {
    let name = name(path);
    let dir = scratch.crate_for(&name)?;
    let operations = Operations::read(path)?;
    let generated = generated::generate(path, &dir.join("src/api"))?;
    let is_there = generated.lines > 0;
    let checked = (is_there && !asked.no_check).then(|| scratch.check(&dir)).transpose()?;
    let linted = (is_there && !asked.no_clippy).then(|| scratch.lint(&dir)).transpose()?;
    let read = match is_there && !asked.no_examples {
        true => Some(examples::read(&operations, &generated, scratch, &dir)?),
        false => None,
    };
    let operations = operations.all.len();
    Ok(Row { name, operations, generated, checked, linted, read })
}
