//! What the run asks of the world: values, conditions, matches, beings; small bridges, each with one meaning.

use crate::{
    engine::{
        eval::out::Out,
        fail::Run,
        moment::{Stamp, View},
        state::Relation,
        world::Wanted,
    },
    policy::{
        norm::NormNameId,
        policy::{FactId, KindId},
    },
    program::{
        node::{NodeId, RangedId},
        pattern::{PatternId, Term},
        val::{Tag, Val},
    },
    record::reason::{Truth, Unknown},
    words::Words,
};

use crate::engine::duties::instance::CauseCode;

use super::{act::Done, session::Session};

impl Session<'_> {
    /// Whether a condition holds.
    pub(crate) fn truth(&mut self, node: NodeId, env: &mut [Val], view: View) -> Run<Truth> {
        self.world.truth(node, env, view)
    }

    /// The value of an expression; [`Val::UNKNOWN`] where it is not certain, nothing where there is none.
    pub(crate) fn value(&mut self, node: NodeId, env: &mut [Val], view: View) -> Run<Val> {
        Ok(match self.world.value(node, env, view)? {
            Out::Known(val) => val,
            Out::Nothing => Val::NONE,
            Out::OneOf(val) => val,
            Out::Unknown | Out::Range(..) => Val::UNKNOWN,
        })
    }

    /// The values of expressions.
    pub(crate) fn values(
        &mut self,
        nodes: &[NodeId],
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Val>> {
        nodes
            .iter()
            .map(|node| self.value(*node, env, view))
            .collect()
    }

    /// Whether an act or event fits a pattern.
    pub(crate) fn matches(
        &mut self,
        pattern: PatternId,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        self.world
            .matches(pattern, done.place, env, view, Wanted::Apart)
    }

    /// Whether a value fits a term; binds its variable where it does.
    pub(crate) fn term(&mut self, term: Term, val: Val, env: &mut [Val], view: View) -> Run<Truth> {
        self.world.fits(term, val, env, view)
    }

    /// Over whom or what a variable ranges, and whether each belongs for certain.
    pub(crate) fn members(
        &mut self,
        ranged: RangedId,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<(Val, Truth)>> {
        self.world.members(ranged, env, view)
    }

    /// The members of a set, or the one value that stands for a set of one.
    pub(crate) fn set_members(
        &mut self,
        node: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Val>> {
        let value = self.value(node, env, view)?;
        Ok(self.members_of_value(value))
    }

    /// The members of a set, or the one value itself.
    pub(crate) fn members_of_value(&self, value: Val) -> Vec<Val> {
        if value.tag() == Tag::Set {
            let pool = self.world.pool();
            return pool.as_members(value).unwrap_or(&[]).to_vec();
        }
        if value.is_known() {
            vec![value]
        } else {
            Vec::new()
        }
    }

    /// Whether somebody exists at a moment. Whoever is no individual (an office) does.
    pub(crate) fn exists(&self, who: Val, view: View) -> bool {
        match who.as_individual() {
            Some(id) => self.world.bodies.exists(id, view),
            None => true,
        }
    }

    /// Whether somebody is of a kind at a moment. An office is of its own kind.
    pub(crate) fn is_kind(&self, who: Val, kind: KindId, view: View) -> bool {
        if let Some(id) = who.as_individual() {
            return self.world.bodies.is_of(self.policy, id, kind, view);
        }
        who.as_office()
            .and_then(|(office, _)| self.policy.offices.get(office))
            .is_some_and(|office| self.policy.is_kind(office.kind, kind))
    }

    /// The individuals of a kind that exist at a moment, in order.
    pub(crate) fn beings(&self, kind: KindId, view: View) -> Vec<Val> {
        self.world
            .individuals_of(kind, view)
            .map(Val::individual)
            .collect()
    }

    /// The moment at which somebody last began to exist or to be of their kind; none where they always were.
    pub(crate) fn beginning_of(&self, who: Val, view: View) -> Option<Stamp> {
        self.world.bodies.last_change(who.as_individual()?, view)
    }

    /// Whether a norm is imposed on somebody.
    pub(crate) fn is_imposed(&self, norm: NormNameId, who: Val, view: View) -> bool {
        let arguments = [Val::norm(norm), who];
        self.world.related(Relation::Imposed, &arguments, view) == Truth::True
    }

    /// Whether a norm is disapplied for somebody.
    pub(crate) fn is_disapplied(&self, norm: NormNameId, who: Val, view: View) -> bool {
        let arguments = [Val::norm(norm), who];
        self.world.related(Relation::Disapplied, &arguments, view) == Truth::True
    }

    /// What is stated of a fact; for one that is true or false, false where nothing is.
    pub(crate) fn fact_value(&self, fact: FactId, arguments: &[Val], view: View) -> Val {
        let stated = self
            .world
            .state
            .read(fact, arguments, view)
            .map_or(Val::NONE, |change| change.to);
        if stated.is_none() && self.world.state.absent(fact) == crate::engine::state::Absent::False
        {
            return Val::FALSE;
        }
        stated
    }

    /// A moment that no line of the timeline states, or the happening itself where there is one.
    pub(crate) fn inner_moment(&mut self, cause: CauseCode) -> Val {
        match cause {
            CauseCode::Happening(place) | CauseCode::Breach(place) => Val::happening(place),
            _ => self.world.past.add_inner(self.now),
        }
    }

    /// The unknowns that conditions hang on.
    pub(crate) fn unknowns_of(
        &mut self,
        nodes: &[NodeId],
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Unknown>> {
        let mut unknowns = Vec::new();
        for node in nodes {
            for unknown in self.world.unknowns(*node, env, view)? {
                if !unknowns.contains(&unknown) {
                    unknowns.push(unknown);
                }
            }
        }
        Ok(unknowns)
    }

    /// The sum of two amounts of one sort; the first may be nothing.
    pub(crate) fn sum(&self, one: Val, other: Val) -> Option<Val> {
        if one.is_none() {
            return Some(other);
        }
        let mut pool = self.world.pool_mut();
        let sum = pool
            .as_number(one)?
            .checked_add(pool.as_number(other)?)
            .ok()?;
        Some(pool.numeric(small_tag(one.tag()), sum))
    }

    /// What is left of an amount when another is taken off.
    pub(crate) fn difference(&self, one: Val, other: Val) -> Option<Val> {
        let mut pool = self.world.pool_mut();
        let left = pool
            .as_number(one)?
            .checked_sub(pool.as_number(other)?)
            .ok()?;
        Some(pool.numeric(small_tag(one.tag()), left))
    }

    /// Whether an amount is nothing or less.
    pub(crate) fn is_used_up(&self, amount: Val) -> bool {
        self.world
            .pool()
            .as_number(amount)
            .is_some_and(|number| number.is_zero() || number.is_negative())
    }

    /// Somebody or something, in words, for an error.
    pub(crate) fn words(&self, who: Val) -> String {
        match self.world.give(who) {
            Some(value) => Words::new(self.policy).of_case(self.case).value(&value),
            None => "something unknown".to_owned(),
        }
    }

    /// A fact with its arguments, in words, for an error.
    pub(crate) fn fact_words(&self, fact: FactId, arguments: &[Val]) -> String {
        let arguments: Vec<_> = arguments
            .iter()
            .filter_map(|one| self.world.give(*one))
            .collect();
        Words::new(self.policy)
            .of_case(self.case)
            .fact(fact, &arguments)
    }
}

/// The tag of the small form of an amount.
fn small_tag(tag: Tag) -> Tag {
    match tag {
        Tag::MoneyAt => Tag::Money,
        Tag::PercentAt => Tag::Percent,
        Tag::NumberAt => Tag::Number,
        tag => tag,
    }
}
