//! Git, apart from what a user has configured for people.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// The name of the commit that is checked out.
pub(super) const HEAD: &str = "HEAD";

/// Where hooks and aliases of Git say which repository they run for, which is not that of the spec if they run elsewhere.
const PLACES: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Returns the output of a Git command in this directory. The error is its first line on standard error, or the reason
/// why it can't run.
pub(super) fn git<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    PLACES.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.arg("-C").arg(folder).args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"]);
    let output = command.args(arguments).output().map_err(|error| format!("`git` can't be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or_default();
    Err(line.strip_prefix("fatal: ").unwrap_or(line).to_owned())
}

/// The directory of a file.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
