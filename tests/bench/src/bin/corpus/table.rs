//! The table, and what its numbers mean.

use std::collections::BTreeMap;

use stubwright_spec::diag::Code;

use crate::crates::Compiled;
use crate::{Row, examples::Read};

const HEAD: [&str; 16] = [
    "document", "done", "errors", "ops", "of", "types", "standins", "lines", "gen s", "MiB", "check s",
    "MiB", "-D warn", "clippy", "read", "of",
];

const LEGEND: &str = "
done: whether a client is generated. ops, of: operations of the client, and of the document (methods of the paths, counted
without the front-end). types, standins: named types; schemas that a more general type stands for (SW1303). lines: of all
files. gen s, MiB: time and peak memory of the generator in a process of its own. check s, MiB: CPU seconds of `cargo check`
and the peak memory of its rustc, default features with reqwest, the dependencies compiled before. -D warn, clippy: findings
of `cargo check` and of `cargo clippy --all-features`, where every warning is an error. read, of: examples of JSON responses
that the generated client reads. Examples are counted for each operation that has them, under `example` and `examples` of the
first JSON media type of each response, if it has a schema; those of components too, once for each operation. Each is read
as the body of a response to its operation with a declared status: a success by what the method returns, a failure by
`Error::typed`. Of those that are read, `unknown` have a value that its enum or union does not list.";

pub(crate) fn head() {
    print(&HEAD.map(str::to_owned), "warnings");
}

pub(crate) fn line(row: &Row) {
    let Row { name, operations, generated, checked, linted, read } = row;
    let stand_ins = generated.warnings.get(STAND_IN).copied().unwrap_or_default();
    let of = |compiled: &Option<Compiled>, text: fn(&Compiled) -> String| {
        compiled.as_ref().map_or_else(|| String::from("-"), text)
    };
    let of_read = |text: fn(&Read) -> usize| {
        read.as_ref().map_or_else(|| String::from("-"), |read| text(read).to_string())
    };
    let cells = [
        name.clone(),
        String::from(if generated.lines > 0 { "yes" } else { "no" }),
        generated.errors.to_string(),
        generated.operations.len().to_string(),
        operations.to_string(),
        generated.types.to_string(),
        stand_ins.to_string(),
        generated.lines.to_string(),
        format!("{:.2}", generated.seconds),
        generated.memory.to_string(),
        of(checked, |compiled| format!("{:.1}", compiled.seconds)),
        of(checked, |compiled| compiled.memory.to_string()),
        of(checked, |compiled| compiled.findings.to_string()),
        of(linted, |compiled| compiled.findings.to_string()),
        of_read(|read| read.read),
        of_read(|read| read.all),
    ];
    let warnings: Vec<String> =
        generated.warnings.iter().map(|(code, count)| format!("{code}×{count}")).collect();
    print(&cells, &warnings.join(" "));
}

/// The warning about a stand-in.
const STAND_IN: &str = Code::StandIn.as_str();

/// Prints the sums, the largest memory, the meaning of the columns, and each example that is not read.
pub(crate) fn total(rows: &[Row]) {
    let sum = |value: &dyn Fn(&Row) -> usize| rows.iter().map(value).sum::<usize>().to_string();
    let most = |value: &dyn Fn(&Row) -> u64| rows.iter().map(value).max().unwrap_or_default().to_string();
    let seconds = |value: &dyn Fn(&Row) -> f64| rows.iter().map(value).sum::<f64>();
    let findings = |compiled: &Option<Compiled>| compiled.as_ref().map_or(0, |compiled| compiled.findings);
    let read = |row: &Row, value: fn(&Read) -> usize| row.read.as_ref().map_or(0, value);
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in rows.iter().flat_map(|row| &row.generated.warnings) {
        *warnings.entry(code).or_default() += count;
    }
    let cells = [
        format!("{} documents", rows.len()),
        sum(&|row| usize::from(row.generated.lines > 0)),
        sum(&|row| row.generated.errors),
        sum(&|row| row.generated.operations.len()),
        sum(&|row| row.operations),
        sum(&|row| row.generated.types),
        warnings.get(STAND_IN).copied().unwrap_or_default().to_string(),
        rows.iter().map(|row| row.generated.lines).sum::<u64>().to_string(),
        format!("{:.2}", seconds(&|row| row.generated.seconds)),
        most(&|row| row.generated.memory),
        format!("{:.1}", seconds(&|row| row.checked.as_ref().map_or(0.0, |compiled| compiled.seconds))),
        most(&|row| row.checked.as_ref().map_or(0, |compiled| compiled.memory)),
        sum(&|row| findings(&row.checked)),
        sum(&|row| findings(&row.linted)),
        sum(&|row| read(row, |read| read.read)),
        sum(&|row| read(row, |read| read.all)),
    ];
    let warnings: Vec<String> = warnings.iter().map(|(code, count)| format!("{code}×{count}")).collect();
    print(&cells, &warnings.join(" "));
    println!("{LEGEND}");
    println!("\nunknown: {}", sum(&|row| read(row, |read| read.unknown)));
    for row in rows {
        for failure in row.read.iter().flat_map(|read| &read.failures) {
            println!("{}: {failure}", row.name);
        }
    }
}

fn print(cells: &[String; 16], warnings: &str) {
    let [name, numbers @ ..] = cells;
    let numbers: Vec<String> = numbers.iter().map(|cell| format!("{cell:>8}")).collect();
    println!("{name:20} {}  {warnings}", numbers.join(" "));
}
