//! Settles what two places of a sheet would both decide.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::is_called;
use crate::lexicon::verbs::pascal;
use crate::sheet::{Endpoint, Noted, Sheet, Type, TypeKind, ty};
use stubwright_spec::ast::{BodyKind, CommonPlace, Field, FieldRole, Param, ParamLocation, TypeExpr};

/// Settles what would be sent twice, and requests that would have the parameters of another endpoint.
pub(super) fn settle(sheet: &mut Sheet) {
    if let Some(credential) = sheet.credential().map(str::to_owned) {
        sheet.common.retain(|common| !is_called(&common.value.field, &credential));
    }
    parameters(sheet);
    requests(sheet);
    files(sheet);
}

/// A struct with files is sent as a form. In JSON, a file goes as text: its address, or its bytes in some encoding.
fn files(sheet: &mut Sheet) {
    let inner = |field: &Field| {
        let ty = ty::bare(&field.ty);
        ty::as_name(ty::bare(ty::item(ty).unwrap_or(ty))).map(str::to_owned)
    };
    let inner_of = |noted: &Noted<Type>| match &noted.value.kind {
        TypeKind::Struct(members) => members.iter().filter_map(|member| inner(&member.value)).collect(),
        TypeKind::Enum(_) => Vec::new(),
    };
    let names: BTreeSet<String> = sheet.types.iter().map(|noted| noted.value.name.clone()).collect();
    let with_files: Vec<(String, Vec<String>)> = sheet
        .types
        .iter()
        .map(|noted| (noted.value.name.clone(), inner_of(noted)))
        .filter(|(_, inner)| inner.iter().any(|name| name == "file"))
        .collect();
    let is_form = |name: &str| {
        let fields = with_files.iter().find(|(known, _)| known == name).map(|(_, inner)| inner);
        fields.is_some_and(|fields| !fields.iter().any(|field| names.contains(field)))
    };
    let mut sent = BTreeSet::new();
    for endpoint in &mut sheet.endpoints {
        let Some(BodyKind::Json(ty) | BodyKind::Multipart(ty)) = &endpoint.value.request else { continue };
        let Some(name) = ty::as_name(ty).filter(|name| is_form(name)) else { continue };
        sent.insert(name.to_owned());
        endpoint.value.request = Some(BodyKind::Multipart(ty.clone()));
    }
    let is_text = |name: &str| with_files.iter().any(|(known, _)| known == name) && !sent.contains(name);
    for noted in sheet.types.iter_mut().filter(|noted| is_text(&noted.value.name)) {
        let TypeKind::Struct(members) = &mut noted.value.kind else { continue };
        let mut text = |name: &str| (name == "file").then(|| String::from("string"));
        members.iter_mut().for_each(|member| ty::rename(&mut member.value.ty, &mut text));
    }
}

/// A parameter of every call that endpoints have too: where it is constant for each of them, such as `Action`, it is theirs.
fn parameters(sheet: &mut Sheet) {
    // A parameter that is not in the path is in the query unless it says where it is.
    let is_same = |param: &Param, name: &str, place: CommonPlace| {
        let location = param.place.as_deref().copied().unwrap_or(ParamLocation::Query);
        place.as_location() == Some(location) && param.field.key.value.eq_ignore_ascii_case(name)
    };
    let is_constant = |param: &Param| matches!(param.field.role, FieldRole::Fixed(_));
    let endpoints = &mut sheet.endpoints;
    sheet.common.retain(|common| {
        let (name, place) = (common.value.field.key.value.clone(), common.value.place);
        let mut own = endpoints.iter().flat_map(|endpoint| &endpoint.value.params).map(|param| &param.value);
        !own.any(|param| is_same(param, &name, place) && is_constant(param))
    });
    for common in &sheet.common {
        let name = &common.value.field.key.value;
        for endpoint in endpoints.iter_mut() {
            endpoint.value.params.retain(|param| !is_same(&param.value, name, common.value.place));
        }
    }
}

/// A struct that is called as an endpoint takes in its parameters, so nothing else can use it: as the body of several, it has
/// another name.
fn requests(sheet: &mut Sheet) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |ty: &mut TypeExpr| {
        ty::rename(ty, &mut |name| {
            *uses.entry(name.to_owned()).or_default() += 1;
            None
        });
    };
    types_of(sheet, &mut count);
    let own = |endpoint: &Noted<Endpoint>| {
        let this = &endpoint.value;
        let words: Vec<String> = this.name.split('_').map(str::to_owned).collect();
        (!this.params.is_empty()).then(|| pascal(&words))
    };
    let shared: BTreeSet<String> = sheet
        .endpoints
        .iter()
        .filter_map(own)
        .filter(|name| uses.get(name).is_some_and(|count| *count > 1))
        .collect();
    let free = |name: &str| {
        let mut body = format!("{name}Body");
        while sheet.types.iter().any(|known| known.value.name == body) {
            body.push('2');
        }
        body
    };
    let new: BTreeMap<String, String> = shared.iter().map(|name| (name.clone(), free(name))).collect();
    types_of(sheet, &mut |ty| ty::rename(ty, &mut |name| new.get(name).cloned()));
    for noted in &mut sheet.types {
        if let Some(name) = new.get(&noted.value.name) {
            noted.value.name.clone_from(name);
        }
    }
}

fn types_of(sheet: &mut Sheet, each: &mut impl FnMut(&mut TypeExpr)) {
    for endpoint in sheet.endpoints.iter_mut().chain(&mut sheet.unaddressed) {
        let this = &mut endpoint.value;
        this.params.iter_mut().for_each(|param| each(&mut param.value.field.ty));
        if let Some(BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty)) = &mut this.request {
            each(ty);
        }
        this.response.iter_mut().for_each(|response| each(&mut response.value));
    }
    for noted in &mut sheet.types {
        if let TypeKind::Struct(members) = &mut noted.value.kind {
            members.iter_mut().for_each(|member| each(&mut member.value.ty));
        }
    }
}
