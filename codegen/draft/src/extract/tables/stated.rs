//! An error in a line of text: `status code: 404, error code: LAMP_NOT_FOUND`.

use super::codes;
use super::rows::{Seen, Settler};
use super::sheet::status;
use crate::found::{ErrorTable, Layout, Place, Row, Space};
use crate::lexicon::columns::{self, Column};
use crate::page::Text;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// No line that is longer states an error alone.
const LONGEST: usize = 120;

/// The error of a line that is nothing but labels of rows of errors with their values.
pub(super) fn read(line: &Text, seen: &mut Seen, diags: &mut Diagnostics) -> Option<ErrorTable> {
    let mut settler = Settler::new(seen, diags);
    settler.push(row(line)?);
    Some(ErrorTable {
        place: Place::default(),
        is_announced: true,
        layout: Layout::Table,
        space: Space::Api,
        title: None,
        code_head: None,
        sub_head: None,
        rows: settler.finish(),
    })
}

fn row(line: &Text) -> Option<Row> {
    let text = line.as_str();
    // A code alone says nothing: most lines have no second part.
    if text.len() > LONGEST || !text.contains([',', '，', ';', '；']) || !text.contains([':', '：']) {
        return None;
    }
    let mut row = Row::at(line.trimmed().span());
    let mut start = 0;
    for part in text.split([',', '，', ';', '；']) {
        let (label, value) = part.split_once([':', '：'])?;
        let from = start + part.len() - value.trim_start().len();
        start += part.len() + text.get(start + part.len()..)?.chars().next().map_or(0, char::len_utf8);
        let value = value.trim().trim_matches(['`', '"']);
        let spanned = || Spanned::new(value.to_owned(), line.place(from..from + value.len()));
        match columns::of(label).first()? {
            Column::ErrorCode if row.code.is_none() && codes::is_possible(value) => {
                row.code = Some(spanned())
            }
            Column::Http | Column::Code if row.http.is_none() => row.http = Some(status(value)?),
            Column::Message if row.message.is_none() && !value.is_empty() => row.message = Some(spanned()),
            _ => return None,
        }
    }
    let is_error = row.http.is_none_or(|http| http >= 400) && (row.http.is_some() || row.message.is_some());
    (row.code.is_some() && is_error).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::row;
    use crate::page::Text;
    use stubwright_spec::source::SourceMap;

    #[test]
    fn lines_state_errors() {
        for (line, expected) in [
            ("status code : 404 , error code : LAMP_NOT_FOUND", "LAMP_NOT_FOUND 404 "),
            ("Error code: `E17`; message: Lamp is on", "E17 0 Lamp is on"),
            ("错误码：1004，描述：灯不存在", "1004 0 灯不存在"),
            ("status code: 200, error code: 0", ""),
            ("error code: 17", ""),
            ("Note: the error code, if any, is in code", ""),
        ] {
            let text = Text::of(SourceMap::default().add("p", line), line, 0..line.len());
            let said = row(&text).map(|row| {
                let text = |part: Option<stubwright_spec::source::Spanned<String>>| {
                    part.map(|part| part.value).unwrap_or_default()
                };
                format!("{} {} {}", text(row.code), row.http.unwrap_or_default(), text(row.message))
            });
            assert_eq!(said.unwrap_or_default(), expected, "{line}");
        }
    }
}
