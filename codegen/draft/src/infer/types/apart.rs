//! Settles what two places of a sheet would both decide.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::is_called;
use crate::lexicon::verbs::pascal;
use crate::sheet::{Endpoint, Noted, Sheet, TypeKind, param, ty, unplaced};
use stubwright_spec::ast::{BodyKind, Common, FieldRole, Param, ParamLocation, TypeExpr};

/// Settles what would be sent twice, and requests that would have the parameters of another endpoint.
pub(super) fn settle(sheet: &mut Sheet) {
    if let Some(credential) = sheet.credential().map(str::to_owned) {
        sheet.common.retain(|common| !is_called(&common.value.field, &credential));
    }
    parameters(sheet);
    requests(sheet);
    files(sheet);
}

/// Files are sent in forms. Elsewhere, a file goes as text: its address, or its bytes in some encoding.
fn files(sheet: &mut Sheet) {
    let forms: BTreeSet<String> = sheet
        .endpoints
        .iter()
        .chain(&sheet.unaddressed)
        .filter_map(|endpoint| match &endpoint.value.request {
            Some(BodyKind::Multipart(ty)) => ty::as_name(ty).map(str::to_owned),
            _ => None,
        })
        .collect();
    let mut text = |name: &str| (name == "file").then(|| String::from("string"));
    for noted in sheet.types.iter_mut().filter(|noted| !forms.contains(&noted.value.name)) {
        if let TypeKind::Struct(members) = &mut noted.value.kind {
            members.iter_mut().for_each(|member| ty::rename(&mut member.value.ty, &mut text));
        }
    }
}

/// A parameter of every call that endpoints have too. Where it is constant for one of them, such as `Action`, each has its own.
fn parameters(sheet: &mut Sheet) {
    // A parameter that is not in the path is in the query unless it says where it is.
    let is_same = |param: &Param, common: &Common| {
        let location = param.place.as_deref().copied().unwrap_or(ParamLocation::Query);
        common.place.as_location() == Some(location) && is_called(&param.field, &common.field.key.value)
    };
    let is_constant = |param: &Param| matches!(param.field.role, FieldRole::Fixed(_));
    let endpoints = &mut sheet.endpoints;
    sheet.common.retain(|common| {
        let has_own = |endpoint: &Noted<Endpoint>, is_any: &dyn Fn(&Param) -> bool| {
            endpoint
                .value
                .params
                .iter()
                .any(|param| is_same(&param.value, &common.value) && is_any(&param.value))
        };
        let is_chosen = endpoints.iter().any(|endpoint| has_own(endpoint, &is_constant));
        for endpoint in endpoints.iter_mut() {
            if !is_chosen {
                endpoint.value.params.retain(|param| !is_same(&param.value, &common.value));
            } else if !has_own(endpoint, &|_| true) {
                let place = common.value.place.as_location().map(unplaced);
                let mut own = param(common.value.field.key.value.clone(), ty::name("string"));
                (own.field, own.place) = (common.value.field.clone(), place);
                endpoint.value.params.push(Noted { value: own, notes: common.notes.clone() });
            }
        }
        !is_chosen
    });
}

/// A struct that is called as an endpoint takes in its parameters, so nothing else can use it: as the body of several, it has
/// another name.
fn requests(sheet: &mut Sheet) {
    let own = |endpoint: &Noted<Endpoint>| {
        let this = &endpoint.value;
        let words: Vec<String> = this.name.split('_').map(str::to_owned).collect();
        (!this.params.is_empty()).then(|| pascal(&words))
    };
    let mut uses: BTreeMap<String, usize> =
        sheet.endpoints.iter().filter_map(own).map(|name| (name, 0)).collect();
    types_of(sheet, &mut |ty| {
        ty::rename(ty, &mut |name| {
            *uses.get_mut(name)? += 1;
            None
        });
    });
    uses.retain(|_, count| *count > 1);
    if uses.is_empty() {
        return;
    }
    let taken: BTreeSet<&str> = sheet.types.iter().map(|known| known.value.name.as_str()).collect();
    let free = |name: &str| {
        let mut body = format!("{name}Body");
        while taken.contains(body.as_str()) {
            body.push('2');
        }
        body
    };
    let new: BTreeMap<String, String> = uses.keys().map(|name| (name.clone(), free(name))).collect();
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
