//! What goes along with every call of an endpoint: common parameters and credentials, as constants of generated code.

use crate::fill::Fill;

/// A parameter that is sent with every call.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static COMMON: [rt::Common; 3] = [
///     rt::Common::query("app_key").set_by("app_key", "with_app_key"),
///     rt::Common::query("v").value("2.0"),
///     rt::Common::header("X-Time").fill(rt::Fill::Unix),
/// ];
/// ```
#[derive(Debug)]
pub struct Common {
    pub(crate) place: Place,
    pub(crate) supply: Supply,
}

/// Where a parameter or a credential stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    Query(&'static str),
    Header(&'static str),
}

/// Where the value of a common parameter comes from.
#[derive(Debug)]
pub(crate) enum Supply {
    Value(&'static str),
    Fill(Fill),
    Setting(Setting, Need),
}

/// Whether a call fails when a setting is not set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// A setting of the client, and the method that sets it, for the error when it is missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
}

impl Common {
    /// A parameter in the query. It is empty until one of the other methods says what is sent.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self { place: Place::Query(name), supply: Supply::Value("") }
    }

    /// A header. It is empty until one of the other methods says what is sent.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self { place: Place::Header(name), supply: Supply::Value("") }
    }

    /// Sends always the same.
    #[must_use]
    pub const fn value(mut self, value: &'static str) -> Self {
        self.supply = Supply::Value(value);
        self
    }

    /// Makes the value anew for each call.
    #[must_use]
    pub const fn fill(mut self, fill: Fill) -> Self {
        self.supply = Supply::Fill(fill);
        self
    }

    /// Sends what the client has under the name `setting`, see [`Config::set`](crate::v1::Config::set). Calls fail before
    /// anything is sent when it is not set; the error names `method`.
    #[must_use]
    pub const fn set_by(mut self, setting: &'static str, method: &'static str) -> Self {
        self.supply = Supply::Setting(Setting { name: setting, method }, Need::Required);
        self
    }

    /// Sends nothing when the setting is not set.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        if let Supply::Setting(setting, _) = self.supply {
            self.supply = Supply::Setting(setting, Need::Optional);
        }
        self
    }
}

/// How calls of an endpoint are authenticated. An endpoint with several sends all of them.
#[derive(Debug)]
pub struct Auth {
    pub(crate) kind: Kind,
    pub(crate) setting: Setting,
}

/// The kinds of authentication.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Bearer,
    Basic,
    Plain(Place),
    Sign,
}

impl Auth {
    /// `Authorization: Bearer …` (RFC 6750 §2.1) with the token under the name `setting`.
    #[must_use]
    pub const fn bearer(setting: &'static str, method: &'static str) -> Self {
        Self::new(Kind::Bearer, setting, method)
    }

    /// `Authorization: Basic …` (RFC 7617) with the user and the password under the name `setting`, in UTF-8.
    #[must_use]
    pub const fn basic(setting: &'static str, method: &'static str) -> Self {
        Self::new(Kind::Basic, setting, method)
    }

    /// A header with the value under the name `setting`.
    #[must_use]
    pub const fn header(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(Kind::Plain(Place::Header(name)), setting, method)
    }

    /// A parameter in the query with the value under the name `setting`. Addresses are written to many logs, so this
    /// kind is for platforms that know no other.
    #[must_use]
    pub const fn query(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(Kind::Plain(Place::Query(name)), setting, method)
    }

    /// A signature that the client's [`Sign`](crate::v1::Sign) makes over the finished request.
    #[must_use]
    pub const fn sign(method: &'static str) -> Self {
        Self::new(Kind::Sign, "", method)
    }

    const fn new(kind: Kind, setting: &'static str, method: &'static str) -> Self {
        Self { kind, setting: Setting { name: setting, method } }
    }
}
