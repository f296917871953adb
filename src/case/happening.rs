//! What happens in a scenario.

use smol_str::SmolStr;

use super::case::{GivenOffice, Link};
use crate::{
    base::{date::Date, span::Span, time_of_day::TimeOfDay},
    policy::{
        delegation::OfficeId,
        norm::{Deadline, EffectKind, NormNameId},
        policy::{ActId, FactId, IndividualId},
        value::{ActValue, Value},
    },
};

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The day.
    pub date: Date,
    /// The time of day, where it is said.
    pub time: Option<TimeOfDay>,
    /// What happens.
    pub kind: HappeningKind,
    /// Its name.
    pub label: Option<SmolStr>,
    /// Where it stands.
    pub span: Span,
}

/// What can happen. A label is given by its place in the timeline, or among the given links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HappeningKind {
    /// Someone does something.
    Act(Box<ActDone>),
    /// Something happens that nobody does.
    Event {
        /// What.
        event: ActId,
        /// Its arguments, by parameter.
        arguments: Vec<Option<Value>>,
    },
    /// A link of delegation is made, or tried. `by` makes it, where another than the delegator does.
    Delegates {
        /// The link.
        link: Box<Link>,
        /// Who makes it.
        by: Value,
    },
    /// A link is revoked.
    Revokes {
        /// Who revokes.
        by: Value,
        /// Which.
        what: Named,
    },
    /// Agreement is given.
    Agrees {
        /// Who agrees.
        by: Value,
        /// To what.
        to: Agreed,
    },
    /// Agreement is withdrawn, for later acts.
    WithdrawsAgreement {
        /// Who withdraws.
        by: Value,
        /// To what.
        to: Agreed,
    },
    /// Someone assesses something.
    Judges {
        /// Who.
        by: Value,
        /// What.
        judgement: FactId,
        /// Of what.
        arguments: Vec<Value>,
        /// How.
        holds: bool,
        /// Why.
        because: Option<String>,
    },
    /// Evidence is shown.
    Evidence {
        /// Of what.
        of: Vec<Value>,
        /// For which norm.
        norm: NormNameId,
        /// Of whom.
        bearer: IndividualId,
        /// For which period or happening; for every open instance where it is none.
        for_: Option<Value>,
    },
    /// The claimant releases a bearer.
    Waives {
        /// Who.
        by: Value,
        /// Which norm.
        norm: NormNameId,
        /// Of whom.
        of: IndividualId,
        /// For which period or happening; every open instance where it is none.
        for_: Option<Value>,
    },
    /// An act or a link is set aside.
    SetsAside {
        /// Who.
        by: Value,
        /// What.
        what: Named,
        /// Whether it is void only afterwards.
        from_then_on: bool,
    },
    /// A further signature.
    Joins {
        /// Who.
        by: Value,
        /// The act.
        what: Named,
        /// The office in which they sign.
        acting_as: Option<OfficeId>,
    },
    /// Someone comes into an office, or leaves it.
    Office(GivenOffice),
    /// A change is stated.
    Effect(EffectKind),
    /// Nothing: a line that a replay leaves out, so that every other keeps its place. No scenario says it.
    LeftOut,
}

/// What a label in a happening names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// The happening at this place of the timeline.
    Happening(usize),
    /// The link at this place of the given links.
    Link(usize),
}

/// What is agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// A link or an act that bears a name.
    Named(Named),
    /// Acts of this form by this body; an argument that is not said may be anything.
    Act {
        /// Who is to do it.
        by: Value,
        /// The act.
        act: ActValue,
    },
}

/// `northshire and southshire do commission(…) on behalf of …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDone {
    /// Who: one, or several jointly; individuals or offices of bodies.
    pub actors: Vec<Value>,
    /// `acting as`
    pub acting_as: Option<OfficeId>,
    /// The act.
    pub act: ActId,
    /// Its arguments, by parameter. A direction's act stands among them as a value.
    pub arguments: Vec<Option<Value>>,
    /// `on behalf of`
    pub on_behalf_of: Option<Value>,
    /// `directs … by d`: the deadline set, a date or a length from the act itself.
    pub deadline: Option<Deadline>,
    /// `under lead`: the link that it claims to rest on.
    pub under: Option<Named>,
    /// `having regard to {…}`
    pub having_regard_to: Vec<Value>,
    /// `departing from {…}`
    pub departing_from: Vec<Value>,
    /// `departing from … because "…"`
    pub departing_because: Option<String>,
    /// `without regard to {…}`
    pub without_regard_to: Vec<Value>,
    /// `because "…"`
    pub because: Option<String>,
    /// `with {…} present`
    pub present: Option<Vec<IndividualId>>,
    /// `for {…}`
    pub votes_for: Option<Vec<IndividualId>>,
    /// `against {…}`
    pub votes_against: Option<Vec<IndividualId>>,
    /// `casting vote of`
    pub casting_vote: Option<IndividualId>,
}
