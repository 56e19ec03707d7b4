//! `stubwright import` and `stubwright export`: OpenAPI documents ↔ specs.

use std::path::Path;

use stubwright_codegen::import as convert;
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, new_file, read_spec};
use stubwright_spec::export::{export as document, yaml};
use stubwright_spec::front::files;

use crate::args::{ExportArgs, Format, ImportArgs};
use crate::output::{Exit, Output};

/// Writes the spec of a document, and checks it.
pub(crate) fn import(args: &ImportArgs, output: &mut Output) -> Exit {
    let exit = import_one(args, output);
    output.finish();
    exit.unwrap_or_else(|exit| exit)
}

/// Writes the document of a spec.
pub(crate) fn export(args: &ExportArgs, output: &mut Output) -> Exit {
    let exit = export_one(args, output);
    output.finish();
    exit.unwrap_or_else(|exit| exit)
}

fn import_one(args: &ImportArgs, output: &mut Output) -> Result<Exit, Exit> {
    let (name, bytes) = read(&args.document, args.out.as_deref(), output)?;
    if files::holds_openapi(&name, &bytes) == Some(false) {
        output.error(&format!("`{name}` is not an OpenAPI document: it has no key `openapi`"));
        output.help("a spec needs no import, and a page of documentation is for `stubwright draft`");
        return Err(Exit::Failed);
    }
    let (reading, spec) = convert::import(&name, &bytes, &mut beside(&args.document));
    output.findings(&reading.diagnostics, &reading.sources);
    let spec = spec.ok_or(Exit::Failed)?;
    let path = args.out.as_deref();
    write("Imported", &name, path, &spec, output)?;
    let written = path.map_or_else(|| String::from("spec.yaml"), shown);
    let (checked, _) = stubwright_codegen::inspect(&written, spec.as_bytes());
    if !checked.diagnostics.has_errors() {
        return Ok(Exit::Done);
    }
    output.findings(&checked.diagnostics, &checked.sources);
    output.error("the spec has errors, which is a limitation of stubwright; correct them by hand, and please report the document");
    Ok(Exit::Findings)
}

fn export_one(args: &ExportArgs, output: &mut Output) -> Result<Exit, Exit> {
    let is_yaml = match args.out.as_deref().map(|path| path.extension().and_then(|ending| ending.to_str())) {
        None | Some(Some("json")) => false,
        Some(Some("yaml" | "yml")) => true,
        Some(_) => {
            output.error("the ending of the file says its format, and this is neither `.json` nor `.yaml`");
            output.help("write the document to `openapi.json` or `openapi.yaml`");
            return Err(Exit::Failed);
        }
    };
    let (name, bytes) = read(&args.spec, args.out.as_deref(), output)?;
    if files::holds_openapi(&name, &bytes) == Some(true) {
        output.error(&format!("`{name}` is an OpenAPI document already"));
        output.help("to convert it to a spec, run `stubwright import`");
        return Err(Exit::Failed);
    }
    let (reading, document) = document(&name, &bytes, &mut beside(&args.spec));
    output.findings(&reading.diagnostics, &reading.sources);
    let document = document.ok_or(Exit::Failed)?;
    let text = if is_yaml { yaml(&document) } else { document.page() };
    write("Exported", &name, args.out.as_deref(), &text, output)?;
    Ok(Exit::Done)
}

/// The name and the bytes of a file, if there is a place for what is made of it.
fn read(path: &Path, out: Option<&Path>, output: &mut Output) -> Result<(String, Vec<u8>), Exit> {
    if out.is_none() && !matches!(output.format(), Format::Text | Format::Short) {
        output.error("with this `--format`, findings are written to standard output");
        output.help("write the result to a file: `--out FILE`");
        return Err(Exit::Failed);
    }
    let name = shown(path);
    match read_spec(path, &name) {
        Ok(bytes) => Ok((name, bytes)),
        Err(finding) => {
            output.finding(*finding);
            Err(Exit::Failed)
        }
    }
}

/// Writes a file that is not there yet, or to standard output.
fn write(
    verb: &'static str,
    from: &str,
    path: Option<&Path>,
    text: &str,
    output: &mut Output,
) -> Result<(), Exit> {
    let Some(path) = path else {
        output.document(text);
        return Ok(());
    };
    let name = shown(path);
    if let Err(finding) = new_file(path, &name, text, "name another file, or remove this one") {
        output.finding(*finding);
        return Err(Exit::Failed);
    }
    output.status(verb, &format!("{from} to {name}"));
    Ok(())
}
