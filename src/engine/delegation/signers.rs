//! Who signs a row of a scheme (S7.6): `and` needs different persons, `if` is read for each.

use crate::{
    engine::{
        fail::Run,
        moment::View,
        run::{act::Done, session::Session},
    },
    policy::delegation::{OfficeId, Signers},
    program::{delegation::RowCode, val::Val},
    record::reason::{Fault, Truth, Unknown},
};

use super::{
    chain::{Path, Search},
    link::Sub,
    load::sub_of,
    scheme::RowRef,
    seat::Seat,
    test::{Against, truth},
};

/// So many ways to sign a row are tried; a cell of a table with more `or`s under `and`s is not met in practice.
const MAX_WAYS: usize = 256;

/// How far a row is signed.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    /// Whether everyone has signed who must.
    pub(crate) truth: Truth,
    /// What is missing.
    pub(crate) faults: Vec<Fault>,
    /// What would settle a condition.
    pub(crate) unknowns: Vec<Unknown>,
    /// Whose signatures are used: the place of the seat, in which office, and through which links.
    pub(crate) by: Vec<(usize, Val, Option<Path>)>,
}

/// Whether a seat may give a signature, and through which links.
type Cell = (Truth, Truth, Option<Path>);

impl Session<'_> {
    /// How far a row is signed by those who take part in an act.
    pub(crate) fn signed(
        &self,
        at: RowRef,
        body: Val,
        seats: &[Seat],
        done: &Done,
        view: View,
    ) -> Run<Signed> {
        let Some((_, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok(unsigned());
        };
        let (_, env) = self.scheme_of(at.0, body, view)?;
        let sub = sub_of(&row.sub, &env);
        let persons: Vec<Val> = seats.iter().map(|seat| self.person(seat, view)).collect();
        let mut best = unsigned();
        let mut any_condition = false;
        for way in ways(&row.who) {
            let mut cells: Vec<Vec<Cell>> = Vec::with_capacity(way.len());
            for leaf in &way {
                let mut line = Vec::with_capacity(seats.len());
                for seat in seats {
                    let (signs, path) = self.signs(leaf, seat, body, &sub, done, view)?;
                    let condition = if signs == Truth::False {
                        Truth::False
                    } else {
                        self.row_condition(at, body, seat.who, view)?
                    };
                    any_condition |= signs != Truth::False && condition != Truth::True;
                    line.push((signs, condition, path));
                }
                cells.push(line);
            }
            for least in [Truth::True, Truth::Unknown] {
                if best.truth >= least {
                    break;
                }
                let mut used = Vec::new();
                if assign(&cells, &persons, least, &mut used) {
                    best.truth = least;
                    best.by = used
                        .iter()
                        .enumerate()
                        .map(|(leaf, seat)| {
                            let node = way.get(leaf).map_or(Val::NONE, |one| node_of(one, body));
                            let path = cells
                                .get(leaf)
                                .and_then(|line| line.get(*seat))
                                .and_then(|(_, _, path)| path.clone());
                            (*seat, node, path)
                        })
                        .collect();
                }
            }
            if best.truth == Truth::True {
                break;
            }
        }
        if best.truth != Truth::True {
            if any_condition {
                best.faults.push(Fault::RowCondition {
                    scheme: at.0,
                    row: at.1,
                });
                best.unknowns = self.row_unknowns(at, body, seats, view)?;
            }
            if best.truth == Truth::False {
                self.unsigned_parts(at, row, body, seats, &sub, done, view, &mut best.faults)?;
            }
        }
        Ok(best)
    }

    /// Whether a seat may give a signature: in the office itself, or as a delegate of it where the row lets it delegate.
    fn signs(
        &self,
        leaf: &Signers,
        seat: &Seat,
        body: Val,
        sub: &Sub,
        done: &Done,
        view: View,
    ) -> Run<(Truth, Option<Path>)> {
        let node = node_of(leaf, body);
        if let Signers::Body = leaf {
            return Ok((truth(seat.who == body && seat.office.is_none()), None));
        }
        if seat.nodes.contains(&node) && seat.in_office {
            return Ok((Truth::True, None));
        }
        if *sub == Sub::NotPermitted || node.is_none() || !seat.in_office {
            return Ok((Truth::False, None));
        }
        let search = Search {
            root: node,
            holder: body,
            nodes: &seat.nodes,
            against: Against::Act(done),
            view,
            under: None,
            top: Some(sub),
            least: Truth::True,
            onward: None,
        };
        Ok(match self.chain(search)? {
            Some(path) => (path.truth, Some(path)),
            None => (Truth::False, None),
        })
    }

    /// Whether somebody's part in an act is one that a row asks for, whatever the others do.
    pub(crate) fn has_part(
        &self,
        at: RowRef,
        body: Val,
        seat: &Seat,
        done: &Done,
        view: View,
    ) -> Run<bool> {
        let Some((_, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok(false);
        };
        let (_, env) = self.scheme_of(at.0, body, view)?;
        let sub = sub_of(&row.sub, &env);
        for way in ways(&row.who) {
            for leaf in way {
                if self.signs(&leaf, seat, body, &sub, done, view)?.0 != Truth::False {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Who a seat is, for one who must not sign twice: the one who holds the office, where just one does.
    fn person(&self, seat: &Seat, view: View) -> Val {
        if self.is_committee(seat.who) {
            return seat.who;
        }
        match seat.who.as_office() {
            Some((office, body)) => match self.world.holders(office, body, view).as_slice() {
                [(one, _)] => Val::individual(*one),
                _ => seat.who,
            },
            None => seat.who,
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a row asks of whom, and where it is noted"
    )]
    fn unsigned_parts(
        &self,
        at: RowRef,
        row: &RowCode,
        body: Val,
        seats: &[Seat],
        sub: &Sub,
        done: &Done,
        view: View,
        faults: &mut Vec<Fault>,
    ) -> Run<()> {
        let parts: Vec<&Signers> = match &row.who {
            Signers::And(all) => all.iter().collect(),
            one => vec![one],
        };
        let mut lacking = Vec::new();
        for part in &parts {
            let mut given = false;
            for way in ways(part) {
                for leaf in &way {
                    for seat in seats {
                        given |= self.signs(leaf, seat, body, sub, done, view)?.0 != Truth::False;
                    }
                }
            }
            if !given {
                lacking.push(*part);
            }
        }
        if lacking.is_empty() && faults.is_empty() {
            faults.push(Fault::OnePerson {
                scheme: at.0,
                row: at.1,
                offices: parts.last().map_or_else(Vec::new, |part| offices_of(part)),
            });
        }
        for part in lacking {
            faults.push(Fault::SignatureMissing {
                scheme: at.0,
                row: at.1,
                offices: offices_of(part),
            });
        }
        Ok(())
    }

    fn row_unknowns(&self, at: RowRef, body: Val, seats: &[Seat], view: View) -> Run<Vec<Unknown>> {
        let Some((scheme, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok(Vec::new());
        };
        let Some(condition) = row.condition else {
            return Ok(Vec::new());
        };
        let mut unknowns = Vec::new();
        for seat in seats {
            let (_, mut env) = self.scheme_of(at.0, body, view)?;
            if let Some(place) = env.get_mut(scheme.actor.index()) {
                *place = seat.who;
            }
            for unknown in self.world.unknowns(condition, &mut env, view)? {
                if !unknowns.contains(&unknown) {
                    unknowns.push(unknown);
                }
            }
        }
        Ok(unknowns)
    }
}

fn unsigned() -> Signed {
    Signed {
        truth: Truth::False,
        faults: Vec::new(),
        unknowns: Vec::new(),
        by: Vec::new(),
    }
}

/// Gives every signature to a person of its own.
fn assign(cells: &[Vec<Cell>], persons: &[Val], least: Truth, used: &mut Vec<usize>) -> bool {
    let Some(line) = cells.get(used.len()) else {
        return true;
    };
    for (seat, (signs, condition, _)) in line.iter().enumerate() {
        if (*signs).min(*condition) < least {
            continue;
        }
        let person = persons.get(seat);
        if used.iter().any(|other| persons.get(*other) == person) {
            continue;
        }
        used.push(seat);
        if assign(cells, persons, least, used) {
            return true;
        }
        used.pop();
    }
    false
}

/// The ways to sign, each the signatures that it needs.
pub(crate) fn ways(who: &Signers) -> Vec<Vec<Signers>> {
    match who {
        Signers::Or(any) => any.iter().flat_map(ways).take(MAX_WAYS).collect(),
        Signers::And(all) => {
            let mut together: Vec<Vec<Signers>> = vec![Vec::new()];
            for one in all {
                let each = ways(one);
                together = together
                    .iter()
                    .flat_map(|left| {
                        each.iter().map(|right| {
                            let mut both = left.clone();
                            both.extend(right.iter().cloned());
                            both
                        })
                    })
                    .take(MAX_WAYS)
                    .collect();
            }
            together
        }
        one => vec![vec![one.clone()]],
    }
}

/// Who gives a signature.
pub(crate) fn node_of(leaf: &Signers, body: Val) -> Val {
    match leaf {
        Signers::Office(office) => body
            .as_individual()
            .map_or(Val::NONE, |body| Val::office(*office, body)),
        Signers::Individual(one) => Val::individual(*one),
        Signers::Body => body,
        Signers::And(_) | Signers::Or(_) => Val::NONE,
    }
}

pub(crate) fn offices_of(who: &Signers) -> Vec<OfficeId> {
    match who {
        Signers::Office(office) => vec![*office],
        Signers::Individual(_) | Signers::Body => Vec::new(),
        Signers::And(all) | Signers::Or(all) => all.iter().flat_map(offices_of).collect(),
    }
}
