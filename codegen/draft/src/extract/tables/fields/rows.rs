//! Fields as they are read, row by row.

use std::collections::BTreeSet;

use super::inline::{self, Member};
use super::parts::Parts;
use super::typed::Notation;
use super::written;
use crate::extract::tables::answers;
use crate::extract::tables::context::Context;
use crate::extract::tables::kinds::{self, Kind};
use crate::extract::tables::legend::Legend;
use crate::extract::tables::names::{self, Inside, Name, Nest, Tag};
use crate::extract::tables::titles;
use crate::extract::tables::{bodies, choices, describe};
use crate::found::{BY_BOUNDS, Bounds, Choice, Field, FieldTable, In, Place, Printed, Required, Side, Step};
use crate::lexicon::fields::{COUNTED_TIMES, clauses};
use crate::lexicon::flags;
use crate::lexicon::values::OF_MAPS;
use crate::page::Text;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// No field lies deeper.
const DEEPEST: usize = 32;

/// The name of a field, its place, and what a mark at it says.
pub(super) struct Named<'n> {
    pub(super) name: &'n Name<'n>,
    pub(super) span: Span,
    pub(super) marked: Option<Required>,
}

/// The fields so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    notation: Notation,
    legend: Legend,
    nest: Nest,
    /// The way to the field of the last row.
    last: Vec<Step>,
    /// Whether a question mark behind a name says that its field may be absent.
    has_questions: bool,
    pub(super) fields: Vec<Field>,
}

impl Rows {
    /// None yet.
    pub(super) fn new(notation: Notation, legend: Legend) -> Self {
        Self { notation, legend, ..Self::default() }
    }

    pub(super) fn push(&mut self, name: &Name<'_>, cell: &Text, parts: &Parts, is_struck: bool) {
        if name.tag == Tag::Close {
            self.nest.close(name.text);
            return;
        }
        let kind = parts.ty.as_ref().map(|ty| self.notation.read(&ty.value)).unwrap_or_default();
        let path = self.nest.place(name, inside(kind.printed.as_ref()));
        if path.is_empty() || self.is_placeholder(&path, kind.printed.as_ref()) {
            return;
        }
        if name.tag == Tag::Open {
            self.nest.open(names::steps(name.text));
        }
        let span = cell.place(name.at..name.at + name.text.len());
        self.last.clone_from(&path);
        self.has_questions |= name.sign == Some('?');
        let marked = self.legend.answer(name.sign, parts.is_bold);
        self.keep(path, &Named { name, span, marked }, kind, parts, is_struck);
    }

    /// Keeps a field, and those that its type lists.
    fn keep(&mut self, path: Vec<Step>, named: &Named<'_>, kind: Kind, parts: &Parts, is_struck: bool) {
        let span = named.span;
        let is_map = matches!(kind.printed, Some(Printed::Map(_)));
        self.fields.push(field(path.clone(), named, kind, parts, is_struck));
        let Some(ty) = parts.ty.as_ref().filter(|_| path.len() < DEEPEST && !is_map) else { return };
        for Member { name, is_optional, ty: inner } in inline::members(&ty.value) {
            let Some(name) = names::read(name) else { continue };
            let own = path.iter().cloned().chain(names::steps(name.text)).collect();
            let required = Some(if is_optional { Required::No } else { Required::Yes });
            let kind = self.notation.read(inner);
            let ty = Some(Spanned::new(inner.to_owned(), ty.span));
            let named = Named { name: &name, span, marked: None };
            self.keep(own, &named, kind, &Parts { ty, required, ..Parts::default() }, false);
        }
    }

    /// Reads a row that has nothing but a text, which may be a title of those below: `data object`, or the name of an object
    /// above. Says whether it is one.
    pub(super) fn part(&mut self, text: &Text, is_spanned: bool) -> bool {
        let Some(name) = names::read(text.as_str()) else { return false };
        let rest = name.rest.trim_matches(['(', ')', '（', '）', ' ', ':', '：']);
        let is_open = |kind: &Option<Printed>| kind.is_some() && inside(kind.as_ref()) == Inside::Fields;
        let kind = kinds::read(rest).printed;
        let steps = names::steps(name.text);
        let is_it = |field: &&Field| field.path.last() == steps.last() && is_open(&field.kind);
        let known = self.fields.iter().find(is_it).map(|field| field.path.clone());
        // `report 中的数据：` across the table is about the object `report`.
        let is_title = !is_spanned || known.is_none();
        if is_title && (rest.is_empty() || !is_open(&kind)) {
            if is_spanned {
                self.nest.reopen(Vec::new());
            }
            return is_spanned;
        }
        let path = known.unwrap_or_else(|| {
            self.nest.reopen(Vec::new());
            let ty = Spanned::new(rest.to_owned(), text.span());
            self.push(&name, text, &Parts { ty: Some(ty), ..Parts::default() }, false);
            self.last.clone()
        });
        self.nest.reopen(path);
        true
    }

    /// Adds to the description of the field of the last row.
    pub(super) fn go_on(&mut self, more: Option<Text>) {
        let last = self.fields.iter_mut().rev().find(|field| field.path == self.last);
        if let Some((last, more)) = last.zip(more) {
            match &mut last.doc {
                Some(doc) => {
                    let at = more.span().range().start;
                    doc.push(" ", at..at);
                    doc.append(&more);
                }
                None => last.doc = Some(more),
            }
        }
    }

    /// Keeps fields inside of the field of the last row.
    pub(super) fn put_inside(&mut self, inside: Vec<Field>) {
        for field in inside.into_iter().filter(|_| !self.last.is_empty()) {
            let path: Vec<Step> = self.last.iter().cloned().chain(field.path).take(DEEPEST).collect();
            self.fields.push(Field { path, ..field });
        }
    }

    /// Takes in what a title above says of all fields, if it says anything; words in the descriptions say it of some. What
    /// lies inside is not asked for by a title.
    pub(super) fn answer(&mut self, answer: Option<Required>) -> bool {
        let unsaid = self.fields.iter_mut().filter(|field| field.required.is_none());
        let asked = unsaid.filter(|field| field.path.len() == 1 || answer == Some(Required::No));
        asked.for_each(|field| field.required = answer);
        answer.is_some()
    }

    /// Fields that say `required` by a word of their own make those optional that say nothing, where none says that it is
    /// optional: as empty cells do in a column of marks. Where a mark says `optional`, those without it are required.
    pub(super) fn settle(&mut self) {
        let says = |answer| self.fields.iter().any(|field| field.required == Some(answer));
        let unsaid = match (says(Required::Yes), says(Required::No), says(Required::Sometimes)) {
            (true, false, false) => Required::No,
            (false, true, _) if self.legend.marks_optional() || self.has_questions => Required::Yes,
            _ => return,
        };
        let fields = self.fields.iter_mut().filter(|field| field.required.is_none());
        fields.for_each(|field| field.required = Some(unsaid));
    }

    /// Whether a field is a placeholder for every key of a map: `vars.{key}`. The field around it becomes the map.
    fn is_placeholder(&mut self, path: &[Step], kind: Option<&Printed>) -> bool {
        let Some(at) = path.iter().position(|step| step.name.starts_with(['{', '<'])) else { return false };
        let outer = dotted(path.get(..at).unwrap_or_default());
        let inner = kind.filter(|_| at + 1 == path.len()).cloned().map(Box::new);
        if let Some(field) = self.fields.iter_mut().rev().find(|field| dotted(&field.path) == outer)
            && !matches!(field.kind, Some(Printed::Map(Some(_))))
        {
            field.kind = Some(Printed::Map(inner));
        }
        true
    }

    pub(super) fn finish(
        mut self,
        place: Place,
        context: &Context,
        diags: &mut Diagnostics,
    ) -> Option<FieldTable> {
        let told = context.place();
        written::flatten(&mut self.fields, told);
        let mut known: BTreeSet<String> = self.fields.iter().map(|field| dotted(&field.path)).collect();
        let mut rows = Vec::with_capacity(self.fields.len());
        for mut field in self.fields {
            let outer = field.path.split_last().map(|(_, outer)| outer).unwrap_or_default();
            let parent = dotted(outer);
            if !outer.is_empty() && !known.contains(&parent) {
                field.is_orphan = true;
                let text = format!("{} has no row for {parent}", dotted(&field.path));
                diags.push(
                    Diagnostic::new(Code::OrphanField, field.span, text)
                        .help("ask the vendor whether the object around it is required"),
                );
                (1..=outer.len()).for_each(|depth| {
                    known.insert(dotted(outer.get(..depth).unwrap_or_default()));
                });
            }
            rows.push(field);
        }
        let is_some = !rows.is_empty();
        if let Some(row) = rows.first().filter(|_| context.is_coded()) {
            diags.push(titles::coded("table", row.span));
            return None;
        }
        let side = context.side_of(&rows);
        if side == Side::Response && told == Some(In::Header) {
            let span = rows.first()?.span;
            let this = Diagnostic::new(Code::NotDrafted, span, "headers of a response are left out");
            diags.push(this.help("add those that callers need as `headers:` of the response: `response: {json: Order, headers: {X-Total?: i64}}`"));
            return None;
        }
        let outer = |field: &Field| {
            field.path.len() == 1 && field.path.first().is_some_and(|step| context.is_variable(&step.name))
        };
        let of_path = Some(In::Path).filter(|_| rows.iter().all(outer));
        let goes = told.or(of_path).filter(|_| side != Side::Response);
        for field in rows.iter_mut().filter(|field| field.path.len() == 1) {
            field.goes = field.goes.or(goes);
        }
        let case = context.case();
        if let Some(case) = &case {
            rows.iter_mut().filter(|field| field.path.len() == 1).for_each(|field| field.only_in(case));
        }
        is_some.then(|| FieldTable {
            place,
            label: context.label(),
            side,
            is_common: context.is_common(),
            is_model: context.is_model(),
            is_list: bodies::are_items(context),
            is_case: case.is_some(),
            origin: None,
            is_flat: false,
            rows,
        })
    }
}

impl Field {
    /// Makes it one that is there in some cases only.
    pub(super) fn only_in(&mut self, case: &Text) {
        self.required = match self.required {
            Some(Required::Yes | Required::Sometimes) => Some(Required::Sometimes),
            Some(Required::No) | None => Some(Required::No),
        };
        let mut doc = case.clone();
        if let Some(own) = &self.doc {
            let at = own.span().range().start;
            doc.push(" ", at..at);
            doc.append(own);
        }
        self.doc = Some(doc);
    }
}

/// The bounds that a row gives: its type, its limits and its texts.
fn bounds(kind: &Kind, parts: &Parts, doc: &str) -> Bounds {
    let mut bounds = kind.bounds.clone();
    if let Some(limit) = &parts.limit {
        merge(&mut bounds, self::limit(limit, kind.printed.as_ref()));
    }
    // What lines say of values bounds these.
    let first =
        parts.lines.first().filter(|_| parts.lines.len() > 1).and_then(|choice| choice.doc.as_deref());
    let told = first.and_then(|first| doc.find(first)).and_then(|at| doc.get(..at)).unwrap_or(doc);
    for text in std::iter::once(told).chain(parts.more.iter().map(String::as_str)) {
        merge(&mut bounds, describe::bounds(text, kind.printed.as_ref()));
    }
    bounds
}

/// A field by what its row says.
pub(super) fn field(path: Vec<Step>, named: &Named<'_>, kind: Kind, parts: &Parts, is_struck: bool) -> Field {
    let Named { name, span, marked } = *named;
    let doc = parts.doc.as_ref().map(|doc| doc.as_str().to_owned()).unwrap_or_default();
    let texts: Vec<&str> =
        std::iter::once(doc.as_str()).chain(parts.more.iter().map(String::as_str)).collect();
    let mut bounds = bounds(&kind, parts, &doc);
    let default = parts.default.clone().or_else(|| texts.iter().find_map(|text| describe::default(text)));
    describe::keep_default(&mut bounds, default.as_deref());
    let values = values(kind.values, kind.printed.as_ref(), parts, (name.text, &texts));
    let is_any = parts.ty.as_ref().is_some_and(|ty| kinds::is_any_number(&ty.value));
    let is_free = is_any && kind.printed == Some(Printed::Float);
    let by_values =
        is_free && !values.is_empty() && is_whole(&Bounds::default(), &values, default.as_deref());
    let by_bounds = is_free && !by_values && is_whole(&bounds, &values, default.as_deref());
    let printed = match kind.printed {
        Some(Printed::Float) if by_values || by_bounds => Some(Printed::Int),
        Some(Printed::Float) if is_any && is_count(&path, &doc) => Some(Printed::Long),
        printed => printed,
    };
    let by_doc = (printed.is_none() && parts.ty.is_none()).then(|| describe::kind(&doc)).flatten();
    let kind_guess =
        kind.guess.or(by_bounds.then_some(BY_BOUNDS)).or(by_doc.as_ref().map(|_| "by its description"));
    let printed = printed.or(by_doc);
    // An object with any keys is a map.
    let printed = match printed {
        None | Some(Printed::Object) if OF_MAPS.are_in(&doc.to_lowercase()) => Some(Printed::Map(None)),
        printed => printed,
    };
    Field {
        span,
        values,
        required: required(name, parts, marked, &texts),
        goes: parts.goes.or_else(|| goes(name)),
        // `deprecated_chars` is about what is out of use, and is in use itself.
        is_deprecated: is_struck
            || !flags::is_deprecated(&name.text.replace('_', " "))
                && texts.iter().any(|text| flags::is_deprecated(text))
            || flags::is_deprecated(name.rest),
        written: written::of(name.text, &path),
        path,
        ty: parts.ty.clone(),
        link: parts.link.clone(),
        kind_link: parts.kind_link.clone(),
        kind: printed,
        // What is between 0 and 100 may have a fraction.
        kind_guess,
        place_guess: None,
        is_nullable: kind.is_nullable,
        doc: parts.doc.clone(),
        example: parts.example.clone(),
        default,
        bounds,
        is_orphan: false,
    }
}

/// The names of a path with dots between them.
pub(in crate::extract::tables) fn dotted(path: &[Step]) -> String {
    path.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(".")
}

/// Where what is behind a name says that it is sent: `token (header)`.
fn goes(name: &Name<'_>) -> Option<In> {
    let rest = name.rest.trim_matches(['(', ')', '（', '）']);
    (!name.rest.is_empty()).then(|| answers::goes(rest)).flatten()
}

/// Whether bounds, values and a default, at least one of which exists, are whole numbers.
fn is_whole(bounds: &Bounds, values: &[Choice], default: Option<&str>) -> bool {
    let texts = [bounds.min.as_deref(), bounds.max.as_deref(), default].into_iter().flatten();
    let mut texts = texts.chain(values.iter().map(|choice| choice.value.as_str())).peekable();
    texts.peek().is_some() && texts.all(|text| text.trim().parse::<i64>().is_ok())
}

/// Whether a number is whole by what it is: the number of a thing, a time in seconds or milliseconds.
fn is_count(path: &[Step], doc: &str) -> bool {
    let name = path.last().map(|step| step.name.as_str()).unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let is_id = ["id", "ids"].contains(&lower.as_str())
        || ["_id", "_ids"].iter().any(|end| lower.ends_with(end))
        || ["Id", "Ids", "ID", "IDs"].iter().any(|end| name.ends_with(end));
    let doc: String = doc.chars().take(200).collect::<String>().to_lowercase();
    is_id || COUNTED_TIMES.are_in(&doc)
}

/// Whether fields can lie inside of a field of this type.
pub(in crate::extract::tables) fn inside(kind: Option<&Printed>) -> Inside {
    match kind {
        None | Some(Printed::Object | Printed::Map(_)) => Inside::Fields,
        Some(Printed::List(inner)) => inside(inner.as_deref()),
        Some(_) => Inside::Nothing,
    }
}

/// `…（可选）`, `…，非必填，…`: a clause of a description that is a word for it, the last one that is.
pub(super) fn in_clause(doc: &str) -> Option<Required> {
    let bare = doc.trim();
    let is_word = |clause: &&str| clause.len() < bare.len() && clause.chars().count() > 1;
    clauses(bare).filter(is_word).filter_map(answers::of_word).last()
}

fn required(name: &Name<'_>, parts: &Parts, marked: Option<Required>, texts: &[&str]) -> Option<Required> {
    // The number of a footnote is not a yes.
    let words = name.rest.split(['(', ')', '（', '）', ',', '，', '[', ']', '【', '】']);
    let behind = words.filter(|word| word.contains(char::is_alphabetic)).find_map(answers::required);

    // `必填，…`, `(optional) …`, `Required. …`: a word of its own in front.
    let told = |doc: &&str| {
        let first = doc
            .trim_start_matches(['(', '（', '[', '【'])
            .split(['，', ',', '。', '.', ')', '）', ']', '】', ':', '：', ';', '；', '–', '—'])
            .next()?;
        let first = first.split(" - ").next()?;
        answers::of_word(first).filter(|_| first.chars().count() >= 2 && doc.len() > first.len())
    };
    // A value that may be undefined may be absent.
    let undefined = || {
        let ty = parts.ty.as_ref().map(|ty| ty.value.as_str()).unwrap_or_default();
        let is_undefined = ty.split(['|', ' ']).any(|part| part.trim() == "undefined");
        is_undefined.then_some(Required::No)
    };
    let said = parts.required.or_else(undefined).or(behind).or(marked);
    let told = || texts.iter().find_map(told);
    // A cell of its own may be nothing but the word.
    let alone = || texts.iter().skip(1).find_map(|text| answers::of_word(text));
    said.or_else(told).or_else(alone).or_else(|| texts.iter().find_map(|text| in_clause(text)))
}

/// Values of the type, of a column, or of the description, where the field can have some.
fn values(
    of_type: Vec<Choice>,
    kind: Option<&Printed>,
    parts: &Parts,
    (name, texts): (&str, &[&str]),
) -> Vec<Choice> {
    if !of_type.is_empty() {
        return of_type;
    }
    let scalar =
        |kind: &Printed| matches!(kind, Printed::Text | Printed::Int | Printed::Long | Printed::Float);
    let can = match kind {
        None => true,
        Some(Printed::List(Some(inner))) => scalar(inner),
        Some(Printed::List(None)) => false,
        Some(kind) => scalar(kind),
    };
    if !can {
        return Vec::new();
    }
    let listed = parts.listed.iter().map(|listed| {
        let values = choices::read(listed);
        if values.is_empty() { choices::read(&format!("one of {listed}")) } else { values }
    });
    let limit = parts.limit.iter().map(|limit| choices::read(limit));
    // `memo or tag` describes the field `memo`.
    let names_it = |choice: &Choice| choice.value.eq_ignore_ascii_case(name);
    let told = texts.iter().map(|text| choices::read(text)).filter(|values| !values.iter().any(names_it));
    listed
        .chain(std::iter::once_with(|| parts.lines.clone()))
        .chain(limit)
        .chain(told)
        .find(|values| !values.is_empty())
        .unwrap_or_default()
}

/// A column of lengths or ranges: `32`, `1-32`, `1～99`.
fn limit(text: &str, kind: Option<&Printed>) -> Bounds {
    match kind {
        Some(Printed::Text) | None if !text.contains(['<', '>', '≤', '≥']) => {
            let as_type = kinds::read(&format!("string({text})")).bounds;
            if as_type == Bounds::default() { describe::bounds(text, kind) } else { as_type }
        }
        _ => describe::bounds(text, kind),
    }
}

fn merge(bounds: &mut Bounds, more: Bounds) {
    bounds.min = bounds.min.take().or(more.min);
    bounds.max = bounds.max.take().or(more.max);
    bounds.min_length = bounds.min_length.or(more.min_length);
    bounds.max_length = bounds.max_length.or(more.max_length);
    bounds.unit = bounds.unit.take().or(more.unit);
    bounds.min_items = bounds.min_items.or(more.min_items);
    bounds.max_items = bounds.max_items.or(more.max_items);
}
