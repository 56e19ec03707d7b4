//! Unions without a tag: each variant is tried, in the order of the specification.

use super::hidden::{Secrecy, UNREADABLE};
use super::reader::{Failed, Fault, Form, MISSING, Mark, Reader, Strictness, TOO_OFTEN};
use super::value::Value;

/// Attempts to read one value in several forms.
///
/// A variant counts only if it is written as the kind of JSON at hand: an integer can be sent as a string elsewhere, but in a
/// union `"007"` is not an integer, whether or not one of the variants is a string. So what is read goes back as it came.
///
/// The fields of a record can come in other forms. But a variant that takes all of them as they are written goes before one
/// that has to convert them, so there are two rounds: [`again`](Self::again) begins the second one.
pub struct Attempts {
    start: Mark,
    end: Mark,
    around: (Form, Strictness),
    /// How strictly a variant is read in this round.
    round: Strictness,
    /// Whether this is inside of an attempt of another union.
    is_inner: bool,
    failures: Vec<(&'static str, Box<Fault>)>,
    /// Of the forms: where one can hold a secret, the error of another one may repeat it.
    secrecy: Secrecy,
}

impl Attempts {
    /// Finds the end of the value.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn start(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let start = from.mark();
        from.skip_readable()?;
        let is_inner = from.set_in_attempt(true);
        let round = Strictness::Exact;
        let around = (from.set_form(Form::Own), from.set_strictness(round));
        let end = from.mark();
        Ok(Self { start, end, around, round, is_inner, failures: Vec::new(), secrecy: Secrecy::Open })
    }

    /// Begins the second round, in which fields are converted; `false` if there is none, or it has been made.
    pub fn again(&mut self, from: &mut Reader<'_>) -> bool {
        let may_convert = self.round == Strictness::Exact && self.around.1 != Strictness::Exact;
        if !may_convert || !from.is_compound(self.start) {
            return false;
        }
        self.round = Strictness::Strict;
        from.set_strictness(self.round);
        self.failures.clear();
        true
    }

    /// Tries the form `form`.
    pub fn read<T: Value>(&mut self, form: &'static str, from: &mut Reader<'_>) -> Option<T> {
        let mut payload = T::fresh()?;
        self.attempt(form, &mut payload, from).then_some(payload)
    }

    fn attempt(&mut self, form: &'static str, payload: &mut dyn Value, from: &mut Reader<'_>) -> bool {
        from.go_to(self.end);
        if from.go_back(self.start).is_ok() && payload.read(from).is_ok() {
            self.leave(from);
            return true;
        }
        if self.is_inner {
            from.count_attempt();
        }
        from.set_form(Form::Own);
        from.set_strictness(self.round);
        self.failures.extend(from.take_fault().map(|fault| (form, fault)));
        false
    }

    /// Marks a union in which a variant can hold a secret.
    pub fn secret(&mut self) {
        self.secrecy = Secrecy::Secret;
    }

    fn leave(&self, from: &mut Reader<'_>) {
        from.go_to(self.end);
        from.set_form(self.around.0);
        from.set_strictness(self.around.1);
        from.set_in_attempt(self.is_inner);
    }

    /// The error if nothing fits: what all variants expected, if all of them failed immediately; otherwise the error of the
    /// variant that got furthest.
    pub fn explain(self, from: &mut Reader<'_>) -> Failed {
        self.leave(from);
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
/// `Name { Variant(Payload) }`: variants are tried in this order, and only those that are written as the kind of JSON at hand
/// (a string does not become a number in a union). A variant whose fields all come as they are declared goes before one some of
/// whose fields come in another form. If none fits, the error is that of the variant that got furthest.
/// Payloads can be boxed. A value is written as its payload. `secret` before the variants means that one of them can hold a
/// secret: errors then don't say what was found. `= Variant` in front of that names the variant that a blank value has, which is
/// the first one if nothing is said: its payload can't be a box of the union itself. `= endless` stands for none. Implements `Value`, `Deserialize` and
/// `Serialize`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Ident {
///     Number(i64),
///     Text(String),
/// }
/// rt::untagged_union! { Ident { Number(i64), Text(String) } }
///
/// assert_eq!(rt::from_json::<Ident>("7").unwrap(), Ident::Number(7));
/// assert_eq!(rt::from_json::<Ident>("\"7\"").unwrap(), Ident::Text("7".to_owned()));
/// let error = rt::from_json::<Ident>("null").unwrap_err().to_string();
/// assert!(error.starts_with("expected an integer or a string, found null"));
/// ```
#[macro_export]
macro_rules! untagged_union {
    ($name:ident = endless $($mark:ident)? { $first:ident $($others:tt)* }) => {
        $crate::untagged_union! { @ $name, $first, endless; $($mark)?; { $first $($others)* } }
    };
    ($name:ident = $blank:ident $($mark:ident)? { $($variants:tt)* }) => {
        $crate::untagged_union! { @ $name, $blank; $($mark)?; { $($variants)* } }
    };
    ($name:ident $($mark:ident)? { $first:ident $($others:tt)* }) => {
        $crate::untagged_union! { @ $name, $first; $($mark)?; { $first $($others)* } }
    };
    (@ $name:ident, $blank:ident $(, $endless:ident)?; $($mark:ident)?; { $( $variant:ident ($payload:ty) ),* $(,)? }) => {
        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::$blank($crate::v1::Value::blank())
            }

            $(
                fn fresh() -> ::core::option::Option<Self> {
                    $crate::v1::support::$endless()
                }
            )?

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                let mut attempts = $crate::v1::support::Attempts::start(from)?;
                $( attempts.$mark(); )?
                loop {
                    $(
                        if let ::core::option::Option::Some(payload) =
                            attempts.read::<$payload>(::core::stringify!($variant), from)
                        {
                            *self = Self::$variant(payload);
                            return ::core::result::Result::Ok(());
                        }
                    )*
                    if !attempts.again(from) {
                        return ::core::result::Result::Err(attempts.explain(from));
                    }
                }
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                match self {
                    $( Self::$variant(payload) => $crate::v1::Value::write(payload, to), )*
                }
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
}
