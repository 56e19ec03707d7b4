//! The types of the API.

use ::stubwright_runtime::v1 as rt;

/// Starts a contract.
#[non_exhaustive]
pub struct StartContract {
    /// `signFileType`
    pub sign_file_type: SignFileType,
    /// `signers`
    pub signers: Vec<Signer>,
}

impl StartContract {
    /// With what is required.
    #[must_use]
    pub fn new(sign_file_type: SignFileType, signers: Vec<Signer>) -> Self {
        Self { sign_file_type, signers }
    }
}

/// One who signs.
#[non_exhaustive]
pub struct Signer {
    /// `accountId`
    pub account_id: String,
    /// `seqNo`
    pub seq_no: i32,
    /// `style`
    pub style: Option<SignFieldStyle>,
    /// `type`
    pub r#type: Option<i64>,
    /// `extra`
    pub extra: Option<::std::collections::BTreeMap<String, rt::Json>>,
    /// `parent`
    pub parent: Option<Box<Signer>>,
    /// `note`
    pub note: rt::Patch<String>,
    /// `until`
    pub until: Option<String>,
}

impl Signer {
    /// With what is required.
    #[must_use]
    pub fn new(account_id: impl Into<String>, seq_no: i32) -> Self {
        Self {
            account_id: account_id.into(),
            seq_no,
            style: None,
            r#type: None,
            extra: None,
            parent: None,
            note: rt::Patch::Absent,
            until: None,
        }
    }
}

/// The started contract.
#[non_exhaustive]
pub struct StartContractResult {
    /// `contractId`
    pub contract_id: i64,
    /// ` signersInfos`
    pub signers_infos: Vec<Signer>,
}

/// Nothing but a sign of life.
#[non_exhaustive]
pub struct Ping {}

/// A contract to look up.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ShowContract {
    /// `contractId`, in the path.
    pub contract_id: String,
}

impl ShowContract {
    /// With what is required.
    #[must_use]
    pub fn new(contract_id: impl Into<String>) -> Self {
        Self { contract_id: contract_id.into() }
    }
}

/// Kinds of files.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignFileType {
    /// `PDF`
    Pdf,
    #[doc(hidden)]
    __Unknown(rt::Unknown),
}

/// Kinds of seals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignFieldStyle {
    /// `1`
    SinglePage,
    /// `2`
    CrossPage,
    /// `-9000000000`
    Odd,
    #[doc(hidden)]
    __Unknown(rt::Unknown),
}

rt::record! {
    StartContract {
        0 sign_file_type: required "signFileType",
        _ signers: required "signers",
    }
}

rt::record! {
    Signer {
        0 account_id: required "accountId",
        1 seq_no: required "seqNo",
        2 style: optional "style",
        3 r#type: optional "type",
        4 extra: optional "extra",
        5 parent: optional "parent",
        6 note: patch "note",
        _ until: nullable "until",
    }
}

rt::record! {
    StartContractResult {
        0 contract_id: required "contractId",
        _ signers_infos: required " signersInfos" | "signersInfos",
    }
}

rt::record! { Ping {} }

rt::open_enum! { SignFileType: str { Pdf = "PDF" } }

rt::open_enum! { SignFieldStyle: int { SinglePage = 1, CrossPage = 2, Odd = -9000000000, } }
