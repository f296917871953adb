//! A committee with a quorum, and its votes.

use super::{
    candidates::{Candidates, MOST_OF_ONE},
    change::{Change, Edit, Sort},
};
use crate::{
    case::happening::{ActDone, HappeningKind},
    policy::{delegation::OfficeId, policy::IndividualId},
};

impl Candidates<'_, '_, '_> {
    /// More members are present: the first of those who were not, then two, and so on.
    pub(super) fn quorum(&mut self, place: usize, office: OfficeId, done: &ActDone) {
        let mut members: Vec<IndividualId> = Vec::new();
        let given = self.ran.case.offices.iter();
        let lines = self
            .ran
            .case
            .timeline
            .iter()
            .filter_map(|line| match &line.kind {
                HappeningKind::Office(office) => Some(office),
                _ => None,
            });
        for one in given.chain(lines) {
            if one.office == office && !members.contains(&one.person) {
                members.push(one.person);
            }
        }
        if members.is_empty() {
            // A committee whose members are not said counts whoever is there.
            let acting = done.votes_for.iter().chain(&done.votes_against).flatten();
            members.extend(acting.copied());
            let all = self.ran.case.individuals.entries().map(|(id, _)| id);
            members.extend(all);
        }
        let present = done.present.clone().unwrap_or_default();
        members.retain(|member| !present.contains(member));
        let mut here = present;
        for member in members.into_iter().take(MOST_OF_ONE) {
            here.push(member);
            let mut other = done.clone();
            other.present = Some(here.clone());
            let said: Vec<String> = here
                .iter()
                .map(|who| self.ran.words.individual(*who).to_owned())
                .collect();
            let how = format!("with {} present", crate::words::and_list(&said));
            self.otherwise(place, other, &how);
        }
    }

    /// One who voted against votes for it, then two, and so on.
    pub(super) fn votes(&mut self, place: usize, done: &ActDone) {
        let mut votes_for = done.votes_for.clone().unwrap_or_default();
        let mut against = done.votes_against.clone().unwrap_or_default();
        let present = done.present.iter().flatten().copied();
        let silent: Vec<IndividualId> = present
            .filter(|who| !votes_for.contains(who) && !against.contains(who))
            .collect();
        for who in silent.into_iter().take(MOST_OF_ONE) {
            let mut other = done.clone();
            let mut more = votes_for.clone();
            more.push(who);
            other.votes_for = Some(more);
            let how = format!("{} voting for it", self.ran.words.individual(who));
            self.otherwise(place, other, &how);
        }
        let mut changed: Vec<String> = Vec::new();
        while let Some(who) = against.pop() {
            votes_for.push(who);
            changed.push(self.ran.words.individual(who).to_owned());
            let mut other = done.clone();
            other.votes_for = Some(votes_for.clone());
            other.votes_against = (!against.is_empty()).then(|| against.clone());
            let names = crate::words::and_list(&changed);
            let how = format!("{names} voting for it, not against");
            self.otherwise(place, other, &how);
            if changed.len() >= MOST_OF_ONE {
                break;
            }
        }
    }

    /// An act done otherwise, in words that say how.
    pub(super) fn otherwise(&mut self, place: usize, other: ActDone, how: &str) {
        let Some(line) = self.ran.case.timeline.get(place) else {
            return;
        };
        let but = self
            .writer()
            .label(place)
            .filter(|_| line.time.is_none())
            .and_then(|label| {
                let said = self.writer().act(&other)?;
                Some(format!("{} {said} as {label}", line.date))
            });
        let says = format!(
            "{how}, on {}: {}",
            line.date,
            self.ran.words.happening(place)
        );
        self.push(Change {
            sort: Sort::Act,
            edit: Edit::Done(place, Box::new(other)),
            says,
            but,
        });
    }
}
