//! Which place of the requests a text is about: by its key, by its description, or by nouns that both share.

use super::folding;
use super::places::{Kind, Place};
use crate::lexicon::keys::KEY_UNITS;
use crate::lexicon::nouns::{self, Noun};
use crate::lexicon::rules::{COUNTED, JOINING, PARTICLES};
use crate::lexicon::scripts;
use crate::lexicon::weights::{LABEL_WORDS, PAIRS, points};

/// The subject of a text, taken apart.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// The text, folded, without signs and particles around it and without what only counts.
    pub(super) text: String,
    /// The same with the words that count: 每页条数 is a field too.
    whole: String,
    /// Everything that could be a key.
    idents: Vec<String>,
    /// The words of alphabets, without endings, without those that join.
    words: Vec<String>,
    /// The nouns, in their order.
    nouns: Vec<&'static Noun>,
}

/// How sure a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// The text may be about something else of that field.
    Loose,
    /// The text names it.
    Sure,
}

/// The rank of a place among the possible subjects of a text.
#[derive(Debug, Clone, Copy)]
struct Score {
    points: u32,
    trust: Trust,
}

impl Subject {
    /// The subject of a part of a text, in any case.
    pub(super) fn of(text: &str) -> Self {
        let whole = trimmed(&folding::text(text)).to_owned();
        let text = bare(&whole);
        Self {
            whole,
            idents: idents(&text),
            words: folding::subject_words(&text),
            nouns: nouns_in(&text),
            text,
        }
    }

    /// Whether it is about nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn names(&self, place: &Place) -> bool {
        self.idents.iter().any(|ident| *ident == place.folded || *ident == place.dotted)
    }
}

/// Signs around a text.
const SIGNS: &[char] = &[
    ' ', ',', '.', ':', ';', '!', '。', '、', '"', '\'', '`', '-', '“', '”', '「', '」', '(', ')', '/', '\n',
];

/// The text without signs and particles around it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(SIGNS);
    let rest = PARTICLES.strip_end(text).map(|rest| rest.trim_matches(SIGNS));
    rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(text)
}

/// The text without signs, particles and words of counting around it.
fn bare(text: &str) -> String {
    let mut text = trimmed(text);
    loop {
        let before = text.len();
        for word in COUNTED.iter() {
            let Some(rest) = text.strip_suffix(word).or_else(|| text.strip_prefix(word)) else { continue };
            // A whole word only, and something has to be left.
            let is_whole = word.ends_with(' ')
                || text.starts_with(scripts::is_ideographic)
                || text.starts_with(word) && rest.starts_with(' ')
                || text.contains(scripts::is_hangul);
            let rest = trimmed(rest);
            if is_whole && !rest.is_empty() {
                text = rest;
            }
        }
        if text.len() == before {
            return text.to_owned();
        }
    }
}

fn idents(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '$');
    let parts = text.split(|c: char| !is_part(c)).map(|part| part.trim_matches(['.', '-']));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The nouns of a text, the longest ones, where a word can begin.
fn nouns_in(text: &str) -> Vec<&'static Noun> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let c = rest.chars().next().unwrap_or(' ');
        let is_alphabetic = c.is_alphabetic() && !scripts::is_ideographic(c) && !scripts::is_hangul(c);
        let begins = !is_alphabetic || !before.is_alphabetic();
        let noun = if begins { nouns::at(rest) } else { None };
        at += noun.map_or(c.len_utf8(), |noun| nouns::length(noun, rest));
        before = if noun.is_some() { ' ' } else { c };
        found.extend(noun);
    }
    found
}

/// The place that a subject is about, of those that `fits` takes; `None` unless there is exactly one.
pub(super) fn find(
    places: &[Place],
    subject: &Subject,
    fits: impl Fn(&Place) -> bool,
) -> Option<(usize, Trust)> {
    let mut best: Option<(usize, Score)> = None;
    let mut is_disputed = false;
    for (at, place) in places.iter().enumerate().filter(|(_, place)| fits(place)) {
        let Some(score) = full_score(places, place, subject) else { continue };
        match best {
            Some((_, other)) if other.points > score.points => {}
            Some((other_at, other)) if other.points == score.points => {
                if is_inside(places, at, other_at) {
                    best = Some((at, score));
                } else {
                    is_disputed |= !is_inside(places, other_at, at);
                }
            }
            _ => {
                best = Some((at, score));
                is_disputed = false;
            }
        }
    }
    best.filter(|_| !is_disputed).map(|(at, score)| (at, score.trust))
}

pub(super) fn is_inside(places: &[Place], inner: usize, outer: usize) -> bool {
    let parent = |at: &usize| places.get(*at).and_then(|place| place.parent);
    std::iter::successors(parent(&inner), parent).take(64).any(|at| at == outer)
}

/// The score, and a little more where the text names what the place lies in too.
fn full_score(places: &[Place], place: &Place, subject: &Subject) -> Option<Score> {
    let mut score = score(place, subject)?;
    let parent = place.parent.and_then(|at| places.get(at));
    if parent.is_some_and(|parent| self::score(parent, subject).is_some()) {
        score.points += points::AROUND;
    }
    Some(score)
}

fn score(place: &Place, subject: &Subject) -> Option<Score> {
    let scores = [
        by_ident(place, subject),
        by_label(place, subject),
        by_words(place, subject),
        by_key(place, subject),
    ];
    scores.into_iter().flatten().max_by_key(|score| (score.points, score.trust))
}

/// The text has the key, or the path.
fn by_ident(place: &Place, subject: &Subject) -> Option<Score> {
    let is_path = |ident: &String| {
        let rest = place.dotted.strip_suffix(ident.as_str());
        ident.contains('.') && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if subject.idents.iter().any(is_path) {
        return Some(Score { points: points::PATH, trust: Trust::Sure });
    }
    let at = subject.idents.iter().position(|ident| *ident == place.folded)?;
    let is_composite = place.words.len() > 1;
    // A plain word such as `name` is a key where it is what the text is about.
    let is_head = subject.idents.get(at + 1..).unwrap_or_default().iter().all(|word| JOINING.has(word));
    let is_foreign = !subject.text.is_ascii();
    let trust = if is_composite || is_head || is_foreign { Trust::Sure } else { Trust::Loose };
    let points = match (is_composite, trust) {
        (true, _) => points::KEY,
        (false, Trust::Sure) => points::KEY_AT_END,
        (false, Trust::Loose) => points::KEY_INSIDE,
    };
    Some(Score { points, trust })
}

/// The text has what the description calls the field, or the other way round.
fn by_label(place: &Place, subject: &Subject) -> Option<Score> {
    let label = place.label.as_str();
    let is_unspaced =
        |text: &str| text.contains(scripts::is_ideographic) || text.contains(scripts::is_hangul);
    let length = label.chars().count();
    if length < 2 || !is_unspaced(label) || subject.text.chars().count() < 2 {
        return None;
    }
    let longer =
        |base: u32, count: usize| base + points::CHARACTER * u32::try_from(count.min(20)).unwrap_or(20);
    if subject.whole.ends_with(label) {
        return Some(Score { points: longer(points::LABEL, length), trust: Trust::Sure });
    }
    if let Some(at) = subject.text.rfind(label) {
        // The subject of a text is at its end: 账户余额 is a balance.
        let is_head =
            at + label.len() == subject.text.len() || is_particle(subject.text.get(at + label.len()..));
        let trust = if is_head { Trust::Sure } else { Trust::Loose };
        return Some(Score {
            points: longer(if is_head { points::LABEL } else { points::LABEL_INSIDE }, length),
            trust,
        });
    }
    let count = subject.text.chars().count();
    if label.ends_with(&subject.text) {
        return Some(Score { points: longer(points::LABEL_ENDS, count), trust: Trust::Sure });
    }
    if label.contains(&subject.text) {
        return Some(Score { points: longer(points::LABEL_HAS, count), trust: Trust::Loose });
    }
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (mine, theirs) = (pairs(&subject.text), pairs(label));
    let shared = mine.iter().filter(|pair| theirs.contains(pair)).count();
    (shared >= 2 && PAIRS.is_reached(shared, mine.len()))
        .then(|| Score { points: longer(points::LABEL_LIKE, shared), trust: Trust::Loose })
}

/// Words that only join a noun to what follows.
fn is_particle(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| {
        rest.chars().next().is_none_or(|c| matches!(c, ' ' | ',') || PARTICLES.has_char(c))
    })
}

/// The text shares words with the description: English, Russian, other alphabets.
fn by_words(place: &Place, subject: &Subject) -> Option<Score> {
    let label = &place.label_words;
    let shared = label.iter().filter(|word| subject.words.contains(word)).count();
    if shared == 0 || label.iter().all(|word| word.chars().count() < 3) {
        return None;
    }
    let is_cyrillic = |text: &str| text.contains(scripts::is_cyrillic);
    let head = if is_cyrillic(&subject.text) { subject.words.first() } else { subject.words.last() };
    let is_head = head.is_some_and(|head| label.contains(head));
    let count = |count: usize| u32::try_from(count.min(9)).unwrap_or(9);
    let is_whole = shared == label.len();
    Some(Score {
        points: if is_whole && is_head { points::WORDS } else { points::SOME_WORDS }
            + points::WORD * count(shared)
            - points::MISSING * count(label.len() - shared),
        trust: if is_head && LABEL_WORDS.is_reached(shared, label.len()) {
            Trust::Sure
        } else {
            Trust::Loose
        },
    })
}

/// The words of the key are those of the text, perhaps in another language.
fn by_key(place: &Place, subject: &Subject) -> Option<Score> {
    let is_said = |(word, stem): (&String, &String)| {
        subject.words.contains(stem) || subject.nouns.iter().any(|noun| noun.is_keyed(word))
    };
    let words = || place.words.iter().zip(&place.stems);
    let said = words().filter(|word| is_said(*word)).count();
    let unsaid = place.words.len() - said;
    let is_unit = |(word, _): (&String, &String)| KEY_UNITS.has(word);
    let may_miss =
        words().next_back().is_some_and(is_said) || words().filter(|word| !is_said(*word)).all(is_unit);
    if said == 0 || !may_miss || said < unsaid {
        return None;
    }
    // The subject of the text is its last noun, or its last word.
    let is_about = match subject.nouns.last() {
        Some(noun) if !subject.text.is_ascii() => place.words.iter().any(|word| noun.is_keyed(word)),
        _ => subject.words.last().is_none_or(|last| place.stems.contains(last)),
    };
    let count = |count: usize| u32::try_from(count.min(9)).unwrap_or(9);
    let base = match (is_about, unsaid) {
        (true, 0) => points::KEY_WORDS,
        (true, _) => points::SOME_KEY_WORDS,
        (false, _) => points::OTHER_KEY_WORDS,
    };
    let trust = if is_about { Trust::Sure } else { Trust::Loose };
    Some(Score { points: base + points::KEY_WORD * count(said) - points::MISSING * count(unsaid), trust })
}

/// Whether something is a list or the field of the items of one.
pub(super) fn is_listed(place: &Place) -> bool {
    place.kind == Kind::List || place.list.is_some()
}
