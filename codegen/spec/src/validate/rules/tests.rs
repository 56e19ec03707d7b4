//! The search against plain enumeration: every request over small domains is tried on made-up rules.

use crate::diag::Code;
use crate::inspect;

/// A number or nothing in `a` and `b`, a number in `c`, a word or nothing in `k`.
#[derive(Debug, Clone, Copy)]
struct Request {
    numbers: [Option<i32>; 3],
    word: Option<usize>,
}

const FIELDS: [&str; 3] = ["a", "b", "c"];

/// The words of the enum, and one that it does not know.
const WORDS: [&str; 3] = ["A", "B", "other"];

#[derive(Debug, Clone)]
enum Rule {
    Range(usize, i32, i32),
    OneOf(usize, Vec<i32>),
    Word(Vec<usize>),
    Compare(usize, &'static str, usize),
    Present(usize),
    Choose(&'static str, usize, Vec<usize>),
    Together(usize, usize),
    Requires(usize, usize),
}

/// `when:`: a word, or whether a number is there.
#[derive(Debug, Clone)]
enum When {
    Always,
    Word(usize),
    Number(usize, bool),
}

struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).unwrap()
    }

    fn small(&mut self) -> i32 {
        i32::try_from(self.below(5)).unwrap()
    }

    fn rule(&mut self) -> Rule {
        let (one, other) = (self.below(3), self.below(3));
        match self.below(9) {
            0 | 1 => {
                let (min, max) = (self.small(), self.small());
                Rule::Range(one, min.min(max), min.max(max))
            }
            2 => Rule::OneOf(one, (0..=self.below(2)).map(|_| self.small()).collect()),
            3 => Rule::Word((0..=self.below(2)).map(|_| self.below(2)).collect()),
            4 | 5 => Rule::Compare(one, ["<", "<=", ">", ">=", "==", "!="][self.below(6)], other),
            6 => Rule::Present(one),
            7 => {
                let of = vec![one, other, self.below(3)];
                Rule::Choose(["exactly", "at_least", "at_most"][self.below(3)], 1 + self.below(2), of)
            }
            _ if self.below(2) == 0 => Rule::Together(one, other),
            _ => Rule::Requires(one, other),
        }
    }

    fn when(&mut self) -> When {
        match self.below(6) {
            0 => When::Word(self.below(2)),
            1 => When::Number(self.below(3), self.below(2) == 0),
            _ => When::Always,
        }
    }
}

impl Rule {
    fn yaml(&self) -> String {
        let list = |of: &[usize]| of.iter().map(|at| FIELDS[*at]).collect::<Vec<_>>().join(", ");
        match self {
            Self::Range(at, min, max) => format!("range: {{{}: {{min: {min}, max: {max}}}}}", FIELDS[*at]),
            Self::OneOf(at, values) => format!("one_of: {{{}: {values:?}}}", FIELDS[*at]),
            Self::Word(words) => {
                let words: Vec<&str> = words.iter().map(|at| WORDS[*at]).collect();
                format!("one_of: {{k: [{}]}}", words.join(", "))
            }
            Self::Compare(left, sign, right) => {
                format!("compare: \"{} {sign} {}\"", FIELDS[*left], FIELDS[*right])
            }
            Self::Present(at) => format!("present: {}", FIELDS[*at]),
            Self::Choose(how, count, of) => format!("choose: {{{how}: {count}, of: [{}]}}", list(of)),
            Self::Together(one, other) => format!("together: [{}]", list(&[*one, *other])),
            Self::Requires(one, other) => {
                format!("requires: {{{}: {}}}", FIELDS[*one], FIELDS[*other])
            }
        }
    }

    fn is_about_presence(&self) -> bool {
        matches!(self, Self::Present(_) | Self::Choose(..) | Self::Together(..) | Self::Requires(..))
    }

    /// Whether a request keeps it, and whether what it looks at is there.
    fn judge(&self, request: &Request) -> (bool, bool) {
        let number = |at: &usize| request.numbers[*at];
        let has = |at: &usize| number(at).is_some();
        match self {
            Self::Range(at, min, max) => {
                (number(at).is_none_or(|number| (*min..=*max).contains(&number)), has(at))
            }
            Self::OneOf(at, values) => (number(at).is_none_or(|number| values.contains(&number)), has(at)),
            Self::Word(words) => {
                (request.word.is_none_or(|word| words.contains(&word)), request.word.is_some())
            }
            Self::Compare(left, sign, right) => match (number(left), number(right)) {
                (Some(a), Some(b)) => {
                    let holds = match *sign {
                        "<" => a < b,
                        "<=" => a <= b,
                        ">" => a > b,
                        ">=" => a >= b,
                        "==" => a == b,
                        _ => a != b,
                    };
                    (holds, true)
                }
                _ => (true, false),
            },
            Self::Present(at) => (has(at), true),
            Self::Choose(how, count, of) => {
                let mut once = of.clone();
                once.sort_unstable();
                once.dedup();
                let holds = |of: &[usize]| {
                    let there = of.iter().filter(|at| has(at)).count();
                    match *how {
                        "exactly" => there == *count,
                        "at_least" => there >= *count,
                        _ => there <= *count,
                    }
                };
                (holds(of) && holds(&once), true)
            }
            Self::Together(one, other) => (has(one) == has(other), true),
            Self::Requires(one, other) => (!has(one) || has(other), true),
        }
    }
}

impl When {
    fn yaml(&self) -> String {
        match self {
            Self::Always => String::new(),
            Self::Word(word) => format!(", when: {{k: {}}}", WORDS[*word]),
            Self::Number(at, is) => {
                format!(", when: {{{}: {}}}", FIELDS[*at], if *is { "present" } else { "absent" })
            }
        }
    }

    fn holds(&self, request: &Request) -> bool {
        match self {
            Self::Always => true,
            Self::Word(word) => request.word == Some(*word),
            Self::Number(at, is) => request.numbers[*at].is_some() == *is,
        }
    }
}

/// Every request: the numbers of the rules, and enough others.
fn requests() -> Vec<Request> {
    let numbers = || std::iter::once(None).chain((-3..8).map(Some));
    let mut all = Vec::new();
    for a in numbers() {
        for b in numbers() {
            for c in numbers().skip(1) {
                for word in [None, Some(0), Some(1), Some(2)] {
                    all.push(Request { numbers: [a, b, c], word });
                }
            }
        }
    }
    all
}

/// The codes of a row with these rules.
fn found(rules: &[(Rule, When)]) -> Vec<Code> {
    let rules: Vec<String> =
        rules.iter().map(|(rule, when)| format!("{{{}{}}}", rule.yaml(), when.yaml())).collect();
    let spec = format!(
        "stubwright: 1\napi: x\nenvelope: {{success: {{ok: true}}, code: code}}\n\
         errors: {{e1: {{name: One, check: [{}]}}}}\nendpoints: {{p: {{post: /p, request: Q}}}}\n\
         types:\n  Q: {{a?: i32, b?: i32, c: i32, k?: Kind}}\n  Kind: {{enum: [A, B]}}\n",
        rules.join(", ")
    );
    let (outcome, _) = inspect("x.yaml", spec.as_bytes());
    outcome.diagnostics.sorted().iter().map(|item| item.code).collect()
}

/// Whether some request keeps all, in earnest unless one is about presence; `None` when they never apply together.
fn kept(requests: &[Request], rules: &[(Rule, When)]) -> Option<bool> {
    let has_presence = rules.iter().any(|(rule, _)| rule.is_about_presence());
    let applies = |request: &&Request| {
        rules.iter().all(|(rule, when)| when.holds(request) && (has_presence || rule.judge(request).1))
    };
    let mut applying = requests.iter().filter(applies).peekable();
    applying.peek()?;
    Some(applying.any(|request| rules.iter().all(|(rule, _)| rule.judge(request).0)))
}

#[test]
fn single_rules_are_judged_as_by_trying_all() {
    let requests = requests();
    let mut random = Random(0x5eed);
    for _ in 0..600 {
        let (rule, when) = (random.rule(), random.when());
        let codes = found(&[(rule.clone(), when.clone())]);
        let breaks = requests.iter().any(|request| when.holds(request) && !rule.judge(request).0);
        let wanted = match kept(&requests, &[(rule.clone(), when.clone())]) {
            Some(false) => Some(Code::BadCheck),
            _ if !breaks => Some(Code::NeverBroken),
            _ => None,
        };
        // Limits that no number of values can break are refused when they are read.
        let is_refused = matches!(&rule, Rule::Choose("at_most", 3.., _));
        assert!(
            is_refused || codes == Vec::from_iter(wanted),
            "{rule:?} {when:?}: {codes:?}, not {wanted:?}"
        );
    }
}

#[test]
fn rules_of_a_row_are_judged_as_by_trying_all() {
    let requests = requests();
    let mut random = Random(0xfeed);
    let mut contradictions = 0;
    for _ in 0..600 {
        let rules: Vec<(Rule, When)> =
            (0..2 + random.below(2)).map(|_| (random.rule(), When::Always)).collect();
        // One that is wrong alone is reported alone.
        if rules.iter().any(|rule| found(std::slice::from_ref(rule)).contains(&Code::BadCheck)) {
            continue;
        }
        let is_contradiction = |rules: &[(Rule, When)]| kept(&requests, rules) == Some(false);
        let pairs = rules
            .iter()
            .enumerate()
            .flat_map(|(at, one)| rules.iter().skip(at + 1).map(move |other| [one.clone(), other.clone()]));
        let wanted = is_contradiction(&rules) || pairs.into_iter().any(|pair| is_contradiction(&pair));
        contradictions += usize::from(wanted);
        let codes = found(&rules);
        assert_eq!(codes.contains(&Code::BadCheck), wanted, "{rules:?}: {codes:?}");
    }
    assert!(contradictions > 20, "{contradictions}");
}

#[test]
fn long_circles_and_large_lists_take_no_time() {
    let fields: Vec<String> = (0..20).map(|at| format!("f{at}")).collect();
    let circle: Vec<String> =
        (0..20).map(|at| format!("\"{} < {}\"", fields[at], fields[(at + 1) % 20])).collect();
    let values: Vec<String> = (0..5_000).map(|at| at.to_string()).collect();
    let spec = format!(
        "stubwright: 1\napi: x\nenvelope: {{success: {{ok: true}}, code: code}}\n\
         errors:\n  e1: {{name: One, check: {{compare: [{}]}}}}\n  e2: {{name: Two, check: {{one_of: {{g: [{}]}}}}}}\n\
         endpoints: {{p: {{post: /p, request: Q}}}}\ntypes: {{Q: {{g: i64, {}}}}}\n",
        circle.join(", "),
        values.join(", "),
        fields.iter().map(|field| format!("{field}: f64")).collect::<Vec<_>>().join(", "),
    );
    let started = std::time::Instant::now();
    let (outcome, _) = inspect("x.yaml", spec.as_bytes());
    let codes: Vec<Code> = outcome.diagnostics.sorted().iter().map(|item| item.code).collect();
    assert_eq!(codes, [Code::BadCheck]);
    assert!(started.elapsed().as_secs() < 20);
}
