//! Finding values that satisfy conditions: domains are narrowed pair by pair, then tried.

/// Whether values satisfy a condition.
pub(super) type Test<'a, V> = Box<dyn Fn(&[&V]) -> bool + 'a>;

/// A constraint on some variables.
pub(super) struct Condition<'a, V> {
    /// The variables, each once.
    pub(super) vars: Vec<usize>,
    /// Whether these values satisfy it, in the order of `vars`.
    pub(super) test: Test<'a, V>,
}

/// The outcome of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// There are such values.
    Found,
    /// There is no solution: everything was tried.
    None,
    /// Too much to try.
    Unknown,
}

/// No search tries more values than these.
const MOST_TRIES: usize = 50_000;

/// Whether each variable can get a value of its domain so that all conditions hold.
pub(super) fn solve<V>(domains: &[Vec<V>], conditions: &[Condition<'_, V>]) -> Answer {
    let mut left: Vec<Vec<&V>> = domains.iter().map(|domain| domain.iter().collect()).collect();
    if !narrow(&mut left, conditions) {
        return Answer::None;
    }
    // Few values first: a mistake is found early, and most of the work is saved.
    let mut order: Vec<usize> = (0..left.len()).collect();
    order.sort_by_key(|var| left.get(*var).map_or(0, Vec::len));
    let mut search =
        Search { left: &left, conditions, order: &order, chosen: vec![None; left.len()], tries: 0 };
    match search.from(0) {
        true => Answer::Found,
        false if search.tries > MOST_TRIES => Answer::Unknown,
        false => Answer::None,
    }
}

/// Takes out what cannot be part of a solution, as far as single conditions on one or two variables tell; false when a
/// domain has nothing left.
fn narrow<V>(left: &mut [Vec<&V>], conditions: &[Condition<'_, V>]) -> bool {
    let mut changed = true;
    while changed {
        changed = false;
        for Condition { vars, test } in conditions {
            let before: usize = vars.iter().filter_map(|var| left.get(*var)).map(Vec::len).sum();
            match *vars.as_slice() {
                [only] => {
                    if let Some(domain) = left.get_mut(only) {
                        domain.retain(|value| test(&[value]));
                    }
                }
                [one, other] => {
                    let (Some(a), Some(b)) = (left.get(one).cloned(), left.get(other).cloned()) else {
                        continue;
                    };
                    if let Some(domain) = left.get_mut(one) {
                        domain.retain(|value| b.iter().any(|beside| test(&[value, beside])));
                    }
                    if let Some(domain) = left.get_mut(other) {
                        domain.retain(|value| a.iter().any(|beside| test(&[beside, value])));
                    }
                }
                _ => {}
            }
            changed |= vars.iter().filter_map(|var| left.get(*var)).map(Vec::len).sum::<usize>() != before;
        }
    }
    left.iter().all(|domain| !domain.is_empty())
}

struct Search<'s, 'a, V> {
    left: &'s [Vec<&'s V>],
    conditions: &'s [Condition<'a, V>],
    order: &'s [usize],
    chosen: Vec<Option<&'s V>>,
    tries: usize,
}

impl<V> Search<'_, '_, V> {
    fn from(&mut self, depth: usize) -> bool {
        let Some(var) = self.order.get(depth).copied() else { return self.holds(None) };
        for value in self.left.get(var).into_iter().flatten() {
            self.tries += 1;
            if self.tries > MOST_TRIES {
                return false;
            }
            if let Some(slot) = self.chosen.get_mut(var) {
                *slot = Some(value);
            }
            if self.holds(Some(var)) && self.from(depth + 1) {
                return true;
            }
        }
        if let Some(slot) = self.chosen.get_mut(var) {
            *slot = None;
        }
        false
    }

    /// Whether all conditions hold whose variables have values: the conditions on this variable, or those without any.
    fn holds(&self, of: Option<usize>) -> bool {
        let about = |condition: &&Condition<'_, V>| match of {
            Some(var) => condition.vars.contains(&var),
            None => condition.vars.is_empty(),
        };
        self.conditions.iter().filter(about).all(|condition| {
            let values: Option<Vec<&V>> =
                condition.vars.iter().map(|var| self.chosen.get(*var).copied().flatten()).collect();
            values.is_none_or(|values| (condition.test)(&values))
        })
    }
}
