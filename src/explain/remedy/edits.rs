//! The changes themselves, in words and as lines under `but`.

use super::{
    candidates::Candidates,
    change::{Change, Edit, Sort},
};
use crate::{
    base::date::Date,
    case::happening::{ActDone, Happening, HappeningKind},
    policy::{policy::ActId, value::Value},
};

impl Candidates<'_, '_, '_> {
    /// The same change on another day, where it is one that has a day.
    pub(super) fn on_day(&self, change: &Change, day: Date) -> Option<Change> {
        match &change.edit {
            Edit::Add(line) => Some(self.added(day, line.kind.clone())),
            Edit::Date(place, _) => self.moved(*place, day),
            _ => None,
        }
    }

    pub(super) fn add(&mut self, date: Date, kind: HappeningKind) {
        let change = self.added(date, kind);
        self.push(change);
    }

    pub(super) fn added(&self, date: Date, kind: HappeningKind) -> Change {
        let line = Happening {
            date,
            time: None,
            kind,
            label: None,
            span: self.ran.case.span,
        };
        let says = format!("on {date}: {}", self.ran.words.happens(&line));
        let but = self.writer().happening(date, &line.kind);
        Change {
            sort: Sort::Act,
            edit: Edit::Add(Box::new(line)),
            says,
            but,
        }
    }

    pub(super) fn add_act(
        &mut self,
        act: ActId,
        arguments: &[Option<Value>],
        by: &Value,
        day: Date,
    ) {
        let done = ActDone {
            actors: vec![by.clone()],
            acting_as: None,
            act,
            arguments: arguments.to_vec(),
            on_behalf_of: None,
            deadline: None,
            under: None,
            having_regard_to: Vec::new(),
            departing_from: Vec::new(),
            departing_because: None,
            without_regard_to: Vec::new(),
            because: None,
            present: None,
            votes_for: None,
            votes_against: None,
            casting_vote: None,
        };
        self.add(day, HappeningKind::Act(Box::new(done)));
    }

    pub(super) fn date(&mut self, place: usize, day: Date) {
        if let Some(change) = self.moved(place, day) {
            self.push(change);
        }
    }

    /// A line of the timeline on another day.
    pub(super) fn moved(&self, place: usize, day: Date) -> Option<Change> {
        let line = self.ran.case.timeline.get(place)?;
        if line.date == day {
            return None;
        }
        let what = self.ran.words.happening(place);
        let but = self
            .writer()
            .label(place)
            .map(|label| format!("{label} on {day}"));
        Some(Change {
            sort: Sort::Date,
            edit: Edit::Date(place, day),
            says: format!("on {day}, not on {}: {what}", line.date),
            but,
        })
    }

    pub(super) fn argument(&mut self, place: usize, parameter: usize, value: Value) {
        let Some(done) = self.act_at(place) else {
            return;
        };
        let declared = self.ran.policy.acts.get(done.act);
        let Some(name) = declared
            .and_then(|act| act.parameters.get(parameter))
            .map(|one| &one.name)
        else {
            return;
        };
        let now = done.arguments.get(parameter).cloned().flatten();
        let instead = now.map_or_else(String::new, |now| {
            format!(" instead of {}", self.ran.words.value(&now))
        });
        let says = format!(
            "with {} as its {name}{instead}: {}",
            self.ran.words.value(&value),
            self.ran.words.happening(place)
        );
        let but = self.writer().label(place).and_then(|label| {
            Some(format!(
                "{label} with {name}: {}",
                self.writer().value(&value)?
            ))
        });
        self.push(Change {
            sort: Sort::Amount,
            edit: Edit::Argument(place, parameter, value),
            says,
            but,
        });
    }

    pub(super) fn actors(&mut self, place: usize, actors: Vec<Value>) {
        let (Some(done), Some(line)) = (self.act_at(place), self.ran.case.timeline.get(place))
        else {
            return;
        };
        let mut other = done.clone();
        other.actors.clone_from(&actors);
        other.acting_as = None;
        other.on_behalf_of = None;
        other.under = None;
        let mut instead = line.clone();
        instead.kind = HappeningKind::Act(Box::new(other.clone()));
        let but = self
            .writer()
            .label(place)
            .filter(|_| line.time.is_none())
            .and_then(|label| {
                Some(format!(
                    "{} {} as {label}",
                    line.date,
                    self.writer().act(&other)?
                ))
            });
        let says = format!(
            "instead, on {}: {}",
            line.date,
            self.ran.words.happens(&instead)
        );
        self.push(Change {
            sort: Sort::Act,
            edit: Edit::Actors(place, actors),
            says,
            but,
        });
    }

    pub(super) fn remove(&mut self, place: usize) {
        let Some(line) = self.ran.case.timeline.get(place) else {
            return;
        };
        let says = format!("not, on {}: {}", line.date, self.ran.words.happening(place));
        let but = self
            .writer()
            .label(place)
            .map(|label| format!("without {label}"));
        self.push(Change {
            sort: Sort::Act,
            edit: Edit::Remove(place),
            says,
            but,
        });
    }

    pub(super) fn fact(
        &mut self,
        fact: crate::policy::policy::FactId,
        arguments: &[Value],
        value: Value,
    ) {
        let said = self.ran.words.proposition(fact, arguments);
        let says = match &value {
            Value::Boolean(true) => format!("it is so that {said}"),
            Value::Boolean(false) => format!("it is not so that {said}"),
            other => format!("{said} is {}", self.ran.words.value(other)),
        };
        let but = self.writer().fact(fact, arguments, &value);
        self.push(Change {
            sort: Sort::Fact,
            edit: Edit::Fact(fact, arguments.to_vec(), value),
            says,
            but,
        });
    }
}
