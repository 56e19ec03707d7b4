//! The items that are printed, one struct a kind.

use proc_macro2::{Ident, TokenStream};

use super::docs::Docs;
use super::preflight::{OperationPreflight, PreflightItem};
use super::source::Source;
use super::tests::TestsItem;

/// Everything one API becomes.
#[derive(Debug, Clone)]
pub struct Module {
    /// `types.rs`, in spec order.
    pub types: Vec<TypeItem>,
    /// Whether `types.rs` names the runtime.
    pub runtime: Runtime,
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

/// Whether a file names the runtime; an import that nothing uses is a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// It does.
    Named,
    /// It does not.
    Unnamed,
}

/// An item of `types.rs`.
#[derive(Debug, Clone)]
pub enum TypeItem {
    /// A struct.
    Struct(Box<StructItem>),
    /// An open enum.
    Enum(EnumItem),
    /// A type alias.
    Alias(AliasItem),
    /// One of several types.
    Union(UnionItem),
}

/// A struct with its impls.
#[derive(Debug, Clone)]
pub struct StructItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// `<T>`, when it is generic.
    pub generics: TokenStream,
    /// The doc comment.
    pub docs: Docs,
    /// The derived traits.
    pub derives: TokenStream,
    /// The macro that reads and writes its fields; `None` when it is not on the wire as a whole.
    pub wire: Option<&'static str>,
    /// Fields that are sent beside the body, in spec order.
    pub params: Vec<FieldItem>,
    /// The other fields in spec order.
    pub fields: Vec<FieldItem>,
    /// `new`, for structs that callers build.
    pub new: Option<NewItem>,
    /// `with_…`, for structs that callers build.
    pub setters: Vec<SetterItem>,
    /// `impl Default`, where deriving it would forget the defaults of fields.
    pub default: Option<DefaultItem>,
    /// `impl Debug`, where deriving it would show secrets.
    pub debug: Option<DebugItem>,
}

/// A hand-written `Default`.
#[derive(Debug, Clone)]
pub struct DefaultItem {
    /// `<T>`, when the struct is generic.
    pub generics: TokenStream,
}

/// A hand-written `Debug`.
#[derive(Debug, Clone)]
pub struct DebugItem {
    /// `<T: Debug>`, when the struct is generic.
    pub bounds: TokenStream,
    /// The name that is shown.
    pub name: String,
    /// The names of the fields and what is shown for them.
    pub fields: Vec<(String, TokenStream)>,
}

/// A field.
#[derive(Debug, Clone)]
pub struct FieldItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The type as it is printed.
    pub ty: TokenStream,
    /// The runtime's words for how it is read and written: `required`, `default(20)`, `optional as text`.
    pub kind: FieldKind,
    /// The name on the wire.
    pub wire: String,
    /// Further names that are accepted.
    pub aliases: Vec<String>,
}

/// How a field is read and written.
#[derive(Debug, Clone)]
pub struct FieldKind {
    /// What happens when it is missing: `required`, `optional`, `nullable`, `patch` or `default`.
    pub presence: &'static str,
    /// The value in brackets behind `default`.
    pub value: Option<TokenStream>,
    /// ` as text` or ` as int`, or nothing.
    pub spelling: &'static str,
    /// ` secret` where errors must not show the value, or nothing.
    pub secret: &'static str,
}

/// The constructor of a struct.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// The doc comment.
    pub docs: Docs,
    /// Attributes that clippy wants with many arguments.
    pub attributes: TokenStream,
    /// Name and type of each required field.
    pub arguments: Vec<Argument>,
    /// The initialiser of every field, in field order.
    pub fields: Vec<TokenStream>,
}

/// An argument of a constructor.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The Rust identifier.
    pub ident: Ident,
    /// The type as it is printed.
    pub ty: TokenStream,
}

/// A by-value setter.
#[derive(Debug, Clone)]
pub struct SetterItem {
    /// The doc comment.
    pub docs: Docs,
    /// `#[deprecated]`, when the vendor says so.
    pub deprecated: Option<TokenStream>,
    /// The Rust identifier.
    pub ident: Ident,
    /// The field.
    pub field: Ident,
    /// Argument type.
    pub ty: TokenStream,
    /// The value that is stored.
    pub value: TokenStream,
}

/// An open enum.
#[derive(Debug, Clone)]
pub struct EnumItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The runtime's word for its wire form: `str` or `int`.
    pub repr: &'static str,
    /// The values in spec order.
    pub variants: Vec<VariantItem>,
}

/// A variant of an open enum.
#[derive(Debug, Clone)]
pub struct VariantItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The wire value as a literal.
    pub wire: Source,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct UnionItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// What clippy is told, when one type is much larger than the others.
    pub attributes: TokenStream,
    /// The members in spec order.
    pub variants: Vec<UnionVariant>,
    /// The variant for values that this version does not know; a union without a tag has none.
    pub unknown: Option<TokenStream>,
    /// The macro of the runtime that reads and writes it.
    pub macro_name: &'static str,
    /// The keys that say which type it is, as the macro wants them: ` by "kind"`.
    pub tag: Source,
    /// ` secret` where a value can hold a secret, or nothing.
    pub secret: &'static str,
    /// The derived traits.
    pub derives: TokenStream,
    /// `impl Debug`, where deriving it would show what may be a secret.
    pub debug: Option<Vec<UnionArm>>,
    /// `From` for each type that stands in it once.
    pub conversions: Vec<Conversion>,
}

/// A type of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The type as it is printed.
    pub ty: TokenStream,
    /// What the macro wants after it: ` = "card"`, or nothing.
    pub wire: Source,
}

/// What `Debug` shows of a variant of a union.
#[derive(Debug, Clone)]
pub struct UnionArm {
    /// The variant.
    pub ident: Ident,
    /// The name.
    pub name: String,
    /// The pattern that binds the content.
    pub pattern: TokenStream,
    /// The expression that is shown.
    pub shown: TokenStream,
}

/// `From<T>` of a union.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// The type.
    pub ty: TokenStream,
    /// The variant.
    pub variant: Ident,
    /// How the variant holds it: the value, or a box around it.
    pub value: TokenStream,
}

/// A type alias.
#[derive(Debug, Clone)]
pub struct AliasItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The type that the alias stands for.
    pub ty: TokenStream,
}

/// The error enum and its table.
#[derive(Debug, Clone)]
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
}

/// A table that some endpoints answer by.
#[derive(Debug, Clone)]
pub struct TableItem {
    /// The identifier of the static.
    pub ident: Ident,
    /// Indexes of its rows in the order of their codes' bytes.
    pub by_code: Vec<u16>,
}

/// The tables in which the codes of some endpoints are looked up.
#[derive(Debug, Clone)]
pub struct LookupItem {
    /// The identifier of the static.
    pub ident: Ident,
    /// The statics of the tables.
    pub tables: Vec<Ident>,
}

/// The codes of endpoints that list none of their own.
#[derive(Debug, Clone)]
pub struct AnswersItem {
    /// The constant.
    pub ident: Ident,
    /// The variants in table order.
    pub variants: Vec<Ident>,
}

/// A row.
#[derive(Debug, Clone)]
pub struct RowItem {
    /// The variant.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The expression of its row in the static table.
    pub info: TokenStream,
}

/// The client.
#[derive(Debug, Clone)]
pub struct ClientItem {
    /// Named servers.
    pub servers: Vec<ServerItem>,
    /// What endpoints share: envelopes, common parameters, credentials.
    pub statics: Vec<StaticItem>,
    /// The import of the types, where operations or settings name them.
    pub types: TokenStream,
    /// `pub(super)` when files of tags use what is here, else nothing.
    pub shared: TokenStream,
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
}

/// A static.
#[derive(Debug, Clone)]
pub struct StaticItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The type as it is printed.
    pub ty: TokenStream,
    /// The initial value.
    pub value: TokenStream,
}

/// A method of the client that sets what every call sends.
#[derive(Debug, Clone)]
pub struct SettingItem {
    /// The doc comment.
    pub docs: Docs,
    /// The Rust identifier.
    pub method: Ident,
    /// Its arguments behind `self`.
    pub arguments: TokenStream,
    /// The call on the configuration.
    pub change: TokenStream,
}

/// A method of the clients that sets who gives a credential.
#[derive(Debug, Clone)]
pub struct ProviderItem {
    /// The doc comment.
    pub docs: Docs,
    /// The Rust identifier.
    pub method: Ident,
    /// The name of the setting at the runtime.
    pub key: String,
}

/// The file of a tag.
#[derive(Debug, Clone)]
pub struct TagItem {
    /// The module.
    pub module: Ident,
    /// What it uses of `client.rs` beside the clients.
    pub statics: Vec<Ident>,
    /// The operations in spec order.
    pub operations: Vec<OperationItem>,
}

/// A server constant.
#[derive(Debug, Clone)]
pub struct ServerItem {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The URL, with the defaults of its variables.
    pub url: String,
    /// The function that takes its variables, if it has any.
    pub function: Option<ServerFunction>,
}

/// The function of a server with variables.
#[derive(Debug, Clone)]
pub struct ServerFunction {
    /// The Rust identifier.
    pub ident: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// The URL with its variables in braces.
    pub template: String,
    /// The name of each variable, and its argument.
    pub variables: Vec<(String, Ident)>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct OperationItem {
    /// The method of the client.
    pub method: Ident,
    /// The doc comment.
    pub docs: Docs,
    /// `#[deprecated]`, when the vendor says so.
    pub deprecated: Option<TokenStream>,
    /// The request struct.
    pub request: TokenStream,
    /// The payload.
    pub output: TokenStream,
    /// The endpoint's builder expression.
    pub endpoint: TokenStream,
    /// What `prepare` returns.
    pub prepare: TokenStream,
    /// What `is_keyed` returns, where the caller sets the key.
    pub keyed: Option<TokenStream>,
    /// What `check` calls; `None` when no rule is about this request.
    pub check: Option<OperationPreflight>,
    /// Documentation of `ERRORS`.
    pub errors_docs: Docs,
    /// The value of `ERRORS`.
    pub errors: TokenStream,
}
