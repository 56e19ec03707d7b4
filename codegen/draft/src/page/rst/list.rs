//! Lists: items, terms with what is said of them, and fields.

use super::line::{Line, deeper, margin};
use super::reader::Reader;
use crate::lexicon::topics::{Topic, topic};
use crate::page::block::{Block, MAX_DEPTH};

impl Reader<'_> {
    /// Reads the item or the fields that begin in the first line.
    pub(super) fn list(&mut self, lines: &[Line]) -> Option<usize> {
        let first = lines.first()?;
        let text = self.text(first);
        if super::fields::marker(text).is_some() {
            return Some(self.fields(lines));
        }
        let mark = marker(text)?;
        let count = 1 + deeper(lines.get(1..)?, first.indent);
        let mut inside = lines.get(..count)?.to_vec();
        if let Some(line) = inside.first_mut() {
            *line = line.rest(self.page, mark);
            // A line below that begins further to the left than the text of the item goes on with it.
            line.indent = margin(lines.get(1..count)?).max(first.indent + 1).min(line.indent);
        }
        self.item(&inside);
        Some(count)
    }

    /// Gives an item: its first paragraphs are its text, and what else is in it comes behind.
    fn item(&mut self, lines: &[Line]) {
        let depth = self.lists.min(MAX_DEPTH);
        let lists = self.lists;
        let (blocks, set) = self.apart(|reader| {
            reader.lists = lists + 1;
            reader.body(lines);
        });
        self.set.link = self.set.link.take().or(set.link);
        let mut blocks = blocks.into_iter().peekable();
        let mut item: Option<Block> = None;
        while let Some(Block::Paragraph(text)) = blocks.next_if(|block| matches!(block, Block::Paragraph(_)))
        {
            match &mut item {
                Some(Block::Item(_, item)) => item.append_line(&text),
                _ => item = Some(Block::Item(depth, text)),
            }
        }
        self.blocks.extend(item);
        self.blocks.extend(blocks);
    }

    /// A term and what is said of it are one item; a title with a list below it is a paragraph.
    pub(super) fn definition(&mut self, lines: &[Line]) -> usize {
        let Some((first, below)) = lines.split_first() else { return 1 };
        let count = 1 + deeper(below, first.indent);
        let inside = lines.get(1..count).unwrap_or_default();
        let is_title = matches!(
            topic(self.text(first)),
            Topic::Request | Topic::Response | Topic::Data | Topic::Errors | Topic::Common
        );
        if is_title {
            self.paragraph(std::slice::from_ref(first));
            self.body(inside);
            return count;
        }
        let mut all = vec![Line { indent: margin(inside), ..first.clone() }];
        // What is said is a paragraph of its own, whatever it begins with.
        all.push(Line { range: first.range.end..first.range.end, indent: 0 });
        all.extend(inside.iter().cloned());
        self.item(&all);
        count
    }
}

/// The length of the mark of an item: `-`, `1.`, `(a)`, `#.`, with the blanks behind it.
pub(super) fn marker(line: &str) -> Option<usize> {
    let bullet = line.strip_prefix(['-', '*', '+', '•', '‣', '⁃']);
    let behind = bullet.or_else(|| {
        let open = line.strip_prefix('(');
        let bare = open.unwrap_or(line);
        let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = match digits {
            0 if bare.starts_with(['#']) => 1,
            0 if bare.starts_with(|c: char| c.is_ascii_alphabetic()) => 1,
            1..=4 => digits,
            _ => return None,
        };
        let close = if open.is_some() { &[')'][..] } else { &['.', ')'][..] };
        bare.get(number..)?.strip_prefix(close)
    })?;
    let text = behind.trim_start();
    (text.len() < behind.len() || behind.is_empty()).then_some(line.len() - text.len())
}
