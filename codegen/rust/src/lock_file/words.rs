//! The words of a line: bare where they consist of letters, digits and a few signs, else in quotes.

/// A word, or the `=` between the subject and the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Equals,
}

/// A word as it is written.
pub(super) fn shown(word: &str) -> String {
    if !word.is_empty() && word.chars().all(is_bare) { word.to_owned() } else { format!("{word:?}") }
}

fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '@' | '$' | '+')
        // Letters that are read as they are, in any script.
        || (!c.is_ascii() && c.is_alphanumeric())
}

/// The words of a line; `None` if it has anything else.
pub(super) fn tokens(line: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let (token, end) = match first {
            '=' => (Token::Equals, 1),
            '"' => {
                let (word, end) = quoted(rest)?;
                (Token::Word(word), end)
            }
            _ => {
                let end = rest.find(|c| !is_bare(c)).unwrap_or(rest.len());
                (Token::Word(rest.get(..end).filter(|word| !word.is_empty())?.to_owned()), end)
            }
        };
        let after = rest.get(end..)?;
        rest = after.trim_start();
        if !after.is_empty() && rest.len() == after.len() {
            return None;
        }
        tokens.push(token);
    }
    Some(tokens)
}

/// The text in quotes at the start of a line, and where it ends. The escapes are those of Rust.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut word = String::new();
    let mut chars = text.char_indices().skip(1);
    loop {
        let (at, c) = chars.next()?;
        match c {
            '"' => return Some((word, at + 1)),
            '\\' => match chars.next()?.1 {
                'n' => word.push('\n'),
                'r' => word.push('\r'),
                't' => word.push('\t'),
                '0' => word.push('\0'),
                c @ ('"' | '\\' | '\'') => word.push(c),
                'u' => {
                    let digits: String =
                        chars.by_ref().map(|(_, c)| c).skip(1).take_while(|c| *c != '}').collect();
                    word.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?);
                }
                _ => return None,
            },
            c => word.push(c),
        }
    }
}
