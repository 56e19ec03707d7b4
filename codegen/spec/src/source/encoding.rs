//! Which encoding a file has that is not UTF-8, and the command that converts it.

use super::limit::MAX_BYTES;
use super::{SourceMap, Span};
use crate::diag::{Code, Diagnostic};

/// An encoding as people call it, and as `iconv` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Encoding {
    name: &'static str,
    iconv: &'static str,
}

/// Why a file is not UTF-8.
enum Cause {
    /// It has a byte order mark, or a NUL next to every ASCII letter.
    Wide(Encoding),
    /// The bytes are characters of another encoding: most likely of this one, as far as that can be found out.
    Other(Option<Encoding>),
    /// It ends in the middle of a character.
    Cut,
    /// It is UTF-8 but for some bytes.
    Damaged,
}

/// UTF-16 and UTF-32 by the byte order mark, or by the NULs around the ASCII letter that every spec starts with. Without
/// the mark such a file would be valid UTF-8.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let encoding = |name, iconv| Some(Encoding { name, iconv });
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => encoding("UTF-32", "UTF-32"),
        [1..=0xFF, 0, 0, 0, ..] => encoding("UTF-32 (little endian)", "UTF-32LE"),
        [0, 0, 0, 1..=0xFF, ..] => encoding("UTF-32 (big endian)", "UTF-32BE"),
        [0xFF, 0xFE, ..] => encoding("UTF-16 (little endian)", "UTF-16"),
        [0xFE, 0xFF, ..] => encoding("UTF-16 (big endian)", "UTF-16"),
        [1..=0xFF, 0, 1..=0xFF, 0, ..] => encoding("UTF-16 (little endian)", "UTF-16LE"),
        [0, 1..=0xFF, 0, 1..=0xFF, ..] => encoding("UTF-16 (big endian)", "UTF-16BE"),
        _ => None,
    }
}

fn cause(bytes: &[u8]) -> Cause {
    if let Some(encoding) = wide(bytes) {
        return Cause::Wide(encoding);
    }
    let (mut good, mut bad, mut is_cut) = (0_usize, 0_usize, false);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
        is_cut = std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
    }
    match (good > bad, is_cut && bad == 1) {
        (_, true) if good > 0 => Cause::Cut,
        (true, _) => Cause::Damaged,
        _ => Cause::Other(likely(bytes)),
    }
}

/// The encoding in which the bytes are characters that are frequent together.
#[cfg(feature = "encodings")]
fn likely(bytes: &[u8]) -> Option<Encoding> {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let name = detector.guess(None, Utf8Detection::Deny).name();
    // Pages use the shorter name mostly for the vendor's superset of it.
    let iconv = match name {
        "GBK" if has_four_bytes(bytes) => "GB18030",
        "Shift_JIS" => "CP932",
        "EUC-KR" => "CP949",
        name => name,
    };
    Some(Encoding { name, iconv })
}

#[cfg(not(feature = "encodings"))]
fn likely(_: &[u8]) -> Option<Encoding> {
    None
}

/// Whether there is a character of four bytes, which GB18030 has and GBK does not.
#[cfg(feature = "encodings")]
fn has_four_bytes(bytes: &[u8]) -> bool {
    let is_four = |at: &[u8]| matches!(at, [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39]);
    bytes.windows(4).any(is_four)
}

/// The finding about a file that is not UTF-8; `None` if it is.
pub fn not_utf8(map: &mut SourceMap, name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let bytes = bytes.get(..MAX_BYTES).unwrap_or(bytes);
    let offset = match std::str::from_utf8(bytes) {
        Err(error) => error.valid_up_to(),
        Ok(_) if wide(bytes).is_some() => 0,
        Ok(_) => return None,
    };
    let byte = bytes.get(offset).copied().unwrap_or_default();
    // The part before the first bad byte is text, so it can be shown.
    let readable = bytes.get(..offset).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or_default();
    let file = map.add(name, readable);
    let span = Span::new(file, offset, offset);
    let found = |message: String| Diagnostic::new(Code::NotUtf8, span, message);
    let column = map.get(file).map(|file| file.line_column(span.start));
    let place = column.map_or_else(String::new, |at| format!("line {}, column {}", at.line, at.column));
    let convert = |from: Encoding, found: Diagnostic| {
        let quoted = shell_word(name);
        found.help(format!(
            "save the file as UTF-8, or convert it: `iconv -f {} -t UTF-8 {quoted} > {}`",
            from.iconv,
            shell_word(&converted(name))
        ))
    };
    Some(match cause(bytes) {
        Cause::Wide(encoding) => convert(
            encoding,
            found(format!("the file is {}, not UTF-8: byte 0x{byte:02X} at {place}", encoding.name)),
        ),
        Cause::Other(Some(encoding)) => convert(
            encoding,
            found(format!(
                "byte 0x{byte:02X} at {place} is not UTF-8; the file looks like {}",
                encoding.name
            )),
        ),
        Cause::Other(None) => found(format!("byte 0x{byte:02X} at {place} is not UTF-8"))
            .help("save the file as UTF-8; `stubwright check` says which encoding it looks like"),
        Cause::Cut => found(format!("the file ends in the middle of a character, at {place}"))
            .help("download or save the file again; its end is missing"),
        Cause::Damaged => {
            found(format!("byte 0x{byte:02X} at {place} is not UTF-8, but most of the file is"))
                .help("retype the character at this place; converting the whole file would corrupt the rest")
        }
    })
}

/// `api.yaml` → `api.utf8.yaml`.
fn converted(name: &str) -> String {
    let folder = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    match name.get(folder..).and_then(|file| file.rfind('.')).filter(|at| *at > 0) {
        Some(at) => format!("{}.utf8{}", &name[..folder + at], &name[folder + at..]),
        None => format!("{name}.utf8"),
    }
}

/// A word of a shell, in quotes where it needs them.
fn shell_word(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+' | ',' | ':' | '@');
    match text.chars().all(is_plain) && !text.starts_with('-') && !text.is_empty() {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cause, cause, converted, not_utf8, shell_word};
    use crate::source::SourceMap;

    fn said(name: &str, bytes: &[u8]) -> String {
        let found = not_utf8(&mut SourceMap::default(), name, bytes).unwrap();
        format!("{} ({})", found.message, found.help.join("; "))
    }

    /// A spec whose title and message are these bytes.
    fn spec(title: &[u8], message: &[u8]) -> Vec<u8> {
        [b"stubwright: 1\napi: x\ntitle: ", title, b"\nerrors: {e1: {name: One, message: ", message, b"}}\n"]
            .concat()
    }

    #[test]
    fn encodings_are_guessed() {
        let rows: &[(&[u8], &[u8], &str, &str)] = &[
            // café, Übergröße
            (b"caf\xE9", b"\xDCbergr\xF6\xDFe", "windows-1252", "windows-1252"),
            (b"caf\xE9", b"busy", "windows-1252", "windows-1252"),
            // 签盾开放平台, 合同不存在
            (b"\xC7\xA9\xB6\xDC\xBF\xAA\xB7\xC5\xC6\xBD\xCC\xA8", b"\xBA\xCF\xCD\xAC\xB2\xBB\xB4\xE6\xD4\xDA", "GBK", "GBK"),
            // The same with 㐂 (four bytes of GB18030).
            (b"\xC7\xA9\xB6\xDC\xBF\xAA\xB7\xC5\xC6\xBD\xCC\xA8", b"\xBA\xCF\xCD\xAC\xB2\xBB\xB4\xE6\xD4\xDA\x81\x39\xEF\x34", "GBK", "GB18030"),
            // 開放平台, 合約不存在
            (b"\xB6\x7D\xA9\xF1\xA5\xAD\xA5\x78", b"\xA6\x58\xAC\xF9\xA4\xA3\xA6\x73\xA6\x62", "Big5", "Big5"),
            // 契約書サービス, 署名者が見つかりません
            (b"\x8C\x5F\x96\xF1\x8F\x91\x83\x54\x81\x5B\x83\x72\x83\x58", b"\x8F\x90\x96\xBC\x8E\xD2\x82\xAA\x8C\xA9\x82\xC2\x82\xA9\x82\xE8\x82\xDC\x82\xB9\x82\xF1", "Shift_JIS", "CP932"),
            (b"\xB7\xC0\xCC\xF3\xBD\xF1\xA5\xB5\xA1\xBC\xA5\xD3\xA5\xB9", b"\xBD\xF0\xCC\xBE\xBC\xD4\xA4\xAC\xB8\xAB\xA4\xC4\xA4\xAB\xA4\xEA\xA4\xDE\xA4\xBB\xA4\xF3", "EUC-JP", "EUC-JP"),
            // 계약 서비스, 서명자를 찾을 수 없습니다
            (b"\xB0\xE8\xBE\xE0 \xBC\xAD\xBA\xF1\xBD\xBA", b"\xBC\xAD\xB8\xED\xC0\xDA\xB8\xA6 \xC3\xA3\xC0\xBB \xBC\xF6 \xBE\xF8\xBD\xC0\xB4\xCF\xB4\xD9", "EUC-KR", "CP949"),
        ];
        for (title, message, name, iconv) in rows {
            let said = said("api.yaml", &spec(title, message));
            let wanted = format!("is not UTF-8; the file looks like {name}");
            assert!(said.contains(&wanted), "{name}: {said}");
            let command = format!("`iconv -f {iconv} -t UTF-8 api.yaml > api.utf8.yaml`");
            assert!(said.contains(&command), "{said}");
            assert!(said.contains("at line 3, column "), "{said}");
        }
    }

    #[test]
    fn utf_16_is_found_without_a_mark() {
        let le: Vec<u8> = "api: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "api: x\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(said("a.yaml", &le).contains("the file is UTF-16 (little endian), not UTF-8"));
        assert!(said("a.yaml", &le).contains("iconv -f UTF-16LE -t UTF-8"));
        assert!(said("a.yaml", &be).contains("iconv -f UTF-16BE -t UTF-8"));
        assert!(not_utf8(&mut SourceMap::default(), "a.yaml", "api: 签\n".as_bytes()).is_none());
    }

    #[test]
    fn damage_is_no_encoding() {
        let text = "title: 签盾开放平台\n";
        assert!(matches!(cause(&text.as_bytes()[..text.len() - 2]), Cause::Cut));
        let mut damaged = text.as_bytes().to_vec();
        damaged[10] = b'?';
        assert!(matches!(cause(&damaged), Cause::Damaged));
    }

    #[test]
    fn names_are_safe_in_a_shell() {
        assert_eq!(shell_word("spec/a-b.yaml"), "spec/a-b.yaml");
        assert_eq!(shell_word("a b'$(x).yaml"), "'a b'\\''$(x).yaml'");
        assert_eq!(shell_word("-rf"), "'-rf'");
        assert_eq!(
            (converted("a.b/c"), converted("a/.x")),
            (String::from("a.b/c.utf8"), String::from("a/.x.utf8"))
        );
    }
}
