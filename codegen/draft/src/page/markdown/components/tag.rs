//! Tags of components, `<Field name="id" required>`, and of templates, `{% field name="id" %}`.

use std::ops::Range;

use crate::lexicon::calls::HTTP_METHODS;

/// No tag is longer.
const LONGEST: usize = 1 << 13;

/// Places of parameters, as attributes and parts of names have them.
pub(super) const PLACES: [&str; 4] = ["path", "query", "header", "body"];

/// A text of a page, and where it is.
pub(super) type Placed = (String, Range<usize>);

pub(super) struct Tag<'p> {
    page: &'p str,
    pub(super) name: &'p str,
    /// The names of the attributes, and where their values are, without quotes and braces.
    pub(super) attributes: Vec<(&'p str, Option<Range<usize>>)>,
    pub(super) range: Range<usize>,
    pub(super) is_end: bool,
    /// Whether nothing is inside.
    pub(super) is_void: bool,
}

impl<'p> Tag<'p> {
    /// The tag that begins at a byte.
    pub(super) fn at(page: &'p str, start: usize) -> Option<Self> {
        let rest = page.get(start..)?;
        let (open, close) = if rest.starts_with("{%") { ("{%", "%}") } else { ("<", ">") };
        let inner = rest.strip_prefix(open)?;
        let is_template = open == "{%";
        let inner = if is_template { inner.trim_start_matches([' ', '-']) } else { inner };
        let bare = if is_template { inner.strip_prefix("end") } else { inner.strip_prefix('/') };
        let inner_name = bare.unwrap_or(inner);
        let length = inner_name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))?;
        let name = inner_name.get(..length)?;
        // Tags of HTML, and placeholders in capitals, are not components.
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase());
        if name.is_empty() || !(is_template || is_component) {
            return None;
        }
        let mut tag = Tag {
            page,
            name,
            attributes: Vec::new(),
            range: start..start,
            is_end: bare.is_some(),
            is_void: false,
        };
        let mut at = start + rest.len() - inner_name.len() + length;
        loop {
            let rest = page.get(at..)?;
            let bare = rest.trim_start();
            at += rest.len() - bare.len();
            if at - start > LONGEST {
                return None;
            }
            if let Some(void) = [close, "/>", "-%}"].into_iter().find(|end| bare.starts_with(end)) {
                tag.range.end = at + void.len();
                tag.is_void = void == "/>";
                break;
            }
            at = tag.attribute(at)?;
        }
        // `Bearer <Token>` is not a component: it has no attributes, and is not alone on its line.
        let is_one = is_template || tag.is_end || tag.is_void || !tag.attributes.is_empty();
        let (before, after) = (page.get(..start)?, page.get(tag.range.end..)?);
        let is_alone = before.trim_end_matches([' ', '\t']).ends_with('\n')
            && after.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        (is_one || is_alone).then_some(tag)
    }

    /// Reads an attribute, and returns where it ends.
    fn attribute(&mut self, at: usize) -> Option<usize> {
        let rest = self.page.get(at..)?;
        if rest.starts_with('{') {
            return Some(at + braces(rest)?);
        }
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
            .filter(|length| *length > 0)?;
        let name = rest.get(..length)?;
        let Some(value) = rest.get(length..)?.strip_prefix('=') else {
            self.attributes.push((name, None));
            return Some(at + length);
        };
        let from = at + length + 1;
        let (range, end) = match value.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = from + 1 + value.get(1..)?.find(quote)?;
                (from + 1..end, end + 1)
            }
            '{' => {
                let end = from + braces(value)?;
                let inside = self.page.get(from + 1..end - 1)?;
                let bare = inside.trim().trim_matches(['"', '\'', '`']);
                let start = from + 1 + inside.find(bare)?;
                (start..start + bare.len(), end)
            }
            _ => {
                let length =
                    value.find(|c: char| c.is_whitespace() || matches!(c, '>' | '%')).unwrap_or(value.len());
                (from..from + length, from + length)
            }
        };
        self.attributes.push((name, Some(range)));
        Some(end)
    }

    /// The value of an attribute, and where it is.
    pub(super) fn get(&self, key: &str) -> Option<Placed> {
        let (_, range) = self.attributes.iter().find(|(name, _)| *name == key)?;
        let value = self.page.get(range.clone()?)?;
        // Editors of Markdown escape names in attributes as well.
        (!value.is_empty()).then(|| Some((value.replace("\\_", "_"), range.clone()?))).flatten()
    }

    /// Whether a value is required, where the tag can say so.
    pub(super) fn required(&self) -> Option<bool> {
        match self.attributes.iter().find(|(name, _)| *name == "required") {
            Some((_, Some(range))) => Some(self.page.get(range.clone()) != Some("false")),
            Some((_, None)) => Some(true),
            None => None,
        }
    }

    /// The name of the field that a tag describes, and where it says that it is sent.
    pub(super) fn field(&self) -> Option<(Placed, Option<&'static str>)> {
        let placed = PLACES.into_iter().find_map(|place| Some((self.get(place)?, Some(place))));
        let named = || {
            let place =
                self.get("in").and_then(|(place, _)| PLACES.into_iter().find(|known| *known == place));
            Some((self.get("name")?, place))
        };
        placed.or_else(named)
    }

    /// Whether it is a field: it has a type, or says where it is sent.
    pub(super) fn is_field(&self) -> bool {
        let is_placed =
            || self.get("name").is_some() && self.field().is_some_and(|(_, place)| place.is_some());
        self.get("method").is_none() && self.field().is_some() && (self.get("type").is_some() || is_placed())
    }
}

/// The length of what is in braces.
fn braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Where a value names a method and a URL.
pub(super) fn value_of(value: &str) -> Option<Range<usize>> {
    let bare = value.trim().trim_matches(['"', '\'']);
    let start = value.find(bare)?;
    let method = HTTP_METHODS.into_iter().find_map(|method| {
        let at = bare.find(method)?;
        let target = bare.get(at + method.len()..)?.strip_prefix(' ')?.trim_start();
        let is_alone = at == 0 || bare.get(..at).is_some_and(|before| before.ends_with(' '));
        (is_alone && (target.starts_with('/') || target.starts_with("http"))).then_some(at)
    })?;
    Some(start + method..start + bare.len())
}
