//! The packs: every story comes out as it says, whatever the order of files and declarations, and every clause is met and not met.

use std::{collections::BTreeMap, collections::BTreeSet, fmt::Write, fs, path::PathBuf};

use vires::{
    base::files::MemoryFiles,
    case::expectation::{ExpectationKind, VerdictWord},
    facade::{
        check::check,
        run::{Options, Outcome, run},
    },
    policy::{
        expr::{ExprKind, StateWord},
        norm::Form,
        policy::ClauseId,
    },
};

/// A test for each file of stories, so that one that fails is named.
macro_rules! stories {
    ($($test:ident: $path:literal,)*) => {
        $(
            #[test]
            fn $test() {
                comes_out($path);
            }
        )*

        const STORIES: &[&str] = &[$($path),*];
    };
}

stories! {
    free_from_interference: "freedoms-for-commissioners/free-from-interference.scenario",
    promises_are_no_law: "freedoms-for-commissioners/promises-are-no-law.scenario",
    size_shape_and_allowance: "freedoms-for-commissioners/size-shape-and-allowance.scenario",
    tools_to_commission: "freedoms-for-commissioners/tools-to-commission.scenario",
    where_support_comes_from: "freedoms-for-commissioners/where-support-comes-from.scenario",
    a_failing_group: "functions-of-ccgs/a-failing-group.scenario",
    a_patient_from_another_area: "functions-of-ccgs/a-patient-from-another-area.scenario",
    a_public_body: "functions-of-ccgs/a-public-body.scenario",
    a_year_of_general_duties: "functions-of-ccgs/a-year-of-general-duties.scenario",
    a_year_of_governance: "functions-of-ccgs/a-year-of-governance.scenario",
    a_year_of_planning: "functions-of-ccgs/a-year-of-planning.scenario",
    accounts_and_banking: "functions-of-ccgs/accounts-and-banking.scenario",
    boards_and_assessments: "functions-of-ccgs/boards-and-assessments.scenario",
    charges_and_prescriptions: "functions-of-ccgs/charges-and-prescriptions.scenario",
    clinic_room_and_direct_payments: "functions-of-ccgs/clinic-room-and-direct-payments.scenario",
    companies: "functions-of-ccgs/companies.scenario",
    contracts: "functions-of-ccgs/contracts.scenario",
    custody_and_armed_forces: "functions-of-ccgs/custody-and-armed-forces.scenario",
    emergencies: "functions-of-ccgs/emergencies.scenario",
    help_and_support: "functions-of-ccgs/help-and-support.scenario",
    interests_and_decisions: "functions-of-ccgs/interests-and-decisions.scenario",
    on_behalf_of_another: "functions-of-ccgs/on-behalf-of-another.scenario",
    payments_and_income: "functions-of-ccgs/payments-and-income.scenario",
    pooling: "functions-of-ccgs/pooling.scenario",
    returns: "functions-of-ccgs/returns.scenario",
    staff_and_pensions: "functions-of-ccgs/staff-and-pensions.scenario",
    the_budget_year: "functions-of-ccgs/the-budget-year.scenario",
    the_changeover_of_2013: "functions-of-ccgs/the-changeover-of-2013.scenario",
    what_a_group_may_do: "functions-of-ccgs/what-a-group-may-do.scenario",
    what_patients_need: "functions-of-ccgs/what-patients-need.scenario",
    what_this_summary_is: "functions-of-ccgs/what-this-summary-is.scenario",
    who_commissions: "functions-of-ccgs/who-commissions.scenario",
    working_with_others: "functions-of-ccgs/working-with-others.scenario",
    a_proposal_is_no_law: "london-devolution/a-proposal-is-no-law.scenario",
    boroughs_that_pool: "london-devolution/boroughs-that-pool.scenario",
    money_and_responsibility: "london-devolution/money-and-responsibility.scenario",
    partners_and_leaders: "london-devolution/partners-and-leaders.scenario",
    standards_and_estates: "london-devolution/standards-and-estates.scenario",
    the_autumn_of_2015: "london-devolution/the-autumn-of-2015.scenario",
    the_tariff: "london-devolution/the-tariff.scenario",
    promises_against_the_act: "promises-and-the-act/promises-against-the-act.scenario",
    a_councils_public_health: "reform-letters/a-councils-public-health.scenario",
    a_group_takes_over_its_budget: "reform-letters/a-group-takes-over-its-budget.scenario",
    becoming_a_foundation_trust: "reform-letters/becoming-a-foundation-trust.scenario",
    deals_and_tenders: "reform-letters/deals-and-tenders.scenario",
    promises_are_no_law_in_reform_letters: "reform-letters/promises-are-no-law.scenario",
    a_year_under_the_scheme: "scheme-of-delegation/a-year-under-the-scheme.scenario",
    decided_locally: "shifting-the-balance-of-power/decided-locally.scenario",
    people_and_money: "shifting-the-balance-of-power/people-and-money.scenario",
    preparing_for_change: "shifting-the-balance-of-power/preparing-for-change.scenario",
    the_changeover_of_2002: "shifting-the-balance-of-power/the-changeover-of-2002.scenario",
    the_programme_month_by_month: "shifting-the-balance-of-power/the-programme-month-by-month.scenario",
}

#[test]
fn every_file_of_stories_has_a_test() {
    let found = texts();
    let found: Vec<&str> = found
        .keys()
        .map(String::as_str)
        .filter(|path| path.ends_with(".scenario"))
        .collect();
    assert_eq!(found, STORIES);
}

#[test]
fn the_packs_give_no_error_and_no_warning() {
    let files = with_sheets(texts());
    let checked = check(&files, &[String::new()]);
    let told: Vec<_> = checked.problems.iter().map(|one| &one.message).collect();
    assert!(told.is_empty(), "{told:#?}");
}

/// The order of files and of the declarations in them changes no verdict.
#[test]
fn the_order_of_declarations_changes_no_verdict() {
    let texts = texts();
    let mut turned = BTreeMap::new();
    for (path, text) in &texts {
        let Some((folder, name)) = path.rsplit_once('/') else {
            continue;
        };
        if name.ends_with(".policy") {
            let number = 100 - turned.len();
            turned.insert(format!("{folder}/{number}-{name}"), turned_round(text));
        } else {
            turned.insert(path.clone(), text.clone());
        }
    }
    assert_eq!(verdicts(&ran(texts)), verdicts(&ran(turned)));
}

/// The clauses of the five documents, by their ids: each stands in a source of a pack, and nothing else does.
#[test]
fn every_clause_of_the_documents_stands_in_a_pack() {
    let documents: BTreeSet<&str> = include_str!("../data/packs/clauses.txt").lines().collect();
    assert_eq!(documents.len(), 286);
    let outcome = ran(texts());
    let declared: BTreeSet<String> = outcome
        .packs
        .iter()
        .flat_map(|pack| pack.resolution.policy().clauses.iter())
        .map(|clause| clause.id.to_string())
        // Those of the group that is made up.
        .filter(|id| !id.starts_with("SD-"))
        .collect();
    let declared: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
    assert_eq!(declared, documents);
}

#[test]
fn every_clause_is_met_and_not_met() {
    let outcome = ran(texts());
    let mut met = BTreeSet::new();
    let mut not_met = BTreeSet::new();
    let mut clauses = BTreeSet::new();
    for pack in &outcome.packs {
        let policy = pack.resolution.policy();
        let ids = |cited: &[ClauseId]| -> Vec<String> {
            let cited = cited.iter().map(|id| policy.clauses.get(*id).unwrap());
            cited.map(|clause| clause.id.to_string()).collect()
        };
        let immunities = policy.norms.iter();
        let immunities = immunities.filter(|norm| matches!(norm.form, Form::Immunity { .. }));
        let immune: Vec<String> = immunities.flat_map(|norm| ids(&norm.sources)).collect();
        let normative = policy.clauses.iter();
        let normative = normative.filter(|clause| clause.not_normative.is_none());
        clauses.extend(normative.map(|clause| clause.id.to_string()));
        for (case, _) in pack.scenarios.iter().filter_map(|one| one.ran.as_ref()) {
            for expectation in &case.expectations {
                not_met.extend(ids(&expectation.because_not));
                let because = ids(&expectation.because);
                // Who is immune is so where an act falls for it.
                if is_void(&expectation.kind) {
                    met.extend(because.iter().filter(|id| immune.contains(id)).cloned());
                }
                if is_met(&expectation.kind) {
                    met.extend(because);
                } else {
                    not_met.extend(because);
                }
            }
        }
    }
    let one_way: Vec<_> = clauses
        .iter()
        .filter(|id| !met.contains(*id) || !not_met.contains(*id))
        .map(|id| {
            let amiss = [("met", &met), ("not met", &not_met)].into_iter();
            let amiss: Vec<_> = amiss.filter(|(_, in_)| !in_.contains(id)).collect();
            let amiss: Vec<_> = amiss.iter().map(|(name, _)| *name).collect();
            format!("{id}: never {}", amiss.join(", never "))
        })
        .collect();
    assert!(one_way.is_empty(), "{one_way:#?}");
}

/// Whether what is expected is that a clause is met or used, rather than breached, out of reach or undecided.
fn is_met(kind: &ExpectationKind) -> bool {
    match kind {
        ExpectationKind::Duty { state, negated, .. } => {
            !negated && matches!(state, StateWord::Discharged | StateWord::Followed)
        }
        ExpectationKind::Act {
            verdict, negated, ..
        } => !negated && matches!(verdict, VerdictWord::Lawful | VerdictWord::Valid),
        ExpectationKind::Breaches { negated, .. } | ExpectationKind::May { negated, .. } => {
            *negated == matches!(kind, ExpectationKind::Breaches { .. })
        }
        ExpectationKind::Holds(condition) => {
            !matches!(condition.kind, ExprKind::Not(_) | ExprKind::IsUnknown(_))
        }
        ExpectationKind::Link { valid: holds, .. } | ExpectationKind::Statement(_, holds) => *holds,
        ExpectationKind::Answer(..)
        | ExpectationKind::AnswersForAct(..)
        | ExpectationKind::AnswersForDuty(..) => true,
        _ => false,
    }
}

/// Whether what is expected is that an act has no effect.
fn is_void(kind: &ExpectationKind) -> bool {
    let ExpectationKind::Act {
        verdict, negated, ..
    } = kind
    else {
        return false;
    };
    *verdict == VerdictWord::Void && !negated
}

/// Runs all packs, and holds the stories of one file against what they expect.
fn comes_out(path: &str) {
    let mut texts = texts();
    let (own, _) = path.split_once('/').unwrap();
    let head = format!("{own}/source.policy");
    let used: Vec<String> = texts[&head]
        .lines()
        .filter_map(|line| line.strip_prefix("use "))
        .map(|pack| format!("{pack}/"))
        .collect();
    let own = format!("{own}/");
    texts.retain(|other, _| {
        let policy = other.ends_with(".policy");
        other == path
            || policy
                && (other.starts_with(&own) || used.iter().any(|pack| other.starts_with(pack)))
    });
    let outcome = ran(texts);
    let told: Vec<_> = outcome.problems.iter().map(|one| &one.message).collect();
    assert!(told.is_empty(), "{told:#?}");
    let mut stories = 0;
    let mut amiss = String::new();
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            stories += 1;
            let Some((case, found)) = &scenario.ran else {
                writeln!(amiss, "{}: not run", scenario.title).unwrap();
                continue;
            };
            assert!(!case.expectations.is_empty(), "{}", scenario.title);
            for record in found.expectations.iter().filter(|one| !one.is_met()) {
                let line = &case.expectations[record.expectation].text;
                writeln!(
                    amiss,
                    "{}\n  {line}\n  {:?}",
                    scenario.title, record.came_out
                )
                .unwrap();
            }
        }
    }
    assert!(stories > 0, "no story in {path}");
    assert!(amiss.is_empty(), "{amiss}");
}

fn ran(texts: BTreeMap<String, String>) -> Outcome {
    let files = with_sheets(texts);
    run(&files, &[String::new()], &Options::default(), &mut |_| {})
}

/// What each duty and act of each story came to, in an order of its own.
fn verdicts(outcome: &Outcome) -> Vec<String> {
    let mut lines = Vec::new();
    for pack in &outcome.packs {
        let policy = pack.resolution.policy();
        for scenario in &pack.scenarios {
            let (case, found) = scenario.ran.as_ref().unwrap();
            let title = &scenario.title;
            let name = |value| match value {
                &vires::policy::value::Value::Individual(id) => {
                    case.individuals.get(id).unwrap().name.to_string()
                }
                other => format!("{other:?}"),
            };
            for duty in &found.record.duties {
                let norm = &policy.norms.get(duty.norm).unwrap().text;
                let bearer = name(&duty.bearer);
                lines.push(format!(
                    "{title}: {norm} of {bearer}, {}: {:?} {:?}",
                    duty.arose, duty.state, duty.history
                ));
            }
            for act in &found.record.acts {
                let mut breaches: Vec<_> = act
                    .breaches
                    .iter()
                    .map(|breach| policy.norms.get(breach.norm).unwrap().text.as_str())
                    .collect();
                breaches.sort_unstable();
                lines.push(format!(
                    "{title}: {} {:?} {breaches:?}",
                    act.act, act.verdict
                ));
            }
            for record in &found.expectations {
                lines.push(format!(
                    "{title}: {} {}",
                    record.expectation,
                    record.is_met()
                ));
            }
        }
    }
    lines.sort();
    assert!(!lines.is_empty());
    lines
}

/// A policy with its declarations in the opposite order, its head first.
fn turned_round(text: &str) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(|first: char| first.is_alphabetic());
        if begins || items.is_empty() {
            items.push(String::new());
        }
        let item = items.last_mut().unwrap();
        item.push_str(line);
        item.push('\n');
    }
    items.reverse();
    items.sort_by_key(|item| !item.starts_with("policy "));
    items.concat()
}

/// These texts with the spreadsheets of the packs.
fn with_sheets(texts: BTreeMap<String, String>) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    for (path, text) in texts {
        files.add(path, text);
    }
    for (path, bytes) in contents() {
        if path.ends_with(".xlsx") {
            files.add(path, bytes);
        }
    }
    files
}

/// All texts of the packs, by their paths.
fn texts() -> BTreeMap<String, String> {
    let contents = contents().into_iter();
    let texts = contents.filter(|(path, _)| !path.ends_with(".xlsx"));
    texts
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// All files of the packs, by their paths.
fn contents() -> BTreeMap<String, Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut texts = BTreeMap::new();
    for pack in fs::read_dir(root).unwrap() {
        let pack = pack.unwrap();
        if !pack.path().is_dir() {
            continue;
        }
        for file in fs::read_dir(pack.path()).unwrap() {
            let file = file.unwrap();
            let path = [pack.file_name(), file.file_name()].map(|name| name.into_string().unwrap());
            texts.insert(path.join("/"), fs::read(file.path()).unwrap());
        }
    }
    texts
}
