//! Whether clients and servers of different versions understand each other as the wire axis says.
//!
//! A server's responses are read by the client of the other version, compiled; a client's requests are read by a server
//! that knows the other version of the spec and nothing else.

use std::collections::BTreeMap;

use serde_json::Value;
use stubwright_spec::model::{Api, BodyKind, Endpoint, Response, Type};

use super::case::{self, Case};
use super::compiled::Crate;
use super::values::Values;

/// Values that are read with another meaning: hexadecimal digits are letters of base 64.
const MISREAD: [(&str, &str); 1] = [("Bytes are spelled as hexadecimal digits", "deployed")];

fn sent(endpoint: &Endpoint) -> Option<&Type> {
    match &endpoint.request.as_ref()?.kind {
        BodyKind::Json(ty) => Some(&ty.value),
        _ => None,
    }
}

fn received(endpoint: &Endpoint) -> Option<&Type> {
    match endpoint.response.as_ref()? {
        Response::Typed { ty, .. } => Some(&ty.value),
        _ => None,
    }
}

/// The values that a client of one version sends and a server of the other one doesn't read.
fn refused(client: &Api, server: &Api, known: Option<&Api>) -> Vec<Value> {
    let [values, server] = [client, server].map(|api| Values { api, known, aliases: false });
    let mut refused = Vec::new();
    for endpoint in &client.endpoints {
        let same = server.api.endpoints.iter().find(|other| other.name == endpoint.name);
        let (Some(from), Some(into)) = (sent(endpoint), same.and_then(sent)) else { continue };
        refused.extend(values.of(from).into_iter().filter(|value| !server.accepts(into, value)));
    }
    refused
}

/// The return types of the client's methods, as `name = type`.
fn outputs(case: &Case, version: usize) -> BTreeMap<String, String> {
    let revisions = case.revisions().expect("no errors");
    let items = revisions[version].items().expect("no errors");
    let client = items.items.iter().find(|item| item.name == "Client").expect("a client");
    let methods = client.members.iter().filter_map(|member| {
        let (_, output) = member.text.split_once(") -> ")?;
        Some((member.name.clone(), output.to_owned()))
    });
    methods.collect()
}

#[test]
fn versions_understand_each_other_as_is_said() {
    let cases: Vec<Case> = case::all()
        .into_iter()
        .filter(|case| ["sent", "received", "types"].contains(&case.file.as_str()))
        .collect();
    let (mut all, mut main) = (Crate::new(), String::new());
    main.push_str(
        "macro_rules! read { ($name:expr, $ty:ty, $($text:expr),*) => { $(if let Err(error) = stubwright_runtime::v1::from_json::<$ty>($text) \
         { println!(\"{}\\t{} {error}\", $name, $text); })* } }\nfn main() {\n",
    );
    for case in &cases {
        let models = case.models();
        let clients = case.clients();
        for (reader, name, way) in [(0, "old", "deployed"), (1, "new", "ahead")] {
            let sender = 1 - reader;
            let mut uses = String::from("use self::api::runtime as rt;\n");
            let module = format!("{}_{name}", case.module());
            let mut is_used = false;
            for (method, output) in outputs(case, reader) {
                let found = models[sender].endpoints.iter().find(|endpoint| endpoint.name.value == method);
                let Some(ty) = found.and_then(received) else { continue };
                let values = Values { api: &models[sender], known: None, aliases: true }.of(ty);
                let texts: Vec<String> =
                    values.iter().map(|value| format!("{:?}", value.to_string())).collect();
                uses.push_str(&format!("pub type Out{method} = {output};\n"));
                main.push_str(&format!(
                    "read!(\"{} {way}\", {module}::Out{method}, {});\n",
                    case.module(),
                    texts.join(", ")
                ));
                is_used = true;
            }
            if is_used {
                all.add(&module, &clients[reader], &uses);
            }
        }
    }
    main.push_str("}\n");
    let mut unread: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in all.run(&main).lines() {
        let (name, what) = line.split_once('\t').expect("a name");
        unread.entry(name.to_owned()).or_default().push(what.to_owned());
    }
    let mut wrong = Vec::new();
    for case in &cases {
        let [old, new] = case.models();
        for (way, refused) in
            [("deployed", refused(&old, &new, None)), ("ahead", refused(&new, &old, Some(&old)))]
        {
            let unread = unread.get(&format!("{} {way}", case.module())).cloned().unwrap_or_default();
            let breaks = !refused.is_empty() || !unread.is_empty();
            let is_misread = MISREAD.contains(&(case.name.as_str(), way));
            if (breaks || is_misread) != case.verdict.contains(way) {
                wrong.push(format!(
                    "{}: {}: {way}: {breaks}\n  refused {refused:?}\n  unread {unread:?}",
                    case.file, case.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
