//! Results that differ in the items of one list → one generic type.

use std::collections::BTreeMap;

use crate::sheet::{Note, Noted, Sheet, Type, TypeKind, ty};
use stubwright_spec::ast::{Field, TypeExpr};

/// Makes one `Page<T>` of the structs around the lists of several endpoints.
pub(super) fn generic(sheet: &mut Sheet) {
    let results = sheet.endpoints.iter().filter_map(|endpoint| endpoint.value.response.as_ref());
    let results = results.filter_map(|response| ty::as_name(&response.value));
    let structs = structs(&sheet.types);
    let pages: Vec<(String, String)> =
        results.filter_map(|name| Some((name.to_owned(), item_of(&structs, name)?))).collect();
    let Some((first, item)) = pages.first() else { return };
    let wanted = outline(&structs, first, item);
    let mut alike: Vec<&(String, String)> =
        pages.iter().filter(|(name, item)| outline(&structs, name, item) == wanted).collect();
    alike.dedup_by_key(|(name, _)| name.clone());
    let is_taken = sheet.types.iter().any(|noted| noted.value.name == "Page");
    let has_counters = wanted.as_ref().is_some_and(|outline| outline.len() > 1);
    if alike.len() < 2 || is_taken || !has_counters {
        return;
    }
    let names: BTreeMap<String, String> = alike.iter().copied().cloned().collect();
    let count = alike.len();
    let Some(page) = sheet.types.iter_mut().find(|noted| noted.value.name == *first) else { return };
    page.value.name = String::from("Page");
    page.value.parameter = Some(String::from("T"));
    let list = ty::list(ty::name(item));
    if let TypeKind::Struct(fields) = &mut page.value.kind {
        let fields = fields.iter_mut().filter(|field| field.value.ty == list);
        fields.for_each(|field| field.value.ty = ty::list(ty::name("T")));
    }
    let text = format!(
        "one shape around {} lists",
        if count == 2 { String::from("two") } else { count.to_string() }
    );
    page.notes.insert(0, Note { is_guess: true, text, span: None });
    sheet.types.retain(|noted| !names.contains_key(&noted.value.name));
    for response in sheet.endpoints.iter_mut().filter_map(|endpoint| endpoint.value.response.as_mut()) {
        if let Some(item) = ty::as_name(&response.value).and_then(|name| names.get(name)) {
            response.value = ty::applied("Page", ty::name(item));
        }
    }
}

/// The fields of the structs by their names.
type Structs<'s> = BTreeMap<&'s str, &'s [Noted<Field>]>;

fn structs(types: &[Noted<Type>]) -> Structs<'_> {
    let fields = types.iter().filter_map(|noted| match &noted.value.kind {
        TypeKind::Struct(fields) => Some((noted.value.name.as_str(), fields.as_slice())),
        TypeKind::Enum(_) => None,
    });
    fields.collect()
}

/// The type of the items of the only list of structs.
fn item_of(structs: &Structs<'_>, name: &str) -> Option<String> {
    let items = structs.get(name)?.iter().filter_map(|field| ty::as_name(ty::item(&field.value.ty)?));
    let items: Vec<&str> = items.filter(|item| structs.contains_key(item)).collect();
    match items.as_slice() {
        [item] => Some((*item).to_owned()),
        _ => None,
    }
}

/// The fields, with `T` for the items.
fn outline(structs: &Structs<'_>, name: &str, item: &str) -> Option<Vec<(String, TypeExpr, bool)>> {
    let list = ty::list(ty::name(item));
    let one = |Noted { value: field, .. }: &Noted<Field>| {
        let ty = if field.ty == list { ty::list(ty::name("T")) } else { field.ty.clone() };
        (field.key.value.clone(), ty, field.optional)
    };
    Some(structs.get(name)?.iter().map(one).collect())
}
