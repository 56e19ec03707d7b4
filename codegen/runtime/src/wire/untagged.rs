//! Unions whose values do not say which member they are: each is tried, and the one that fits best is used.

use super::fit::Fit;
use super::hidden::{Secrecy, UNREADABLE};
use super::json::Json;
use super::reader::{Attempt, Failed, Fault, Form, MISSING, Mark, Reader, Strictness, TOO_OFTEN};
use super::table::kinds;
use super::tagged::{UnionTable, UnknownVariant};
use super::value::Value;

/// Attempts to read one value in several forms.
///
/// A variant counts only if it is written as the kind of JSON at hand: an integer can be sent as a string elsewhere, but in a
/// union `"007"` is not an integer, whether or not one of the variants is a string. So what is read goes back as it came.
///
/// The fields of a record can come in other forms. But a variant that takes all of them as they are written goes before one
/// that has to convert them, so there are two rounds: [`go_on`](Self::go_on) begins the second one if nothing fits in the first.
///
/// Of the variants that fit in a round, the value is the one with the best fit; of equal ones, the first.
pub struct Attempts {
    start: Mark,
    end: Mark,
    around: Around,
    /// How strictly a variant is read in this round.
    round: Strictness,
    /// The fit of the variant that is used so far.
    best: Option<Fit>,
    failures: Vec<(&'static str, Box<Fault>)>,
    /// Of the forms: where one can hold a secret, the error of another one may repeat it.
    secrecy: Secrecy,
}

/// The settings of the reader that the attempts of a union change, as they were before.
struct Around {
    form: Form,
    strictness: Strictness,
    attempt: Option<Attempt>,
    fit: Fit,
    /// How many tags are in the object, and how many there are.
    tags: (u8, usize),
}

impl Attempts {
    /// Finds the end of the value.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn start(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let start = from.mark();
        from.skip_readable()?;
        let end = from.mark();
        let around = Around {
            form: from.form(),
            strictness: from.set_strictness(Strictness::Exact),
            attempt: from.set_attempt(Some(Attempt::at(start))),
            fit: *from.fit(),
            tags: from.take_tags(),
        };
        let round = Strictness::Exact;
        Ok(Self { start, end, around, round, best: None, failures: Vec::new(), secrecy: Secrecy::Open })
    }

    /// As [`start`](Self::start), after the tag has been found.
    ///
    /// # Errors
    /// If the value is not JSON.
    pub fn of_tag(table: &UnionTable, from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut attempts = Self::start(from)?;
        if table.kind & kinds::secret != 0 {
            attempts.secret();
        }
        Ok(attempts)
    }

    /// Whether the variants are to be tried once more: in the second round, fields are converted.
    pub fn go_on(&mut self, from: &mut Reader<'_>) -> bool {
        let may_convert = self.round == Strictness::Exact && self.around.strictness != Strictness::Exact;
        if self.best.is_some() || !may_convert || !from.is_compound(self.start) {
            return false;
        }
        self.round = Strictness::Strict;
        self.failures.clear();
        true
    }

    /// Reads the value in the form `form`, if that fits, and fits better than what was read before.
    pub fn read<T: Value>(&mut self, form: &'static str, from: &mut Reader<'_>) -> Option<T> {
        if self.best.is_some_and(|best| best.is_perfect() || from.is_half_spent()) {
            return None;
        }
        let mut payload = T::fresh()?;
        self.attempt(form, &mut payload, from).then_some(payload)
    }

    fn attempt(&mut self, form: &'static str, payload: &mut dyn Value, from: &mut Reader<'_>) -> bool {
        from.go_to(self.end);
        from.set_form(Form::Own);
        from.set_strictness(self.round);
        *from.fit() = Fit::default();
        from.put_tags(self.around.tags);
        let is_read = from.go_back(self.start).is_ok() && payload.read(from).is_ok();
        from.put_tags((0, self.around.tags.1));
        if !is_read {
            if self.around.attempt.is_some() {
                from.count_attempt();
            }
            self.failures.extend(from.take_fault().map(|fault| (form, fault)));
            return false;
        }
        let is_anything = payload.as_any().is::<Json>();
        let fit = if is_anything { from.fit().of_anything() } else { *from.fit() };
        let is_best = self.best.is_none_or(|best| fit < best);
        if is_best {
            self.best = Some(fit);
        }
        is_best
    }

    /// Marks a union in which a variant can hold a secret.
    pub fn secret(&mut self) {
        self.secrecy = Secrecy::Secret;
    }

    /// Ends the attempts. If nothing fits, the value is an unknown variant, which is given.
    ///
    /// # Errors
    /// If nothing fits `null`, or a value that is a member of another union, which knows better what it is.
    pub fn end(self, from: &mut Reader<'_>) -> Result<Option<UnknownVariant>, Failed> {
        self.leave(from);
        if self.best.is_some() {
            return Ok(None);
        }
        let is_member = self.around.attempt == Some(Attempt::at(self.start));
        // Fields that were read as they are written do not make a member fit that a conversion would make fit better.
        let is_exact = self.around.strictness == Strictness::Exact;
        let has_ended = self.failures.iter().any(|(_, fault)| fault.what == TOO_OFTEN);
        if is_member || is_exact || has_ended || from.is_null(self.start) {
            return Err(self.explain(from));
        }
        self.unknown("", from).map(Some)
    }

    /// As [`end`](Self::end), for a union with a tag: a value is an unknown variant if no variant has its tag, or if it has none
    /// and no variant fits.
    ///
    /// # Errors
    /// If the variants that have its tag do not fit.
    pub fn end_of_tag(
        self,
        tag: Option<&str>,
        from: &mut Reader<'_>,
    ) -> Result<Option<UnknownVariant>, Failed> {
        self.leave(from);
        from.pop_tag();
        from.fit().count_known_keys(1);
        if self.best.is_some() {
            return Ok(None);
        }
        if tag.is_some() && !self.failures.is_empty() {
            return Err(self.explain(from));
        }
        self.unknown(tag.unwrap_or_default(), from).map(Some)
    }

    fn unknown(&self, tag: &str, from: &mut Reader<'_>) -> Result<UnknownVariant, Failed> {
        let mut unknown = UnknownVariant::new(tag, self.secrecy);
        from.go_back(self.start)?;
        from.fit().count_unknown_value();
        unknown.read(from)?;
        Ok(unknown)
    }

    fn leave(&self, from: &mut Reader<'_>) {
        from.go_to(self.end);
        from.set_form(self.around.form);
        from.set_strictness(self.around.strictness);
        from.set_attempt(self.around.attempt);
        *from.fit() = self.around.fit.and(self.best.unwrap_or_default());
    }

    /// The error if nothing fits: what all variants expected, if all of them failed immediately; otherwise the error of the
    /// variant that got furthest.
    fn explain(self, from: &mut Reader<'_>) -> Failed {
        if self.secrecy == Secrecy::Secret {
            return from.fail(UNREADABLE);
        }
        let expectations = self.expectations();
        let Some((form, mut fault)) = self.failures.into_iter().reduce(further) else {
            return from.fail("no form of the union fits");
        };
        match expectations {
            Expectations::One => {}
            Expectations::All(what) => fault.what = what,
            Expectations::Differ if fault.what == TOO_OFTEN => {}
            Expectations::Differ => fault.what.push_str(&format!(" (read as `{form}`)")),
        }
        from.put_fault(fault)
    }

    fn expectations(&self) -> Expectations {
        if self.failures.len() == 1 {
            return Expectations::One;
        }
        self.all_expected().map_or(Expectations::Differ, Expectations::All)
    }

    fn all_expected(&self) -> Option<String> {
        let mut expected: Vec<&str> = Vec::new();
        let mut found = None;
        for (_, fault) in self.failures.iter() {
            let what = Some(&fault.what).filter(|_| fault.depth() == 0)?;
            let (want, have) = what.strip_prefix("expected ")?.split_once(", found ")?;
            if *found.get_or_insert(have) != have {
                return None;
            }
            if !expected.contains(&want) {
                expected.push(want);
            }
        }
        let (last, others) = expected.split_last()?;
        let others = others.join(", ");
        let or = if others.is_empty() { "" } else { " or " };
        Some(format!("expected {others}{or}{last}, found {}", found?))
    }
}

/// Reads a union where it is optional: an empty string that no variant accepts is absent, and not an unknown value.
///
/// # Errors
/// As `read`.
pub fn read_optional_union<U: Value>(
    value: &mut U,
    is_known: fn(&U) -> bool,
    from: &mut Reader<'_>,
) -> Result<bool, Failed> {
    let (may_be_none, before) = (from.is_at_none(), *from.fit());
    value.read(from)?;
    let is_none = may_be_none && !is_known(value);
    if is_none {
        *from.fit() = before;
    }
    Ok(!is_none)
}

/// The kinds of JSON that the variants of a union expected.
enum Expectations {
    /// There is one variant.
    One,
    /// All of them another value in the same place.
    All(String),
    /// Different things in different places.
    Differ,
}

/// The error of the variant that got further: by the depth of the error, whether it is more than a missing field, and its
/// place. The first one if they got equally far; in front of all, the one that ended the attempts.
fn further(best: (&'static str, Box<Fault>), next: (&'static str, Box<Fault>)) -> (&'static str, Box<Fault>) {
    let reach = |fault: &Fault| (fault.what == TOO_OFTEN, fault.depth(), fault.what != MISSING, fault.at);
    if reach(&next.1) > reach(&best.1) { next } else { best }
}

/// Gives an enum of payloads, one of which a value is, reading and writing without a tag.
///
/// `Name { Variant(Payload) }`: of the variants that are written as the kind of JSON at hand (a string does not become a number
/// in a union), the one that fits best is used: the one with the fewest values that an enum does not know, then with the fewest
/// keys that no field has, then with the most keys that one has, then the first. A variant whose fields all come as they are declared goes before one some
/// of whose fields come in another form, and [`Json`](crate::v1::Json) is used where nothing else fits. Payloads can be boxed. The last variant of the enum has to be `__Unknown(UnknownVariant)`: a value that
/// no variant fits is kept there and written back unchanged, other than `null`, which is an error. A value is written as its payload. `secret` before the variants means that one of them can hold a
/// secret: errors then don't say what was found. Implements `Value`, `Deserialize` and `Serialize`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub enum Ident {
///     Number(i64),
///     Text(String),
///     #[doc(hidden)]
///     __Unknown(rt::UnknownVariant),
/// }
/// rt::untagged_union! { Ident { Number(i64), Text(String) } }
///
/// assert_eq!(rt::from_json::<Ident>("7").unwrap(), Ident::Number(7));
/// assert_eq!(rt::from_json::<Ident>("\"7\"").unwrap(), Ident::Text("7".to_owned()));
/// let list: Ident = rt::from_json("[7]").unwrap();
/// assert_eq!((list.is_known(), rt::to_json(&list).unwrap().as_str()), (false, "[7]"));
/// let error = rt::from_json::<Ident>("null").unwrap_err().to_string();
/// assert!(error.starts_with("expected an integer or a string, found null"));
/// ```
#[macro_export]
macro_rules! untagged_union {
    ($name:ident $($mark:ident)? { $( $variant:ident ($payload:ty) ),* $(,)? }) => {
        impl $name {
            /// Whether the value is one of the declared variants.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::__Unknown(_))
            }
        }

        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::__Unknown($crate::v1::Value::blank())
            }

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                let mut attempts = $crate::v1::support::Attempts::start(from)?;
                $( attempts.$mark(); )?
                loop {
                    $(
                        if let ::core::option::Option::Some(payload) =
                            attempts.read::<$payload>(::core::stringify!($variant), from)
                        {
                            *self = Self::$variant(payload);
                        }
                    )*
                    if !attempts.go_on(from) {
                        break;
                    }
                }
                if let ::core::option::Option::Some(unknown) = attempts.end(from)? {
                    *self = Self::__Unknown(unknown);
                }
                ::core::result::Result::Ok(())
            }

            fn read_optional(
                &mut self,
                from: &mut $crate::v1::support::Reader<'_>,
            ) -> ::core::result::Result<bool, $crate::v1::support::Failed> {
                $crate::v1::support::read_optional_union(self, Self::is_known, from)
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                match self {
                    $( Self::$variant(payload) => $crate::v1::Value::write(payload, to), )*
                    Self::__Unknown(whole) => $crate::v1::Value::write(whole, to),
                }
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
}
