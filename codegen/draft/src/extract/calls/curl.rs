//! Commands of curl.

use super::finder::{Known, spanned};
use super::{body, shell, url};
use crate::found::{Body, Call, Form, Mention, Place, Weight};
use crate::lexicon::calls::{CURL_FLAGS, CURL_VALUES};
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// One-letter options that take a value.
const SHORT: &str = "XHdFuomxbcAewTDCErzyYKUtQP";

/// Where a command begins on a line: at its start, after a prompt, or glued to the end of a sample.
pub(super) fn begins(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|rest| rest.find("curl")) {
        let at = from + found;
        from = at + 4;
        let before = line.get(..at).unwrap_or_default().trim_end();
        let after = line.get(from..).unwrap_or_default();
        let after = after.strip_prefix(".exe").unwrap_or(after);
        let is_word = after.is_empty() || after.starts_with(char::is_whitespace);
        let ends = ["}", "]", ";", "&&", "|", ":", "：", "$", "%", ">", "#", "`", "'", "\""];
        let is_behind = before.is_empty() || ends.iter().any(|end| before.ends_with(end));
        // After a word of a script that uses no spaces it is a command when an option or a URL follows.
        let first = after.trim_start().trim_start_matches(['\'', '"']);
        let goes_on = first.starts_with('-') || first.starts_with("http");
        let is_glued = goes_on && before.chars().next_back().is_some_and(|c| !c.is_ascii());
        if is_word && (is_behind || is_glued) {
            return Some(at);
        }
    }
    None
}

/// Reads the command that begins at byte `at`, and returns it with its end.
pub(super) fn read(text: &Text, at: usize, place: Place) -> Option<(Call, usize)> {
    let (words, end) = shell::words(text.as_str(), at);
    let words: Vec<Text> = words.iter().map(|word| word.text(text)).collect();
    let mut command = Command::default();
    command.options(words.get(1..)?);
    let end = at + text.as_str().get(at..end)?.trim_end().len();
    command.call(place, text.place(at..end).at_start().to(text.place(at..end))).map(|call| (call, end))
}

#[derive(Default)]
struct Command {
    method: Option<Spanned<String>>,
    url: Option<Text>,
    headers: Vec<(Spanned<String>, Spanned<String>)>,
    data: Vec<(Data, Text)>,
    parts: Vec<Text>,
    query: Vec<Text>,
    upload: Option<Text>,
    /// Whether the data goes to the query.
    gets: bool,
    heads: bool,
    is_basic: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    /// As written.
    Plain,
    /// The value is yet to be encoded.
    Raw,
}

impl Command {
    fn options(&mut self, words: &[Text]) {
        let mut words = words.iter().peekable();
        while let Some(word) = words.next() {
            let raw = word.as_str();
            if let Some(name) = raw.strip_prefix("--").filter(|name| !name.is_empty()) {
                if CURL_FLAGS.has(name) || name.starts_with("no-") {
                    self.flag(name);
                } else if let Some(eq) = name.find('=') {
                    let value = word.slice(eq + 3..raw.len());
                    self.long(name.get(..eq).unwrap_or_default(), value);
                } else if (takes_value(name) || words.peek().is_some_and(|next| is_value(next.as_str())))
                    && let Some(value) = words.next()
                {
                    self.long(name, value.clone());
                }
            } else if raw.len() > 1 && raw.starts_with('-') {
                for (at, letter) in raw.char_indices().skip(1) {
                    if !SHORT.contains(letter) {
                        self.flag(match letter {
                            'G' => "get",
                            'I' => "head",
                            _ => "",
                        });
                        continue;
                    }
                    let value = word.slice(at + 1..raw.len());
                    let value = if value.as_str().is_empty() { words.next().cloned() } else { Some(value) };
                    if let Some(value) = value {
                        self.long(long_name(letter), value);
                    }
                    break;
                }
            } else if self.url.is_none() && !raw.is_empty() {
                self.url = Some(word.clone());
            }
        }
    }

    fn flag(&mut self, name: &str) {
        match name {
            "get" => self.gets = true,
            "head" => self.heads = true,
            _ => {}
        }
    }

    fn long(&mut self, name: &str, value: Text) {
        match name {
            "request" => {
                let method = value.trimmed();
                let name = method.as_str().to_ascii_uppercase();
                if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase()) {
                    self.method = Some(Spanned::new(name, method.span()));
                }
            }
            "header" => self.headers.extend(header(&value)),
            "cookie" => self.named("Cookie", "", &value),
            "oauth2-bearer" => self.named("Authorization", "Bearer ", &value),
            "data" | "data-raw" | "data-binary" | "data-ascii" | "json" => {
                self.data.push((Data::Plain, value))
            }
            "data-urlencode" => self.data.push((Data::Raw, value)),
            "form" | "form-string" => self.parts.push(value),
            "url" => self.url = Some(value),
            "url-query" => self.query.push(value),
            "user" => self.is_basic = true,
            "upload-file" => self.upload = Some(value),
            _ => {}
        }
    }

    /// A header that has an option of its own.
    fn named(&mut self, name: &str, before: &str, value: &Text) {
        let value = Spanned::new(format!("{before}{}", value.as_str()), value.span());
        self.headers.push((Spanned::new(name.to_owned(), value.span), value));
    }

    fn call(self, place: Place, span: stubwright_spec::source::Span) -> Option<Call> {
        let address = self.url.as_ref()?;
        let mut url = url::parse(address, 0..address.as_str().len())?;
        if url.path.value.is_empty() {
            "/".clone_into(&mut url.path.value);
        }
        for text in &self.query {
            url.query.extend(url::pairs(text, 0..text.as_str().len()));
        }
        let mut body = Body::None;
        if self.gets {
            url.query.extend(form(&self.data));
        } else if !self.parts.is_empty() {
            body = Body::Multipart(self.parts.iter().map(part).collect());
        } else if let Some((_, first)) = self.data.first() {
            body = match body::read(first, body::content_type(&self.headers)) {
                Body::Form(_) => Body::Form(form(&self.data)),
                _ if self.data.iter().all(|(kind, _)| *kind == Data::Raw) => Body::Form(form(&self.data)),
                other => other,
            };
        } else if self.upload.is_some() {
            body = Body::Other;
        }
        let implied = match &body {
            Body::None if self.heads => "HEAD",
            Body::None => "GET",
            _ if self.upload.is_some() => "PUT",
            _ => "POST",
        };
        let implied = if self.data.is_empty() || self.gets { implied } else { "POST" };
        let method = self.method.unwrap_or_else(|| Spanned::new(implied.to_owned(), span));
        let is_basic = self.is_basic;
        Some(Call {
            place,
            span,
            form: Form::Curl,
            method: Some(method),
            url,
            headers: self.headers,
            is_basic,
            body,
            mentions: vec![Mention { place, weight: Weight::Code }],
        })
    }
}

/// The long name of a one-letter option with a value.
fn long_name(letter: char) -> &'static str {
    match letter {
        'X' => "request",
        'H' => "header",
        'd' => "data",
        'F' => "form",
        'u' => "user",
        'b' => "cookie",
        'T' => "upload-file",
        _ => "",
    }
}

fn takes_value(name: &str) -> bool {
    CURL_VALUES.has(name)
        || name.starts_with("data-")
        || name.starts_with("form-")
        || name.starts_with("url-")
}

/// Whether a word after an option that is not known is its value, and not the URL.
fn is_value(word: &str) -> bool {
    !word.starts_with('-') && !word.contains("://") && !word.contains('/')
}

/// The name and the value of a header; `Name;` is one without a value.
pub(super) fn header(text: &Text) -> Option<Known> {
    let raw = text.as_str();
    let at = raw.find([':', '：', ';'])?;
    let width = raw.get(at..)?.chars().next().map_or(1, char::len_utf8);
    let name = url::trimmed(text, 0..at);
    let is_name = !name.is_empty() && name.len() <= 80 && raw.get(name.clone())?.chars().all(is_name_part);
    let value = url::trimmed(text, at + width..raw.len());
    is_name.then(|| (spanned(text, name), spanned(text, value)))
}

fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.{}$<>".contains(c)
}

fn form(data: &[(Data, Text)]) -> Vec<Known> {
    let pairs = data.iter().map(|(kind, text)| match kind {
        Data::Plain => url::pairs(text, 0..text.as_str().len()),
        Data::Raw => vec![url::pair(text, 0..text.as_str().len())],
    });
    pairs.flatten().collect()
}

/// A part of a form: whether it is a file, and its value without what is said about it.
fn part(text: &Text) -> (Spanned<String>, Spanned<String>, bool) {
    let raw = text.as_str();
    let eq = raw.find('=').unwrap_or(raw.len());
    let mut start = (eq + 1).min(raw.len());
    let rest = raw.get(start..).unwrap_or_default();
    let end = start + rest.find(";type=").or_else(|| rest.find(";filename=")).unwrap_or(rest.len());
    let is_file = rest.starts_with(['@', '<']);
    if is_file {
        start += 1;
    }
    let is_quoted =
        end > start + 1 && raw.get(start..end).is_some_and(|v| v.starts_with('"') && v.ends_with('"'));
    let value = if is_quoted { start + 1..end - 1 } else { start..end };
    (spanned(text, url::trimmed(text, 0..eq)), spanned(text, value), is_file)
}
