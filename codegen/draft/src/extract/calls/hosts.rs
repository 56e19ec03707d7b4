//! Hosts that stand for another one: `ip:port`, `xxx.example.com`, `your-domain.com`, `{company}.example.com`.

use crate::lexicon::calls::{OF_READERS, READERS, STAND_INS};

/// Whether what is in the place of a host is not the address of a server.
pub(super) fn is_stand_in(host: &str) -> bool {
    let host = host.to_lowercase();
    let (name, port) = host.rsplit_once(':').unwrap_or((host.as_str(), "0"));
    let has_port = is_port(port);
    let labels: Vec<&str> = name.split('.').collect();
    let is_variable = !host.is_ascii() || host.contains(['*', '{', '}', '<', '>', '$', '[', ']']);
    let is_masked = labels.iter().any(|label| is_mask(label)) || labels.iter().all(|label| *label == "x");
    let is_yours = labels.iter().any(|label| is_own(label));
    // `api.domain.com`: the label that is registered, or all that there is.
    let registered = labels.len().checked_sub(2).and_then(|at| labels.get(at)).or(labels.first());
    let is_word = registered.is_some_and(|label| STAND_INS.has(label));
    let is_alone = labels.len() == 1 && name != "localhost";
    !has_port || is_variable || is_masked || is_yours || is_word || is_alone
}

pub(super) fn is_port(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A label of nothing, or of the letter x alone.
fn is_mask(label: &str) -> bool {
    label.is_empty() || (label.len() > 1 && label.bytes().all(|byte| byte == b'x'))
}

/// A label that is the name of something of the reader: `your-company`, `mydomain`.
fn is_own(label: &str) -> bool {
    let rest = READERS.strip_start(label).map(|rest| rest.trim_start_matches(['-', '_']));
    rest.is_some_and(|rest| OF_READERS.has(rest) || STAND_INS.has(rest))
}

#[cfg(test)]
mod tests {
    use super::is_stand_in;

    #[test]
    fn hosts_that_stand_for_another() {
        for host in [
            "****",
            "ip:port",
            "192.168.7.1:port",
            "xxx.xxx.com",
            "xxx.quayshop.example",
            "x.x.x.x:8080",
            "xxxxx",
            "yourdomain.com",
            "api.your-domain.com",
            "your-company.quayshop.example",
            "domain.com",
            "{ip}:{port}",
            "{company}.quayshop.example",
            "域名",
            "服务器地址:端口",
            "..com",
        ] {
            assert!(is_stand_in(host), "{host}");
        }
        for host in [
            "api.quayshop.example",
            "localhost:8080",
            "192.168.7.1",
            "10.0.0.1:9000",
            "yourkite.example",
            "my-kite.example",
            "host.quayshop.example",
            "maxx.example",
        ] {
            assert!(!is_stand_in(host), "{host}");
        }
    }
}
