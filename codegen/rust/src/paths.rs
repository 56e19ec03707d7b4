//! Paths as shown to people: relative to the current directory, with `/`.

use std::path::{Component, Path, PathBuf};

/// The path without `.` components, with `/` between the others; `.` when nothing is left.
#[must_use]
pub fn shown(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components().filter(|part| *part != Component::CurDir) {
        let joins = !(out.is_empty() || out.ends_with('/') || component == Component::RootDir);
        if joins {
            out.push('/');
        }
        match component {
            Component::RootDir => out.push('/'),
            other => out.push_str(&other.as_os_str().to_string_lossy()),
        }
    }
    if out.is_empty() { String::from(".") } else { out }
}

/// The way from `base` to `path`, both absolute and free of `..`; `path` itself when they share no directory but the
/// root, because a row of `..` up to the root is harder to read.
#[must_use]
pub fn relative(path: &Path, base: &Path) -> PathBuf {
    let shared = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let names = path.components().take(shared).filter(|part| matches!(part, Component::Normal(_))).count();
    if names == 0 && path != base {
        return path.to_path_buf();
    }
    let up = base.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// The components of a path with `.` dropped and `..` taken back where it follows a name; for comparing only, since
/// a symbolic link in the path can make the file system disagree.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{relative, shown, tidy};
    use std::path::Path;

    #[test]
    fn paths_read_well() {
        for (path, text) in
            [("./spec/x.yaml", "spec/x.yaml"), ("/a//b/", "/a/b"), ("../x", "../x"), (".", "."), ("", ".")]
        {
            assert_eq!(shown(Path::new(path)), text);
        }
    }

    #[test]
    fn the_way_to_a_path() {
        for (path, base, way) in [
            ("/w/p/stubwright.toml", "/w/p", "stubwright.toml"),
            ("/w/p/stubwright.toml", "/w/p/src/x", "../../stubwright.toml"),
            ("/w/p", "/w/p", ""),
            ("/etc/x", "/w/p", "/etc/x"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(base)), Path::new(way), "{path} from {base}");
        }
    }

    #[test]
    fn tidying_takes_back_what_it_can() {
        for (path, tidied) in [("a/./b/../c", "a/c"), ("../a", "../a"), ("a/..", ""), ("../../a/..", "../..")]
        {
            assert_eq!(tidy(Path::new(path)), Path::new(tidied));
        }
    }
}
