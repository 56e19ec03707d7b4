//! Global parameters and credentials, which are sent with every call of an endpoint; constants of generated code.

use crate::generated::GeneratedValue;

/// A parameter that is sent with every call.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static GLOBAL_PARAMS: [rt::GlobalParam; 3] = [
///     rt::GlobalParam::query("app_key").set_by("app_key", "with_app_key"),
///     rt::GlobalParam::query("v").value("2.0"),
///     rt::GlobalParam::header("X-Time").generated(rt::GeneratedValue::Unix),
/// ];
/// ```
#[derive(Debug)]
pub struct GlobalParam {
    pub(crate) location: ParamLocation,
    pub(crate) supply: Supply,
    /// Whether it has no quotes in JSON.
    pub(crate) is_bare: bool,
}

/// Where a parameter or a credential is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ParamLocation {
    Query(&'static str),
    Header(&'static str),
    Cookie(&'static str),
    Body(&'static str),
}

/// Where the value of a global parameter comes from.
#[derive(Debug)]
pub(crate) enum Supply {
    Value(&'static str),
    Generated(GeneratedValue),
    Setting(Setting, Need),
}

/// Whether a call fails if the setting is missing.
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

impl GlobalParam {
    /// Creates a query parameter. It is empty until one of the other methods sets its value.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::at(ParamLocation::Query(name))
    }

    /// Creates a header. It is empty until one of the other methods sets its value.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::at(ParamLocation::Header(name))
    }

    /// Creates a cookie. It is empty until one of the other methods sets its value.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::at(ParamLocation::Cookie(name))
    }

    /// Creates a member of the body: of a JSON object, a form or a multipart body. Calls without such a body don't have it.
    /// It is empty until one of the other methods sets its value.
    #[must_use]
    pub const fn body(name: &'static str) -> Self {
        Self::at(ParamLocation::Body(name))
    }

    const fn at(location: ParamLocation) -> Self {
        Self { location, supply: Supply::Value(""), is_bare: false }
    }

    /// Makes it a number or a flag in JSON: it is written without quotes.
    #[must_use]
    pub const fn bare(mut self) -> Self {
        self.is_bare = true;
        self
    }

    /// Sends a constant value.
    #[must_use]
    pub const fn value(mut self, value: &'static str) -> Self {
        self.supply = Supply::Value(value);
        self
    }

    /// Generates the value for each attempt.
    #[must_use]
    pub const fn generated(mut self, value: GeneratedValue) -> Self {
        self.supply = Supply::Generated(value);
        self
    }

    /// Sends the client's value of `setting`, see [`Config::set`](crate::v1::Config::set). If it is not set, calls fail
    /// before anything is sent, and the error names `method`.
    #[must_use]
    pub const fn set_by(mut self, setting: &'static str, method: &'static str) -> Self {
        self.supply = Supply::Setting(Setting { name: setting, method }, Need::Required);
        self
    }

    /// Whether its value is public: settings can be, and so can cookies.
    pub(crate) fn is_public(&self) -> bool {
        !matches!(self.location, ParamLocation::Cookie(_)) && !matches!(self.supply, Supply::Setting(..))
    }

    /// Sends nothing if the setting is missing.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        if let Supply::Setting(setting, _) = self.supply {
            self.supply = Supply::Setting(setting, Need::Optional);
        }
        self
    }
}

/// A credential that an endpoint needs. An endpoint with several sends all of them.
#[derive(Debug)]
pub struct Auth {
    pub(crate) scheme: AuthScheme,
    pub(crate) setting: Setting,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AuthScheme {
    Bearer,
    Basic,
    Named(&'static str),
    Plain(ParamLocation),
    Sign,
}

impl Auth {
    /// `Authorization: Bearer …` (RFC 6750 §2.1) with the token in `setting`.
    #[must_use]
    pub const fn bearer(setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Bearer, setting, method)
    }

    /// `Authorization: Basic …` (RFC 7617) with the user and the password in `setting`, in UTF-8.
    #[must_use]
    pub const fn basic(setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Basic, setting, method)
    }

    /// `Authorization: NAME …` (RFC 9110 §11.6.2) with the credentials in `setting`.
    #[must_use]
    pub const fn scheme(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Named(name), setting, method)
    }

    /// A header with the value of `setting`.
    #[must_use]
    pub const fn header(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Plain(ParamLocation::Header(name)), setting, method)
    }

    /// A query parameter with the value of `setting`. URLs end up in many logs, so this is for platforms that support
    /// nothing else.
    #[must_use]
    pub const fn query(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Plain(ParamLocation::Query(name)), setting, method)
    }

    /// A cookie with the value of `setting`.
    #[must_use]
    pub const fn cookie(name: &'static str, setting: &'static str, method: &'static str) -> Self {
        Self::new(AuthScheme::Plain(ParamLocation::Cookie(name)), setting, method)
    }

    /// A signature that the client's [`Sign`](crate::v1::Sign) makes over the finished request.
    #[must_use]
    pub const fn sign(method: &'static str) -> Self {
        Self::new(AuthScheme::Sign, "", method)
    }

    const fn new(scheme: AuthScheme, setting: &'static str, method: &'static str) -> Self {
        Self { scheme, setting: Setting { name: setting, method } }
    }
}
