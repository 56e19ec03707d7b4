//! The words of Rust text: identifiers and signs, without comments, texts, characters and numbers' parts.

/// A word and its line.
#[derive(Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) line: usize,
}

/// Cuts text into words. `::` is one word; texts, characters and lifetimes are left out.
pub(super) fn words(text: &str) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let (mut words, mut index, mut line) = (Vec::new(), 0, 1);
    while index < chars.len() {
        let start = index;
        index = match at(index) {
            '/' if at(index + 1) == '/' => find(&chars, index, "\n"),
            '/' if at(index + 1) == '*' => end_of_comment(&chars, index),
            '"' => end_of_text(&chars, index),
            '\'' => end_of_quote(&chars, index),
            'r' | 'b' | 'c' if is_raw(&chars, index) => end_of_raw(&chars, index),
            c if is_word(c) => {
                let length = chars.iter().skip(index).take_while(|c| is_word(**c)).count();
                words.push(Word { text: chars.iter().skip(index).take(length).collect(), line });
                index + length
            }
            ':' if at(index + 1) == ':' => {
                words.push(Word { text: String::from("::"), line });
                index + 2
            }
            c => {
                if !c.is_whitespace() {
                    words.push(Word { text: c.to_string(), line });
                }
                index + 1
            }
        };
        line += chars.iter().take(index).skip(start).filter(|c| **c == '\n').count();
    }
    words
}

pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where `end` begins, at or after `from`.
fn find(chars: &[char], from: usize, end: &str) -> usize {
    let end: Vec<char> = end.chars().collect();
    (from..chars.len()).find(|at| chars[*at..].starts_with(&end)).unwrap_or(chars.len())
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < chars.len() {
        if chars[at..].starts_with(&['/', '*']) {
            (depth, at) = (depth + 1, at + 2);
        } else if chars[at..].starts_with(&['*', '/']) {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn end_of_text(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// A character, or the sign of a lifetime alone.
fn end_of_quote(chars: &[char], start: usize) -> usize {
    match chars.get(start + 1) {
        Some('\\') => find(chars, start + 3, "'") + 1,
        Some(_) if chars.get(start + 2) == Some(&'\'') => start + 3,
        _ => start + 1,
    }
}

/// Whether `r"`, `r#"`, `br"` or the like begins here.
fn is_raw(chars: &[char], start: usize) -> bool {
    let mut rest = chars[start..].iter().skip_while(|c| matches!(c, 'b' | 'c'));
    let after_word = start > 0 && is_word(chars[start - 1]);
    !after_word && rest.next() == Some(&'r') && rest.find(|c| **c != '#') == Some(&'"')
}

fn end_of_raw(chars: &[char], start: usize) -> usize {
    let open = find(chars, start, "\"");
    let signs = chars[start..open].iter().filter(|c| **c == '#').count();
    let end = format!("\"{}", "#".repeat(signs));
    find(chars, open + 1, &end) + end.len()
}
