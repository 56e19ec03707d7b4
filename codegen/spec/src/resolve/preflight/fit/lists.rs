//! Rules about the items of a list.

use super::super::made::Made;
use super::super::values::{ValueKind, wrong};
use super::Fit;
use crate::ast::preflight::{Path, StepKind};
use crate::diag::{Code, Diagnostic};
use crate::model::preflight::{RequestPath, RequestStep, Rule};

impl Fit<'_, '_> {
    pub(super) fn items<'p>(&self, path: &'p Path, min: Option<u64>, max: Option<u64>) -> Made<'p, Rule> {
        let at = self.place(path)?;
        if matches!(self.kind(&at), ValueKind::List(_) | ValueKind::Map) {
            return Ok(Rule::Items { at, min, max });
        }
        let found = wrong(self.walker, &at, "`items` applies to", "lists and maps");
        Err(found.help("use `length` for the number of characters of a string").into())
    }

    pub(super) fn unique<'p>(
        &self,
        list: &'p Path,
        keys: &'p [Path],
        across: Option<&'p Path>,
    ) -> Made<'p, Rule> {
        let at = self.place(list)?;
        let item = match self.kind(&at) {
            ValueKind::List(item) => item.clone(),
            _ => {
                let found = wrong(self.walker, &at, "`unique` applies to", "lists");
                return Err(match list.text.strip_suffix("[*]") {
                    Some(list) => found.help(format!("the list itself is `{list}`")),
                    None => found.help("write the path of a list, followed by the keys of its items"),
                }
                .into());
            }
        };
        let mut places = Vec::new();
        for key in keys {
            let key = self.counted(self.walker.inside(&item, key))?;
            if key.steps.contains(&RequestStep::Each) {
                return Err(Diagnostic::new(
                    Code::BadScope,
                    key.span,
                    "a key of `unique` must be a single value of an item",
                )
                .help("move the part up to the `[*]` into the path of the list")
                .into());
            }
            places.push(key);
        }
        if places.is_empty() {
            let whole = RequestPath {
                text: String::from("."),
                span: at.span,
                steps: Vec::new(),
                ty: item.not_null().clone(),
            };
            places.push(whole);
        }
        for key in &places {
            if self.walker.api.is_file(&key.ty) {
                let found = wrong(self.walker, key, "`unique` compares", "values");
                return Err(found.help("name a key of the items").into());
            }
        }
        let across = match across {
            Some(across) => Some(self.across(list, across)?),
            None => None,
        };
        Ok(Rule::Unique { list: at, keys: places, across })
    }

    pub(super) fn uniform<'p>(&self, path: &'p Path) -> Made<'p, Rule> {
        let at = self.place(path)?;
        if at.scopes() == 0 {
            let message = "`uniform` applies to the items of a list, but the path has no `[*]`";
            return Err(Diagnostic::new(Code::WrongRule, at.span, message)
                .help("put `[*]` after the list: `signers[*].authorizeCode`")
                .into());
        }
        Ok(Rule::Uniform(at))
    }
}

impl Fit<'_, '_> {
    /// The list on a path inside whose instances the items of the last list are compared.
    fn across<'p>(&self, list: &Path, across: &'p Path) -> Made<'p, RequestPath> {
        let kinds = |path: &Path| path.steps.iter().map(|step| step.kind.clone()).collect::<Vec<_>>();
        let (outer, inner) = (kinds(across), kinds(list));
        let rest = inner.strip_prefix(outer.as_slice());
        if rest.and_then(<[StepKind]>::first) != Some(&StepKind::Each) {
            let message = format!("`{}` is not a list on the path `{}`", across.text, list.text);
            return Err(Diagnostic::new(Code::BadScope, across.span, message)
                .help("write the part of the path before one of its `[*]`")
                .into());
        }
        Ok(self.walker.place(self.endpoint, across)?)
    }
}
