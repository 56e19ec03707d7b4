//! The parts of a document that are in the native format.

use std::collections::BTreeMap;

use super::document::At;
use super::draft::{Place, Use};
use super::{Cx, finish};
use crate::ast::{Api, Endpoint, TypeDef, TypeExprKind};
use crate::diag::{Code, Diagnostic};
use crate::front::extensions::{API, ENDPOINT, GENERATED, HASHES, ORDER, TYPE, component_key};
use crate::front::known::Known;
use crate::front::native;
use crate::source::{SourceFile, Span};

impl<'a> Cx<'a> {
    /// A document with the sections of a spec. Its endpoints and types are read from the paths and schemas where these do not
    /// have them in the native format.
    pub(super) fn written(mut self, root: At<'a>, spec: At<'a>) -> Option<(Api, Known)> {
        let spec = self.docs.native(spec)?;
        let text = self.texts.get(spec.span().file).map(SourceFile::text).unwrap_or_default();
        let mut api = native::read_at(spec, text, self.diags)?;
        self.is_written = true;
        self.auth = api.auth.iter().map(|auth| (component_key(auth.word()), auth.clone())).collect();
        self.others = api.other_servers.clone();
        for file in std::mem::take(&mut api.include) {
            let message = format!("`{}` is not included: a document has no `include:`", file.value);
            let help = "move what the file has into the extension";
            self.diags.push(Diagnostic::new(Code::BadInclude, file.span, message).help(help));
        }
        self.warn_of_changes();
        let mut known = Known::default();
        let paths = self.inner(root, "paths");
        api.endpoints.extend(self.endpoints(paths, &mut known));
        if let Some(order) = root.get(ORDER) {
            let places: BTreeMap<&str, usize> =
                order.items().filter_map(At::scalar).enumerate().map(|(at, name)| (name.text, at)).collect();
            api.endpoints.sort_by_key(|endpoint| places.get(endpoint.name.as_str()).copied());
        }
        self.all_types(root);
        let drafts = std::mem::take(&mut self.drafts);
        let shared = finish::share(&mut api, drafts);
        known.components = finish::finish(&mut api, shared, &[], true);
        let mut types: Vec<(Span, TypeDef)> =
            std::mem::take(&mut api.types).into_iter().map(|def| (def.name.span, def)).collect();
        types.append(&mut self.declared);
        types.sort_by_key(|(span, _)| (span.file, span.start));
        api.types = types.into_iter().map(|(_, def)| def).collect();
        Some((api, known))
    }

    /// The part that an extension replaces is not read, so a change of it has no effect.
    fn warn_of_changes(&mut self) {
        for part in self.docs.changed() {
            let help = match part.extension {
                GENERATED => format!("change `{API}`, from which it follows, and export the document again"),
                ENDPOINT => {
                    format!("change `{ENDPOINT}` beside it; or remove that, and the operation is read")
                }
                TYPE => format!("change `{TYPE}` beside it; or remove that, and the schema is read"),
                other => format!("change `{other}` at the end of the document"),
            };
            let message =
                format!("a change of `{}` has no effect, because `{}` counts", part.pointer, part.extension);
            self.diags.push(
                Diagnostic::new(Code::HiddenChange, part.span.at_start(), message)
                    .help(help)
                    .help(format!("where the extension says the same, remove `{HASHES}`")),
            );
        }
    }

    /// Reads all schemas of `components`, whether or not something uses them.
    pub(super) fn all_types(&mut self, root: At<'a>) {
        let components = self.inner(root, "components");
        let schemas = components.and_then(|components| self.inner(components, "schemas"));
        for (_, schema) in schemas.into_iter().flat_map(At::entries).filter(|(_, at)| !at.flag(GENERATED)) {
            self.used(schema, &Place::of(""));
        }
    }

    /// The endpoint of an operation that has it in the native format.
    pub(super) fn endpoint_as_written(&mut self, at: At<'a>) -> Option<Vec<Endpoint>> {
        let written = at.get(ENDPOINT).filter(|_| self.is_written)?;
        Some(native::endpoints_at(self.docs.native(written)?, self.diags))
    }

    /// The type of a component that has it in the native format.
    pub(super) fn type_as_written(&mut self, at: At<'a>) -> Option<Use> {
        let written = at.get(TYPE).filter(|_| self.is_written)?;
        let written = self.docs.native(written)?;
        if !written.is_mapping() {
            return Some(Use::new(native::type_at(written, self.diags).kind));
        }
        let declared = native::types_at(written, self.diags);
        let name = declared.first().map(|def| def.name.value.clone())?;
        self.declared.extend(declared.into_iter().map(|def| (at.span().at_start(), def)));
        Some(Use::new(TypeExprKind::Name(name)))
    }
}
