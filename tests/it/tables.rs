//! Tables: what is read from them, and what is said of rows that cannot be.

use vires::{
    base::{
        date::Date,
        id::Arena,
        span::{FileId, Span},
    },
    policy::{
        policy::{Act, Individual, Kind, Parameter, Policy},
        types::Type,
        value::Value,
    },
    tables::{
        bad_rows::BadRows,
        cell::CellNames,
        duties::DutyWriter,
        events::{self, NO_CELL},
        rows::TableFormat,
        written::cell,
    },
};

fn span() -> Span {
    Span {
        file: FileId(0),
        item: 0,
        start: 0,
        end: 0,
    }
}

/// A policy with one act `pay(amount: money, to: Body)` and one event `flood`, and two bodies.
fn small() -> (Policy, Arena<Individual>) {
    let mut policy = Policy::default();
    let kind = policy.kinds.push(Kind {
        name: "Body".into(),
        title: None,
        parent: None,
        statutory: false,
        powers_exhaustive: None,
        built_in: false,
        span: span(),
    });
    let mut act = |name: &str, event: bool, parameters: Vec<Parameter>| {
        policy.acts.push(Act {
            name: name.into(),
            parameters,
            event,
            under: None,
            template: None,
            sources: Vec::new(),
            span: span(),
        })
    };
    act(
        "pay",
        false,
        vec![
            Parameter {
                name: "amount".into(),
                ty: Type::Money,
            },
            Parameter {
                name: "to".into(),
                ty: Type::Kind(kind),
            },
        ],
    );
    act("flood", true, Vec::new());
    let individuals = ["north", "south"]
        .map(|name| Individual {
            name: name.into(),
            title: None,
            kind,
            span: span(),
        })
        .into_iter()
        .collect();
    (policy, individuals)
}

fn read(path: &str, text: &str) -> (events::EventTable, Vec<String>) {
    let (policy, individuals) = small();
    let names = CellNames::new(&policy, &individuals);
    let mut bad = BadRows::new(false, None);
    let table = events::read(path, text.as_bytes(), &names, None, &mut bad);
    let told = bad
        .finish()
        .unwrap()
        .sorted()
        .into_iter()
        .map(|one| {
            format!(
                "{} {:?} {} ({})",
                one.code,
                one.place,
                one.message,
                one.help.unwrap_or_default()
            )
        })
        .collect();
    (table, told)
}

#[test]
fn good_rows_become_cells_that_are_read_once() {
    let text = "date,actor,act,amount,to\n2013-04-01,north,pay,£10,south\n1 April 2013,south,flood,,\n2013-04-02,south,pay,10.5,south\n";
    let (table, told) = read("events.csv", text);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(table.rows.len(), 3);
    assert_eq!(table.rows[0].date, Date::from_ymd(2013, 4, 1).unwrap());
    let shape = |row: usize| table.shapes[table.rows[row].shape as usize];
    assert_eq!(shape(1).actor, NO_CELL);
    let last = shape(2);
    let to = table.arguments[last.arguments as usize + 1];
    assert_eq!(
        table.arguments[1], to,
        "the same text of one column is one cell"
    );
    assert!(matches!(table.cells[to as usize], Value::Individual(_)));
}

#[test]
fn bad_rows_are_left_out_and_told_of() {
    let text = "date,actor,act,amount,to\n2013-02-30,north,pay,£10,south\n2013-04-01,nroth,pay,£10,south\n2013-04-01,north,pya,£10,south\n\
        2013-04-01,north,pay,ten,south\n2013-04-01,north,pay,£-5,south\n2013-04-01,north,flood,£5,\n2013-04-01,north\n2013-04-01,,pay,£1,south\n2013-04-01,north,pay,£1,south\n";
    let (table, told) = read("events.csv", text);
    assert_eq!(table.rows.len(), 1, "the good row is there");
    assert_eq!(told.len(), 8, "each is told of");
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_heading_that_is_no_name_of_ours_is_not_guessed() {
    let (table, told) = read(
        "events.csv",
        "date,actor,act,amonut\n2013-04-01,north,pay,£10\n",
    );
    assert!(
        table.rows.is_empty(),
        "a table that is not understood is not read"
    );
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn json_lines_are_read_like_csv() {
    let text = "{\"date\":\"2013-04-01\",\"actor\":\"north\",\"act\":\"pay\",\"amount\":10}\n\n[1]\n{\"date\":\"2013-04-01\",\"when\":1}\n";
    let (table, told) = read("events.jsonl", text);
    assert_eq!(table.rows.len(), 1);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_cell_is_never_a_formula() {
    assert_eq!(cell("=1+1"), "'=1+1");
    assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    assert_eq!(cell("plain"), "plain");
}

#[test]
fn an_empty_run_writes_the_headings_alone() {
    let (policy, individuals) = small();
    let mut writer = DutyWriter::new(Vec::new(), TableFormat::Csv, &policy, true).unwrap();
    writer
        .rows("one", &individuals, std::iter::empty())
        .unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert_eq!(
        text,
        "scenario,duty,bearer,arose,due,state,since,order-matters\n"
    );
}
