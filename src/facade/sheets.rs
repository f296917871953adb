//! The spreadsheets of schemes: read beside the policy, made into text, and every message about that text led back to its cell.

use std::collections::BTreeMap;

use crate::{
    base::{
        files::{Files, join},
        span::{FileId, Span},
    },
    diagnostics::{
        code::Code,
        diagnostic::{Diagnostic, Place},
        problems::Problems,
    },
    resolve::input::{SheetRows, Sheets},
    syntax::parse::policy::parse_policy,
    tables::sheet::{csv_grid, fault::Fault, grid::Grid, lines::Lines, read, xlsx_grid},
    tree::{
        delegation::{Reserved, Scheme, SchemeRow, SchemeRows, Sheet},
        policy::Item,
    },
};

use super::load::Loaded;

/// The largest spreadsheet that is read, in bytes.
const MAX_BYTES: usize = 32 << 20;

/// A spreadsheet as it was read for a scheme.
#[derive(Debug, Clone, Default)]
pub struct SheetRead {
    rows: Vec<(SchemeRow, Option<String>)>,
    reserved: Vec<Reserved>,
    problems: Problems,
}

/// The spreadsheets that were read: by the place of their schemes; and by the text that each was made into, its lines.
#[derive(Debug, Clone, Default)]
pub struct SheetsRead {
    by_scheme: BTreeMap<Span, SheetRead>,
    lines: BTreeMap<FileId, (Span, Lines)>,
}

impl SheetsRead {
    /// Whether no scheme stands in a spreadsheet.
    pub fn is_empty(&self) -> bool {
        self.by_scheme.is_empty()
    }

    /// The texts that spreadsheets were made into.
    pub fn texts(&self) -> impl Iterator<Item = FileId> {
        self.lines.keys().copied()
    }

    /// The lines that the sheet of a scheme was made into, and what it reserves.
    pub fn written(&self, scheme: &Scheme) -> (Vec<Span>, &[Reserved]) {
        match self.by_scheme.get(&scheme.name.span) {
            Some(read) => (
                read.rows.iter().map(|(row, _)| row.span).collect(),
                &read.reserved,
            ),
            None => (Vec::new(), &[]),
        }
    }

    /// The texts that the spreadsheets of these policies were made into.
    pub fn texts_of(&self, policies: &[FileId]) -> impl Iterator<Item = FileId> {
        self.lines
            .iter()
            .filter(move |(_, (scheme, _))| policies.contains(&scheme.file))
            .map(|(file, _)| *file)
    }
}

impl Sheets for SheetsRead {
    fn rows(&self, _: &str, scheme: &Scheme) -> SheetRows {
        let read = self.by_scheme.get(&scheme.name.span).cloned();
        let SheetRead {
            rows,
            reserved,
            problems,
        } = read.unwrap_or_default();
        SheetRows {
            rows,
            reserved,
            problems,
        }
    }
}

/// Reads the spreadsheet of a scheme, where it has one.
pub fn read_sheet(files: &dyn Files, loaded: &mut Loaded, folder: &str, scheme: &Scheme) {
    let SchemeRows::File(sheet) = &scheme.rows else {
        return;
    };
    let found = match grid(files, loaded, folder, sheet) {
        Ok(grid) => rows(loaded, folder, scheme, sheet, &grid),
        Err(fault) => SheetRead {
            problems: fault
                .at(Code::NoSheet, sheet.path.span, &sheet.path.text)
                .into(),
            ..SheetRead::default()
        },
    };
    loaded.sheets.by_scheme.insert(scheme.name.span, found);
}

fn grid(
    files: &dyn Files,
    loaded: &mut Loaded,
    folder: &str,
    sheet: &Sheet,
) -> Result<Grid, Fault> {
    let name = sheet.path.text.as_str();
    let inside = !name.contains('\\')
        && !name.contains(':')
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !inside {
        return Err(Fault::new("a spreadsheet lies in the pack's own folder")
            .help("name the file as it is seen from the policy, with `/` between folders"));
    }
    let ending = name.rsplit('.').next().map(str::to_lowercase);
    let is_workbook = match ending.as_deref() {
        Some("xlsx" | "xlsm") => true,
        Some("csv") => false,
        _ => {
            return Err(Fault::new("a scheme is read from `.xlsx` or `.csv`")
                .help("save it as one of them"));
        }
    };
    let path = join(folder, name);
    let bytes = files
        .read(&path)
        .map_err(|error| Fault::new(format!("the file cannot be read: {}", error.reason)))?;
    if bytes.len() > MAX_BYTES {
        return Err(Fault::new(format!(
            "the file is larger than {} MB",
            MAX_BYTES >> 20
        )));
    }
    loaded.note_read(&path, &bytes);
    if is_workbook {
        let wanted = sheet.sheet.as_ref().map(|sheet| sheet.text.as_str());
        return xlsx_grid::read(&bytes, name, wanted);
    }
    if sheet.sheet.is_some() {
        return Err(Fault::new("a `.csv` file has no sheets").help("leave the `sheet` line out"));
    }
    csv_grid::read(&bytes, name)
}

/// The rows of a sheet, through the text that says the same.
fn rows(
    loaded: &mut Loaded,
    folder: &str,
    scheme: &Scheme,
    sheet: &Sheet,
    grid: &Grid,
) -> SheetRead {
    let (mut lines, mut problems) = read::read(grid, scheme, sheet);
    if lines.is_empty() {
        return SheetRead {
            problems,
            ..SheetRead::default()
        };
    }
    let text = lines.finish().to_owned();
    let path = join(folder, &grid.place());
    let spare = loaded.spare_texts.get_mut(&path).and_then(Vec::pop);
    let file = spare.unwrap_or_else(|| loaded.texts.add(path, ""));
    loaded.texts.replace(file, text.as_str());
    let starts = crate::syntax::split::item_starts(&text);
    loaded.texts.set_items(file, starts);
    let (tree, told) = parse_policy(file, &text);
    loaded
        .sheets
        .lines
        .insert(file, (scheme.name.span, lines.clone()));
    problems.append(told);
    let read = tree.items.into_iter().find_map(|item| match item {
        Item::Scheme(scheme) => Some(scheme),
        _ => None,
    });
    let (rows, reserved) = match read.map(|scheme| (scheme.rows, scheme.reserved)) {
        Some((SchemeRows::Here { rows, .. }, reserved)) => (rows, reserved),
        _ => (Vec::new(), Vec::new()),
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let start = loaded.texts.range(row.span).start;
            let place = lines.row_at(start).map(str::to_owned);
            (row, place)
        })
        .collect();
    SheetRead {
        rows,
        reserved,
        problems,
    }
}

/// A message about the text of a spreadsheet as one about its cell; any other as it is.
fn from_cell(loaded: &Loaded, mut problem: Diagnostic) -> Diagnostic {
    let Place::Text(label) = &problem.place else {
        return problem;
    };
    let Some((_, lines)) = loaded.sheets.lines.get(&label.span.file) else {
        return problem;
    };
    if let Some(place) = lines.place(&loaded.texts.range(label.span)) {
        problem.message = format!("{place}: {}", problem.message);
    }
    // What is mended there would be mended in a text that nobody has.
    problem.fix = None;
    problem.choices.clear();
    problem
}

/// Messages about the texts of spreadsheets led back to their cells. A row of a sheet may make several lines, and then has its
/// messages once.
pub fn from_cells(loaded: &Loaded, problems: impl IntoIterator<Item = Diagnostic>) -> Problems {
    let mut out = Problems::new();
    let mut told: Vec<(Code, String)> = Vec::new();
    for problem in problems {
        let in_sheet = problem
            .span()
            .is_some_and(|span| loaded.sheets.lines.contains_key(&span.file));
        let problem = from_cell(loaded, problem);
        if in_sheet {
            let said = (problem.code, problem.message.clone());
            if told.contains(&said) {
                continue;
            }
            told.push(said);
        }
        out.push(problem);
    }
    out
}
