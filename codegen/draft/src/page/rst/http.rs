//! Calls of `sphinxcontrib-httpdomain`: `.. http:get:: /lamps/(int:id)`.

use std::ops::Range;

use super::directive::Directive;
use super::fields::{self, Kind};
use super::line::Line;
use super::paths::{Variable, variables};
use super::reader::{LOWEST, Reader};
use crate::page::block::Block;
use crate::page::text::{Hidden, Text};

impl Reader<'_> {
    /// Gives a call as a heading, and what is inside of it.
    pub(super) fn call(&mut self, method: &'static str, directive: &Directive) {
        let is_path =
            |line: &&Line| self.text(line).starts_with(['/', '(', '{']) || self.text(line).contains("://");
        let paths = directive.lines.iter().skip(1).take_while(is_path).count();
        let (more, inside) = directive.lines.split_at_checked(1 + paths).unwrap_or((&directive.lines, &[]));
        let outer = std::mem::take(&mut self.variables);
        for path in more.iter().filter(|line| !line.is_blank()) {
            let call = self.signature(method, path);
            self.blocks.push(Block::Heading((self.level.max(1) + 1).min(LOWEST), call));
        }
        if let Some(synopsis) = directive.option("synopsis") {
            self.paragraph(std::slice::from_ref(synopsis));
        }
        self.typed(more, inside);
        self.body(inside);
        self.variables = outer;
    }

    /// The method and the path, with its variables in braces.
    fn signature(&mut self, method: &str, line: &Line) -> Text {
        let mut text = Text::new(self.file);
        let start = line.range.start;
        text.push(method, start..start);
        text.push(" ", start..start);
        let path = self.text(line);
        let mut from = 0;
        for Variable { whole, ty, name } in variables(path) {
            let on_page = |range: Range<usize>| start + range.start..start + range.end;
            text.push_part(self.page, on_page(from..whole.start), Hidden::Drop);
            text.push("{", on_page(whole.start..whole.start));
            text.push_part(self.page, on_page(name.clone()), Hidden::Drop);
            text.push("}", on_page(whole.end..whole.end));
            from = whole.end;
            let ty = (!ty.is_empty()).then(|| Text::of(self.file, self.page, on_page(ty)));
            self.variables.insert(path.get(name).unwrap_or_default().to_owned(), ty);
        }
        text.push_part(self.page, start + from..line.range.end, Hidden::Drop);
        text.into_trimmed()
    }

    /// Gives the types of variables about which nothing is said below.
    fn typed(&mut self, paths: &[Line], inside: &[Line]) {
        let is_said = |name: &str| {
            let names = inside.iter().filter_map(|line| fields::marker(self.text(line)));
            names.filter(|field| Kind::of(field) == Some(Kind::Param)).any(|field| field.ends_with(name))
        };
        let mut rows = Vec::new();
        for path in paths {
            for Variable { whole, ty, name } in variables(self.text(path)) {
                let start = path.range.start;
                let at = |range: &Range<usize>| start + range.start..start + range.end;
                if !ty.is_empty() && !is_said(self.page.get(at(&name)).unwrap_or_default()) {
                    let ty = Text::of(self.file, self.page, at(&ty));
                    rows.push(fields::Field::variable(at(&name), ty, at(&whole)));
                }
            }
        }
        self.give(rows);
    }
}
