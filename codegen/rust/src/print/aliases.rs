//! Type aliases.

use super::out::Out;
use crate::plan::AliasItem;

pub(super) fn print(out: &mut Out<'_>, alias: &AliasItem) {
    out.docs(&alias.docs);
    out.code("pub type $ = $;", &[&alias.ident, &alias.ty]);
}
