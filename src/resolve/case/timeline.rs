//! The order of what happens, and the labels by which lines name one another (S1).

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{cases::Lowering, compose::Composed, dates, given::Said, happening, messages};
use crate::{
    base::{date::Date, span::Span, time_of_day::TimeOfDay},
    case::{
        case::{Label, Labelled},
        happening::{Happening, Named},
    },
    policy::{policy::ActId, types::Type},
    resolve::{index::Target, names::Callable, scope::Scope},
    tree::{
        scenario::{HappeningKind, TimelineLine},
        word::Word,
    },
};

/// The lines of a timeline in the order in which they happen, and what the labels name.
#[derive(Debug)]
pub(super) struct Order<'t> {
    /// The lines by date, time and place in the files.
    pub lines: Vec<Dated<'t>>,
    /// The labels: those of happenings in their order, then those of given links.
    pub labels: Vec<Label>,
    /// What each label names.
    named: FxHashMap<SmolStr, (Labelled, Span)>,
}

/// A line with its moment.
#[derive(Debug)]
pub(super) struct Dated<'t> {
    pub date: Date,
    pub time: Option<TimeOfDay>,
    pub line: &'t TimelineLine,
}

impl Dated<'_> {
    /// `as late-plan`
    pub fn label(&self) -> Option<&Word> {
        match &self.line.kind {
            HappeningKind::Delegates(link) => self.line.label.as_ref().or(link.label.as_ref()),
            _ => self.line.label.as_ref(),
        }
    }
}

/// Sorts the timeline, and binds the labels in the scope of expectations. A line without a day that makes sense is in error
/// and left out of the order; the others are still looked at.
pub(super) fn order<'t>(
    to: &mut Lowering<'_>,
    composed: &'t Composed<'_>,
    given: &mut Said,
) -> Order<'t> {
    let mut lines: Vec<Dated<'t>> = Vec::with_capacity(composed.timeline.len());
    let mut undated: Vec<&Word> = Vec::new();
    for line in &composed.timeline {
        let line: &'t TimelineLine = match line {
            Cow::Borrowed(line) => line,
            Cow::Owned(line) => line,
        };
        match dates::one_day(&mut to.scope, &line.date) {
            Some(date) => lines.push(Dated {
                date,
                time: line.time.and_then(time_of_day),
                line,
            }),
            None => undated.extend(line.label.as_ref()),
        }
    }
    lines.sort_by_key(|line| (line.date, line.time));
    mixed_times(&mut to.scope, &lines);

    let mut order = Order {
        labels: Vec::new(),
        named: FxHashMap::default(),
        lines,
    };
    let mut found: Vec<(Word, Labelled, Type)> = Vec::new();
    for (place, line) in order.lines.iter().enumerate() {
        if let Some(label) = line.label() {
            let act = happening_act(&to.scope, line.line);
            found.push((
                label.clone(),
                Labelled::Happening(place),
                Type::Happening(act),
            ));
        }
    }
    for (place, label) in given.link_labels.iter().enumerate() {
        if let Some(label) = label {
            found.push((label.clone(), Labelled::Link(place), Type::Any));
        }
    }
    for (word, names, ty) in found {
        if let Some((_, earlier)) = order.named.get(&word.text) {
            to.scope.report(messages::label_twice(&word, *earlier));
            continue;
        }
        if matches!(names, Labelled::Happening(_)) {
            to.labelled.bind_anew(&word, ty);
        }
        order.labels.push(Label {
            name: word.text.clone(),
            names,
            span: word.span,
        });
        order.named.insert(word.text, (names, word.span));
    }
    // What bears a label but has no day is known, so that other lines do not call it unknown; the case is broken anyway.
    for word in undated {
        order
            .named
            .entry(word.text.clone())
            .or_insert((Labelled::Happening(usize::MAX), word.span));
    }
    order
}

/// Every line in order, as far as it makes sense.
pub(super) fn happenings(to: &mut Lowering<'_>, order: &Order<'_>) -> Vec<Happening> {
    order
        .lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| {
            Some(Happening {
                date: line.date,
                time: line.time,
                kind: happening::kind(to, order, place, line)?,
                label: line.label().map(|label| label.text.clone()),
                span: line.line.span,
            })
        })
        .collect()
}

/// What a label is wanted to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// An act, or a direction.
    Act,
    /// A link of delegation.
    Link,
    /// Either of them.
    ActOrLink,
    /// Whatever happened.
    Anything,
}

impl Order<'_> {
    /// What a label names, if it names what is wanted.
    pub fn label(&self, scope: &mut Scope<'_>, word: &Word, wanted: Wanted) -> Option<Named> {
        let Some((labelled, place)) = self.named.get(&word.text).copied() else {
            let known = self.labels.iter().map(|label| label.name.as_str());
            scope.report(messages::unknown_label(word, known));
            return None;
        };
        let (named, is) = match labelled {
            Labelled::Link(place) => (Named::Link(place), Some(Wanted::Link)),
            Labelled::Happening(place) => {
                let kind = self.lines.get(place).map(|line| &line.line.kind);
                let is = kind.map(|kind| match kind {
                    HappeningKind::Delegates(_) => Wanted::Link,
                    HappeningKind::Act(_) | HappeningKind::Directs { .. } => Wanted::Act,
                    _ => Wanted::Anything,
                });
                (Named::Happening(place), is)
            }
        };
        let is = is?; // none of what has no day: a message has been given
        scope.refer(word.span, Target::Variable(place));
        let fits = match wanted {
            Wanted::Anything => true,
            Wanted::ActOrLink => is != Wanted::Anything,
            Wanted::Act | Wanted::Link => is == wanted,
        };
        if !fits {
            scope.report(messages::label_of_another_sort(word, place, wanted));
            return None;
        }
        Some(named)
    }

    /// The place in the timeline of the act that a label names.
    pub fn act(&self, scope: &mut Scope<'_>, word: &Word) -> Option<usize> {
        match self.label(scope, word, Wanted::Act)? {
            Named::Happening(place) => Some(place),
            Named::Link(_) => None,
        }
    }

    /// The place in the timeline of the happening that a name stands for, if it is a label.
    pub fn happening_named(&self, name: &str) -> Option<usize> {
        match self.named.get(name) {
            Some((Labelled::Happening(place), _)) => Some(*place),
            _ => None,
        }
    }
}

fn time_of_day(minutes: u16) -> Option<TimeOfDay> {
    TimeOfDay::from_hm(u32::from(minutes / 60), u32::from(minutes % 60))
}

/// Either all lines of a day carry times, or none.
fn mixed_times(scope: &mut Scope<'_>, lines: &[Dated<'_>]) {
    for day in lines.chunk_by(|one, other| one.date == other.date) {
        let timed = day.iter().find(|line| line.time.is_some());
        let untimed = day.iter().find(|line| line.time.is_none());
        if let (Some(timed), Some(untimed)) = (timed, untimed) {
            scope.report(messages::times_mixed(
                untimed.date,
                untimed.line.span,
                timed.line.span,
            ));
        }
    }
}

/// The act or event that a line is of, for the type of its label.
fn happening_act(scope: &Scope<'_>, line: &TimelineLine) -> Option<ActId> {
    let name = match &line.kind {
        HappeningKind::Act(act) => act.act.name.text.as_str(),
        HappeningKind::Event(call) => call.name.text.as_str(),
        HappeningKind::Directs { .. } => happening::DIRECT,
        _ => return None,
    };
    match scope.names.find(name, |names| &names.callables) {
        Some(Callable::Act(id)) => Some(*id),
        _ => None,
    }
}
