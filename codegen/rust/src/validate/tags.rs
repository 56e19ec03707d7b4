//! Tags, which become modules and their files.

use crate::plan::names::{is_tag, is_taken, tag_like};
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics, shorten};
use stubwright_spec::model::Api;
use stubwright_spec::source::Spanned;

/// Checks the tag of every endpoint. Those of a document are not its author's names of files, and give way.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    if api.derived {
        return;
    }
    for tag in api.endpoints.iter().filter_map(|endpoint| endpoint.tag.as_ref()) {
        check_tag(tag, diags);
    }
}

/// A tag is the name of a file and of a module on every system.
fn check_tag(tag: &Spanned<String>, diags: &mut Diagnostics) {
    let text = tag.as_str();
    if is_tag(text) && !is_taken(text) {
        return;
    }
    let better = tag_like(text);
    let found = |message: String| Diagnostic::new(Code::BadTag, tag.span, message);
    let found = if is_tag(text) {
        found(format!("the tag `{text}` cannot be used as a file name, because the name is reserved"))
            .help(format!("write `tag: {better}`"))
    } else {
        found(format!("the tag `{}` is not a valid file and module name", shorten(text))).help(format!(
            "use lower-case letters and digits, with `_` between words, such as `tag: {better}`"
        ))
    };
    diags.push(found.fix(tag.span, better, Applicability::Guess));
}
