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
    let stubwright = stubwright();
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
    assert_eq!(count, 16);
    assert!(dir.path().join("src/api/types.rs").is_file());
}

/// The build script and the `include_api!` of the README are those of the crate that `outside.rs` builds.
#[test]
fn the_snippets_stand_in_a_crate_that_is_built() {
    let built = concat!(include_str!("outside/build.rs"), include_str!("outside/main.rs"));
    let blocks: Vec<&str> =
        README.split("```rs\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
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
