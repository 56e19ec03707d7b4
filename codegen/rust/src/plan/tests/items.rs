//! The items of `tests.rs`.

use proc_macro2::{Ident, Literal, TokenStream};

/// The tests of a client.
#[derive(Debug, Clone)]
pub struct TestsItem {
    /// The imports of the file.
    pub imports: TokenStream,
    /// Sample requests, in spec order.
    pub requests: Vec<SampleTest>,
    /// Sample payloads.
    pub responses: Vec<ResponseTest>,
    /// The endpoints that answer with codes.
    pub codes: Vec<CodesTest>,
    /// The checks that can be shown at work.
    pub checks: Vec<CheckTest>,
    /// The open enums, each with a value as JSON that it does not know.
    pub unknown: Vec<(TokenStream, Literal)>,
}

/// A check with a request that keeps it and one that breaks it.
#[derive(Debug, Clone)]
pub struct CheckTest {
    /// The name of the test.
    pub name: Ident,
    /// The code that is found.
    pub code: TokenStream,
    /// A closure from the body to the request.
    pub make: TokenStream,
    /// A body that keeps the rule as JSON, a literal, and what is asked of it; `None` where none is known for sure.
    pub keeps: Option<(TokenStream, Company)>,
    /// The facts with it.
    pub keeping: TokenStream,
    /// A body that breaks it.
    pub breaks: TokenStream,
    /// The facts with it.
    pub breaking: TokenStream,
}

/// Whether other rules of the same row look at the request too, and may find something of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// None does.
    Alone,
    /// Some do.
    WithOthers,
}

/// A sample that is read and written.
#[derive(Debug, Clone)]
pub struct SampleTest {
    /// The name of the test.
    pub name: Ident,
    /// The name of the sample.
    pub constant: Ident,
    /// The type of the sample.
    pub ty: TokenStream,
    /// The JSON, a literal.
    pub sample: TokenStream,
}

/// A sample that is read as the payload of a response too.
#[derive(Debug, Clone)]
pub struct ResponseTest {
    /// The sample.
    pub sample: SampleTest,
    /// The request struct that it answers.
    pub operation: TokenStream,
}

/// Codes that are read as what they are.
#[derive(Debug, Clone)]
pub struct CodesTest {
    /// The name of the test.
    pub name: Ident,
    /// The request struct that they answer.
    pub operation: TokenStream,
    /// The codes; `None` for all that the endpoint answers.
    pub codes: Option<Vec<TokenStream>>,
}
