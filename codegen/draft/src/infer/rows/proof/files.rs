//! Samples that say a type of file, and name a file of another one.

use std::collections::BTreeSet;

use crate::infer::rows::folding;
use crate::json::{Kind, Value};
use crate::lexicon::keys::{FILE_NAMES, FILE_TYPES};
use crate::lexicon::rules::ENDINGS;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};

/// The ending of a file's name, if it is one that files have.
pub(super) fn ending(name: &str) -> Option<String> {
    let name = match name.split_once("://") {
        // The end of a host name is not a file extension.
        Some((_, rest)) => rest.split(['?', '#']).next()?.split_once('/')?.1,
        None => name,
    };
    let (before, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let is_known = ENDINGS.has(&ending);
    (is_known && !before.is_empty()).then_some(ending)
}

/// A field that says a type of file.
#[derive(Clone)]
struct Said<'v> {
    key: &'v str,
    value: &'v Value,
    text: &'v str,
}

/// Finds files of another type than the one beside or above them, each pair of keys once.
pub(in crate::infer::rows) fn endings(sample: &Value, diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    walk(sample, None, &mut seen, 0, diags);
}

fn walk<'v>(
    value: &'v Value,
    said: Option<&Said<'v>>,
    seen: &mut BTreeSet<(&'v str, &'v str)>,
    depth: usize,
    diags: &mut Diagnostics,
) {
    if depth > 128 {
        return;
    }
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| walk(item, said, seen, depth + 1, diags)),
        Kind::Object(members) => {
            let own = members.iter().find_map(|(key, value)| type_of(&key.value, value));
            let said = own.as_ref().or(said);
            for (key, inner) in members {
                if let (Some(said), Kind::Text(name)) = (said, &inner.kind)
                    && is_other(&key.value, name, said)
                    && seen.insert((key.value.as_str(), said.key))
                {
                    let message = format!("{} is {name}, and {} says {}", key.value, said.key, said.text);
                    let finding = Diagnostic::new(Code::WrongEnding, inner.span, message);
                    diags.push(
                        finding
                            .and(said.value.span, "the type")
                            .help("ask the vendor whether the server looks at the ending"),
                    );
                }
                walk(inner, said, seen, depth + 1, diags);
            }
        }
        _ => {}
    }
}

/// `"fileType": "PDF"`.
fn type_of<'v>(key: &'v str, value: &'v Value) -> Option<Said<'v>> {
    let Kind::Text(text) = &value.kind else { return None };
    let words = folding::key_words(key);
    let is_key = words.last().is_some_and(|last| FILE_TYPES.has(last));
    let bare = text.trim_start_matches('.').to_ascii_lowercase();
    let is_known = ENDINGS.has(&bare);
    (is_key && is_known).then_some(Said { key, value, text })
}

fn is_other(key: &str, name: &str, said: &Said<'_>) -> bool {
    let words = folding::key_words(key);
    let is_name = words.iter().any(|word| FILE_NAMES.has(word));
    let ty = said.text.trim_start_matches('.').to_ascii_lowercase();
    // `doc` may mean `docx` as well, and `jpg` is `jpeg`.
    let family = |ending: &str| match ending {
        "jpeg" | "jpe" | "jfif" => String::from("jpg"),
        "tiff" => String::from("tif"),
        "html" => String::from("htm"),
        "docx" | "xlsx" | "pptx" => ending.trim_end_matches('x').to_owned(),
        _ => ending.to_owned(),
    };
    is_name && key != said.key && ending(name).is_some_and(|ending| family(&ending) != family(&ty))
}
