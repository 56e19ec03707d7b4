//! Rules about one value.

use super::super::made::{Made, Problem};
use super::super::values::{self, ValueKind, kind, wrong};
use super::Fit;
use crate::ast::preflight::Path;
use crate::diag::{Code, Diagnostic};
use crate::model::Scalar;
use crate::model::preflight::{Form, RequestPath, Rule};
use crate::source::Spanned;

impl Fit<'_, '_> {
    pub(super) fn one_of<'p>(&self, path: &'p Path, values: &[Spanned<String>]) -> Made<'p, Rule> {
        let at = self.place(path)?;
        let values = values::values(self.walker, self.names, &at, values)?;
        Ok(Rule::OneOf { at, values })
    }

    pub(super) fn extension<'p>(&self, path: &'p Path, endings: &[String]) -> Made<'p, Rule> {
        let at = self.place(path)?;
        if matches!(self.kind(&at), ValueKind::Text | ValueKind::Url) {
            return Ok(Rule::Extension { at, endings: endings.to_vec() });
        }
        let found = wrong(self.walker, &at, "`extension` applies to", "strings and URLs");
        Err(found.help("write the path of a file name").into())
    }

    pub(super) fn format<'p>(&self, path: &'p Path, form: &Spanned<Form>) -> Made<'p, Rule> {
        let at = self.text(path, "`format` applies to")?;
        Ok(Rule::Format { at, form: pattern(form)? })
    }

    pub(super) fn text<'p>(&self, path: &'p Path, rule: &str) -> Made<'p, RequestPath> {
        let at = self.place(path)?;
        let help = match self.kind(&at) {
            ValueKind::Text => return Ok(at),
            ValueKind::List(item) if matches!(kind(self.walker, item), ValueKind::Text) => {
                format!("for each item, write `{}[*]`", path.text)
            }
            ValueKind::List(_) => String::from("use `items` for the number of items of a list"),
            _ => String::from("write the path of a `string`"),
        };
        Err(wrong(self.walker, &at, rule, "strings").help(help).into())
    }

    pub(super) fn time(&self, at: &RequestPath, rule: &str) -> Made<'static, ()> {
        if matches!(self.kind(at), ValueKind::Time | ValueKind::Text) {
            return Ok(());
        }
        let found = wrong(self.walker, at, rule, "dates and times");
        Err(found
            .help("seconds since 1970 are `{type: datetime, as: unix}`, milliseconds `as: unix_ms`")
            .into())
    }

    /// `ends` are the least and the greatest number.
    pub(super) fn range<'p>(
        &self,
        path: &'p Path,
        ends: [Option<&Spanned<String>>; 2],
        fact: Option<&Spanned<String>>,
    ) -> Made<'p, Rule> {
        let at = self.place(path)?;
        let number = match fact {
            Some(_) => self.key_of_fact(&at)?,
            None => self.number(&at)?,
        };
        for end in ends.into_iter().flatten() {
            let is_whole = !matches!(number, Scalar::F64 | Scalar::Decimal);
            if is_whole && values::whole(number, end.as_str()).is_none() {
                let word = if fact.is_some() { "fact" } else { number.word() };
                let message = format!("`{}` is not a valid bound for `{word}`", end.value);
                return Err(Diagnostic::new(Code::BadRuleValue, end.span, message)
                    .help("write a whole number that the type can hold, or remove the bound")
                    .into());
            }
        }
        let [min, max] = ends.map(Option::<&_>::cloned);
        Ok(Rule::Range { at, min, max, fact: fact.cloned() })
    }

    fn number(&self, at: &RequestPath) -> Made<'static, Scalar> {
        match self.kind(at) {
            ValueKind::Whole(scalar) => Ok(scalar),
            ValueKind::Float => Ok(Scalar::F64),
            ValueKind::Decimal => Ok(Scalar::Decimal),
            _ => {
                let found = wrong(self.walker, at, "`range` applies to", "numbers");
                Err(found
                    .help("use `length` for the number of characters and `items` for the number of items; digits in quotes are `{type: i64, as: string}`")
                    .into())
            }
        }
    }

    /// Analysis are known by a text or a number, and are whole numbers.
    fn key_of_fact(&self, at: &RequestPath) -> Made<'static, Scalar> {
        if matches!(self.kind(at), ValueKind::Text | ValueKind::Whole(_)) {
            return Ok(Scalar::I64);
        }
        let found = wrong(self.walker, at, "facts are looked up by", "strings and whole numbers");
        Err(found
            .help("write the path of the value by which the caller looks up the number, such as the code of a file")
            .into())
    }
}

/// Greater ones take too much room and time.
const MOST_BYTES: usize = 1 << 20;

/// A form that can be checked.
fn pattern(form: &Spanned<Form>) -> Made<'static, Spanned<Form>> {
    let Form::Regex(pattern) = &form.value else { return Ok(form.clone()) };
    match regex_lite::RegexBuilder::new(pattern).size_limit(MOST_BYTES).build() {
        Ok(_) => Ok(form.clone()),
        Err(error) => {
            let reason: String = error.to_string().chars().take(120).collect();
            let is_broken = BROKEN.contains(&reason.as_str()) && !has_empty_class(pattern);
            Err(Problem::Unchecked(Box::new(if is_broken {
                Diagnostic::new(Code::BadPattern, form.span, format!("not a regular expression: {reason}"))
                    .help("correct the expression")
            } else {
                let message = format!("this regular expression is not checked: {reason}");
                Diagnostic::new(Code::UncheckedPattern, form.span, message)
                    .note("it is left to the server, so the row is only checked in part")
                    .help("write it without look-around, backreferences or Unicode classes")
            })))
        }
    }
}

/// The reasons for which every engine refuses an expression. Whatever else this one refuses may be the syntax of another one:
/// `{` as a character, a group that does not give back.
const BROKEN: &[&str] = &[
    "found open group without closing ')'",
    "expected closing ')', but got end of pattern",
    "found closing ')' without matching '('",
    "expected capture group name, but got end of pattern",
    "expected end of capture group name, but got end of pattern",
    "saw start of escape sequence, but saw end of pattern before it finished",
    "uncounted repetition operator must be applied to a sub-expression",
    "found counted repetition with a min bigger than its max",
    "non-empty character class has no closing bracket",
    "non-empty character class has no closing bracket after dash",
    "negated character class has no closing bracket",
    "invalid range in character class",
    "found unclosed character class",
];

/// Whether an expression has `[]` or `[^]`, which are classes in JavaScript, and the beginning of one elsewhere.
fn has_empty_class(pattern: &str) -> bool {
    pattern.contains("[]") || pattern.contains("[^]")
}

#[cfg(test)]
mod tests {
    use super::BROKEN;

    /// One expression for each line of the list, in its order.
    const EXAMPLES: &[&str] =
        &["(a", "(?", "a)", "(?P<", "(?P<a", "a\\", "*a", "a{2,1}", "[a", "[a-", "[^", "[z-a]", "["];

    #[test]
    fn the_engine_says_so() {
        let said: Vec<String> = EXAMPLES
            .iter()
            .map(|pattern| regex_lite::Regex::new(pattern).map(drop).unwrap_err().to_string())
            .collect();
        assert_eq!(said, BROKEN);
    }
}
