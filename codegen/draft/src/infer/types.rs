//! Everything but the rows: endpoints, types, envelope, credentials.

mod apart;
mod bodies;
mod build;
mod calls;
mod endpoint;
mod endpoints;
mod envelope;
mod left_out;
mod naming;
mod pages;
mod params;
mod placed;
mod scalar;
mod servers;
mod shape;
#[cfg(test)]
mod tests;
mod tree;

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::matched::Matched;
use crate::found::{Found, In, Required, Sample, Side, Topic};
use crate::sheet::{Endpoint, NO_ENVELOPE, Note, Noted, Sheet, field, ty, unplaced};
use stubwright_spec::ast::{Common, CommonPlace, CommonSource, Method};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{SourceMap, Span};

pub(super) use self::calls::is_placeholder;
pub(super) use self::scalar::named;
pub(super) use self::shape::is_stand_in;
use build::Builder;
use calls::is_called;
use endpoint::Around;
use endpoints::Group;
use envelope::Reading;
pub(super) use envelope::{is_bare_error, text_of};
use naming::Names;
use shape::Shape;

/// Infers the sheet without its rows, and which samples belong to which of its endpoints.
pub(super) fn infer<'f>(
    found: &'f Found,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> (Sheet, Vec<Matched<'f>>) {
    let mut sheet = Sheet { api: servers::api_name(found), ..Sheet::default() };
    sheet.pages = sources
        .files()
        .iter()
        .map(|file| file.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
        .collect();
    sheet.timezone = found.timezone.as_ref().map(|zone| Noted::at(zone.value.clone(), zone.span));
    servers::servers(found, &mut sheet);
    let idempotent = calls::headers(found, &mut sheet);
    calls::common(found, &mut sheet);
    let mut groups = endpoints::endpoints(found);
    endpoints::twins::settle(&mut groups);
    groups.iter_mut().for_each(endpoints::values::parameters);
    let unaddressed = endpoints::without_calls(found);
    shared_headers(&groups, &mut sheet);
    let responses = responses(found, &groups);
    let common = || found.fields.iter().filter(|table| table.is_common && table.side == Side::Response);
    let own = || groups.iter().chain(&unaddressed).flat_map(|group| group.answered.iter().copied());
    let described = || common().chain(own());
    let reading = envelope::read(found, &responses).or_else(|| envelope::of_tables(found, described()));
    reading.iter().for_each(|reading| left_out::beside(reading, &responses, diags));
    common().for_each(|table| left_out::of_all(table, reading.as_ref(), diags));
    let mut builder = Builder::new(found, diags);
    builder.has_tables = has_tables(groups.iter().chain(&unaddressed));
    let (mut names, mut drafted) = (Names::default(), Vec::new());
    let around = Around::new(found, &groups, &sheet, reading.as_ref());
    for group in &groups {
        let mut endpoint = endpoint::endpoint(&mut builder, group, &around, &mut names);
        if !matches!(endpoint.value.method, Method::Get | Method::Head | Method::Delete) {
            endpoint.value.idempotent.clone_from(&idempotent);
        }
        drafted.push(endpoint);
    }
    wrap(&mut drafted, &groups);
    let mut commented = Vec::new();
    for group in &unaddressed {
        commented.push(endpoint::endpoint(&mut builder, group, &around, &mut names));
        left_out::without_address(group, found, builder.diags);
    }
    left_out::unused(found, &groups, &unaddressed, builder.diags);
    // A heading that names an endpoint does not name the API.
    let names_endpoint =
        |title: &str| drafted.iter().any(|endpoint| endpoint.value.doc.as_deref() == Some(title));
    let title = found.title.as_ref().filter(|title| !names_endpoint(&title.value));
    sheet.title = title.map(|title| Noted::at(title.value.clone(), title.span));
    sheet.endpoints = drafted;
    servers::apart(found, &groups, &mut sheet);
    sheet.unaddressed = commented;
    skeletons(&responses, reading.as_ref(), &mut builder);
    let has_tables = builder.has_tables;
    sheet.types = builder.into_types();
    pages::generic(&mut sheet);
    if !has_tables && !sheet.types.is_empty() {
        let text = String::from("no table of fields: what every sample has is required");
        sheet.type_notes.push(Note { is_guess: true, text, span: None });
    }
    sheet.envelope = reading.map(|reading| reading.envelope);
    apart::settle(&mut sheet);
    (sheet, groups.into_iter().map(Group::matched).collect())
}

/// Where no sample of a call has the envelope, samples show what is inside of it.
fn wrap(endpoints: &mut [Noted<Endpoint>], groups: &[Group<'_>]) {
    let is_bare =
        |endpoint: &Endpoint| endpoint.envelope.as_ref().is_some_and(|name| name.value == NO_ENVELOPE);
    // An answer may have nothing else than the envelope.
    let is_fine = |sample: &&Sample| {
        sample.outcome != Some(Topic::Failure) && sample.http.is_none_or(|status| status < 400)
    };
    let has_envelope = |(endpoint, group): (&Noted<Endpoint>, &Group<'_>)| {
        let is_shown = endpoint.value.response.is_some() || group.responses.iter().any(is_fine);
        is_shown && !is_bare(&endpoint.value)
    };
    if !endpoints.iter().zip(groups).any(has_envelope) {
        endpoints.iter_mut().for_each(|endpoint| endpoint.value.envelope = None);
    }
}

/// Whether there is a table of fields, and not of one alone.
fn has_tables<'g, 'f: 'g>(mut groups: impl Iterator<Item = &'g Group<'f>>) -> bool {
    groups.any(|group| group.sent.iter().chain(&group.answered).any(|table| table.rows.len() > 1))
}

/// Every sample that comes from the server, those above the first endpoint too.
fn responses<'f>(found: &'f Found, groups: &[Group<'f>]) -> Vec<&'f Sample> {
    let sent: LazyCell<BTreeSet<String>, _> = LazyCell::new(|| {
        groups.iter().flat_map(|group| &group.requests).map(|body| body.canonical()).collect()
    });
    let samples = found.samples.iter().filter(|sample| sample.side != Side::Request);
    samples.filter(|sample| !sent.contains(&sample.value.canonical())).collect()
}

/// Moves headers that every table of parameters has to the parameters of every call.
fn shared_headers(groups: &[Group<'_>], sheet: &mut Sheet) {
    let Some((first, others)) = groups.split_first().filter(|(_, others)| !others.is_empty()) else { return };
    let rest: Vec<BTreeSet<String>> = others
        .iter()
        .map(|group| header_rows(group).into_iter().map(|(common, _)| common.field.key.value).collect())
        .collect();
    for (common, span) in header_rows(first) {
        let name = &common.field.key.value;
        let is_known = sheet.common.iter().any(|known| is_called(&known.value.field, name))
            || params::is_own_header(name, true)
            || sheet.has_credential(name);
        if !is_known && rest.iter().all(|names| names.contains(name)) {
            let text = String::from("in every table of parameters");
            sheet
                .common
                .push(Noted { value: common, notes: vec![Note { is_guess: false, text, span: Some(span) }] });
        }
    }
}

/// The headers that the tables of an endpoint have.
fn header_rows(group: &Group<'_>) -> Vec<(Common, Span)> {
    let fields =
        group.sent.iter().flat_map(|table| &table.rows).filter(|field| field.goes == Some(In::Header));
    let common = |row: &crate::found::Field| {
        let mut field = field(row.path.first()?.name.clone(), ty::name("string"));
        field.doc = row.description().map(unplaced);
        field.optional = row.required == Some(Required::No);
        Some((Common { field, place: CommonPlace::Header, source: CommonSource::Setting }, row.span))
    };
    fields.filter_map(common).collect()
}

/// Says which responses, or which of their payloads, show no value that a server ever sent.
fn skeletons(responses: &[&Sample], reading: Option<&Reading>, builder: &mut Builder<'_, '_>) {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for sample in responses {
        let payload = || reading.and_then(|reading| reading.payload(sample, builder.found));
        let is_whole = Shape::of([&sample.value]).is_skeleton();
        let part =
            if is_whole { None } else { payload().filter(|payload| Shape::of([payload]).is_skeleton()) };
        let span = if is_whole { Some(sample.value.span) } else { part.map(|payload| payload.span) };
        let Some(span) = span.filter(|_| said.insert(sample.value.canonical())) else { continue };
        let this = Diagnostic::new(Code::SkeletonValues, span, "the response sample has placeholder values");
        builder.diags.push(
            this.help("what is drafted from it is marked; compare it with a response that was really sent"),
        );
    }
}
