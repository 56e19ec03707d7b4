//! Tables of errors, of fields and of values, in every layout that pages have.

mod answers;
mod apart;
mod attach;
mod bodies;
mod broken;
mod cell;
mod choices;
mod classify;
mod codes;
mod context;
mod describe;
mod errors;
mod evidence;
mod extends;
mod fields;
mod finder;
mod flat;
mod glued;
mod inner;
mod kinds;
mod legend;
mod letters;
mod lines;
mod linked;
mod listed;
mod lists;
mod lost;
mod names;
mod numbers;
mod paired;
mod plain;
mod rows;
mod sheet;
pub(super) mod spaces;
mod stated;
mod statuses;
#[cfg(test)]
mod tests;
pub(super) mod titles;
mod uses;
mod variables;
mod wrapper;

use std::collections::{BTreeMap, VecDeque};

use self::attach::Sections;
use self::broken::Above;
use self::classify::Class;
use self::context::Context;
use self::fields::Stacked;
pub(super) use self::fields::show;
use self::finder::Finder;
pub(super) use self::finder::Used;
use self::lines::Lines;
use self::rows::Seen;
use self::sheet::{FieldColumns, Sheet};
use self::uses::Mentions;
use crate::found::{self, ErrorTable, Found, Layout, Listed, Place, Space};
use crate::lexicon::topics::error_status;
use crate::page::{Block, Table, Text};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Span;

/// Finds the tables, and returns the blocks that belong to one of them.
pub(super) fn extract(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) -> Used {
    let mut finder = Finder {
        blocks,
        lines: Lines::of(blocks),
        context: Context::new(blocks),
        seen: Seen::default(),
        used: Used::default(),
        refused: 0,
        read_to: 0,
        above: None,
        heads: Vec::new(),
        columns: BTreeMap::new(),
        list: None,
        inner: VecDeque::new(),
        found,
        diags,
    };
    let mut mentions = Mentions::default();
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let known = finder.found.fields.len();
        let next = finder.block(at, block).max(at + 1);
        if let Some(table) = finder.found.fields.get(known..).and_then(<[_]>::last) {
            finder.context.go_on(table.side);
        }
        for (place, passed) in blocks.iter().enumerate().take(next).skip(at) {
            finder.context.pass(passed);
            if !finder.used.blocks.contains(&place) || matches!(passed, Block::Table(_)) {
                mentions.read(passed, Place(place), &finder.context, finder.found);
            }
        }
        at = next;
    }
    let sections = Sections::of(blocks);
    mentions.resolve(&finder.found.fields, &sections);
    let objects = linked::Objects::of(&finder.found.fields, &sections);
    attach::attach(&mut finder.found.fields, &sections, finder.diags);
    extends::extend(&mut finder.found.fields, blocks);
    objects.put(&mut finder.found.fields, (blocks, &sections), &finder.found.links);
    mentions.put(&mut finder.found.fields, &sections);
    wrapper::unwrap(&mut finder.found.fields);
    flat::nest(&mut finder.found.fields, &finder.context);
    finder.used
}

impl Finder<'_> {
    /// Reads what begins at a block, and returns the block after it.
    fn block(&mut self, at: usize, block: &Block) -> usize {
        if matches!(block, Block::Heading(..) | Block::Table(_) | Block::PageEnd) {
            self.list = None;
        }
        match block {
            Block::Table(table) => {
                let first = table.first().map(|row| row.span);
                let inner = self.inner.pop_front().filter(|inner| Some(inner.first) == first);
                let is_used = match inner {
                    Some(inner) => self.inside(table, Place(at), &inner),
                    None => self.table(table, Place(at), Layout::Table, &[]),
                };
                if is_used {
                    self.used.blocks.insert(at);
                }
                at + 1
            }
            Block::Heading(..) => self.headings(at),
            Block::Item(..) => self.items(at),
            Block::Paragraph(_) => self.lines(at),
            _ => at + 1,
        }
    }

    fn table(&mut self, table: &Table, place: Place, layout: Layout, guesses: &[(Span, String)]) -> bool {
        let table = &*paired::parted(table);
        let Some(mut sheet) = Sheet::of(table) else { return false };
        if sheet.may_have(&self.heads) {
            sheet = sheet.headed(self.heads.clone());
        }
        let above = self.above.take().filter(|above| above.next == place.0 && layout == Layout::Table);
        if let Some(above) = above.filter(|above| broken::goes_on(&sheet, above)) {
            self.go_on(&sheet, place, above);
            self.used.errors.insert(place.0);
            return true;
        }
        let class = self.as_above(&sheet, classify::classify(&sheet, &self.context));
        // A field whose name is printed is nearer than one whose description is.
        let is_open = match &class {
            Class::Fields(_) => false,
            Class::Values(_, _, named) => self.context.key(&named.key.value).is_none(),
            Class::Errors(columns) => spaces::of(&sheet, columns, &self.context) != Space::Api,
            Class::Other => true,
        };
        if is_open
            && layout == Layout::Table
            && let Some(title) = self.context.label()
            && let Some(listed) = listed::by_title(&sheet, &self.found.fields, &title)
        {
            self.found.values.push(listed);
            return true;
        }
        match class {
            Class::Errors(columns) => {
                self.errors(&sheet, columns, (place, layout), guesses);
                true
            }
            Class::Fields(columns) => self.fields(table, &sheet, &columns, (place, layout)),
            Class::Values(value, meaning, field) => {
                let values = listed::table(&sheet, value, meaning);
                let is_some = values.len() >= 2;
                if is_some {
                    let (field, is_guess) = (field.key, !field.is_sure);
                    self.found.values.push(Listed { field, values, reason: "a table of its own", is_guess });
                }
                is_some
            }
            Class::Other if self.keep_codes(&sheet, place, layout) => true,
            Class::Other => {
                let is_said = self.context.is_inside;
                if !is_said && layout == Layout::Table && evidence::lists_data(&sheet, &self.context) {
                    self.not_understood(table);
                }
                false
            }
        }
    }

    /// Reads a table of fields, and says whether it is one.
    fn fields(
        &mut self,
        table: &Table,
        sheet: &Sheet<'_>,
        columns: &FieldColumns,
        (place, layout): (Place, Layout),
    ) -> bool {
        let is_of_errors = self.context.failure().is_some();
        let read = (!is_of_errors).then(|| fields::read(sheet, columns, place, &self.context, self.diags));
        let mut read = read.flatten();
        if is_of_errors || read.as_ref().is_some_and(|read| self.context.tells_of_failures(&read.rows)) {
            table.first().into_iter().for_each(|row| self.about_errors(row.span));
            return true;
        }
        read.iter_mut().for_each(|table| table.is_flat = layout == Layout::Lost);
        let is_some = read.is_some();
        if sheet.heads.iter().any(|head| !head.value.is_empty()) {
            self.heads.clone_from(&sheet.heads);
        }
        self.found.fields.extend(read);
        self.look_inside(table, sheet, columns, place);
        is_some
    }

    /// A table of errors with the heads of one above has its columns where that one has them.
    fn as_above(&mut self, sheet: &Sheet<'_>, class: Class) -> Class {
        let Class::Errors(columns) = class else { return class };
        let heads: Vec<String> = sheet.heads.iter().map(|head| head.value.to_lowercase()).collect();
        if heads.iter().all(String::is_empty) {
            return Class::Errors(columns);
        }
        Class::Errors(self.columns.entry(heads).or_insert(columns).clone())
    }

    /// Says that fields of answers of errors are in no type.
    fn about_errors(&mut self, first: Span) {
        let message = "the table is about answers of errors, so it is left out";
        let this = Diagnostic::new(Code::NotDrafted, first, message);
        self.diags.push(this.help("write `failures:` by hand if callers need its fields"));
    }

    fn not_understood(&mut self, table: &Table) {
        let Some(row) = table.first() else { return };
        let message = "the columns of a table are not understood, so it is left out";
        let this = Diagnostic::new(Code::NotDrafted, row.span, message);
        self.diags
            .push(this.help("give its columns heads such as `Name`, `Type`, `Required` and `Description`"));
    }

    /// Reads a table of errors, or of codes that the title calls something else.
    fn errors(
        &mut self,
        sheet: &Sheet<'_>,
        columns: sheet::ErrorColumns,
        (place, layout): (Place, Layout),
        guesses: &[(Span, String)],
    ) {
        let source = errors::Source { sheet, columns: &columns, layout, guesses };
        let space = spaces::of(sheet, &columns, &self.context);
        self.used.errors.insert(place.0);
        let mut table = match space {
            Space::Api => errors::read(&source, &mut self.seen, self.diags),
            // Other codes are not in the spec, whatever is odd about them.
            _ => errors::read(&source, &mut Seen::default(), &mut Diagnostics::default()),
        };
        table.space = space;
        table.is_announced = evidence::announces(sheet, &self.context);
        if let Some(status) = self.context.status().filter(|_| columns.http.is_none()) {
            table.rows.iter_mut().for_each(|row| row.http = row.http.or(Some(status)));
        }
        if space == Space::Http {
            let own = |row: &found::Row| row.code.as_ref().and_then(|code| sheet::status(&code.value));
            for row in &mut table.rows {
                row.http = row.http.or_else(|| own(row));
                // `204 No Content`
                if row.http.is_some_and(|status| status < 400) {
                    row.kind = found::RowKind::Success;
                }
            }
        }
        // A table whose rows all are above already is one all the same.
        self.keep(table, place);
        if layout == Layout::Table {
            self.above = Some(Above { next: place.0 + 1, width: sheet.width(), columns });
        }
    }

    /// Reads a table that goes on with the one right above.
    fn go_on(&mut self, sheet: &Sheet<'_>, place: Place, above: Above) {
        let Above { width, columns, .. } = above;
        let source = errors::Source { sheet, columns: &columns, layout: Layout::Table, guesses: &[] };
        let table = errors::read(&source, &mut self.seen, self.diags);
        match self.found.tables.last_mut() {
            Some(last) => last.rows.extend(table.rows),
            None => self.keep(table, place),
        }
        self.above = Some(Above { next: place.0 + 1, width, columns });
    }

    /// Keeps a table of codes and their meanings that does not list errors.
    fn keep_codes(&mut self, sheet: &Sheet<'_>, place: Place, layout: Layout) -> bool {
        let Some(columns) = classify::codes(sheet, &self.context).filter(|_| layout == Layout::Table) else {
            return false;
        };
        let source = errors::Source { sheet, columns: &columns, layout, guesses: &[] };
        let mut table = errors::read(&source, &mut Seen::default(), &mut Diagnostics::default());
        table.space = match spaces::of(sheet, &columns, &self.context) {
            Space::Api => Space::Others,
            space => space,
        };
        table.place = place;
        let is_some = !table.rows.is_empty();
        self.found.tables.extend(is_some.then_some(table));
        is_some
    }

    fn keep(&mut self, mut table: ErrorTable, place: Place) {
        // A status is not the name of a part of the API.
        table.title = self.context.title().filter(|title| error_status(&title.value).is_none());
        table.place = place;
        table.is_announced |= self.context.is_errors();
        if !table.rows.is_empty() {
            self.found.tables.push(table);
        }
    }

    fn headings(&mut self, at: usize) -> usize {
        let codes = || lists::headings(self.blocks, at, &mut self.seen, self.diags);
        let found = self.context.is_errors().then(codes).flatten();
        let found = found.or_else(|| statuses::headings(self.blocks, at, &mut self.seen, self.diags));
        let Some((table, end)) = found else { return at + 1 };
        self.used.blocks.extend(at..end);
        self.used.errors.extend(at..end);
        self.keep(table, Place(at));
        end
    }

    fn items(&mut self, at: usize) -> usize {
        let items = lists::run(self.blocks.get(at..).unwrap_or_default(), &self.context);
        let end = at + items.len();
        let goes_on = lists::goes_on_outside(self.blocks, at);
        let texts: Vec<Text> = items.iter().map(|(_, text)| (*text).clone()).collect();
        let is_errors = self.context.is_errors()
            || (texts.len() >= 2 && texts.iter().all(lists::has_status))
            || lists::are_codes(&texts);
        let read = || lists::read(&texts, Layout::List, &mut self.seen, self.diags);
        let table = is_errors.then(read).flatten().map(statuses::of_http);
        if let Some(table) = table.or_else(|| statuses::list(&texts, &mut self.seen, self.diags)) {
            self.keep(table, Place(at));
            self.used.blocks.extend(at..end);
            self.used.errors.extend(at..end);
            return end;
        }
        if let Some(listed) = listed::items(&texts, &self.context).filter(|_| !is_errors) {
            self.found.values.push(listed);
            self.used.blocks.extend(at..end);
            return end;
        }
        let read = || fields::list(&items, Place(at), &self.context, self.diags);
        if let Some(table) = (!is_errors && !goes_on).then(read).flatten() {
            lists::keep(&mut self.found.fields, &mut self.list, table);
            self.used.blocks.extend(at..end);
            return end;
        }
        let listed = texts.iter().filter_map(|text| listed::read(text, &self.context));
        self.found.values.extend(listed);
        end
    }

    /// Lines: a table whose columns were lost, fields with a line for each part, errors line by line, or values of a field.
    fn lines(&mut self, at: usize) -> usize {
        let start = self.lines.starts.get(at).copied().unwrap_or_default();
        let end = self.lines.starts.get(at + 1).copied().unwrap_or(start);
        if let Some((table, end)) = apart::find(self.blocks, at).filter(|_| self.read_to <= start)
            && self.table(&table, Place(at), Layout::Lost, &[])
        {
            self.used.blocks.extend(at..end);
            self.used.errors.extend(at..end);
            return end;
        }
        if self.read_to <= start
            && let Some((table, end)) = fields::definitions(self.blocks, at, &self.context, self.diags)
        {
            self.found.fields.push(table);
            self.used.blocks.extend(at..end);
            return end;
        }
        let mut line = start.max(self.read_to);
        while line < end {
            let known = self.found.tables.len();
            let Some(count) = self.table_at(at, start, line) else {
                if let Some(Some(text)) = self.lines.lines.get(line) {
                    glued::report(text, self.diags);
                    self.found.values.extend(listed::read(text, &self.context));
                    if let Some(table) = stated::read(text, &mut self.seen, self.diags) {
                        self.keep(table, Place(at));
                    }
                }
                line += 1;
                continue;
            };
            let next = self.take(line, count);
            if self.found.tables.len() > known {
                let whole: Vec<usize> = self.used.blocks.range(at..next).copied().collect();
                self.used.errors.extend(whole);
            }
            line += count.max(1);
            self.read_to = line;
            if next > at {
                return next;
            }
        }
        at + 1
    }

    /// Reads the table that begins in a line of a block, and returns how many lines it takes.
    fn table_at(&mut self, at: usize, start: usize, line: usize) -> Option<usize> {
        let lost = lost::find(&self.lines.lines, &self.lines.heads, line);
        if let Some(lost) = lost.or_else(|| glued::find(&self.lines.lines, line, &self.context)) {
            self.above(start, line);
            if self.table(&lost.table, Place(at), Layout::Lost, &lost.guesses) {
                return Some(lost.lines);
            }
        }
        let is_errors = self.context.is_errors();
        if Stacked::begins(&self.lines, line) {
            self.above(start, line);
            let found = Stacked::find(&self.lines, line, Place(at), &self.context, self.diags);
            if let Some(stacked) = found {
                match stacked.table.rows.first().filter(|_| self.context.failure().is_some()) {
                    Some(row) => self.about_errors(row.span),
                    None => self.found.fields.push(stacked.table),
                }
                return Some(stacked.lines);
            }
        }
        if line < self.refused || !is_errors {
            return None;
        }
        let rest = self.lines.lines.get(line..).unwrap_or_default();
        let texts: Vec<Text> = rest.iter().map_while(Clone::clone).take_while(lists::is_row).collect();
        let count = texts.len();
        let read = || lists::read(&texts, Layout::Lost, &mut self.seen, self.diags);
        let Some(table) = (count >= 2).then(read).flatten() else {
            self.refused = line + count;
            return None;
        };
        self.keep(table, Place(at));
        Some(count)
    }

    /// Lets the lines of a block in front of a table be its label.
    fn above(&mut self, start: usize, line: usize) {
        if let Some(Some(text)) =
            line.checked_sub(1).filter(|above| *above >= start).and_then(|above| self.lines.lines.get(above))
        {
            let text = text.clone();
            self.context.pass(&Block::Paragraph(text));
        }
    }

    /// Marks the blocks of lines as used, and returns the block of the line after them.
    fn take(&mut self, line: usize, count: usize) -> usize {
        let last = (line + count).saturating_sub(1);
        let block = |line: usize| self.lines.blocks.get(line).copied().unwrap_or_default();
        let starts = |block: usize| self.lines.starts.get(block).copied().unwrap_or_default();
        let (first, last) = (block(line), block(last));
        // A block with other lines does not belong to the table.
        let is_whole = |block: &usize| starts(*block) >= line && starts(*block + 1) <= line + count;
        self.used.blocks.extend((first..=last).filter(is_whole));
        let is_left = starts(last + 1) > line + count;
        if is_left { last } else { last + 1 }
    }
}
