//! What will be printed, decided: every name, type, derive and doc text, in output order.
//!
//! `model` → [`Module`]. Emitters read nothing else, so they cannot decide anything.

pub mod along;
pub mod client;
mod cx;
pub mod docs;
pub mod envelopes;
pub mod errors;
mod fields;
mod items;
mod module;
pub mod names;
mod offset;
pub mod paths;
pub mod preflight;
pub mod requests;
mod rust_types;
pub mod servers;
pub mod source;
mod struct_item;
mod structs;
pub mod tests;
mod type_docs;
pub mod types;
mod unions;
mod values;

pub use cx::Cx;
pub use items::{
    AliasItem, AnswersItem, Argument, ClientItem, Conversion, DebugItem, DefaultItem, EnumItem, ErrorsItem,
    FieldItem, FieldKind, LookupItem, Module, NewItem, OperationItem, ProviderItem, RowItem, Runtime,
    ServerFunction, ServerItem, SetterItem, SettingItem, StaticItem, StructItem, TableItem, TagItem,
    TypeItem, UnionArm, UnionItem, UnionVariant, VariantItem,
};
pub use module::plan;
