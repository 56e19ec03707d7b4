//! Tables of copied text whose cells are run together: `参数名称类型必填说明`.

use crate::lexicon::columns::{self, Column};
use crate::page::Text;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};

/// No head has more bytes.
const LONGEST: usize = 120;
/// No head of one column has more characters.
const WIDEST: usize = 14;

/// Says that the table that a line is the head of is left out.
pub(super) fn report(line: &Text, diags: &mut Diagnostics) {
    if is_head(line.as_str()) {
        let message = "the cells of a table are run together, so it is left out";
        let this = Diagnostic::new(Code::NotDrafted, line.span(), message);
        diags.push(this.help("save the page as HTML, or put tabs between the cells"));
    }
}

/// Whether a line is nothing but the heads of a table of fields, three at least, without a space between them.
fn is_head(line: &str) -> bool {
    let line = line.trim();
    let is_one =
        line.len() <= LONGEST && line.chars().all(char::is_alphanumeric) && !columns::is_listed(line);
    let heads = is_one.then(|| heads(line)).flatten().unwrap_or_default();
    heads.len() >= 3 && heads.iter().any(|head| columns::of(head).contains(&Column::Kind))
}

/// The heads that a line is made of: at each place the longest one after which the rest is made of heads as well.
fn heads(line: &str) -> Option<Vec<&str>> {
    let mut ends: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    ends.push(line.len());
    let part = |from: usize, to: usize| line.get(*ends.get(from)?..*ends.get(to)?);
    let count = ends.len() - 1;
    // Where the first head of the rest from a place on ends.
    let mut next: Vec<Option<usize>> = vec![None; count + 1];
    for at in (0..count).rev() {
        let fits = |end: &usize| {
            let is_rest = *end == count || next.get(*end).is_some_and(Option::is_some);
            is_rest && part(at, *end).is_some_and(columns::is_listed)
        };
        let found = (at + 1..=count.min(at + WIDEST)).rev().find(fits);
        if let Some(slot) = next.get_mut(at) {
            *slot = found;
        }
    }
    let mut heads = Vec::new();
    let mut at = 0;
    while at < count {
        let end = next.get(at).copied().flatten()?;
        heads.push(part(at, end)?);
        at = end;
    }
    Some(heads)
}

#[cfg(test)]
mod tests {
    use super::is_head;

    #[test]
    fn heads_without_spaces() {
        for line in
            ["参数名称类型必填说明", "NameTypeRequiredDescription", "変数名型必須説明", "ПараметрТипОписание"]
        {
            assert!(is_head(line), "{line}");
        }
        for line in ["参数说明", "类型", "请求参数", "NameType", "Name Type Description", "响应参数说明"]
        {
            assert!(!is_head(line), "{line}");
        }
    }
}
