//! A sheet as the scheme it says: its rows in our words, each bad cell told with its place.

use crate::{
    base::span::Span,
    diagnostics::{code::Code, problems::Problems},
    tree::delegation::{Scheme, Sheet, SheetMeaning},
};

use super::{
    amount::{self, Band},
    fault::Fault,
    grid::{CellValue, Grid, Position, name},
    layout::{Column, Ours, Reads, folded, layout},
    lines::{Lines, Piece},
    named,
    spread::{Approver, spread, two_bands},
    words::{
        amount_text, clause_ids, is_body, is_name, is_nothing, lowered_first, mark, signs, words,
    },
};

/// The columns of the text that is made.
const COLUMNS: &[&str] = &[
    "matter",
    "amount",
    "who",
    "counted",
    "sub-delegation",
    "if",
    "source",
];

/// So many formulas are named.
const NAMED_FORMULAS: usize = 5;

/// Reads a sheet as the policy says. What cannot be read is told, all of it; the rest is there.
pub fn read(grid: &Grid, scheme: &Scheme, sheet: &Sheet) -> (Lines, Problems) {
    let mut ignored = vec![false; sheet.ignored.len()];
    let (found, problems) = layout(grid, sheet, &mut ignored);
    let mut reading = Reading {
        grid,
        sheet,
        lines: Lines::new(&scheme.name.text, COLUMNS),
        problems,
        used: vec![false; sheet.words.len()],
        ignored,
        formulas: Vec::new(),
    };
    let Some(found) = found else {
        return (reading.lines, reading.problems);
    };
    for row in grid.rows() {
        if row > found.heading {
            reading.row(row, &found.columns);
        }
    }
    if reading.lines.is_empty() && !reading.problems.has_errors() {
        reading.tell(
            Code::NoSheet,
            sheet.path.span,
            &grid.place(),
            Fault::new("no row below the headings says anything"),
        );
    }
    reading.unused();
    reading.say_formulas();
    (reading.lines, reading.problems)
}

struct Reading<'g> {
    grid: &'g Grid,
    sheet: &'g Sheet,
    lines: Lines,
    problems: Problems,
    /// Which words of the policy were met.
    used: Vec<bool>,
    ignored: Vec<bool>,
    formulas: Vec<Position>,
}

/// What one row says, as far as it was read.
#[derive(Default)]
struct Row {
    matter: Option<Piece>,
    band: Band,
    /// The cells that the band comes from.
    band_from: Option<Position>,
    approvers: Vec<Approver>,
    reserved: Vec<Option<Piece>>,
    counted: Vec<Piece>,
    sub_delegation: Vec<Piece>,
    condition: Vec<Piece>,
    source: Vec<Piece>,
    /// Whether a cell of it could not be read.
    broken: bool,
    /// Whether anything that is read stands in it.
    any: bool,
    passed: bool,
}

impl Reading<'_> {
    fn tell(&mut self, code: Code, span: Span, place: &str, fault: Fault) {
        self.problems.push(fault.at(code, span, place));
    }

    fn cell_fault(&mut self, at: Position, column: &Column<'_>, fault: Fault) {
        let place = self.grid.place_of(at);
        self.tell(Code::SheetCell, column.span, &place, fault);
    }

    fn row(&mut self, number: u32, columns: &[Column<'_>]) {
        let mut row = Row::default();
        for column in columns {
            let at = (number, column.column);
            if let Err(fault) = self.cell(at, column, &mut row) {
                row.broken = true;
                row.any = true;
                self.cell_fault(at, column, fault);
            }
        }
        if row.passed || !row.any {
            return;
        }
        let matter_column = columns
            .iter()
            .find(|column| matches!(column.reads, Reads::Ours(Ours::Matter)));
        let Some(matter_column) = matter_column else {
            return;
        };
        let at = (number, matter_column.column);
        let broken = row.broken;
        if let Err(fault) = self.emit(number, row)
            && !broken
        {
            self.cell_fault(at, matter_column, fault);
        }
    }

    fn cell(&mut self, at: Position, column: &Column<'_>, row: &mut Row) -> Result<(), Fault> {
        let Some(cell) = self.grid.cell(at) else {
            return Ok(());
        };
        if cell.formula && cell.value != CellValue::NoValue {
            self.formulas.push(at);
        }
        let value = cell.value.clone();
        if let CellValue::Text(text) = &value
            && is_nothing(text)
        {
            return Ok(());
        }
        if row.passed {
            return Ok(());
        }
        row.any = true;
        match column.reads {
            Reads::Role(role) => {
                let Some(own) = mark(&value)? else {
                    return Ok(());
                };
                let who = Piece {
                    text: role.text.to_string(),
                    from: at,
                };
                if role.reserved && own.is_none() {
                    row.reserved.push(Some(who));
                } else {
                    row.approvers.push(Approver { who, own });
                }
                Ok(())
            }
            Reads::Ours(ours) => self.ours(at, ours, &value, row),
        }
    }

    fn ours(
        &mut self,
        at: Position,
        ours: Ours,
        value: &CellValue,
        row: &mut Row,
    ) -> Result<(), Fault> {
        let piece = |text: String| Piece { text, from: at };
        match ours {
            Ours::Matter => {
                let text = words(value, "a matter")?;
                let passed = self.sheet.ignored.iter();
                let passed = passed
                    .enumerate()
                    .find(|(_, one)| folded(&one.text) == folded(&text));
                if let Some((place, _)) = passed {
                    row.passed = true;
                    if let Some(flag) = self.ignored.get_mut(place) {
                        *flag = true;
                    }
                    return Ok(());
                }
                row.matter = Some(piece(self.matter(&text)?));
            }
            Ours::Who => {
                let text = words(value, "an office")?;
                for (who, own) in self.approvers(&text)? {
                    let who = piece(who);
                    row.approvers.push(Approver { who, own });
                }
            }
            Ours::Reserved => match mark(value) {
                Ok(Some(None)) => row.reserved.push(None),
                Ok(None) => {}
                _ => {
                    let text = words(value, "an office")?;
                    let who = self.who(&text)?;
                    if who.contains(' ') {
                        return Err(Fault::new(format!(
                            "a matter is reserved to one office or body, and `{text}` is several"
                        )));
                    }
                    row.reserved.push(Some(piece(who)));
                }
            },
            Ours::Amount => {
                let text = amount_text(value)?;
                let band = match self.meaning(&text, |ours| matches!(ours, SheetMeaning::Amount(_)))
                {
                    Some(ours) => amount::band(&ours)?,
                    None => amount::band(&text)?,
                };
                if row.band != Band::default() {
                    return Err(two_bands());
                }
                if band.other.is_some() && !text.contains(|c: char| c.is_ascii_digit()) {
                    return Err(Fault::new(format!("`{text}` is no amount"))
                        .help("write an amount such as `up to £50,000`, or say what it means: `amount \"…\" is …`"));
                }
                row.band = band;
                row.band_from.get_or_insert(at);
            }
            Ours::Over | Ours::AtLeast | Ours::UpTo | Ours::Below => {
                let text = amount_text(value)?;
                let included = matches!(ours, Ours::AtLeast | Ours::UpTo);
                let bound = amount::bound(&text, included)?;
                let end = match ours {
                    Ours::Over | Ours::AtLeast => &mut row.band.from,
                    _ => &mut row.band.to,
                };
                if bound.is_some() && (end.is_some() || row.band.other.is_some()) {
                    return Err(two_bands());
                }
                *end = bound.or(end.take());
                row.band_from.get_or_insert(at);
            }
            Ours::Counted => {
                let text = words(value, "how amounts are counted")?;
                let ours = self.meaning(&text, |ours| matches!(ours, SheetMeaning::Counted(_)));
                row.counted = vec![piece(ours.unwrap_or_else(|| text.to_lowercase()))];
            }
            Ours::SubDelegation => {
                let text = words(value, "whether it may be delegated further")?;
                let ours = |ours: &SheetMeaning| matches!(ours, SheetMeaning::SubDelegation(_));
                let ours = self.meaning(&text, ours);
                row.sub_delegation = vec![piece(ours.unwrap_or(lowered_first(&text)))];
            }
            Ours::If => {
                let text = words(value, "a condition")?;
                let ours = self.meaning(&text, |ours| matches!(ours, SheetMeaning::If(_)));
                row.condition = vec![piece(ours.unwrap_or(text))];
            }
            Ours::Source => {
                let text = match value {
                    CellValue::Number(number) => number.clone(),
                    other => words(other, "the id of a clause")?,
                };
                row.source = vec![piece(clause_ids(&text).join(", "))];
            }
        }
        Ok(())
    }

    /// What the policy says that some words mean.
    fn meaning(&mut self, text: &str, sort: fn(&SheetMeaning) -> bool) -> Option<String> {
        let text = folded(text);
        let words = self.sheet.words.iter().enumerate();
        let mut words = words.filter(|(_, one)| sort(&one.ours));
        let (place, found) = words.find(|(_, one)| folded(&one.theirs.text) == text)?;
        if let Some(used) = self.used.get_mut(place) {
            *used = true;
        }
        Some(found.text.to_string())
    }

    fn matter(&mut self, text: &str) -> Result<String, Fault> {
        if let Some(ours) = self.meaning(text, |ours| matches!(ours, SheetMeaning::Matter(_))) {
            return Ok(ours);
        }
        if is_name(text) || folded(text) == "anything else" {
            return Ok(text.to_lowercase());
        }
        Err(
            Fault::new(format!("nothing says which act or function `{text}` is")).help(format!(
                "write `matter \"{text}\" is NAME`, or `ignore \"{text}\"` where it is a heading"
            )),
        )
    }

    /// Who is named in a cell, each with the amounts that stand beside the name.
    fn approvers(&mut self, text: &str) -> Result<Vec<(String, Option<Band>)>, Fault> {
        let sort = |ours: &SheetMeaning| matches!(ours, SheetMeaning::Who(_));
        if let Some(ours) = self.meaning(text, sort) {
            return Ok(vec![(ours, None)]);
        }
        let mut found = Vec::new();
        for part in named::parts(text) {
            if let Some(ours) = self.meaning(part, sort) {
                found.push((ours, None));
                continue;
            }
            found.push(match named::with_amount(part) {
                Some((who, band)) => (self.who(who)?, Some(band)),
                None => (self.who(part)?, None),
            });
        }
        Ok(found)
    }

    /// Who is meant: words that the policy gives a meaning, joined by `and`, `or`, `&` and brackets.
    fn who(&mut self, text: &str) -> Result<String, Fault> {
        let sort = |ours: &SheetMeaning| matches!(ours, SheetMeaning::Who(_));
        if let Some(ours) = self.meaning(text, sort) {
            return Ok(ours);
        }
        let mut out = String::new();
        for part in signs(text) {
            match part.as_str() {
                "(" => out.push('('),
                ")" => out.push(')'),
                word if word.eq_ignore_ascii_case("and") || word == "&" => out.push_str(" and "),
                word if word.eq_ignore_ascii_case("or") => out.push_str(" or "),
                one => match self.meaning(one, sort) {
                    Some(ours) if ours.contains(' ') && !is_body(&ours) => {
                        out.push_str(&format!("({ours})"));
                    }
                    Some(ours) => out.push_str(&ours),
                    None if is_name(one) || is_body(one) => out.push_str(one),
                    None => {
                        return Err(Fault::new(format!("nothing says who `{one}` is"))
                            .help(format!("write `who \"{one}\" is NAME` in the scheme")));
                    }
                },
            }
        }
        Ok(out)
    }

    /// The lines that a row makes. Of one with a cell that cannot be read they are made of the others, so that what is wrong
    /// with those is told too.
    fn emit(&mut self, number: u32, mut row: Row) -> Result<(), Fault> {
        if row.broken && row.approvers.is_empty() {
            row.approvers
                .extend(row.matter.as_ref().map(|matter| Approver {
                    who: Piece {
                        text: "the body itself".to_owned(),
                        from: matter.from,
                    },
                    own: None,
                }));
        }
        let Some(matter) = row.matter else {
            return Err(Fault::new("the row says who, and no matter")
                .help("fill the cell, or merge it with the one above"));
        };
        if row.approvers.is_empty() && row.reserved.is_empty() {
            return Err(Fault::new("nobody is named who may do it")
                .help("fill the row; where it is a heading, write `ignore` with its words"));
        }
        let matter = [matter];
        for to in &row.reserved {
            let to: Vec<Piece> = to.iter().cloned().collect();
            let mut words: Vec<(&str, &[Piece])> = vec![("reserved", &matter)];
            if !to.is_empty() {
                words.push(("to", &to));
            }
            if !row.condition.is_empty() {
                words.push(("if", &row.condition));
            }
            if !row.source.is_empty() {
                words.push(("source", &row.source));
            }
            self.lines.reserved(self.grid, number, &words);
        }
        if row.approvers.is_empty() {
            return Ok(());
        }
        let rows = spread(
            row.approvers,
            row.band,
            row.band_from,
            self.sheet.joined.map(|(join, _)| join),
        )?;
        for (band, who) in rows {
            let cells = [
                matter.to_vec(),
                band,
                who,
                row.counted.clone(),
                row.sub_delegation.clone(),
                row.condition.clone(),
                row.source.clone(),
            ];
            self.lines.row(self.grid, number, &cells);
        }
        Ok(())
    }

    /// Words of the policy that no cell holds: a slip, or a sheet that has changed.
    fn unused(&mut self) {
        if self.problems.has_errors() {
            return;
        }
        let words = self.sheet.words.iter().map(|one| &one.theirs);
        let words = words.zip(self.used.clone());
        let ignored = self.sheet.ignored.iter().zip(self.ignored.clone());
        let unmet: Vec<_> = words.chain(ignored).filter(|(_, used)| !used).collect();
        for (theirs, _) in unmet {
            let fault = Fault::new(format!("`{}` stands in no cell that is read", theirs.text));
            let place = self.grid.place();
            self.tell(Code::SheetUnread, theirs.span, &place, fault);
        }
    }

    fn say_formulas(&mut self) {
        let Some(count) = std::num::NonZero::new(self.formulas.len()) else {
            return;
        };
        let names: Vec<String> = self
            .formulas
            .iter()
            .take(NAMED_FORMULAS)
            .map(|at| name(*at))
            .collect();
        let more = if count.get() > NAMED_FORMULAS {
            ", …"
        } else {
            ""
        };
        let fault = Fault::new(match count.get() {
            1 => format!(
                "a formula is taken at the value it had when it was last saved: {}",
                names.join(", ")
            ),
            many => format!(
                "{many} formulas are taken at the values they had when they were last saved: {}{more}",
                names.join(", ")
            ),
        });
        let place = self.grid.place();
        self.tell(Code::SheetFormulas, self.sheet.path.span, &place, fault);
    }
}
