//! The items of `tests.rs`.

use crate::plan::names::Name;
use crate::plan::syntax::{Expr, RustType};
use crate::plan::{Gate, Usage};

/// The tests of a client.
#[derive(Debug, Clone, PartialEq)]
pub struct TestsItem {
    /// Whether a code is named.
    pub codes_named: Usage,
    /// Whether a type of the API is named.
    pub types_named: Usage,
    /// Sample requests, in spec order.
    pub requests: Vec<SampleTest>,
    /// Sample payloads.
    pub responses: Vec<ResponseTest>,
    /// The endpoints that answer with codes.
    pub codes: Vec<CodesTest>,
    /// The checks that can be shown at work.
    pub checks: Vec<CheckTest>,
    /// The open enums, each with a value as JSON that it does not know, and when they are compiled.
    pub unknown: Vec<(Gate, RustType, String)>,
}

/// A check with a request that keeps it and one that breaks it.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckTest {
    /// When it is compiled.
    pub gate: Gate,
    /// The name of the test.
    pub name: Name,
    /// The code that is found.
    pub code: Name,
    /// A closure from the body to the request.
    pub make: Expr,
    /// A body that keeps the rule as JSON, and what is asked of it; `None` where none is known for sure.
    pub keeps: Option<(Expr, Company)>,
    /// The facts with it.
    pub keeping: Expr,
    /// A body that breaks it.
    pub breaks: Expr,
    /// The facts with it.
    pub breaking: Expr,
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
#[derive(Debug, Clone, PartialEq)]
pub struct SampleTest {
    /// When it is compiled.
    pub gate: Gate,
    /// The name of the test.
    pub name: Name,
    /// The name of the sample.
    pub constant: Name,
    /// The type of the sample.
    pub ty: RustType,
    /// The JSON, a literal.
    pub sample: Expr,
}

/// A sample that is read as the payload of a response too.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseTest {
    /// The sample.
    pub sample: SampleTest,
    /// The request struct that it answers.
    pub operation: RustType,
}

/// Codes that are read as what they are.
#[derive(Debug, Clone, PartialEq)]
pub struct CodesTest {
    /// When it is compiled.
    pub gate: Gate,
    /// The name of the test.
    pub name: Name,
    /// The request struct that they answer.
    pub operation: RustType,
    /// The codes; `None` for all that the endpoint answers.
    pub codes: Option<Vec<Name>>,
}
