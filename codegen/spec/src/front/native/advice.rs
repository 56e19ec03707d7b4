//! Advice for keys that other formats have, where did-you-mean does not help.

use super::shapes::Section;

/// Advice for a key that belongs to another format, where did-you-mean does not help.
pub(super) fn advice(section: Section, key: &str) -> Option<&'static str> {
    let has = |name: &str| section.keys.iter().any(|key| key.name == name);
    Some(match (section.name, key) {
        ("ENDPOINT", "method" | "path" | "url" | "uri") => "method and path are one key: `get: /parts`",
        ("ENDPOINT", "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "TRACE") => {
            "methods are written in lower case: `get: /parts`"
        }
        ("ENDPOINT", "body" | "requestBody" | "request_body" | "payload") => "the body is `request: Type`",
        ("ENDPOINT", "parameters" | "query") => "parameters are `params: {name: type}`",
        ("ENDPOINT", "paginate" | "pagination" | "paging") => {
            "lists that come in pages are `pages: {items: path, …}`"
        }
        ("ENDPOINT", "responses" | "returns") => "the payload of a success is `response: Type`",
        ("ENDPOINT", "headers" | "header") => {
            "headers of the request are `params: {name: {type: string, in: header}}`, those of the response \
             `response: {200: Type, headers: {name: string}}`"
        }
        ("AUTH", "bearer" | "basic" | "sign") => "write only the word, or `kind: ` and the word",
        ("API", "paths" | "operations") => "operations are under `endpoints:`",
        ("API", "components" | "schemas" | "models") => "types are under `types:`",
        ("API", "openapi" | "swagger") => {
            "OpenAPI documents cannot be read; write what you need of it in this format"
        }
        ("TYPE", "oneOf" | "anyOf") => "one of several types is `union: [First, Second]`",
        ("TYPE", "allOf") => "write out the fields of all the parts under `struct:`",
        ("TYPE", "properties" | "fields") => "fields are under `struct:`",
        ("TYPE" | "FIELD" | "PARAM", "required") => {
            "fields are required unless their name is followed by `?`"
        }
        ("TYPE" | "FIELD" | "PARAM", "nullable" | "optional") => {
            "write `?` after the name if it may be absent, and `type: T | null` if it can be null"
        }
        ("PARAM", "explode") => "`explode` is part of the style: `comma` and `repeat` differ in it",
        ("PARAM", "allowReserved") => "reserved characters are kept by `allow_reserved: true`",
        ("FIELD", "readOnly") => "a field that only the server sends is `when: received`",
        ("FIELD", "writeOnly") => "a field that only the client sends is `when: sent`",
        ("TYPE", "discriminator") => {
            "the field that tells the members apart is `tag:`: `{tag: kind, union: {cat: Cat, dog: Dog}}`"
        }
        ("FIELD" | "PARAM", "items") => "a list is `type: [T]`",
        ("FIELD" | "PARAM", "enum") => {
            "declare the values as a type: `Colour: {enum: [red, green]}` under `types:`"
        }
        ("FIELD" | "PARAM", "minLength" | "maxLength" | "minimum" | "maximum" | "min" | "max") => {
            "write a range after the type: `string(1..=64)`"
        }
        (_, "description" | "summary" | "comment") if has("doc") => "documentation is `doc:`",
        _ => return None,
    })
}
