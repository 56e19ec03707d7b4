//! Prints on all cores. The text is the same for any number of threads.

use std::num::NonZeroUsize;

use super::comment::{FirstLine, Header};
use super::file::File;
use super::out::Out;
use crate::output::GeneratedFile;

/// How many threads print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Threads(NonZeroUsize);

/// A thread costs about as much as printing so many parts.
const WORTH_A_THREAD: usize = 500;

impl Threads {
    /// As many as this machine runs at a time.
    pub(crate) fn all() -> Self {
        Self(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }

    #[cfg(test)]
    pub(super) fn exactly(count: usize) -> Self {
        Self(NonZeroUsize::new(count).unwrap())
    }

    fn of(self, parts: usize) -> usize {
        if cfg!(test) { self.0.get() } else { self.0.get().min(parts / WORTH_A_THREAD + 1) }
    }
}

/// The texts of all files.
pub(super) fn print(files: &[File<'_>], header: &Header, threads: Threads) -> Vec<GeneratedFile> {
    let all: Vec<(usize, usize)> = files
        .iter()
        .enumerate()
        .flat_map(|(file, item)| (0..item.parts.len()).map(move |part| (file, part)))
        .collect();
    let share = all.len().div_ceil(threads.of(all.len())).max(1);
    let texts: Vec<Vec<(usize, String)>> = match all.chunks(share).collect::<Vec<_>>().as_slice() {
        [] => Vec::new(),
        [only] => vec![print_share(files, only)],
        [first, others @ ..] => std::thread::scope(|scope| {
            let running: Vec<_> =
                others.iter().map(|share| scope.spawn(move || print_share(files, share))).collect();
            let mut texts = vec![print_share(files, first)];
            for thread in running {
                match thread.join() {
                    Ok(text) => texts.push(text),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            texts
        }),
    };
    let mut printed: Vec<GeneratedFile> = files
        .iter()
        .map(|file| GeneratedFile {
            path: file.path.clone(),
            text: FirstLine(header, file.provenance).to_string(),
        })
        .collect();
    for (file, text) in texts.into_iter().flatten() {
        if let Some(file) = printed.get_mut(file) {
            Out::join(&mut file.text, text);
        }
    }
    printed
}

/// The texts of neighbouring parts, one for each file that they are in.
fn print_share(files: &[File<'_>], share: &[(usize, usize)]) -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    for group in share.chunk_by(|one, other| one.0 == other.0) {
        let Some((file, _)) = group.first() else { continue };
        let Some(item) = files.get(*file) else { continue };
        let mut out = Out::new(&item.scope);
        for (_, part) in group {
            if let Some(part) = item.parts.get(*part) {
                part.print(&mut out);
            }
        }
        texts.push((*file, out.finish()));
    }
    texts
}
