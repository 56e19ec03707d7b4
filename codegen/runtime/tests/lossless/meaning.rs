//! The meaning of a document, whatever its notation: found from the text alone, without the types that are tested.

use stubwright_runtime::v1::Json;

/// The type of a value in a document.
#[derive(Debug)]
pub(crate) enum Kind {
    Text,
    Flag,
    Int,
    Float,
    /// A decimal number.
    Exact,
    Day,
    Time,
    /// A time by its distance from 1970.
    Seconds,
    Link,
    Bytes,
    /// An open enum.
    Open,
    Any,
    Maybe(&'static Kind),
    List(&'static Kind),
    Map(&'static Kind),
    /// The name of each field, whether it has to be there, and what it holds.
    Struct(&'static [(&'static str, &'static str, &'static Kind)]),
    /// The union without a tag.
    Union,
    /// The key of a tag, and the struct of each of its values.
    Tag(&'static str, &'static [(&'static str, &'static Kind)]),
    /// The keys of a tag and of its payload, and the payload of each value.
    Content(&'static str, &'static str, &'static [(&'static str, &'static Kind)]),
}

const NOTHING: &str = "nothing";

/// The meaning of a value; `None` if it has none.
pub(crate) fn meaning(kind: &Kind, json: &Json) -> Option<String> {
    let text = scalar(json);
    match kind {
        Kind::Text | Kind::Link => text.map(|text| format!("{text:?}")),
        Kind::Bytes => text.map(|text| text.to_ascii_lowercase()),
        Kind::Flag => match text?.to_ascii_lowercase().as_str() {
            "true" | "1" => Some("yes".to_owned()),
            "false" | "0" => Some("no".to_owned()),
            _ => None,
        },
        Kind::Int | Kind::Exact | Kind::Seconds => number(&text?),
        Kind::Float => text?.parse::<f64>().ok().map(|float| format!("{:x}", float.to_bits())),
        Kind::Day => moment(&text?).map(|parts| format!("{:?}", &parts[..3])),
        Kind::Time => moment(&text?).map(|parts| format!("{parts:?}")),
        Kind::Open => text.map(|text| number(&text).unwrap_or(text)),
        Kind::Any => Some(json.to_string()),
        compound => meaning_of_compound(compound, json),
    }
}

fn meaning_of_compound(kind: &Kind, json: &Json) -> Option<String> {
    match kind {
        Kind::Maybe(inner) => match is_nothing(inner, json) {
            true => Some(NOTHING.to_owned()),
            false => meaning(inner, json),
        },
        Kind::List(inner) => {
            let items: Option<Vec<String>> = json.items().map(|item| meaning(inner, item)).collect();
            items.map(|items| format!("[{}]", items.join(", ")))
        }
        Kind::Map(inner) => {
            let mut members: Vec<_> = json
                .members()
                .map(|(key, value)| Some(format!("{key:?}: {}", meaning(inner, value)?)))
                .collect::<Option<_>>()?;
            members.sort();
            Some(format!("{{{}}}", members.join(", ")))
        }
        Kind::Struct(fields) => {
            let fields = fields.iter().map(|(name, presence, kind)| {
                let value =
                    json.get(name).filter(|value| *presence == "required" || !is_nothing(kind, value));
                let value = match (value, *presence) {
                    (Some(value), _) => meaning(kind, value)?,
                    (None, "required") => return None,
                    (None, "default") => number("7")?,
                    (None, _) => NOTHING.to_owned(),
                };
                Some(format!("{name}: {value}"))
            });
            fields.collect::<Option<Vec<_>>>().map(|fields| format!("{{{}}}", fields.join(", ")))
        }
        // Which of the structs it is depends on all fields; that it can be told by its number is what both have.
        Kind::Union => match json.get("id") {
            Some(id) => {
                let text = scalar(id)?;
                let is_plain =
                    !text.trim_start_matches('-').starts_with('0') || number(&text).as_deref() == Some("0");
                Some(number(&text).filter(|_| is_plain).unwrap_or(text))
            }
            None => Some(json.to_string()),
        },
        Kind::Tag(tag, variants) => {
            let tag = json.get(tag).and_then(scalar);
            match variants.iter().find(|(value, _)| tag.as_deref() == Some(*value)) {
                Some((value, kind)) => Some(format!("{value} {}", meaning(kind, json)?)),
                None => Some(json.to_string()),
            }
        }
        Kind::Content(tag, content, variants) => {
            let tag = json.get(tag).and_then(scalar);
            match variants.iter().find(|(value, _)| tag.as_deref() == Some(*value)) {
                Some((value, kind)) => Some(format!("{value} {}", meaning(kind, json.get(content)?)?)),
                None => Some(json.to_string()),
            }
        }
        scalar => meaning(scalar, json),
    }
}

/// The text of a scalar, whatever its kind.
fn scalar(json: &Json) -> Option<String> {
    let flag = json.as_bool().map(|flag| flag.to_string());
    json.as_str().map(str::to_owned).or_else(|| json.as_digits()).or(flag)
}

/// Whether there is no value.
fn is_nothing(kind: &Kind, json: &Json) -> bool {
    let is_empty_list = json.is_empty() && json.to_string() == "[]";
    match (kind, json.as_str()) {
        _ if json.is_null() => true,
        (Kind::Maybe(inner), _) => is_nothing(inner, json),
        (Kind::Text | Kind::Bytes | Kind::Open | Kind::Any | Kind::Union, _) => false,
        (_, Some("")) => true,
        (Kind::Day | Kind::Time, Some(text)) => text.len() >= 8 && !text.contains(|c| matches!(c, '1'..='9')),
        (Kind::Struct(fields), None) => {
            is_empty_list && fields.iter().any(|(_, presence, _)| *presence == "required")
        }
        (Kind::Tag(..) | Kind::Content(..), None) => is_empty_list,
        _ => false,
    }
}

/// A number as its digits without zeros around them, and the power of ten that they are multiplied by.
fn number(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let short = digits.trim_end_matches('0');
    let power = exponent.parse::<i64>().ok()? - fraction.len() as i64 + (digits.len() - short.len()) as i64;
    let sign = if text.starts_with('-') { "-" } else { "" };
    match short.trim_start_matches('0') {
        "" => Some("0".to_owned()),
        digits => Some(format!("{sign}{digits}e{power}")),
    }
}

/// Year, month, day, hour, minute, second, nanosecond, and the offset as written, from whatever separates them.
fn moment(text: &str) -> Option<Vec<String>> {
    let (clock, zone) = match text.char_indices().skip(8).find(|(at, c)| {
        matches!(c, 'Z' | 'z' | '+') || (*c == '-' && text.get(..*at).is_some_and(|text| text.contains(':')))
    }) {
        Some((at, _)) => text.split_at(at),
        None => (text, ""),
    };
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let mut runs: Vec<&str> =
        clock.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let mut parts = Vec::new();
    while let Some(run) = runs.first().copied() {
        runs.remove(0);
        match (parts.len(), run.len()) {
            (0, 4) | (1.., 1 | 2) => parts.push(run.to_owned()),
            (0, 5..) => {
                parts.push(run.get(..4)?.to_owned());
                runs.insert(0, run.get(4..)?);
            }
            (6, 3) => parts.push(run.to_owned()),
            (1.., 3..) => {
                parts.push(run.get(..2)?.to_owned());
                runs.insert(0, run.get(2..)?);
            }
            _ => return None,
        }
    }
    let millis = (parts.len() == 7).then(|| parts.pop()).flatten();
    parts.resize(6, "0".to_owned());
    let mut parts: Vec<String> = parts
        .iter()
        .map(|part| part.parse::<u32>().map(|part| part.to_string()))
        .collect::<Result<_, _>>()
        .ok()?;
    let fraction = millis.unwrap_or_else(|| fraction.to_owned());
    parts.push(fraction.trim_end_matches('0').to_owned());
    parts.push(zone.trim().to_owned());
    Some(parts)
}
