//! The kind of a text, by its looks.

use super::rst;

/// Tags that a line of HTML begins with, and a line of prose does not.
const BLOCK_TAGS: &[&str] = &[
    "<p", "<div", "<table", "<thead", "<tbody", "<tr", "<td", "<th", "<h1", "<h2", "<h3", "<h4", "<ul",
    "<ol", "<li", "<pre", "<br", "<section",
];

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Markdown,
    Rst,
    Html,
    Plain,
}

impl Form {
    /// By the ending of the name; what is evidently something else, or has no ending that says so, by its looks.
    pub(super) fn of(name: &str, page: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("rst" | "rest") => Self::Rst,
            Some("md" | "mdx" | "markdown") => {
                if is_html_page(page) {
                    Self::Html
                } else if is_rst(page) {
                    Self::Rst
                } else if is_copied(page) || has_no_marks(page) {
                    Self::Plain
                } else {
                    Self::Markdown
                }
            }
            _ => form(page),
        }
    }
}

/// The form of a page whose name does not say it.
fn form(page: &str) -> Form {
    if is_html_page(page) || has_tags(page) {
        Form::Html
    } else if is_rst(page) {
        Form::Rst
    } else if is_markdown(page) {
        Form::Markdown
    } else {
        Form::Plain
    }
}

/// Whether a page begins as a document of HTML.
fn is_html_page(page: &str) -> bool {
    let start = page.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let start = start.get(..16).or(start.get(..5)).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Whether a page that is called Markdown has none, and rows with tabs instead.
fn is_copied(page: &str) -> bool {
    let rows = page.lines().filter(|line| line.trim().contains('\t')).take(2).count();
    rows == 2 && !is_markdown(page)
}

/// Whether a page that is called Markdown is text without any mark of it.
fn has_no_marks(page: &str) -> bool {
    let is_marked = |line: &str| {
        let bare = line.trim_start();
        let is_item = bare.starts_with(['-', '*', '+', '>', '|', '=', ':']);
        let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = digits.len() < bare.len() && (digits.starts_with(". ") || digits.starts_with(") "));
        is_item || is_numbered || bare.starts_with('<')
    };
    let has_inline =
        page.contains(['`', '\\']) || page.contains("**") || page.contains("](") || page.contains("__");
    !is_markdown(page) && !has_inline && !has_tags(page) && !page.lines().any(is_marked)
}

/// Whether the lines of a paragraph are rows of a table.
pub(super) fn has_rows(paragraph: &str) -> bool {
    let count = paragraph.lines().count();
    let tabs = paragraph.lines().filter(|line| line.trim().contains('\t')).count();
    count > 1
        && (tabs > 1
            || paragraph.lines().all(|line| line.trim_start().starts_with(['|', '+', '│', '┌', '├', '└'])))
}

/// Whether the lines of a paragraph are lines by themselves, not prose that is broken: many, and most of them short.
pub(super) fn are_lines(paragraph: &str) -> bool {
    let count = paragraph.lines().count();
    let short = paragraph.lines().filter(|line| line.trim().chars().count() <= 28).count();
    count >= 6 && short * 4 >= count * 3
}

/// Whether a line is the one between the head and the rows of a table.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t'))
}

/// Whether a page has directives as reStructuredText has them, and no mark of Markdown.
fn is_rst(page: &str) -> bool {
    page.lines().any(|line| rst::is_directive(line.trim())) && !is_markdown(page)
}

fn has_tags(page: &str) -> bool {
    let is_tag = |line: &&str| {
        let line = line.trim_start();
        let line = line.strip_prefix("</").map_or(line, |_| line);
        line.starts_with('<')
            && BLOCK_TAGS.iter().any(|tag| {
                let start = line.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
                start && line.get(tag.len()..).is_some_and(|rest| rest.starts_with(['>', ' ', '/']))
            })
    };
    let has_table = || {
        let is_table =
            |line: &str| line.trim_start().get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table"));
        page.lines().any(is_table) && page.to_ascii_lowercase().contains("</table>")
    };
    page.lines().filter(is_tag).take(3).count() == 3 || has_table()
}

fn is_markdown(page: &str) -> bool {
    let (mut had_bars, mut was_text) = (false, false);
    let mut is_first = true;
    for line in page.lines() {
        let bare = line.trim_start_matches('\u{feff}').trim_end();
        let marks = bare.bytes().take_while(|b| *b == b'#').count();
        let is_heading = (1..=6).contains(&marks) && bare.as_bytes().get(marks) == Some(&b' ');
        // Below a line of text, many tildes alone mark it as a title of reStructuredText.
        let is_title = was_text && bare.len() > 3 && bare.bytes().all(|byte| byte == b'~');
        let is_fence =
            bare.trim_start().starts_with("```") || bare.trim_start().starts_with("~~~") && !is_title;
        let is_delimiter = had_bars && self::is_delimiter(bare) && bare.contains("--");
        // One mark may begin a comment of a shell.
        if is_fence || is_delimiter || (is_heading && (marks > 1 || is_first)) {
            return true;
        }
        had_bars = bare.contains('|');
        was_text = bare.contains(char::is_alphabetic);
        is_first &= bare.trim().is_empty();
    }
    false
}
