//! Reading the headers of responses.

use http::HeaderMap;

use crate::wire::{Value, read_text};

/// The value of a response header; `None` if it is not there, or is something else. Of several lines the first one is read.
#[must_use]
pub fn header<T: Value>(headers: &HeaderMap, name: &str) -> Option<T> {
    read(std::str::from_utf8(headers.get(name)?.as_bytes()).ok()?)
}

/// The elements of a response header that is a list (RFC 9110 §5.6.1), on all its lines; `None` if it is not there, or if
/// an element is something else.
#[must_use]
pub fn header_list<T: Value>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let mut list = Vec::new();
    for line in headers.get_all(name) {
        let elements = std::str::from_utf8(line.as_bytes()).ok()?.split(',').map(str::trim);
        for element in elements.filter(|element| !element.is_empty()) {
            list.push(read(element)?);
        }
    }
    headers.contains_key(name).then_some(list)
}

fn read<T: Value>(text: &str) -> Option<T> {
    let mut value = T::fresh()?;
    read_text(text.trim(), &mut value).ok()?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{header, header_list};
    use crate::wire::{DateTime, Decimal};

    #[test]
    fn values_and_lists() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-total", " 42 "),
            ("x-bad", "4x"),
            ("x-price", "1.50"),
            ("x-done", "true"),
            ("x-at", "2026-12-01T08:00:00Z"),
            ("x-tags", "a, b,,"),
            ("x-tags", "c"),
            ("x-numbers", "1, x"),
            ("x-empty", ""),
        ] {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        assert_eq!(header(&headers, "X-Total"), Some(42));
        assert_eq!(header::<i64>(&headers, "x-bad"), None);
        assert_eq!(header::<i64>(&headers, "x-none"), None);
        assert_eq!(header(&headers, "x-price"), "1.50".parse::<Decimal>().ok());
        assert_eq!(header(&headers, "x-done"), Some(true));
        assert_eq!(header(&headers, "x-at"), "2026-12-01T08:00:00Z".parse::<DateTime>().ok());
        assert_eq!(header(&headers, "x-empty"), Some(String::new()));
        assert_eq!(header::<i64>(&headers, "x-empty"), None);
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(header_list(&headers, "x-tags"), Some(words.to_vec()));
        assert_eq!(header_list::<i64>(&headers, "x-numbers"), None);
        assert_eq!(header_list::<String>(&headers, "x-none"), None);
        assert_eq!(header_list::<String>(&headers, "x-empty"), Some(Vec::new()));
    }
}
