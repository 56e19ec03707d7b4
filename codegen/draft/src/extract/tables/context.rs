//! The context of a table: the headings above it, the line right above it, the keys of the samples.

mod keys;

use std::collections::BTreeMap;

pub(super) use self::keys::Named;
use super::legend::{self, Legends};
use super::titles::{announces, is_case, is_sentence, last_name, names_body};
use super::variables::{self, PrintedPath};
use super::{answers, cell, codes};
use crate::found::{Field, In, Required, Side, Topic};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::envelope::{Role, is_weak, rank, roles};
use crate::lexicon::fields::CODED;
use crate::lexicon::tables::{MODELS, NOT_ERRORS, RESPONSES, VALUE_TITLES};
use crate::lexicon::topics::{ASKED, error_status, fold, is_answer, is_either, of_type, status_line, topic};
use crate::page::{Block, Text};
use stubwright_spec::source::Spanned;

/// The most characters of a label.
const LABEL: usize = 100;
/// So many lines below a heading are looked at for what they say about a table.
const NOTES: usize = 4;

/// The text above the current block.
#[derive(Debug, Default)]
pub(super) struct Context {
    headings: Vec<(u8, Text, Topic)>,
    /// The line right above, while nothing but lines are between.
    label: Option<(Text, Topic)>,
    /// Whether a heading is right above.
    is_below_heading: bool,
    /// The last short line that announces something: the heading of copied text.
    announced: Option<Topic>,
    /// Whether the last block was an item of a list.
    is_in_list: bool,
    /// Whether a sample came after that line.
    is_shown: bool,
    /// Where the fields below the last line that announces something are sent.
    announced_place: Option<In>,
    /// The status that the last line with nothing else named, and whether the line right above is one.
    answered: Option<u16>,
    is_below_status: bool,
    /// Whether the table is in the cell of a field.
    pub(super) is_inside: bool,
    notes: Vec<String>,
    path: PrintedPath,
    /// The meanings of marks at names.
    pub(super) legends: Legends,
    keys: BTreeMap<String, String>,
    wide: usize,
    ascii: usize,
}

impl Context {
    /// A context that knows the keys of all samples and the names in all tables.
    pub(super) fn new(blocks: &[&Block]) -> Self {
        let mut this = Self { legends: Legends::of(blocks), ..Self::default() };
        for block in blocks {
            match block {
                Block::Code(text) => this.learn_code(text.as_str()),
                Block::Table(table) => {
                    let heads = table.head.last().map(|row| row.cells.as_slice()).unwrap_or_default();
                    let of_head = heads.iter().flat_map(|cell| columns::of(cell.text.as_str()));
                    if of_head.into_iter().any(|column| matches!(column, Column::Kind | Column::Required)) {
                        let firsts = table.rows.iter().filter_map(|row| row.cells.first());
                        firsts.for_each(|cell| this.learn(last_name(cell.text.as_str())));
                    }
                }
                Block::PageEnd => {}
                Block::Heading(_, text)
                | Block::Paragraph(text)
                | Block::Title(text)
                | Block::Item(_, text) => {
                    let start = text.as_str().chars().take(80);
                    let (wide, ascii) = start.fold((0, 0), |(wide, ascii), c| {
                        (
                            wide + usize::from(c.is_alphabetic() && !c.is_ascii()),
                            ascii + usize::from(c.is_ascii_alphabetic()),
                        )
                    });
                    this.wide += wide;
                    this.ascii += ascii;
                }
            }
        }
        this
    }

    /// Goes past a block.
    pub(super) fn pass(&mut self, block: &Block) {
        self.path.pass(block);
        let is_in_list = std::mem::replace(&mut self.is_in_list, matches!(block, Block::Item(..)));
        match block {
            Block::Heading(level, text) => {
                self.headings.retain(|(above, ..)| above < level);
                // A code announces nothing: `SYSTEM_ERROR` is a row or a class of rows.
                let whole = text.as_str().trim();
                let first = whole.split([' ', ':', '：']).next().unwrap_or_default();
                let is_numbered =
                    first.len() >= 3 && !first.contains('.') && first.bytes().any(|b| b.is_ascii_digit());
                // Nor does a heading that begins with one: `31xx - parameters`.
                let is_code = codes::is_strict(whole) || is_numbered && codes::is_strict(first);
                let is_code = is_code && of_type(whole).is_none();
                let topic = if is_code { Topic::Other } else { announces(text.as_str()) };
                // `Parameters` below `Response` are those of the response.
                let is_inside = topic == Topic::Request
                    && self.headings.last().is_some_and(|(.., topic)| is_answer(*topic));
                let topic = if is_inside && is_either(text.as_str()) { Topic::Response } else { topic };
                self.headings.push((*level, text.clone(), topic));
                (self.label, self.announced, self.is_below_heading) = (None, None, true);
                self.is_shown = false;
                (self.announced_place, self.answered) = (None, None);
                self.notes.clear();
            }
            Block::Paragraph(text) => self.pass_line(text),
            Block::Title(_) => {}
            Block::PageEnd => {
                self.headings.clear();
                (self.label, self.announced, self.announced_place) = (None, None, None);
                (self.is_below_heading, self.answered) = (false, None);
                self.notes.clear();
            }
            Block::Item(_, text) => self.pass_item(text, is_in_list),
            Block::Code(_) | Block::Table(_) => {
                (self.label, self.is_below_heading, self.answered) = (None, false, None);
                self.is_shown |=
                    matches!(block, Block::Code(text) if text.as_str().trim_start().starts_with(['{', '[']));
            }
        }
    }

    fn pass_line(&mut self, text: &Text) {
        let Some(line) = text.last_line().filter(|line| fold(line.as_str()).is_none()) else { return };
        self.note(text.as_str());
        if self.announced.is_some_and(is_answer) && variables::begins_call(line.as_str()) {
            (self.announced, self.announced_place) = (None, None);
        }
        if self.pass_status(line.as_str()) {
            self.label = Some((line, Topic::Other));
            return;
        }
        if line.as_str().contains("://") || !line.as_str().contains(char::is_alphanumeric) {
            // A URL or a ruled line is not a title; the line above it still is.
            return;
        }
        if line.as_str().chars().count() > LABEL {
            self.label = None;
            return;
        }
        // `HTTP status code: 200` has its value after it.
        let is_valued = line.as_str().split_once([':', '：']).is_some_and(|(_, value)| {
            value.trim().starts_with(|c: char| c.is_ascii_alphanumeric()) && value.trim().len() <= 24
        });
        let topic = if is_valued { Topic::Other } else { announces(line.as_str()) };
        if topic != Topic::Other && line.as_str().chars().count() <= 40 {
            let place = answers::place_of_title(line.as_str());
            // `Body` alone, below a response, is a part of it.
            let is_word = line.as_str().is_ascii() && line.as_str().split_whitespace().count() == 1;
            let is_word = is_word || is_either(line.as_str());
            if topic == Topic::Request && place.is_some() && is_word && self.answers() {
                self.announced_place = place;
                self.label = Some((line, Topic::Other));
                return;
            }
            // Nor is a sentence between a heading about an answer and its fields about a request.
            let is_of_answer = || names_body(line.as_str()) || self.is_below_answer(line.as_str());
            if topic == Topic::Request && is_sentence(line.as_str()) && self.answers() && is_of_answer() {
                self.label = Some((line, Topic::Other));
                return;
            }
            self.announced_place = place;
            (self.announced, self.is_shown) = (Some(topic), false);
        } else if topic == Topic::Request && self.answers() && names_body(line.as_str()) {
            self.label = Some((line, Topic::Other));
            return;
        } else if let Some(place) = answers::place_of_title(line.as_str()) {
            self.announced_place = Some(place);
        }
        self.label = Some((line, topic));
    }

    /// Notes the status of answers that a line is nothing but; several below each other say nothing of what follows. Says
    /// whether the line is what a status above it means: `The request was understood`.
    fn pass_status(&mut self, line: &str) -> bool {
        let status = status_line(line);
        let is_below = std::mem::replace(&mut self.is_below_status, status.is_some());
        let topic = announces(line);
        let is_meaning = is_below && topic == Topic::Request && status.is_none();
        let is_other = matches!(topic, Topic::Request | Topic::Response | Topic::Common) && !is_meaning;
        if status.is_some() || is_other {
            self.answered = status.filter(|_| !is_below);
        }
        is_meaning
    }

    /// Whether what is here is announced as an answer, by the last line that announces something or by the last heading.
    fn answers(&self) -> bool {
        let heading = || self.headings.last().map(|(.., topic)| *topic);
        self.announced.or_else(heading).is_some_and(is_answer)
    }

    /// Whether a line that asks for nothing is right below a heading about an answer.
    fn is_below_answer(&self, line: &str) -> bool {
        let is_answer = self.headings.last().is_some_and(|(.., topic)| is_answer(*topic));
        self.is_below_heading && is_answer && !ASKED.are_in(&line.to_lowercase())
    }

    /// An item announces what follows where it is as short as a title and says what, ends in a colon, or is alone.
    fn pass_item(&mut self, text: &Text, is_in_list: bool) {
        self.note(text.as_str());
        let line = text.trimmed();
        let is_short = line.as_str().chars().count() <= 40 && !line.as_str().contains('\n');
        if !line.as_str().contains(char::is_alphanumeric) {
            return;
        }
        let topic = if is_short { announces(line.as_str()) } else { Topic::Other };
        // `- body:` below `[Response]` is a part of it.
        let is_part = topic == Topic::Request && is_either(line.as_str()) && self.answers();
        let topic = if is_part { Topic::Other } else { topic };
        let is_label = is_short && line.as_str().ends_with([':', '：']);
        if topic != Topic::Other && (is_label || !line.as_str().contains([':', '：'])) {
            (self.announced, self.is_shown) = (Some(topic), false);
            self.announced_place = answers::place_of_title(line.as_str());
            self.label = Some((line, topic));
        } else {
            // `* required` explains a mark.
            let is_alone = is_short && !is_in_list && answers::of_word(line.as_str()).is_none();
            self.label = (is_label || is_alone).then_some((line, topic));
        }
    }

    fn note(&mut self, text: &str) {
        if self.notes.len() < NOTES {
            self.notes.push(text.chars().take(300).collect::<String>().to_lowercase());
        }
    }

    /// The label right above: a line, or the heading where no line is between.
    pub(super) fn label(&self) -> Option<Spanned<String>> {
        let heading = self.headings.last().filter(|_| self.is_below_heading).map(|(_, text, _)| text);
        let label = self.label_text();
        // A sentence between the heading and its table says less than a heading that names a field.
        let named = heading.filter(|heading| {
            label.is_some_and(|label| is_sentence(label.as_str())) && self.names_field(heading.as_str())
        });
        named.or(label).or(heading).map(cell::line)
    }

    /// The status that the label or the heading says that all rows below have: `HTTP status code 400`.
    pub(super) fn status(&self) -> Option<u16> {
        self.titles().find_map(error_status)
    }

    /// The heading above, or the label where there is none.
    pub(super) fn title(&self) -> Option<Spanned<String>> {
        let heading = self.headings.last().map(|(_, text, _)| text);
        heading.or(self.label_text()).map(cell::line)
    }

    /// The label right above and the last heading.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let heading = self.headings.last().map(|(_, text, _)| text);
        self.label_text().into_iter().chain(heading).map(Text::as_str)
    }

    fn label_text(&self) -> Option<&Text> {
        self.label.as_ref().map(|(text, _)| text)
    }

    /// The announcements of the label and the headings, the nearest first.
    fn topics(&self) -> impl Iterator<Item = Topic> {
        let label = self.label.as_ref().map(|(_, topic)| *topic);
        let headings = self.headings.iter().rev().map(|(.., topic)| *topic);
        label.into_iter().chain(self.announced).chain(headings).filter(|topic| *topic != Topic::Other)
    }

    pub(super) fn is_errors(&self) -> bool {
        self.topics().next() == Some(Topic::Errors)
    }

    /// The status of errors that the label or a heading around says that a part of the page is about.
    pub(super) fn failure(&self) -> Option<u16> {
        let headings = self.headings.iter().rev().map(|(_, text, _)| text);
        let own = self.answered.filter(|status| *status >= 400);
        own.or_else(|| {
            self.label_text().into_iter().chain(headings).find_map(|text| error_status(text.as_str()))
        })
    }

    /// Whether these fields are those of the answers of errors: the texts above say so, there is no payload, and they are more
    /// or less than an envelope.
    pub(super) fn tells_of_failures(&self, rows: &[Field]) -> bool {
        let outer = || {
            rows.iter()
                .filter(|row| row.path.len() == 1)
                .filter_map(|row| row.path.first())
                .map(|step| &step.name)
        };
        let is_answer = || {
            let mut titles = self.titles().map(str::to_lowercase);
            titles.any(|text| topic(&text) == Topic::Failure && RESPONSES.are_in(&text))
        };
        let has_more = || outer().any(|name| roles(name).is_empty());
        // A word such as `error` alone makes no envelope.
        let has_code = || outer().any(|name| rank(name, Role::Code).is_some_and(|rank| !is_weak(rank)));
        (self.is_errors() || self.topics().next() == Some(Topic::Failure) && is_answer())
            && (has_more() || !has_code())
            && outer().all(|name| rank(name, Role::Data).is_none())
    }

    /// Which way the fields of a table here travel.
    pub(super) fn side(&self) -> Side {
        let side = |topic| match topic {
            Topic::Request => Some(Side::Request),
            // Successes and failures announce responses.
            Topic::Response | Topic::Data | Topic::Success | Topic::Failure => Some(Side::Response),
            _ => None,
        };
        if self.topics().next() == Some(Topic::Common) {
            let texts = self.label_text().into_iter().chain(self.headings.last().map(|(_, text, _)| text));
            let is_back = texts.map(|text| text.as_str().to_lowercase()).any(|text| RESPONSES.are_in(&text));
            return if is_back { Side::Response } else { Side::Request };
        }
        self.topics().find_map(side).unwrap_or_default()
    }

    /// The same for a table with these fields: behind the sample of a request, one with an envelope is that of the response.
    pub(super) fn side_of(&self, rows: &[Field]) -> Side {
        let has = |role: Role| {
            let mut outer = rows.iter().filter(|row| row.path.len() == 1).filter_map(|row| row.path.first());
            outer
                .any(|step| rank(&step.name, role).is_some_and(|rank| !(role == Role::Code && is_weak(rank))))
        };
        let side = self.side();
        // Responses have a body, too.
        let is_open = self.is_shown || self.label_text().is_some_and(|label| is_either(label.as_str()));
        let is_answer =
            side == Side::Request && is_open && has(Role::Code) && (has(Role::Message) || has(Role::Data));
        if is_answer { Side::Response } else { side }
    }

    /// Lets the tables that follow one of a response be those of the response as well.
    pub(super) fn go_on(&mut self, side: Side) {
        if side == Side::Response && self.side() == Side::Request {
            self.announced = Some(Topic::Response);
        }
    }

    /// Where the label and the headings say that the fields of a table here are sent.
    pub(super) fn place(&self) -> Option<In> {
        let label = self.label_text().and_then(|label| answers::place_of_title(label.as_str()));
        let of_heading = || {
            let mut nearest = self.headings.iter().rev().take(2);
            let (_, first, topic) = nearest.next()?;
            let own = answers::place_of_title(first.as_str());
            // `Headers` below `Request`; above an operation there is nothing about its fields.
            let outer = || {
                let (_, text, above) = nearest.next()?;
                let are_parts = *topic != Topic::Response && *above == Topic::Request;
                are_parts.then(|| answers::place_of_title(text.as_str())).flatten()
            };
            own.or_else(outer)
        };
        label.or(self.announced_place).or_else(of_heading)
    }

    /// Whether the fields of a table here belong to every call.
    pub(super) fn is_common(&self) -> bool {
        self.topics().next() == Some(Topic::Common)
    }

    /// The answer of the label or the last heading for all fields below: `Required parameters`, `可选参数`.
    pub(super) fn required(&self) -> Option<Required> {
        self.titles().find_map(|title| {
            let title = title.trim().trim_end_matches([':', '：']);
            let is_title = title.split_whitespace().count() <= 4 && title.chars().count() <= 40;
            // `* required` is about a mark.
            let is_about_all = is_title && !legend::explains(title);
            is_about_all.then(|| answers::of_title(title)).flatten()
        })
    }

    /// The case in which the fields below the line right above are there: `If type is sms:`.
    pub(super) fn case(&self) -> Option<Text> {
        self.label
            .as_ref()
            .filter(|(line, topic)| *topic == Topic::Other && is_case(line.as_str()))
            .map(|(line, _)| cell::one_line(line))
    }

    /// Whether the label or the last heading announces what is sent or comes back, `Headers` alone too.
    pub(super) fn announces_fields(&self) -> bool {
        if self.is_inside {
            return true;
        }
        let label = self.label.as_ref().map(|(_, topic)| *topic);
        let heading = self.headings.last().map(|(.., topic)| *topic);
        let is_told = |topic: Topic| {
            matches!(topic, Topic::Request | Topic::Response | Topic::Data | Topic::Common | Topic::Success)
        };
        let nearest = label.into_iter().chain(heading).find(|topic| *topic != Topic::Other);
        let is_announced = nearest.or(self.announced).map_or_else(|| self.place().is_some(), is_told);
        is_announced && !self.lists_values()
    }

    /// Whether a sentence right above announces something, and neither fields nor where they go: only what samples have are
    /// fields below it.
    pub(super) fn is_led_elsewhere(&self) -> bool {
        let is_other = |(line, topic): &(Text, Topic)| {
            let line = line.as_str().trim_end();
            let is_led = line.ends_with([':', '：']) && is_sentence(line) && !is_case(line);
            *topic == Topic::Other && is_led && answers::place_of_title(line).is_none()
        };
        !self.keys.is_empty() && self.label.as_ref().is_some_and(is_other)
    }

    /// Whether the lines above say that what follows is not a list of errors.
    pub(super) fn denies_errors(&self) -> bool {
        self.notes.iter().any(|note| NOT_ERRORS.are_in(note))
    }

    /// Whether a heading around is about types in general: `Data structures`.
    pub(super) fn is_model(&self) -> bool {
        let mut headings = self.headings.iter().map(|(_, text, _)| text.as_str().to_lowercase());
        headings.any(|text| MODELS.has(text.trim_matches(|c: char| !c.is_alphabetic())))
    }

    /// Whether the heading or label announces values of something: states, types.
    pub(super) fn lists_values(&self) -> bool {
        let heading = self.headings.last().map(|(_, text, _)| text);
        let texts = self.label_text().into_iter().chain(heading).map(|text| text.as_str().to_lowercase());
        !self.is_errors() && texts.into_iter().any(|text| VALUE_TITLES.are_in(&text))
    }

    /// Whether a name is a variable of the path that was printed last, and this is not an answer.
    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.side() != Side::Response && self.path.has(name)
    }

    /// Whether an item is the title of the fields inside of it: it says that they are sent or come back, and nothing else.
    pub(super) fn is_title(&self, item: &str) -> bool {
        let item = item.trim().trim_end_matches([':', '：']);
        let is_told =
            item.chars().count() <= 40 && matches!(announces(item), Topic::Request | Topic::Response);
        is_told && !item.contains([':', '：', '\n', '(', '（', '-']) && !self.knows(item)
    }

    /// Whether the label or the heading says that fields here lie in a text that is sent in another form.
    pub(super) fn is_coded(&self) -> bool {
        self.titles().any(|title| CODED.are_in(&title.to_lowercase()))
    }

    /// Whether the pages are written in letters that are not Latin.
    pub(super) fn is_wide(&self) -> bool {
        self.wide * 3 > self.ascii
    }
}
