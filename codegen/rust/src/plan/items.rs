//! The items that are printed, one struct a kind.

use super::docs::Docs;
use super::names::Name;
use super::preflight::{OperationPreflight, PreflightItem};
use super::syntax::{Argument, Expr, RustType, Std};
use super::tests::TestsItem;
use super::usage::Usage;
use crate::options::RuntimePath;

/// Everything one API becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// `types.rs`, in spec order.
    pub types: Vec<TypeItem>,
    /// The path of the runtime.
    pub runtime: RuntimePath,
    /// Whether `types.rs` names the runtime.
    pub types_name_runtime: Usage,
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
}

/// A struct with its impls.
#[derive(Debug, Clone, PartialEq)]
pub struct StructItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The parameter, when it is generic.
    pub parameter: Option<Name>,
    /// The doc comment.
    pub docs: Docs,
    /// The derived traits.
    pub derives: Vec<Derive>,
    /// How it is read and written; `None` when it is not on the wire as a whole.
    pub wire: Option<Wire>,
    /// Fields that are sent beside the body, in spec order.
    pub params: Vec<FieldItem>,
    /// The other fields in spec order.
    pub fields: Vec<FieldItem>,
    /// `new`, for structs that callers build.
    pub new: Option<NewItem>,
    /// `with_…`, for structs that callers build.
    pub setters: Vec<SetterItem>,
    /// Whether `Default` is implemented by `new`.
    pub constructed: Constructed,
    /// `impl Debug`, where deriving it would show secrets.
    pub debug: Option<Vec<FieldDebug>>,
    /// Members that no field holds, since they are always the same.
    pub fixed: Vec<FixedItem>,
    /// The body that this request is made from by `From`, where it requires nothing else.
    pub body: Option<RustType>,
    /// Whether each value requires another one, so that none can be read.
    pub is_endless: bool,
}

/// A member with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedItem {
    /// The name on the wire.
    pub wire: String,
    /// The value.
    pub value: FixedValue,
    /// Whether it has to be there when the struct is read.
    pub is_required: bool,
}

/// The value of a member that is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixedValue {
    /// A string.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A flag.
    Flag(bool),
}

/// A trait that can be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derive {
    /// `Debug`.
    Debug,
    /// `Clone`.
    Clone,
    /// `PartialEq`.
    PartialEq,
    /// `Default`.
    Default,
}

impl Derive {
    /// Of a type whose `Debug` is written by hand.
    pub(super) const HIDING: [Self; 2] = [Self::Clone, Self::PartialEq];
    /// Of any other type.
    pub(crate) const SHOWING: [Self; 3] = [Self::Debug, Self::Clone, Self::PartialEq];
}

/// How a struct is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// As an object that is read and written.
    Record,
    /// As the body of a request that has other fields too, all of them optional: read without them.
    Body,
    /// As the body of a request that requires other fields too, so that it can only be written.
    WrittenBody,
}

/// How a struct is constructed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constructed {
    /// By `new`, or as its derives say.
    ByNew,
    /// By `new` and by a `Default` that calls it: deriving would forget the defaults of fields.
    ByDefaultToo,
}

/// What `Debug` shows of a field or of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldDebug {
    /// The value.
    Shown(Name),
    /// That there is one.
    Hidden(Name),
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type.
    pub ty: RustType,
    /// How it is read and written.
    pub kind: FieldKind,
    /// The name on the wire.
    pub wire: String,
    /// Further names that are accepted.
    pub aliases: Vec<String>,
}

/// How a field is read and written.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldKind {
    /// How a missing field is treated.
    pub presence: Presence,
    /// The default.
    pub value: Option<Expr>,
    /// ` as text`, ` as int` or ` as json`, or nothing.
    pub spelling: &'static str,
    /// ` secret` where errors must not show the value, or nothing.
    pub secret: &'static str,
}

/// How a missing field is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is an error.
    Required,
    /// It is `None`.
    Optional,
    /// It is `None`, and written as `null`.
    Nullable,
    /// It is absent, which is not `null`.
    Patch,
    /// It has its default.
    Default,
    /// It has the members that no other field has.
    Rest,
    /// Its members are those of the whole object.
    Inline,
}

impl Presence {
    /// Whether a value without the field can't be made.
    #[must_use]
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::Nullable | Self::Inline => true,
            Self::Optional | Self::Patch | Self::Default | Self::Rest => false,
        }
    }
}

/// The constructor of a struct.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewItem {
    /// The doc comment.
    pub docs: Docs,
    /// Required fields, and optional ones that were required.
    pub arguments: Vec<Argument>,
    /// The words for the arguments in `stubwright.lock`.
    pub keys: Vec<String>,
    /// The optional ones among the arguments, and their values where they are missing.
    pub loosened: Vec<(Name, Expr)>,
    /// The value of every field, in field order.
    pub fields: Vec<(Name, Expr)>,
}

/// A by-value setter.
#[derive(Debug, Clone, PartialEq)]
pub struct SetterItem {
    /// Whether the vendor says not to use it any more.
    pub deprecated: bool,
    /// The Rust identifier.
    pub ident: Name,
    /// The field.
    pub field: Name,
    /// The type of the argument.
    pub ty: RustType,
    /// The value that is stored, of the argument `value`.
    pub value: Expr,
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
    /// How its types are told apart.
    pub tag: UnionTag,
    /// The variant of a value that is not read yet, where that is not the first one.
    pub blank: Option<Blank>,
    /// ` bare` where the tag is a number or a flag, or nothing.
    pub bare: &'static str,
    /// ` secret` where a value can hold a secret, or nothing.
    pub secret: &'static str,
    /// The derived traits.
    pub derives: Vec<Derive>,
    /// `impl Debug`, where deriving it would show what may be a secret.
    pub debug: Option<Vec<FieldDebug>>,
    /// `From` for each type that stands in it once.
    pub conversions: Vec<Conversion>,
}

/// What a union without a tag is before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blank {
    /// This variant.
    Variant(Name),
    /// Nothing: each value requires another one.
    Endless,
}

/// How the sizes of a union's types compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    /// They are alike.
    Even,
    /// One is much larger than the next one.
    Uneven,
}

/// How the types of a union are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnionTag {
    /// By their JSON kinds and fields alone.
    None,
    /// A field of the object.
    Inside(String),
    /// A field beside the one that has the value.
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
    /// The value of the tag, in a union that has one.
    pub wire: Option<String>,
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
    /// The type that the alias stands for.
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
    /// What endpoints share: envelopes, common parameters, credentials.
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
    /// What it uses of `client.rs`, the client among it.
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
    /// What `prepare` returns.
    pub prepare: Expr,
    /// What `is_keyed` returns, where the caller sets the key.
    pub keyed: Option<Expr>,
    /// How its list comes in pages, if it does.
    pub pages: Option<PagesItem>,
    /// What `check` calls; `None` when no rule is about this request.
    pub check: Option<OperationPreflight>,
    /// Documentation of `ERRORS`.
    pub errors_docs: Docs,
    /// The value of `ERRORS`.
    pub errors: Expr,
}
