//! Which keys of responses are code, message, trace and payload.

use super::reading::{Keys, Members, Reading, is_bad, keys_of, row, text_of};
use crate::found::{ErrorTable, Found, Sample};
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{Role, is_part, is_weak, message_rank, rank, roles};
use crate::lexicon::keys::PAYLOADS;
use crate::lexicon::rows::VERDICTS;
use crate::sheet::{Envelope, Noted, body_path};
use stubwright_spec::ast::BodyPath;
use stubwright_spec::source::{Span, Spanned};

impl Reading {
    /// The path of the code: by its name, best one that the table's head or rows confirm; or in an object `error`.
    pub(super) fn find_code(
        &mut self,
        objects: &[(&Sample, &Members)],
        flag: Option<&[String]>,
        found: &Found,
    ) {
        let mut candidates: Vec<(Keys, Span, usize)> = Vec::new();
        for (_, members) in objects {
            for (key, value) in *members {
                let is_nested = is_part(&key.value) || is_error_data(key, value, members, flag);
                if let (true, Kind::Object(inner)) = (is_nested, &value.kind) {
                    for (name, value) in inner {
                        if let Some(rank) = rank(&name.value, Role::Code).filter(|_| is_code(value)) {
                            let bonus = confirmed(&name.value, value, found);
                            // A `status` beside a flag, inside of what may be the payload, is a state of it.
                            if flag.is_some() && is_weak(rank) && bonus == 0 && is_payload(&key.value) {
                                continue;
                            }
                            candidates.push((
                                vec![key.value.clone(), name.value.clone()],
                                name.span,
                                (rank + 4).saturating_sub(bonus),
                            ));
                        }
                    }
                }
                // A code that is null says nothing where neither a message nor a payload is beside it.
                let is_null = matches!(value.kind, Kind::Null)
                    && members.iter().any(|other| other.0.value != key.value && belongs(other));
                let is_free = (is_code(value) || is_null) && flag != Some(std::slice::from_ref(&key.value));
                // A key that no list has is one where the table says so.
                let is_confirmed = confirmed(&key.value, value, found) >= 4;
                let rank = rank(&key.value, Role::Code).or(is_confirmed.then_some(12));
                if let Some(rank) = rank.filter(|_| is_free) {
                    let weak = if is_weak(rank) && confirmed(&key.value, value, found) == 0 { 20 } else { 0 };
                    candidates.push((
                        vec![key.value.clone()],
                        key.span,
                        (rank + 4 + weak).saturating_sub(confirmed(&key.value, value, found)),
                    ));
                }
            }
        }
        let best = candidates.iter().min_by_key(|(_, _, rank)| *rank);
        if let Some((path, ..)) = best {
            self.code.clone_from(path);
            self.envelope.code = Noted::plain(vec![body_path(path)]);
        }
        // A second code beside it, as `sub_code`, comes first where it is there.
        let sub = objects.iter().flat_map(|(_, members)| members.iter()).find(|(key, value)| {
            key.value.to_lowercase().starts_with("sub")
                && key.value.to_lowercase().contains("code")
                && is_code(value)
        });
        if let Some((key, _)) = sub.filter(|_| self.code.len() == 1) {
            let both = [std::slice::from_ref(&key.value), &self.code].map(body_path);
            self.envelope.code = Noted::plain(both.into());
        }
    }

    /// Whether what was taken for the code is a state of the payload: a `status` that no row has, without a message or a
    /// payload beside it, or among other fields.
    pub(super) fn is_state(&self, objects: &[(&Sample, &Members)], found: &Found) -> bool {
        let [code] = self.code.as_slice() else { return false };
        let is_weak = rank(code, Role::Code).is_some_and(is_weak);
        let mut here = objects.iter().filter_map(|(_, members)| {
            let own = members.iter().find(|(key, _)| key.value == *code).map(|(_, value)| value)?;
            Some((own, *members))
        });
        is_weak
            && here.all(|(own, members)| {
                confirmed(code, own, found) == 0
                    && (is_amid(code, members)
                        || !members.iter().filter(|(key, _)| key.value != *code).any(belongs))
            })
    }

    /// Whether no answer has both the flag and the code.
    pub(super) fn is_elsewhere(&self, flag: &[String], objects: &[(&Sample, &Members)]) -> bool {
        let has = |members: &Members, path: &[String]| Self::at(members, path).is_some();
        !objects.iter().any(|(_, members)| has(members, flag) && has(members, &self.code))
    }

    /// Takes the code for a field of answers.
    pub(super) fn without_code(&mut self) {
        self.code.clear();
        self.envelope.code = Noted::default();
    }

    pub(super) fn find_message(&mut self, objects: &[(&Sample, &Members)], found: &Found) {
        let nested = self.code.first().filter(|_| self.code.len() > 1).cloned();
        let best = self.messages(objects);
        let told = best.is_empty().then(|| self.message_of_rows(objects, found)).flatten();
        let sub = objects.iter().flat_map(|(_, members)| members.iter()).find(|(key, _)| {
            let key = key.value.to_lowercase();
            key.starts_with("sub") && (key.contains("msg") || key.contains("message"))
        });
        let sub = sub.map(|(key, _)| body_path(std::slice::from_ref(&key.value)));
        self.envelope.message = Noted::plain(sub.into_iter().chain(best).collect());
        if let Some((key, span)) = told.filter(|_| self.envelope.message.value.is_empty()) {
            let path = body_path(&nested.into_iter().chain([key]).collect::<Keys>());
            self.envelope.message =
                Noted::guess(vec![path], "the message of the row of its code", Some(span));
        }
    }

    /// The paths of the message by their names: the best one, and others of samples that have none so far.
    fn messages(&self, objects: &[(&Sample, &Members)]) -> Vec<BodyPath> {
        let mut samples: Vec<Vec<(usize, Keys)>> =
            objects.iter().map(|(_, members)| self.messages_of(members)).collect();
        let mut paths = Vec::new();
        while let Some((_, best)) = samples.iter().flatten().min().cloned() {
            samples.retain(|paths| !paths.iter().any(|(_, path)| *path == best));
            paths.push(body_path(&best));
        }
        paths
    }

    /// The paths in one sample that may be that of the message, each with the rank of its name.
    fn messages_of(&self, members: &Members) -> Vec<(usize, Keys)> {
        let nested = self.code.first().filter(|_| self.code.len() > 1);
        // An object without a code there is a payload, not an error.
        let inner = nested.filter(|_| Self::at(members, &self.code).is_some());
        let inner = inner.and_then(|name| Self::at(members, std::slice::from_ref(name)));
        let inner = inner.and_then(|value| match &value.kind {
            Kind::Object(inner) => Some(inner.as_slice()),
            _ => None,
        });
        let here = if nested.is_some() { inner.unwrap_or_default() } else { members };
        let path = |(key, value): &(Spanned<String>, Value)| {
            let is_text = matches!(value.kind, Kind::Text(_) | Kind::Null | Kind::Blank);
            let is_code = self.code.last() == Some(&key.value)
                || self.success.as_ref().is_some_and(|(keys, _)| keys.iter().eq([&key.value]));
            let rank = message_rank(&key.value).filter(|_| is_text && !is_code)?;
            Some((rank, nested.cloned().into_iter().chain([key.value.clone()]).collect()))
        };
        here.iter().filter_map(path).collect()
    }

    /// The key of a text beside the code that is the message of the row of that code.
    fn message_of_rows(&self, objects: &[(&Sample, &Members)], found: &Found) -> Option<(String, Span)> {
        let (last, way) = self.code.split_last()?;
        objects.iter().find_map(|(_, members)| {
            let here: &Members = match way {
                [] => members,
                way => match &Self::at(members, way)?.kind {
                    Kind::Object(inner) => inner,
                    _ => return None,
                },
            };
            let code =
                here.iter().find(|(key, _)| key.value == *last).and_then(|(_, value)| text_of(value))?;
            let rows = found.tables.iter().flat_map(|table| &table.rows);
            let messages: Vec<&str> = rows
                .filter(|row| row.code.as_ref().is_some_and(|own| own.value == code))
                .flat_map(|row| row.message.iter().chain(&row.gloss))
                .map(Spanned::as_str)
                .collect();
            here.iter().find_map(|(key, value)| match &value.kind {
                Kind::Text(text) if key.value != *last && messages.contains(&text.trim()) => {
                    Some((key.value.clone(), value.span))
                }
                _ => None,
            })
        })
    }

    pub(super) fn find_trace(&mut self, objects: &[(&Sample, &Members)]) {
        let nested = self.code.first().filter(|_| self.code.len() > 1);
        let mut best: Option<(usize, Keys)> = None;
        for (_, members) in objects {
            for (key, value) in *members {
                let here = rank(&key.value, Role::Trace).map(|rank| (rank, vec![key.value.clone()]));
                let inside = match &value.kind {
                    Kind::Object(inner) if Some(&key.value) == nested => {
                        inner.iter().find_map(|(name, _)| {
                            rank(&name.value, Role::Trace)
                                .map(|rank| (rank, vec![key.value.clone(), name.value.clone()]))
                        })
                    }
                    _ => None,
                };
                best = best.into_iter().chain(here).chain(inside).min();
            }
        }
        self.envelope.trace = best.map(|(_, path)| Noted::guess(body_path(&path), "by its name", None));
    }

    /// The outermost keys of what is known of the envelope.
    fn own_keys(&self) -> Vec<String> {
        let mut own: Vec<String> = self.code.first().cloned().into_iter().collect();
        own.extend(self.success.iter().filter_map(|(keys, _)| keys.first().cloned()));
        let Envelope { message, code, trace, .. } = &self.envelope;
        let paths = message.value.iter().chain(&code.value).chain(trace.iter().map(|trace| &trace.value));
        own.extend(paths.filter_map(|path| keys_of(path).into_iter().next()));
        // Where a failure has its code in what is the payload of a success, it is the payload all the same.
        let is_shared = |key: &String| {
            self.code.len() > 1
                && self.code.first() == Some(key)
                && !is_part(key)
                && rank(key, Role::Data).is_some()
        };
        own.retain(|key| !is_shared(key));
        own
    }

    /// Takes the whole of an answer for its payload.
    pub(super) fn without_data(&mut self) {
        self.envelope.data = Some(Noted::plain(body_path(&[])));
        self.own = self.own_keys();
    }

    /// The payload that lies in the same object as the code: `result.data` beside `result.code`.
    fn beside_code(&self, objects: &[(&Sample, &Members)]) -> Option<Keys> {
        let (_, outer) = self.code.split_last().filter(|(_, outer)| !outer.is_empty())?;
        objects.iter().find_map(|(_, members)| {
            let Kind::Object(inner) = &Self::at(members, outer)?.kind else { return None };
            let is_small = |value: &Value| !matches!(value.kind, Kind::Object(_) | Kind::List(_));
            let ranked = inner.iter().filter_map(|(key, value)| {
                Some((is_small(value), rank(&key.value, Role::Data)?, &key.value))
            });
            let (.., key) = ranked.min()?;
            Some(outer.iter().chain([key]).cloned().collect())
        })
    }

    pub(super) fn find_data(&mut self, objects: &[(&Sample, &Members)]) {
        let mut own = self.own_keys();
        let members = || {
            objects
                .iter()
                .flat_map(|(_, members)| members.iter())
                .filter(|(key, _)| !own.contains(&key.value))
        };
        let is_big = |value: &Value| matches!(value.kind, Kind::Object(_) | Kind::List(_));
        // By its name; a list or a scalar only where nothing else is beside it.
        let named = members()
            .filter(|(key, value)| rank(&key.value, Role::Data).is_some_and(|rank| rank < 8 || is_big(value)))
            .min_by_key(|(key, value)| (!is_big(value), rank(&key.value, Role::Data)));
        let others = |name: &str| {
            members().any(|(key, _)| key.value != name && rank(&key.value, Role::Time).is_none())
        };
        let has_more = |name: &str| has_more(name, &own, objects);
        let found = named.map(|(key, value)| (key.value.clone(), is_big(value)));
        let alone = || {
            let mut big = members().filter(|(_, value)| is_big(value)).map(|(key, _)| key.value.clone());
            let first = big.next()?;
            (big.all(|other| other == first) && !others(&first)).then_some(first)
        };
        self.data = match found {
            _ if let Some(data) = self.beside_code(objects) => Some(data),
            Some((name, is_big)) if is_big && !has_more(&name) || !others(&name) => Some(vec![name]),
            _ => alone().map(|name| vec![name]),
        };
        let is_apart = self.data.as_ref().is_some_and(|data| are_apart(data, objects, &own));
        if is_apart {
            self.data = None;
        }
        let inner = self.data.as_ref().and_then(|data| only_inside(data, objects));
        self.envelope.data = Some(match (&self.data, inner) {
            (Some(data), Some(inner)) => {
                let reason = format!("{} holds nothing else", data.join("."));
                let path: Keys = data.iter().cloned().chain([inner]).collect();
                let noted = Noted::guess(body_path(&path), reason, None);
                self.data = Some(path);
                noted
            }
            (Some(data), None) => Noted::plain(body_path(data)),
            (None, _) if is_apart => {
                Noted::guess(body_path(&[]), "a sample has its fields beside the code", None)
            }
            (None, _) => Noted::plain(body_path(&[])),
        });
        if self.data.is_none() {
            let times: Vec<String> = members()
                .filter(|(key, _)| rank(&key.value, Role::Time) == Some(0))
                .map(|(key, _)| key.value.clone())
                .collect();
            own.extend(times);
        }
        self.own = own;
    }
}

/// Whether a member is a message or a payload by its name.
fn belongs((key, value): &(Spanned<String>, Value)) -> bool {
    let is_big = matches!(value.kind, Kind::Object(_) | Kind::List(_));
    rank(&key.value, Role::Message).is_some() || is_big && rank(&key.value, Role::Data).is_some()
}

/// Whether most answers have more beside their payload that is not part of an envelope, and would be lost.
fn has_more(name: &str, own: &[String], objects: &[(&Sample, &Members)]) -> bool {
    let roles = [Role::Trace, Role::Time, Role::Signature];
    let is_known = |key: &str| roles.iter().any(|role| rank(key, *role).is_some());
    let is_more = |(key, value): &(Spanned<String>, Value)| {
        let is_own = own.contains(&key.value) || is_known(&key.value);
        key.value != name && !is_own && !matches!(value.kind, Kind::Null)
    };
    let here = objects.iter().filter(|(_, members)| members.iter().any(|(key, _)| key.value == name));
    let (more, all) = here
        .fold((0, 0), |(more, all), (_, members)| (more + usize::from(members.iter().any(is_more)), all + 1));
    more * 2 > all
}

/// The key that says by itself whether it is a success: an outermost one, or `header.success`.
pub(super) fn flag(objects: &[(&Sample, &Members)]) -> Option<Keys> {
    outer_flag(objects).or_else(|| {
        let parts =
            objects.iter().flat_map(|(_, members)| members.iter()).filter(|(key, _)| is_part(&key.value));
        let inside = parts.filter_map(|(key, value)| match &value.kind {
            Kind::Object(inner) => Some((key, inner)),
            _ => None,
        });
        let mut flags =
            inside.flat_map(|(key, inner)| inner.iter().map(move |(name, value)| (key, name, value)));
        let is_flag = |name: &str, value: &Value| {
            matches!(value.kind, Kind::Bool(_)) && rank(name, Role::Success).is_some()
        };
        let found = flags.find(|(_, name, value)| is_flag(&name.value, value));
        found.map(|(key, name, _)| vec![key.value.clone(), name.value.clone()])
    })
}

fn outer_flag(objects: &[(&Sample, &Members)]) -> Option<Keys> {
    let all = objects.iter().flat_map(|(_, members)| members.iter().map(|member| (*members, member)));
    let candidates = all.filter(|(members, (key, value))| {
        let is_word = matches!(&value.kind, Kind::Text(text) if text.len() <= 8 && is_verdict(text));
        let is_bool = matches!(value.kind, Kind::Bool(_));
        let is_number = matches!(&value.kind, Kind::Number(number) if number == "1" || number == "0");
        // Alone it is what the answer is about: `{"result": true}`.
        let is_payload = members.len() == 1 && rank(&key.value, Role::Data).is_some();
        let is_said = is_bool && !is_payload || is_word && !is_amid(&key.value, members);
        let rank = rank(&key.value, Role::Success);
        rank.is_some_and(|rank| is_said || (is_number && rank < 2))
    });
    let best = candidates
        .map(|(_, member)| member)
        .min_by_key(|(key, value)| (!matches!(value.kind, Kind::Bool(_)), rank(&key.value, Role::Success)));
    best.map(|(key, _)| vec![key.value.clone()])
}

/// Whether a key is among the fields of a payload: one of them is in front of it, and half of the object is no part of an
/// envelope.
fn is_amid(name: &str, members: &Members) -> bool {
    let is_other = |key: &str| key != name && roles(key).is_empty();
    let others = members.iter().filter(|(key, _)| is_other(&key.value)).count();
    let mut before = members.iter().map(|(key, _)| &key.value).take_while(|key| *key != name);
    before.any(|key| is_other(key)) && others >= 2 && others * 2 >= members.len()
}

fn is_verdict(text: &str) -> bool {
    VERDICTS.has(&text.to_lowercase())
}

fn is_payload(key: &str) -> bool {
    rank(key, Role::Data).is_some()
}

/// A value that a code can be: a number or a short text.
fn is_code(value: &Value) -> bool {
    match &value.kind {
        Kind::Number(number) => !number.contains('.'),
        Kind::Text(text) => text.len() <= 64 && !text.trim().contains(' '),
        Kind::Blank => true,
        _ => false,
    }
}

/// How much the error tables speak for a key as that of the code.
fn confirmed(key: &str, value: &Value, found: &Found) -> usize {
    let is_head = |table: &ErrorTable| {
        table.code_head.as_ref().is_some_and(|head| head.value.eq_ignore_ascii_case(key))
    };
    let is_row = text_of(value).is_some_and(|text| row(found, &text).is_some());
    usize::from(found.tables.iter().any(is_head)) * 4 + usize::from(is_row) * 4
}

/// Whether the payload of a failure holds nothing but a code and words about it.
fn is_error_data(key: &Spanned<String>, value: &Value, members: &Members, flag: Option<&[String]>) -> bool {
    let flagged = flag.and_then(|flag| Reading::at(members, flag)).map(|value| &value.kind);
    let is_failure = match flagged {
        Some(Kind::Bool(is_good)) => !is_good,
        Some(Kind::Number(number)) => number == "0",
        Some(Kind::Text(text)) => is_bad(text),
        _ => false,
    };
    let Kind::Object(inner) = &value.kind else { return false };
    let roles = [Role::Code, Role::Message, Role::Trace, Role::Time];
    is_failure
        && rank(&key.value, Role::Data).is_some()
        && inner.iter().all(|(name, _)| roles.iter().any(|role| rank(&name.value, *role).is_some()))
}

/// Whether most answers have no payload at this path, and at least two fields of their own beside the code.
fn are_apart(data: &[String], objects: &[(&Sample, &Members)], own: &[String]) -> bool {
    let is_field = |(key, _): &&(Spanned<String>, Value)| {
        !own.contains(&key.value)
            && [Role::Trace, Role::Time, Role::Message].iter().all(|role| rank(&key.value, *role).is_none())
    };
    let is_apart = |members: &Members| {
        Reading::at(members, data).is_none() && members.iter().filter(is_field).count() >= 2
    };
    let apart = objects.iter().filter(|(_, members)| is_apart(members)).count();
    apart * 2 > objects.len()
}

/// The key of the payload inside of an object that never holds anything else: `data` of `body.data`.
fn only_inside(data: &[String], objects: &[(&Sample, &Members)]) -> Option<String> {
    let values = objects.iter().filter_map(|(_, members)| Reading::at(members, data));
    let mut only: Option<String> = None;
    for value in values {
        let Kind::Object(inner) = &value.kind else { return None };
        let [(key, value)] = inner.as_slice() else { return None };
        let is_big = matches!(value.kind, Kind::Object(_) | Kind::List(_));
        if !is_big || !PAYLOADS.has(&key.value) {
            return None;
        }
        if only.get_or_insert_with(|| key.value.clone()) != &key.value {
            return None;
        }
    }
    only
}
