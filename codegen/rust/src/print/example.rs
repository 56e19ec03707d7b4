//! A call that documentation shows, as the statements of a function that returns a `Result`.

use super::flat::{Flat, Joined};
use super::out::Out;
use super::scope::FileScope;
use crate::options::RuntimePath;
use crate::plan::example::{Answer, ExampleItem};
use crate::plan::syntax::Expr;

/// The statements of an example, one text for each step. Lines are indented once and have their ends.
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
const LONGEST: usize = 60;

/// Prints an example.
pub(crate) fn snippets(item: &ExampleItem) -> Snippets {
    Snippets {
        settings: statements(|out| {
            for (method, arguments) in &item.settings {
                out.code("let client = client.$($);", &[method, &Joined(arguments, ", ")]);
            }
        }),
        request: statements(|out| out.value("let request =", &[], &item.request, ";")),
        call: statements(|out| match item.answer {
            Answer::Nothing => out.code("client.$(&request).await?;", &[&item.method]),
            Answer::Payload(_) | Answer::Raw => {
                out.code("let answer = client.$(&request).await?;", &[&item.method]);
            }
        }),
        reply: statements(|out| reply(out, item)),
    }
}

fn reply(out: &mut Out<'_>, item: &ExampleItem) {
    let operation: &dyn Flat = &item.operation;
    match &item.answer {
        Answer::Nothing => out.code("fake.reply::<$>(&());", &[operation]),
        Answer::Raw => out.code("fake.reply_raw::<$>(\"contents\");", &[operation]),
        Answer::Payload(json) => {
            let line = json.on_one_line();
            let json = if line.as_str().chars().count() <= LONGEST { &line } else { json };
            out.code("fake.reply::<$>(&from_json($)?);", &[operation, &Expr::Raw(json.as_str().to_owned())]);
        }
    }
}

fn statements(print: impl FnOnce(&mut Out<'_>)) -> String {
    let scope = FileScope::outside(&RuntimePath::default());
    let mut out = Out::new(&scope);
    out.indented(print);
    out.finish()
}
