//! Norms, clauses, decisions, schemes, and what they count or change.

use super::words::Words;
use crate::base::period::PeriodKind;
use crate::policy::{
    delegation::{ReservedId, ReservedTo, SchemeId},
    expr::Expr,
    norm::{Counted, EffectKind, NormId, NormNameId},
    policy::{ClauseId, DecisionId, StatementId},
};

impl Words<'_> {
    /// A norm by its title where there is one, without quotation marks.
    pub fn norm_title(&self, norm: NormId) -> &str {
        self.policy
            .norms
            .get(norm)
            .map_or("a norm", |norm| norm.title.as_deref().unwrap_or(&norm.text))
    }

    /// A norm within a sentence: `"Publish a commissioning plan"`.
    pub fn norm(&self, norm: NormId) -> String {
        format!("\"{}\"", self.norm_title(norm))
    }

    /// A norm by its name: the title of its first version that has one, in quotation marks.
    pub fn norm_name(&self, name: NormNameId) -> String {
        let Some(declared) = self.policy.norm_names.get(name) else {
            return "a norm".to_owned();
        };
        let title = declared
            .versions
            .iter()
            .filter_map(|version| self.policy.norms.get(*version)?.title.as_deref())
            .next();
        format!("\"{}\"", title.unwrap_or(&declared.name))
    }

    /// A clause by its id.
    pub fn clause(&self, clause: ClauseId) -> &str {
        self.policy
            .clauses
            .get(clause)
            .map_or("a clause", |clause| &clause.id)
    }

    /// A clause with what it says: `F-2.D02 (Annual commissioning plan)`.
    pub fn clause_titled(&self, clause: ClauseId) -> String {
        let title = self
            .policy
            .clauses
            .get(clause)
            .and_then(|clause| clause.title.as_deref());
        match title {
            Some(title) => format!("{} ({title})", self.clause(clause)),
            None => self.clause(clause).to_owned(),
        }
    }

    /// Clauses as they are cited: `F-2.D02, F-2.D02a`; nothing where there are none.
    pub fn clauses(&self, clauses: &[ClauseId]) -> String {
        let ids: Vec<_> = clauses.iter().map(|clause| self.clause(*clause)).collect();
        ids.join(", ")
    }

    /// What a norm cites.
    pub fn norm_sources(&self, norm: NormId) -> &[ClauseId] {
        self.policy
            .norms
            .get(norm)
            .map_or(&[], |norm| norm.sources.as_slice())
    }

    /// A decision by its title where there is one.
    pub fn decision(&self, decision: DecisionId) -> String {
        self.policy.decisions.get(decision).map_or_else(
            || "a decision".to_owned(),
            |decision| {
                format!(
                    "\"{}\"",
                    decision.title.as_deref().unwrap_or(&decision.name)
                )
            },
        )
    }

    /// A statement by its title where there is one.
    pub fn statement(&self, statement: StatementId) -> String {
        self.policy.statements.get(statement).map_or_else(
            || "a statement".to_owned(),
            |statement| {
                format!(
                    "\"{}\"",
                    statement.title.as_deref().unwrap_or(&statement.name)
                )
            },
        )
    }

    /// A scheme by its title where there is one.
    pub fn scheme(&self, scheme: SchemeId) -> String {
        self.policy.schemes.get(scheme).map_or_else(
            || "a scheme".to_owned(),
            |scheme| format!("\"{}\"", scheme.title.as_deref().unwrap_or(&scheme.name)),
        )
    }

    /// A row of a scheme: `row 3 of "Operational scheme of delegation"`, with its cell where it comes from a spreadsheet.
    pub fn scheme_row(&self, scheme: SchemeId, row: usize) -> String {
        let cell = self
            .policy
            .schemes
            .get(scheme)
            .and_then(|scheme| scheme.rows.get(row)?.cell.as_deref());
        match cell {
            Some(cell) => format!("row {} of {} ({cell})", row + 1, self.scheme(scheme)),
            None => format!("row {} of {}", row + 1, self.scheme(scheme)),
        }
    }

    /// A reservation: `legal responsibility is reserved to the members`.
    pub fn reserved(&self, reserved: ReservedId) -> String {
        let Some(declared) = self.policy.reserved.get(reserved) else {
            return "it is reserved".to_owned();
        };
        let what: Vec<_> = declared
            .what
            .iter()
            .map(|matter| self.matter(*matter))
            .collect();
        let to = match declared.to {
            Some(ReservedTo::Office(office)) => format!(" to the {}", self.office(office)),
            Some(ReservedTo::Individual(who)) => format!(" to {}", self.individual(who)),
            None => String::new(),
        };
        let verb = if what.len() == 1 { "is" } else { "are" };
        format!("{} {verb} reserved{to}", super::lists::and_list(&what))
    }

    /// A sort of period: `financial year`, `month`, `instalment`.
    pub fn period_kind(&self, kind: PeriodKind) -> &str {
        match kind {
            PeriodKind::FinancialYear => "financial year",
            PeriodKind::Month => "month",
            PeriodKind::Declared(series) => self
                .policy
                .periods
                .get(series)
                .map_or("period", |series| series.name().as_str()),
        }
    }

    /// Over what an amount is counted: `per act`, `per project`, `in each financial year`, `in total`.
    pub fn counted(&self, counted: &Counted) -> String {
        match counted {
            Counted::PerAct => "per act".to_owned(),
            Counted::PerArgument(name) => format!("per {name}"),
            Counted::InEach(period) => format!("in each {}", self.period_kind(*period)),
            Counted::InTotal => "in total".to_owned(),
        }
    }

    /// An expression as it was written; a name for it where the text is not at hand.
    pub fn expression(&self, expression: &Expr) -> String {
        if let crate::policy::expr::ExprKind::Literal(value) = &expression.kind {
            return self.value(value);
        }
        match self.text(expression.span) {
            Some(text) => format!("`{text}`"),
            None => "its condition".to_owned(),
        }
    }

    /// A change as a sentence.
    pub fn effect(&self, effect: &EffectKind) -> String {
        let of = |fact: crate::policy::policy::FactId, arguments: &[Expr]| {
            let said: Vec<_> = arguments
                .iter()
                .map(|argument| self.expression(argument))
                .collect();
            let name = self
                .policy
                .facts
                .get(fact)
                .map_or("a fact", |fact| fact.name.as_str());
            format!("{name}({})", said.join(", "))
        };
        let say = |expression: &Expr| self.expression(expression);
        match effect {
            EffectKind::Begins(fact, arguments) => format!("{} begins", of(*fact, arguments)),
            EffectKind::Ends(fact, arguments) => format!("{} ends", of(*fact, arguments)),
            EffectKind::Becomes(fact, arguments, value) => {
                format!("{} becomes {}", of(*fact, arguments), say(value))
            }
            EffectKind::Established(body) => format!("{} is established", say(body)),
            EffectKind::Abolished(body) => format!("{} is abolished", say(body)),
            EffectKind::Renamed(body, title) => format!("{} is renamed \"{title}\"", say(body)),
            EffectKind::BecomesKind(body, kind) => {
                format!("{} becomes a {}", say(body), self.kind(*kind))
            }
            EffectKind::FunctionPasses(None, from, to) => {
                format!("the functions of {} pass to {}", say(from), say(to))
            }
            EffectKind::FunctionPasses(Some(function), from, to) => format!(
                "{} of {} passes to {}",
                self.function(*function),
                say(from),
                say(to)
            ),
            EffectKind::Imposed(norm, body) => {
                format!("{} is imposed on {}", self.norm_name(*norm), say(body))
            }
            EffectKind::Disapplied(norm, body) => {
                format!("{} is disapplied for {}", self.norm_name(*norm), say(body))
            }
            EffectKind::ClaimPasses(norm, from, to) => format!(
                "what is owed to {} under {} passes to {}",
                say(from),
                self.norm_name(*norm),
                say(to)
            ),
            EffectKind::NormPasses(norm, from, to) => format!(
                "{} of {} passes to {}",
                self.norm_name(*norm),
                say(from),
                say(to)
            ),
        }
    }
}
