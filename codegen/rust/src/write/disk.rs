//! Every call that reads or changes an output directory, so that tests can fail a run or stop it at any of them.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

#[cfg(test)]
pub(super) mod faults;
#[cfg(test)]
use faults::step;

/// In tests, the place where a run fails or stops.
#[cfg(not(test))]
#[inline(always)]
fn step() -> io::Result<()> {
    Ok(())
}

/// The bytes of a file, or `None` when there is no such file.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    step()?;
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first bytes of a file.
pub(super) fn head(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    step()?;
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The names in a directory, sorted.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<OsString>> {
    step()?;
    let mut names =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// The same; a name that is not UTF-8 is an error.
pub(super) fn list(folder: &Path) -> io::Result<Vec<String>> {
    let text = |name: OsString| name.into_string().map_err(|_| io::Error::from(ErrorKind::InvalidData));
    entries(folder)?.into_iter().map(text).collect()
}

/// Writes a file that does not exist yet, and does not return before the disk has it.
pub(super) fn write(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    step()?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    step()?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        step()?;
        file.set_permissions(permissions)?;
    }
    step()?;
    file.sync_all()
}

/// Opens the file whose lock is taken, which is made when it is missing. Links are not followed.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    step()?;
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path)?.is_file() {
                OpenOptions::new().write(true).open(path)
            } else {
                Err(error)
            }
        }
        opened => opened,
    }
}

/// A second name for a file.
pub(super) fn link(path: &Path, other: &Path) -> io::Result<()> {
    step()?;
    fs::hard_link(path, other)
}

/// Keeps a file under a second name: by a link, or by a copy where the file system has none.
pub(super) fn keep(path: &Path, other: &Path) -> io::Result<()> {
    if link(path, other).is_ok() {
        return Ok(());
    }
    step()?;
    fs::copy(path, other)?;
    step()?;
    File::open(other)?.sync_all()
}

/// Makes a directory, with the permissions of another one if there is one to look like.
pub(super) fn create_dir(path: &Path, like: Option<&Path>) -> io::Result<()> {
    step()?;
    fs::create_dir(path)?;
    let Some(like) = like else { return Ok(()) };
    step()?;
    fs::set_permissions(path, fs::metadata(like)?.permissions())
}

/// Puts a file in the place of another one.
#[expect(clippy::disallowed_methods, reason = "only write changes files")]
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

#[expect(clippy::disallowed_methods, reason = "only write changes files")]
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    step()?;
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes a directory that is empty.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir(path)
}

/// Does not return before the disk has the names in a directory. Some file systems cannot say, and are believed.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    step()?;
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            synced => return synced,
        }
    }
    Ok(())
}

/// Lets two directories change places in one step, which not every system can.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    step()?;
    #[cfg(test)]
    faults::exchange_is_allowed()?;
    #[cfg(all(
        feature = "exchange",
        any(target_os = "linux", target_os = "android", target_vendor = "apple")
    ))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?;
        Ok(())
    }
    #[cfg(not(all(
        feature = "exchange",
        any(target_os = "linux", target_os = "android", target_vendor = "apple")
    )))]
    {
        let _ = (one, other);
        Err(io::Error::from(ErrorKind::Unsupported))
    }
}

/// Whether [`exchange`] is worth an attempt.
pub(super) const EXCHANGES: bool =
    cfg!(all(feature = "exchange", any(target_os = "linux", target_os = "android", target_vendor = "apple")));

/// The number of a file in its file system, independent of its name; always zero on systems without such numbers.
pub(super) fn inode(data: &fs::Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::ino(data);
    #[cfg(not(unix))]
    return u64::from(data.is_symlink());
}
