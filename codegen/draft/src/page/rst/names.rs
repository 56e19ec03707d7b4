//! Names of a page, and what they stand for: targets of links, and substitutions.

use std::collections::BTreeMap;

use super::line::Line;
use super::section;

#[derive(Debug, Default)]
pub(super) struct Names {
    /// The addresses of names, by their folded words.
    addresses: BTreeMap<String, String>,
    /// The titles of the parts that names stand above.
    titles: BTreeMap<String, String>,
    /// The texts of substitutions.
    texts: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn of(page: &str, lines: &[Line]) -> Self {
        let mut this = Self::default();
        let mut open: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
            let text = line.text(page);
            if let Some((name, address)) = target(text) {
                match address {
                    "" => open.push(name),
                    address => {
                        this.addresses.insert(name, address.trim_end_matches('_').to_owned());
                    }
                }
                continue;
            }
            if let Some((name, text)) = substitution(text) {
                this.texts.insert(name.to_owned(), text.to_owned());
            }
            if open.is_empty() {
                continue;
            }
            let title = section::title(page, lines.get(at..).unwrap_or_default());
            let title = title.map(|title| title.line.text(page)).or_else(|| captioned(text));
            for name in open.drain(..) {
                if let Some(title) = title {
                    this.titles.insert(name, title.to_owned());
                }
            }
        }
        this
    }

    /// Where a name leads: an address, or the title of a part of the page behind `#`.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        let name = folded(name);
        let title = || self.titles.get(&name).map(|title| format!("#{title}"));
        self.addresses.get(&name).cloned().or_else(title)
    }

    /// The title of the part that a name stands above.
    pub(super) fn title(&self, name: &str) -> Option<&str> {
        self.titles.get(&folded(name)).map(String::as_str)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }
}

/// The name and the address of `.. _name: address`; the address is empty where the name stands for what is below.
fn target(line: &str) -> Option<(String, &str)> {
    let name = line.strip_prefix(".. _")?;
    let (name, rest) = match name.strip_prefix('`') {
        Some(name) => name.split_once("`:")?,
        None => {
            let end = name.match_indices(':').map(|(at, _)| at).find(|at| {
                let rest = name.get(at + 1..).unwrap_or_default();
                !name.get(..*at).is_some_and(|name| name.ends_with('\\'))
                    && (rest.is_empty() || rest.starts_with(' '))
            })?;
            (name.get(..end)?, name.get(end + 1..)?)
        }
    };
    Some((folded(name), rest.trim()))
}

/// The name and the text of `.. |name| replace:: text`.
fn substitution(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix(".. |")?.split_once('|')?;
    Some((name, rest.trim_start().strip_prefix("replace::")?.trim()))
}

/// The title of a table, `.. list-table:: Lamps`.
fn captioned(line: &str) -> Option<&str> {
    let (name, title) = line.strip_prefix(".. ")?.split_once("::")?;
    Some(title.trim()).filter(|title| name.ends_with("table") && !title.is_empty())
}

/// A name as its links may be written.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
