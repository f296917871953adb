//! A `.scenario` file as written: who exists, what is the case, what happened when, what is expected, what is asked.

use smol_str::SmolStr;

use super::{
    act::Argument,
    expr::{Call, Expr},
    norm::{Deadline, Effect, Limit},
    word::{Quoted, Word},
};
use crate::base::span::Span;

pub use super::expected::{AnswerableFor, AskLine, DutyRef, ExpectKind, ExpectLine, Question};

/// A `.scenario` file as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScenarioFile {
    /// Its items in order.
    pub items: Vec<ScenarioItem>,
}

/// What a scenario file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScenarioItem {
    /// `background`: what the scenarios of the file share
    Background(Scenario),
    /// `scenario "…"`
    Scenario(Scenario),
    /// An item that could not be read; a message has been given
    Bad(Span),
}

/// `scenario "The plan comes out late"`, or a background. The sections `given`, `timeline`, `expect`, `ask` and `but`
/// that follow a `scenario` line belong to it, in any order and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its title; none for a background.
    pub title: Option<Quoted>,
    /// `like "…"`: the scenario it starts from.
    pub like: Option<Quoted>,
    /// `as of 30 June 2013`, or a month
    pub as_of: Option<Expr>,
    /// `assuming NAME, NAME`: proposals taken as law
    pub assuming: Vec<Word>,
    /// `calendar england`: the calendar that working days are counted by
    pub calendar: Option<Word>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// `given`
    pub given: Vec<GivenLine>,
    /// `timeline`
    pub timeline: Vec<TimelineLine>,
    /// `but`: what is changed against the scenario it is like
    pub but: Vec<ButLine>,
    /// `expect`
    pub expect: Vec<ExpectLine>,
    /// `ask`
    pub ask: Vec<AskLine>,
    /// `columns of events { … }`: how tables are read
    pub columns: Vec<TableColumns>,
    /// The head.
    pub span: Span,
}

/// `from … until …`, whole days, both included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dates {
    /// The first day.
    pub from: Option<Expr>,
    /// The last day.
    pub until: Option<Expr>,
}

/// A line under `given`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenLine {
    /// What it says.
    pub kind: GivenKind,
    /// `from … until …`
    pub dates: Dates,
    /// `according to "…"` or a clause id: who says so
    pub according_to: Option<Quoted>,
    /// The whole line.
    pub span: Span,
}

/// The forms of a given line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenKind {
    /// `northshire is a CCG "…" { … }`, `a, b and c are Person`, `ha-1 to ha-95 are HealthAuthority`
    Individuals {
        /// Who.
        names: Vec<Names>,
        /// Of what kind.
        kind: Word,
        /// The title.
        title: Option<Quoted>,
        /// The attributes.
        attributes: Vec<(Vec<Word>, Expr)>,
    },
    /// `registered(alice, elm)`, `not excluded(alice)`
    Fact {
        /// The fact; also a judgement or an attribute.
        fact: Expr,
        /// Whether it is stated to hold.
        holds: bool,
    },
    /// `allocation(northshire, 2013/14) is £250m`, `population of northshire is 220,000`
    Value {
        /// The fact.
        fact: Expr,
        /// Its value.
        value: Expr,
    },
    /// `unknown section-75-arrangement(northshire, north-council)`
    Unknown(Expr),
    /// `ann holds chief-finance-officer of northshire`, `bea acts as …`
    Office(OfficeLine),
    /// `northshire delegates … to southshire …` as a state of affairs
    Delegates(Delegates),
    /// `NORM is imposed on B` and other effects, as a state of affairs
    Effect(Effect),
    /// A line that could not be read; a message has been given
    Bad,
}

/// One name, or a numbered run of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// `alice`
    One(Word),
    /// `ha-1 to ha-95`: the stem, and the first and last number
    Run {
        /// `ha-`
        stem: SmolStr,
        /// 1
        first: u32,
        /// 95
        last: u32,
        /// Where it stands.
        span: Span,
    },
}

/// `ann holds chief-finance-officer of northshire`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    /// Who.
    pub person: Word,
    /// How.
    pub how: Holding,
    /// The office.
    pub office: Word,
    /// Of which body.
    pub of: Option<Word>,
}

/// How a person stands to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holding {
    /// `holds`: also a member of a committee
    Holds,
    /// `acts as`: a deputy or an interim holder
    ActsAs,
    /// `leaves`
    Leaves,
}

/// `northshire delegates lead-commissioning to southshire up to £2m per act … as lead`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegates {
    /// Who delegates: a body, an office or a person.
    pub from: Expr,
    /// `acting as chief-finance-officer`: the office in which they do
    pub acting_as: Option<Word>,
    /// `on behalf of northshire`: whose function it is, where that is not the delegator itself
    pub on_behalf_of: Option<Expr>,
    /// The functions or acts.
    pub what: Vec<Word>,
    /// To whom: a body, an office or a person.
    pub to: Expr,
    /// `up to £2m per act`
    pub limit: Option<Limit>,
    /// `with sub-delegation permitted …`
    pub sub_delegation: Option<super::delegation::SubDelegation>,
    /// `from … until …`
    pub dates: Dates,
    /// `made 3 April 2013`: of a given link, that it is to be tested as made then
    pub made: Option<Expr>,
    /// `under on-behalf`: the rule it is made under
    pub under: Option<Word>,
    /// `as lead`
    pub label: Option<Word>,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineLine {
    /// The day; a month alone is an error that says so.
    pub date: Expr,
    /// `14:30`, in minutes after midnight
    pub time: Option<u16>,
    /// What happens.
    pub kind: HappeningKind,
    /// `as late-plan`
    pub label: Option<Word>,
    /// The whole line.
    pub span: Span,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HappeningKind {
    /// `northshire does publish(…)`
    Act(Box<ActLine>),
    /// `emergency-declared(area: north)`
    Event(Call),
    /// `northshire delegates … to …`
    Delegates(Box<Delegates>),
    /// `northshire revokes lead`
    Revokes {
        /// Who.
        by: Expr,
        /// Which link.
        link: Word,
    },
    /// `southshire agrees to lead`
    Agrees {
        /// Who.
        by: Expr,
        /// To the link or act of this name, or to an act of this form before it is done.
        to: Agreed,
    },
    /// `southshire withdraws agreement to lead`
    WithdrawsAgreement {
        /// Who.
        by: Expr,
        /// To what.
        to: Agreed,
    },
    /// `nhs-cb judges quality-improved(northshire, 2013/14) false because "…"`
    Judges {
        /// Who.
        by: Expr,
        /// What.
        judgement: Expr,
        /// How.
        holds: bool,
        /// Why.
        because: Option<Quoted>,
    },
    /// `evidence of {research} for promote-research of northshire`
    Evidence {
        /// Of what: a set.
        of: Expr,
        /// For which norm.
        norm: Word,
        /// Of whom.
        bearer: Expr,
        /// For which period.
        for_: Option<Expr>,
    },
    /// `nhs-cb waives give-information of northshire`
    Waives {
        /// Who: the claimant.
        by: Expr,
        /// Which norm.
        norm: Word,
        /// Of whom.
        of: Expr,
        /// For which period.
        for_: Option<Expr>,
    },
    /// `nhs-cb directs northshire to submit-plan(year: 2014/15) by 1 August 2013`
    Directs {
        /// Who.
        by: Expr,
        /// Whom.
        whom: Expr,
        /// To do what.
        act: Call,
        /// By when.
        deadline: Option<Deadline>,
    },
    /// `court sets aside late-plan from then on`
    SetsAside {
        /// Who.
        by: Expr,
        /// The act or link.
        what: Word,
        /// Whether it is void only afterwards.
        from_then_on: bool,
    },
    /// `bob joins contract-7 acting as chief-finance-officer`: a further signature
    Joins {
        /// Who.
        by: Expr,
        /// The act.
        what: Word,
        /// `acting as director`
        acting_as: Option<Word>,
    },
    /// `ann holds chief-finance-officer of northshire` from that day on; `ann leaves …`
    Office(OfficeLine),
    /// `FACT begins`, `northshire is abolished`, and the other effects
    Effect(Effect),
    /// A line that could not be read; a message has been given
    Bad,
}

/// What is agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// A link or an act that bears a name.
    Label(Word),
    /// An act of this form by this body: `southshire agrees to northshire doing pool(with: southshire)`.
    Act {
        /// Who is to do it.
        by: Expr,
        /// The act.
        act: Call,
    },
}

/// `northshire and southshire do commission(…) on behalf of … `
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// Who: one, or several jointly.
    pub actors: Vec<Expr>,
    /// `acting as chief-finance-officer`
    pub acting_as: Option<Word>,
    /// The act with its arguments.
    pub act: Call,
    /// `on behalf of northshire`
    pub on_behalf_of: Option<Expr>,
    /// `under lead`: the link or power that it claims to rest on
    pub under: Option<Word>,
    /// `having regard to {…}`
    pub having_regard_to: Option<Expr>,
    /// `departing from {…} because "…"`
    pub departing_from: Option<(Expr, Option<Quoted>)>,
    /// `without regard to {…}`
    pub without_regard_to: Option<Expr>,
    /// `because "…"`
    pub because: Option<Quoted>,
    /// `with {ann, bob} present`: the members of a committee who are there
    pub present: Option<Expr>,
    /// `for {ann}`: who voted for it
    pub votes_for: Option<Expr>,
    /// `against {bob}`: who voted against it
    pub votes_against: Option<Expr>,
    /// `casting vote of ann`
    pub casting_vote: Option<Expr>,
}

/// A line under `but`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ButLine {
    /// `without late-plan`: the happening of this name is left out
    Without(Word),
    /// `late-plan on 28 March 2013`: it happens then
    Moved {
        /// Which.
        label: Word,
        /// When.
        date: Expr,
    },
    /// `late-plan with amount: £80,000`: an argument is changed
    Changed {
        /// Which.
        label: Word,
        /// The arguments that are changed.
        arguments: Vec<Argument>,
    },
    /// A dated line that is added, or takes the place of the one of the same label
    Happens(Box<TimelineLine>),
    /// A given line that is added, or takes the place of what was said of the same thing
    Given(Box<GivenLine>),
    /// `as of 1 July 2013`
    AsOf(Expr),
    /// `assuming NAME`
    Assuming(Vec<Word>),
    /// A line that could not be read; a message has been given
    Bad(Span),
}

/// `columns of events { date from "date"  actor from "body" … }`: how the columns of a table are to be read
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumns {
    /// `events`, `scenarios`, `delegations`, `questions`, or the name of a fact or kind.
    pub table: Word,
    /// Our name for the column (`date`, `actor`, `act`, an argument, a parameter), and theirs.
    pub columns: Vec<TableColumn>,
    /// Where it stands.
    pub span: Span,
}

/// `amount from "Value"`, `act is approve` (a constant), `act from "type" { "T" is trigger }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Our name.
    pub name: Word,
    /// The heading of their column; none where a constant stands in its place.
    pub from: Option<Quoted>,
    /// The constant.
    pub constant: Option<Expr>,
    /// Their words, our names.
    pub words: Vec<(Quoted, Expr)>,
}
