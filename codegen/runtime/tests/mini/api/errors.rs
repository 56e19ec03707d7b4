//! The error codes of the API.

use ::stubwright_runtime::v1 as rt;

/// Why a call failed.
pub type Error = rt::Error<ErrorCode>;

/// The error table.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u16)]
pub enum ErrorCode {
    /// `500` 服务繁忙,请重试.
    ServiceBusy,
    /// `oc_10011` 用户未认证
    UserNotVerified,
    /// `oc_40003` 签署方不可重复
    DuplicateSigner,
    /// A code this version does not know; [`Error::code`] gives its text.
    Unrecognized,
}

static ROWS: [rt::ErrorInfo; 3] = [
    rt::ErrorInfo::new("500", "ServiceBusy").with_message("服务繁忙,请重试.").with_solution("联系客服").with_retry(rt::Retry::Idempotent),
    rt::ErrorInfo::new("oc_10011", "UserNotVerified").with_message("用户未认证").with_solution("进行认证").with_category(rt::Category::Auth).with_retry(rt::Retry::Safe),
    rt::ErrorInfo::new("oc_40003", "DuplicateSigner").with_message("签署方不可重复").with_solution("检查参数").with_messages(&[("en", "duplicate signer")]).with_category(rt::Category::Argument).with_http(400).with_docs("https://example.com/oc_40003").deprecated(),
];

static BY_CODE: [u16; 3] = [0, 1, 2];

rt::error_codes! { ErrorCode, ROWS, BY_CODE, [ServiceBusy, UserNotVerified, DuplicateSigner] }
