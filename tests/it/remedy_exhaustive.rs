//! Nothing smaller than what is offered puts a verdict right: every change of a small scenario is tried, and every two.

use vires::{
    base::{date::Date, files::MemoryFiles},
    case::{
        case::Case,
        happening::{ActDone, Agreed, Happening, HappeningKind, Named},
    },
    engine::run::{evaluation::Evaluation, whole},
    explain::{
        explain::{Ran, doubtful},
        remedy::{
            Remedy,
            change::{Change, Edit, Sort},
            heals, remedies,
        },
    },
    facade::{
        explain::What,
        load::load,
        meaning::meaning,
        remedy::{kept, remedy},
        run::{Options, run},
    },
    policy::{policy::Policy, types::Type, value::Value},
    program::program::Program,
    report::{remedy_text::remedy_text, style::Style},
    words::Words,
};

const POLICY: &str = r#"policy halls
  in force from 1 April 2012
  powers of Council are exhaustive
  powers of Trust are exhaustive

functions { halls  rules }

kind Body
kind Council is a Body, statutory
kind Trust is a Body, statutory
kind Person
kind Officer is a Person

act lend(to: Trust) under halls "{actor} lent {to} its hall"
act hire(to: Trust) under halls "{actor} hired its hall out to {to}"
act sell(amount: money) under halls "{actor} sold a hall for {amount}"
act amend() under rules "{actor} amended its rules"
act report(year: financial-year) "{actor} reported on {year}"
fact trusted(council: Council) "{council} is trusted"
fact needed(council: Council) "{council} needs the money"
fact present(m: Person) "{m} was present"

board is a Trust "the Board"
town is a Council "Town Council"
choir is a Trust "the Choir"

committee rules-committee "rules committee" of Council {
  quorum at least 2 m: Person where present(m)
}

source charter-of-halls "The charter of halls" {
  clause H1 "Regard is had to the charter"
}

values Text { charter }

power lend-halls "Lend halls" {
  holder   c: Council
  may      lend()
}

power hire-halls "Hire halls out" {
  holder   c: Council
  may      hire()
}

duty hire-through-trusts "Hire out only through a trust" {
  bearer   c: Council
  when     c does hire() as hiring
  must ensure (performer of hiring) is a Trust
}

power sell-halls "Sell halls" {
  holder   c: Council
  may      sell()
  if       trusted(c)
  if       needed(c)
  up to    £1,000 per act
}

power amend-rules "Amend its rules" {
  holder   c: Council
  may      amend()
}

scheme of-town "Scheme of the town" of town in force from 1 April 2012 {
  | matter | who             |
  | amend  | rules-committee |
}

delegation to-trusts "Trusts lend for councils" {
  from   c: Council
  to     t: Trust
  of     halls
  needs  agreement of board
}

duty regard-to-charter "Have regard to the charter" {
  source   H1
  bearer   c: Council
  when     c does lend() as loan
  must have regard to charter
}

duty report-yearly "Report on the year" {
  bearer   c: Council
  owed to  board
  each     financial-year y
  must     report(year: y) before start of y
}
"#;

const SCENARIOS: &str = r#"background

given
  ann is an Officer "Ann"
  bob is an Officer "Bob"
  ann holds rules-committee of town
  bob holds rules-committee of town

scenario "No quorum"
  as of 1 June 2012

timeline
  1 June 2012   rules-committee of town does amend() with {ann} present   as amendment

scenario "Voted down"
  as of 1 June 2012

timeline
  1 June 2012   rules-committee of town does amend() with {ann, bob} present for {ann} against {bob}   as amendment

scenario "Without regard"
  as of 1 June 2012

timeline
  1 June 2012   town does lend(to: choir) without regard to {charter}   as loan

scenario "Lent by a trust"
  as of 1 June 2012

timeline
  1 June 2012   choir does hire(to: choir) on behalf of town   as hiring

scenario "Not reported"
  as of 30 April 2013

timeline
  1 May 2012   town does report(year: 2012/13)

scenario "Sold for too much, unneeded"
  as of 1 June 2012

given
  trusted(town)

timeline
  1 June 2012   town does sell(amount: £2,000)   as sale

scenario "Sold for too much, untrusted, unneeded"
  as of 1 June 2012

timeline
  1 June 2012   town does sell(amount: £2,000)   as sale
"#;

fn files() -> MemoryFiles {
    MemoryFiles::new()
        .with("p/p.policy", POLICY)
        .with("p/p.scenario", SCENARIOS)
}

/// Every change of a scenario that the test knows of: each line left out, on other days, by others, with other arguments; each
/// fact either way; each act of each body, each agreement.
fn vocabulary(policy: &Policy, case: &Case) -> Vec<Change> {
    let mut edits: Vec<Edit> = Vec::new();
    let bodies: Vec<Value> = case
        .individuals
        .entries()
        .map(|(id, _)| Value::Individual(id))
        .collect();
    let mut days: Vec<Date> = Vec::new();
    for line in &case.timeline {
        for days_off in [-15, -1, 0, 1] {
            days.extend(line.date.add_days(days_off));
        }
    }
    days.sort();
    days.dedup();
    for (place, line) in case.timeline.iter().enumerate() {
        edits.push(Edit::Remove(place));
        for day in &days {
            edits.push(Edit::Date(place, *day));
        }
        let HappeningKind::Act(done) = &line.kind else {
            continue;
        };
        // Whoever is of no statutory kind needs no authority: that another such does it is no remedy.
        let statutory = |body: &&Value| match body {
            Value::Individual(id) => {
                let kind = case.individuals.get(*id).unwrap().kind;
                policy.kinds.get(kind).unwrap().statutory
            }
            _ => false,
        };
        for body in bodies.iter().filter(statutory) {
            edits.push(Edit::Actors(place, vec![body.clone()]));
        }
        let declared = policy.acts.get(done.act).unwrap();
        for (at, parameter) in declared.parameters.iter().enumerate() {
            let values: Vec<Value> = match &parameter.ty {
                Type::Kind(_) => bodies.clone(),
                Type::Money => ["£0", "£1,000", "£1,000.01", "£1,999.99"]
                    .into_iter()
                    .map(|text| Value::Money(vires::base::money::Money::parse(text).unwrap()))
                    .collect(),
                _ => Vec::new(),
            };
            for value in values {
                edits.push(Edit::Argument(place, at, value));
            }
        }
        // A committee of one more, and of one more vote.
        let people: Vec<_> = case.offices.iter().map(|given| given.person).collect();
        let mut fuller: ActDone = (**done).clone();
        fuller.present = Some(people.clone());
        edits.push(Edit::Done(place, Box::new(fuller.clone())));
        fuller.votes_for = Some(people);
        fuller.votes_against = None;
        edits.push(Edit::Done(place, Box::new(fuller)));
        for body in &bodies {
            for day in &days {
                let agrees = HappeningKind::Agrees {
                    by: body.clone(),
                    to: Agreed::Named(Named::Happening(place)),
                };
                edits.push(added(case, *day, agrees));
            }
        }
    }
    for (fact, declared) in policy.facts.entries() {
        if declared.ty != Type::Boolean || declared.parameters.len() != 1 {
            continue;
        }
        for body in &bodies {
            for value in [true, false] {
                edits.push(Edit::Fact(fact, vec![body.clone()], Value::Boolean(value)));
            }
        }
    }
    for act in policy.acts.ids() {
        for line in &case.timeline {
            let HappeningKind::Act(done) = &line.kind else {
                continue;
            };
            if done.act != act {
                continue;
            }
            for body in &bodies {
                let mut more: ActDone = (**done).clone();
                more.actors = vec![body.clone()];
                more.acting_as = None;
                more.on_behalf_of = None;
                for day in &days {
                    edits.push(added(
                        case,
                        *day,
                        HappeningKind::Act(Box::new(more.clone())),
                    ));
                }
            }
        }
    }
    edits
        .into_iter()
        .map(|edit| Change {
            sort: Sort::Act,
            edit,
            says: String::new(),
            but: None,
        })
        .collect()
}

fn added(case: &Case, date: Date, kind: HappeningKind) -> Edit {
    Edit::Add(Box::new(Happening {
        date,
        time: None,
        kind,
        label: None,
        span: case.span,
    }))
}

#[test]
fn nothing_smaller_than_what_is_offered_puts_it_right() {
    let files = files();
    let (loaded, _) = load(&files, &["p".to_owned()]);
    let (meaning, problems) = meaning(&loaded, loaded.asked[0]).unwrap();
    assert!(problems.sorted().is_empty());
    let policy = meaning.policy();
    let program = Program::of(policy);
    let (mut tried, mut of_two, mut of_three) = (0, 0, 0);
    for scenario in &meaning.scenarios {
        let case = scenario.case.as_ref().unwrap();
        let (session, record) = whole::finished(&program, policy, case).unwrap();
        let run = Evaluation::new(session);
        let words = Words::new(policy).of_case(case).of_record(&record);
        let ran = Ran {
            policy,
            case,
            run: &run,
            record: &record,
            words,
        };
        let all = vocabulary(policy, case);
        for subject in doubtful(&record) {
            let Some(found) = remedies(ran, &program, &subject) else {
                continue;
            };
            let title = format!("{}: {}", scenario.title, found.title);
            let size = found.offered.first().map(|remedy| remedy.changes.len());
            let size = size.unwrap_or_else(|| panic!("{title}: nothing is offered"));
            let mut none_heals = |changes: Vec<Change>| {
                tried += 1;
                let remedy = Remedy {
                    changes,
                    last: None,
                    then: Vec::new(),
                };
                assert!(
                    !heals(ran, &program, &subject, &remedy),
                    "{title}: {} were offered, and these are fewer: {:?}",
                    size,
                    remedy.changes
                );
            };
            if size > 1 {
                for one in &all {
                    none_heals(vec![one.clone()]);
                }
                of_two += usize::from(size == 2);
            }
            if size > 2 {
                for (place, one) in all.iter().enumerate() {
                    for other in all.iter().skip(place + 1) {
                        none_heals(vec![one.clone(), other.clone()]);
                    }
                }
                of_three += 1;
            }
        }
    }
    println!("{tried} changed scenarios");
    assert!(
        of_two >= 2 && of_three >= 1 && tried > 1_000,
        "{of_two} {of_three} {tried}"
    );
}

fn told(title: &str) -> String {
    let files = files();
    let paths = ["p".to_owned()];
    let right = remedy(&files, &paths, Some(title), &What::Doubtful).unwrap();
    let mut said = remedy_text(&right.explained.case.title, &right.remedies, Style::PLAIN);
    let kept = kept(&files, &paths, &right);
    if !kept.text.is_empty() {
        said.push_str("\n---\n");
        said.push_str(&kept.text);
        let files = files.with("p/right.scenario", kept.text);
        let outcome = run(&files, &paths, &Options::default(), &mut |_| {});
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    }
    for title in kept.unnamed {
        said.push_str(&format!("\nnot written: {title}\n"));
    }
    said
}

#[test]
fn committees_regard_and_agreed_delegations_are_put_right() {
    insta::assert_snapshot!("remedy_no_quorum", told("No quorum"));
    insta::assert_snapshot!("remedy_voted_down", told("Voted down"));
    insta::assert_snapshot!("remedy_without_regard", told("Without regard"));
    insta::assert_snapshot!("remedy_agreed_delegation", told("Lent by a trust"));
}

#[test]
fn a_waiver_comes_after_what_was_asked_for() {
    let text = told("Not reported");
    assert!(text.contains("reported on 2013/14"), "{text}");
    assert!(text.contains("lets") || text.contains("waives"), "{text}");
    insta::assert_snapshot!("remedy_waiver", text);
}

#[test]
fn three_things_that_are_wrong_take_three_changes() {
    insta::assert_snapshot!(
        "remedy_three",
        told("Sold for too much, untrusted, unneeded")
    );
}
