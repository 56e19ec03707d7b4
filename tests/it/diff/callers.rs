//! Code that uses each public item of a client.

use stubwright_codegen::public::{Item, Member, PublicItems};

/// A function for each item, which is compiled and never called.
pub(super) fn of(items: &PublicItems) -> String {
    let mut text = String::from(
        "use self::api::runtime as rt;\nuse std::time::SystemTime;\nfn any<T>() -> T { panic!() }\nfn shown<T: ::core::fmt::Debug>() {}\nfn copied<T: ::core::clone::Clone>() {}\nfn equal<T: ::core::cmp::PartialEq>() {}\nfn plain<T: ::core::default::Default>() {}\n",
    );
    for (at, item) in items.items.iter().enumerate() {
        text.push_str(&format!("fn use_{at}() {{\n{}}}\n", statements(item)));
    }
    text
}

fn statements(item: &Item) -> String {
    // A generic type is used with one argument.
    let (name, parameter) = match item.name.split_once('<') {
        Some((name, rest)) => (name, rest.trim_end_matches('>')),
        None => (item.name.as_str(), ""),
    };
    let path = format!("api::{}{name}", item.module);
    let ty = if parameter.is_empty() { path.clone() } else { format!("{path}::<i64>") };
    let alias = if parameter.is_empty() { String::new() } else { format!("type {parameter} = i64;\n") };
    let bounds = item.traits.iter().filter_map(|name| match *name {
        "Debug" => Some("shown"),
        "Clone" => Some("copied"),
        "PartialEq" => Some("equal"),
        "Default" => Some("plain"),
        _ => None,
    });
    let bounds = bounds.map(|bound| format!("{bound}::<{ty}>();\n")).collect::<String>();
    let members = item.members.iter().filter_map(|member| statement(item, member, &path, &ty));
    alias + &bounds + &members.collect::<String>()
}

fn statement(item: &Item, member: &Member, path: &str, ty: &str) -> Option<String> {
    let Member { name, text, .. } = member;
    let rest = &text[name.len()..];
    if name == "=" {
        return Some(format!("let _: {ty} = any::<{}>();\n", text.trim_start_matches(['=', ' '])));
    }
    if let Some(from) = name.strip_prefix("From<").and_then(|name| name.strip_suffix('>')) {
        return Some(format!("let _ = <{ty} as From<{from}>>::from(any());\n"));
    }
    let arguments = || {
        let inner = rest.strip_prefix('(')?.split_once(')').map(|_| rest)?;
        let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
        split(inner)
            .into_iter()
            .map(|argument| given(argument.split_once(": ").map_or(argument, |(_, ty)| ty)))
            .collect::<Option<Vec<_>>>()
    };
    Some(match item.kind {
        "struct" if item.name == "Client" => {
            if let Some((request, output)) = rest.split_once(") -> ") {
                let request = request.trim_start_matches("(&");
                let call = format!("any::<Client>().{name}(&any::<{request}>())");
                let is_plain = !output.starts_with("items: ") && !output.contains("Stream");
                if is_plain {
                    format!("let _: Result<{output}, _> = {call};\n")
                } else {
                    format!("let _ = {call};\n")
                }
            } else {
                format!("let _ = any::<Client>().{name}({});\n", arguments()?.join(", "))
            }
        }
        "struct" if name == "new" => format!("let _ = {ty}::new({});\n", arguments()?.join(", ")),
        "struct" if rest.starts_with(": ") => format!("let _: {} = any::<{ty}>().{name};\n", &rest[2..]),
        // The codes of checks.
        "struct" if rest.is_empty() => format!("let _: &[api::ErrorCode] = {ty}::{name};\n"),
        "struct" => format!("let _ = any::<{ty}>().{name}({});\n", arguments()?.join(", ")),
        "mod" if rest.is_empty() => format!("let _: &str = {path}::{name};\n"),
        "mod" => format!(
            "let _ = {path}::{name}({});\n",
            vec!["any()"; split(&rest[1..rest.len() - 1]).len()].join(", ")
        ),
        _ if rest.is_empty() => format!("let _ = {path}::{name};\n"),
        _ => {
            let inner = rest.strip_prefix('(')?.strip_suffix(')')?;
            format!("if let {path}::{name}(value) = any::<{ty}>() {{ let _: {inner} = value; }}\n")
        }
    })
}

/// A value for an argument; nothing for what has a form that is not known here.
fn given(ty: &str) -> Option<String> {
    given_type(ty).map(|ty| format!("any::<{ty}>()"))
}

/// The type of a value that an argument takes.
pub(super) fn given_type(ty: &str) -> Option<String> {
    let into =
        |ty: &str| ty.strip_prefix("impl Into<").and_then(|ty| ty.strip_suffix('>')).map(str::to_owned);
    if let Some(ty) = into(ty) {
        return Some(ty);
    }
    if let Some(item) = ty.strip_prefix("impl IntoIterator<Item = ").and_then(|ty| ty.strip_suffix('>')) {
        let inner = into(item).or_else(|| (!item.contains("impl")).then(|| item.to_owned()))?;
        return Some(format!("Vec<{inner}>"));
    }
    (!ty.contains("impl ")).then(|| ty.to_owned())
}

/// Arguments, which are separated by commas outside of brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    if !text[start..].trim().is_empty() {
        parts.push(text[start..].trim());
    }
    parts
}
