//! Operations as the generator writes them, with every kind of parameter, body, response and credential.

::stubwright_runtime::generated_for!(v1, 8);

use stubwright_runtime::v1 as rt;

use crate::api::ErrorCode;

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("success")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .message(&[rt::Source::Body(&[rt::Step::Key("msg")])])
    .data(&[&[rt::Step::Key("result")]])
    .trace(&[rt::Source::Header("x-request-id")]);

static GLOBAL_PARAMS: [rt::GlobalParam; 6] = [
    rt::GlobalParam::query("app_key").set_by("app_key", "with_app_key"),
    rt::GlobalParam::query("v").value("2.0"),
    rt::GlobalParam::query("session").set_by("session", "with_session").optional(),
    rt::GlobalParam::query("time").generated(rt::GeneratedValue::Local(480)),
    rt::GlobalParam::header("X-Nonce").generated(rt::GeneratedValue::Nonce),
    rt::GlobalParam::header("X-Channel").value("rust"),
];

static BEARER: [rt::Auth; 1] = [rt::Auth::bearer("token", "with_token")];
static BASIC: [rt::Auth; 1] = [rt::Auth::basic("login", "with_login")];
static HEADER: [rt::Auth; 1] = [rt::Auth::header("X-Api-Key", "api_key", "with_api_key")];
static QUERY: [rt::Auth; 1] = [rt::Auth::query("access_token", "access_token", "with_access_token")];
static SIGNED: [rt::Auth; 2] = [rt::Auth::bearer("token", "with_token"), rt::Auth::sign("with_signer")];

/// Every style of parameter.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub(crate) shop: String,
    pub(crate) page: Option<i64>,
    pub(crate) each: Vec<String>,
    pub(crate) ids: Vec<i64>,
    pub(crate) tags: Vec<String>,
    pub(crate) trace: Option<String>,
    pub(crate) v: Option<String>,
    pub(crate) channel: Option<String>,
}

/// A form.
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) scopes: Vec<String>,
}

/// Texts and files.
pub(crate) struct Upload {
    pub(crate) title: Option<String>,
    pub(crate) file: rt::File,
    pub(crate) more: Vec<rt::File>,
}

/// Bytes.
pub(crate) struct Store {
    pub(crate) body: rt::Bytes,
}

/// Nothing.
#[cfg_attr(not(any(feature = "hyper", feature = "reqwest", feature = "ureq")), expect(dead_code))]
pub(crate) struct Touch;

/// JSON where few expect it.
#[cfg_attr(not(any(feature = "hyper", feature = "reqwest", feature = "ureq")), expect(dead_code))]
pub(crate) struct Purge;

/// JSON where nobody expects it.
#[cfg_attr(not(any(feature = "hyper", feature = "reqwest", feature = "ureq")), expect(dead_code))]
pub(crate) struct Query;

/// A text.
pub(crate) struct Note {
    pub(crate) body: String,
}

/// JSON, signed.
pub(crate) struct Pay {
    pub(crate) amount: i64,
}

/// A file comes back, or an envelope.
pub(crate) struct Download;

/// A text comes back.
pub(crate) struct Export;

/// A file comes back, with no envelope anywhere.
pub(crate) struct Avatar;

/// Written by hand, and never finished.
#[cfg_attr(not(feature = "testing"), expect(dead_code))]
pub(crate) struct Careless(pub(crate) fn(rt::RequestBuilder) -> rt::RequestBuilder);

macro_rules! operations {
    ($($name:ident -> $output:ty = $endpoint:expr, |$this:ident| $request:expr;)*) => { $(
        impl rt::Operation for $name {
            type Code = ErrorCode;
            type Output = $output;
            const ENDPOINT: &'static rt::Endpoint = &$endpoint;

            fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
                let $this = self;
                $request(rt::RequestBuilder::new(Self::ENDPOINT))
            }
        }
    )* };
}

operations! {
    Search -> () = rt::Endpoint::new("search", "GET", "/v1/{shop}/items").global_params(&GLOBAL_PARAMS).auth(&HEADER),
        |this| |out: rt::RequestBuilder| out.path("shop", &this.shop).query("page", &this.page).query("each", &this.each)
            .query_joined("ids", &this.ids).query_brackets("tag", &this.tags).query("v", &this.v)
            .header("X-Trace", &this.trace).header("x-channel", &this.channel).finish();
    Login -> () = rt::Endpoint::new("login", "POST", "/login").auth(&BASIC),
        |this| |out: rt::RequestBuilder| out.form("user", &this.user).form("scope", &this.scopes).finish();
    Upload -> () = rt::Endpoint::new("upload", "POST", "/files").auth(&BEARER),
        |this| |out: rt::RequestBuilder| out.part("title", &this.title).file("file", &this.file).file("more", &this.more).finish();
    Store -> () = rt::Endpoint::new("store", "PUT", "/blob"),
        |this| |out: rt::RequestBuilder| out.bytes("application/pdf", &this.body);
    Touch -> () = rt::Endpoint::new("touch", "POST", "/touch"), |_this| |out: rt::RequestBuilder| out.finish();
    Purge -> () = rt::Endpoint::new("purge", "DELETE", "/all"), |_this| |out: rt::RequestBuilder| out.json(&vec![1]);
    Query -> () = rt::Endpoint::new("query", "GET", "/all"), |_this| |out: rt::RequestBuilder| out.json(&vec![1]);
    Careless -> () = rt::Endpoint::new("careless", "POST", "/a/{b}"), |this| |out: rt::RequestBuilder| Ok((this.0)(out));
    Note -> () = rt::Endpoint::new("note", "POST", "/note"),
        |this| |out: rt::RequestBuilder| out.text("text/csv", &this.body);
    Pay -> () = rt::Endpoint::new("pay", "POST", "/pay").global_params(&GLOBAL_PARAMS).auth(&SIGNED),
        |this| |out: rt::RequestBuilder| out.query("b", "2").json(&std::collections::BTreeMap::from([("amount".to_owned(), this.amount)]));
    Download -> rt::Bytes = rt::Endpoint::new("download", "GET", "/file").envelope(&ENVELOPE).raw().accept("application/pdf").auth(&QUERY),
        |_this| |out: rt::RequestBuilder| out.finish();
    Export -> String = rt::Endpoint::new("export", "GET", "/export").envelope(&ENVELOPE).raw().accept("text/csv"),
        |_this| |out: rt::RequestBuilder| out.finish();
    Avatar -> rt::Bytes = rt::Endpoint::new("avatar", "GET", "/avatar").raw(),
        |_this| |out: rt::RequestBuilder| out.finish();
}
