//! For each check a request that keeps it and one that breaks it, made from the types and the rule.

use super::values::Maker;
use stubwright_spec::calendar::days_since_1970;
use stubwright_spec::model::preflight::{
    Check, Choice, Expectation, Form, Length, Moment, Order, RequestPath, RequestStep, Rule, TimeUnit,
};
use stubwright_spec::model::{Api, Repr, Sample, SampleKind, Scalar, Type, TypeKind};
use stubwright_spec::source::Spanned;

/// Requests that show a check at work.
pub(super) struct Case {
    /// A request that keeps the rule, where one is known for sure.
    pub(super) keeps: Option<Sample>,
    /// A request that breaks it.
    pub(super) breaks: Sample,
    /// A fact that the rule asks for.
    pub(super) fact: Option<Fact>,
}

/// A value that only the caller knows.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) key: String,
    /// The value that keeps the rule.
    pub(super) keeps: i64,
    /// The value that breaks it.
    pub(super) breaks: i64,
}

/// No list or text of a generated test is longer.
const LONGEST: u64 = 300;

/// The case of a check of a request whose body has the type `body`; `None` where nothing simple shows it.
pub(super) fn of(api: &Api, body: &Type, check: &Check) -> Option<Case> {
    // The request would have to meet the condition and break the rule at one place.
    let looked_at: Vec<&str> = check.rule.paths().iter().map(|place| place.text.as_str()).collect();
    if check.when.iter().any(|condition| looked_at.contains(&condition.at.text.as_str())) {
        return None;
    }
    let maker = Maker { api, span: *check.span };
    let mut base = maker.value(body, 0)?;
    for condition in &check.when {
        let root = (&mut base, body);
        match &condition.is {
            Expectation::Present => {
                maker.at(root, &condition.at.steps, &[])?;
            }
            Expectation::Absent => maker.remove(root, &condition.at.steps, &[])?,
            Expectation::OneOf(values) => {
                *maker.at(root, &condition.at.steps, &[])? = maker.plain(values.first()?.as_str());
            }
        }
    }
    Scene { maker, body, base }.case(&check.rule)
}

/// A request that meets the conditions of a check.
struct Scene<'a> {
    maker: Maker<'a>,
    body: &'a Type,
    base: Sample,
}

/// The content of a place.
#[derive(Clone)]
enum Put {
    /// This.
    This(Sample),
    /// Nothing.
    Nothing,
}

impl<'a> Scene<'a> {
    fn case(&self, rule: &'a Rule) -> Option<Case> {
        match rule {
            Rule::Range { at, min, max, fact: Some(fact) } => {
                let (SampleKind::Plain(key) | SampleKind::Quoted(key)) = self.found(at)?.kind else {
                    return None;
                };
                let number = |text: &Option<Spanned<String>>| text.as_ref()?.parse::<i64>().ok();
                let (keeps, breaks) = match (number(min), number(max)) {
                    (Some(least), _) => (least, least.checked_sub(1)?),
                    (None, Some(most)) => (most, most.checked_add(1)?),
                    (None, None) => return None,
                };
                let whole = self.with(&[(at, Vec::new(), Put::This(self.found(at)?))])?;
                let fact = Some(Fact { name: fact.value.clone(), key, keeps, breaks });
                Some(Case { keeps: Some(whole.clone()), breaks: whole, fact })
            }
            Rule::Unique { list, keys, .. } => self.unique(list, keys),
            Rule::Uniform(place) => {
                let (first, second) = ([0], [1]);
                let last = place.scopes().checked_sub(1)?;
                let at = |last_item: &[usize]| [vec![0; last], last_item.to_vec()].concat();
                let whole = self.with(&[
                    (place, at(&first), self.some(place)?),
                    (place, at(&second), self.some(place)?),
                ])?;
                let part =
                    self.with(&[(place, at(&first), self.some(place)?), (place, at(&second), Put::Nothing)])?;
                Some(Case { keeps: Some(whole), breaks: part, fact: None })
            }
            Rule::Compare { left, order, right } => self.compare(left, *order, right),
            Rule::Span { from, to, max: Some(_), .. } => {
                let far =
                    self.pair((from, self.date(from, "2000-01-01")?), (to, self.date(to, "2900-01-01")?))?;
                Some(Case { keeps: None, breaks: far, fact: None })
            }
            Rule::Choose { how, count, of } => self.choose(*how, usize::try_from(*count).ok()?, of),
            Rule::Together(places) => self.together(places.iter().collect()),
            Rule::Requires { at, others } => self.together(std::iter::once(at).chain(others).collect()),
            Rule::Custom(_) | Rule::Span { .. } => None,
            single => {
                let (place, keeps, breaks) = self.single(single)?;
                let put = |value: Put| self.with(&[(place, Vec::new(), value)]);
                let keeps = keeps.map(|keeps| put(Put::This(keeps)));
                Some(Case { keeps: keeps.flatten(), breaks: put(breaks)?, fact: None })
            }
        }
    }

    /// The base with these values at these places.
    fn with(&self, puts: &[(&'a RequestPath, Vec<usize>, Put)]) -> Option<Sample> {
        let mut whole = self.base.clone();
        for (place, items, put) in puts {
            match put {
                Put::This(value) => {
                    *self.maker.at((&mut whole, self.body), &place.steps, items)? = value.clone()
                }
                Put::Nothing => {
                    // Makes the items around it.
                    let holder = place.steps.split_last()?.1;
                    self.maker.at((&mut whole, self.body), holder, items)?;
                    self.maker.remove((&mut whole, self.body), &place.steps, items)?;
                }
            }
        }
        Some(whole)
    }

    fn pair(&self, one: (&'a RequestPath, Sample), other: (&'a RequestPath, Sample)) -> Option<Sample> {
        self.with(&[one, other].map(|(place, value)| (place, Vec::new(), Put::This(value))))
    }

    /// The value at a place of the base.
    fn found(&self, place: &RequestPath) -> Option<Sample> {
        self.maker.at((&mut self.base.clone(), self.body), &place.steps, &[]).cloned()
    }

    /// Some value of a place.
    fn some(&self, place: &'a RequestPath) -> Option<Put> {
        self.maker.value(&place.ty, 0).map(Put::This)
    }

    /// A value that keeps a rule about one place, and what breaks it.
    fn single(&self, rule: &'a Rule) -> Option<(&'a RequestPath, Option<Sample>, Put)> {
        let maker = self.maker;
        let text = |text: &str| maker.text(text);
        Some(match rule {
            Rule::Present(at) => (at, Some(maker.value(&at.ty, 0)?), self.empty(at)?),
            Rule::OneOf { at, values } => {
                (at, Some(maker.plain(values.first()?.as_str())), Put::This(self.other(at, values)?))
            }
            Rule::Extension { at, endings } => {
                let start =
                    if maker.scalar_at(at)? == Scalar::Url { "https://example.com/file." } else { "file." };
                let other = ["zzz", "yyy", "xxx"]
                    .into_iter()
                    .find(|ending| !endings.iter().any(|known| known == ending));
                let named = |ending: &str| text(&format!("{start}{ending}"));
                (at, Some(named(endings.first()?)), Put::This(named(other?)))
            }
            Rule::Format { at, form } => {
                let (keeps, breaks) = formed(form)?;
                (at, keeps.as_deref().map(text), Put::This(text(&breaks)))
            }
            Rule::Range { at, min, max, .. } => {
                let (keeps, breaks) = self.out_of_range(
                    at,
                    min.as_ref().map(Spanned::as_str),
                    max.as_ref().map(Spanned::as_str),
                )?;
                (at, Some(maker.plain(keeps)), Put::This(maker.plain(breaks)))
            }
            Rule::Length { at, min, max, .. } => {
                let of = |count: u64| Some(text(&"x".repeat(usize::try_from(count).ok()?)));
                let keeps = max.or(*min).filter(|count| *count <= LONGEST && *count > 0).and_then(of);
                let breaks = match (min, max) {
                    (_, Some(most)) if *most < LONGEST => of(most + 1)?,
                    (Some(least), None) if *least > 1 => text("x"),
                    _ => return None,
                };
                (at, keeps, Put::This(breaks))
            }
            Rule::Items { at, min, max } => {
                let keeps = max.or(*min).filter(|count| *count <= LONGEST);
                let breaks = match (min, max) {
                    (_, Some(most)) if *most < LONGEST => self.many(at, most + 1)?,
                    (Some(least), None) if *least > 0 => self.many(at, least - 1)?,
                    _ => return None,
                };
                (at, keeps.and_then(|count| self.many(at, count)), Put::This(breaks))
            }
            Rule::Contains { at, texts } => {
                let without = ["none", "?", "0"]
                    .into_iter()
                    .find(|other| !texts.iter().any(|wanted| other.contains(wanted)));
                (at, Some(text(texts.first()?)), Put::This(text(without?)))
            }
            Rule::Time { at, min, max, .. } => {
                let breaks = if max.is_some() { "2999-01-01" } else { "1900-01-01" };
                let keeps = inside(min.as_ref(), max.as_ref()).and_then(|date| self.date(at, date));
                (at, keeps, Put::This(self.date(at, breaks)?))
            }
            _ => return None,
        })
    }

    /// An empty text, list or map, or nothing.
    fn empty(&self, at: &'a RequestPath) -> Option<Put> {
        let kind = match self.maker.api.behind_aliases(&at.ty) {
            Type::List(_) => SampleKind::List(Vec::new()),
            Type::Map(_) => SampleKind::Map(Vec::new()),
            Type::Scalar(Scalar::String) => SampleKind::Quoted(String::new()),
            _ => {
                let last = at.steps.last()?;
                let RequestStep::Field(id, index) = last else { return None };
                return self
                    .maker
                    .api
                    .field(*id, *index)
                    .filter(|field| field.optional)
                    .map(|_| Put::Nothing);
            }
        };
        Some(Put::This(Sample { span: self.base.span, kind }))
    }

    /// A value other than these.
    fn other(&self, at: &'a RequestPath, values: &[Spanned<String>]) -> Option<Sample> {
        let is_free = |text: &String| !values.iter().any(|value| value == text);
        let numbers = || (1..).map(|number: u32| number.to_string());
        match self.maker.api.behind_aliases(&at.ty) {
            Type::Scalar(Scalar::Bool) => {
                let flags = ["true", "false"].map(String::from);
                flags.into_iter().find(is_free).map(|flag| self.maker.plain(flag))
            }
            Type::Scalar(Scalar::String) => {
                let mut words = (1..).map(|number: u32| format!("other {number}"));
                words.find(is_free).map(|word| self.maker.text(word))
            }
            Type::Scalar(scalar) if scalar.is_integer() => {
                numbers().find(is_free).map(|number| self.maker.plain(number))
            }
            Type::Named(id) => match &self.maker.api.types[*id].kind {
                TypeKind::Enum(known) => {
                    let known_value = known.values.iter().map(|value| value.wire.value.clone()).find(is_free);
                    let unknown = || match known.repr {
                        Repr::Int => numbers().find(is_free),
                        Repr::String => Some(String::from("other")).filter(is_free),
                    };
                    known_value.or_else(unknown).map(|value| self.maker.plain(value))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A number at an end of a range, and one beyond it.
    fn out_of_range(
        &self,
        at: &'a RequestPath,
        min: Option<&str>,
        max: Option<&str>,
    ) -> Option<(String, String)> {
        let whole = |text: &str| text.split('.').next()?.parse::<i128>().ok();
        let (least, most) = match self.maker.scalar_at(at)? {
            Scalar::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Scalar::U32 => (0, i128::from(u32::MAX)),
            Scalar::U64 => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let fits = |number: &i128| (least..=most).contains(number);
        let below = || Some((min?.to_owned(), Some(whole(min?)? - 2).filter(fits)?.to_string()));
        let above = || Some((max?.to_owned(), Some(whole(max?)? + 2).filter(fits)?.to_string()));
        above().or_else(below)
    }

    /// A list or map with this many items.
    fn many(&self, at: &'a RequestPath, count: u64) -> Option<Sample> {
        let mut whole = self.base.clone();
        let list = self.maker.at((&mut whole, self.body), &at.steps, &[])?;
        *list = match self.maker.api.behind_aliases(&at.ty) {
            Type::List(_) => Sample { span: list.span, kind: SampleKind::List(Vec::new()) },
            Type::Map(_) => Sample { span: list.span, kind: SampleKind::Map(Vec::new()) },
            _ => return None,
        };
        if let Some(last) = usize::try_from(count).ok()?.checked_sub(1) {
            let steps = [at.steps.as_slice(), &[RequestStep::Each]].concat();
            let items = [vec![0; at.scopes()], vec![last]].concat();
            self.maker.at((&mut whole, self.body), &steps, &items)?;
        }
        self.maker.at((&mut whole, self.body), &at.steps, &[]).cloned()
    }

    /// Two items that are equal in all keys, and two that are not in the first.
    fn unique(&self, list: &'a RequestPath, keys: &'a [RequestPath]) -> Option<Case> {
        let with = |other: u32| {
            let mut whole = self.base.clone();
            for (number, seed) in [(0, 0), (1, other)] {
                for key in keys {
                    let steps = [list.steps.as_slice(), &[RequestStep::Each], key.steps.as_slice()].concat();
                    let items = [vec![0; list.scopes()], vec![number]].concat();
                    let value = self.maker.value(&key.ty, seed)?;
                    *self.maker.at((&mut whole, self.body), &steps, &items)? = value;
                }
            }
            Some(whole)
        };
        let (keeps, breaks) = (with(1)?, with(0)?);
        Some(Case { keeps: Some(keeps).filter(|keeps| *keeps != breaks), breaks, fact: None })
    }

    fn compare(&self, left: &'a RequestPath, order: Order, right: &'a RequestPath) -> Option<Case> {
        let value = |place: &'a RequestPath, late: bool| match self.maker.scalar_at(place)? {
            Scalar::String => Some(self.maker.text(if late { "later" } else { "early" })),
            Scalar::Date | Scalar::DateTime | Scalar::UnixSeconds | Scalar::UnixMillis => {
                self.date(place, if late { "2040-01-01" } else { "2000-01-01" })
            }
            scalar => {
                let is_number = scalar.is_integer() || matches!(scalar, Scalar::F64 | Scalar::Decimal);
                is_number.then(|| self.maker.plain(if late { "2" } else { "1" }))
            }
        };
        let pair = |a: bool, b: bool| self.pair((left, value(left, a)?), (right, value(right, b)?));
        let (keeps, breaks) = match order {
            Order::Less | Order::LessOrEqual => (pair(false, true), pair(true, false)),
            Order::Greater | Order::GreaterOrEqual => (pair(true, false), pair(false, true)),
            Order::Equal => (pair(true, true), pair(true, false)),
            Order::NotEqual => (pair(true, false), pair(true, true)),
        };
        Some(Case { keeps, breaks: breaks?, fact: None })
    }

    /// The first of several places with a value, the others without.
    fn first(&self, count: usize, places: &[&'a RequestPath]) -> Option<Sample> {
        let puts: Option<Vec<_>> = places
            .iter()
            .enumerate()
            .map(|(at, place)| {
                let put = if at < count { self.some(place)? } else { Put::Nothing };
                Some((*place, Vec::new(), put))
            })
            .collect();
        self.with(&puts?)
    }

    fn choose(&self, how: Choice, count: usize, of: &'a [RequestPath]) -> Option<Case> {
        let places: Vec<&RequestPath> = of.iter().collect();
        let more = || Some(count + 1).filter(|more| *more <= places.len());
        let other = match how {
            Choice::Exactly => more().or(count.checked_sub(1)),
            Choice::AtLeast => count.checked_sub(1),
            Choice::AtMost => more(),
        };
        let breaks = self.first(other?, &places)?;
        Some(Case { keeps: self.first(count, &places), breaks, fact: None })
    }

    /// The first needs the others.
    fn together(&self, places: Vec<&'a RequestPath>) -> Option<Case> {
        let breaks = self.first(1, &places)?;
        Some(Case { keeps: self.first(places.len(), &places), breaks, fact: None })
    }

    /// A day as the type of a place writes it, at noon where it has a time.
    fn date(&self, place: &'a RequestPath, date: &str) -> Option<Sample> {
        let noon = || Some(u64::from(days_since_1970(date)?) * 86_400 + 43_200);
        Some(match self.maker.scalar_at(place)? {
            Scalar::Date | Scalar::String => self.maker.text(date),
            Scalar::DateTime => self.maker.text(format!("{date}T12:00:00Z")),
            Scalar::UnixSeconds => self.maker.plain(noon()?.to_string()),
            Scalar::UnixMillis => self.maker.plain((noon()? * 1_000).to_string()),
            _ => return None,
        })
    }
}

/// A text of a form where one is known, and one that is not of it.
fn formed(form: &Form) -> Option<(Option<String>, String)> {
    let (keeps, breaks) = match form {
        Form::Digits => ("123", "12a"),
        Form::Ascii => ("abc", "é"),
        Form::Url => ("https://example.com/", "no address"),
        Form::Email => ("a@example.com", "no address"),
        Form::Date => ("2025-06-15", "no date"),
        Form::Regex(pattern) => {
            let pattern = regex_lite::Regex::new(pattern).ok()?;
            let tries = [
                "a",
                "1",
                "A1",
                "abc",
                "ABC",
                "123456",
                "2025-06-15",
                "a@example.com",
                "-",
                "!",
                "é",
                " ",
                "",
            ];
            let keeps = tries.into_iter().find(|text| pattern.is_match(text));
            let breaks = tries.into_iter().find(|text| !text.is_empty() && !pattern.is_match(text))?;
            return Some((keeps.map(String::from), String::from(breaks)));
        }
    };
    Some((Some(keeps.to_owned()), breaks.to_owned()))
}

/// A day that is surely inside, with the clock of generated tests at 2025-06-15. Only limits that are easily told apart
/// from it are looked at.
fn inside(min: Option<&Moment>, max: Option<&Moment>) -> Option<&'static str> {
    let days = |moment: Option<&Moment>, open: i64| match moment {
        None => Some(open),
        Some(Moment::Now { back, by }) => {
            let days = by.map_or(0, in_days);
            Some(if *back { -days } else { days })
        }
        Some(Moment::Fixed(_)) => None,
    };
    let (from, to) = (days(min, i64::MIN / 2)?, days(max, i64::MAX / 2)?);
    let fits = |day: i64| from + 3 <= day && day <= to - 3;
    [(5, "2025-06-20"), (-5, "2025-06-10"), (40, "2025-07-25"), (-40, "2025-05-06"), (400, "2026-07-20")]
        .into_iter()
        .find_map(|(day, date)| fits(day).then_some(date))
}

/// About how many days a length of time has.
fn in_days(length: Length) -> i64 {
    let count = i64::from(length.count);
    match length.unit {
        TimeUnit::Seconds => count / 86_400,
        TimeUnit::Minutes => count / 1_440,
        TimeUnit::Hours => count / 24,
        TimeUnit::Days => count,
        TimeUnit::Weeks => count * 7,
        TimeUnit::Months => count * 30,
        TimeUnit::Years => count * 365,
    }
}
