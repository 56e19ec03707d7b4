//! `stubwright explain`: what a code means.

use stubwright_codegen::diag::{Code, Severity, did_you_mean};

use crate::args::{ExplainArgs, Format};
use crate::output::{Exit, Output, json_object};

/// Longer lines of prose are hard to read.
const WIDTH: usize = 80;

/// Prints the title and the explanation of a diagnostic code.
pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Exit {
    if let Some(code) = Code::parse(&args.code) {
        rule(code, output);
        return Exit::Done;
    }
    unknown(&args.code, output)
}

fn rule(code: Code, output: &mut Output) {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = match output.format() {
        Format::Json => json_object(&[
            ("code", code.as_str()),
            ("severity", severity),
            ("title", code.title()),
            ("explanation", code.explanation()),
        ]),
        Format::Short => format!("{severity}[{code}]: {}\n", code.title()),
        Format::Text => format!("{severity}[{code}]: {}\n\n{}", code.title(), wrapped(code.explanation())),
    };
    output.result(&text);
}

fn unknown(text: &str, output: &mut Output) -> Exit {
    output.error(&format!("there is no code `{text}`"));
    match did_you_mean(text, Code::ALL.iter().map(|code| code.as_str())) {
        Some(other) => output.help(&format!("did you mean `stubwright explain {other}`?")),
        None => output.help("codes of stubwright are `SW` and four digits, such as `SW0103`"),
    }
    Exit::Failed
}

fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrapped};
    use stubwright_codegen::diag::Code;

    #[test]
    fn every_explanation_wraps() {
        for code in Code::ALL {
            let text = wrapped(code.explanation());
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            assert_eq!(text.split_whitespace().collect::<String>(), code.explanation().replace(' ', ""));
        }
    }
}
