//! Schemes from spreadsheets: what is read, what is refused and with which place, and that nothing is lost on the way back.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::Severity,
    facade::{
        check::check,
        export::{Form, export_scheme},
        run::{Options, run},
    },
    policy::policy::Policy,
    words::Words,
};

const POLICY: &str = r#"
policy limits
  powers of Group are exhaustive

source sord "Scheme of reservation" {
  clause "3.1" "Contracts"
  clause "3.2" "Losses"
}
kind Group is a StatutoryBody
kind StatutoryBody is a Body, statutory
kind Body
kind Person
kind Project
north is a Group

functions { buying  finance  rules }
act approve-contract(amount: money, project: Project) under buying
act write-off(amount: money) under finance
act change-rules() under rules
act open-account() under finance

fact trained(p: Person)

power all {
  holder g: Group
  may    approve-contract()
  may    write-off()
  may    change-rules()
  may    open-account()
}

office chief of Group
office finance-chief of Group
office director of Group
committee board of Group
committee audit of Group
"#;

/// What fills a sheet.
type Fill<'f> = &'f dyn Fn(&mut Worksheet);

/// A workbook of sheets that these functions fill.
fn workbook(fill: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, fill) in fill {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

/// A sheet of texts; what reads as a number is one.
fn filled(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) if cell.is_empty() => continue,
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
}

fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn files(scheme: &str, name: &str, bytes: Vec<u8>) -> MemoryFiles {
    MemoryFiles::new()
        .with("pack/rules.policy", format!("{POLICY}\n{scheme}\n"))
        .with(format!("pack/{name}"), bytes)
}

/// What is told of a pack, errors and warnings about spreadsheets alone.
fn told(files: &MemoryFiles) -> Vec<String> {
    let checked = check(files, &["pack".to_owned()]);
    let problems = checked.problems.iter();
    problems
        .filter(|problem| {
            problem.severity == Severity::Error || problem.code.id().starts_with("P07")
        })
        .map(|problem| format!("{}: {}", problem.code.id(), problem.message))
        .collect()
}

/// The rows of the scheme in words: matter, band, who, counted.
#[track_caller]
fn rows(files: &MemoryFiles) -> Vec<String> {
    let outcome = run(
        files,
        &["pack".to_owned()],
        &Options::default(),
        &mut |_| {},
    );
    let errors: Vec<_> = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| &problem.message)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let policy = outcome.packs.first().unwrap().resolution.policy();
    shown(policy)
}

fn shown(policy: &Policy) -> Vec<String> {
    let _words = Words::new(policy);
    let mut out = Vec::new();
    for scheme in policy.schemes.iter() {
        for row in &scheme.rows {
            out.push(format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                row.matter,
                row.from.as_ref().map(|(e, i)| (&e.kind, *i)),
                row.to.as_ref().map(|(e, i)| (&e.kind, *i)),
                row.who,
                row.counted,
                row.sub_delegation,
                row.sources,
            ));
        }
    }
    for reserved in policy.reserved.iter() {
        out.push(format!(
            "reserved {:?} {:?} {:?}",
            reserved.what, reserved.to, reserved.sources
        ));
    }
    out
}

/// The sheet says what the rows in the policy say.
#[track_caller]
fn same(scheme: &str, name: &str, bytes: Vec<u8>, written: &str) {
    let read = rows(&files(scheme, name, bytes));
    let wanted =
        rows(&MemoryFiles::new().with("pack/rules.policy", format!("{POLICY}\n{written}\n")));
    assert_eq!(read, wanted);
    assert!(!read.is_empty());
}

const SORD: &[&[&str]] = &[
    &[
        "NHS North: Scheme of Reservation and Delegation",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
    &["", "", "", "", "", "", "", ""],
    &[
        "Reference",
        "Theme",
        "Decision",
        "Lead officer",
        "Reserved to Board",
        "Delegated to committee",
        "Delegated to individual",
        "Comment",
    ],
    &[
        "3.1",
        "Buying",
        "Approve contracts",
        "CFO",
        "Over £500k",
        "",
        "",
        "x",
    ],
    &[
        "3.1",
        "Buying",
        "Approve contracts",
        "CFO",
        "",
        "",
        "Up to £500k: see limits",
        "",
    ],
    &[
        "3.2",
        "Finance",
        "Write off losses",
        "CFO",
        "",
        "Audit Committee",
        "",
        "",
    ],
    &[
        "",
        "",
        "Change the rules",
        "",
        "X",
        "",
        "",
        "see the constitution",
    ],
    &["", "", "", "", "", "", "", ""],
];

const SORD_SCHEME: &str = r#"
scheme s of north from "sord.xlsx" in force from 1 April 2013 {
  sheet   "SoRD"
  column  source from "Reference"
  column  matter from "Decision"
  crosses "Reserved to Board" is reserved to board
  column  who from "Delegated to committee"
  column  who from "Delegated to individual"
  who     "Audit Committee" is audit
  who     "Up to £500k: see limits" is chief or finance-chief
  matter  "Approve contracts" is approve-contract
  matter  "Write off losses" is write-off
  matter  "Change the rules" is change-rules
  ignore  "Theme", "Lead officer", "Comment"
}
"#;

#[test]
fn a_scheme_of_reference_theme_decision_and_three_columns_of_approvers() {
    let bytes = workbook(&[
        ("Notes", &|sheet| filled(sheet, &[&["nothing here"]])),
        ("SoRD", &|sheet| filled(sheet, SORD)),
    ]);
    same(
        SORD_SCHEME,
        "sord.xlsx",
        bytes,
        r#"
scheme s of north in force from 1 April 2013 {
  | matter           | amount        | who                    | source |
  | approve-contract | over £500,000 | board                  | "3.1"  |
  | approve-contract |               | chief or finance-chief | "3.1"  |
  | write-off        |               | audit                  | "3.2"  |
  reserved change-rules to board
}
"#,
    );
}

#[test]
fn a_matrix_of_areas_by_roles_with_crosses() {
    let rows: &[&[&str]] = &[
        &["Policy area", "Chief Officer", "Finance Chief", "Board"],
        &["Opening accounts", "x", "✓", ""],
        &["Changing rules", "", "", "X"],
    ];
    let scheme = |join: &str| {
        format!(
            "scheme s of north from \"areas.csv\" {{\n  column matter from \"Policy area\"\n  crosses \"Chief Officer\" is chief\n  \
             crosses \"finance chief\" is finance-chief\n  crosses \"Board\" is board\n{join}  matter \"Opening accounts\" is open-account\n  \
             matter \"Changing rules\" is rules\n}}"
        )
    };
    for word in ["and", "or"] {
        same(
            &scheme(&format!("  crosses with {word}\n")),
            "areas.csv",
            csv(rows),
            &format!(
                "scheme s of north {{\n  | matter | who |\n  | open-account | chief {word} finance-chief |\n  | rules | board |\n}}"
            ),
        );
    }
    // Nothing is decided by an unstated preference.
    let found = told(&files(&scheme(""), "areas.csv", csv(rows)));
    assert_eq!(
        found,
        [
            "P0706: areas.csv, cell A2: several approvers in one row (B2, C2), and the policy does not say how they go together"
        ]
    );
}

#[test]
fn limits_in_the_columns_of_roles_are_set_beside_one_another() {
    let rows: &[&[&str]] = &[
        &["Decision", "Director", "Finance", "Chief", "Board"],
        &[
            "contracts",
            "£50k",
            "£100,000",
            "up to £0.25 million",
            "Over £250k",
        ],
    ];
    let scheme = r#"
scheme s of north from "limits.csv" {
  column  matter from "Decision"
  matter  "contracts" is approve-contract
  crosses "Director" is director
  crosses "Finance" is finance-chief
  crosses "Chief" is chief
  crosses "Board" is board
  crosses with or
}
"#;
    same(
        scheme,
        "limits.csv",
        csv(rows),
        r#"
scheme s of north {
  | matter           | amount                        | who                                |
  | approve-contract | up to £50,000                 | director or finance-chief or chief |
  | approve-contract | over £50,000, up to £100,000  | finance-chief or chief             |
  | approve-contract | over £100,000, up to £250,000 | chief                              |
  | approve-contract | over £250,000                 | board                              |
}
"#,
    );
}

const AMOUNTS: &str = r#"
scheme s of north from "limits.xlsx" {
  column matter from "matter"
  column amount from "amount"
  column who from "who"
}
"#;

#[test]
fn amounts_in_every_spelling() {
    let money = Format::new().set_num_format("\"£\"#,##0.00");
    let pounds = Format::new().set_num_format("[$£-809]#,##0");
    let texts = [
        ("£1,000", "up to £1,000"),
        ("up to £50k", "up to £50,000"),
        ("Up to and including £50K", "up to £50,000"),
        ("Over £500,000", "over £500,000"),
        ("£500k+", "at least £500,000"),
        ("£1.5 million and above", "at least £1,500,000"),
        (
            "More than £100k and up to £250k",
            "over £100,000, up to £250,000",
        ),
        (
            "over £100,000, up to £250,000",
            "over £100,000, up to £250,000",
        ),
        ("> £100k, <= £250k", "over £100,000, up to £250,000"),
        ("at least £1 but less than £5", "at least £1, below £5"),
        ("£12.50", "up to £12.50"),
        ("up to £90,000 plus 20% VAT", "up to £90,000 plus 20% VAT"),
        ("Unlimited", ""),
        ("n/a", ""),
    ];
    let bytes = workbook(&[("Limits", &|sheet| {
        filled(sheet, &[&["matter", "amount", "who"]]);
        for (row, (theirs, _)) in (1..).zip(texts) {
            sheet.write_string(row, 0, "write-off").unwrap();
            sheet.write_string(row, 1, theirs).unwrap();
            sheet.write_string(row, 2, "chief").unwrap();
        }
        let next = u32::try_from(texts.len()).unwrap() + 1;
        for (row, format) in (next..).zip([&money, &pounds]) {
            sheet.write_string(row, 0, "write-off").unwrap();
            sheet
                .write_number_with_format(row, 1, 2500.5, format)
                .unwrap();
            sheet.write_string(row, 2, "chief").unwrap();
        }
    })]);
    let mut written = "scheme s of north {\n  | matter | amount | who |\n".to_owned();
    for (_, ours) in texts {
        written.push_str(&format!("  | write-off | {ours} | chief |\n"));
    }
    for _ in 0..2 {
        written.push_str("  | write-off | up to £2,500.50 | chief |\n");
    }
    written.push('}');
    same(AMOUNTS, "limits.xlsx", bytes, &written);
}

#[test]
fn the_two_ends_of_a_band_in_columns_of_their_own() {
    let rows: &[&[&str]] = &[
        &["matter", "From (more than)", "To (inclusive)", "who"],
        &["write-off", "", "5000", "chief"],
        &["write-off", "5000", "£10,000", "finance-chief"],
        &["write-off", "10000", "", "board"],
    ];
    let scheme = r#"
scheme s of north from "limits.xlsx" {
  column matter from "matter"
  column over from "From (more than)"
  column up to from "To (inclusive)"
  column who from "who"
}
"#;
    same(
        scheme,
        "limits.xlsx",
        workbook(&[("Only", &|sheet| filled(sheet, rows))]),
        r#"
scheme s of north {
  | matter    | amount                     | who           |
  | write-off | up to £5,000               | chief         |
  | write-off | over £5,000, up to £10,000 | finance-chief |
  | write-off | over £10,000               | board         |
}
"#,
    );
}

#[test]
fn every_bad_cell_is_named_at_once() {
    let euros = Format::new().set_num_format("[$€-2] #,##0");
    let percent = Format::new().set_num_format("0%");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let bytes = workbook(&[("Limits", &|sheet| {
        filled(
            sheet,
            &[
                &["matter", "amount", "who"],
                &["write-off", "", "chief"],
                &["write-off", "", "chief"],
                &["write-off", "", "chief"],
                &["write-off", "£5 to £10", "chief"],
                &["write-off", "lots", "Head of Everything"],
                &["Writing off", "£5", "chief"],
                &["write-off", "€5", "nobody-known"],
                &["write-off", "£1,50", "chief and"],
                &["", "£5", "chief"],
                &["write-off", "£5", ""],
                &["write-off", "-5", "chief"],
                &["write-off", "0.333", "chief | board"],
            ],
        );
        sheet.write_number_with_format(1, 1, 5.0, &euros).unwrap();
        sheet.write_number_with_format(2, 1, 0.5, &percent).unwrap();
        let april = ExcelDateTime::from_ymd(2013, 4, 1).unwrap();
        sheet
            .write_datetime_with_format(3, 1, &april, &day)
            .unwrap();
    })]);
    insta::assert_snapshot!(told(&files(AMOUNTS, "limits.xlsx", bytes)).join("\n"));
}

#[test]
fn formulas_count_at_their_saved_values_and_one_without_is_an_error() {
    let fill = |value: &'static str| {
        workbook(&[("Limits", &|sheet: &mut Worksheet| {
            filled(
                sheet,
                &[&["matter", "amount", "who"], &["write-off", "", "chief"]],
            );
            let formula = Formula::new("=100*50").set_result(value);
            sheet.write_formula(1, 1, formula).unwrap();
        })])
    };
    let read = files(AMOUNTS, "limits.xlsx", fill("5000"));
    assert_eq!(
        told(&read),
        [
            "P0708: limits.xlsx, sheet Limits: a formula is taken at the value it had when it was last saved: B2"
        ]
    );
    same(
        AMOUNTS,
        "limits.xlsx",
        fill("5000"),
        "scheme s of north {\n  | matter | amount | who |\n  | write-off | up to £5,000 | chief |\n}",
    );
    let unread = told(&files(
        AMOUNTS,
        "limits.xlsx",
        without_values(&fill("5000")),
    ));
    assert_eq!(
        unread,
        ["P0706: limits.xlsx, sheet Limits, cell B2: a formula whose value is not in the file"]
    );
}

/// The same workbook, as a program writes it that computes nothing.
fn without_values(bytes: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut part = old.by_index(place).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        new.write_all(text.replace("<v>5000</v>", "").as_bytes())
            .unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn merged_cells_hidden_sheets_trailing_blanks_and_a_thousand_rows() {
    let plain = Format::new();
    let bytes = workbook(&[
        ("Old", &|sheet| {
            sheet.set_hidden(true);
            filled(
                sheet,
                &[&["matter", "amount", "who"], &["wrong", "wrong", "wrong"]],
            );
        }),
        ("Limits", &|sheet| {
            sheet.set_active(true);
            filled(sheet, &[&["matter", "amount", "who"]]);
            for row in 1..=1000_u32 {
                sheet.write_string(row, 1, format!("£{row}")).unwrap();
                sheet.write_string(row, 2, "chief \u{a0} ").unwrap();
            }
            sheet
                .merge_range(1, 0, 1000, 0, "write-off", &plain)
                .unwrap();
            for row in 1001..1010_u32 {
                sheet.write_string(row, 1, " \u{a0}").unwrap();
                sheet.write_blank(row, 2, &plain).unwrap();
            }
        }),
    ]);
    let read = rows(&files(AMOUNTS, "limits.xlsx", bytes));
    assert_eq!(read.len(), 1000);
    assert_ne!(read[0], read[999]);
}

#[test]
fn a_sheet_that_is_not_named_is_not_guessed() {
    let two = || {
        workbook(&[
            ("One", &|sheet| {
                filled(sheet, &[&["matter", "amount", "who"]])
            }),
            ("Two", &|sheet| {
                filled(sheet, &[&["matter", "amount", "who"]])
            }),
        ])
    };
    assert_eq!(
        told(&files(AMOUNTS, "limits.xlsx", two())),
        ["P0703: limits.xlsx: it has several sheets: `One`, `Two`"]
    );
    let named = AMOUNTS.replace("  column matter", "  sheet \"Tow\"\n  column matter");
    let checked = check(&files(&named, "limits.xlsx", two()), &["pack".to_owned()]);
    let problem = checked
        .problems
        .iter()
        .find(|one| one.code.id() == "P0703")
        .unwrap();
    assert_eq!(
        problem.help.as_deref(),
        Some("did you mean `sheet \"Two\"`?")
    );
}

#[test]
fn what_cannot_be_a_sheet_of_the_pack() {
    let scheme = |path: &str| {
        format!("scheme s of north from \"{path}\" {{\n  column matter from \"m\"\n}}")
    };
    let message = |path: &str| {
        let files = files(&scheme(path), "limits.xlsx", b"not a workbook".to_vec())
            .with("limits.csv", "m,who\n")
            .with("pack/broken.csv", b"\xff\xfe\xa3".to_vec());
        told(&files).join(" / ")
    };
    insta::assert_snapshot!(
        [
            "../limits.csv",
            "/etc/limits.csv",
            "C:\\limits.csv",
            "gone.csv",
            "limits.ods",
            "limits.xlsx",
            "broken.csv"
        ]
        .map(|path| format!("{path} -> {}", message(path)))
        .join("\n")
    );
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..97 {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(
        told(&files(AMOUNTS, "limits.xlsx", bytes)),
        ["P0703: limits.xlsx: it unpacks to more than 96 MB, which no scheme needs"]
    );
    let far = workbook(&[("Limits", &|sheet| {
        filled(sheet, &[&["matter", "amount", "who"]]);
        sheet.write_string(1_048_575, 16_383, "far out").unwrap();
    })]);
    assert_eq!(
        told(&files(AMOUNTS, "limits.xlsx", far)),
        [
            "P0703: limits.xlsx: cell XFD1048576 lies beyond the 20000 rows and 512 columns that are read"
        ]
    );
}

#[test]
fn columns_that_are_not_read_and_words_that_stand_nowhere_are_told() {
    let rows: &[&[&str]] = &[
        &["matter", "amount", "who", "Comment", ""],
        &["write-off", "£5", "chief", "but never in March", "stray"],
    ];
    let scheme = AMOUNTS.replace("limits.xlsx", "limits.csv").replace(
        "  column who",
        "  who \"Chief\" is chief\n  who \"CFO\" is finance-chief\n  column who",
    );
    insta::assert_snapshot!(told(&files(&scheme, "limits.csv", csv(rows))).join("\n"));
}

#[test]
fn headings_that_are_missing_or_double_are_told() {
    let scheme = AMOUNTS
        .replace("limits.xlsx", "limits.csv")
        .replace("from \"who\"", "from \"whom\"")
        .replace("column amount", "column ammount");
    let one = told(&files(
        &scheme,
        "limits.csv",
        csv(&[&["matter", "amount", "who"]]),
    ));
    let scheme = scheme.replace("ammount", "amount");
    let two = told(&files(
        &scheme,
        "limits.csv",
        csv(&[&["matter", "amount", "who"]]),
    ));
    let three = told(&files(
        &AMOUNTS.replace("limits.xlsx", "limits.csv"),
        "limits.csv",
        csv(&[
            &["matter", "amount", "who", "Who"],
            &["write-off", "£5", "chief", "board"],
        ]),
    ));
    insta::assert_snapshot!([one, two, three].concat().join("\n"));
}

const WRITTEN: &str = r#"
scheme operational "Operational scheme" of north in force from 1 April 2013 {
  | matter           | amount                                | who                                         | counted                | sub-delegation      | if             | source |
  | approve-contract | over £500,000                         | board                                       | per project            |                     |                |        |
  | approve-contract | over £250,000, up to £500,000         | chief and (finance-chief or director)       | per project            |                     |                | "3.1"  |
  | approve-contract | at least £1, below £10 plus 20% VAT   | director                                    | per project            | permitted once      | trained(actor) |        |
  | write-off        | up to £0.10 * 50,000                  | (chief and director) or finance-chief       | in each financial-year | permitted to Person |                | "3.2"  |
  | anything else    |                                       | the body itself                             |                        | permitted           |                |        |
  reserved change-rules to board if trained(some p: Person) and (1 is 1) source "3.1", "3.2"
  reserved finance, rules to members-of-the-board
  reserved open-account
}
committee members-of-the-board of Group
"#;

/// Everything that the policy says of its schemes and reservations, but for places.
fn all_of(files: &MemoryFiles) -> String {
    let outcome = run(
        files,
        &["pack".to_owned()],
        &Options::default(),
        &mut |_| {},
    );
    let errors: Vec<_> = outcome
        .problems
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let policy = outcome.packs.first().unwrap().resolution.policy();
    let schemes = policy
        .schemes
        .iter()
        .map(|scheme| format!("{:#?}", scheme.rows));
    // A line of several matters is a row for each in a sheet.
    let reserved = policy.reserved.iter().flat_map(|one| {
        one.what
            .iter()
            .map(|what| {
                format!(
                    "{what:?} {:?} {:#?} {:?}",
                    one.to, one.condition, one.sources
                )
            })
            .collect::<Vec<_>>()
    });
    let text: String = schemes.chain(reserved).collect::<Vec<_>>().join("\n");
    let places = ["span", "file", "item", "start", "end", "cell", "FileId"];
    let keeps = |line: &&str| {
        let line = line.trim();
        let closes = matches!(line, ")" | ")," | "}" | "},");
        let number = line.trim_end_matches(',').parse::<u32>().is_ok();
        !places.iter().any(|place| line.starts_with(place))
            && !closes
            && !number
            && !line.contains(", row ")
    };
    text.lines().filter(keeps).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_round_trip_loses_nothing() {
    let written = MemoryFiles::new().with("pack/rules.policy", format!("{POLICY}{WRITTEN}"));
    for (form, ending) in [(Form::Workbook, "xlsx"), (Form::Csv, "csv")] {
        let first = export_scheme(&written, &["pack".to_owned()], "operational", None, form);
        assert_eq!(first.rows, 9);
        let head = format!(
            "{POLICY}scheme operational \"Operational scheme\" of north from \"out.{ending}\" in force from 1 April 2013\n\
             committee members-of-the-board of Group\n"
        );
        let again = MemoryFiles::new()
            .with("pack/rules.policy", head)
            .with(format!("pack/out.{ending}"), first.bytes.clone().unwrap());
        assert_eq!(told(&again), Vec::<String>::new());
        assert_eq!(all_of(&again), all_of(&written));
        // And out of the sheet once more: the same bytes.
        let second = export_scheme(&again, &["pack".to_owned()], "operational", None, form);
        let same = first.bytes == second.bytes;
        assert!(
            same,
            "{:?}",
            second
                .bytes
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        );
    }
}

#[test]
fn no_formula_is_smuggled_out() {
    let table = vires::tables::sheet::write::Table {
        headings: vec!["matter".to_owned(), "who".to_owned()],
        rows: ["=1+1", "+1", "-1", "@sum", "'quoted"]
            .map(|cell| vec!["a".to_owned(), cell.to_owned()])
            .to_vec(),
    };
    let text = String::from_utf8(vires::tables::sheet::write::csv(&table).unwrap()).unwrap();
    assert_eq!(
        text,
        "matter,who\na,'=1+1\na,'+1\na,'-1\na,'@sum\na,''quoted\n"
    );
    let bytes = vires::tables::sheet::write::xlsx(&table, "s/[1]").unwrap();
    let grid = vires::tables::sheet::xlsx_grid::read(&bytes, "t.xlsx", None).unwrap();
    assert_eq!(grid.formulas().count(), 0);
    assert_eq!(grid.place(), "t.xlsx, sheet s1");
    let back = vires::tables::sheet::csv_grid::read(text.as_bytes(), "t.csv").unwrap();
    for row in 1..=5 {
        assert_eq!(
            grid.cell((row, 1)).map(|cell| &cell.value),
            back.cell((row, 1)).map(|cell| &cell.value)
        );
    }
}
