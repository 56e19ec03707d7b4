//! Which spec each directory was generated from in this process: two builds of one build script must not overwrite each
//! other's client.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The client that a directory has, or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// The output directory.
    pub(super) dir: PathBuf,
    /// The spec as users know it.
    pub(super) spec: String,
    /// The other inputs of the output: the path of the spec and the settings of the build.
    pub(super) source: String,
}

/// The directories taken so far.
#[derive(Debug)]
struct Claims {
    clients: Vec<Claim>,
    /// Directories in which only `mod.rs` is written, which includes the client of another one.
    aliases: Vec<Claim>,
}

static CLAIMS: Mutex<Claims> = Mutex::new(Claims { clients: Vec::new(), aliases: Vec::new() });

/// Takes the directory for a client, and names the spec that has it already, if another one does.
///
/// The same spec with the same settings may be generated again: it writes the same bytes.
pub(super) fn take(claim: Claim) -> Result<(), String> {
    let mut claims = CLAIMS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut others = claims.clients.iter().filter(|other| overlap(&other.dir, &claim.dir));
    if let Some(other) = others.find(|other| other.dir != claim.dir || other.source != claim.source) {
        return Err(other.spec.clone());
    }
    if !claims.clients.contains(&claim) {
        claims.clients.push(claim);
    }
    Ok(())
}

/// The specs that want `dir` as another name of their client, the one of `claim` last: only if there is one is it clear
/// what the name means. None if the directory has a client of its own.
pub(super) fn alias(dir: &Path, claim: &Claim) -> Vec<String> {
    let mut claims = CLAIMS.lock().unwrap_or_else(PoisonError::into_inner);
    if claims.clients.iter().any(|other| overlap(&other.dir, dir)) {
        return Vec::new();
    }
    claims.aliases.retain(|other| other.source != claim.source || !overlap(&other.dir, dir));
    claims.aliases.push(Claim { dir: dir.to_path_buf(), ..claim.clone() });
    let same = claims.aliases.iter().filter(|other| overlap(&other.dir, dir));
    same.map(|other| other.spec.clone()).collect()
}

/// Whether one of the directories is in the other one, also where the file system ignores case.
fn overlap(one: &Path, other: &Path) -> bool {
    let within = |one: &Path, other: &Path| one.starts_with(other) || other.starts_with(one);
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    within(one, other) || real(one).zip(real(other)).is_some_and(|(one, other)| within(&one, &other))
}
