//! Parameters of operations: in the path, the query, headers and cookies, in the styles of OpenAPI.

use super::body::nested;
use super::{RequestBuilder, header};
use crate::param::{Param, Shape, Texts, request_value};
use crate::url::{encode, encode_reserved, is_dots};
use crate::wire::Value;

/// How a value is written in the path, besides `a,b` and `R,100,G,200`; the expansions of RFC 6570 §3.2.5 and §3.2.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStyle {
    /// `R=100,G=200`; a list as `a,b`.
    Pairs,
    /// `.a,b`, `.R,100,G,200`
    Label,
    /// `.a.b`, `.R=100.G=200`
    LabelRepeat,
    /// `;name=a,b`, `;name=R,100,G,200`; without a value `;name`.
    Matrix,
    /// `;name=a;name=b`, `;R=100;G=200`
    MatrixRepeat,
}

/// Parameters in the path.
impl RequestBuilder {
    /// Puts a value in place of `{name}` or `{+name}` in the path.
    ///
    /// Everything except unreserved characters (RFC 3986 §2.3) is percent-encoded, so that a value is always one
    /// segment; a list is `a,b` and an object `R,100,G,200` (RFC 6570 §3.2.2). In place of `{+name}`, the slashes of a
    /// value are kept, and each item of a list is a segment, whose slashes are encoded. A value that is empty, or that
    /// makes a segment `.` or `..`, is a mistake, so that no value leads out of the path.
    #[must_use]
    pub fn path(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("path parameter", name, value);
        if self.path.contains(&format!("{{+{name}}}")) {
            return self.segments(name, &texts);
        }
        let expanded = joined(&texts, ",");
        self.expand(name, &expanded)
    }

    /// The same in another style. The separators are not encoded, everything else is as in
    /// [`path`](Self::path).
    #[must_use]
    pub fn path_styled(mut self, style: PathStyle, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("path parameter", name, value);
        let is_object = texts.shape() == Shape::Object;
        let pairs = |separator: &str| match is_object {
            true => texts.pairs(name).map(pair).collect::<Vec<_>>().join(separator),
            false => joined(&texts, separator),
        };
        let expanded = match style {
            PathStyle::Pairs => pairs(","),
            PathStyle::Label => format!(".{}", joined(&texts, ",")),
            PathStyle::LabelRepeat => format!(".{}", pairs(".")),
            PathStyle::Matrix => format!(";{}", pair_of(&encode(name), &joined(&texts, ","))),
            PathStyle::MatrixRepeat => texts
                .pairs(name)
                .map(|(name, text)| format!(";{}", pair_of(&encode(name), &encode(text))))
                .collect(),
        };
        self.expand(name, &expanded)
    }

    /// Puts an encoded text in place of `{name}`.
    fn expand(mut self, name: &str, expanded: &str) -> Self {
        let place = format!("{{{name}}}");
        if !self.path.contains(&place) {
            return self.no_such(name);
        }
        if expanded.is_empty() {
            return self.fail(format!("the path parameter `{name}` is empty"));
        }
        self.path = self.path.replace(&place, expanded);
        self.without_dots(name)
    }

    /// Puts texts in place of `{+name}`, and of `{name}` where the path has both.
    fn segments(mut self, name: &str, texts: &Texts) -> Self {
        if texts.shape() == Shape::Object {
            return self
                .fail(format!("the path parameter `{name}` is an object, which can't be several segments"));
        }
        let values = texts.as_slice();
        if values.is_empty() || values.iter().any(String::is_empty) {
            return self.fail(format!("the path parameter `{name}` is empty"));
        }
        let encoded = joined(texts, "/");
        // A single text has slashes of its own.
        let kept = if texts.shape() == Shape::List { encoded.clone() } else { encoded.replace("%2F", "/") };
        let segment = joined(texts, ",");
        self.path =
            self.path.replace(&format!("{{{name}}}"), &segment).replace(&format!("{{+{name}}}"), &kept);
        self.without_dots(name)
    }

    fn without_dots(self, name: &str) -> Self {
        if self.path.split('/').any(is_dots) {
            return self.fail(format!("the path parameter `{name}` must not make a segment `.` or `..`"));
        }
        self
    }

    fn no_such(self, name: &str) -> Self {
        let path = self.endpoint.path();
        self.fail(format!("the path {path:?} has no parameter `{name}`"))
    }
}

/// Parameters in the query.
impl RequestBuilder {
    /// Adds `name=value` to the query, both percent-encoded; for a list, once for each element, and for an object,
    /// each member by its own name.
    #[must_use]
    pub fn query(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("parameter", name, value);
        for (name, text) in texts.pairs(name) {
            self.query.push_encoded(&encode(name), &encoded(&texts, text));
        }
        self
    }

    /// Adds `name` to the query, without a value.
    #[must_use]
    pub fn query_flag(mut self, name: &str) -> Self {
        self.query.push_flag(&encode(name));
        self
    }

    /// Adds a list to the query as `name=a,b`, an object as `name=R,100,G,200`. A comma inside of an element is
    /// percent-encoded (RFC 6570 §3.2.8). A value without elements adds nothing.
    #[must_use]
    pub fn query_joined(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.query_separated(name, value, ",")
    }

    /// Adds a list to the query as `name=a%20b`, an object as `name=R%20100%20G%20200`. A value without elements adds
    /// nothing.
    #[must_use]
    pub fn query_spaced(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.query_separated(name, value, "%20")
    }

    /// Adds a list to the query as `name=a%7Cb`, an object as `name=R%7C100%7CG%7C200`. A value without elements adds
    /// nothing.
    #[must_use]
    pub fn query_piped(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.query_separated(name, value, "%7C")
    }

    fn query_separated(mut self, name: &str, value: &(impl Param + ?Sized), separator: &str) -> Self {
        let texts = self.texts("parameter", name, value);
        if !texts.as_slice().is_empty() {
            let mut all: Vec<String> = texts.flat().map(|text| encoded(&texts, text)).collect();
            if separator == "," && texts.keeps_reserved() {
                all.iter_mut().for_each(|text| *text = text.replace(',', "%2C"));
            }
            self.query.push_encoded(&encode(name), &all.join(separator));
        }
        self
    }

    /// Adds `name[]=value` to the query for each element of a list.
    #[must_use]
    pub fn query_brackets(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.query(&format!("{name}[]"), value)
    }

    /// Adds any value to the query, with the keys in brackets: `name[R]=100`, `name[]=a`, `name[0][price]=7`; nothing for
    /// `None`. It is what OpenAPI calls `deepObject`, and forms as PHP, Rails and Stripe read them.
    #[must_use]
    pub fn query_nested(mut self, name: &str, value: &impl Value) -> Self {
        if value.is_absent() {
            return self;
        }
        match request_value(value) {
            Ok(json) => nested(name, &json, &mut |name, text| self.query.push(name, text)),
            Err(error) => self.note(format!("the parameter `{name}` cannot be written: {error}")),
        }
        self
    }
}

/// Headers and cookies.
impl RequestBuilder {
    /// Adds a header; nothing for `None`. The elements of a list are joined by commas (RFC 9110 §5.3), the members of
    /// an object are `R,100,G,200`. A name or value that HTTP does not allow (RFC 9110 §5.5, §5.6.2) is a mistake, and
    /// so is an element that contains a comma. JSON is sent in ASCII.
    #[must_use]
    pub fn header(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("header", name, value);
        let parts: Vec<&str> = texts.flat().collect();
        let has_comma =
            |what: &str| texts.shape() != Shape::Single && parts.iter().any(|text| text.contains(what));
        if has_comma(",") {
            return self.separator("header", name);
        }
        let text = parts.join(",");
        self.add_header(name, &texts, if texts.is_json() { ascii(&text) } else { text })
    }

    /// Adds an object as a header, `R=100,G=200`; see [`header`](Self::header). A name that contains `=` is a mistake.
    #[must_use]
    pub fn header_pairs(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("header", name, value);
        if texts.shape() != Shape::Object {
            return self.header(name, value);
        }
        if texts.pairs(name).any(|(key, text)| key.contains([',', '=']) || text.contains(',')) {
            return self.separator("header", name);
        }
        let pairs: Vec<String> = texts.pairs(name).map(|(key, text)| format!("{key}={text}")).collect();
        self.add_header(name, &texts, pairs.join(","))
    }

    fn add_header(mut self, name: &str, texts: &Texts, text: String) -> Self {
        if texts.as_slice().is_empty() {
            return self;
        }
        match header(name, &text) {
            Ok((name, value)) => {
                self.headers.append(name, value);
                self
            }
            Err(wrong) => self.fail(wrong),
        }
    }

    /// Adds a cookie; nothing for `None`, one of the same name for each element of a list, and the members of an object by
    /// their own names. JSON is percent-encoded, since a cookie can't hold quotes; nothing else is: what a cookie can't hold
    /// (RFC 6265 §4.1.1) is a mistake.
    #[must_use]
    pub fn cookie(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("cookie", name, value);
        for (name, text) in texts.pairs(name) {
            let text = if texts.is_json() { encode(text) } else { text.to_owned() };
            if text.contains(',') {
                return self.fail(format!(
                    "the cookie `{name}` has a comma, which a cookie can't hold (RFC 6265 §4.1.1)"
                ));
            }
            if let Err(wrong) = self.cookies.push(name, &text) {
                return self.fail(wrong);
            }
        }
        self
    }

    /// Adds a list as one cookie, `a,b`, an object as `R,100,G,200`; an element that contains a comma is a mistake.
    #[must_use]
    pub fn cookie_joined(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("cookie", name, value);
        let parts: Vec<&str> = texts.flat().collect();
        if parts.is_empty() {
            return self;
        }
        if parts.iter().any(|text| text.contains(',')) {
            return self.separator("cookie", name);
        }
        match self.cookies.push(name, &parts.join(",")) {
            Ok(()) => self,
            Err(wrong) => self.fail(wrong),
        }
    }

    fn separator(self, what: &str, name: &str) -> Self {
        self.fail(format!(
            "the {what} `{name}` is a list or an object, and a part of it contains a comma or `=`"
        ))
    }
}

/// The encoded texts of a value with a separator between.
fn joined(texts: &Texts, separator: &str) -> String {
    texts.flat().map(encode).collect::<Vec<_>>().join(separator)
}

fn encoded(texts: &Texts, text: &str) -> String {
    if texts.keeps_reserved() { encode_reserved(text) } else { encode(text) }
}

/// `name=value`, encoded.
fn pair((name, text): (&str, &str)) -> String {
    format!("{}={}", encode(name), encode(text))
}

/// `name=value` of what is encoded, `name` without a value (RFC 6570 §3.2.7).
fn pair_of(name: &str, value: &str) -> String {
    if value.is_empty() { name.to_owned() } else { format!("{name}={value}") }
}

/// JSON with every character outside of ASCII as an escape (RFC 8259 §7).
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

#[cfg(test)]
mod tests;
