//! One spec → its model.

use super::names::Names;
use super::{calls, preflight, rows, servers, types};
use crate::ast;
use crate::diag::Diagnostics;
use crate::model::Api;

/// Resolves a spec.
#[must_use]
pub fn resolve(ast: &ast::Api, diags: &mut Diagnostics) -> Api {
    let names = Names::collect(ast, diags);
    let types = ast.types.iter().map(|def| types::definition(def, &names, diags)).collect();
    rows::report_success(ast, diags);
    let endpoints = ast.endpoints.iter().map(|at| calls::endpoint(at, ast, &names, diags)).collect();
    let failures = calls::by_status(&ast.failures, &names, diags);
    let common = ast.common.iter().map(|at| calls::common(at, &names, diags)).collect();
    let other_servers = ast.other_servers.iter().map(|at| servers::other(at, &ast.servers, diags)).collect();
    let mut api = Api {
        name: ast.name.clone(),
        derived: ast.derived,
        partial: ast.partial,
        title: ast.title.clone(),
        version: ast.version.clone(),
        doc: ast.doc.clone(),
        servers: ast.servers.clone(),
        other_servers,
        timezone: ast.timezone.clone(),
        envelope: ast.envelope.clone(),
        envelopes: ast.envelopes.iter().cloned().collect(),
        common,
        auth: ast.auth.clone(),
        failures,
        errors: rows::rows(ast),
        tables: rows::tables(ast),
        endpoints,
        types,
        preflight: Vec::new(),
    };
    api.preflight = preflight::resolve(ast, &api, &names, diags);
    api
}
