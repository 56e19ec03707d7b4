//! An error in a line of text: `status code: 404, error code: LAMP_NOT_FOUND`, `Failure response (no such lamp): 404 Not Found`.

use super::codes;
use super::rows::{Seen, Settler};
use super::sheet::status;
use crate::found::{ErrorTable, Layout, Place, Row, Space};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::topics::{Topic, topic};
use crate::page::Text;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// No line that is longer states an error alone.
const LONGEST: usize = 120;

/// The error of a line that is nothing but labels of rows of errors with their values.
pub(super) fn read(line: &Text, seen: &mut Seen, diags: &mut Diagnostics) -> Option<ErrorTable> {
    let (row, space) = match row(line) {
        Some(row) => (row, Space::Api),
        None => (failure(line)?, Space::Http),
    };
    let mut settler = Settler::new(seen, diags);
    settler.push(row);
    Some(ErrorTable {
        place: Place::default(),
        is_announced: true,
        layout: Layout::Table,
        space,
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

/// The status of a line that begins with words for a failure, and ends with a status and the words for it.
fn failure(line: &Text) -> Option<Row> {
    let text = line.as_str();
    let (label, value) = text.rsplit_once([':', '：']).filter(|_| text.len() <= LONGEST)?;
    let code = value.trim_start().get(..3)?;
    let http = status(code).filter(|http| *http >= 400)?;
    let phrase = value.trim_start().get(3..)?;
    let is_phrase = (phrase.is_empty() || phrase.starts_with(' ')) && phrase.split(' ').count() <= 6;
    let (title, case) = label.split_once(['(', '（']).unwrap_or((label, ""));
    if !is_phrase || topic(title) != Topic::Failure {
        return None;
    }
    let start = text.len() - value.trim_start().len();
    let case = case.trim_end().trim_end_matches([')', '）']).trim();
    let told = if case.is_empty() { phrase.trim() } else { case };
    let at = text.rfind(told)?;
    Some(Row {
        code: Some(Spanned::new(code.to_owned(), line.place(start..start + 3))),
        message: (!told.is_empty()).then(|| Spanned::new(told.to_owned(), line.place(at..at + told.len()))),
        http: Some(http),
        ..Row::at(line.trimmed().span())
    })
}

#[cfg(test)]
mod tests {
    use super::{failure, row};
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
            ("Failure response (no such lamp): 404 Not Found", "404 404 no such lamp"),
            ("Error: 409 Conflict", "409 409 Conflict"),
            ("Success response: 202 Accepted", ""),
            ("Failure after: 404 seconds of waiting for a lamp that is off", ""),
            ("Note: the error code, if any, is in code", ""),
        ] {
            let text = Text::of(SourceMap::default().add("p", line), line, 0..line.len());
            let said = row(&text).or_else(|| failure(&text)).map(|row| {
                let text = |part: Option<stubwright_spec::source::Spanned<String>>| {
                    part.map(|part| part.value).unwrap_or_default()
                };
                format!("{} {} {}", text(row.code), row.http.unwrap_or_default(), text(row.message))
            });
            assert_eq!(said.unwrap_or_default(), expected, "{line}");
        }
    }
}
