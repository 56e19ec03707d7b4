//! The names of a spec that may look like an identifier which the generator writes itself.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::ident::Name;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// The names of a spec that another identifier may look like.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    /// Every name, in ASCII or not.
    names: BTreeSet<String>,
    /// The names with other letters, and where they come from.
    foreign: Vec<(String, Span)>,
}

impl Foreign {
    /// `all` are the names of a spec with the texts that they come from.
    pub(super) fn of(all: &[(&Name, &Spanned<String>)]) -> Self {
        let mut this = Self::default();
        if all.iter().all(|(ident, _)| ident.as_str().is_ascii()) {
            return this;
        }
        for (ident, written) in all {
            let text = ident.plain().to_owned();
            if !text.is_ascii() && !this.names.contains(&text) {
                this.foreign.push((text.clone(), written.span));
            }
            this.names.insert(text);
        }
        this
    }

    /// Whether all names are ASCII, so that rustc compares none.
    pub(crate) fn is_empty(&self) -> bool {
        self.foreign.is_empty()
    }

    /// Warns of names that look like an identifier that the generator wrote itself: `written` are all of the output.
    pub(crate) fn check(&self, written: &BTreeSet<&str>, diags: &mut Diagnostics) {
        let look = |text: &str| skeleton(text).collect::<String>();
        let own = written.iter().filter(|text| !self.names.contains(**text));
        let own: BTreeMap<String, &&str> = own.map(|text| (look(text), text)).collect();
        for (text, span) in &self.foreign {
            if let Some(other) = own.get(&look(text)) {
                let message = format!("the names `{text}` and `{other}` are different but look the same");
                diags.push(
                    Diagnostic::new(Code::LookAlikes, *span, message)
                        .note(format!(
                            "`{other}` is in the generated code of every spec, and rustc warns about such names"
                        ))
                        .help(ELSEWISE),
                );
            }
        }
    }
}

/// The advice for a name that looks like another one.
const ELSEWISE: &str =
    "give it a name with other letters, using `name:` or a map such as `enum: {Circle: 〇}`";
