//! One norm: its clauses in the order in which they bind: when it is in force, who bears it, what brings it about, its
//! conditions, and what it says. What it says of acts binds before the conditions where it is no duty.

use smol_str::SmolStr;

use crate::{
    base::id::Arena,
    policy::{
        norm::{Claimant, Form, Norm, NormNameId, Occasion, Party},
        pattern::ActPattern,
        policy::PackId,
        types::Type,
    },
    resolve::{
        collect::text,
        messages,
        resolved::{Resolved, left_out_if_broken},
        scope::Scope,
        signatures::Signatures,
        standing::{Inherited, Said},
    },
    tree::{
        act as tree_act, expr as tree_expr,
        norm::{self as tree, ClauseKind, NormForm},
        word::Word,
    },
};

/// A norm from its tree and the signatures alone.
pub fn norm(
    signatures: &Signatures,
    pack: PackId,
    name: NormNameId,
    written: &tree::Norm,
    inherited: &Inherited<'_>,
) -> Resolved<Norm> {
    let mut scope = Scope::new(signatures, pack);
    let found = scope.norm_of(name, written, inherited);
    let (variables, rest) = scope.finish().split();
    let found = found.map(|norm| Norm { variables, ..norm });
    left_out_if_broken(form_word(written.form), &written.name, found, rest)
}

/// The word that a form is declared by.
pub(crate) fn form_word(form: NormForm) -> &'static str {
    match form {
        NormForm::Duty => "duty",
        NormForm::Prohibition => "prohibition",
        NormForm::Power => "power",
        NormForm::Freedom => "freedom",
        NormForm::Immunity => "immunity",
        NormForm::Transition => "transition",
    }
}

impl Scope<'_> {
    fn norm_of(
        &mut self,
        name: NormNameId,
        written: &tree::Norm,
        inherited: &Inherited<'_>,
    ) -> Option<Norm> {
        let clauses = self.fitting(written);
        let standing = self.norm_standing(written, &clauses, inherited);
        let party = self.norm_party(written, &clauses);
        let occasion = self.occasion(written, &clauses);
        let duty = written.form == NormForm::Duty;
        let (mut conditions, mut exceptions) = (Vec::new(), Vec::new());
        let mut form = None;
        if !duty {
            form = self.form(written, &clauses, &occasion);
        }
        for clause in &clauses {
            match &clause.kind {
                ClauseKind::If(c) => conditions.push(self.condition(c)),
                ClauseKind::Unless(c) => exceptions.push(self.condition(c)),
                _ => {}
            }
        }
        if duty {
            form = self.form(written, &clauses, &occasion);
        }
        let mut norm = Norm {
            name,
            text: written.name.text.clone(),
            title: text(written.title.as_ref()),
            pack: self.pack,
            sources: Vec::new(),
            function: None,
            variables: Arena::new(),
            party: None,
            owed_to: Vec::new(),
            occasion: Occasion::Always,
            conditions,
            exceptions,
            until: Vec::new(),
            form: Form::Transition,
            agreement: Vec::new(),
            jointly_with: Vec::new(),
            limits: Vec::new(),
            effects: Vec::new(),
            overrides: Vec::new(),
            only_where_imposed: false,
            governs_pending: false,
            standing,
            notes: Vec::new(),
            not_normative: None,
            span: written.name.span,
        };
        for clause in &clauses {
            self.other_clause(&clause.kind, &mut norm);
        }
        if written.form == NormForm::Transition && norm.effects.is_empty() && !self.is_broken() {
            self.report(messages::norms::missing(
                &written.name,
                "transition",
                "effect …",
            ));
        }
        norm.party = party?;
        norm.occasion = occasion?;
        norm.form = form?;
        Some(norm)
    }

    fn norm_standing(
        &mut self,
        written: &tree::Norm,
        clauses: &[&tree::Clause],
        inherited: &Inherited<'_>,
    ) -> crate::policy::standing::Standing {
        let mut said = Said::default();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::InForce(in_force) => said.in_force = Some(in_force),
                ClauseKind::Status(status) => said.status = Some(*status),
                ClauseKind::Rank(rank) => said.rank = Some(rank),
                _ => {}
            }
        }
        self.standing(said, inherited, written.name.span)
    }

    /// Who bears or holds it: nothing where it cannot be read, none of a transition.
    fn norm_party(
        &mut self,
        written: &tree::Norm,
        clauses: &[&tree::Clause],
    ) -> Option<Option<Party>> {
        let party = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Bearer(party) | ClauseKind::Holder(party) => Some(&**party),
            _ => None,
        });
        if written.form == NormForm::Transition {
            return Some(None);
        }
        let Some(party) = party else {
            if !self.is_broken() {
                let clause = match written.form {
                    NormForm::Duty | NormForm::Prohibition => "bearer c: KIND",
                    _ => "holder c: KIND",
                };
                let form = form_word(written.form);
                self.report(messages::norms::missing(&written.name, form, clause));
            }
            return None;
        };
        self.party(party).map(Some)
    }

    fn occasion(&mut self, written: &tree::Norm, clauses: &[&tree::Clause]) -> Option<Occasion> {
        let mut occasions = clauses.iter().filter(|clause| {
            matches!(
                clause.kind,
                ClauseKind::Each { .. } | ClauseKind::When(_) | ClauseKind::On(_)
            )
        });
        let first = occasions.next();
        if let (Some(first), Some(second)) = (first, occasions.next()) {
            let problem = messages::norms::two_occasions(second.keyword, first.keyword);
            self.report(problem);
        }
        let Some(clause) = first else {
            if written.form == NormForm::Transition && !self.is_broken() {
                self.report(messages::norms::missing(
                    &written.name,
                    "transition",
                    "on DATE` or `when …",
                ));
            }
            return Some(Occasion::Always);
        };
        match &clause.kind {
            ClauseKind::Each { period, variable } => {
                let kind = self.period_kind(period);
                let variable = self.bind(variable, kind.map_or(Type::Any, Type::Period));
                Some(Occasion::Each(kind?, variable))
            }
            ClauseKind::When(triggers) => Some(Occasion::When(self.triggers(triggers))),
            ClauseKind::On(day) => Some(Occasion::On(self.day(day))),
            _ => Some(Occasion::Always),
        }
    }

    fn form(
        &mut self,
        written: &tree::Norm,
        clauses: &[&tree::Clause],
        occasion: &Option<Occasion>,
    ) -> Option<Form> {
        let mut missing = None;
        let form = match written.form {
            NormForm::Duty => {
                let musts: Vec<_> = clauses
                    .iter()
                    .filter_map(|clause| match &clause.kind {
                        ClauseKind::Must(must) => Some((&**must, clause.span)),
                        _ => None,
                    })
                    .collect();
                if musts.is_empty() {
                    missing = Some("must …");
                }
                // Where the occasion cannot be read nothing is said of what hangs on it.
                let quiet = Occasion::When(Vec::new());
                let unread = written.clauses.iter().any(|c| c.kind == ClauseKind::Bad);
                let occasion = match occasion {
                    Some(Occasion::Always) | None if unread => &quiet,
                    Some(occasion) => occasion,
                    None => &quiet,
                };
                Form::Duty(self.musts(&musts, occasion))
            }
            NormForm::Prohibition => {
                let acts = clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::MustNot(act) => Some(&**act),
                    _ => None,
                });
                let acts = self.patterns(acts);
                if acts.is_empty() {
                    missing = Some("must not …");
                }
                Form::Prohibition(acts)
            }
            NormForm::Power | NormForm::Freedom => {
                let acts = clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::May(act) | ClauseKind::MayOrNot(act) => Some(&**act),
                    _ => None,
                });
                let acts = self.patterns(acts);
                if acts.is_empty() {
                    missing = Some("may …");
                }
                if written.form == NormForm::Power {
                    Form::Power(acts)
                } else {
                    Form::Freedom(acts)
                }
            }
            NormForm::Immunity => {
                let clause = clauses.iter().find_map(|clause| match &clause.kind {
                    ClauseKind::NoMay { who, act } => Some((who, &**act)),
                    _ => None,
                });
                match clause {
                    Some((who, act)) => {
                        let who = self.kind(who);
                        let act = self.patterns(std::iter::once(act)).pop();
                        Form::Immunity {
                            who: who?,
                            act: act?,
                        }
                    }
                    None => {
                        missing = Some("no KIND may …");
                        Form::Transition
                    }
                }
            }
            NormForm::Transition => Form::Transition,
        };
        if let Some(clause) = missing {
            if !self.is_broken() {
                let form = form_word(written.form);
                self.report(messages::norms::missing(&written.name, form, clause));
            }
            return None;
        }
        Some(form)
    }

    /// Acts of which any is meant: they bind the same variables.
    fn patterns<'t>(
        &mut self,
        written: impl Iterator<Item = &'t tree_act::ActPattern>,
    ) -> Vec<ActPattern> {
        let mut alternatives = self.alternatives();
        let mut found = Vec::new();
        for act in written {
            self.next_alternative(&mut alternatives);
            self.no_for_every(act);
            found.extend(self.act_pattern(act, Some(false)));
            self.end_alternative(&mut alternatives);
        }
        self.end_alternatives(alternatives);
        found
    }

    fn other_clause(&mut self, clause: &ClauseKind, norm: &mut Norm) {
        match clause {
            ClauseKind::Source(cited) => norm.sources.extend(self.citations(cited)),
            ClauseKind::Function(word) => norm.function = self.function(word),
            ClauseKind::OwedTo(claimants) => {
                norm.owed_to
                    .extend(claimants.iter().map(|claimant| self.claimant(claimant)));
            }
            ClauseKind::Until(c) => norm.until.push(self.condition(c)),
            ClauseKind::NeedsAgreement(of) => {
                norm.agreement
                    .extend(of.iter().filter_map(|e| self.body(e)));
            }
            ClauseKind::JointlyWith(with) => {
                norm.jointly_with
                    .extend(with.iter().filter_map(|e| self.body(e)));
            }
            ClauseKind::UpTo(limit) => norm.limits.push(self.limit(limit)),
            ClauseKind::Effect(effect) => norm.effects.extend(self.effect(effect)),
            ClauseKind::Overrides(words) => {
                norm.overrides
                    .extend(words.iter().filter_map(|word| self.norm(word)));
            }
            ClauseKind::BindsOnlyWhereImposed => norm.only_where_imposed = true,
            ClauseKind::GovernsPending => norm.governs_pending = true,
            ClauseKind::Note(note) => norm.notes.push(note.text.clone()),
            ClauseKind::NotNormative(because) => {
                norm.not_normative = Some(because.text.clone());
            }
            _ => {}
        }
    }

    /// To whom it is owed: someone who is declared or bound, or `the public`.
    fn claimant(&mut self, e: &tree_expr::Expr) -> Claimant {
        if let tree_expr::ExprKind::Name(name) = &e.kind {
            let known = self.bound(name).is_some() || self.individual_named(name).is_some();
            if !known && name == "public" {
                return Claimant::Words(SmolStr::new_static("the public"));
            }
        }
        if let tree_expr::ExprKind::Literal(crate::tree::literal::Literal::Text(text)) = &e.kind {
            return Claimant::Words(text.into());
        }
        let found = self.unchecked(e, &Type::Any);
        Claimant::Of(self.individual(found))
    }
}

/// The period or happening that instances of a norm are for.
pub(crate) fn cause_of(scope: &mut Scope<'_>, written: &tree::Norm) -> Type {
    let each = written
        .clauses
        .iter()
        .find_map(|clause| match &clause.kind {
            ClauseKind::Each { period, .. } => Some(Ok(period)),
            ClauseKind::When(_) => Some(Err(())),
            _ => None,
        });
    match each {
        Some(Ok(period)) => quietly(scope, period),
        Some(Err(())) => Type::Happening(None),
        None => Type::Any,
    }
}

/// The sort of period by its name, without a message: the norm's own body gives it.
fn quietly(scope: &Scope<'_>, word: &Word) -> Type {
    use crate::{base::period::PeriodKind, resolve::names::TypeName};
    match word.text.as_str() {
        "financial-year" => Type::Period(PeriodKind::FinancialYear),
        "month" => Type::Period(PeriodKind::Month),
        other => match scope.names.find(other, |names| &names.types) {
            Some(TypeName::Period(id)) => Type::Period(PeriodKind::Declared(*id)),
            _ => Type::Any,
        },
    }
}
