//! Types, fields, values and paths in the notation of the format.

use crate::model::{Api, BodyStep, Field, FieldRole, Range, Sample, SampleKind, Source, Type, TypeId};

/// Text of a spec between two backticks: on one line, and without a sign that ends it.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for c in text.chars() {
        match c {
            '`' => out.push('\''),
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

/// A field or parameter on one line.
pub(super) fn write_field(api: &Api, field: &Field) -> String {
    let mut parts = vec![format!("{:?}", field.wire.value)];
    parts.extend(field.aliases.iter().map(|alias| format!("| {:?}", alias.value)));
    let mark = if field.optional { "?:" } else { ":" };
    let mut text = parts.join(" ") + mark;
    let mut add = |part: String| text.extend([" ", &part]);
    add(ty(api, &field.ty));
    match &field.role {
        FieldRole::Member => {}
        FieldRole::Rest => add(String::from("rest")),
        FieldRole::Inline => add(String::from("inline")),
        FieldRole::Fixed(value) => add(format!("fixed {}", shown(value))),
    }
    if let Some(name) = &field.name {
        add(format!("as {}", name.value));
    }
    if let Some(when) = &field.when {
        add(format!("{} only", when.word()));
    }
    if let Some(spelling) = &field.spelling {
        add(format!("written as {}", spelling.word()));
    }
    if let Some(style) = &field.style {
        add(format!("separated by {}", style.word()));
    }
    if let Some(content_type) = &field.content_type {
        add(format!("of the type {:?}", content_type.value));
    }
    for (key, sample) in [("default", &field.default), ("example", &field.example)] {
        if let Some(sample) = sample {
            add(format!("{key} {}", shown(sample)));
        }
    }
    for (word, flag) in [("secret", field.secret), ("deprecated", field.deprecated)] {
        if flag {
            add(word.to_owned());
        }
    }
    if let Some(doc) = &field.doc {
        add(format!("{:?}", doc.value));
    }
    text
}

/// A written value on one line.
#[must_use]
pub fn shown(sample: &Sample) -> String {
    match &sample.kind {
        SampleKind::Null => String::from("null"),
        SampleKind::Plain(text) => text.clone(),
        SampleKind::Quoted(text) => format!("{text:?}"),
        SampleKind::List(items) => {
            format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        SampleKind::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{:?}: {}", key.value, shown(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A type in the notation of the format.
#[must_use]
pub fn ty(api: &Api, ty: &Type) -> String {
    ty_with(ty, &|id| api.types[id].name.value.clone())
}

/// A type in the notation of the format, whose named types are called by `name`.
pub(crate) fn ty_with(ty: &Type, name: &dyn Fn(TypeId) -> String) -> String {
    let inside = |ty: &Type| ty_with(ty, name);
    match ty {
        Type::Scalar(scalar) => scalar.word().to_owned(),
        Type::List(inner) => format!("[{}]", inside(inner)),
        Type::Map(inner) => format!("{{{}}}", inside(inner)),
        Type::Named(id) => name(*id),
        Type::Applied(id, argument) => format!("{}<{}>", name(*id), inside(argument)),
        Type::Parameter(name) => name.clone(),
        Type::Error => String::from("?"),
        Type::Nullable(inner) => format!("{} | null", inside(inner)),
        Type::Limited(inner, Range { least, most, .. }) => {
            let end = |end: &Option<String>| end.clone().unwrap_or_default();
            let equals = if most.is_some() { "=" } else { "" };
            format!("{}({}..{equals}{})", inside(inner), end(least), end(most))
        }
    }
}

/// Where an envelope value comes from.
pub(crate) fn source(source: &Source) -> String {
    match source {
        Source::Body(steps) => path(steps),
        Source::Http => String::from("http"),
        Source::Header(name) => format!("header:{name}"),
    }
}

/// A path into a body.
pub(crate) fn path(steps: &[BodyStep]) -> String {
    if steps.is_empty() {
        return String::from(".");
    }
    let steps: Vec<String> = steps
        .iter()
        .map(|step| match step {
            BodyStep::Key(key) => key.clone(),
            BodyStep::Index(index) => index.to_string(),
            BodyStep::Suffix(suffix) => format!("*{suffix}"),
        })
        .collect();
    steps.join(".")
}
