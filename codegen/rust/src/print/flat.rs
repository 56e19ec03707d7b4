//! Code on one line, as rustfmt would write it if the line had no end.

use super::literal;
use super::scope::FileScope;
use crate::options::ClientPath;
use crate::plan::names::Name;
use crate::plan::syntax::{Argument, Closure, Expr, Path, Pattern, RustType};

/// Something that fits on one line.
pub(super) trait Flat {
    /// Adds the text.
    fn flat(&self, scope: &FileScope, out: &mut String);
}

impl Flat for &'static str {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self);
    }
}

impl Flat for usize {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Flat for Name {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self.as_str());
    }
}

/// A name in a link of documentation, which has no `r#`.
pub(super) struct Plain<'a>(pub(super) &'a Name);

impl Flat for Plain<'_> {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self.0.plain());
    }
}

/// The path of the runtime.
pub(super) struct Runtime;

impl Flat for Runtime {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        out.push_str(scope.runtime());
    }
}

/// The visibility of what other files of the API use.
pub(super) struct OfModule;

impl Flat for OfModule {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        out.push_str(scope.shared());
    }
}

impl Flat for ClientPath {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self.as_str());
    }
}

/// A string literal with a text.
pub(super) struct Literal<'a>(pub(super) &'a str);

impl Flat for Literal<'_> {
    fn flat(&self, _: &FileScope, out: &mut String) {
        literal::string(self.0, out);
    }
}

/// `feature = "orders"`
pub(super) struct Feature<'a>(pub(super) &'a str);

impl Flat for Feature<'_> {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str("feature = ");
        literal::string(self.0, out);
    }
}

/// Things with words of ours between them.
pub(super) struct Joined<'a, T>(pub(super) &'a [T], pub(super) &'static str);

impl<T: Flat> Flat for Joined<'_, T> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                out.push_str(self.1);
            }
            item.flat(scope, out);
        }
    }
}

impl<T: Flat> Flat for Option<T> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        if let Some(item) = self {
            item.flat(scope, out);
        }
    }
}

impl<T: Flat> Flat for &T {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        (*self).flat(scope, out);
    }
}

/// One after the other.
impl<A: Flat, B: Flat> Flat for (A, B) {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        self.0.flat(scope, out);
        self.1.flat(scope, out);
    }
}

impl Flat for RustType {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        use crate::plan::syntax::Std;
        let mut with = |before: &[&str], inner: &Self, after: &str| {
            out.extend(before.iter().copied());
            inner.flat(scope, out);
            out.push_str(after);
        };
        match self {
            Self::Primitive(word) => out.push_str(word),
            Self::Runtime(word) => out.extend(["rt::", word]),
            Self::Stream(word, None) => out.extend(["rt::", word, "<ErrorCode>"]),
            Self::Stream(word, Some(item)) => with(&["rt::", word, "<"], item, ", ErrorCode>"),
            Self::String => out.push_str(scope.std(Std::String)),
            Self::Vec(inner) => with(&[scope.std(Std::Vec), "<"], inner, ">"),
            Self::Map(inner) => {
                with(&["::std::collections::BTreeMap<", scope.std(Std::String), ", "], inner, ">");
            }
            Self::Option(inner) => with(&[scope.std(Std::Option), "<"], inner, ">"),
            Self::Boxed(inner) => with(&[scope.std(Std::Box), "<"], inner, ">"),
            Self::Patch(inner) => with(&["rt::Patch<"], inner, ">"),
            Self::Array(inner, count) => {
                with(&["["], inner, "; ");
                out.push_str(&count.to_string());
                out.push(']');
            }
            Self::Into(inner) => with(&["impl ", scope.std(Std::Into), "<"], inner, ">"),
            Self::Implementing(bounds) => out.extend(["impl ", bounds]),
            Self::Api(name, None) => out.extend([scope.types(), name.as_str()]),
            Self::Api(name, Some(inner)) => with(&[scope.types(), name.as_str(), "<"], inner, ">"),
            Self::Parameter(name) => out.push_str(name.as_str()),
        }
    }
}

impl Flat for Argument {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        out.push_str(self.name.as_str());
        out.push_str(": ");
        self.ty.flat(scope, out);
    }
}

impl Flat for Path {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        match self {
            Self::Ours(path) => out.push_str(path),
            Self::Local(name) => out.push_str(name.as_str()),
            Self::Std(std) => out.push_str(scope.std(*std)),
            Self::OfStd(std, item) => out.extend([scope.std(*std), "::", item]),
            Self::OfApi(ty, item) => out.extend([scope.types(), ty.as_str(), "::", item.as_str()]),
            Self::OfApiOurs(ty, item) => out.extend([scope.types(), ty.as_str(), "::", item]),
            Self::Code(name) => out.extend(["ErrorCode::", name.as_str()]),
            Self::OfSelf(name) => out.extend(["Self::", name.as_str()]),
            Self::InErrors(name) => out.extend(["super::errors::", name.as_str()]),
            Self::InCrate(segments) => {
                out.push_str("crate::");
                Joined(segments, "::").flat(scope, out);
            }
            Self::Bound(segments) => Joined(segments, "::").flat(scope, out),
        }
    }
}

impl Flat for Pattern {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        match self {
            Self::Name(name) => out.push_str(name.as_str()),
            Self::Any => out.push('_'),
            Self::Tuple(parts) => {
                out.push('(');
                Joined(parts, ", ").flat(scope, out);
                out.push(')');
            }
        }
    }
}

impl Flat for Expr {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        let mut list = |open: &str, items: &[Self], close: &str| {
            out.push_str(open);
            Joined(items, ", ").flat(scope, out);
            out.push_str(close);
        };
        match self {
            Self::Path(path) => path.flat(scope, out),
            Self::Text(text) => literal::string(text, out),
            Self::Raw(text) => literal::raw(text, out),
            Self::Integer(number) => out.push_str(&number.to_string()),
            Self::Float(number) => out.push_str(&format!("{number:?}")),
            Self::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Array(items) => list("[", items, "]"),
            Self::Tuple(items) => list("(", items, ")"),
            Self::Call(function, arguments) => {
                function.flat(scope, out);
                out.push('(');
                Joined(arguments, ", ").flat(scope, out);
                out.push(')');
            }
            Self::Method(receiver, method, arguments) => {
                receiver.flat(scope, out);
                out.extend([".", method, "("]);
                Joined(arguments, ", ").flat(scope, out);
                out.push(')');
            }
            Self::Field(owner, field) => {
                owner.flat(scope, out);
                out.extend([".", field.as_str()]);
            }
            Self::Prefix(sign, inner) => {
                out.push_str(sign);
                inner.flat(scope, out);
            }
            Self::Infix(left, sign, right) => {
                left.flat(scope, out);
                out.extend([" ", sign, " "]);
                right.flat(scope, out);
            }
            Self::Try(inner) => {
                inner.flat(scope, out);
                out.push('?');
            }
            Self::Closure(closure) => {
                head(closure, scope, out);
                closure.body.flat(scope, out);
            }
            Self::Format(text, arguments) => {
                out.push_str("format!(");
                literal::string(text, out);
                for argument in arguments {
                    out.push_str(", ");
                    argument.flat(scope, out);
                }
                out.push(')');
            }
        }
    }
}

/// `move |(i, item)| `
pub(super) fn head(closure: &Closure, scope: &FileScope, out: &mut String) {
    out.push_str(if closure.moves { "move |" } else { "|" });
    Joined(&closure.arguments, ", ").flat(scope, out);
    if let Some(ty) = &closure.ty {
        out.push_str(": ");
        ty.flat(scope, out);
    }
    out.push_str("| ");
}
