//! Text → decisions. The first mistake is reported and ends reading: decisions must not be guessed.

use super::file::LockFile;
use super::words::{Token, tokens};
use crate::kept::{BOXED, INLINE, Kept, Kind, Subject};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{SourceMap, Span, is_conflict_mark};

/// Reads the text of a file that diagnostics call `name`. There is at most one finding: the first mistake.
#[must_use]
pub fn parse(name: &str, bytes: &[u8]) -> (LockFile, SourceMap, Diagnostics) {
    let (mut file, mut sources, mut diags) =
        (LockFile::default(), SourceMap::default(), Diagnostics::default());
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = format!("`{name}` is not UTF-8");
        diags.push(Diagnostic::without_place(Code::BrokenLock, message).help(RESTORE));
        return (file, sources, diags);
    };
    let text = text.trim_start_matches('\u{FEFF}');
    let id = sources.add(name.to_owned(), text);
    let mut spec: Option<String> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim();
        let begin = start + (line.len() - line.trim_start().len());
        let span = Span::new(id, begin, begin + shown.len());
        start += line.len();
        if shown.is_empty() || shown.starts_with('#') {
            continue;
        }
        if let Err((message, help)) = one(shown, &mut spec, &mut file) {
            diags.push(Diagnostic::new(Code::BrokenLock, span, message).help(help));
            return (LockFile::default(), sources, diags);
        }
    }
    (file, sources, diags)
}

const RESTORE: &str =
    "restore the file from the repository, or remove the line: the next `stubwright generate` writes it anew";

type Mistake = (String, &'static str);

fn one(line: &str, spec: &mut Option<String>, file: &mut LockFile) -> Result<(), Mistake> {
    if is_conflict_mark(line) {
        return Err((
            String::from("a merge conflict"),
            "keep the lines of both branches and remove the marks of git; of two lines about the same thing, keep the one that \
             was released",
        ));
    }
    let broken = |what: &str| Err((format!("this is not {what}"), RESTORE));
    if let Some(name) = line.strip_prefix('[') {
        let words = name.strip_suffix(']').and_then(tokens);
        return match words.as_deref() {
            Some([Token::Word(name)]) => {
                *spec = Some(name.clone());
                Ok(())
            }
            _ => broken("the name of a spec, such as `[orders.yaml]`"),
        };
    }
    let Some(spec) = spec else { return broken("the name of a spec, such as `[orders.yaml]`") };
    let Some((subject, values)) = tokens(line).and_then(|tokens| decision(&tokens)) else {
        return broken("a decision, such as `arguments Move = source target`");
    };
    let kept: &mut Kept = file.sections.entry(spec.clone()).or_default();
    match kept.insert(subject, values.clone()) {
        // Both branches added the same line.
        Some(other) if other != values => Err((
            String::from("this was decided otherwise in a line before"),
            "keep the one of the two lines that was released",
        )),
        _ => Ok(()),
    }
}

/// Whether it can be the name of a variant that was generated.
fn is_variant(name: &str) -> bool {
    !name.starts_with("__")
        && !name.starts_with(|first: char| first.is_lowercase() || first.is_numeric())
        && name.chars().all(|character| character == '_' || character.is_alphanumeric())
}

fn decision(tokens: &[Token]) -> Option<(Subject, Vec<String>)> {
    let middle = tokens.iter().position(|token| *token == Token::Equals)?;
    let words = |tokens: &[Token]| -> Option<Vec<String>> {
        tokens
            .iter()
            .map(|token| if let Token::Word(word) = token { Some(word.clone()) } else { None })
            .collect()
    };
    let mut subject = words(tokens.get(..middle)?)?.into_iter();
    let values = words(tokens.get(middle + 1..)?)?;
    let word = subject.next()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
    let words: Vec<String> = subject.collect();
    let fits = match (kind, words.as_slice(), values.as_slice()) {
        (Kind::Arguments, [_], [_, ..]) | (Kind::From, [_, _], [_]) => true,
        (Kind::Name, [_, _], [name]) | (Kind::Row, [_, ..], [name]) | (Kind::Failure, [_], [name]) => {
            is_variant(name)
        }
        (Kind::Box, [_, _], [word]) => word == BOXED || word == INLINE,
        _ => false,
    };
    fits.then_some((Subject { kind, words }, values))
}
