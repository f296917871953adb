//! A change of a scenario that may heal a breach or a void act, and the scenario with it.

use crate::{
    base::date::Date,
    case::{
        case::{Case, Dates, GivenFact, GivenValue, Labelled},
        happening::{ActDone, Agreed, Happening, HappeningKind, Named},
    },
    policy::{policy::FactId, value::Value},
};

use crate::explain::what_if_identity::Places;

/// One change: it counts one in the size of a remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What sort of change it is: of two remedies of one size, that whose sort comes first is the nearer one.
    pub sort: Sort,
    /// What is changed.
    pub edit: Edit,
    /// The change in words.
    pub says: String,
    /// The change as a line that can stand under `but`; none where what is changed bears no name.
    pub but: Option<String>,
}

/// The sorts of changes, the nearest first: acts, then dates, then amounts and other arguments, then facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// Something is done or not done, or by somebody else.
    Act,
    /// Something happens on another day.
    Date,
    /// An argument is another one.
    Amount,
    /// A fact is otherwise.
    Fact,
    /// Somebody lets the bearer off.
    Release,
}

/// What is changed in a case. Places are those of its timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Something more happens, after all else of its day. What agrees to a line that another change adds names it by its place
    /// past the end of the timeline, in the order of the changes.
    Add(Box<Happening>),
    /// It happens on another day.
    Date(usize, Date),
    /// An argument of an act is another.
    Argument(usize, usize, Value),
    /// An act is done by others, for themselves.
    Actors(usize, Vec<Value>),
    /// An act is done otherwise: with others present, with other votes, with regard to something.
    Done(usize, Box<ActDone>),
    /// It does not happen, nor what was only said of it.
    Remove(usize),
    /// A fact is otherwise, always.
    Fact(FactId, Vec<Value>, Value),
}

/// The case with these changes, and which line of its timeline is which; nothing where they do not go together.
pub fn changed(case: &Case, changes: &[&Change]) -> Option<(Case, Places)> {
    let mut lines: Vec<Option<(Option<usize>, Happening)>> = case
        .timeline
        .iter()
        .enumerate()
        .map(|(place, line)| Some((Some(place), line.clone())))
        .collect();
    let mut facts = case.facts.clone();
    let mut added = 0;
    for change in changes {
        match &change.edit {
            Edit::Add(line) => {
                lines.push(Some((Some(case.timeline.len() + added), (**line).clone())));
                added += 1;
            }
            Edit::Date(place, day) => line_at(&mut lines, *place)?.date = *day,
            Edit::Argument(place, parameter, value) => {
                let done = act_at(&mut lines, *place)?;
                *done.arguments.get_mut(*parameter)? = Some(value.clone());
            }
            Edit::Actors(place, actors) => {
                let done = act_at(&mut lines, *place)?;
                done.actors.clone_from(actors);
                done.acting_as = None;
                done.on_behalf_of = None;
                done.under = None;
            }
            Edit::Done(place, other) => {
                act_at(&mut lines, *place)?.clone_from(other);
            }
            Edit::Remove(place) => *lines.get_mut(*place)? = None,
            Edit::Fact(fact, arguments, value) => {
                facts.retain(|given| given.fact != *fact || given.arguments != *arguments);
                facts.push(GivenFact {
                    fact: *fact,
                    arguments: arguments.clone(),
                    value: GivenValue::Known(value.clone()),
                    dates: Dates::default(),
                    according_to: None,
                    span: case.span,
                });
            }
        }
    }
    let mut kept: Vec<(Option<usize>, Happening)> = lines.into_iter().flatten().collect();
    kept.sort_by_key(|(_, line)| (line.date, line.time));
    let timed = |line: &Happening| line.time.is_some();
    let mixed = kept
        .windows(2)
        .any(|pair| matches!(pair, [(_, one), (_, other)] if one.date == other.date && timed(one) != timed(other)));
    if mixed {
        return None;
    }
    // What was only said of a line that is gone goes with it.
    loop {
        let place_now = places_now(case.timeline.len() + added, &kept);
        let before = kept.len();
        kept.retain(|(_, line)| !speaks_only_of_gone(&line.kind, &place_now));
        if kept.len() == before {
            break;
        }
    }
    let place_now = places_now(case.timeline.len() + added, &kept);
    for (_, line) in &mut kept {
        shift(&mut line.kind, &place_now);
    }
    let own = |place: &usize| *place < case.timeline.len();
    let firsts = kept.iter().map(|(place, _)| place.filter(own)).collect();
    let places = Places::known(firsts, case);
    let mut other = case.clone();
    other.facts = facts;
    other.timeline = kept.into_iter().map(|(_, line)| line).collect();
    other.expectations.clear();
    other.questions.clear();
    other.labels.retain_mut(|label| match &mut label.names {
        Labelled::Happening(place) => match place_now.get(*place).copied().flatten() {
            Some(now) => {
                *place = now;
                true
            }
            None => false,
        },
        Labelled::Link(_) => true,
    });
    Some((other, places))
}

type Lines = [Option<(Option<usize>, Happening)>];

fn line_at(lines: &mut Lines, place: usize) -> Option<&mut Happening> {
    lines.get_mut(place)?.as_mut().map(|(_, line)| line)
}

fn act_at(lines: &mut Lines, place: usize) -> Option<&mut ActDone> {
    match &mut line_at(lines, place)?.kind {
        HappeningKind::Act(done) => Some(done),
        _ => None,
    }
}

/// For each place of the first timeline, and then for each line that is added, the place it has now.
fn places_now(all: usize, kept: &[(Option<usize>, Happening)]) -> Vec<Option<usize>> {
    let mut now = vec![None; all];
    for (place, (first, _)) in kept.iter().enumerate() {
        if let Some(slot) = first.and_then(|first| now.get_mut(first)) {
            *slot = Some(place);
        }
    }
    now
}

fn is_gone(named: Named, now: &[Option<usize>]) -> bool {
    matches!(named, Named::Happening(place) if now.get(place).copied().flatten().is_none())
}

fn speaks_only_of_gone(kind: &HappeningKind, now: &[Option<usize>]) -> bool {
    match kind {
        HappeningKind::Revokes { what, .. }
        | HappeningKind::SetsAside { what, .. }
        | HappeningKind::Joins { what, .. } => is_gone(*what, now),
        HappeningKind::Agrees {
            to: Agreed::Named(what),
            ..
        }
        | HappeningKind::WithdrawsAgreement {
            to: Agreed::Named(what),
            ..
        } => is_gone(*what, now),
        _ => false,
    }
}

/// Lines that name others by their places name them by those they have now.
fn shift(kind: &mut HappeningKind, now: &[Option<usize>]) {
    let named = |named: &mut Named| {
        if let Named::Happening(place) = named
            && let Some(Some(there)) = now.get(*place)
        {
            *place = *there;
        }
    };
    match kind {
        HappeningKind::Revokes { what, .. }
        | HappeningKind::SetsAside { what, .. }
        | HappeningKind::Joins { what, .. } => named(what),
        HappeningKind::Agrees {
            to: Agreed::Named(what),
            ..
        }
        | HappeningKind::WithdrawsAgreement {
            to: Agreed::Named(what),
            ..
        } => named(what),
        HappeningKind::Act(done) => {
            match &mut done.under {
                Some(under) if is_gone(*under, now) => done.under = None,
                Some(under) => named(under),
                None => {}
            }
            for argument in done.arguments.iter_mut().flatten() {
                shift_value(argument, now);
            }
        }
        HappeningKind::Event { arguments, .. } => {
            for argument in arguments.iter_mut().flatten() {
                shift_value(argument, now);
            }
        }
        HappeningKind::Evidence { for_, .. } | HappeningKind::Waives { for_, .. } => {
            if let Some(value) = for_ {
                shift_value(value, now);
            }
        }
        _ => {}
    }
}

fn shift_value(value: &mut Value, now: &[Option<usize>]) {
    if let Value::Happening(place) = value
        && let Some(Some(there)) = now.get(*place as usize)
        && let Ok(there) = u32::try_from(*there)
    {
        *place = there;
    }
}
