//! Results that differ in the items of one list → one generic type.

use std::collections::BTreeMap;

use crate::sheet::{Member, Note, Noted, Sheet, Type, TypeKind};

/// Makes one `Page<T>` of the structs around the lists of several endpoints.
pub(super) fn generic(sheet: &mut Sheet) {
    let results: Vec<String> = sheet
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.value.response.as_ref())
        .map(|response| response.value.clone())
        .collect();
    let structs = structs(&sheet.types);
    let pages: Vec<(String, String)> =
        results.iter().filter_map(|name| Some((name.clone(), item_of(&structs, name)?))).collect();
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
    let names: Vec<(String, String)> = alike.into_iter().cloned().collect();
    let Some(at) = sheet.types.iter().position(|noted| noted.value.name == *first) else { return };
    let Some(page) = sheet.types.get_mut(at) else { return };
    page.value.name = String::from("Page<T>");
    let list = format!("[{item}]");
    if let TypeKind::Struct(members) = &mut page.value.kind {
        members
            .iter_mut()
            .filter(|member| member.value.ty == list)
            .for_each(|member| member.value.ty = String::from("[T]"));
    }
    let text = format!(
        "one shape around {} lists",
        if names.len() == 2 { String::from("two") } else { names.len().to_string() }
    );
    page.notes.insert(0, Note { is_guess: true, text, span: None });
    sheet.types.retain(|noted| !names.iter().any(|(name, _)| noted.value.name == *name));
    for endpoint in &mut sheet.endpoints {
        if let Some(response) = &mut endpoint.value.response
            && let Some((_, item)) = names.iter().find(|(name, _)| *name == response.value)
        {
            response.value = format!("Page<{item}>");
        }
    }
}

/// The fields of the structs by their names.
type Structs<'s> = BTreeMap<&'s str, &'s [Noted<Member>]>;

fn structs(types: &[Noted<Type>]) -> Structs<'_> {
    let fields = types.iter().filter_map(|noted| match &noted.value.kind {
        TypeKind::Struct(members) => Some((noted.value.name.as_str(), members.as_slice())),
        TypeKind::Enum { .. } => None,
    });
    fields.collect()
}

/// The type of the items of the only list of structs.
fn item_of(structs: &Structs<'_>, name: &str) -> Option<String> {
    let lists = structs.get(name)?.iter().filter_map(|member| {
        let item = member.value.ty.strip_prefix('[')?.strip_suffix(']')?;
        structs.contains_key(item).then(|| item.to_owned())
    });
    let lists: Vec<String> = lists.collect();
    match lists.as_slice() {
        [item] => Some(item.clone()),
        _ => None,
    }
}

/// The fields, with `T` for the items.
fn outline(structs: &Structs<'_>, name: &str, item: &str) -> Option<Vec<(String, String, bool)>> {
    let list = format!("[{item}]");
    let one = |member: &Noted<Member>| {
        let ty = if member.value.ty == list { String::from("[T]") } else { member.value.ty.clone() };
        (member.value.name.clone(), ty, member.value.is_optional)
    };
    Some(structs.get(name)?.iter().map(one).collect())
}
