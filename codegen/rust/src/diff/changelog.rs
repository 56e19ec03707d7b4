//! A report for people who read release notes and pull requests.

use stubwright_spec::diag::Code;
use stubwright_spec::diff::Compatibility;

use super::items::ItemChange;
use super::release::Release;
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
            rest[heading(&at.item)]
                .push(breaking(&format!("{}.", at.item.sentence()), at.item.is_breaking()));
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

    /// A table for a pull request, with the verdict and what it asks of the crate above it.
    #[must_use]
    pub fn markdown(&self, release: Option<&Release>) -> String {
        let verdict = self.verdict();
        let clause = release.and_then(|release| release.clause(verdict.bump));
        let clause = clause.map(|clause| format!("; {clause}")).unwrap_or_default();
        let mut text = format!("**{verdict}{clause}**\n");
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
            row(&mut text, &at.message(), &at.items, &wire.join("; "), behaviour);
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
        Code::Deprecated if change.deprecates => 2,
        _ => 1,
    };
    let message = at.message();
    let article = if message.starts_with(change.noun) { "the " } else { "" };
    let mut sentence = capitalised(&format!("{article}{message}"));
    // The change's own sentence already says these.
    let is_said = matches!(
        change.code,
        Code::TypeChanged | Code::ShapeChanged | Code::BodyChanged | Code::ResponseChanged | Code::Renamed
    );
    let items = at.items.iter().filter(|item| at.client_path.as_ref() != Some(&item.path));
    sentence.push_str(&of_client(heading, &items.collect::<Vec<_>>(), is_said));
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

/// The end of a sentence about a spec, with the differences in the client. New and removed items are named as such,
/// unless the heading says it.
fn of_client(heading: usize, items: &[&ItemChange], is_said: bool) -> String {
    let path = |item: &&ItemChange| format!("`{}`", item.path);
    let paths = |is: fn(&ItemChange) -> bool| -> Vec<String> {
        items.iter().filter(|item| is(item)).map(path).collect()
    };
    let (gone, new) = (paths(|item| item.new.is_none()), paths(|item| item.old.is_none()));
    let changed = items.iter().filter(|item| item.old.is_some() && item.new.is_some());
    let changed = changed.map(|item| if is_said { path(item) } else { item.sentence() });
    let of_heading = match HEADINGS[heading] {
        "Added" if gone.is_empty() => new.as_slice(),
        "Removed" if new.is_empty() => gone.as_slice(),
        _ => &[],
    };
    let inside: Vec<String> = of_heading.iter().cloned().chain(changed).collect();
    let mut text = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join("; ")) };
    text.push('.');
    if of_heading.is_empty() {
        let lists = [("gone", gone), ("new", new)].into_iter().filter(|(_, paths)| !paths.is_empty());
        let lists: Vec<String> = lists.map(|(word, paths)| format!("{word}: {}", paths.join(", "))).collect();
        if !lists.is_empty() {
            text.push_str(&format!(" {}.", capitalised(&lists.join("; "))));
        }
    }
    text
}

fn breaking(sentence: &str, is_breaking: bool) -> String {
    if is_breaking { format!("**Breaking:** {sentence}") } else { sentence.to_owned() }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
