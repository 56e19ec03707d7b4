//! Generates every case under `cases/ok` and every drafted spec under `cases/draft` through the public build-script API,
//! and lists the results for the library to include: output that does not compile breaks the build.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use stubwright_codegen::Build;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut specs = vec![(String::from("qiandun"), PathBuf::from("../spec/qiandun.yaml"))];
    println!("cargo::rerun-if-changed=cases/ok");
    println!("cargo::rerun-if-changed=cases/draft");
    println!("cargo::rerun-if-changed=../spec/qiandun.yaml");
    for case in folders("cases/ok")? {
        specs.push((format!("case_{}", name_of(&case)), spec_of(&case)?));
    }
    for case in folders("cases/draft")? {
        specs.push((format!("draft_{}", name_of(&case)), case.join("expected.yaml")));
    }
    let mut list = String::new();
    for (name, spec) in specs {
        // The one custom rule of the cases; a binding that no rule asks for is nothing.
        let build = Build::new(&spec).check("known_customer", "crate::custom::known_customer");
        build.out_name(&name).generate()?;
        writeln!(list, "/// `{}`", spec.display())?;
        writeln!(list, "pub mod {name} {{ ::stubwright_runtime::include_api!({name:?}); }}")?;
    }
    #[expect(clippy::disallowed_methods, reason = "a build script writes into its own OUT_DIR")]
    fs::write(out.join("cases.rs"), list)?;
    Ok(())
}

/// The directories in a directory, in order.
fn folders(path: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

/// The name of a case as a module.
fn name_of(case: &Path) -> String {
    case.file_name().unwrap_or_default().to_string_lossy().replace('-', "_")
}

/// The spec of a case: `spec.yaml` or `spec.json`.
fn spec_of(case: &Path) -> Result<PathBuf, String> {
    let found =
        ["spec.yaml", "spec.json"].map(|name| case.join(name)).into_iter().find(|path| path.is_file());
    found.ok_or_else(|| format!("{} has no spec", case.display()))
}
