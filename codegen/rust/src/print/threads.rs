//! Prints on all cores. The text is the same for any number of threads.

use std::num::NonZeroUsize;
use std::thread::{Builder, ScopedJoinHandle};

use super::file::File;
use super::out::Out;
use crate::output::GeneratedFile;

/// How many threads print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Threads(NonZeroUsize);

/// A thread costs about as much as printing this many parts.
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

/// The texts of all files, without the first lines that name the spec.
pub(super) fn print(files: &[File<'_>], threads: Threads) -> Vec<GeneratedFile> {
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
            let start = |share| Builder::new().spawn_scoped(scope, move || print_share(files, share));
            let running: Vec<_> = others.iter().map(|share| (*share, start(*share))).collect();
            let mut texts = vec![print_share(files, first)];
            for (share, thread) in running {
                texts.push(match thread.map(ScopedJoinHandle::join) {
                    Ok(Ok(text)) => text,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    // A system can have as many threads as it lets a process have.
                    Err(_) => print_share(files, share),
                });
            }
            texts
        }),
    };
    let mut printed: Vec<GeneratedFile> =
        files.iter().map(|file| GeneratedFile { path: file.path.clone(), text: String::new() }).collect();
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

#[cfg(test)]
mod tests {
    use super::super::comment::Header;
    use super::super::files::print;
    use super::Threads;
    use crate::options::{Options, Tests};
    use crate::plan::plan;
    use crate::understood::{Sound, understand};

    /// A spec with every kind of file.
    const SPEC: &str = include_str!("../../../../tests/cases/ok/settings/spec.yaml");

    #[test]
    fn any_number_of_threads_prints_the_same() {
        let options = Options { tests: Tests::Written, ..Options::default() };
        let none = &mut |_: &str| Err(String::new());
        let (reading, understood) = understand("spec.yaml", SPEC.as_bytes(), none, &options);
        let understood = understood.unwrap();
        let module = plan(&Sound::new(&understood, &reading.diagnostics).unwrap(), &options);
        let header = Header { spec: "spec.yaml".into() };
        let printed = |threads| print(&module, &header, Threads::exactly(threads));
        let one = printed(1);
        assert!(one.iter().map(|file| file.text.len()).sum::<usize>() > 10_000);
        for threads in [2, 3, 8, 1000] {
            assert_eq!(printed(threads), one, "{threads}");
        }
    }
}
