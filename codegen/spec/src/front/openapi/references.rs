//! References → what they lead to.

use super::Cx;
use super::document::{At, name_of};
use super::parts::constrains;
use crate::diag::{Code, Diagnostic};

/// The most references and wrappers that are followed to what is in them.
pub(super) const MOST_WRAPPERS: usize = 64;

impl<'a> Cx<'a> {
    /// The thing that a reference object leads to, or the thing itself.
    pub(super) fn part(&mut self, at: At<'a>) -> At<'a> {
        match at.text("$ref") {
            Some(text) => self.target(at, text).unwrap_or(at),
            None => at,
        }
    }

    /// The object or list under a key, or the one that it refers to.
    pub(super) fn inner(&mut self, at: At<'a>, key: &str) -> Option<At<'a>> {
        let value = at.get(key)?;
        let part = self.part(value);
        if part.scalar().is_some() {
            self.ignore(part, format!("`{key}` is neither an object nor a list, so it is left out"));
            return None;
        }
        Some(part)
    }

    /// The target of a reference; one that leads nowhere is reported once.
    pub(super) fn target(&mut self, at: At<'a>, text: &str) -> Option<At<'a>> {
        // The only use of `$recursiveRef` in documents is the component around it.
        let found = self.docs.find(at.file, text);
        let mut found = match found {
            Some(found) if text == "#" => self.around(at).or(Some(found)),
            found => found,
        };
        let (mut steps, mut last) = (0, text);
        while let Some(next) = found {
            // A reference to a reference, as long as nothing is added on the way.
            let Some(further) =
                next.text("$ref").filter(|_| !constrains(next, &[]) && !next.flag("nullable"))
            else {
                break;
            };
            steps += 1;
            last = further;
            found = self.docs.find(next.file, further).filter(|_| steps < MOST_WRAPPERS);
        }
        if let Some(found) = found.filter(|found| !self.component_names.contains_key(&found.key())) {
            self.target_names.entry(found.key()).or_insert_with(|| name_of(last));
        }
        if found.is_none() && self.reported.insert(at.key()) {
            self.report_reference(at, text, steps == MOST_WRAPPERS);
        }
        found
    }

    fn report_reference(&mut self, at: At<'a>, text: &str, is_circle: bool) {
        let span = at.node.get("$ref").map_or(at.span(), crate::source::node::Cursor::span);
        let path = text.split('#').next().unwrap_or_default();
        let (message, help) = if is_circle {
            ("leads through other references back to itself", "write a schema at one of the places")
        } else if text.contains("://") {
            (
                "leads nowhere",
                "stubwright opens no URL: save the file beside the document, and write its relative path",
            )
        } else if path.starts_with('/') || path.contains(['\\', ':']) {
            (
                "is not a relative path",
                "write it from the directory of this file, such as `types/pets.yaml#/Pet`",
            )
        } else if self.docs.leads_outside(at.file, text) {
            (
                "leads outside of the directory of the document, where no file is read",
                "move the file into the directory of the main document, or a subdirectory",
            )
        } else {
            ("leads nowhere", "correct the reference; until then, the type is `any`")
        };
        let message = format!("`{}` {message}", crate::diag::shorten(text));
        self.diags.push(Diagnostic::new(Code::BrokenReference, span, message).help(help));
    }

    /// The component schema around a place.
    fn around(&self, at: At<'a>) -> Option<At<'a>> {
        let schemas = self.docs.root()?.get("components")?.get("schemas")?;
        let span = at.span();
        schemas
            .entries()
            .map(|(_, schema)| schema)
            .find(|schema| schema.span().start <= span.start && span.end <= schema.span().end)
    }
}
