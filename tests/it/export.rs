//! `vires export` through the command: a scheme goes out and comes in again, and nothing is lost on the way.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::cli::vires;

/// A folder with the pack of the scheme of delegation, in `sod`.
fn with_scheme() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/scheme-of-delegation");
    fs::create_dir(folder.path().join("sod")).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = folder.path().join("sod").join(path.file_name().unwrap());
        fs::copy(&path, to).unwrap();
    }
    folder
}

/// Puts in the place of the first version of the scheme what the command says reads the file again.
fn from_file(folder: &TempDir, file: &str, said: &str) {
    let (_, head) = said.split_once("\n\n").unwrap();
    let path = folder.path().join("sod/scheme.policy");
    let text = fs::read_to_string(&path).unwrap();
    let start = text.find("scheme operational").unwrap();
    let end = text.find("# From 2014").unwrap();
    assert!(
        head.contains("separate approve-invoice, pay-invoice"),
        "{head}"
    );
    assert!(head.contains("note \"Amounts include VAT.\""), "{head}");
    fs::write(&path, format!("{}{head}\n{}", &text[..start], &text[end..])).unwrap();
    fs::rename(
        folder.path().join(file),
        folder.path().join("sod").join(file),
    )
    .unwrap();
}

/// What a run says, but for rows: those of a sheet are told with their place in it.
fn verdicts(folder: &TempDir) -> Vec<String> {
    let run = vires(folder.path(), &["run", "sod"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let words = [
        "void",
        "lawful",
        "ultra vires",
        "breached",
        "pending",
        "discharged",
    ];
    run.out
        .lines()
        .map(str::trim)
        .filter(|line| {
            words.iter().any(|word| line.starts_with(word)) || line.contains("expectations")
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_scheme_goes_out_and_comes_in_again() {
    for file in ["operational.xlsx", "operational.csv"] {
        let folder = with_scheme();
        let before = verdicts(&folder);
        assert!(before.len() > 30, "{before:?}");
        let out = |to: &str| {
            vires(
                folder.path(),
                &[
                    "export",
                    "sod",
                    "--scheme",
                    "operational",
                    "--on",
                    "1 May 2013",
                    "--to",
                    to,
                ],
            )
        };
        let first = out(file);
        assert_eq!((first.code, first.err.as_str()), (0, ""), "{}", first.out);
        assert!(
            first.out.starts_with(&format!("38 rows written to {file}")),
            "{}",
            first.out
        );
        let written = fs::read(folder.path().join(file)).unwrap();
        from_file(&folder, file, &first.out);
        assert_eq!(verdicts(&folder), before);
        // What no table holds is kept in the policy: nobody approves and pays.
        let check = vires(folder.path(), &["check", "sod"]);
        assert_eq!(check.code, 0, "{}", check.err);
        // Out of the sheet once more: the same bytes, and not over a file that is there.
        let second = out(&format!("again-{file}"));
        assert_eq!(second.code, 0, "{}", second.err);
        let again = fs::read(folder.path().join(format!("again-{file}"))).unwrap();
        assert!(
            again == written,
            "{file} is not the same after a round trip"
        );
        let over = out(&format!("again-{file}"));
        assert_eq!(over.code, 2);
    }
}

#[test]
fn a_sheet_of_another_shape_comes_out_in_ours() {
    let folder = with_scheme();
    let arguments = ["export", "sod", "--scheme", "limits", "--to", "ours.csv"];
    let done = vires(folder.path(), &arguments);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let text = fs::read_to_string(folder.path().join("ours.csv")).unwrap();
    assert!(
        text.starts_with("matter,amount,who,counted,sub-delegation,if,source,reserved\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "write-off-loss,\"up to £5,000\",chief-finance-officer,in each financial-year"
        ),
        "{text}"
    );
    // It reads again without one word of translation.
    let path = folder.path().join("sod/scheme.policy");
    let policy = fs::read_to_string(&path).unwrap();
    let start = policy.find("scheme limits").unwrap();
    let head = "scheme limits \"Financial limits, themes 4 to 6\" of greenmoor from \"ours.csv\" in force from 1 April 2013\n";
    fs::write(&path, format!("{}{head}", &policy[..start])).unwrap();
    fs::rename(
        folder.path().join("ours.csv"),
        folder.path().join("sod/ours.csv"),
    )
    .unwrap();
    let run = vires(folder.path(), &["run", "sod"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}
