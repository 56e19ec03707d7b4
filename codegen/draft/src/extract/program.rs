//! Whether code is a program: the objects in it are not samples.

use crate::lexicon::calls::PROGRAMS;

const LINES: usize = 200;

/// Whether a block of code is a program.
pub(super) fn is_program(text: &str) -> bool {
    let mut weak = 0;
    for line in text.lines().take(LINES) {
        let line = line.trim_start();
        // Members of an object, comments, options and headers are not statements.
        if line.starts_with(['"', '{', '}', '[', ']', '/', '*', '-', '\'', '“']) || line.starts_with("curl ")
        {
            continue;
        }
        // `class : number` is a member too.
        if PROGRAMS.start(line) && !is_member(line) && is_statement(line) {
            return true;
        }
        if assigns(line) || (line.trim_end().ends_with(");") && line.contains('(')) {
            weak += 1;
        }
        if weak > 1 {
            return true;
        }
    }
    // One assignment is enough where an object follows.
    weak > 0
        && text.lines().take(LINES).any(|line| assigns(line) && line.trim_end().ends_with(['{', '[', '(']))
}

fn is_member(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        !value.trim().is_empty()
            && key.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// Whether a line that begins with a keyword is a statement, not a sentence.
fn is_statement(line: &str) -> bool {
    let line = line.trim_end();
    let is_sentence = line.ends_with(['.', ':', '。', '：']) && !line.ends_with("):") && !line.contains('(');
    !is_sentence
        && (line.contains(['(', '=', ';', '{', '"', '\'', '<', '#', '\\', '.'])
            || line.split(' ').count() <= 4)
}

/// Whether a line gives a name a value: `data = {`, `$body = [`, `x := y`.
fn assigns(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else { return false };
    let name = name.trim_end_matches([':', '+']);
    let is_apart = name.ends_with(' ') || value.starts_with(' ');
    let word = name.trim().rsplit(' ').next().unwrap_or_default();
    let is_name = !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '[' | ']' | '\'' | '"'));
    is_apart && is_name && name.split_whitespace().count() <= 4 && !value.starts_with(['=', '>'])
}

#[cfg(test)]
mod tests {
    use super::is_program;

    #[test]
    fn programs() {
        for text in [
            "import requests\n\nrequests.post(url, json={\"a\": 1})",
            "data = {\n    \"a\": 1\n}",
            "String url = \"https://h.example\";\nMap<String, Object> m = new HashMap<>();\nm.put(\"a\", 1);",
            "const body = {\n  a: 1\n};",
        ] {
            assert!(is_program(text), "{text}");
        }
        for text in [
            "{\n  \"a\": \"x = y;\",\n  \"b\": 1 // b = 2\n}",
            "curl h/x?a=b \\\n  -d 'a=b'",
            "POST /x HTTP/1.1\nHost: h\n\na=b&c=d",
            "Response from the server:\n{\"a\": 1}",
            "返回：\n{\"a\": 1}",
            "{\n  class : number,\n  from : string\n}",
        ] {
            assert!(!is_program(text), "{text}");
        }
    }
}
