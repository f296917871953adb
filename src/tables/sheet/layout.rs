//! Which row of a sheet holds the headings, and which of its columns says what.

use crate::{
    base::{nearest::nearest, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic, problems::Problems},
    tree::delegation::{Sheet, SheetRole},
};

use super::{
    fault::Fault,
    grid::{CellValue, Grid, name, plain},
};

/// So many rows are looked at for the headings; titles and dates of approval may stand above them.
const HEADING_ROWS: usize = 60;

/// What a column of a scheme says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ours {
    /// The matter.
    Matter,
    /// A band, or its upper end alone.
    Amount,
    /// The lower end of a band, left out.
    Over,
    /// The lower end of a band, included.
    AtLeast,
    /// The upper end of a band, included.
    UpTo,
    /// The upper end of a band, left out.
    Below,
    /// Who signs.
    Who,
    /// How amounts are counted.
    Counted,
    /// Sub-delegation.
    SubDelegation,
    /// A condition.
    If,
    /// Clauses cited.
    Source,
    /// To whom the matter is reserved.
    Reserved,
}

/// Our columns by their names.
pub const OURS: &[(&str, Ours)] = &[
    ("matter", Ours::Matter),
    ("amount", Ours::Amount),
    ("over", Ours::Over),
    ("at least", Ours::AtLeast),
    ("up to", Ours::UpTo),
    ("below", Ours::Below),
    ("who", Ours::Who),
    ("counted", Ours::Counted),
    ("sub-delegation", Ours::SubDelegation),
    ("if", Ours::If),
    ("source", Ours::Source),
    ("reserved", Ours::Reserved),
];

/// What a column of a sheet is read as.
#[derive(Debug, Clone, Copy)]
pub enum Reads<'s> {
    /// One of our columns.
    Ours(Ours),
    /// A column of crosses or amounts for a role.
    Role(&'s SheetRole),
}

/// A column that is read.
#[derive(Debug, Clone, Copy)]
pub struct Column<'s> {
    /// Its number, from 0.
    pub column: u32,
    /// What it says.
    pub reads: Reads<'s>,
    /// Where the policy says so.
    pub span: Span,
}

/// How a sheet is laid out.
#[derive(Debug, Clone)]
pub struct Layout<'s> {
    /// The row of its headings.
    pub heading: u32,
    /// The columns that are read, in the order of the sheet.
    pub columns: Vec<Column<'s>>,
}

/// A heading that is looked for.
struct Wanted<'s> {
    heading: String,
    reads: Reads<'s>,
    span: Span,
    /// Whether it need not be there: our own names, where the policy names no columns.
    optional: bool,
}

/// Text as it is compared: without capitals.
pub fn folded(text: &str) -> String {
    plain(text).unwrap_or_default().to_lowercase()
}

/// Finds the headings that the policy names. `ignored` is told which of the things to ignore were met.
pub fn layout<'s>(
    grid: &Grid,
    sheet: &'s Sheet,
    ignored: &mut [bool],
) -> (Option<Layout<'s>>, Problems) {
    let mut problems = Problems::new();
    let wanted = wanted(sheet, &mut problems);
    if problems.has_errors() {
        return (None, problems);
    }
    let rows = grid.rows();
    let matches = |row: u32| -> usize {
        let here = headings(grid, row);
        let found = wanted
            .iter()
            .filter(|one| here.iter().any(|(_, heading)| *heading == one.heading));
        found.count()
    };
    let mut best: Option<(usize, u32)> = None;
    for row in rows.iter().take(HEADING_ROWS) {
        let found = matches(*row);
        if found > best.map_or(0, |(most, _)| most) {
            best = Some((found, *row));
        }
    }
    let path = sheet.path.span;
    let Some((_, heading)) = best else {
        let names: Vec<String> = wanted
            .iter()
            .map(|one| format!("`{}`", one.heading))
            .collect();
        let fault = Fault::new(format!("no row holds the headings {}", names.join(", ")))
            .help("name the columns of the sheet: `column matter from \"Their heading\"`");
        problems.push(fault.at(Code::SheetColumn, path, &grid.place()));
        return (None, problems);
    };
    let here = headings(grid, heading);
    let mut columns: Vec<Column<'s>> = Vec::new();
    for one in &wanted {
        let mut places = here.iter().filter(|(_, text)| *text == one.heading);
        match (places.next(), places.next()) {
            (Some((column, _)), None) => columns.push(Column {
                column: *column,
                reads: one.reads,
                span: one.span,
            }),
            (Some((first, _)), Some((second, _))) => {
                let fault = Fault::new(format!(
                    "the columns at {} and {} have one heading: `{}`",
                    name((heading, *first)),
                    name((heading, *second)),
                    one.heading
                ))
                .help("give them headings that differ");
                problems.push(fault.at(Code::SheetColumn, one.span, &grid.place()));
            }
            (None, _) if one.optional => {}
            (None, _) => {
                let near = nearest(&one.heading, here.iter().map(|(_, text)| text.as_str()));
                let fault = Fault::new(format!(
                    "row {} has no heading `{}`",
                    heading.saturating_add(1),
                    one.heading
                ));
                let fault = match near {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault,
                };
                problems.push(fault.at(Code::SheetColumn, one.span, &grid.place()));
            }
        }
    }
    lacks(&columns, path, grid, &mut problems);
    if problems.has_errors() {
        return (None, problems);
    }
    columns.sort_by_key(|column| column.column);
    unread(grid, sheet, &columns, heading, ignored, &mut problems);
    (Some(Layout { heading, columns }), problems)
}

/// A scheme says of each matter who may do it.
fn lacks(columns: &[Column<'_>], path: Span, grid: &Grid, problems: &mut Problems) {
    let has = |wanted: fn(&Reads<'_>) -> bool| columns.iter().any(|one| wanted(&one.reads));
    if problems.has_errors() {
        return;
    }
    if !has(|reads| matches!(reads, Reads::Ours(Ours::Matter))) {
        let fault = Fault::new("it is not said which column holds the matter")
            .help("`column matter from \"Decision\"`");
        problems.push(fault.at(Code::SheetColumn, path, &grid.place()));
    }
    let who = |reads: &Reads<'_>| {
        matches!(
            reads,
            Reads::Role(_) | Reads::Ours(Ours::Who | Ours::Reserved)
        )
    };
    if !has(who) {
        let fault = Fault::new("it is not said which column holds who may do it").help(
            "`column who from \"Delegated to\"`, or `crosses \"Chief Officer\" is chief-officer`",
        );
        problems.push(fault.at(Code::SheetColumn, path, &grid.place()));
    }
}

fn wanted<'s>(sheet: &'s Sheet, problems: &mut Problems) -> Vec<Wanted<'s>> {
    let mut wanted: Vec<Wanted<'s>> = Vec::new();
    for (ours, theirs) in &sheet.columns {
        let Some((_, known)) = OURS.iter().find(|(name, _)| *name == ours.text) else {
            let names = OURS.iter().map(|(name, _)| *name);
            let message = format!("a scheme has no column `{}`", ours.text);
            let near = nearest(&ours.text, names.clone());
            let problem = Diagnostic::new(Code::SheetColumn, ours.span, message);
            problems.push(match near {
                Some(near) => problem.nearest(Some(near)),
                None => problem.help(format!("it has: {}", names.collect::<Vec<_>>().join(", "))),
            });
            continue;
        };
        // Several columns may say who.
        let twice = *known != Ours::Who
            && wanted
                .iter()
                .any(|one| matches!(one.reads, Reads::Ours(other) if other == *known));
        if twice {
            let message = format!("`column {}` is said twice", ours.text);
            problems.push(Diagnostic::new(Code::SheetColumn, ours.span, message));
        }
        wanted.push(Wanted {
            heading: folded(&theirs.text),
            reads: Reads::Ours(*known),
            span: theirs.span,
            optional: false,
        });
    }
    for role in &sheet.roles {
        wanted.push(Wanted {
            heading: folded(&role.theirs.text),
            reads: Reads::Role(role),
            span: role.theirs.span,
            optional: false,
        });
    }
    if wanted.is_empty() {
        wanted.extend(OURS.iter().map(|(name, ours)| Wanted {
            heading: (*name).to_owned(),
            reads: Reads::Ours(*ours),
            span: sheet.path.span,
            optional: true,
        }));
    }
    for (place, one) in wanted.iter().enumerate() {
        let earlier = wanted.iter().take(place);
        if earlier
            .into_iter()
            .any(|other| other.heading == one.heading)
        {
            let message = format!("the column `{}` is read twice", one.heading);
            problems.push(Diagnostic::new(Code::SheetColumn, one.span, message));
        }
    }
    wanted
}

fn headings(grid: &Grid, row: u32) -> Vec<(u32, String)> {
    let mut columns: Vec<u32> = grid.columns_of(row).collect();
    for (first, last) in grid.merged() {
        if (first.0..=last.0).contains(&row) {
            columns.push(first.1);
        }
    }
    columns.sort_unstable();
    columns.dedup();
    let text = |column: u32| match grid.cell((row, column)).map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => Some((column, folded(text))),
        _ => None,
    };
    columns.into_iter().filter_map(text).collect()
}

/// Columns that hold something and are not read are named: what stands in them may change what the scheme says.
fn unread(
    grid: &Grid,
    sheet: &Sheet,
    columns: &[Column<'_>],
    heading: u32,
    ignored: &mut [bool],
    problems: &mut Problems,
) {
    let here = headings(grid, heading);
    let mut told: Vec<u32> = Vec::new();
    for row in grid.rows() {
        if row < heading {
            continue;
        }
        for column in grid.columns_of(row) {
            let read = columns.iter().any(|one| one.column == column);
            if read || told.contains(&column) {
                continue;
            }
            let said = here.iter().find(|(at, _)| *at == column);
            let passed = said.and_then(|(_, text)| {
                let mut all = sheet.ignored.iter();
                all.position(|one| folded(&one.text) == *text)
            });
            if let Some(flag) = passed.and_then(|place| ignored.get_mut(place)) {
                *flag = true;
            }
            told.push(column);
            if passed.is_some() || row == heading && only_heading(grid, column, heading) {
                continue;
            }
            let at = name((heading, column));
            let fault = match grid.cell((heading, column)).map(|cell| &cell.value) {
                Some(CellValue::Text(text)) => {
                    Fault::new(format!("the column `{text}` (at {at}) is not read")).help(format!(
                        "read it with `column … from \"{text}\"`, or write `ignore \"{text}\"`"
                    ))
                }
                _ => Fault::new(format!("the column at {at} has no heading and is not read"))
                    .help("give it a heading, and read or ignore it"),
            };
            problems.push(fault.at(Code::SheetUnread, sheet.path.span, &grid.place()));
        }
    }
}

fn only_heading(grid: &Grid, column: u32, heading: u32) -> bool {
    grid.rows()
        .into_iter()
        .filter(|row| *row > heading)
        .all(|row| !grid.columns_of(row).any(|one| one == column))
}
