//! Commands of HTTPie: `http POST host/path name=value`.

use super::finder::{Known, spanned};
use super::{curl, shell, url};
use crate::found::{Body, Call, Form, Mention, Place, Weight};
use crate::json::{self, Fault, Kind, Value};
use crate::lexicon::calls::{HTTPIE_NAMES, HTTPIE_VALUES, method};
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// Marks between the name and the value of an item; of two that begin at one place the longer one is first.
const MARKS: [(&str, Item); 7] = [
    (":=@", Item::Hidden),
    ("=@", Item::Hidden),
    (":=", Item::Json),
    ("==", Item::Query),
    ("=", Item::Text),
    ("@", Item::File),
    (":", Item::Header),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Json,
    Query,
    Text,
    File,
    Header,
    /// What a file has, which is not on the page.
    Hidden,
}

/// Where a command begins on a line: at its start or after a prompt, and a method, an option or a URL follows.
pub(in crate::extract) fn begins(line: &str) -> Option<usize> {
    let bare = line.trim_start().trim_start_matches(['$', '%', '>']).trim_start();
    let (_, rest) = bare.split_once(' ').filter(|(name, _)| HTTPIE_NAMES.has(name))?;
    let rest = rest.trim_start();
    let next = rest.split_whitespace().next().unwrap_or_default();
    let bare_next = next.trim_start_matches(['"', '\'']);
    let is_url = bare_next.contains("://") || bare_next.starts_with([':', '/']) || is_address(bare_next);
    let goes_on = method(rest).is_some() || next.starts_with('-') || is_url;
    goes_on.then_some(line.len() - bare.len())
}

fn is_address(word: &str) -> bool {
    let host = word.split(['/', '?']).next().unwrap_or_default();
    word.contains('/') && url::is_host(host)
}

/// Reads the command that begins at byte `at`, and returns it with its end.
pub(super) fn read(text: &Text, at: usize, place: Place) -> Option<(Call, usize)> {
    let (words, end) = shell::words(text.as_str(), at);
    let mut words = words.iter().map(|word| word.text(text)).skip(1);
    let (mut command, mut others) = (Command::default(), Vec::new());
    while let Some(word) = words.next() {
        match word.as_str() {
            "-f" | "--form" | "--multipart" => command.is_form = true,
            "-a" | "--auth" => command.credentials = words.next(),
            "-A" | "--auth-type" => {
                command.is_bearer = words.next().is_some_and(|kind| kind.as_str() == "bearer")
            }
            option if option.starts_with('-') && HTTPIE_VALUES.has(option.trim_start_matches('-')) => {
                words.next();
            }
            option if option.starts_with('-') => {}
            _ => others.push(word),
        }
    }
    let mut others = others.into_iter().peekable();
    let verb = others.next_if(|word| method(word.as_str()) == Some(word.as_str()));
    let mut url = address_of(&others.next()?)?;
    let is_safe =
        text.as_str().get(at..).is_some_and(|name| name.starts_with("https ") || name.starts_with("xhs "));
    url.scheme.get_or_insert_with(|| String::from(if is_safe { "https" } else { "http" }));
    others.for_each(|word| command.item(&word));
    let end = at + text.as_str().get(at..end)?.trim_end().len();
    let span = text.place(at..end);
    url.query.append(&mut command.query);
    let has_data = command.is_hidden || !command.members.is_empty() || !command.parts.is_empty();
    let implied = if has_data { "POST" } else { "GET" };
    let method = verb.map_or_else(
        || Spanned::new(implied.to_owned(), span),
        |method| Spanned::new(method.as_str().to_owned(), method.span()),
    );
    let is_basic = command.credentials.is_some() && !command.is_bearer;
    if let Some(token) = command.credentials.take().filter(|_| command.is_bearer) {
        let name = Spanned::new(String::from("Authorization"), token.span());
        command.headers.push((name, Spanned::new(format!("Bearer {}", token.as_str()), token.span())));
    }
    let (headers, body) = (std::mem::take(&mut command.headers), command.body(span));
    let mentions = vec![Mention { place, weight: Weight::Code }];
    let call =
        Call { place, span, form: Form::Curl, method: Some(method), url, headers, is_basic, body, mentions };
    Some((call, end))
}

/// The URL of a command; `:8080/x` is one of the machine itself.
fn address_of(word: &Text) -> Option<crate::found::Url> {
    let raw = word.as_str();
    let is_local = raw.starts_with(':');
    let mut whole = Text::new(word.file());
    if is_local {
        let start = word.span().range().start;
        whole.push("localhost", start..start);
    }
    whole.append(word);
    let mut url = url::parse(&whole, 0..whole.as_str().len())?;
    if url.path.value.is_empty() {
        "/".clone_into(&mut url.path.value);
    }
    (url.host.is_some() || url.stand_in.is_some() || url.path.value.len() > 1).then_some(url)
}

#[derive(Default)]
struct Command {
    is_form: bool,
    credentials: Option<Text>,
    is_bearer: bool,
    headers: Vec<Known>,
    query: Vec<Known>,
    members: Vec<(Spanned<String>, Value)>,
    parts: Vec<(Spanned<String>, Spanned<String>, bool)>,
    faults: Vec<Fault>,
    /// Whether something is sent that the page does not show.
    is_hidden: bool,
}

impl Command {
    /// Takes in `name=value` and the like.
    fn item(&mut self, word: &Text) {
        let raw = word.as_str();
        let first = |(mark, item): &(&'static str, Item)| Some((raw.find(mark)?, *mark, *item));
        let found = MARKS.iter().filter_map(first).min_by_key(|(at, ..)| *at);
        let Some((at, mark, item)) = found.filter(|(at, ..)| *at > 0) else {
            self.is_hidden |= raw.starts_with('@');
            return;
        };
        let name = spanned(word, 0..at);
        let value = at + mark.len()..raw.len();
        // `a[b]=1` lies deeper than its name says.
        if name.value.contains('[') && item != Item::Query {
            self.is_hidden = true;
            return;
        }
        match item {
            Item::Header => self.headers.extend(curl::header(word)),
            Item::Query => self.query.push((name, spanned(word, value))),
            Item::Text => self.members.push((name, text_of(word, value))),
            Item::Json => {
                let read = self.json(word, value.clone());
                self.members.push((name, read.unwrap_or_else(|| text_of(word, value))));
            }
            Item::File => self.parts.push((name, spanned(word, value), true)),
            Item::Hidden => {
                let span = word.place(value);
                self.members.push((name, Value { kind: Kind::Blank, span, comment: None }));
            }
        }
    }

    /// The value of JSON at the end of a word.
    fn json(&mut self, word: &Text, range: std::ops::Range<usize>) -> Option<Value> {
        // Values that are neither objects nor lists are read as items of one.
        let mut list = Text::new(word.file());
        let (start, end) = (word.place(range.clone()).range().start, word.span().range().end);
        list.push("[", start..start);
        list.append(&word.slice(range));
        list.push("]", end..end);
        let read = json::read(&list, 0)?;
        self.faults.extend(read.faults);
        let Kind::List(mut items) = read.value.kind else { return None };
        let value = items.pop()?;
        items.is_empty().then_some(value)
    }

    fn body(self, span: stubwright_spec::source::Span) -> Body {
        let Self { is_form, members, mut parts, faults, is_hidden, .. } = self;
        let pair = |(name, value): (Spanned<String>, Value)| {
            let text = match value.kind {
                Kind::Text(text) | Kind::Number(text) => text,
                _ => String::new(),
            };
            (name, Spanned::new(text, value.span))
        };
        if !parts.is_empty() {
            parts.extend(members.into_iter().map(pair).map(|(name, value)| (name, value, false)));
            return Body::Multipart(parts);
        }
        match members.is_empty() {
            true if is_hidden => Body::Other,
            true => Body::None,
            false if is_form => Body::Form(members.into_iter().map(pair).collect()),
            false => Body::Json(Value { kind: Kind::Object(members), span, comment: None }, faults),
        }
    }
}

fn text_of(word: &Text, range: std::ops::Range<usize>) -> Value {
    let text = spanned(word, range);
    Value { kind: Kind::Text(text.value), span: text.span, comment: None }
}
