//! Names of crates, by the rules of crates.io and cargo.

use stubwright_spec::diag::{Code, Diagnostic, did_you_mean};

/// The longest name that crates.io accepts.
const LONGEST: usize = 64;

/// Names that a crate can't have: keywords (Rust reference, "Keywords"), crates of the standard library, and names of
/// devices on Windows.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "aux",
    "become",
    "box",
    "break",
    "con",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "nul",
    "override",
    "priv",
    "prn",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// The crates that the new one depends on.
const USED: &[&str] = &["stubwright-codegen", "stubwright-runtime", "tokio"];

/// The names that the examples of the README import from the crate, which the crate's name must not equal.
const IMPORTED: &[&str] = &["rt", "servers", "types"];

/// The most keywords, and the longest one, that crates.io accepts.
const KEYWORDS: usize = 5;
const LONGEST_KEYWORD: usize = 20;

/// The name of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CrateName(String);

impl CrateName {
    /// Checks a name; the finding suggests another one.
    pub(crate) fn new(name: &str) -> Result<Self, Box<Diagnostic>> {
        let Some(why) = objection(name) else { return Ok(Self(name.to_owned())) };
        let this = Diagnostic::without_place(
            Code::BadCrateName,
            format!("`{name}` is not the name of a crate: {why}"),
        );
        let other = suggestion(name).filter(|other| objection(other).is_none());
        Err(Box::new(this.help(match other {
            Some(other) => format!("did you mean `--crate {other}`?"),
            None => String::from("use ASCII letters, digits and `-`: `--crate example-api`"),
        })))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// As Rust code names it.
    pub(crate) fn ident(&self) -> String {
        self.0.replace('-', "_")
    }

    /// The search terms for crates.io.
    pub(crate) fn keywords(&self) -> Vec<String> {
        let mut keywords = vec![String::from("api"), String::from("client")];
        for word in self.0.split(['-', '_']).map(str::to_ascii_lowercase) {
            let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
            let fits = (2..=LONGEST_KEYWORD).contains(&word.len()) && keywords.len() < KEYWORDS;
            if is_word && fits && !keywords.contains(&word) {
                keywords.push(word);
            }
        }
        keywords
    }
}

/// The reason why a name is not valid.
fn objection(name: &str) -> Option<String> {
    let bad = name.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let folded = name.to_ascii_lowercase().replace('_', "-");
    let is = |word: &&&str| word.replace('_', "-") == folded;
    Some(match (bad, name.chars().next()) {
        (_, None) => String::from("it is empty"),
        (Some(bad), _) => format!("it has `{}`", bad.escape_debug()),
        (_, Some(first)) if !first.is_ascii_alphabetic() => String::from("it does not start with a letter"),
        _ if name.len() > LONGEST => format!("it has more than {LONGEST} characters"),
        _ if RESERVED.iter().any(|word| is(&word)) => String::from("the name is reserved"),
        _ if USED.iter().any(|word| is(&word)) => {
            String::from("the client depends on the crate of this name")
        }
        _ if IMPORTED.contains(&name) => String::from("a module of the client has this name"),
        // The lint `non_snake_case` looks at the name of a crate as well.
        _ if name.contains(|c: char| c.is_ascii_uppercase()) => {
            String::from("rustc expects a name without capital letters")
        }
        _ if ["--", "__", "-_", "_-"].iter().any(|pair| name.contains(pair)) => {
            String::from("rustc expects one `-` or `_` between two words")
        }
        _ => return None,
    })
}

/// The name that was probably meant.
fn suggestion(name: &str) -> Option<String> {
    let letters: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let mut joined = String::new();
    for c in letters.chars().take(LONGEST) {
        let is_between = matches!(c, '-' | '_');
        if !(is_between && (joined.is_empty() || joined.ends_with(['-', '_']))) {
            joined.push(c);
        }
    }
    let joined = joined.trim_end_matches('-');
    let trimmed = joined.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_owned();
    if objection(&trimmed).is_some() && !trimmed.is_empty() {
        return Some(format!("{trimmed}-api"));
    }
    // A suggestion with next to nothing left of the name is no help.
    (trimmed.len() > 1 || did_you_mean(name, [trimmed.as_str()]).is_some()).then_some(trimmed)
}

#[cfg(test)]
mod tests {
    use super::CrateName;

    #[test]
    fn names_are_those_of_crates_io() {
        for name in ["acme", "acme-pay", "acme_pay2", "a", "a-", "qiandun"] {
            assert!(CrateName::new(name).is_ok(), "{name}");
        }
        for (name, other) in [
            ("Acme Pay", "did you mean `--crate acme-pay`?"),
            ("acme.pay/v2", "did you mean `--crate acme-pay-v2`?"),
            ("3d-print", "did you mean `--crate d-print`?"),
            ("std", "did you mean `--crate std-api`?"),
            ("Type", "did you mean `--crate type-api`?"),
            ("proc_macro", "did you mean `--crate proc_macro-api`?"),
            ("types", "did you mean `--crate types-api`?"),
            ("rt", "did you mean `--crate rt-api`?"),
            ("Acme", "did you mean `--crate acme`?"),
            ("acme--pay__2", "did you mean `--crate acme-pay_2`?"),
            ("tokio", "did you mean `--crate tokio-api`?"),
            ("签盾", "use ASCII letters"),
            ("", "use ASCII letters"),
            ("--", "use ASCII letters"),
        ] {
            let finding = CrateName::new(name).expect_err(name);
            let help = finding.help.concat();
            assert!(help.starts_with(other), "{name}: {help}");
        }
        assert!(CrateName::new(&"a".repeat(65)).is_err());
    }

    #[test]
    fn keywords_are_few_and_short() {
        let keywords = |name| CrateName::new(name).expect("a name").keywords();
        assert_eq!(keywords("acme-pay-api"), ["api", "client", "acme", "pay"]);
        assert_eq!(keywords("one-two-three-four-five"), ["api", "client", "one", "two", "three"]);
        assert_eq!(keywords("x-2-averyveryverylongkeywordindeed"), ["api", "client"]);
    }
}
