//! The nearest remedies of a breach or a void act: the smallest changes of the scenario with which it would have been
//! discharged or lawful, each proved by running the changed scenario.

use super::{
    candidates::Candidates,
    change::{Change, Edit, Sort, changed},
};
use crate::{
    base::date::Date,
    case::{case::Case, expectation::VerdictWord},
    engine::run::session::Session,
    explain::{
        explain::Ran,
        subject::Subject,
        what_if_identity::{Identity, Places},
    },
    policy::{expr::StateWord, policy::Policy, value::Value},
    program::program::Program,
    record::{
        duty::{DutyRecord, Ended},
        record::Record,
    },
    words::Words,
};

/// So many changes at once are tried at the most.
pub const MOST_CHANGES: usize = 3;
/// So many changed scenarios are run for one verdict.
pub const MOST_RUNS: u32 = 600;
/// So many lines are looked at again for one verdict, all runs together: the search of a large scenario ends too.
pub const MOST_LINES: u64 = 1_500_000;
/// So many remedies of the smallest size are offered.
pub const MOST_OFFERED: usize = 3;
/// Of so many candidates each two are tried together, and of so many each three.
const MOST_IN_PAIRS: usize = 24;
const MOST_IN_THREES: usize = 10;
/// So much later a line may still be looked for that would do.
const LATEST_DAYS: i32 = 400;

/// The remedies of one verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedies {
    /// Of what.
    pub subject: Subject,
    /// What it is, in words.
    pub title: String,
    /// What came out, in a word.
    pub word: String,
    /// The smallest ones, the nearest first; each was run, and it works.
    pub offered: Vec<Remedy>,
    /// How many changed scenarios were run.
    pub runs: u32,
    /// Whether some changes were not tried, because there are too many.
    pub bounded: bool,
}

/// A remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Its changes.
    pub changes: Vec<Change>,
    /// The last day on which the one act that it adds or moves would still do.
    pub last: Option<Date>,
    /// Acts that would then be void or in breach and are not so now: a remedy with none of them is offered first.
    pub then: Vec<String>,
}

impl Remedy {
    /// The lines under `but` that make it; nothing where something that bears no name would be changed.
    pub fn but(&self) -> Option<Vec<String>> {
        self.changes
            .iter()
            .map(|change| change.but.clone())
            .collect()
    }
}

/// What a verdict has to become.
enum Goal {
    Duty(Identity, bool),
    Act(usize),
}

/// Searches the remedies of a verdict of a run; nothing where it needs none: it is no breach and no void act.
pub fn remedies(ran: Ran<'_, '_>, program: &Program, subject: &Subject) -> Option<Remedies> {
    let mut candidates = Candidates::new(&ran);
    let (goal, title, word) = match subject {
        Subject::Duty(place) => {
            let duty = ran.record.duties.get(*place)?;
            if !duty.was_breached() {
                return None;
            }
            candidates.duty(duty);
            let own = (0..ran.case.timeline.len()).map(Some).collect();
            let all = Places::known(own, ran.case).duties(ran.policy, ran.record);
            let identity = all.get(*place)?.clone();
            let goal = Goal::Duty(identity, !duty.intervals.is_empty());
            (goal, ran.words.duty_at(*place), duty.state.word())
        }
        Subject::Act(place) => {
            let act = ran.record.acts.iter().find(|act| act.act == *place)?;
            let wrong = matches!(
                act.verdict,
                VerdictWord::Void | VerdictWord::UltraVires | VerdictWord::ValidButInBreach
            );
            if !wrong {
                return None;
            }
            candidates.act(act);
            let line = ran.case.timeline.get(*place)?;
            let title = format!("{}, on {}", ran.words.happening(*place), line.date);
            (Goal::Act(*place), title, act.verdict.word())
        }
        Subject::Answer(_) | Subject::NoDuty { .. } => return None,
    };
    let mut all = std::mem::take(&mut candidates.found);
    all.sort_by_key(|change| change.sort);
    let bundles = std::mem::take(&mut candidates.bundles);
    let mut search = Search {
        policy: ran.policy,
        program,
        case: ran.case,
        record: ran.record,
        goal,
        runs: 0,
        lines: 0,
        bounded: candidates.cut,
        then: Vec::new(),
    };
    let mut offered = search.smallest(&all, &bundles);
    for remedy in &mut offered {
        search.make_latest(&candidates, remedy);
    }
    drop(candidates);
    Some(Remedies {
        subject: subject.clone(),
        title,
        word: word.to_owned(),
        offered,
        runs: search.runs,
        bounded: search.bounded,
    })
}

fn was_waived(duty: &DutyRecord) -> bool {
    duty.state == StateWord::Released && matches!(duty.ended_by, Some(Ended::Waived(_)))
}

struct Search<'s> {
    policy: &'s Policy,
    program: &'s Program,
    case: &'s Case,
    record: &'s Record,
    goal: Goal,
    runs: u32,
    lines: u64,
    bounded: bool,
    /// What the last changed scenario that worked makes wrong besides.
    then: Vec<String>,
}

impl Search<'_> {
    /// The remedies of the smallest size.
    fn smallest(&mut self, all: &[Change], bundles: &[Vec<Change>]) -> Vec<Remedy> {
        let mut found: Vec<Remedy> = Vec::new();
        for one in all {
            self.attempt(&[one], &mut found);
        }
        Self::settle(&mut found);
        if found.is_empty() {
            for bundle in bundles.iter().filter(|bundle| bundle.len() == 2) {
                let changes: Vec<&Change> = bundle.iter().collect();
                self.attempt(&changes, &mut found);
            }
            self.bounded |= all.len() > MOST_IN_PAIRS;
            let some: Vec<&Change> = spread(all, MOST_IN_PAIRS);
            for (at, one) in some.iter().enumerate() {
                for other in some.iter().skip(at + 1) {
                    self.attempt(&[one, other], &mut found);
                }
            }
        }
        Self::settle(&mut found);
        if found.is_empty() {
            self.bounded |= all.len() > MOST_IN_THREES;
            let some: Vec<&Change> = spread(all, MOST_IN_THREES);
            for bundle in bundles {
                let mut changes: Vec<&Change> = bundle.iter().collect();
                if changes.len() == 3 {
                    self.attempt(&changes, &mut found);
                    continue;
                }
                for one in &some {
                    changes.truncate(2);
                    changes.push(one);
                    self.attempt(&changes, &mut found);
                }
            }
            for (at, one) in some.iter().enumerate() {
                for (next, other) in some.iter().enumerate().skip(at + 1) {
                    for third in some.iter().skip(next + 1) {
                        self.attempt(&[one, other, third], &mut found);
                    }
                }
            }
        }
        Self::settle(&mut found);
        found
    }

    /// Those that make nothing else wrong first; the others only where there are none.
    fn settle(found: &mut Vec<Remedy>) {
        if found.iter().any(|remedy| remedy.then.is_empty()) {
            found.retain(|remedy| remedy.then.is_empty());
        }
        let mut each: Vec<Remedy> = Vec::new();
        for remedy in found.drain(..) {
            let again = each.iter().any(|other| {
                let mut pairs = other.changes.iter().zip(&remedy.changes);
                pairs.all(|(one, other)| same_but_for_the_day(one, other))
            });
            if !again {
                each.push(remedy);
            }
        }
        *found = each;
        found.truncate(MOST_OFFERED);
    }

    fn attempt(&mut self, changes: &[&Change], found: &mut Vec<Remedy>) {
        let clean = found.iter().filter(|remedy| remedy.then.is_empty());
        let enough = clean.count() >= MOST_OFFERED;
        // Of one change on several days, or to several amounts, only the first that works is offered.
        let again = found.iter().any(|remedy| {
            remedy.then.is_empty()
                && remedy.changes.len() == changes.len()
                && remedy
                    .changes
                    .iter()
                    .zip(changes)
                    .all(|(one, other)| same_but_for_the_day(one, other))
        });
        if !enough && !again && self.works(changes) == Some(true) {
            found.push(Remedy {
                changes: changes.iter().map(|change| (*change).clone()).collect(),
                last: None,
                then: std::mem::take(&mut self.then),
            });
        }
    }

    /// Whether the scenario with these changes gives what is wanted; nothing where that would be too much work.
    fn works(&mut self, changes: &[&Change]) -> Option<bool> {
        let cost = 100 + self.case.timeline.len() as u64 + self.case.facts.len() as u64;
        if self.runs >= MOST_RUNS || self.lines + cost > MOST_LINES {
            self.bounded = true;
            return None;
        }
        self.runs += 1;
        self.lines += cost;
        let Some((case, places)) = changed(self.case, changes) else {
            return Some(false);
        };
        let Some(record) = run(self.program, self.policy, &case) else {
            return Some(false);
        };
        let releases = changes.iter().any(|change| change.sort == Sort::Release);
        if !self.reached(&record, &places, releases) {
            return Some(false);
        }
        self.then = self.made_worse(&case, &record, &places);
        Some(true)
    }

    /// Whether the duty was discharged in time or, where somebody is to let the bearer off, released; whether the act is lawful.
    fn reached(&self, record: &Record, places: &Places, releases: bool) -> bool {
        match &self.goal {
            Goal::Duty(identity, continuing) => {
                let all = places.duties(self.policy, record);
                let found = all.iter().position(|other| other == identity);
                found
                    .and_then(|place| record.duties.get(place))
                    .is_some_and(|duty| {
                        let well = match duty.state {
                            StateWord::Discharged => true,
                            StateWord::Pending => *continuing,
                            StateWord::Released => releases && was_waived(duty),
                            _ => false,
                        };
                        well && !duty.was_breached()
                    })
            }
            Goal::Act(place) => record.acts.iter().any(|act| {
                places.happening(act.act) == *place && act.verdict == VerdictWord::Lawful
            }),
        }
    }

    /// Acts that are void or in breach and were not so before.
    fn made_worse(&self, case: &Case, record: &Record, places: &Places) -> Vec<String> {
        let wrong = |word: VerdictWord| {
            !matches!(
                word,
                VerdictWord::Lawful | VerdictWord::NotListed | VerdictWord::NotJudged
            )
        };
        let words = Words::new(self.policy).of_case(case).of_record(record);
        let mut worse = Vec::new();
        for act in record.acts.iter().filter(|act| wrong(act.verdict)) {
            let place = places.happening(act.act);
            let before = self.record.acts.iter().find(|before| before.act == place);
            if !before.is_some_and(|before| wrong(before.verdict)) {
                let what = words.happening(act.act);
                worse.push(format!("{}: {what}", act.verdict.word()));
            }
        }
        worse
    }

    /// Finds the last day that would do for the one act that a remedy adds or moves, by bisection; each day is run.
    fn make_latest(&mut self, candidates: &Candidates<'_, '_, '_>, remedy: &mut Remedy) {
        let [change] = remedy.changes.as_slice() else {
            return;
        };
        let (day, limit) = match &change.edit {
            Edit::Add(line) => (line.date, line.date.add_days(LATEST_DAYS)),
            Edit::Date(place, day) => {
                let now = self.case.timeline.get(*place).map(|line| line.date);
                // A line that was too early has no last day to speak of.
                (*day, now.filter(|now| now > day))
            }
            _ => return,
        };
        let Some(limit) = limit else {
            return;
        };
        let clean = remedy.then.is_empty();
        let (mut works, mut fails) = (day.days(), limit.days());
        let mut best = change.clone();
        let mut next = works + 1;
        while works + 1 < fails {
            let Some(on) = Date::from_days(next) else {
                return;
            };
            let Some(other) = candidates.on_day(change, on) else {
                return;
            };
            match self.works(&[&other]) {
                Some(true) if !clean || self.then.is_empty() => {
                    works = next;
                    best = other;
                }
                Some(_) => fails = next,
                None => return,
            }
            next = works + (fails - works) / 2;
        }
        remedy.last = Date::from_days(works);
        remedy.changes = vec![best];
        if matches!(
            remedy.changes.first().map(|change| &change.edit),
            Some(Edit::Add(_))
        ) && fails == limit.days()
        {
            // As far as was looked, any day would do.
            remedy.last = None;
        }
    }
}

fn same_but_for_the_day(one: &Change, other: &Change) -> bool {
    match (&one.edit, &other.edit) {
        (Edit::Add(one), Edit::Add(other)) => one.kind == other.kind,
        (Edit::Date(one, _), Edit::Date(other, _)) => one == other,
        (
            Edit::Argument(one, parameter, Value::Money(_)),
            Edit::Argument(other, other_parameter, Value::Money(_)),
        ) => one == other && parameter == other_parameter,
        (one, other) => one == other,
    }
}

/// The first of each sort in turn, so that every sort has its share.
fn spread(all: &[Change], most: usize) -> Vec<&Change> {
    let mut picked: Vec<(usize, usize, &Change)> = Vec::new();
    for (place, change) in all.iter().enumerate() {
        let before = all.iter().take(place);
        let nth = before.filter(|other| other.sort == change.sort).count();
        picked.push((nth, place, change));
    }
    picked.sort_by_key(|(nth, place, _)| (*nth, *place));
    picked.truncate(most);
    picked.sort_by_key(|(_, place, _)| *place);
    picked.into_iter().map(|(_, _, change)| change).collect()
}

fn run(program: &Program, policy: &Policy, case: &Case) -> Option<Record> {
    let mut session = Session::new(program, policy, case).ok()?;
    session.advance_all().ok()?;
    session.verdicts().ok()
}

/// Whether these changes of a scenario heal the verdict on a subject of its run.
pub fn heals(ran: Ran<'_, '_>, program: &Program, subject: &Subject, remedy: &Remedy) -> bool {
    let own = (0..ran.case.timeline.len()).map(Some).collect();
    let goal = match subject {
        Subject::Duty(place) => {
            let all = Places::known(own, ran.case).duties(ran.policy, ran.record);
            let duty = ran.record.duties.get(*place);
            all.get(*place)
                .cloned()
                .zip(duty)
                .map(|(identity, duty)| Goal::Duty(identity, !duty.intervals.is_empty()))
        }
        Subject::Act(place) => Some(Goal::Act(*place)),
        _ => None,
    };
    let Some(goal) = goal else {
        return false;
    };
    let mut search = Search {
        policy: ran.policy,
        program,
        case: ran.case,
        record: ran.record,
        goal,
        runs: 0,
        lines: 0,
        bounded: false,
        then: Vec::new(),
    };
    let changes: Vec<&Change> = remedy.changes.iter().collect();
    search.works(&changes) == Some(true)
}

/// Whether a verdict of a run of a changed scenario that was read from a text is healed: the subject is that of the first.
pub fn is_healed(
    policy: &Policy,
    (first, before): (&Case, &Record),
    (second, after): (&Case, &Record),
    subject: &Subject,
) -> bool {
    let places = Places::between(first, second);
    match subject {
        Subject::Duty(place) => {
            let own = (0..first.timeline.len()).map(Some).collect();
            let all = Places::known(own, first).duties(policy, before);
            let now = places.duties(policy, after);
            let identity = all.get(*place);
            let found = now.iter().position(|other| Some(other) == identity);
            found
                .and_then(|place| after.duties.get(place))
                .is_some_and(|duty| {
                    let well = matches!(duty.state, StateWord::Discharged | StateWord::Pending)
                        || was_waived(duty);
                    well && !duty.was_breached()
                })
        }
        Subject::Act(place) => after
            .acts
            .iter()
            .any(|act| places.happening(act.act) == *place && act.verdict == VerdictWord::Lawful),
        _ => false,
    }
}
