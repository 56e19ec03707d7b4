//! The commands of workflows, actions and hooks, and how to run them.

use std::path::Path;
use std::process::{Command, Output};

use serde_yaml::Value;

/// Every command in a document, from `run:` and `entry:`.
pub(crate) fn commands(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_yaml::from_str(document).unwrap(), &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value.as_str()) {
                    (Some("run" | "entry"), Some(command)) => found.push(command.to_owned()),
                    _ => collect(value, found),
                }
            }
        }
        _ => {}
    }
}

/// Runs a command with the `stubwright` of this build in the path, and the variables of a pull request to `main`.
pub(crate) fn shell(dir: &Path, command: &str, variables: &[(&str, &str)]) -> Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_stubwright")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_path_buf())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let mut shell = Command::new("bash");
    shell.args(["-euo", "pipefail", "-c", command]).current_dir(dir);
    // Composite actions and workflows get these from their `env:`.
    shell.env("PATH", path.unwrap()).env("BASE", "main").env("FAIL_ON", "major").env("VERSION", "0.1.0");
    shell.envs(variables.iter().copied()).output().unwrap()
}

/// Both outputs of a command.
pub(crate) fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}
