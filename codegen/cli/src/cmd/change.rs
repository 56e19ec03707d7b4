//! Changes of files on standard output.

use crate::args::{Format, Mode};
use crate::output::Output;

/// Shows a change of the file at `path`: for programs always, for people when it is not made. `None` means no file.
pub(crate) fn show(path: &str, old: Option<&str>, new: Option<&str>, mode: Mode, output: &mut Output) {
    match output.format() {
        Format::Json => {
            let kind = match (old, new) {
                (None, _) => "create",
                (_, None) => "remove",
                _ => "update",
            };
            let diff = if mode == Mode::Write { String::new() } else { unified(path, old, new) };
            output.object(&[("change", kind), ("path", path), ("diff", &diff)]);
        }
        _ if mode == Mode::Write => {}
        _ => {
            output.diff(&unified(path, old, new));
        }
    }
}

fn unified(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    let side = |text: Option<&str>, letter: &str| match text {
        Some(_) => format!("{letter}/{path}"),
        None => String::from("/dev/null"),
    };
    let (from, to) = (side(old, "a"), side(new, "b"));
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    similar::TextDiff::from_lines(old, new).unified_diff().header(&from, &to).to_string()
}
