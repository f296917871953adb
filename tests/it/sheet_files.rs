//! Schemes in other bodies' shapes, as files: each goes in as it is, and questions are answered from it.

use std::{fs, path::PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::Severity,
    facade::run::{Options, Outcome, run},
    words::Words,
};

fn folder(layout: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/sheets")
        .join(layout)
}

/// The folder of a layout as a pack, its scheme from the file of this ending.
fn pack(layout: &str, ending: &str) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    let mut names: Vec<_> = fs::read_dir(folder(layout))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        let bytes = match name.ends_with(".policy") {
            true => String::from_utf8(bytes)
                .unwrap()
                .replace("\"scheme.csv\"", &format!("\"scheme.{ending}\""))
                .into_bytes(),
            false => bytes,
        };
        files = files.with(format!("pack/{name}"), bytes);
    }
    files
}

fn outcome(files: &MemoryFiles) -> Outcome {
    run(
        files,
        &["pack".to_owned()],
        &Options::default(),
        &mut |_| {},
    )
}

/// Every expectation of the pack is met, and there are so many.
#[track_caller]
fn comes_out(files: &MemoryFiles, wanted: usize) {
    let outcome = outcome(files);
    let mut amiss: Vec<String> = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.message.clone())
        .collect();
    let mut met = 0;
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            let Some((case, found)) = &scenario.ran else {
                amiss.push(format!("`{}` was not evaluated", scenario.title));
                continue;
            };
            let words = Words::new(pack.resolution.policy())
                .of_case(case)
                .of_record(&found.record);
            for one in &found.expectations {
                match one.is_met() {
                    true => met += 1,
                    false => amiss.push(format!(
                        "expected {}, came out {}",
                        case.expectations[one.expectation].text,
                        words.came_out(one).join("; ")
                    )),
                }
            }
        }
    }
    assert!(amiss.is_empty(), "{amiss:#?}");
    assert_eq!(met, wanted);
}

/// Errors of reading the sheets, with what they tell.
fn errors(files: &MemoryFiles) -> Vec<String> {
    let outcome = outcome(files);
    let errors = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    errors
        .map(|problem| format!("{}: {}", problem.code.id(), problem.message))
        .collect()
}

#[test]
fn a_column_for_the_board_for_committees_and_for_individuals() {
    comes_out(&pack("layout-1", "csv"), 33);
    comes_out(&pack("layout-1", "xlsx"), 33);
}

#[test]
fn a_matrix_of_activities_against_roles() {
    comes_out(&pack("layout-2", "csv"), 12);
    comes_out(&pack("layout-2", "xlsx"), 12);
}

#[test]
fn a_thousand_rows() {
    comes_out(&pack("thousand", "csv"), 9);
    comes_out(&pack("thousand", "xlsx"), 9);
}

#[test]
fn bad_cells_are_errors_with_file_sheet_and_cell() {
    let told = [
        "IN CSV".to_owned(),
        errors(&pack("bad", "csv")).join("\n"),
        "IN XLSX".to_owned(),
        errors(&pack("bad", "xlsx")).join("\n"),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

/// Makes the workbooks beside the lists anew: `VIRES_MAKE_SHEETS=1 cargo test --test it sheet_files`.
#[test]
fn workbooks_are_made_anew_where_that_is_asked_for() {
    for (layout, fill) in [
        ("layout-1", governed as fn(&mut Worksheet, &[Vec<String>])),
        ("layout-2", matrix),
        ("thousand", plain),
        ("bad", plain),
    ] {
        let list = fs::read(folder(layout).join("scheme.csv")).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(list.as_slice());
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet().set_name("Scheme").unwrap(), &rows);
        let hidden = workbook.add_worksheet().set_name("Old").unwrap();
        hidden.set_hidden(true);
        hidden.write_string(0, 0, "what held before").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        assert!(!bytes.is_empty());
        if std::env::var_os("VIRES_MAKE_SHEETS").is_some() {
            fs::write(folder(layout).join("scheme.xlsx"), bytes).unwrap();
        }
    }
}

fn place(row: usize, column: usize) -> (u32, u16) {
    (u32::try_from(row).unwrap(), u16::try_from(column).unwrap())
}

fn plain(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let (row, column) = place(row, column);
            sheet.write_string(row, column, cell).unwrap();
        }
    }
}

/// As a governance officer keeps it: a title over all columns, themes merged, a formula, dates, blanks far below.
fn governed(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    plain(sheet, rows);
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 8, &rows[0][0], &bold).unwrap();
    let middle = Format::new();
    sheet
        .merge_range(4, 1, 6, 1, "Governance", &middle)
        .unwrap();
    sheet.merge_range(7, 1, 8, 1, "Buying", &middle).unwrap();
    // What is reserved from £1m on is put together from a number beside the table.
    let formula = Formula::new("=\"Over £\"&L1&\"m\"").set_result("Over £1m");
    sheet.write_formula(7, 4, formula).unwrap();
    sheet.write_number(0, 11, 1).unwrap();
    // Numbers of clauses are numbers.
    for (row, cells) in rows.iter().enumerate().skip(4) {
        if let Ok(number) = cells[0].parse::<f64>() {
            sheet
                .write_number(u32::try_from(row).unwrap(), 0, number)
                .unwrap();
        }
    }
    let day = Format::new().set_num_format("dd mmmm yyyy");
    let reviewed = ExcelDateTime::parse_from_str("2024-03-12").unwrap();
    sheet.write_with_format(5, 8, &reviewed, &day).unwrap();
    for row in 20..60 {
        sheet.write_blank(row, 2, &bold).unwrap();
    }
}

/// As a finance team keeps it: amounts as cells in pounds, one computed from another, ticks as TRUE, dates.
fn matrix(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    plain(sheet, rows);
    let pounds = Format::new().set_num_format("\"£\"#,##0");
    let accounts = Format::new().set_num_format("_-[$£-809]* #,##0.00_-");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet
        .write_number_with_format(2, 3, 50_000, &pounds)
        .unwrap();
    let fifth = Formula::new("=D3/5").set_result("10000");
    sheet
        .write_formula_with_format(2, 4, fifth, &accounts)
        .unwrap();
    sheet
        .write_number_with_format(2, 5, 2_500, &accounts)
        .unwrap();
    sheet.write_boolean(7, 3, true).unwrap();
    let reviewed = ExcelDateTime::parse_from_str("2024-09-01").unwrap();
    for row in 2..8 {
        sheet.write_with_format(row, 6, &reviewed, &day).unwrap();
    }
    sheet.merge_range(2, 0, 3, 0, "Spending", &day).unwrap();
    sheet.write_blank(300, 8, &pounds).unwrap();
}
