//! The rows of a scheme: cells between bars, each read by the rule of its column.

use std::ops::Range;

use super::{
    common::{cited, only_expression},
    delegation::sub_delegation,
    expression::sum,
    norm::counted,
    reader::{Parts, Reader},
};
use crate::base::{nearest::nearest, span::Span};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
    token::TokenKind,
};
use crate::tree::{
    delegation::{Band, SchemeRow, Signers},
    word::Word,
};

/// The columns that a scheme may have.
const COLUMNS: &[&str] = &[
    "matter",
    "amount",
    "who",
    "counted",
    "sub-delegation",
    "if",
    "source",
];

/// The table as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The columns in the order written; none before the first row.
    pub(super) columns: Vec<Word>,
    /// The rows that could be read.
    pub(super) rows: Vec<SchemeRow>,
    first: Option<Span>,
    /// Whether the first row could not be read: then no other is.
    headless: bool,
}

impl Table {
    /// Where it begins, if there is any row.
    pub(super) fn place(&self) -> Option<Span> {
        self.first
    }

    /// Reads a row; the first names the columns.
    pub(super) fn row(&mut self, reader: &mut Reader<'_>, tokens: &Range<usize>, span: Span) {
        let cells = cells(reader, tokens);
        if self.first.is_none() {
            self.first = Some(span);
            self.headless = self.header(reader, &cells).is_none();
            return;
        }
        if self.headless {
            return;
        }
        if cells.len() != self.columns.len() {
            let message = messages::wrong_cell_count(span, cells.len(), self.columns.len());
            reader.tell(message);
            return;
        }
        let row = self.read_row(reader, &cells, span);
        self.rows.extend(row);
    }

    fn header(&mut self, reader: &mut Reader<'_>, cells: &[Range<usize>]) -> Option<()> {
        for cell in cells {
            let word = reader.read(cell, Rule::column_cell, |reader, pair| {
                Some(reader.word(Parts::of(pair).get(Rule::any_word)?))
            })?;
            if !COLUMNS.contains(&word.text.as_str()) {
                let near = nearest(&word.text, COLUMNS.iter().copied());
                let message = messages::unknown_column(word.span, &word.text, COLUMNS);
                reader.tell(message.nearest(near));
                return None;
            }
            if self.columns.iter().any(|column| column.text == word.text) {
                reader.tell(messages::clause_twice(word.span, &word.text));
                return None;
            }
            self.columns.push(word);
        }
        for wanted in ["matter", "who"] {
            if !self.columns.iter().any(|column| column.text == wanted) {
                let place = self.first?;
                let lacks = format!("a column `{wanted}`");
                reader.tell(messages::incomplete(place, "this table", &lacks));
                return None;
            }
        }
        Some(())
    }

    fn read_row(
        &self,
        reader: &mut Reader<'_>,
        cells: &[Range<usize>],
        span: Span,
    ) -> Option<SchemeRow> {
        let mut matter = None;
        let mut who = None;
        let mut row = SchemeRow {
            matter: None,
            amount: None,
            who: Signers::Or(Vec::new()),
            counted: None,
            sub_delegation: None,
            condition: None,
            source: Vec::new(),
            span,
        };
        let mut broken = false;
        for (column, cell) in self.columns.iter().zip(cells) {
            let column = column.text.as_str();
            if cell.is_empty() {
                if matches!(column, "matter" | "who") {
                    reader.tell(messages::empty_cell(span, column));
                    broken = true;
                }
                continue;
            }
            let read = match column {
                "matter" => reader
                    .read(cell, Rule::matter_cell, matter_cell)
                    .map(|found| matter = Some(found)),
                "who" => reader
                    .read(cell, Rule::who_cell, who_cell)
                    .map(|found| who = Some(found)),
                "amount" => reader
                    .read(cell, Rule::amount_cell, band)
                    .map(|found| row.amount = Some(found)),
                "counted" => reader
                    .read(cell, Rule::counted_cell, |reader, pair| {
                        counted(reader, Parts::of(pair).take(Rule::counted)?)
                    })
                    .map(|found| row.counted = Some(found)),
                "sub-delegation" => reader
                    .read(cell, Rule::sub_delegation_cell, |reader, pair| {
                        sub_delegation(reader, Parts::of(pair).take(Rule::sub_delegation)?)
                    })
                    .map(|found| row.sub_delegation = Some(found)),
                "if" => reader
                    .read(cell, Rule::condition_cell, only_expression)
                    .map(|found| row.condition = Some(found)),
                _ => reader
                    .read(cell, Rule::source_cell, cited)
                    .map(|found| row.source = found),
            };
            broken |= read.is_none();
        }
        if broken {
            return None;
        }
        row.matter = matter?;
        row.who = who?;
        Some(row)
    }
}

/// The cells between the bars of a row; what stands behind the last bar is one too, if there is anything.
fn cells(reader: &Reader<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let source = reader.source;
    let bars = tokens
        .clone()
        .filter(|at| source.kind(*at) == Some(TokenKind::Bar));
    let ends: Vec<usize> = bars.chain(std::iter::once(tokens.end)).collect();
    let mut cells = Vec::new();
    for (bar, end) in ends.iter().zip(ends.iter().skip(1)) {
        let cell = match source.next_real(bar + 1, *end) {
            Some(first) => {
                let last = (first..*end)
                    .rev()
                    .find(|at| source.kind(*at).is_some_and(|kind| !kind.is_trivia()));
                first..last.map_or(first, |last| last + 1)
            }
            None if *end == tokens.end => continue,
            None => bar + 1..bar + 1,
        };
        cells.push(cell);
    }
    cells
}

/// `approve-contract`; none for `anything else`.
fn matter_cell(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Option<Word>> {
    let parts = Parts::of(pair);
    if parts.has(Rule::anything_else) {
        return Some(None);
    }
    Some(Some(reader.word(parts.get(Rule::name)?)))
}

/// `over £250,000, up to £500,000`
pub(super) fn band(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Band> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    if let Some(between) = parts.take(Rule::band_between) {
        let span = reader.span(&between);
        let parts = Parts::of(between);
        let mut ends = parts
            .all(Rule::sum)
            .map(|end| reader.line(reader.span(&end)));
        let (low, high) = (ends.next()?, ends.next()?);
        drop(ends);
        reader.tell(messages::band_between(span, &low, &high));
        return None;
    }
    let mut band = Band {
        from: None,
        to: None,
        span,
    };
    for bound in parts.all(Rule::bound) {
        let place = reader.span(&bound);
        let parts = Parts::of(bound);
        let end = sum(reader, parts.take(Rule::sum)?)?;
        let lower = parts.has(Rule::kw_over) || parts.has(Rule::at_least);
        let included = parts.has(Rule::at_least) || parts.has(Rule::up_to);
        let (place_of, what) = match lower {
            true => (&mut band.from, "the lower end of the band"),
            false => (&mut band.to, "the upper end of the band"),
        };
        super::act::once(reader, place_of, (end, included), what, place);
    }
    Some(band)
}

fn who_cell(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Signers> {
    signers(reader, Parts::of(pair).take(Rule::signers)?)
}

/// `director and (accountable-officer or chief-finance-officer)`
pub(super) fn signers(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Signers> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let (all, any) = (parts.has(Rule::kw_and), parts.has(Rule::kw_or));
    if all && any {
        let text = reader.line(span);
        reader.tell(messages::mixed_signers(span, &text));
        return None;
    }
    let mut found: Vec<Signers> = Vec::new();
    for part in parts.iter() {
        match part.as_rule() {
            Rule::name | Rule::body_itself => found.push(Signers::Office(reader.word(&part))),
            Rule::signers => found.push(signers(reader, part)?),
            _ => {}
        }
    }
    match (found.len(), all) {
        (1, _) => found.pop(),
        (_, true) => Some(Signers::And(found)),
        (_, false) => Some(Signers::Or(found)),
    }
}
