//! The envelope of an API whose pages show no response, only a table of its fields.

use super::{Reading, read};
use crate::found::{Field, FieldTable, Found, Printed, Sample, Side, Topic};
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{Role, is_weak, rank};
use crate::lexicon::flags;
use crate::sheet::Note;
use stubwright_spec::source::Spanned;

/// Reads the envelope off tables of what comes back, where a row is that of a code and says which one is a success, or has
/// a message or a payload beside it.
pub(in crate::infer::types) fn of_tables<'f>(
    found: &Found,
    tables: impl IntoIterator<Item = &'f FieldTable>,
) -> Option<Reading> {
    let mut best: Option<(usize, Sample, Option<String>)> = None;
    for table in tables {
        let Some((weight, sample, said)) = sample(table) else { continue };
        if best.as_ref().is_none_or(|(most, ..)| weight > *most) {
            best = Some((weight, sample, said));
        }
    }
    let (_, sample, said) = best?;
    let mut reading = read(found, &[&sample])?;
    let span = Some(sample.value.span);
    reading.envelope.notes =
        vec![Note { is_guess: true, text: String::from("from the table of fields"), span }];
    // A placeholder for a code is not the code of a sample.
    if reading.envelope.success.notes.iter().all(|note| note.span.is_none()) {
        let text = if said.is_some() {
            "as its description says"
        } else {
            "which code is a success is not on the page"
        };
        let note = Note { is_guess: said.is_none(), text: text.to_owned(), span: None };
        reading.envelope.success.notes = vec![note];
    }
    Some(reading)
}

const ALL_ROLES: [Role; 7] =
    [Role::Code, Role::Message, Role::Data, Role::Success, Role::Trace, Role::Time, Role::Signature];

/// The weight of a table that is about every answer: more than that of any other.
const FIRST: usize = 8;

/// A table as the response that it describes, how much of an envelope it has, and the code that it calls a success.
fn sample(table: &FieldTable) -> Option<(usize, Sample, Option<String>)> {
    let rows: Vec<&Field> = table.rows.iter().filter(|row| row.path.len() == 1).collect();
    let key = |row: &Field| row.path.first().map(|step| step.name.clone()).unwrap_or_default();
    let best = |role: Role| {
        let ranked = rows.iter().filter_map(|row| Some((rank(&key(row), role)?, *row)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, row)| row)
    };
    let code = best(Role::Code)?;
    let said = code.doc.as_ref().and_then(|doc| success_in(doc.as_str()));
    let has_message = best(Role::Message).is_some();
    let has_data = best(Role::Data).is_some_and(|row| row.path != code.path);
    // `status` and `error` alone are fields of any answer.
    let is_sure = rank(&key(code), Role::Code).is_some_and(|rank| !is_weak(rank));
    let is_one =
        if is_sure { said.is_some() || (has_message && has_data) } else { said.is_some() && has_message };
    if !is_one {
        return None;
    }
    // What a table gives to every answer beside an envelope hides no payload.
    let has_role =
        |row: &&&Field| !table.is_common || ALL_ROLES.iter().any(|role| rank(&key(row), *role).is_some());
    let members = rows.iter().filter(has_role).map(|row| {
        let own = said.as_deref().filter(|_| row.path == code.path);
        (
            Spanned::new(key(row), row.span),
            Value { kind: kind(row, own, code), span: row.span, comment: None },
        )
    });
    let kind = Kind::Object(members.collect());
    let value = Value { kind, span: code.span, comment: None };
    // What the page says of all answers is around what it says of one.
    let common = if table.is_common { FIRST } else { 0 };
    let weight = common + usize::from(said.is_some()) + usize::from(has_message) + usize::from(has_data);
    let (side, outcome) = (Side::Response, Some(Topic::Success));
    Some((weight, Sample { place: table.place, value, faults: Vec::new(), side, outcome, http: None }, said))
}

/// The forms that a value of a row may have.
fn kind(row: &Field, said: Option<&str>, code: &Field) -> Kind {
    let is_number = matches!(row.kind, Some(Printed::Int | Printed::Long | Printed::Float));
    if row.path == code.path {
        let code = said.unwrap_or("0").to_owned();
        return if is_number && code.parse::<i64>().is_ok() { Kind::Number(code) } else { Kind::Text(code) };
    }
    match &row.kind {
        Some(Printed::Bool) => Kind::Bool(true),
        Some(Printed::List(_)) => Kind::List(Vec::new()),
        Some(Printed::Object | Printed::Map(_)) | None => Kind::Object(Vec::new()),
        _ if is_number => Kind::Number(String::from("0")),
        _ => Kind::Text(String::from("string")),
    }
}

/// The code that a description calls a success: `0 表示成功`, `200: success`, `success — OK`.
fn success_in(doc: &str) -> Option<String> {
    let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let clauses = doc.split(['，', ',', '；', ';', '。', '、', '\n', '（', '(', '）', ')', '/', '|']);
    for clause in clauses.map(|clause| clause.strip_suffix('.').unwrap_or(clause)) {
        let mut from = 0;
        while let Some(start) = clause.get(from..).and_then(|rest| rest.find(is_value)).map(|at| from + at) {
            let rest = clause.get(start..).unwrap_or_default();
            let word = rest.get(..rest.find(|c| !is_value(c)).unwrap_or(rest.len())).unwrap_or_default();
            let word = word.trim_end_matches(['-', '_']);
            let end = start + word.len().max(1);
            from = end;
            let is_code = word.bytes().any(|byte| byte.is_ascii_digit())
                || word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
            let behind = clause.get(end..).unwrap_or_default();
            let means = behind.trim_start_matches(|c: char| c.is_whitespace() || ":：=-–—\"'`".contains(c));
            let before = clause.get(..start).unwrap_or_default();
            if is_code && (flags::means_success(means) || (means.is_empty() && flags::means_success(before)))
            {
                return Some(word.to_owned());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::success_in;

    #[test]
    fn descriptions_name_the_code_of_a_success() {
        for (doc, code) in [
            ("结果码，0 表示成功", Some("0")),
            ("0为成功", Some("0")),
            ("返回码：200-成功，其他失败", Some("200")),
            ("Result code. 0: success, anything else is a failure", Some("0")),
            ("0 means success", Some("0")),
            ("SUCCESS = ok", Some("SUCCESS")),
            ("結果コード（0：正常）", Some("0")),
            ("결과 코드, 0000: 성공", Some("0000")),
            ("Код ответа: 0 — успех", Some("0")),
            ("1 - failure", None),
            ("Not a success if 1", None),
            ("The code", None),
        ] {
            assert_eq!(success_in(doc).as_deref(), code, "{doc}");
        }
    }
}
