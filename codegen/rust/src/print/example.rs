//! Calls that documentation shows.

use super::asynchrony::Asynchrony;
#[cfg(feature = "introduction")]
use super::flat::Flat;
use super::flat::{Joined, Plain};
use super::out::Out;
use super::scope::FileScope;
use crate::options::{ClientPath, Examples, RuntimePath};
use crate::plan::OperationItem;
#[cfg(feature = "introduction")]
use crate::plan::example::Answer;
use crate::plan::example::{CallItem, ExampleItem, FirstCall, Shown};
use crate::plan::names::Name;
use crate::plan::syntax::{Expr, Path};

/// The statements of an example, one text for each step. Lines are indented once and have their ends.
#[cfg(feature = "introduction")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snippets {
    /// Makes `client` know what it sends with every call; can be empty.
    pub(crate) settings: String,
    /// Makes `request`.
    pub(crate) request: String,
    /// Calls the endpoint, and makes `answer` if there is one.
    pub(crate) call: String,
    /// Queues an answer at `fake`.
    pub(crate) reply: String,
}

/// JSON that is longer has a line for each of its values.
#[cfg(feature = "introduction")]
const LONGEST: usize = 60;

/// Prints an example.
#[cfg(feature = "introduction")]
pub(crate) fn snippets(item: &ExampleItem, answer: &Answer) -> Snippets {
    let indented = |print: &dyn Fn(&mut Out<'_>)| statements(|out| out.indented(print));
    Snippets {
        settings: indented(&|out| settings(out, item)),
        request: indented(&|out| request(out, Some(&item.request))),
        call: indented(&|out| call(out, item, Asynchrony::Asynchronous)),
        reply: indented(&|out| reply(out, item, answer)),
    }
}

#[cfg(feature = "introduction")]
fn reply(out: &mut Out<'_>, item: &ExampleItem, answer: &Answer) {
    let operation: &dyn Flat = &item.operation;
    match answer {
        Answer::Nothing => out.code("fake.reply::<$>(&());", &[operation]),
        Answer::Raw => out.code("fake.reply_raw::<$>(\"contents\");", &[operation]),
        Answer::Payload(json) => {
            let line = json.on_one_line();
            let json = if line.as_str().chars().count() <= LONGEST { &line } else { json };
            out.code("fake.reply::<$>(&from_json($)?);", &[operation, &Expr::Raw(json.as_str().to_owned())]);
        }
    }
}

/// The names that statements use, as an import has them, in the order of rustfmt; `others` are imported in any case.
pub(crate) fn imports(others: &[&'static str], statements: &[&str]) -> String {
    const NAMES: [(&str, &str); 3] =
        [("ErrorCode", "ErrorCode::"), ("runtime as rt", "rt::"), ("types", "types::")];
    let is_named = |word: &str| statements.iter().any(|statement| statement.contains(word));
    let named = NAMES.iter().filter(|(_, word)| is_named(word)).map(|(name, _)| *name);
    let mut imports: Vec<&str> = others.iter().copied().chain(named).collect();
    // Types come before modules.
    imports.sort_by_key(|name| (name.starts_with(|c: char| c.is_lowercase()), *name));
    match imports.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}

/// How a client is made and called, as documentation of the client. Its `new` is there if its transport is.
pub(super) fn first(out: &mut Out<'_>, first: &FirstCall, asynchrony: Asynchrony) {
    let FirstCall { examples, server, call: item } = first;
    let body = statements(|out| {
        match server {
            Some(server) => out.code("let client = Client::new(servers::$)?;", &[server]),
            None => out.code("let client = Client::new(\"https://api.example.com\")?;", &[]),
        }
        if let Some(item) = item {
            settings(out, item);
            request(out, Some(&item.request));
            call(out, item, asynchrony);
        }
    });
    let (client, gate, keyword) = match asynchrony {
        Asynchrony::Asynchronous => ("Client", "with_hyper", "async "),
        Asynchrony::Blocking => ("blocking::Client", "with_ureq", ""),
    };
    let others: Vec<&str> = std::iter::once(client).chain(server.as_ref().map(|_| "servers")).collect();
    let head: &dyn Fn(&mut Out<'_>, &ClientPath) = &|out, path| {
        out.code("# $::runtime::$! { $fn example() $", &[path, &gate, &keyword, &RETURNS]);
    };
    fenced(
        out,
        examples,
        Example { head, imports: imports(&others, &[&body]), body: &body, tail: "# Ok(()) } }" },
    );
}

/// A call of a method, as its documentation.
pub(super) fn of_method(out: &mut Out<'_>, operation: &OperationItem) {
    let Some(item) = &operation.call else { return };
    let body = statements(|out| {
        request(out, item.request.as_ref());
        answered(out, &operation.method, item);
    });
    around_method(out, operation, item, &body);
}

/// The items of all pages, as documentation of the method `items`.
pub(super) fn of_items(out: &mut Out<'_>, operation: &OperationItem, items: &Name) {
    let Some(item) = &operation.call else { return };
    let body = statements(|out| {
        request(out, item.request.as_ref());
        out.code("let mut items = client.$(&request);", &[items]);
        read_on(out, ["item", "items"], "println!(\"{:?}\", item?);");
    });
    around_method(out, operation, item, &body);
}

/// The blocking client has no examples of its own: they would only lack `.await`.
pub(super) fn elsewhere(out: &mut Out<'_>, operation: &OperationItem, method: &Name) {
    if operation.call.is_some() {
        out.code("///", &[]);
        let method = Plain(method);
        out.code("/// [`Client::$`](super::Client::$) has an example.", &[&method, &method]);
    }
}

/// The return type of the functions around examples.
const RETURNS: &str = "-> Result<(), Box<dyn std::error::Error>> {";

/// A function around the statements, which has the client, and the request if it can't be made up.
fn around_method(out: &mut Out<'_>, operation: &OperationItem, item: &CallItem, body: &str) {
    let head: &dyn Fn(&mut Out<'_>, &ClientPath) = &|out, path| match &item.request {
        Some(_) => out.code("# async fn example(client: &$::Client) $", &[path, &RETURNS]),
        None => out.code(
            "# async fn example(client: &$::Client, request: $::$) $",
            &[path, path, &operation.request, &RETURNS],
        ),
    };
    let imports = imports(&[], &[body]);
    fenced(out, &item.examples, Example { head, imports, body, tail: "# Ok(()) }" });
}

/// Statements, and what is around them where they are compiled.
struct Example<'a> {
    head: &'a dyn Fn(&mut Out<'_>, &ClientPath),
    imports: String,
    body: &'a str,
    tail: &'static str,
}

fn fenced(out: &mut Out<'_>, examples: &Examples, example: Example<'_>) {
    let Example { head, imports, body, tail } = example;
    let text = match examples {
        Examples::Left => return,
        Examples::Shown => format!("\n```text\n{body}```\n"),
        Examples::Tested(path) => {
            let head = statements(|out| head(out, path));
            let imports = match imports.as_str() {
                "" => imports,
                imports => format!("use {}::{imports};\n", path.as_str()),
            };
            format!("\n```no_run\n{head}{imports}{body}{tail}\n```\n")
        }
    };
    out.comment(text.lines());
}

fn settings(out: &mut Out<'_>, item: &ExampleItem) {
    for (method, arguments) in &item.settings {
        out.code("let client = client.$($);", &[method, &Joined(arguments, ", ")]);
    }
}

fn request(out: &mut Out<'_>, request: Option<&Expr>) {
    if let Some(request) = request {
        out.value("let request =", &[], request, ";");
    }
}

fn call(out: &mut Out<'_>, item: &ExampleItem, asynchrony: Asynchrony) {
    let answer = if item.answers { "let answer = " } else { "" };
    out.code("$client.$(&request)$?;", &[&answer, &item.method, &asynchrony.wait()]);
}

/// A call, and what is done with its answer or its error.
fn answered(out: &mut Out<'_>, method: &Name, item: &CallItem) {
    let show = match item.answer {
        Shown::Nothing => "",
        Shown::Value => "println!(\"{answer:?}\")",
        Shown::Bytes => "println!(\"{} bytes\", answer.len())",
        Shown::Pieces => {
            out.code("let mut pieces = client.$(&request).await?;", &[method]);
            return read_on(out, ["piece", "pieces"], "println!(\"{} bytes\", piece?.len());");
        }
        Shown::Events => {
            out.code("let mut events = client.$(&request).await?;", &[method]);
            return read_on(out, ["event", "events"], "println!(\"{:?}\", event?);");
        }
    };
    if item.codes.is_empty() {
        let answer = if show.is_empty() { "" } else { "let answer = " };
        out.code("$client.$(&request).await?;", &[&answer, method]);
        if !show.is_empty() {
            out.code("$;", &[&show]);
        }
        return;
    }
    out.open("match client.$(&request).await {", &[method]);
    match show {
        "" => out.code("Ok(()) => {}", &[]),
        show => out.code("Ok(answer) => $,", &[&show]),
    }
    out.open("Err(error) => match error.kind() {", &[]);
    let codes: Vec<Expr> = item.codes.iter().map(|code| Expr::Path(Path::Code(code.clone()))).collect();
    out.code("Some($) => eprintln!(\"{error}\"),", &[&Joined(&codes, " | ")]);
    out.code("_ => return Err(error.into()),", &[]);
    out.close("},");
    out.close("}");
}

/// Takes `one` after the other from `all`.
fn read_on(out: &mut Out<'_>, [one, all]: [&'static str; 2], show: &'static str) {
    out.open("while let Some($) = $.next().await {", &[&one, &all]);
    out.code(show, &[]);
    out.close("}");
}

fn statements(print: impl FnOnce(&mut Out<'_>)) -> String {
    let scope = FileScope::outside(&RuntimePath::default());
    let mut out = Out::new(&scope);
    print(&mut out);
    out.finish()
}
