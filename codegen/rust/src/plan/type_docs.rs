//! Documentation that types and their fields have in common.

use super::docs::{Docs, code, markdown};
use stubwright_spec::model::TypeDef;

pub(super) fn type_docs(def: &TypeDef) -> Docs {
    let mut docs = Docs::vendor_with(def.doc.as_ref(), "");
    if docs.is_empty() {
        docs = Docs::ours(markdown!("The type {} of the API.", code(def.name.as_str())));
    }
    deprecate(&mut docs, def.deprecated);
    docs
}

pub(super) fn deprecate(docs: &mut Docs, deprecated: bool) {
    if deprecated {
        docs.add("Deprecated by the vendor.");
    }
}
