//! Tables that are drawn with `+`, `-` and `|`, whose cells may span several rows and columns.

use std::collections::BTreeSet;

use super::line::{Line, width};
use super::raw::Raw;
use super::simple::cut;

/// No table has more lines or columns of characters.
const LONGEST: usize = 1 << 12;

/// So many characters are looked at to find the cells.
const STEPS: usize = 1 << 22;

/// The characters of a table by line and column; `\0` behind one that takes two columns.
struct Drawing {
    cells: Vec<Vec<char>>,
    steps: usize,
}

/// A cell: its first and its last line and column, the lines around it included.
#[derive(Clone, Copy)]
struct Frame {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The rows of the table that begins in the first line, how many of them are its head, and how many lines it takes.
pub(super) fn rows(page: &str, lines: &[Line]) -> Option<(Vec<Vec<Raw>>, usize, usize)> {
    let first = lines.first().filter(|line| is_border(line.text(page)))?;
    let is_drawn = |line: &&Line| line.indent == first.indent && line.text(page).starts_with(['+', '|']);
    let count = lines.iter().take(LONGEST).take_while(is_drawn).count();
    let lines = lines.get(..count)?;
    let head = lines.iter().position(|line| line.text(page).starts_with("+="));
    let mut drawing = Drawing::of(page, lines);
    let frames = drawing.frames()?;
    let tops: BTreeSet<usize> = frames.iter().map(|frame| frame.top).collect();
    let lefts: BTreeSet<usize> = frames.iter().map(|frame| frame.left).collect();
    let row = |top: &usize| {
        let own = frames.iter().filter(|frame| frame.top == *top);
        own.map(|frame| {
            let inside = lines.get(frame.top + 1..frame.bottom).unwrap_or_default();
            let cut = |line: &Line| cut(page, line, first.indent, frame.left + 1..frame.right);
            Raw {
                lines: inside.iter().map(cut).collect(),
                rows: tops.range(frame.top..frame.bottom).count(),
                columns: lefts.range(frame.left..frame.right).count(),
            }
        })
        .collect()
    };
    let heads = head.map_or(0, |head| tops.range(..head).count());
    Some((tops.iter().map(row).collect(), heads, count))
}

/// Whether a line is drawn, `+---+`.
fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with("+-")
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-'))
}

impl Drawing {
    fn of(page: &str, lines: &[Line]) -> Self {
        let cells = lines.iter().map(|line| {
            let mut row = Vec::new();
            let is_rule = line.text(page).starts_with("+=");
            for c in line.text(page).chars().take(LONGEST) {
                row.push(if is_rule && c == '=' { '-' } else { c });
                row.extend((1..width(c)).map(|_| '\0'));
            }
            row
        });
        Self { cells: cells.collect(), steps: 0 }
    }

    fn at(&mut self, line: usize, column: usize) -> char {
        self.steps += 1;
        self.cells.get(line).and_then(|row| row.get(column)).copied().unwrap_or(' ')
    }

    /// The cells in the order of their lines; `None` where the drawing has gaps.
    fn frames(&mut self) -> Option<Vec<Frame>> {
        let mut corners = BTreeSet::from([(0, 0)]);
        let mut done: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut frames = Vec::new();
        let right = self.cells.first()?.len() - 1;
        let bottom = self.cells.len() - 1;
        while let Some((top, left)) = corners.pop_first() {
            if top == bottom || left == right || !done.insert((top, left)) {
                continue;
            }
            let Some(frame) = self.frame(top, left) else { continue };
            corners.insert((frame.top, frame.right));
            corners.insert((frame.bottom, frame.left));
            frames.push(frame);
        }
        let covered: usize =
            frames.iter().map(|frame| (frame.bottom - frame.top) * (frame.right - frame.left)).sum();
        (self.steps < STEPS && covered == bottom * right && bottom > 0).then_some(frames)
    }

    /// The smallest cell whose upper left corner is here.
    fn frame(&mut self, top: usize, left: usize) -> Option<Frame> {
        if self.at(top, left) != '+' {
            return None;
        }
        let mut right = left + 1;
        while self.steps < STEPS {
            match self.at(top, right) {
                '+' => {
                    if let Some(bottom) = self.bottom(top, left, right) {
                        return Some(Frame { top, left, bottom, right });
                    }
                }
                '-' => {}
                _ => return None,
            }
            right += 1;
        }
        None
    }

    /// The line in which the cell between two columns ends.
    fn bottom(&mut self, top: usize, left: usize, right: usize) -> Option<usize> {
        let mut bottom = top + 1;
        while self.steps < STEPS {
            match self.at(bottom, right) {
                '+' if self.is_closed(top, left, bottom, right) => return Some(bottom),
                '+' | '|' => {}
                _ => return None,
            }
            bottom += 1;
        }
        None
    }

    /// Whether there is a line at the bottom and at the left of a cell.
    fn is_closed(&mut self, top: usize, left: usize, bottom: usize, right: usize) -> bool {
        self.at(bottom, left) == '+'
            && (left + 1..right).all(|column| matches!(self.at(bottom, column), '-' | '+'))
            && (top + 1..bottom).all(|line| matches!(self.at(line, left), '|' | '+'))
    }
}
