//! Texts → words → names of the format.

/// The words of a text: divided at everything that is neither a letter nor a digit, and where its case changes.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            words.extend(take(&mut word));
            before = None;
            continue;
        }
        let starts = match before {
            Some(last) if c.is_uppercase() => {
                !last.is_uppercase() || chars.peek().is_some_and(|next| next.is_lowercase())
            }
            _ => false,
        };
        if starts {
            words.extend(take(&mut word));
        }
        word.push(c);
        before = Some(c);
    }
    words.extend(take(&mut word));
    words
}

fn take(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word).to_lowercase())
}

/// `issues/create-comment` → `IssuesCreateComment`; a digit stays apart from one before it.
pub(super) fn upper_camel(text: &str) -> String {
    let mut name = String::new();
    for word in words(text) {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(first.to_uppercase());
        name.push_str(chars.as_str());
    }
    name
}

/// `Issues/createComment` → `issues_create_comment`.
pub(super) fn snake(text: &str) -> String {
    words(text).join("_")
}

/// Like [`snake`], in ASCII letters and digits, starting with a letter: `None` if nothing is left.
pub(super) fn ascii_snake(text: &str) -> Option<String> {
    let ascii: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = snake(&ascii);
    let name = name.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    (!name.is_empty()).then(|| name.to_owned())
}

/// The first words of a name in snake case that are together no longer than this many bytes, or this many bytes of the
/// first.
pub(super) fn shortened(name: &str, longest: usize) -> String {
    let mut short = String::new();
    for word in name.split('_') {
        if !short.is_empty() && short.len() + word.len() >= longest {
            break;
        }
        if !short.is_empty() {
            short.push('_');
        }
        short.push_str(word);
    }
    short.truncate(longest);
    short
}

#[cfg(test)]
mod tests {
    use super::{ascii_snake, shortened, snake, upper_camel};

    #[test]
    fn words_become_names() {
        for (text, camel, name) in [
            ("issues/create-comment", "IssuesCreateComment", "issues_create_comment"),
            ("HTTPStatus", "HttpStatus", "http_status"),
            ("getAPIv1", "GetApIv1", "get_ap_iv1"),
            ("Event.tui.prompt.append", "EventTuiPromptAppend", "event_tui_prompt_append"),
            ("v1.2", "V1_2", "v1_2"),
            ("+1", "1", "1"),
            ("", "", ""),
        ] {
            assert_eq!((upper_camel(text).as_str(), snake(text).as_str()), (camel, name), "{text}");
        }
        assert_eq!(ascii_snake("2 Größe/Fast").as_deref(), Some("gr_e_fast"));
        assert_eq!(ascii_snake("日本"), None);
    }
    #[test]
    fn long_names_lose_their_last_words() {
        for (name, short) in [("a_b_c", "a_b_c"), ("abc_def_ghi", "abc_def"), ("abcdefghijkl_m", "abcdefgh")]
        {
            assert_eq!(shortened(name, 8), short);
        }
    }
}
