//! From the bytes of a file to its document.

use super::conflict::conflict;
use super::encoding::not_utf8;
use super::limit::MAX_BYTES;
use super::node::Document;
use super::{FileId, SourceMap, json, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Decodes `bytes`, adds them to `map` as `name`, and reads them as JSON when the name ends in `.json`, else as YAML.
///
/// Findings go to `diags`; the document then holds what could be read. `None` means that there is no text at all:
/// the bytes are too many or no UTF-8, or Git has left a conflict in them.
pub fn load(
    map: &mut SourceMap,
    name: &str,
    bytes: &[u8],
    diags: &mut Diagnostics,
) -> Option<(FileId, Document)> {
    if bytes.len() > MAX_BYTES {
        let message = format!("{name} is {} MiB; the limit is 64 MiB", bytes.len() >> 20);
        diags.push(
            Diagnostic::without_place(Code::FileTooLarge, message)
                .help("split the description into several files"),
        );
        return None;
    }
    if let Some(found) = not_utf8(map, name, bytes) {
        diags.push(found);
        return None;
    }
    let file = map.add(name, std::str::from_utf8(bytes).unwrap_or_default());
    if let Some(found) = conflict(map, file) {
        diags.push(found);
        return None;
    }
    let is_json = name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("json"));
    let document = if is_json { json::read(map, file, diags) } else { yaml::read(map, file, diags) };
    Some((file, document))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{MAX_BYTES, load};
    use crate::diag::{Code, Diagnostics, render};
    use crate::source::SourceMap;

    fn findings(name: &str, bytes: &[u8]) -> (bool, Vec<Code>, String) {
        let (mut map, mut diags) = (SourceMap::default(), Diagnostics::default());
        let read = load(&mut map, name, bytes, &mut diags).is_some();
        let codes = diags.sorted().iter().map(|item| item.code).collect();
        let text = render::short(&diags, &map).to_string()
            + &render::json(&diags, &map)
            + &render::pretty(&diags, &map, true);
        (read, codes, text)
    }

    #[test]
    fn the_name_decides() {
        assert_eq!(findings("a.json", b"{\"a\": 1}").1, []);
        assert_eq!(findings("a.JSON", b"a: 1").1, [Code::JsonSyntax]);
        assert_eq!(findings("a.yaml", b"a: 1").1, []);
        assert_eq!(findings("json", b"a: 1").1, []);
    }

    #[test]
    fn other_encodings_are_named() {
        for (bytes, wanted) in [
            (&b"\xFF\xFEa\0"[..], "UTF-16 (little endian)"),
            (b"\xFE\xFF\0a", "UTF-16 (big endian)"),
            (b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
            (b"a: 1\nb: \xB0\xA1", "byte 0xB0 at line 2, column 4"),
            (b"a: \xE7\xAD", "byte 0xE7 at line 1, column 4"),
        ] {
            let (read, codes, text) = findings("a.yaml", bytes);
            assert!(!read && codes == [Code::NotUtf8], "{bytes:?}");
            assert!(text.contains(wanted), "{text}");
        }
    }

    #[test]
    fn huge_files_are_refused() {
        assert_eq!(findings("a.yaml", &vec![b'#'; MAX_BYTES + 1]).1, [Code::FileTooLarge]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in any::<Vec<u8>>()) {
            for name in ["a.yaml", "a.json"] {
                findings(name, &bytes);
            }
        }
    }
}
