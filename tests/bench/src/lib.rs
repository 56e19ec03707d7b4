//! Specs of any size, to measure with, and what processes cost.

pub mod process;

use std::fmt::Write;

const HEAD: &str = "stubwright: 1\napi: large\ntitle: A large API\n";

/// A spec of `count` structs of ten fields: texts, numbers, lists, optional and required, each documented. Ten of them
/// know each other; a chain through all is more than rustc takes.
#[must_use]
pub fn types(count: usize) -> String {
    let mut spec = format!("{HEAD}types:\n");
    for at in 0..count {
        let first = at - at % 10;
        let _ = write!(
            spec,
            "  Thing{at}:\n    doc: The {at}th thing of the API.\n    struct:\n\
             \x20     thingId: {{type: i64, doc: Number of the thing.}}\n\
             \x20     displayName: {{type: string, doc: Name as people see it.}}\n\
             \x20     isActive: {{type: bool, doc: Whether it is in use.}}\n\
             \x20     createdAt: {{type: i64, doc: Seconds since 1970.}}\n\
             \x20     tags: {{type: [string], doc: Words to find it by.}}\n\
             \x20     description?: {{type: string, doc: What it is for.}}\n\
             \x20     parentId?: {{type: i64, doc: Number of its parent.}}\n\
             \x20     weight?: {{type: f64, doc: In kilograms.}}\n\
             \x20     related?: {{type: [Thing{first}], doc: Things beside it.}}\n\
             \x20     attributes?: {{type: {{string}}, doc: Anything else.}}\n"
        );
    }
    spec
}

/// A spec with an error table of `count` rows.
#[must_use]
pub fn codes(count: usize) -> String {
    let mut spec = format!("{HEAD}envelope: {{success: {{ok: true}}, code: code, message: msg}}\nerrors:\n");
    for at in 0..count {
        let _ = writeln!(spec, "  oc_{at:05}: {{name: Failure{at}, message: 失败 {at}, solution: 检查参数}}");
    }
    spec
}

/// A spec of `count` endpoints, each with a request and a response of its own.
#[must_use]
pub fn endpoints(count: usize) -> String {
    let mut spec = format!("{HEAD}envelope: {{success: {{ok: true}}, code: code, data: data}}\nendpoints:\n");
    for at in 0..count {
        let _ = writeln!(
            spec,
            "  call_{at}: {{post: /call/{at}, doc: Calls number {at}., request: Ask{at}, response: Answer{at}}}"
        );
    }
    spec.push_str("types:\n");
    for at in 0..count {
        let _ = writeln!(
            spec,
            "  Ask{at}: {{name: string, size?: i64}}\n  Answer{at}: {{id: i64, tags: [string]}}"
        );
    }
    spec
}

/// The API of [`endpoints`] as an OpenAPI document. OpenAPI has no envelope, so that the response is its data.
#[must_use]
pub fn openapi(count: usize) -> String {
    let mut paths = Vec::new();
    let mut schemas = Vec::new();
    for at in 0..count {
        let content = |name: &str| {
            format!(r##"{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{name}{at}"}}}}}}"##)
        };
        paths.push(format!(
            r#""/call/{at}":{{"post":{{"operationId":"call_{at}","summary":"Calls number {at}.","requestBody":{{"required":true,"content":{}}},"responses":{{"200":{{"description":"ok","content":{}}}}}}}}}"#,
            content("Ask"),
            content("Answer"),
        ));
        schemas.push(format!(
            r#""Ask{at}":{{"type":"object","required":["name"],"properties":{{"name":{{"type":"string"}},"size":{{"type":"integer","format":"int64"}}}}}},"Answer{at}":{{"type":"object","required":["id","tags"],"properties":{{"id":{{"type":"integer","format":"int64"}},"tags":{{"type":"array","items":{{"type":"string"}}}}}}}}"#
        ));
    }
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"A large API","version":"1.0.0"}},"paths":{{{}}},"components":{{"schemas":{{{}}}}}}}"#,
        paths.join(","),
        schemas.join(",")
    )
}

/// Types until the spec has at least this many bytes.
#[must_use]
pub fn bytes(size: usize) -> String {
    let one = types(100).len() / 100;
    types(size / one + 1)
}

/// The spec of the repository.
pub const SEED: &str = include_str!("../../../spec/qiandun.yaml");
