//! One version of a spec, read and planned.

use stubwright_spec::lint::Levels;
use stubwright_spec::{Loader, Reading, Spec};

use super::origins::Origins;
use crate::kept::Kept;
use crate::options::Options;
use crate::plan::{plan, record};
use crate::print;
use crate::public::PublicItems;
use crate::understood::{Sound, understand};

/// One version of a spec.
#[derive(Debug)]
pub struct Revision {
    /// The findings of reading it.
    pub reading: Reading,
    pub(super) client: Option<Client>,
}

/// The client of a version without errors.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) spec: Spec,
    pub(super) items: PublicItems,
    pub(super) origins: Origins,
    pub(super) kept: Kept,
}

impl Revision {
    /// Reads a version of a spec, as [`generate_with`](crate::generate_with) does.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> Self {
        // A version that was published is compared, whatever is denied by now.
        let options = &Options { lints: Levels::default(), ..options.clone() };
        let (reading, understood) = understand(name, bytes, load, options);
        let client = understood.and_then(|understood| {
            let sound = Sound::new(&understood, &reading.diagnostics)?;
            let module = plan(&sound, options);
            let (items, kept) = (print::public(&module), record(&sound, &module));
            let origins = Origins::of(&sound);
            Some(Client { items, origins, kept, spec: understood.spec })
        });
        Self { reading, client }
    }

    /// The public API of its client. `None` if it has errors.
    #[must_use]
    pub fn items(&self) -> Option<&PublicItems> {
        self.client.as_ref().map(|client| &client.items)
    }

    /// The decisions about it, for the next version to keep. `None` if it has errors.
    #[must_use]
    pub fn kept(&self) -> Option<&Kept> {
        self.client.as_ref().map(|client| &client.kept)
    }
}
