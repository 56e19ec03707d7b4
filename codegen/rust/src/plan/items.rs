//! The items that are printed, one struct a kind.

mod structs;

pub use self::structs::*;

use super::docs::Docs;
use super::example::{CallItem, FirstCall};
use super::gates::Gate;
use super::names::Name;
use super::preflight::{OperationPreflight, PreflightItem};
use super::syntax::{Argument, Expr, RustType, Std};
use super::tests::TestsItem;
use super::usage::Usage;
use crate::options::RuntimePath;

/// Everything one API becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// `types.rs` and the files of types that one tag alone reaches, in spec order.
    pub types: Vec<TypeItem>,
    /// The gate of each of them.
    pub type_gates: Vec<Gate>,
    /// The features of all tags, if operations have them.
    pub features: Vec<String>,
    /// The path of the runtime.
    pub runtime: RuntimePath,
    /// The names of the prelude that types of the API have.
    pub shadowed: Vec<Std>,
    /// `errors.rs`.
    pub errors: ErrorsItem,
    /// `preflight.rs`; `None` when no rule of the error table can be checked.
    pub checks: Option<PreflightItem>,
    /// `client.rs` and `blocking.rs`.
    pub client: ClientItem,
    /// The files of tags, in the order of their first endpoints.
    pub tags: Vec<TagItem>,
    /// `tests.rs`, when the configuration asks for it.
    pub tests: Option<TestsItem>,
}

/// An item of `types.rs`.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeItem {
    /// A struct.
    Struct(Box<StructItem>),
    /// An open enum.
    Enum(EnumItem),
    /// A type alias.
    Alias(AliasItem),
    /// One of several types.
    Union(UnionItem),
    /// A payload that depends on the status.
    Outcome(OutcomeItem),
    /// The headers of a response.
    Headers(HeadersItem),
    /// The bodies that a caller chooses from.
    Choice(ChoiceItem),
}

/// The enum of the bodies that a caller chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// Whether one type is so much larger than the others that clippy has to be told.
    pub balance: Balance,
    /// The bodies in spec order.
    pub variants: Vec<ChoiceVariant>,
    /// `From` for each type that only one variant has.
    pub conversions: Vec<Conversion>,
}

/// One of the bodies that a caller chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceVariant {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type.
    pub ty: RustType,
    /// How `builder` finishes with `body`.
    pub finished: Expr,
    /// The function that does so for a form: its name, whether it names the body, and what it gives.
    pub form: Option<(Name, Usage, Expr)>,
    /// The constant for a content type of its own.
    pub content_type: Option<(Name, String)>,
}

/// The struct for the headers of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadersItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The derived traits.
    pub derives: Vec<Derive>,
    /// The headers in spec order.
    pub fields: Vec<HeaderItem>,
    /// `impl Debug`, where deriving it would show a secret.
    pub debug: Option<Vec<FieldDebug>>,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type, an `Option`.
    pub ty: RustType,
    /// The call that reads it.
    pub value: Expr,
}

/// The enum of a payload that depends on the status.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// Whether one type is so much larger than the others that clippy has to be told.
    pub balance: Balance,
    /// The payloads in spec order; the endpoint names them by their places.
    pub variants: Vec<OutcomeVariant>,
}

/// The payload at some statuses.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeVariant {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type, if there is a payload.
    pub ty: Option<RustType>,
}

/// An open enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The runtime's word for its wire form: `str` or `int`.
    pub repr: &'static str,
    /// The values in spec order.
    pub variants: Vec<VariantItem>,
}

/// A variant of an open enum.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The value on the wire.
    pub wire: Expr,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// Whether one type is so much larger than the others that clippy has to be told.
    pub balance: Balance,
    /// The members in spec order.
    pub variants: Vec<UnionVariant>,
    /// How its types are distinguished.
    pub tag: UnionTag,
    /// The values of the tag, where one of them leads to several types.
    pub shared: Vec<String>,
    /// ` bare` where the tag is a number or a flag, or nothing.
    pub bare: &'static str,
    /// ` secret` where a value can hold a secret, or nothing.
    pub secret: &'static str,
    /// The derived traits.
    pub derives: Vec<Derive>,
    /// `impl Debug`, where deriving it would show what may be a secret.
    pub debug: Option<Vec<FieldDebug>>,
    /// `From` for each type that only one variant has.
    pub conversions: Vec<Conversion>,
}

/// How the sizes of a union's types compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    /// They are alike.
    Even,
    /// One is much larger than the next one.
    Uneven,
}

/// How the types of a union are distinguished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnionTag {
    /// By their JSON kinds and fields alone.
    None,
    /// A field of the object.
    Inside(String),
    /// A field next to the one that has the value.
    Beside {
        /// The key of the tag.
        tag: String,
        /// The key of the value.
        content: String,
    },
}

/// A type of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type.
    pub ty: RustType,
    /// The values of the tag, in a union that has one.
    pub wires: Vec<String>,
}

/// `From<T>` of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// The type as the spec has it.
    pub key: String,
    /// The type.
    pub ty: RustType,
    /// The variant.
    pub variant: Name,
    /// How the variant holds it: the value, or a box around it.
    pub value: Expr,
}

/// A type alias.
#[derive(Debug, Clone, PartialEq)]
pub struct AliasItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The target of the alias.
    pub ty: RustType,
}

/// The error enum and its table.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorsItem {
    /// Documentation of `Error`.
    pub error_docs: Docs,
    /// Documentation of `ErrorCode`, with the table.
    pub docs: Docs,
    /// Rows of all tables, in table order.
    pub rows: Vec<RowItem>,
    /// Indexes of the rows of the common table in the order of their codes' bytes.
    pub by_code: Vec<u16>,
    /// The other tables that endpoints answer by.
    pub tables: Vec<TableItem>,
    /// Lists of tables that endpoints share.
    pub lookups: Vec<LookupItem>,
    /// Lists of codes that endpoints share.
    pub answers: Vec<AnswersItem>,
    /// The bodies of failures, where the API declares some.
    pub bodies: Option<BodiesItem>,
}

/// The enum of the bodies of failures.
#[derive(Debug, Clone, PartialEq)]
pub struct BodiesItem {
    /// The doc comment.
    pub docs: Docs,
    /// Whether one type is so much larger than the others that clippy has to be told.
    pub balance: Balance,
    /// The bodies in spec order; endpoints name them by their places.
    pub variants: Vec<UnionVariant>,
    /// Whether a type of the API is among them.
    pub types: Usage,
    /// The name and the entries of the table of endpoints that declare no bodies of their own.
    pub shared: Option<(Name, Vec<Expr>)>,
}

/// A table that some endpoints answer by.
#[derive(Debug, Clone, PartialEq)]
pub struct TableItem {
    /// The identifier of the static.
    pub ident: Name,
    /// Indexes of its rows in the order of their codes' bytes.
    pub by_code: Vec<u16>,
}

/// The tables in which the codes of some endpoints are looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct LookupItem {
    /// The identifier of the static.
    pub ident: Name,
    /// The statics of the tables.
    pub tables: Vec<Name>,
}

/// The codes of endpoints that list none of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersItem {
    /// The constant.
    pub ident: Name,
    /// The variants in table order.
    pub variants: Vec<Name>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowItem {
    /// The variant.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The expression of its row in the static table.
    pub info: Expr,
}

/// The client.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientItem {
    /// Named servers.
    pub servers: Vec<ServerItem>,
    /// Shared by endpoints: envelopes, global parameters, credentials.
    pub statics: Vec<StaticItem>,
    /// Whether operations or settings name the types.
    pub types: Usage,
    /// `pub(super) ` when files of tags use what is here, else nothing.
    pub shared: &'static str,
    /// Methods that set what every call sends.
    pub settings: Vec<SettingItem>,
    /// Methods that set who gives a credential.
    pub providers: Vec<ProviderItem>,
    /// Operations without a tag, in spec order.
    pub operations: Vec<OperationItem>,
    /// Documentation of `Client`.
    pub docs: Docs,
    /// Documentation of `blocking::Client`.
    pub blocking_docs: Docs,
    /// How it is made and called, for the documentation of both.
    pub first_call: Option<FirstCall>,
}

/// A static.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The type.
    pub ty: RustType,
    /// The initial value.
    pub value: Expr,
}

/// A method of the client that sets what every call sends.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingItem {
    /// The doc comment.
    pub docs: Docs,
    /// The Rust identifier.
    pub method: Name,
    /// Its arguments after `self`.
    pub arguments: Vec<Argument>,
    /// The call on the configuration, `config`.
    pub change: Expr,
}

/// A method of the clients that sets who gives a credential.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderItem {
    /// The doc comment.
    pub docs: Docs,
    /// The Rust identifier.
    pub method: Name,
    /// The name of the setting at the runtime.
    pub key: String,
}

/// The file of a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct TagItem {
    /// The module.
    pub module: Name,
    /// When it is compiled.
    pub gate: Gate,
    /// The imports from `client.rs`, the client among them.
    pub uses: Vec<Name>,
    /// The operations in spec order.
    pub operations: Vec<OperationItem>,
}

/// A server constant.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The URL, with the defaults of its variables.
    pub url: String,
    /// The function that takes its variables, if it has any.
    pub function: Option<ServerFunction>,
}

/// The function of a server with variables.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerFunction {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The URL with its variables in braces.
    pub template: String,
    /// The name of each variable, and its argument.
    pub variables: Vec<(String, Name)>,
}

/// A list that comes in pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PagesItem {
    /// The method of the client that gives the items.
    pub method: Name,
    /// The doc comment of the method.
    pub docs: Docs,
    /// The type of an item.
    pub item: RustType,
    /// The items of `page`, taken out of it.
    pub items: Expr,
    /// The call that says how `page` leads to the next one.
    pub turn: Expr,
    /// The call that takes the cursor out of `item`, where it is in the last item.
    pub last: Option<Expr>,
    /// Whether `turn` names the page.
    pub page: Usage,
}

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationItem {
    /// The method of the client.
    pub method: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The call that the doc comment shows.
    pub call: Option<CallItem>,
    /// Whether the vendor says not to use it any more.
    pub deprecated: bool,
    /// The request struct.
    pub request: RustType,
    /// The payload of the asynchronous client.
    pub output: RustType,
    /// The payload of the blocking client.
    pub blocking_output: RustType,
    /// The expression that builds the endpoint.
    pub endpoint: Expr,
    /// The value of `prepare`.
    pub prepare: Expr,
    /// The value of `is_keyed`, where the caller sets the key.
    pub keyed: Option<Expr>,
    /// How its list comes in pages, if it does.
    pub pages: Option<PagesItem>,
    /// The function that `check` calls; `None` when no rule is about this request.
    pub check: Option<OperationPreflight>,
    /// Documentation and value of `ERRORS`, if the API has a code.
    pub errors: Option<(Docs, Expr)>,
    /// The documentation of its failures' bodies, if any are declared.
    pub failures_docs: Docs,
}
