//! The lexicon is complete, and there are no words outside of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::lists::{FILES, split};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of Rust below a directory, but for those of tests.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        let is_test = entry.file_stem().is_some_and(|name| name == "tests");
        match entry.is_dir() {
            _ if is_test => {}
            true => found.extend(files(&entry)),
            false if entry.extension().is_some_and(|end| end == "rs") => found.push(entry),
            false => {}
        }
    }
    found.sort();
    found
}

/// The code of a file, with spaces in place of comments and without its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let bare = |line: &str| {
        let at = line.find("// ").or_else(|| line.find("///")).or_else(|| line.find("//!"));
        line[..at.unwrap_or(line.len())].to_owned()
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// The sections of the files: the languages of each, and whether a comment is above the one in English.
fn sections() -> BTreeMap<(String, String), BTreeMap<&'static str, bool>> {
    let mut found: BTreeMap<(String, String), BTreeMap<&'static str, bool>> = BTreeMap::new();
    for (language, topic, text) in FILES {
        let mut before = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let section = found.entry(((*topic).to_owned(), name.to_owned())).or_default();
                assert!(section.insert(language, before.starts_with("# ")).is_none(), "{language}: [{name}]");
            }
            before = line;
        }
    }
    found
}

#[test]
fn every_list_is_used_and_says_in_english_what_it_means() {
    let code: String = files(&source().join("lexicon")).iter().map(|path| code(path)).collect();
    let listed = lists();
    for ((topic, name), languages) in sections() {
        assert!(languages.get("english") == Some(&true), "english/{topic}.txt says nothing about [{name}]");
        let used = [format!("\"{topic}\", \"{name}\""), format!("\"{name}\"),")];
        assert!(
            listed.contains(&(topic.clone(), name.clone()))
                || used.iter().any(|used| code.contains(used.as_str())),
            "nothing reads [{name}] of {topic}.txt"
        );
    }
}

#[test]
fn every_file_is_read() {
    let root = source().join("lexicon");
    let entries =
        |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    for text in entries(&root).iter().filter(|path| path.is_dir()).flat_map(|path| entries(path)) {
        let is_read =
            |(language, topic, _): &(&str, &str, &str)| text.ends_with(format!("{language}/{topic}.txt"));
        assert!(FILES.iter().any(is_read), "{} is in no line of lists.rs", text.display());
    }
}

/// The topics and sections of the lists that the code declares with `words!`.
fn lists() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for path in files(&source().join("lexicon")) {
        let code = code(&path);
        for rest in code.split("\nwords! {").skip(1) {
            let (topic, names) = rest[rest.find('"').unwrap() + 1..].split_once("\":").unwrap();
            let names = names[..names.find('}').unwrap()].split_whitespace();
            found.extend(names.map(|name| (topic.to_owned(), name.to_lowercase().replace('_', " "))));
        }
    }
    found
}

#[test]
fn every_list_that_is_read_has_words() {
    let sections = sections();
    assert!(lists().len() > 200);
    for list in lists() {
        assert!(sections.contains_key(&list), "{list:?} is in no file");
    }
}

#[test]
fn a_list_has_a_word_once() {
    for (language, topic, text) in
        FILES.iter().filter(|(_, topic, _)| !matches!(*topic, "nouns" | "messages"))
    {
        let mut seen = BTreeSet::new();
        for line in text.lines().filter(|line| !line.starts_with("# ")) {
            if line.starts_with('[') {
                seen.clear();
            }
            for word in split(line).filter(|word| !word.is_empty()) {
                assert!(seen.insert(word), "{language}/{topic}.txt has `{word}` twice");
                assert_eq!(word.trim(), word.trim_matches(' '), "{language}/{topic}.txt: `{word}`");
            }
        }
    }
}

/// A letter of Chinese, Japanese, Korean or Russian.
fn is_foreign(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{400}'..='\u{52f}' | '\u{3005}' | '\u{3040}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// How many strings of small letters begin one after the other in a list at the beginning of `code`.
fn listed(code: &str) -> usize {
    let mut rest = code;
    let mut count = 0;
    while let Some((word, after)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
    {
        let is_word = word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '-'));
        let Some(after) = Some(after.trim_start()).filter(|_| is_word) else { break };
        count += 1;
        let Some(after) = after.strip_prefix(',') else { break };
        rest = after;
    }
    count
}

/// Finds what a simple rule can see: letters of other scripts anywhere, and lists of three words or more in the passes
/// that read texts of pages. The words of HTML, JSON and YAML belong to their readers and writers.
#[test]
fn no_words_are_outside() {
    let root = source();
    let mut wrong = Vec::new();
    for path in files(&root).into_iter().filter(|path| !path.starts_with(root.join("lexicon"))) {
        let code = code(&path);
        let name = path.strip_prefix(&root).unwrap().to_owned();
        let mut say = |at: usize, what: &str| {
            let line = code[..at].matches('\n').count() + 1;
            wrong.push(format!("{}:{line}: {what}", name.display()));
        };
        for (at, _) in code.match_indices(is_foreign) {
            say(at, "a letter of a word");
        }
        if !(name.starts_with("extract") || name.starts_with("infer")) {
            continue;
        }
        for (at, _) in code.match_indices('[') {
            if listed(&code[at + 1..]) >= 3 {
                say(at, "a list of words");
            }
        }
    }
    assert!(wrong.is_empty(), "these belong in codegen/draft/src/lexicon:\n{}", wrong.join("\n"));
}
