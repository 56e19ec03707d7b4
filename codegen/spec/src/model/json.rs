//! Written values as JSON, as their types have them on the wire.

use crate::calendar::is_moment;
use crate::json::string;

use super::{
    Api, Field, FieldRole, Repr, Sample, SampleKind, Scalar, Spelling, Tag, TagRepr, Type, TypeKind, Variant,
};

/// JSON text without a character that steers what is shown: those are written as escapes (RFC 8259 section 7).
///
/// Lines end in `\n`, and each begins with spaces or JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// On one line; a line end inside of a string is an escape.
    #[must_use]
    pub fn on_one_line(&self) -> Self {
        let mut out = String::with_capacity(self.0.len());
        for line in self.0.lines().map(str::trim_start) {
            if out.ends_with([',', ':']) {
                out.push(' ');
            }
            out.push_str(line);
        }
        Self(out)
    }
}

/// A value of a type as JSON text, laid out over lines.
#[must_use]
pub fn json(api: &Api, ty: &Type, sample: &Sample) -> JsonText {
    json_as(api, ty, None, sample)
}

/// The same for values of a field that says how they are written.
#[must_use]
pub fn json_as(api: &Api, ty: &Type, spelling: Option<Spelling>, sample: &Sample) -> JsonText {
    let mut out = String::new();
    let mut printer = Printer { api, out: &mut out, depth: 0 };
    printer.value(Form { ty: Some(ty), argument: None, spelling }, sample);
    JsonText(out)
}

/// How a value is written.
#[derive(Clone, Copy)]
struct Form<'a> {
    /// Its type; `None` when it is not known.
    ty: Option<&'a Type>,
    /// The argument for the parameter of the generic type around it.
    argument: Option<&'a Type>,
    /// How numbers and flags in it are written.
    spelling: Option<Spelling>,
}

struct Printer<'a, 'o> {
    api: &'a Api,
    out: &'o mut String,
    depth: usize,
}

impl<'a> Printer<'a, '_> {
    fn value(&mut self, form: Form<'a>, sample: &Sample) {
        match &sample.kind {
            SampleKind::Plain(text) | SampleKind::Quoted(text) if form.spelling == Some(Spelling::Json) => {
                string(self.out, text);
            }
            SampleKind::List(_) | SampleKind::Map(_) if form.spelling == Some(Spelling::Json) => {
                let mut inside = String::new();
                let mut printer = Printer { api: self.api, out: &mut inside, depth: 0 };
                printer.value(Form { spelling: None, ..form }, sample);
                string(self.out, &compact(&inside));
            }
            SampleKind::Null => self.out.push_str("null"),
            SampleKind::Plain(text) | SampleKind::Quoted(text) => {
                let is_plain = matches!(sample.kind, SampleKind::Plain(_));
                if is_plain && self.is_bare(form, text) {
                    self.out.push_str(text);
                } else {
                    self.scalar(form, text);
                }
            }
            SampleKind::List(items) => {
                let inner = self.inside(form);
                self.block(('[', ']'), items.len(), |printer, at| printer.value(inner, &items[at]));
            }
            SampleKind::Map(entries) => {
                self.block(('{', '}'), entries.len(), |printer, at| {
                    let (key, value) = &entries[at];
                    string(printer.out, &key.value);
                    printer.out.push_str(": ");
                    let inner = printer.member(form, &key.value, entries);
                    printer.value(inner, value);
                });
            }
        }
    }

    fn block(&mut self, (open, close): (char, char), count: usize, mut entry: impl FnMut(&mut Self, usize)) {
        self.out.push(open);
        self.depth += 1;
        for at in 0..count {
            self.out.push_str(if at == 0 { "\n" } else { ",\n" });
            self.indent();
            entry(self, at);
        }
        self.depth -= 1;
        if count > 0 {
            self.out.push('\n');
            self.indent();
        }
        self.out.push(close);
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn scalar(&mut self, form: Form<'a>, text: &str) {
        match (form.spelling, text) {
            (Some(Spelling::Int), "true") => self.out.push('1'),
            (Some(Spelling::Int), "false") => self.out.push('0'),
            (Some(Spelling::Compact), _) if is_moment(text) => string(self.out, &respelled(text, "", "")),
            (Some(Spelling::Slashed), _) if is_moment(text) => string(self.out, &respelled(text, "/", " ")),
            _ => string(self.out, text),
        }
    }

    /// Whether an unquoted text is a JSON number or flag for its type.
    fn is_bare(&self, form: Form<'a>, text: &str) -> bool {
        let is_number = text.parse::<f64>().is_ok_and(f64::is_finite)
            && text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && text.ends_with(|c: char| c.is_ascii_digit());
        let is_flag = matches!(text, "true" | "false");
        let Some(ty) = form.ty.map(|ty| self.resolved(ty, form.argument)) else {
            return is_number || is_flag;
        };
        match ty {
            Type::Scalar(Scalar::Bool) => match form.spelling {
                None => is_flag || matches!(text, "0" | "1"),
                Some(spelling) => spelling == Spelling::Int && matches!(text, "0" | "1"),
            },
            Type::Scalar(Scalar::Any) => is_number || is_flag,
            Type::Scalar(Scalar::F64 | Scalar::UnixSeconds | Scalar::UnixMillis) => is_number,
            Type::Scalar(Scalar::Decimal) => is_number && form.spelling.is_some(),
            Type::Scalar(scalar) => scalar.is_integer() && form.spelling.is_none() && is_number,
            Type::Named(id) => match &self.api.types[*id].kind {
                TypeKind::Enum(values) => values.repr == Repr::Int && is_number,
                _ => is_number || is_flag,
            },
            _ => is_number || is_flag,
        }
    }

    /// The type without aliases, ranges, `| null` and parameters.
    fn resolved(&self, ty: &'a Type, argument: Option<&'a Type>) -> &'a Type {
        match self.api.behind_aliases(ty) {
            Type::Nullable(inner) => self.resolved(inner, argument),
            Type::Parameter(_) => argument.map_or(ty, |argument| self.api.behind_aliases(argument)),
            other => other,
        }
    }

    /// The elements of a list or map.
    fn inside(&self, form: Form<'a>) -> Form<'a> {
        match form.ty.map(|ty| self.resolved(ty, form.argument)) {
            Some(Type::List(inner) | Type::Map(inner)) => Form { ty: Some(inner), ..form },
            _ => Form { ty: None, argument: None, spelling: None },
        }
    }

    /// The value of a key of a map or struct.
    fn member(&self, form: Form<'a>, key: &str, entries: &[Entry]) -> Form<'a> {
        let unknown = Form { ty: None, argument: None, spelling: None };
        let Some(ty) = form.ty.map(|ty| self.resolved(ty, form.argument)) else { return unknown };
        let (id, argument) = match ty {
            Type::Map(_) => return self.inside(form),
            Type::Named(id) => (*id, None),
            Type::Applied(id, argument) => match &**argument {
                Type::Parameter(_) => (*id, form.argument),
                other => (*id, Some(other)),
            },
            _ => return unknown,
        };
        let find = |fields: &'a [Field], role: &FieldRole| fields.iter().find(|field| field.role == *role);
        let form_of = |field: &'a Field| Form {
            // A fixed value is written as it is spelled.
            ty: if matches!(field.role, FieldRole::Fixed(_)) { None } else { Some(&field.ty) },
            argument,
            spelling: field.spelling.as_deref().copied(),
        };
        match &self.api.types[id].kind {
            TypeKind::Struct(fields) => {
                let named = fields.iter().find(|field| field.reads(key));
                match (named, find(fields, &FieldRole::Rest), find(fields, &FieldRole::Inline)) {
                    (Some(field), ..) => form_of(field),
                    (None, Some(rest), _) => self.inside(form_of(rest)),
                    (None, None, Some(inline)) => self.member(form_of(inline), key, entries),
                    (None, None, None) => unknown,
                }
            }
            TypeKind::Union(union) => {
                let tag = match &union.tag {
                    Tag::None => return unknown,
                    Tag::Inside(tag) | Tag::Beside { tag, .. } => tag,
                };
                if *tag == key {
                    return Form { ty: Some(tag_type(union.repr)), argument: None, spelling: None };
                }
                let is_content = matches!(&union.tag, Tag::Beside { content, .. } if *content == key);
                let is_meant = |variant: &&Variant| is_variant(variant, tag.as_str(), entries);
                union.variants.iter().find(is_meant).map_or(unknown, |variant| {
                    let form = Form { ty: Some(&variant.ty), argument: None, spelling: None };
                    match union.tag {
                        Tag::Beside { .. } if is_content => form,
                        Tag::Beside { .. } => unknown,
                        _ => self.member(form, key, entries),
                    }
                })
            }
            _ => unknown,
        }
    }
}

/// JSON without whitespace between its tokens, as clients write it.
fn compact(json: &str) -> String {
    let (mut out, mut in_string, mut is_escaped) = (String::with_capacity(json.len()), false, false);
    for character in json.chars() {
        if in_string || !character.is_ascii_whitespace() {
            out.push(character);
        }
        in_string = (character == '"' && !is_escaped) != in_string;
        is_escaped = character == '\\' && !is_escaped;
    }
    out
}

/// A member of a written map.
type Entry = (crate::source::Spanned<String>, Sample);

/// Whether the tag among these members is that of the variant.
fn is_variant(variant: &Variant, tag: &str, entries: &[Entry]) -> bool {
    let word = entries.iter().find(|(key, _)| *key == tag).and_then(|(_, value)| value.text());
    word.is_some_and(|word| variant.tags().iter().any(|tag| tag == word))
}

/// The type of the values of a tag.
fn tag_type(repr: TagRepr) -> &'static Type {
    match repr {
        TagRepr::String => &Type::Scalar(Scalar::String),
        TagRepr::Int => &Type::Scalar(Scalar::I64),
        TagRepr::Bool => &Type::Scalar(Scalar::Bool),
    }
}

/// A date or a time with these between its parts, if it has neither an offset nor a fraction.
fn respelled(text: &str, between_days: &str, between: &str) -> String {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    let date = date.replace('-', between_days);
    match time {
        None => date,
        Some(time) if time.len() == 8 => {
            let time = if between.is_empty() { time.replace(':', "") } else { time.to_owned() };
            format!("{date}{between}{time}")
        }
        Some(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::inspect;
    use crate::model::{BodyKind, Response};

    #[test]
    fn examples_are_json_of_their_types() {
        let spec = r#"
stubwright: 1
api: a
endpoints:
  put:
    post: /put
    request: Put
    response: Page<Event>
    example:
      request: {id: 7, code: 7, done: true, kind: 1, at: 5, free: {a: 1, b: "1", c: x}, text: "a\n`'\"", none: }
      response: {items: [{type: paid, sum: 1}, {type: new, sum: 1}]}
types:
  Put: {id: {type: i64, as: string}, code: string, done: {type: bool, as: int}, kind: Kind,
    at: {type: datetime, as: unix}, free: any, text: string, none?: string}
  Kind: {as: int, enum: {One: 1}}
  Page<T>: {items: [T]}
  Event: {tag: type, union: {paid: Paid}}
  Paid: {sum: decimal}
"#;
        let (reading, spec) = inspect("a.yaml", spec.as_bytes());
        let api = spec.unwrap().api;
        let endpoint = api.endpoints.iter().next().unwrap();
        let (Some(BodyKind::Json(sent)), Some(Response::Typed { ty: received, .. })) =
            (endpoint.request.as_ref().map(|body| &body.kind), &endpoint.response)
        else {
            panic!("{:?}", reading.diagnostics)
        };
        let samples = [(sent, &endpoint.examples.request), (received, &endpoint.examples.response)];
        let texts = samples.map(|(ty, sample)| json(&api, ty, sample.as_ref().unwrap()).as_str().to_owned());
        let docs = texts.join("\n");
        for wanted in [
            "{\n  \"id\": \"7\",\n  \"code\": \"7\",\n  \"done\": 1,\n  \"kind\": 1,\n  \"at\": 5,\n  \"free\": {\n    \"a\": 1,\n    \"b\": \"1\",\n    \"c\": \"x\"\n  },",
            "\"text\": \"a\\n`'\\\"\",\n  \"none\": null\n}",
            "{\n      \"type\": \"paid\",\n      \"sum\": \"1\"\n    },\n    {\n      \"type\": \"new\",\n      \"sum\": 1\n    }",
        ] {
            assert!(docs.contains(wanted), "{wanted}\nis not in\n{docs}\n{:?}", reading.diagnostics);
        }
    }
    #[test]
    fn flags_tags_and_dates_are_written_as_the_spec_says() {
        let spec = r#"
stubwright: 1
api: a
endpoints:
  put:
    post: /put
    request: Put
    example:
      request: {bits: [0, true], on: 1, day: 2024-12-31, at: 2024-12-31T08:00:00, price: 19.90, to: {kind: 1, of: 2024-01-02}}
types:
  Put: {bits: {type: "[bool]", as: int}, on: bool, day: {type: date, as: compact}, at: {type: datetime, as: slashed},
    price: {type: decimal, as: number}, to: To}
  To: {tag: kind, content: of, as: int, union: {1: date}}
"#;
        let (reading, spec) = inspect("a.yaml", spec.as_bytes());
        assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        let api = spec.unwrap().api;
        let endpoint = api.endpoints.iter().next().unwrap();
        let Some(BodyKind::Json(sent)) = endpoint.request.as_ref().map(|body| &body.kind) else { panic!() };
        let text = json(&api, sent, endpoint.examples.request.as_ref().unwrap());
        let text: String = text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            text,
            r#"{ "bits": [ 0, 1 ], "on": 1, "day": "20241231", "at": "2024/12/31 08:00:00", "price": 19.90, "to": { "kind": 1, "of": "2024-01-02" } }"#
        );
    }
}
