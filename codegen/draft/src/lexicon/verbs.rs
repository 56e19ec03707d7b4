//! Words of paths: verbs, versions, and what says nothing.

use super::lists::words;

pub(crate) fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// Whether a segment of a path says nothing: `api`, `v2`, `v1.0`, `{version}`.
pub(crate) fn is_empty(segment: &str) -> bool {
    if let Some(name) = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        return VERSIONS.has(&words(name).concat());
    }
    let number = segment.strip_prefix(['v', 'V']);
    let is_digits = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'))
    };
    let is_version =
        number.is_some_and(is_digits) || (segment.len() < 4 && segment.contains('.') && is_digits(segment));
    is_version || EMPTY.has(&segment.to_lowercase())
}

/// A segment and the ending of a format or a program behind it: `100.json`, `pay.do`.
pub(crate) fn split_ending(segment: &str) -> (&str, &str) {
    let is_known = |ending: &str| matches!(ending, ".json" | ".xml" | ".csv" | ".pdf" | ".do");
    let dot = segment.rfind('.').filter(|dot| segment.get(*dot..).is_some_and(is_known));
    segment.split_at(dot.unwrap_or(segment.len()))
}

/// Whether a word is a value that somebody drew, and no name: `QIbuN0nmYc800`.
pub(crate) fn is_random(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    let (digits, capitals) = (count(u8::is_ascii_digit), count(u8::is_ascii_uppercase));
    digits > 2 && capitals > 1 && digits + capitals < word.len()
}

/// The words of an identifier: `createOrder`, `create-order`, `create_order`, `poll.open`, `HTTPCode`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut before = None;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(|next| next.is_lowercase());
        let begins = c.is_uppercase()
            && before.is_some_and(|before: char| {
                before.is_lowercase() || before.is_ascii_digit() || (before.is_uppercase() && next_is_lower)
            });
        if (!c.is_alphanumeric() || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// One of several: `orders` → `order`, `entries` → `entry`. Words that only look like several stay.
pub(crate) fn singular(word: &str) -> String {
    let is_single = word.len() < 4 || SINGULAR_ENDS.end(word) || SINGULARS.contains(&word);
    if is_single {
        return word.to_owned();
    }
    for (end, one) in [
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("tuses", "tus"),
        ("ves", "ve"),
        ("List", ""),
    ] {
        if let Some(stem) = word.strip_suffix(end) {
            return format!("{stem}{one}");
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

pub(crate) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// `PascalCase` of words; what begins with a digit gets a letter.
pub(crate) fn pascal(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let mut chars = word.chars().filter(char::is_ascii_alphanumeric);
        name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        name.extend(chars);
    }
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    }
}

words! { "keys":
    VERBS EMPTY VERSIONS SINGULAR_ENDS SINGULARS
}

#[cfg(test)]
mod tests {
    use super::{VERBS, is_empty, pascal, singular, words};

    #[test]
    fn verbs_are_sorted() {
        assert!(VERBS.is_sorted());
    }

    #[test]
    fn words_of_names() {
        assert_eq!(words("createOrder"), ["create", "order"]);
        assert_eq!(words("HTTPCode_v2"), ["http", "code", "v2"]);
        assert_eq!(words("poll.open-all"), ["poll", "open", "all"]);
        assert_eq!(pascal(&words("SIGN_ERROR")), "SignError");
        assert_eq!(pascal(&words("2FA")), "Value2Fa");
    }

    #[test]
    fn one_of_several() {
        for (several, one) in [
            ("orders", "order"),
            ("entries", "entry"),
            ("boxes", "box"),
            ("addresses", "address"),
            ("status", "status"),
            ("sms", "sms"),
            ("address", "address"),
            ("branches", "branch"),
            ("data", "data"),
            ("news", "news"),
        ] {
            assert_eq!(singular(several), one);
        }
        assert!(
            is_empty("v2")
                && is_empty("API")
                && is_empty("v1.0")
                && is_empty("{apiVersion}")
                && !is_empty("{id}")
                && !is_empty("video")
                && !is_empty("28819")
        );
    }
}
