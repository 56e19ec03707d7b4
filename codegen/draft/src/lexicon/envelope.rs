//! Keys of envelopes, as platforms name them. Case, `_` and `-` do not count.

const CODE: &[&str] = &[
    "code",
    "errcode",
    "errorcode",
    "errno",
    "retcode",
    "returncode",
    "resultcode",
    "rescode",
    "respcode",
    "rspcode",
    "statuscode",
    "bizcode",
    "ret",
    "err",
    "errorno",
    "resultcd",
    "returnno",
    "infocode",
    "status",
    "error",
    "stat",
];
const MESSAGE: &[&str] = &[
    "msg",
    "message",
    "errmsg",
    "errormsg",
    "errormessage",
    "errmessage",
    "retmsg",
    "returnmsg",
    "resultmsg",
    "resultmessage",
    "resmsg",
    "respmsg",
    "desc",
    "errordesc",
    "errordescription",
    "info",
    "reason",
    "description",
    "detail",
    "text",
    "hint",
    "errorinfo",
    "errorreason",
    "statustext",
    "returnmessage",
    "rspmsg",
    "responsemessage",
    "title",
    "tips",
];
const DATA: &[&str] = &[
    "data",
    "result",
    "payload",
    "body",
    "response",
    "value",
    "content",
    "obj",
    "module",
    "model",
    "returnvalue",
    "results",
    "resultdata",
    "datas",
    "returndata",
    "respdata",
    "resp",
    "output",
    "rows",
    "list",
    "items",
    "res",
    "info",
];
const SUCCESS: &[&str] = &[
    "success",
    "ok",
    "issuccess",
    "succ",
    "succeed",
    "successful",
    "issuccessful",
    "succeeded",
    "isok",
    "state",
    "stat",
    "status",
    "result",
];
const TRACE: &[&str] = &[
    "requestid",
    "traceid",
    "logkey",
    "logid",
    "rid",
    "reqid",
    "trace",
    "requestno",
    "tid",
    "correlationid",
    "reqno",
    "xrequestid",
    "requestkey",
    "transid",
    "flowid",
    "sessionid",
    "errorid",
    "tracecode",
    "traceno",
];
const TIME: &[&str] =
    &["ts", "timestamp", "time", "servertime", "responsetime", "systemtime", "now", "currenttime"];

/// Objects that hold the code and what belongs to it.
const PARTS: &[&str] = &["error", "err", "errors", "meta", "status", "result", "head", "header", "fault"];

/// Whether a key is that of an object that holds the code and what belongs to it.
pub(crate) fn is_part(key: &str) -> bool {
    PARTS.contains(&key.to_lowercase().as_str())
}

/// What a key can be in an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The code.
    Code,
    /// The message.
    Message,
    /// The payload.
    Data,
    /// Whether it is a success.
    Success,
    /// The id of the request.
    Trace,
    /// The time of the answer.
    Time,
}

/// How well a key fits a role: 0 is best; `None` when it does not.
pub(crate) fn rank(key: &str, role: Role) -> Option<usize> {
    let words = match role {
        Role::Code => CODE,
        Role::Message => MESSAGE,
        Role::Data => DATA,
        Role::Success => SUCCESS,
        Role::Trace => TRACE,
        Role::Time => TIME,
    };
    let key: String = key.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    words.iter().position(|word| *word == key)
}
