//! Codes that a scheme or its spreadsheet provokes: a folder each in `tests/data/codes`, named by the code, which tells that
//! code and no other.

use std::{fs, path::Path};

use rust_xlsxwriter::{Formula, Workbook};
use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::Diagnostic,
    facade::{
        check::check,
        export::{Form, export_scheme},
    },
    report::{problems_text::problems_text, style::Style},
};

/// The folder as a pack.
fn pack(folder: &Path) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files = files.with(format!("pack/{name}"), fs::read(&path).unwrap());
    }
    files
}

/// A workbook with a limit that is computed from another.
fn computed() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([
        ["Decision", "Limit", "Approver"],
        ["Write off", "", "clerk"],
        ["anything else", "", "chair"],
    ]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let half = Formula::new("=E1/2").set_result("500");
    sheet.write_number(0, 4, 1000).unwrap();
    sheet.write_formula(1, 1, half).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn told(code: &str, files: MemoryFiles) -> String {
    let paths = ["pack".to_owned()];
    let (problems, loaded): (Vec<Diagnostic>, _) = match code {
        "P0709" => {
            let exported = export_scheme(&files, &paths, "limts", None, Form::Csv);
            (exported.problems, exported.loaded)
        }
        "P0708" => {
            let checked = check(&files.with("pack/limits.xlsx", computed()), &paths);
            (checked.problems, checked.loaded)
        }
        _ => {
            let checked = check(&files, &paths);
            (checked.problems, checked.loaded)
        }
    };
    assert!(!problems.is_empty(), "{code} is not told");
    for problem in &problems {
        assert_eq!(problem.code.id(), code, "{}", problem.message);
    }
    problems_text(&problems, &loaded.texts, Style::PLAIN)
}

#[test]
fn each_folder_tells_its_code() {
    insta::glob!("../data/codes", "*/rules.policy", |path| {
        let folder = path.parent().unwrap();
        let code = folder.file_name().unwrap().to_str().unwrap();
        insta::assert_snapshot!(told(code, pack(folder)));
    });
}
