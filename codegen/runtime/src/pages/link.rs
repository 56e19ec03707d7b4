//! `Link` headers (RFC 8288), and parameters in the URL of the next page.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next`; relative or absolute, as written.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
        .find_map(next_in)
}

/// Of one header, which is a list of links (RFC 8288 §3).
fn next_in(mut text: &str) -> Option<String> {
    loop {
        let (_, from) = text.split_once('<')?;
        let (target, rest) = from.split_once('>')?;
        let (parameters, after) = until_comma(rest);
        if is_next(parameters) {
            return Some(target.trim().to_owned());
        }
        text = after;
    }
}

/// The parameters of a link, and what is after the comma that ends them.
fn until_comma(text: &str) -> (&str, &str) {
    let comma = outside_quotes(text, ',').next();
    comma.map_or((text, ""), |at| (text.get(..at).unwrap_or(text), text.get(at + 1..).unwrap_or("")))
}

/// The positions of an ASCII character outside of quoted strings.
fn outside_quotes(text: &str, wanted: char) -> impl Iterator<Item = usize> + '_ {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter_map(move |(at, c)| {
        let is_escape = quoted && !escaped && c == '\\';
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = is_escape;
        (c == wanted && !quoted).then_some(at)
    })
}

/// Whether the first `rel` has the relation `next`; later ones don't count (RFC 8288 §3.3).
fn is_next(parameters: &str) -> bool {
    let mut starts: Vec<usize> = outside_quotes(parameters, ';').collect();
    starts.push(parameters.len());
    let parts = starts.windows(2).filter_map(|at| match at {
        [start, end] => parameters.get(start + 1..*end),
        _ => None,
    });
    let rel = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    rel.is_some_and(|(_, value)| {
        let value = value.trim().trim_matches('"');
        value.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"))
    })
}

/// The value of a parameter in the query of a URL, decoded as forms are (WHATWG URL §5.1).
pub(super) fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key).as_deref() == Some(name)).then(|| decode(value)).flatten()
    })
}

/// `None` if the bytes are not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        match rest {
            [] => return String::from_utf8(bytes).ok(),
            [b'%', high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit =
                    |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(high).unwrap_or_default() * 16 + digit(low).unwrap_or_default());
                rest = after;
            }
            [byte, after @ ..] => {
                bytes.push(if *byte == b'+' { b' ' } else { *byte });
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{next, parameter};

    #[test]
    fn links_to_the_next_page() {
        for (values, want) in [
            (&["<https://h/x?page=2>; rel=\"next\""][..], Some("https://h/x?page=2")),
            (&["<a>; rel=prev, <b>;rel=next;title=\"x, <c>; rel=last\""], Some("b")),
            (&["<a>; title=\"a\\\"; rel=next\"; rel=\"last\", </p?c=1>; REL=\"first NEXT\""], Some("/p?c=1")),
            (&["<a>; rel=last", "< b >; rel=next"], Some("b")),
            (&["<a,b;c>; rel=next"], Some("a,b;c")),
            (&["<a>; rel=prev; rel=next"], None),
            (&["<a>; rev=next", "b; rel=next", "<c", ""], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("link", HeaderValue::from_str(value).expect("a value"));
            }
            assert_eq!(next(&headers).as_deref(), want, "{values:?}");
        }
    }

    #[test]
    fn parameters_of_urls() {
        for (url, want) in [
            ("https://h/x?a=1&c=2&c=3#c=4", Some("2")),
            ("/x?%63=a%2Bb+c%20%C3%A9", Some("a+b c é")),
            ("?c", Some("")),
            ("?c=%zz", Some("%zz")),
            ("?c=%ff", None),
            ("https://h/c=1", None),
            ("https://h/#?c=1", Some("1")),
        ] {
            assert_eq!(parameter(url, "c").as_deref(), want, "{url}");
        }
    }
}
