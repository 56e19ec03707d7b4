//! A program that reads the examples of a document with its generated client.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use stubwright_bench::process::put;

use crate::Result;
use crate::crates::Scratch;
use crate::document::{Example, Operations};
use crate::generated::Generated;

/// The outcome of the examples.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) all: usize,
    pub(crate) read: usize,
    /// Of those that are read, how many have a value somewhere that its enum or union does not list.
    pub(crate) unknown: usize,
    /// Where examples are, and why they are not read.
    pub(crate) failures: Vec<String>,
}

/// Reads the examples of all operations as responses of these operations.
pub(crate) fn read(
    operations: &Operations,
    generated: &Generated,
    scratch: &Scratch,
    dir: &Path,
) -> Result<Read> {
    let requests = requests(&dir.join("src/api"))?;
    let mut read = Read::default();
    let mut known: Vec<(&Example, &str)> = Vec::new();
    for operation in &operations.all {
        for example in &operation.examples {
            read.all += 1;
            let name = generated.operations.get(&operation.span);
            match name.and_then(|name| requests.get(name)) {
                Some(request) => known.push((example, request)),
                None => read.failures.push(format!("{}: the operation is not generated", example.label)),
            }
        }
    }
    if known.is_empty() {
        return Ok(read);
    }
    let has_typed_failures =
        std::fs::read_to_string(dir.join("src/api/errors.rs"))?.contains("error_bodies!");
    put(&dir.join("src/main.rs"), &program(dir, &known, has_typed_failures)?)?;
    let Some(printed) = scratch.run(dir)? else {
        read.failures.push(String::from("the program that reads the examples does not compile"));
        return Ok(read);
    };
    for ((example, _), line) in known.iter().zip(printed.lines()) {
        match line.split_once(' ') {
            Some(("failed", why)) => read.failures.push(format!("{}: {why}", example.label)),
            _ => {
                read.read += 1;
                read.unknown += usize::from(line == "unknown");
            }
        }
    }
    Ok(read)
}

/// The request types of the operations, by the names of their endpoints.
fn requests(api: &Path) -> Result<BTreeMap<String, String>> {
    let mut requests = BTreeMap::new();
    for file in std::fs::read_dir(api)? {
        let text = std::fs::read_to_string(file?.path())?;
        for implementation in text.split("impl rt::Operation for types::").skip(1) {
            let request = implementation.split(' ').next().unwrap_or_default();
            let name = implementation.split("rt::Endpoint::new(").nth(1);
            let name = name.and_then(|rest| rest.split('"').nth(1)).unwrap_or_default();
            requests.insert(name.to_owned(), request.to_owned());
        }
    }
    Ok(requests)
}

/// A program that prints a line for each example.
fn program(dir: &Path, examples: &[(&Example, &str)], has_typed_failures: bool) -> Result<String> {
    let mut out = String::from(PROGRAM);
    out.push_str(if has_typed_failures { TYPED } else { UNTYPED });
    out.push_str("\nfn main() {\n");
    for (at, (example, request)) in examples.iter().enumerate() {
        let file = dir.join(format!("examples/{at}.json"));
        put(&file, &example.json)?;
        writeln!(out, "    read::<types::{request}>({}, include_str!({file:?}));", example.status)?;
    }
    out.push_str("}\n");
    Ok(out)
}

const PROGRAM: &str = r#"//! Reads examples.
#![allow(warnings, missing_docs, unreachable_pub, clippy::all)]

mod api;

use std::fmt::Debug;

use api::{Error, ErrorCode, types};
use stubwright_runtime::v1::{self as rt, Bytes, http};

fn read<O: rt::Operation<Code = ErrorCode>>(status: u16, body: &'static str)
where
    O::Output: Debug,
{
    let mut response = http::Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert("content-type", json);
    let found = match rt::read_response::<O::Output, ErrorCode>(O::ENDPOINT, response) {
        Ok(_) if status >= 400 => Err(String::from("a failure is read as a success")),
        Ok(value) => Ok(format!("{value:?}")),
        Err(error) if status >= 400 => failure(&error),
        Err(error) => Err(error.to_string()),
    };
    match found {
        Ok(shown) if shown.contains("__Unknown(") => println!("unknown"),
        Ok(_) => println!("read"),
        Err(why) => println!("failed {}", why.replace('\n', " ")),
    }
}
"#;

const TYPED: &str = r#"
fn failure(error: &Error) -> Result<String, String> {
    match error.typed() {
        Some(Ok(body)) => Ok(format!("{body:?}")),
        Some(Err(why)) => Err(why.to_string()),
        None => Err(format!("no body is declared: {error}")),
    }
}
"#;

const UNTYPED: &str = r#"
fn failure(error: &Error) -> Result<String, String> {
    Err(format!("no body is declared: {error}"))
}
"#;
