//! Every command of the README is run, in a directory of its own where it writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../README.md");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The lines of the `sh` blocks, without comments.
fn commands() -> Vec<&'static str> {
    let blocks = README.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap_or(line).trim()).collect()
}

fn cargo(arguments: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO")).args(arguments).current_dir(dir).output().expect("cargo runs")
}

/// The command `stubwright` of this workspace. With `--workspace` it has the features that `cargo test --workspace` has
/// compiled it with; `-p stubwright` would compile the generator again.
fn stubwright() -> PathBuf {
    let arguments = ["build", "--quiet", "--workspace", "--bin", "stubwright", "--message-format", "json"];
    let build = cargo(&arguments, &root());
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let messages = String::from_utf8_lossy(&build.stdout);
    let mut paths = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    paths.next_back().expect("an executable")
}

#[test]
fn the_commands_do_what_they_say() {
    let dir = tempfile::tempdir().expect("a directory");
    fs::create_dir_all(dir.path().join("spec/samples")).expect("a directory");
    fs::create_dir_all(dir.path().join("spec/pages")).expect("a directory");
    for name in [
        "spec/qiandun.yaml",
        "spec/samples/start-contract.json",
        "spec/samples/start-contract-result.json",
        "spec/pages/qiandun-contract-start.md",
        "stubwright.toml",
    ] {
        fs::copy(root().join(name), dir.path().join(name)).expect(name);
    }
    for name in ["openapi.yaml", "errors.yaml"] {
        fs::copy(root().join("tests/it/overlays").join(name), dir.path().join(name)).expect(name);
    }
    let stubwright = stubwright();
    // `diff` compares with what was committed.
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    for arguments in [["init", "--quiet", "."], ["add", "--all", "."], ["commit", "--quiet", "--message=a"]] {
        let run = Command::new("git").args(identity).args(arguments).current_dir(dir.path()).output();
        assert!(run.expect("git runs").status.success(), "{arguments:?}");
    }
    let mut count = 0;
    for command in commands() {
        count += 1;
        let output = match command.split_once(' ') {
            Some(("stubwright", arguments)) => {
                let mut run = Command::new(&stubwright);
                run.args(arguments.split_whitespace()).current_dir(dir.path()).output().expect("it runs")
            }
            Some(("cargo", "run --example quick_start")) => {
                cargo(&["run", "--quiet", "--example", "quick_start"], &root())
            }
            // This very run is that command; the checks run it as written.
            Some(("cargo", "test --workspace")) => {
                assert!(include_str!("../../.ci/run").contains("\ncargo test --workspace\n"));
                continue;
            }
            Some(("cargo", "install --path codegen/cli")) => {
                assert!(root().join("codegen/cli/src/main.rs").is_file());
                continue;
            }
            _ => panic!("the README has a command that nothing tests: {command}"),
        };
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{said}");
    }
    assert_eq!(count, 30);
    assert!(dir.path().join("src/api/types.rs").is_file());
}

/// The build script and the `include_api!` of the README are those of the crate that `outside.rs` builds, the calls those of
/// `openapi.rs`.
#[test]
fn the_snippets_are_in_code_that_is_built() {
    let built = concat!(
        include_str!("outside/build.rs"),
        include_str!("outside/main.rs"),
        include_str!("openapi.rs")
    );
    let blocks: Vec<&str> =
        README.split("```rs\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 3);
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| !line.starts_with("//")) {
        assert!(built.contains(line), "{line}");
    }
}

#[test]
fn the_quick_start_prints_the_typed_error() {
    let output = cargo(&["run", "--quiet", "--example", "quick_start"], &root());
    let said = String::from_utf8_lossy(&output.stdout);
    let shown: String = said
        .lines()
        .skip_while(|line| !line.starts_with("the page's"))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(shown.lines().count() == 8 && README.contains(&format!("```text\n{shown}```")), "{said}");
}

/// The table of the README says what the model says.
#[test]
fn the_table_of_checks_is_that_of_the_spec() {
    let bytes = fs::read(root().join("spec/qiandun.yaml")).expect("the spec");
    let (_, api) = stubwright_codegen::inspect("qiandun.yaml", &bytes);
    let api = api.expect("a model");
    let rows = api.errors.iter().zip((0..).map(stubwright_spec::model::RowId)).map(|(row, id)| {
        let name = row.name.as_ref().map_or("", |name| name.as_str());
        format!("| `{}` | `{name}` | {} |\n", row.code.as_str(), api.coverage(id).word())
    });
    let table: String = rows.collect();
    assert!(README.contains(&table), "{table}");
    assert_eq!(
        [6, 3, 3],
        ["locally", "partly", "by the server"].map(|word| table.matches(&format!("| {word} |")).count())
    );
}

/// The configuration has nothing that is unknown.
#[test]
fn the_configuration_is_read() {
    let blocks = README.split("```toml\n").skip(1).filter_map(|rest| rest.split("```\n").next());
    let shown: Vec<&str> = blocks.filter(|block| block.contains("[[api]]")).collect();
    assert_eq!(shown.len(), 1);
    let config = stubwright_codegen::config::parse(Path::new("stubwright.toml"), shown[0].as_bytes());
    assert!(config.diagnostics.is_empty(), "{:?}", config.diagnostics);
    assert_eq!(config.apis.len(), 1);
}

/// The chapter that users of a client read names each feature, and the limits that hold without settings.
#[test]
fn features_and_limits_are_those_of_the_runtime() {
    use stubwright_runtime::v1::{Limits, RetryPolicy};

    let (_, chapter) = README.split_once("\n## Using a client\n").expect("the chapter");
    let chapter = chapter.split("\n## ").next().unwrap_or_default();
    let manifest = fs::read_to_string(root().join("codegen/runtime/Cargo.toml")).expect("the manifest");
    let (_, features) = manifest.split_once("\n[features]\n").expect("the features");
    let features = features.split("\n[").next().unwrap_or_default().lines();
    let features = features.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    let missing: Vec<&str> = features
        .map(|(name, _)| name)
        .filter(|name| *name != "default" && !chapter.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");

    let words = chapter.split_whitespace().collect::<Vec<_>>().join(" ");
    let limits = Limits::new();
    let [total, connect, idle] = [limits.total(), limits.connect(), limits.idle()].map(|time| time.as_secs());
    let said = format!(
        "{total} seconds for all its attempts, {connect} to connect and {idle} between two pieces of a response, which can \
         have {} MiB",
        limits.body() >> 20
    );
    assert!(words.contains(&said), "{said}");
    assert_eq!(RetryPolicy::new().attempts(), 3);
    assert!(words.contains("three times in all"));
}

/// The statements of the chapter about changes.
#[test]
fn the_change_is_what_is_shown() {
    use stubwright_codegen::Options;
    use stubwright_codegen::diff::{Report, Revision};
    use stubwright_spec::diag::render;

    let old = fs::read_to_string(root().join("spec/qiandun.yaml")).expect("the spec");
    let edits = [
        (
            "  oc_40002:\n",
            "  oc_40041: {name: TooManySigners, message: 签署方过多, category: argument}\n  oc_40002:\n",
        ),
        ("      dateFormat?: {type: string, doc: 签署日期的格式}\n", ""),
        ("max: now+12mo", "max: now+24mo"),
    ];
    let mut new = old.clone();
    for (from, to) in edits {
        assert_eq!(new.matches(from).count(), 1, "{from}");
        new = new.replace(from, to);
    }
    let path = root().join("spec/qiandun.yaml");
    let read = |text: &str| {
        let mut load = stubwright_codegen::write::beside(&path);
        let found = Revision::read("qiandun.yaml", text.as_bytes(), &mut load, &Options::default());
        let reading = &found.reading;
        assert!(
            !reading.diagnostics.has_errors(),
            "{}",
            render::short(&reading.diagnostics, &reading.sources)
        );
        found
    };
    let report = Report::of(&read(&old), &read(&new)).expect("no errors");
    let verdict = format!("spec/qiandun.yaml: {}\n", report.verdict());
    for shown in [verdict, report.changelog()] {
        assert!(README.contains(&format!("```text\n{shown}```")), "{shown}");
    }
    let cases = fs::read_dir(root().join("tests/cases/diff")).expect("cases").map(|entry| {
        fs::read_to_string(entry.expect("a file").path()).expect("a text").matches("\n## ").count()
    });
    assert!(README.contains(&format!("has {} changes", cases.sum::<usize>())));
}

/// The page on the left gives the draft on the right.
#[test]
fn the_page_gives_the_draft() {
    let between = |open: &str, close: &str| {
        let rest = README.split_once(open).expect("the README shows a page").1;
        rest.split_once(close).expect("it ends").0.to_owned()
    };
    let page = between("````markdown\n", "````\n");
    let pages = [stubwright_draft::Input { name: "page.md", bytes: page.as_bytes() }];
    let now = stubwright_draft::moment("2025-03-01").expect("a date");
    let draft = stubwright_draft::draft(&pages, now);
    assert_eq!(between("</td><td>\n\n```yaml\n", "```\n\n</td>"), draft.yaml);
}
