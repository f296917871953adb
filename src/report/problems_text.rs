//! Diagnostics as text for people, drawn by ariadne.

use std::{collections::BTreeMap, fmt, ops::Range};

use ariadne::{Cache, Color, Config, IndexType, Label as Mark, Report, ReportKind, Source};

use super::{
    clean::{brief, same_width, shown},
    style::{Colour, Style, Tone},
};
use crate::{
    base::{
        source_map::SourceMap,
        span::{FileId, Span},
    },
    diagnostics::diagnostic::{Diagnostic, Label, Place, Severity},
};

/// Diagnostics one below the other, with a blank line between them.
pub fn problems_text(problems: &[Diagnostic], texts: &SourceMap, style: Style) -> String {
    let drawn: Vec<_> = problems
        .iter()
        .map(|problem| problem_text(problem, texts, style))
        .collect();
    drawn.join("\n")
}

/// The most problems that are shown as text; JSON has all.
const MOST_PROBLEMS: usize = 200;

/// Problems as text, not more of them than people read, with a line about those that are not shown.
pub fn told(problems: &[Diagnostic], texts: &SourceMap, style: Style) -> String {
    let shown = problems.get(..MOST_PROBLEMS).unwrap_or(problems);
    let mut out = problems_text(shown, texts, style);
    let more = problems.len() - shown.len();
    if more > 0 {
        out.push_str(&format!("\nand {more} more, which `--format json` shows\n"));
    }
    out
}

/// One diagnostic: its message, the lines it is about, its notes and its way out.
pub fn problem_text(problem: &Diagnostic, texts: &SourceMap, style: Style) -> String {
    match &problem.place {
        Place::Text(label) => drawn(problem, label, texts, style),
        Place::File { path, row, column } => {
            let place = match (row, column) {
                (Some(row), Some(column)) => format!("{path}:{row}, column `{column}`"),
                (Some(row), None) => format!("{path}:{row}"),
                (None, _) => path.to_string(),
            };
            bare(problem, Some(&place), style)
        }
        Place::Nowhere => bare(problem, None, style),
    }
}

/// A diagnostic without a line of text to show.
fn bare(problem: &Diagnostic, place: Option<&str>, style: Style) -> String {
    let tone = tone(problem.severity);
    let head = format!("[{}] {}:", problem.code, problem.severity);
    let mut out = format!("{} {}\n", style.paint(tone, &head), brief(&problem.message));
    if let Some(place) = place.filter(|place| !place.is_empty()) {
        out.push_str(&format!("  in {}\n", shown(place)));
    }
    for note in &problem.notes {
        out.push_str(&format!("  note: {}\n", brief(note)));
    }
    if let Some(help) = &problem.help {
        out.push_str(&format!("  help: {}\n", brief(help)));
    }
    out
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Note => Tone::Faint,
    }
}

/// The lines of one file that a diagnostic points at, as a small text of its own.
///
/// ariadne is given only these lines: a line of ten megabytes or a control character must not reach the screen, and a span
/// outside its text would make it panic. Lines between those that are pointed at are left empty; it does not draw them.
struct Excerpt {
    text: String,
    line_starts: BTreeMap<u32, Kept>,
}

/// Where a line stands in an excerpt, and which of its characters were kept.
struct Kept {
    start: usize,
    from: usize,
    length: usize,
}

/// The most characters of a line that are shown; of a longer one, those around the place.
const MOST_OF_A_LINE: usize = 160;
/// How many characters before the place are kept of a line that is too long.
const BEFORE_THE_PLACE: usize = 60;
/// The last line that is drawn; of later ones only the place is said. The lines above an excerpt are empty ones, since ariadne
/// numbers the lines it draws from the first, and those must not fill the memory.
const LAST_DRAWN_LINE: u32 = 200_000;
/// What is said of a place of which nothing else is: without a word ariadne draws no line under it.
const HERE: &str = "here";
/// The most lines between two places in one file that are still drawn as one excerpt.
const MOST_LINES_APART: u32 = 5_000;

/// A stretch of one line: the line (from 1), and its first and last-but-one character in it (from 0).
struct OnLine {
    line: u32,
    characters: Range<usize>,
}

/// The first line of what a span covers, in characters.
fn on_line(span: Span, texts: &SourceMap) -> OnLine {
    let (start, end) = (texts.start(span), texts.end(span));
    let length = texts.line_text(span.file, start.line).chars().count();
    let first = (start.column as usize).saturating_sub(1).min(length);
    let last = if end.line == start.line {
        (end.column as usize).saturating_sub(1).min(length)
    } else {
        length
    };
    OnLine {
        line: start.line,
        characters: first..last.max(first),
    }
}

impl Excerpt {
    fn of(file: FileId, places: &[OnLine], texts: &SourceMap) -> Excerpt {
        let first_line = places.iter().map(|place| place.line).min().unwrap_or(1);
        let last_line = places.iter().map(|place| place.line).max().unwrap_or(1);
        let above = first_line.saturating_sub(1) as usize;
        let mut excerpt = Excerpt {
            text: "\n".repeat(above),
            line_starts: BTreeMap::new(),
        };
        let mut written = above;
        for line in first_line..=last_line {
            if let Some(place) = places.iter().find(|place| place.line == line) {
                let whole = same_width(texts.line_text(file, line));
                let length = whole.chars().count();
                let from = if length <= MOST_OF_A_LINE {
                    0
                } else {
                    place.characters.start.saturating_sub(BEFORE_THE_PLACE)
                };
                let kept: String = whole.chars().skip(from).take(MOST_OF_A_LINE).collect();
                let length = kept.chars().count();
                excerpt.line_starts.insert(
                    line,
                    Kept {
                        start: written,
                        from,
                        length,
                    },
                );
                written += length;
                excerpt.text.push_str(&kept);
            }
            excerpt.text.push('\n');
            written += 1;
        }
        excerpt
    }

    /// The characters of the excerpt that a stretch of a line covers, held within the line.
    fn characters(&self, place: &OnLine) -> Range<usize> {
        let Some(kept) = self.line_starts.get(&place.line) else {
            return 0..0;
        };
        let within = |character: usize| character.saturating_sub(kept.from).min(kept.length);
        let (start, end) = (within(place.characters.start), within(place.characters.end));
        kept.start + start..kept.start + end.max(start)
    }
}

fn drawn(problem: &Diagnostic, main: &Label, texts: &SourceMap, style: Style) -> String {
    let main_line = on_line(main.span, texts).line;
    if main_line > LAST_DRAWN_LINE {
        let place = texts.start(main.span);
        let path = texts.path(main.span.file);
        let place = format!("{path}:{}:{}", place.line, place.column);
        return bare(problem, Some(&place), style);
    }
    let mut marks: Vec<(&Label, Severity)> = vec![(main, problem.severity)];
    let mut elsewhere = Vec::new();
    for label in &problem.labels {
        let line = on_line(label.span, texts).line;
        let far = line > LAST_DRAWN_LINE
            || label.span.file == main.span.file && line.abs_diff(main_line) > MOST_LINES_APART;
        if far {
            elsewhere.push(label);
        } else {
            marks.push((label, Severity::Note));
        }
    }
    // ariadne begins a new excerpt of the same file when a mark stands above the one before it.
    marks.sort_by_key(|(label, _)| label.span);
    let mut files: Vec<FileId> = vec![main.span.file];
    for (label, _) in &marks {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    let excerpts: Vec<(FileId, String, Excerpt)> = files
        .into_iter()
        .map(|file| {
            let places: Vec<_> = marks
                .iter()
                .filter(|(label, _)| label.span.file == file)
                .map(|(label, _)| on_line(label.span, texts))
                .collect();
            (
                file,
                shown(texts.path(file)),
                Excerpt::of(file, &places, texts),
            )
        })
        .collect();
    let place_in = |label: &Label| {
        let (_, name, excerpt) = excerpts
            .iter()
            .find(|(file, _, _)| *file == label.span.file)?;
        let place = on_line(label.span, texts);
        Some((name.clone(), excerpt.characters(&place)))
    };
    let Some(at) = place_in(main) else {
        return bare(problem, None, style);
    };
    // A custom kind is coloured whatever the configuration says, so colour codes are taken out below.
    let kind = match problem.severity {
        Severity::Error => ReportKind::Custom("error", Color::Red),
        Severity::Warning => ReportKind::Custom("warning", Color::Yellow),
        Severity::Note => ReportKind::Custom("note", Color::Blue),
    };
    // Offsets are characters here: in `IndexType::Byte` ariadne slices the second file's lines at a place counted in
    // characters, which panics inside a letter of two bytes. The excerpts are small, so counting them costs nothing.
    let config = Config::new()
        .with_index_type(IndexType::Char)
        .with_color(style.colour == Colour::On);
    let mut report = Report::build(kind, at.clone())
        .with_code(problem.code)
        .with_message(brief(&problem.message))
        .with_config(config);
    for (order, (label, severity)) in marks.iter().enumerate() {
        let Some(place) = place_in(label) else {
            continue;
        };
        let text = if label.text.is_empty() {
            HERE.to_owned()
        } else {
            brief(&label.text)
        };
        let mark = Mark::new(place)
            .with_order(i32::try_from(order).unwrap_or(i32::MAX))
            .with_color(match severity {
                Severity::Error => Color::Red,
                Severity::Warning => Color::Yellow,
                Severity::Note => Color::Blue,
            })
            .with_message(text);
        report = report.with_label(mark);
    }
    for label in elsewhere {
        let path = shown(texts.path(label.span.file));
        let line = texts.start(label.span).line;
        report.add_note(format!("{} ({path}:{line})", brief(&label.text)));
    }
    for note in &problem.notes {
        report.add_note(brief(note));
    }
    if let Some(help) = &problem.help {
        report.add_help(brief(help));
    }
    let mut bytes = Vec::new();
    let cache = Excerpts::new(&excerpts);
    if report.finish().write(cache, &mut bytes).is_err() {
        return bare(problem, None, style);
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = match style.colour {
        Colour::On => text.into_owned(),
        Colour::Off => without_colours(&text),
    };
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    with_true_column(out, main, &excerpts, texts)
}

/// A text without the codes that turn colours on and off. User text holds none: it was made visible before.
fn without_colours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split("\u{1b}[");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.split_once('m').map_or(piece, |(_, rest)| rest));
    }
    out
}

/// The heading with the column in the whole line, where only a part of the line is shown.
fn with_true_column(
    drawn: String,
    main: &Label,
    excerpts: &[(FileId, String, Excerpt)],
    texts: &SourceMap,
) -> String {
    let place = on_line(main.span, texts);
    let Some((_, name, excerpt)) = excerpts.first() else {
        return drawn;
    };
    let cut = excerpt
        .line_starts
        .get(&place.line)
        .map_or(0, |kept| kept.from);
    if cut == 0 {
        return drawn;
    }
    let line = place.line;
    let whole = place.characters.start + 1;
    let shown = (whole - cut.min(whole)).max(1);
    drawn.replacen(
        &format!("{name}:{line}:{shown} "),
        &format!("{name}:{line}:{whole} "),
        1,
    )
}

/// The excerpts as ariadne reads them, by the names of their files.
struct Excerpts {
    sources: Vec<(String, Source<String>)>,
}

impl Excerpts {
    fn new(excerpts: &[(FileId, String, Excerpt)]) -> Excerpts {
        let sources = excerpts
            .iter()
            .map(|(_, name, excerpt)| (name.clone(), Source::from(excerpt.text.clone())))
            .collect();
        Excerpts { sources }
    }
}

impl Cache<String> for Excerpts {
    type Storage = String;
    fn fetch(&mut self, name: &String) -> Result<&Source<String>, impl fmt::Debug> {
        self.sources
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, source)| source)
            .ok_or("no such excerpt")
    }
    fn display<'a>(&self, name: &'a String) -> Option<impl fmt::Display + 'a> {
        Some(name)
    }
}
