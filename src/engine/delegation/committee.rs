//! Acts of committees: a quorum of members present, and carried by more votes for than against.

use crate::{
    case::happening::{ActDone, HappeningKind},
    engine::{
        fail::Run,
        moment::View,
        run::{act::Done, session::Session},
        state::Relation,
    },
    policy::policy::IndividualId,
    program::val::Val,
    record::reason::{Fault, Truth},
};

use super::seat::Seat;

impl Session<'_> {
    /// Whether the committees among an actor's offices had a quorum and carried the act.
    pub(crate) fn resolved(
        &mut self,
        seat: &Seat,
        done: &Done,
        view: View,
    ) -> Run<(Truth, Vec<Fault>)> {
        let committees: Vec<Val> = seat
            .nodes
            .iter()
            .copied()
            .filter(|node| self.is_committee(*node))
            .collect();
        let mut all = (Truth::True, Vec::new());
        for committee in committees {
            let (truth, fault) = self.committee_acts(committee, seat, done, view)?;
            all.0 = all.0.min(truth);
            all.1.extend(fault);
        }
        Ok(all)
    }

    fn committee_acts(
        &mut self,
        committee: Val,
        seat: &Seat,
        done: &Done,
        view: View,
    ) -> Run<(Truth, Option<Fault>)> {
        let case = self.case;
        // A question of what may be done takes a quorum and a vote for granted.
        let happening = self
            .at
            .filter(|at| *at == done.place)
            .and_then(|at| case.timeline.get(at as usize));
        let Some(HappeningKind::Act(act)) = happening.map(|happening| &happening.kind) else {
            return Ok((Truth::True, None));
        };
        let by_line = act
            .actors
            .iter()
            .any(|actor| self.world.take(actor) == seat.who);
        let Some((office, _)) = committee.as_office() else {
            return Ok((Truth::True, None));
        };
        let program = self.program;
        let Some(code) = program.delegations.offices.get(office.index()) else {
            return Ok((Truth::True, None));
        };
        let members = self.members_of(committee, view);
        let mut least = (Truth::True, None);
        if !code.quorum.is_empty() {
            let present = act.present.as_ref().filter(|_| by_line);
            match present {
                // Who was present is not said: whether there was a quorum is not known.
                None => {
                    let fault = Fault::NoQuorum {
                        office,
                        condition: 0,
                    };
                    least = (Truth::Unknown, Some(fault));
                }
                Some(present) => {
                    let counted: Vec<Val> = present
                        .iter()
                        .map(|member| Val::individual(*member))
                        .filter(|member| members.is_empty() || members.contains(member))
                        .collect();
                    let found = self.quorum(&code.quorum, code.slots, &counted)?;
                    if let Some((truth, condition)) = found {
                        least = (truth, Some(Fault::NoQuorum { office, condition }));
                    }
                }
            }
        }
        if by_line && least.0 != Truth::False && !self.carried(committee, act, &members, view) {
            least = (Truth::False, Some(Fault::NotCarried { office }));
        }
        Ok(least)
    }

    /// The first condition of a quorum that does not hold for certain of those present. `present(m)` is true of them, at
    /// this moment alone.
    fn quorum(
        &mut self,
        conditions: &[crate::program::node::NodeId],
        slots: u32,
        present: &[Val],
    ) -> Run<Option<(Truth, usize)>> {
        let fact = self.program.delegations.present;
        let now = self.now;
        if let Some(fact) = fact {
            for member in present {
                self.world.set_fact(fact, &[*member], Val::TRUE, now);
            }
        }
        let view = View::after(now);
        let mut worst: Option<(Truth, usize)> = None;
        let mut failed = None;
        for (place, condition) in conditions.iter().enumerate() {
            let mut env = vec![Val::NONE; slots as usize];
            match self.world.truth(*condition, &mut env, view) {
                Ok(Truth::True) => {}
                Ok(truth) => {
                    if worst.is_none_or(|(old, _)| truth < old) {
                        worst = Some((truth, place));
                    }
                }
                Err(failure) => {
                    failed.get_or_insert(failure);
                }
            }
        }
        if let Some(fact) = fact {
            for member in present {
                self.world.set_fact(fact, &[*member], Val::NONE, now);
            }
        }
        match failed {
            Some(failure) => Err(failure),
            None => Ok(worst),
        }
    }

    /// Members of a committee, in order.
    pub(crate) fn members_of(&self, committee: Val, view: View) -> Vec<Val> {
        let Some((office, body)) = committee.as_office() else {
            return Vec::new();
        };
        self.world
            .holders(office, body, view)
            .into_iter()
            .map(|(who, _)| Val::individual(who))
            .collect()
    }

    /// More votes for than against; of a tie the casting vote decides, if whoever has it gives it. Votes that are not said
    /// were not counted.
    fn carried(&self, committee: Val, act: &ActDone, members: &[Val], view: View) -> bool {
        // Only members vote, and of them, where it is said who was present, only those who were.
        let present = act.present.as_deref();
        let count = |votes: &Option<Vec<IndividualId>>| {
            let mut voters: Vec<IndividualId> = votes.iter().flatten().copied().collect();
            voters.sort_unstable();
            voters.dedup();
            let counts = |who: &&IndividualId| {
                let is_member = members.is_empty() || members.contains(&Val::individual(**who));
                is_member && present.is_none_or(|present| present.contains(*who))
            };
            voters.iter().filter(counts).count()
        };
        if act.votes_for.is_none() && act.votes_against.is_none() {
            return true;
        }
        let (votes_for, against) = (count(&act.votes_for), count(&act.votes_against));
        if votes_for != against {
            return votes_for > against;
        }
        let Some((office, body)) = committee.as_office() else {
            return false;
        };
        let casting = self
            .policy
            .offices
            .get(office)
            .and_then(|office| office.casting_vote);
        let (Some(who), Some(office)) = (act.casting_vote, casting) else {
            return false;
        };
        let held = [Val::office(office, body), Val::individual(who)];
        self.world.related(Relation::Office, &held, view) != Truth::False
    }
}
