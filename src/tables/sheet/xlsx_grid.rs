//! A sheet from an `.xlsx` workbook, read cell by cell and within bounds: a small file can unpack to anything.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, copy, sink},
};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use crate::base::{date::Date, nearest::nearest};

use super::{
    fault::Fault,
    grid::{Cell, CellValue, Grid, Position, plain},
};

/// The most bytes that a workbook may unpack to.
pub const MAX_UNPACKED: u64 = 96 << 20;
/// The most parts that a workbook may be packed of.
pub const MAX_PARTS: usize = 2_000;
/// The most regions of merged cells.
const MAX_MERGED: usize = 20_000;

/// Reads a sheet of a workbook: the named one, or the only one that is not hidden.
///
/// # Errors
/// It is no workbook, has no such sheet, or is larger than any scheme.
pub fn read(bytes: &[u8], file: &str, wanted: Option<&str>) -> Result<Grid, Fault> {
    bounded(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let name = sheet_name(&workbook, wanted)?;
    let mut grid = Grid::new(file, Some(&name));
    let formats = formats(&mut workbook, &name).map_err(|error| broken(&error))?;
    let merged = workbook
        .merge_cells_by_sheet_name(&name)
        .map_err(|error| broken(&error))?;
    for region in merged.iter().take(MAX_MERGED) {
        grid.merge((region.start, region.end));
    }
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|error| broken(&error))?;
    loop {
        let next = cells.next_cell_with_formula_metadata();
        let Some(cell) = next.map_err(|error| broken(&error))? else {
            break;
        };
        let formula = cell.formula.is_some();
        let format = formats.get(&cell.pos).map_or("", String::as_str);
        let value = match value(&cell.value, format) {
            None | Some(CellValue::Text(_)) if formula && is_empty(&cell.value) => {
                Some(CellValue::NoValue)
            }
            value => value,
        };
        if let Some(value) = value {
            grid.put(cell.pos, Cell { value, formula })?;
        }
    }
    Ok(grid)
}

/// Whether a workbook unpacks to no more than it may. What its parts say of their own size is not believed.
fn bounded(bytes: &[u8]) -> Result<(), Fault> {
    let no_workbook = || {
        Fault::new("it is no `.xlsx` workbook")
            .help("save it as `.xlsx` without a password, or as `.csv`")
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_workbook())?;
    if archive.len() > MAX_PARTS {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| no_workbook())?;
        let read = copy(&mut part.take(left.saturating_add(1)), &mut sink());
        let read = read.map_err(|_| no_workbook())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn too_large() -> Fault {
    Fault::new(format!(
        "it unpacks to more than {} MB, which no scheme needs",
        MAX_UNPACKED >> 20
    ))
    .help("save the sheet of the scheme as a workbook of its own")
}

fn broken(error: &XlsxError) -> Fault {
    Fault::new(format!("the workbook cannot be read: {error}"))
}

/// The sheet that is meant.
fn sheet_name<R>(workbook: &Xlsx<R>, wanted: Option<&str>) -> Result<String, Fault>
where
    R: Read + std::io::Seek,
{
    let sheets: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .collect();
    if let Some(wanted) = wanted {
        if let Some(found) = sheets
            .iter()
            .find(|sheet| sheet.name.trim() == wanted.trim())
        {
            return Ok(found.name.clone());
        }
        let names = sheets.iter().map(|sheet| sheet.name.as_str());
        let near = nearest(wanted, names.clone());
        let fault = Fault::new(format!("there is no sheet `{wanted}` in it"));
        return Err(match near {
            Some(near) => fault.help(format!("did you mean `sheet \"{near}\"`?")),
            None => fault.help(format!("it has {}", listed(names))),
        });
    }
    let seen: Vec<&str> = sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.as_str())
        .collect();
    match seen.as_slice() {
        [only] => Ok((*only).to_owned()),
        [] => Err(Fault::new("all of its sheets are hidden")
            .help("name the one that is meant: `sheet \"…\"`")),
        several => Err(Fault::new(format!(
            "it has several sheets: {}",
            listed(several.iter().copied())
        ))
        .help("name the one that is meant: `sheet \"…\"`")),
    }
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// How the numbers of a sheet are shown, by cell, where that is not plain.
fn formats(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<BTreeMap<Position, String>, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let palette: Vec<Style> = reader.styles().to_vec();
    let mut formats = BTreeMap::new();
    while let Some((row, column, style)) = reader.next_style_id()? {
        let format = palette
            .get(style)
            .and_then(|style| style.number_format.as_ref())
            .map(|format| format.format_code.clone());
        if let Some(format) = format.filter(|format| format != "General")
            && formats.len() < super::grid::MAX_CELLS
        {
            formats.insert((row, column), format);
        }
    }
    Ok(formats)
}

fn is_empty(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => text.trim().is_empty(),
        DataRef::SharedString(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn value(value: &DataRef<'_>, format: &str) -> Option<CellValue> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => CellValue::Text(plain(text)?),
        DataRef::SharedString(text) => CellValue::Text(plain(text)?),
        DataRef::Int(number) => number_shown(number.to_string(), format),
        DataRef::Float(number) if number.is_finite() => number_shown(number.to_string(), format),
        DataRef::Float(_) => CellValue::Error("#NUM!".to_owned()),
        DataRef::Bool(truth) => CellValue::Truth(*truth),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| Date::from_iso(day).ok());
            day.map_or(CellValue::Time, CellValue::Day)
        }
        DataRef::DurationIso(_) => CellValue::Time,
        DataRef::Error(error) => CellValue::Error(error.to_string()),
    })
}

fn day(moment: ExcelDateTime) -> CellValue {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return CellValue::Time;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::from_ymd(i32::from(year), u32::from(month), u32::from(day))
        .map_or(CellValue::Time, CellValue::Day)
}

/// A number with how it is shown: plainly, in pounds, or in something that is not an amount in pounds.
fn number_shown(number: String, format: &str) -> CellValue {
    match unit(format) {
        Some(unit) => CellValue::Shown(number, unit),
        None => CellValue::Number(number),
    }
}

/// What a number format shows its number in, where that is neither plain nor pounds.
fn unit(format: &str) -> Option<&'static str> {
    let mut rest = format;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("[$") {
        bare.push_str(before);
        let (inside, behind) = after.split_once(']').unwrap_or((after, ""));
        let sign = inside.split_once('-').map_or(inside, |(sign, _)| sign);
        if !matches!(sign.trim(), "" | "£" | "GBP") {
            return Some("another currency");
        }
        rest = behind;
    }
    bare.push_str(rest);
    if ["€", "$", "¥", "₹", "USD", "EUR"]
        .iter()
        .any(|sign| bare.contains(sign))
    {
        return Some("another currency");
    }
    // What stands in quotes is only shown.
    let code: String = bare.split('"').step_by(2).collect();
    if code.contains('%') {
        return Some("a percentage");
    }
    // A comma behind the last digit divides what is shown by a thousand; the cell holds the whole amount all the same.
    None
}
