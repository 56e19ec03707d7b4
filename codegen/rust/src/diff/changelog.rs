//! A report for people who read release notes and pull requests.

use stubwright_spec::diag::Code;
use stubwright_spec::diff::Compatibility;

use super::items::ItemChange;
use super::report::{Consequence, Report};

/// The headings of Keep a Changelog 1.1.0 that changes of a spec have.
const HEADINGS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

impl Report {
    /// The entries of a changelog in the form of Keep a Changelog 1.1.0, without the heading of the version.
    ///
    /// Changes of texts are left out. The rest says what is different for callers, and what breaks.
    #[must_use]
    pub fn changelog(&self) -> String {
        let mut sections: [Vec<String>; 4] = Default::default();
        for at in &self.changes {
            if let Some((heading, sentence)) = entry(at) {
                sections[heading].push(sentence);
            }
        }
        let mut rest = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        for at in &self.unexplained {
            rest[heading(&at.item)].push(breaking(&at.item.sentence(), at.item.is_breaking()));
        }
        for (section, more) in sections.iter_mut().zip(rest) {
            section.extend(more);
        }
        let sections = HEADINGS.iter().zip(sections).filter(|(_, entries)| !entries.is_empty());
        let texts = sections.map(|(heading, entries)| {
            let entries: Vec<String> = entries.iter().map(|entry| format!("- {entry}\n")).collect();
            format!("### {heading}\n\n{}", entries.concat())
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// A table for a pull request, with the verdict above it.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**\n", self.verdict());
        if self.is_empty() {
            return text;
        }
        text.push_str("\n| change | callers | wire | behaviour |\n|---|---|---|---|\n");
        for at in &self.changes {
            let wire: Vec<String> = at
                .change
                .effects
                .wire
                .iter()
                .map(|(Compatibility::Deployed(why) | Compatibility::Ahead(why))| why.clone())
                .collect();
            let behaviour = at.change.effects.behaviour.as_deref().unwrap_or_default();
            row(&mut text, &at.change.message, &at.items, &wire.join("; "), behaviour);
        }
        for at in &self.unexplained {
            row(&mut text, "the API of the client", std::slice::from_ref(&at.item), "", "");
        }
        text
    }
}

fn row(text: &mut String, change: &str, items: &[ItemChange], wire: &str, behaviour: &str) {
    let items: Vec<String> = items.iter().map(ItemChange::sentence).collect();
    let cells = [change, &items.join("; "), wire, behaviour].map(|cell| cell.replace('|', "\\|"));
    text.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// The heading of a difference of the client.
fn heading(item: &ItemChange) -> usize {
    match (&item.old, &item.new) {
        (None, _) => 0,
        (Some(_), Some(_)) => 1,
        (Some(_), None) => 3,
    }
}

/// The heading and the entry of a change; nothing for what callers don't notice.
fn entry(at: &Consequence) -> Option<(usize, String)> {
    let change = &at.change;
    let heading = match change.code {
        Code::Reworded | Code::Regrouped => return None,
        Code::Added => 0,
        Code::Removed => 3,
        Code::Deprecated => 2,
        _ => 1,
    };
    let mut sentence = capitalised(&change.message);
    let paths: Vec<String> = at
        .items
        .iter()
        .map(|item| match (&item.old, &item.new) {
            (Some(_), Some(_)) => item.sentence(),
            _ => format!("`{}`", item.path),
        })
        .collect();
    if !paths.is_empty() {
        sentence.push_str(&format!(" ({})", paths.join(", ")));
    }
    sentence.push('.');
    for at in &change.effects.wire {
        if let Compatibility::Deployed(why) = at {
            sentence.push_str(&format!(" {}.", capitalised(why)));
        }
    }
    if let Some(behaviour) = &change.effects.behaviour {
        sentence.push_str(&format!(" {}.", capitalised(behaviour)));
    }
    Some((heading, breaking(&sentence, at.is_breaking())))
}

fn breaking(sentence: &str, is_breaking: bool) -> String {
    if is_breaking { format!("**Breaking:** {sentence}") } else { sentence.to_owned() }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
