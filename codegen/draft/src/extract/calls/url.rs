//! URLs as pages print them: without a scheme, with variables in every notation.

use std::ops::Range;

use super::finder::spanned;
use super::hosts;
use crate::found::Url;
use crate::lexicon::calls::{CALLERS, CALLERS_ENDS, CONVERTERS, FILES, ROOTS, SERVERS};
use crate::lexicon::values::MEDIA;
use crate::lexicon::verbs::{is_random, words};
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// Reads the URL at a range of a text: absolute, without its scheme, below a variable, or a path.
pub(super) fn parse(text: &Text, range: Range<usize>) -> Option<Url> {
    let range = trimmed(text, range);
    let whole = text.as_str().get(range.clone())?;
    if whole.is_empty() || whole.contains(char::is_control) {
        return None;
    }
    // `#{id}` and `{shop#}` are variables.
    let fragment = whole.match_indices('#').find(|(at, _)| {
        let (before, behind) =
            (whole.get(..*at).unwrap_or_default(), whole.get(at + 1..).unwrap_or_default());
        let is_inside =
            before.rfind('{').is_some_and(|open| !before.get(open..).unwrap_or("}").contains(['}', '/']));
        !(behind.starts_with('{') || is_inside && behind.starts_with('}'))
    });
    let end = range.start + fragment.map_or(whole.len(), |(at, _)| at);
    let (scheme, mark) = match whole.split_once("://").filter(|(scheme, _)| !scheme.contains(['/', '?'])) {
        Some((scheme, _)) => (Some(scheme), "://"),
        // A slash is missing.
        None => (whole.split_once(":/").map(|(scheme, _)| scheme).filter(|scheme| is_web(scheme)), ":/"),
    };
    let mut at = range.start + scheme.map_or(0, |scheme| scheme.len() + mark.len());
    let rest = text.as_str().get(at..end)?;
    let first = rest.find(['/', '?']).unwrap_or(rest.len());
    // `{host}v1/x`: what is glued after a variable is the path, unless it goes on as a host does.
    let first = variable(rest.get(..first)?)
        .filter(|len| rest.get(*len..first).is_some_and(|rest| !rest.contains(['.', ':', '{', '$', '<'])))
        .unwrap_or(first);
    let first = if at == range.start && rest.get(..first).is_some_and(is_of_path) { 0 } else { first };
    let authority = rest.get(..first)?;
    let scheme = match scheme.map(str::to_ascii_lowercase) {
        Some(scheme) if is_web(&scheme) => Some(scheme),
        Some(scheme) if ["http(s)", "http[s]", "https?"].contains(&scheme.as_str()) => {
            Some(String::from("https"))
        }
        Some(other) if variable(&other) == Some(other.len()) => None,
        Some(_) => return None,
        None if first == 0 || variable(authority).is_some() || is_host(authority) => None,
        None if is_root_word(authority) && rest.get(first..).is_some_and(|path| path.starts_with('/')) => {
            None
        }
        None => return None,
    };
    let (host, stand_in) = host(text, at..at + first, scheme.is_some());
    if host.is_none() && stand_in.is_none() && at > range.start && variable(authority).is_none() {
        return None;
    }
    at += first;
    let tail = text.as_str().get(at..end)?;
    let query_at = tail.find('?').unwrap_or(tail.len());
    let path_end = at + tail.find("{?").unwrap_or(query_at).min(query_at);
    let raw = text.as_str().get(at..path_end)?;
    let slash = if raw.is_empty() || raw.starts_with('/') { "" } else { "/" };
    let path = Spanned::new(format!("{slash}{}", path(raw)), text.place(at..path_end));
    let query = pairs(text, (at + query_at + 1).min(end)..end);
    Some(Url { scheme, host, stand_in, path, query, span: text.place(range.start..end) })
}

fn is_web(scheme: &str) -> bool {
    matches!(scheme, "http" | "https")
}

/// The path of `gateway address + /v1/x`: words replace its beginning.
pub(super) fn below_words(text: &Text, range: Range<usize>) -> Option<Range<usize>> {
    let all = text.as_str().get(range.clone())?;
    let (words, path) = all.split_once('+')?;
    let is_words = !words.trim().is_empty() && !words.contains(['/', '?', '=', '.']);
    let path = range.end - path.trim_start().len()..range.end;
    text.as_str()
        .get(path.clone())?
        .starts_with('/')
        .then(|| token(text, path))
        .flatten()
        .filter(|_| is_words)
}

/// Reads a path without its first slash, as some pages print it after a label.
pub(super) fn relative(text: &Text, range: Range<usize>) -> Option<Url> {
    let range = trimmed(text, range);
    let raw = text.as_str().get(range.clone())?;
    let is_path = |c: char| c.is_ascii_alphanumeric() || "/-_.~{}<>:?=&%$,".contains(c);
    let inner = raw.split('?').next().unwrap_or_default();
    if !inner.contains('/')
        || MEDIA.start(inner)
        || !raw.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !raw.chars().all(is_path)
    {
        return None;
    }
    let end = range.start + inner.len();
    let query = pairs(text, (end + 1).min(range.end)..range.end);
    let path = Spanned::new(format!("/{}", path(inner)), text.place(range.start..end));
    Some(Url { scheme: None, host: None, stand_in: None, path, query, span: text.place(range) })
}

/// Names and values of a query or a form, decoded.
pub(super) fn pairs(text: &Text, range: Range<usize>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut pairs = Vec::new();
    let mut at = range.start;
    let all = text.as_str().get(range).unwrap_or_default();
    for part in all.split_inclusive(['&', '\n']) {
        let bare = trimmed(text, at..at + part.trim_end_matches(['&', '\n']).len());
        at += part.len();
        if !bare.is_empty() {
            pairs.push(pair(text, bare));
        }
    }
    let decoded = |part: Spanned<String>| part.map(|value| decode(&value));
    pairs.into_iter().map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// A name and a value with `=` between them, as written.
pub(super) fn pair(text: &Text, range: Range<usize>) -> (Spanned<String>, Spanned<String>) {
    let raw = text.as_str().get(range.clone()).unwrap_or_default();
    let at = range.start + raw.find('=').unwrap_or(raw.len());
    (
        spanned(text, trimmed(text, range.start..at)),
        spanned(text, trimmed(text, (at + 1).min(range.end)..range.end)),
    )
}

/// The range without the spaces at its ends.
pub(super) fn trimmed(text: &Text, range: Range<usize>) -> Range<usize> {
    let raw = text.as_str().get(range.clone()).unwrap_or_default();
    let start = range.start + (raw.len() - raw.trim_start().len());
    start..start + raw.trim().len()
}

/// Percent decoding; `+` is a space.
fn decode(raw: &str) -> String {
    if !raw.contains(['%', '+']) {
        return raw.to_owned();
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None if *first == b'+' => bytes.push(b' '),
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| raw.to_owned())
}

/// The host at a range, or what stands for one, as a variable behind a scheme does; neither where it is a variable that may
/// have a path, or no host at all.
fn host(
    text: &Text,
    range: Range<usize>,
    has_scheme: bool,
) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    // A user before the host is ignored.
    let raw = text.as_str().get(range.clone()).unwrap_or_default();
    let start = range.start + raw.rfind('@').map_or(0, |at| at + 1);
    let raw = text.as_str().get(start..range.end).unwrap_or_default();
    let name = raw.rsplit_once(':').filter(|(_, port)| hosts::is_port(port)).map_or(raw, |(name, _)| name);
    let is_part = |c: char| c.is_alphanumeric() || "-._{}$<>:*#".contains(c);
    let is_variable = variable(name) == Some(name.len());
    if name.is_empty() || is_variable && !has_scheme || !is_variable && !name.chars().all(is_part) {
        return (None, None);
    }
    let host = Some(spanned(text, start..range.end));
    if is_variable {
        return (None, host);
    }
    if hosts::is_stand_in(raw) { (None, host) } else { (host, None) }
}

/// Whether a variable in front of a path is a segment of it, and not the address of a server: `{shopId}/lamps`.
fn is_of_path(segment: &str) -> bool {
    let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
    let words = words(name);
    let is_server = |word: &String| SERVERS.has(word) || ROOTS.has(word);
    words.last().is_some_and(|last| CALLERS_ENDS.has(last)) && !words.iter().any(is_server)
}

/// Whether a word in capitals stands for the address of a server: `SITE_ROOT/lamps`, `BASE-URL/lamps`.
pub(super) fn is_root_word(word: &str) -> bool {
    let is_name = word.bytes().all(|byte| byte.is_ascii_uppercase() || b"_-".contains(&byte));
    let is_server = |part: &str| SERVERS.has(part) || ROOTS.has(part) || part == "root";
    is_name && word.contains(['_', '-']) && word.to_ascii_lowercase().split(['_', '-']).any(is_server)
}

/// Whether something without a scheme is a host.
pub(super) fn is_host(text: &str) -> bool {
    let (name, has_port) = match text.rsplit_once(':') {
        Some((name, port)) if hosts::is_port(port) => (name, true),
        _ => (text, false),
    };
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_{}<>$".contains(c))
    };
    if !name.split('.').all(is_part) {
        return false;
    }
    let parts: Vec<&str> = name.split('.').collect();
    let last = parts.last().copied().unwrap_or_default();
    let is_domain = parts.len() > 1
        && last.len() > 1
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !FILES.contains(&last);
    let is_address = parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
    is_domain || is_address || (name == "localhost" || has_port)
}

/// The characters around the name of a variable.
const VARIABLES: [(&str, &str); 9] = [
    ("{{", "}}"),
    ("${", "}"),
    ("#{", "}"),
    ("{", "}"),
    ("<", ">"),
    ("[", "]"),
    ("(:", ")"),
    ("【", "】"),
    ("%7B", "%7D"),
];

/// The length of the variable that a text begins with: `{{x}}`, `{x}`, `${x}`, `#{x}`, `$x`, `<x>`, `[x]`, `(:x)`.
pub(super) fn variable(text: &str) -> Option<usize> {
    let close = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close)?;
        let is_name = (1..=64).contains(&end) && !inner.get(..end)?.contains(['/', '{', '"', '\n']);
        is_name.then_some(open.len() + end + close.len())
    };
    let closed = VARIABLES.into_iter().find_map(|(open, shut)| close(open, shut));
    closed.or_else(|| {
        let name = text.strip_prefix('$')?;
        let len = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        (len > 0 && !is_random(name.get(..len)?)).then_some(len + 1)
    })
}

/// A path whose variables are all written `{name}`.
fn path(raw: &str) -> String {
    // `\{id\}`: marks that the page keeps from being read as its own.
    let raw = raw.replace('\\', "");
    let mut path = String::with_capacity(raw.len());
    let mut was_words = false;
    for segment in raw.split_inclusive('/') {
        let (name, slash) = segment.strip_suffix('/').map_or((segment, ""), |name| (name, "/"));
        // The last one may be the sentence after the path.
        let are_words = (was_words || !slash.is_empty()) && are_words(name);
        match name.strip_prefix(':') {
            Some(name) if !name.is_empty() => name_of(&mut path, name),
            _ if are_words || is_callers(name) => name_of(&mut path, name),
            _ => variables(&mut path, name),
        }
        path.push_str(slash);
        was_words |= are_words;
    }
    path
}

/// Whether a segment is words of another script that stand for a value: `门店编号`. Hiragana alone is grammar.
fn are_words(segment: &str) -> bool {
    let is_hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    segment.chars().count() > 1
        && segment.chars().all(|c| c.is_alphanumeric() || c == '_')
        && segment.chars().any(|c| !c.is_ascii() && !is_hiragana(c))
}

/// Whether a segment stands for something of the caller: `YOUR_ID`, `SEU_TOKEN`, or `FORM_TOKEN` by what it ends with.
fn is_callers(segment: &str) -> bool {
    let is_name = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let is_told = |(first, rest): (&str, &str)| !rest.is_empty() && CALLERS.has(&first.to_ascii_lowercase());
    let is_capital = |(first, last): (&str, &str)| {
        first.starts_with(|c: char| c.is_ascii_uppercase())
            && !segment.contains(|c: char| c.is_ascii_lowercase())
            && CALLERS_ENDS.has(&last.to_ascii_lowercase())
    };
    is_name
        && (segment.split_once(['_', '-']).is_some_and(is_told)
            || segment.rsplit_once('_').is_some_and(is_capital))
}

fn variables(path: &mut String, segment: &str) {
    let mut rest = segment;
    while let Some(c) = rest.chars().next() {
        // A list such as `items[]` and a lone `$` are not variables.
        let length =
            if matches!(c, '{' | '$' | '#' | '<' | '[' | '(' | '【' | '%') { variable(rest) } else { None };
        let length = length.unwrap_or(0);
        if length == 0 {
            path.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let raw = rest.get(..length).unwrap_or_default();
        let name = raw.strip_prefix("%7B").and_then(|name| name.strip_suffix("%7D")).unwrap_or(raw);
        name_of(path, name.trim_matches(['{', '}', '$', '#', '<', '>', '[', ']', '(', ')', '【', '】']));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Writes a variable without its type, its pattern and its marks: `int:id`, `id:int`, `id:[0-9]+`, `*id`, `id?`.
fn name_of(path: &mut String, name: &str) {
    let name = name.trim().trim_matches(['*', '+', '?', ':', '=']);
    let (first, rest) = name.split_once(':').unwrap_or((name, ""));
    let is_name =
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let name = if is_name && CONVERTERS.has(first) { rest } else { first };
    path.push('{');
    path.push_str(&name.trim().replace(char::is_whitespace, "_"));
    path.push('}');
}

/// The URL or the path at the beginning of a range, without the marks around it.
pub(super) fn token(text: &Text, range: Range<usize>) -> Option<Range<usize>> {
    let all = text.as_str().get(range.clone())?;
    let mut open =
        all.len() - all.trim_start_matches(|c: char| c.is_whitespace() || "`\"'*(（「-•".contains(c)).len();
    let rest = all.get(open..)?;
    if rest.starts_with("<http") || rest.starts_with("[http") || rest.starts_with("</") {
        open += 1;
    }
    let rest = all.get(open..)?;
    let token = rest.get(..token_end(rest))?;
    let mut bare = token.trim_end_matches(['.', ',', ';', ':', '!']);
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        if bare.ends_with(close) && !bare.contains(open) {
            bare = bare.trim_end_matches(close);
        }
    }
    let start = range.start + open;
    (!bare.is_empty() && bare.len() <= 2000).then_some(start..start + bare.len())
}

/// The end of the URL or path that a text begins with. A variable may have spaces inside, and letters of another
/// script may be a segment, but not go on after one.
fn token_end(rest: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || "`\"'，。；、（）「」『』|*\\：".contains(c);
    let (mut since, mut before) = (0, ' ');
    for (at, c) in rest.char_indices() {
        if at < since {
            continue;
        }
        if matches!(c, '{' | '<')
            && let Some(length) = rest.get(at..).and_then(variable)
        {
            (since, before) = (at + length, '}');
            continue;
        }
        let behind = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let is_escape = c == '\\' && behind.starts_with(['{', '}', '<', '>', '_', '[', ']']);
        if is_escape || c == '*' && goes_on(rest.get(at..).unwrap_or_default()) {
            continue;
        }
        let is_glued =
            !c.is_ascii() && c.is_alphabetic() && (before.is_ascii_alphanumeric() || before == '}');
        if is_end(c) || is_glued {
            return at;
        }
        before = c;
    }
    rest.len()
}

/// Whether asterisks stand for a part of a URL, and are not marks around it: a path follows.
fn goes_on(rest: &str) -> bool {
    let bare = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "*.:-".contains(c));
    bare.strip_prefix('/').is_some_and(|path| path.starts_with(|c: char| c.is_alphanumeric() || c == '{'))
}
