//! The plan of the output: every name, type, derive and doc text, in output order.
//!
//! `model` → [`Module`]. Printers read nothing else, so they cannot decide anything.

pub mod along;
mod bodies;
pub mod boxes;
mod choices;
pub mod client;
mod cx;
pub mod docs;
pub mod envelopes;
pub mod errors;
pub mod example;
mod failures;
mod fields;
mod gates;
mod headers;
mod items;
mod module;
pub mod names;
mod offset;
mod outcomes;
mod pages;
pub mod preflight;
mod record;
pub mod requests;
mod rust_types;
pub mod servers;
mod struct_item;
mod structs;
pub mod syntax;
pub mod tests;
mod type_docs;
pub mod types;
mod unions;
mod usage;
mod values;

pub use cx::Cx;
pub use gates::{Gate, Gates};
pub use items::{
    AliasItem, AnswersItem, Balance, BodiesItem, ChoiceItem, ChoiceVariant, ClientItem, Constructed,
    Conversion, Derive, EnumItem, ErrorsItem, FieldDebug, FieldItem, FieldKind, FixedItem, FixedValue,
    HeaderItem, HeadersItem, LookupItem, Module, NewItem, OperationItem, OutcomeItem, OutcomeVariant,
    PagesItem, Presence, ProviderItem, RowItem, ServerFunction, ServerItem, SetterItem, SettingItem,
    StaticItem, StructItem, TableItem, TagItem, TypeItem, UnionItem, UnionTag, UnionVariant, VariantItem,
    Wire,
};
pub use module::plan;
pub(crate) use record::record;
pub use usage::Usage;
