//! A whole model.

use std::fmt::{Result, Write};

use super::notation::{path, source, ty, write_field};
use super::{calls, preflight};
use crate::model::{Api, Envelope, ErrorRow, Expected, Tag, TagRepr, Test, Text, TypeDef, TypeKind};
use crate::source::Spanned;

/// The model as indented lines.
#[must_use]
pub fn dump(api: &Api) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_api(api, &mut out);
    out
}

fn write_api(api: &Api, out: &mut String) -> Result {
    writeln!(out, "api {}", api.name.value)?;
    for (key, value) in
        [("title", &api.title), ("version", &api.version), ("doc", &api.doc), ("timezone", &api.timezone)]
    {
        if let Some(value) = value {
            writeln!(out, "  {key} {:?}", value.value)?;
        }
    }
    for server in &api.servers {
        calls::server(server, out)?;
    }
    for server in &api.other_servers {
        calls::other_server(api, server, out)?;
    }
    if let Some(envelope) = &api.envelope {
        writeln!(out, "envelope")?;
        write_envelope(envelope, out)?;
    }
    for named in &api.envelopes {
        writeln!(out, "envelope {}", named.name.value)?;
        write_envelope(&named.envelope, out)?;
    }
    calls::sent_by_all(api, out)?;
    for failure in &api.failures {
        writeln!(out, "failure {}", calls::by_status(&|of| ty(api, of), failure))?;
    }
    for row in &api.errors {
        write_row(api, row, out)?;
    }
    for endpoint in &api.endpoints {
        calls::endpoint(api, endpoint, out)?;
    }
    for def in &api.types {
        write_type(api, def, out)?;
    }
    preflight::checks(api, out)
}

fn write_envelope(envelope: &Envelope, out: &mut String) -> Result {
    if let Some(root) = &envelope.root {
        writeln!(out, "  root {}", path(root))?;
    }
    for test in &envelope.success {
        writeln!(out, "  success {}", self::test(test))?;
    }
    let lists = [
        ("code", &envelope.code),
        ("sub_code", &envelope.sub_code),
        ("message", &envelope.message),
        ("trace", &envelope.trace),
        ("retry_after", &envelope.retry_after),
    ];
    for (key, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        writeln!(
            out,
            "  {key} {}",
            list.iter().map(|source| self::source(source)).collect::<Vec<_>>().join(", ")
        )?;
    }
    for data in &envelope.data {
        writeln!(out, "  data {}", path(data))?;
    }
    if let Some(details) = &envelope.details {
        writeln!(out, "  details {}", path(details))?;
    }
    Ok(())
}

/// A condition of `success:`.
pub(crate) fn test(test: &Test) -> String {
    let expected = test.expected.iter().map(|expected| match &expected.value {
        Expected::Text(text) => format!("{text:?}"),
        Expected::Absent => String::from("absent"),
        Expected::Empty => String::from("empty"),
        Expected::Present => String::from("present"),
        Expected::StatusClass(class) => format!("{class}xx"),
    });
    format!("{} in [{}]", source(&test.source), expected.collect::<Vec<_>>().join(", "))
}

fn write_row(api: &Api, row: &ErrorRow, out: &mut String) -> Result {
    let name = row.name.as_ref().map_or("-", |name| name.as_str());
    let table = row.table.map(|id| &api.tables[id]);
    let table = table.map(|table| format!(" in {}", table.name.value)).unwrap_or_default();
    let (retry, category) = (row.retry.word(), row.category.word());
    writeln!(out, "error {:?}{table} {name} retry={retry} category={category}", row.code.value)?;
    if let Some(matching) = &row.matching {
        for (key, text) in [("message", &matching.message), ("sub_code", &matching.sub_code)] {
            if let Some(text) = text {
                writeln!(out, "  match {key} {:?}", text.value)?;
            }
        }
    }
    for (key, text) in [("message", &row.message), ("solution", &row.solution)] {
        let Text { main, languages } = text;
        if let Some(main) = main {
            writeln!(out, "  {key} {:?}", main.value)?;
        }
        for (tag, words) in languages {
            writeln!(out, "    {} {:?}", tag.value, words.value)?;
        }
    }
    if let Some(http) = row.http {
        writeln!(out, "  http {http}")?;
    }
    if let Some(docs) = &row.docs {
        writeln!(out, "  docs {:?}", docs.value)?;
    }
    if row.deprecated {
        writeln!(out, "  deprecated")?;
    }
    Ok(())
}

fn write_type(api: &Api, def: &TypeDef, out: &mut String) -> Result {
    let deprecated = |flag: bool| if flag { " deprecated" } else { "" };
    let doc = |doc: &Option<Spanned<String>>| {
        doc.as_ref().map(|doc| format!(" {:?}", doc.value)).unwrap_or_default()
    };
    let tail = format!("{}{}", deprecated(def.deprecated), doc(&def.doc));
    let parameter = def.parameter.as_ref().map(|name| format!("<{}>", name.value)).unwrap_or_default();
    match &def.kind {
        TypeKind::Alias(target) => writeln!(out, "alias {} = {}{tail}", def.name.value, ty(api, target)),
        TypeKind::Struct(fields) => {
            writeln!(out, "struct {}{parameter}{tail}", def.name.value)?;
            fields.iter().try_for_each(|field| writeln!(out, "  {}", write_field(api, field)))
        }
        TypeKind::Union(union) => {
            let tag = match &union.tag {
                Tag::None => String::new(),
                Tag::Inside(tag) => format!(" by {:?}", tag.value),
                Tag::Beside { tag, content } => format!(" by {:?}, value in {:?}", tag.value, content.value),
            };
            let repr = match union.repr {
                TagRepr::String => String::new(),
                repr => format!(" as {}", repr.word()),
            };
            writeln!(out, "union {}{tag}{repr}{tail}", def.name.value)?;
            for variant in &union.variants {
                let key = variant.key.as_ref().map_or("-", |key| key.as_str());
                let values: Vec<&str> = variant.values.iter().map(|value| value.as_str()).collect();
                let values = if values.is_empty() { String::new() } else { format!(" by {values:?}") };
                let name =
                    variant.name.as_ref().map(|name| format!(" as {}", name.value)).unwrap_or_default();
                let tail = format!("{}{}", deprecated(variant.deprecated), doc(&variant.doc));
                writeln!(out, "  {key}: {}{values}{name}{tail}", ty(api, &variant.ty))?;
            }
            Ok(())
        }
        TypeKind::Enum(values) => {
            writeln!(out, "enum {} as {}{tail}", def.name.value, values.repr.word())?;
            for value in &values.values {
                let name = value.name.as_ref().map_or("-", |name| name.as_str());
                let tail = format!("{}{}", deprecated(value.deprecated), doc(&value.doc));
                writeln!(out, "  {name} = {:?}{tail}", value.wire.value)?;
            }
            Ok(())
        }
    }
}
