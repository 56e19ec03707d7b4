//! The query of a path: pairs that are the same for every call (RFC 3986 section 3.4).

/// The path and the query of a target. A fragment is part of what it is in.
pub(crate) fn split(target: &str) -> (&str, Option<&str>) {
    target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)))
}

/// A problem and its remedy.
type Problem = (&'static str, &'static str);

/// The names and values of a query, decoded. A name without `=` has no value.
///
/// # Errors
///
/// The problem with it.
pub(crate) fn pairs(query: &str) -> Result<Vec<(String, Option<String>)>, Problem> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
        if name.is_empty() {
            return Err(("its query has a pair without a name", "write pairs as `?name=value&other=value`"));
        }
        Ok((decoded(name)?, value.map(decoded).transpose()?))
    };
    query.split('&').map(pair).collect()
}

/// A text without percent-encoding.
fn decoded(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        match rest {
            [] => break,
            [b'{' | b'}', ..] => {
                return Err((
                    "its query has a parameter, but is the same for every call",
                    "declare the parameter under `params:`, and remove it from the path",
                ));
            }
            [b'+', ..] => {
                return Err((
                    "servers read `+` in a query as a space, or as itself",
                    "write a space as `%20`, and a plus as `%2B`",
                ));
            }
            [b'%', high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit =
                    |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(high).unwrap_or_default() * 16 + digit(low).unwrap_or_default());
                rest = after;
            }
            [byte, after @ ..] if byte.is_ascii_alphanumeric() || b"-._~!$'()*,;:@/?=[]".contains(byte) => {
                bytes.push(*byte);
                rest = after;
            }
            _ => {
                return Err((
                    "its query has characters that are not allowed there",
                    "percent-encode them, such as `%20` for a space",
                ));
            }
        }
    }
    String::from_utf8(bytes).map_err(|_| ("its query is not UTF-8", "percent-encode the bytes of UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::{pairs, split};

    #[test]
    fn queries_are_pairs() {
        assert_eq!(split("/a?b=c?d"), ("/a", Some("b=c?d")));
        assert_eq!(split("/a"), ("/a", None));
        let found = pairs("beta=true&acl&x=&a%20b=%E7%AD%BE%2B").expect("a query");
        let pair = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
        let want =
            [pair("beta", Some("true")), pair("acl", None), pair("x", Some("")), pair("a b", Some("签+"))];
        assert_eq!(found, want);
        for wrong in ["", "&", "=a", "a=b&", "a=b+c", "a={b}", "a=b c", "a=%zz", "a=%ff", "a=签", "a=\\"] {
            assert!(pairs(wrong).is_err(), "{wrong}");
        }
    }
}
