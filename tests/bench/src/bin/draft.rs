//! How long a large page takes to be drafted: `draft 5` for pages of about five megabytes, ordinary ones and nasty ones.
#![expect(clippy::print_stdout, reason = "a program")]

use std::time::{Instant, SystemTime};

use stubwright_draft::{Input, draft};
use stubwright_spec::stack;

/// Repeated texts: a name, the ending, the part that comes once, and the part that fills the page; `#` is its number.
const PAGES: &[(&str, &str, &str, &str)] = &[
    (
        "rows in Markdown",
        "md",
        "| code | message | solution |\n|---|---|---|\n",
        "| E# | order # not found | check order # |\n",
    ),
    (
        "rows in HTML",
        "html",
        "<table><tr><th>code</th><th>message</th></tr>",
        "<tr><td>E#</td><td>order # not found</td></tr>\n",
    ),
    ("rows of copied text", "txt", "code\tmessage\n", "E#\torder # not found\n"),
    ("rows without columns", "txt", "code message\n", "E# order # not found\n"),
    (
        "fields",
        "md",
        "| name | type | required | description |\n|---|---|---|---|\n",
        "| field# | string | yes | at most # characters |\n",
    ),
    ("samples", "md", "", "```json\n{\"id\": #, \"name\": \"n#\", \"at\": \"2025-03-01\"}\n```\n\n"),
    ("one long sample", "txt", "{\"list\": [", "{\"id\": #, \"name\": \"n#\"},\n"),
    ("calls", "txt", "", "curl https://api.example.com/v1/orders#/list -d '{\"id\": #}'\n\n"),
    (
        "sections",
        "md",
        "",
        "## Get order #\n\n`GET https://api.example.com/v1/orders#`\n\n```json\n{\"code\": 0, \"data\": {\"id#\": #}}\n```\n\n",
    ),
    ("open brackets", "txt", "", "{"),
    ("open brackets on lines", "txt", "", "{\n"),
    ("open members", "txt", "", "{\"a\":"),
    ("open lists", "md", "", "[\n"),
    ("quotes", "txt", "", "curl '\n"),
    ("bars", "md", "", "|"),
    ("bars on lines", "md", "|a|b|\n|-|-|\n", "|\n"),
    ("tabs", "txt", "", "\t"),
    ("divisions", "html", "", "<div>"),
    ("tables in tables", "html", "", "<table><tr><td>"),
    ("spans", "html", "<table>", "<tr><td rowspan=1000 colspan=1000>x"),
    ("lists in lists", "html", "", "<ul><li>"),
    ("entities", "html", "<pre>", "&lt;"),
    ("quoted quotes", "md", "", "> "),
    ("stars", "md", "", "*a _b "),
    ("one word", "txt", "", "word"),
    ("lines", "txt", "", "a line of words number #\n"),
    ("digits", "txt", "", "1"),
    ("full-width text", "txt", "", "签署截止时间不能超过12个月，"),
];

fn main() {
    let megabytes = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(5_usize);
    let only = std::env::args().nth(2);
    for (name, ending, head, part) in
        PAGES.iter().filter(|(name, ..)| only.as_deref().is_none_or(|only| only == *name))
    {
        let mut page = String::from(*head);
        let mut number = 0_u32;
        while page.len() < megabytes << 20 {
            number += 1;
            page.push_str(&part.replace('#', &number.to_string()));
        }
        let file = format!("page.{ending}");
        let start = Instant::now();
        let input = Input { name: &file, bytes: page.as_bytes() };
        let lines = stack::on_large_stack(|| draft(&[input], SystemTime::UNIX_EPOCH).yaml.lines().count());
        let lines = lines.map_or_else(|_| String::from("a panic"), |lines| format!("{lines} lines"));
        println!("{name}: {:.2} s, {lines}", start.elapsed().as_secs_f64());
    }
}
