//! Acts and the other lines of a timeline, as sentences.

use super::{lists::and_list, value::fill, words::Words};
use crate::{
    case::{
        case::{GivenOffice, Holding, Link},
        happening::{ActDone, Agreed, Happening, HappeningKind, Named},
    },
    policy::{policy::ActId, value::Value},
    record::record::LinkRef,
};

impl Words<'_> {
    /// An act or event by its name.
    pub fn act_name(&self, act: ActId) -> &str {
        self.policy.acts.get(act).map_or("an act", |act| &act.name)
    }

    /// An act with its arguments: `commission(service: maternity, amount: £1m)`.
    pub fn act_call(&self, act: ActId, arguments: &[Option<Value>]) -> String {
        let Some(declared) = self.policy.acts.get(act) else {
            return "an act".to_owned();
        };
        let said: Vec<_> = declared
            .parameters
            .iter()
            .zip(arguments)
            .filter_map(|(parameter, value)| {
                let value = value.as_ref()?;
                Some(format!("{}: {}", parameter.name, self.value(value)))
            })
            .collect();
        if said.is_empty() {
            declared.name.to_string()
        } else {
            format!("{}({})", declared.name, said.join(", "))
        }
    }

    /// What an act does, without who does it: its name with its arguments.
    fn act_sentence(&self, actors: &[Value], act: ActId, arguments: &[Option<Value>]) -> String {
        let declared = self.policy.acts.get(act);
        let from_template = declared.and_then(|declared| {
            fill(declared.template.as_deref()?, |name| {
                if name == "actor" {
                    return (!actors.is_empty()).then(|| self.values(actors));
                }
                let place = declared
                    .parameters
                    .iter()
                    .position(|parameter| parameter.name == name)?;
                arguments
                    .get(place)?
                    .as_ref()
                    .map(|value| self.value(value))
            })
        });
        from_template.unwrap_or_else(|| {
            let call = self.act_call(act, arguments);
            match actors {
                [] => call,
                [actor] => format!("{} does {call}", self.value(actor)),
                several => format!("{} do {call}", self.values(several)),
            }
        })
    }

    /// An act that was done: `Northshire CCG published the commissioning plan for 2013/14, on behalf of …`.
    pub fn act_done(&self, act: &ActDone) -> String {
        let mut said = self.act_sentence(&act.actors, act.act, &act.arguments);
        if let Some(office) = act.acting_as {
            said.push_str(&format!(", acting as {}", self.office(office)));
        }
        if let Some(body) = &act.on_behalf_of {
            said.push_str(&format!(", on behalf of {}", self.value(body)));
        }
        said
    }

    /// A line of the timeline as a sentence, without its date.
    pub fn happening(&self, place: usize) -> String {
        self.happening_at(place).map_or_else(
            || "something".to_owned(),
            |happening| self.happens(happening),
        )
    }

    /// A line of the timeline with its date: `late-plan of 5 April 2013`, or the sentence and the date where it has no name.
    pub fn happening_short(&self, place: usize) -> String {
        match self.happening_at(place) {
            None => "something".to_owned(),
            Some(happening) => match &happening.label {
                Some(label) => format!("`{label}` of {}", happening.date),
                None => format!("\"{}\" on {}", self.happens(happening), happening.date),
            },
        }
    }

    /// A line of the timeline in a table, where its sentence stands elsewhere: `late-plan` of 5 April 2013, or what sort of
    /// thing happened that day.
    pub fn happening_brief(&self, place: usize) -> String {
        let Some(happening) = self.happening_at(place) else {
            return "something".to_owned();
        };
        let date = happening.date;
        if let Some(label) = &happening.label {
            return format!("`{label}` of {date}");
        }
        let sort = match &happening.kind {
            HappeningKind::Act(act) => return format!("`{}` on {date}", self.act_name(act.act)),
            HappeningKind::Event { event, .. } => {
                return format!("`{}` on {date}", self.act_name(*event));
            }
            HappeningKind::Delegates { .. } => "the delegation",
            HappeningKind::Revokes { .. } => "the revocation",
            HappeningKind::Agrees { .. } => "the agreement",
            HappeningKind::WithdrawsAgreement { .. } => "the withdrawal of agreement",
            HappeningKind::Judges { .. } => "the judgement",
            HappeningKind::Evidence { .. } => "the evidence",
            HappeningKind::Waives { .. } => "the waiver",
            HappeningKind::SetsAside { .. } => "the setting aside",
            HappeningKind::Joins { .. } => "the signature",
            HappeningKind::Office(_) => "the change of office",
            HappeningKind::Effect(_) => "the change",
            HappeningKind::LeftOut => "nothing",
        };
        format!("{sort} of {date}")
    }

    /// What happens on a line of the timeline.
    pub fn happens(&self, happening: &Happening) -> String {
        match &happening.kind {
            HappeningKind::Act(act) => self.act_done(act),
            HappeningKind::Event { event, arguments } => self.act_sentence(&[], *event, arguments),
            HappeningKind::Delegates { link, by } => {
                let said = self.delegates(link);
                if *by == link.from {
                    said
                } else {
                    format!("{said}, made by {}", self.value(by))
                }
            }
            HappeningKind::Revokes { by, what } => {
                format!("{} revokes {}", self.value(by), self.named(*what))
            }
            HappeningKind::Agrees { by, to } => {
                format!("{} agrees to {}", self.value(by), self.agreed(to))
            }
            HappeningKind::WithdrawsAgreement { by, to } => format!(
                "{} withdraws agreement to {}",
                self.value(by),
                self.agreed(to)
            ),
            HappeningKind::Judges {
                by,
                judgement,
                arguments,
                holds,
                because,
            } => {
                let mut said = format!(
                    "{} judges that {}{}",
                    self.value(by),
                    if *holds { "" } else { "it is not so that " },
                    self.fact(*judgement, arguments)
                );
                if let Some(reason) = because {
                    said.push_str(&format!(", because \"{reason}\""));
                }
                said
            }
            HappeningKind::Evidence {
                of,
                norm,
                bearer,
                for_,
            } => format!(
                "evidence of {} is shown for {} of {}{}",
                self.values(of),
                self.norm_name(*norm),
                self.individual(*bearer),
                self.for_period(for_.as_ref())
            ),
            HappeningKind::Waives { by, norm, of, for_ } => format!(
                "{} waives {} of {}{}",
                self.value(by),
                self.norm_name(*norm),
                self.individual(*of),
                self.for_period(for_.as_ref())
            ),
            HappeningKind::SetsAside {
                by,
                what,
                from_then_on,
            } => format!(
                "{} sets aside {}{}",
                self.value(by),
                self.named(*what),
                if *from_then_on { " from then on" } else { "" }
            ),
            HappeningKind::Joins {
                by,
                what,
                acting_as,
            } => {
                let office = acting_as.map_or_else(String::new, |office| {
                    format!(", acting as {},", self.office(office))
                });
                format!("{}{office} joins {}", self.value(by), self.named(*what))
            }
            HappeningKind::Office(office) => self.office_line(office),
            HappeningKind::Effect(effect) => self.effect(effect),
            HappeningKind::LeftOut => "nothing".to_owned(),
        }
    }

    fn for_period(&self, period: Option<&Value>) -> String {
        period.map_or_else(String::new, |period| format!(" for {}", self.value(period)))
    }

    /// What a label names: a happening or a link.
    pub fn named(&self, named: Named) -> String {
        match named {
            Named::Happening(place) => self.happening_short(place),
            Named::Link(place) => self.link(LinkRef::Given(place)),
        }
    }

    fn agreed(&self, agreed: &Agreed) -> String {
        match agreed {
            Agreed::Named(named) => self.named(*named),
            Agreed::Act { by, act } => {
                format!("{} doing {}", self.value(by), self.act_value(act))
            }
        }
    }

    /// A delegation as a sentence: `Northshire CCG delegates finance to Southshire CCG, up to £2m per act`.
    pub fn delegates(&self, link: &Link) -> String {
        let what: Vec<_> = link
            .what
            .iter()
            .map(|matter| self.matter(*matter))
            .collect();
        let mut said = format!(
            "{} delegates {} to {}",
            self.value(&link.from),
            and_list(&what),
            self.value(&link.to)
        );
        if let Some(limit) = &link.limit {
            let word = if limit.below { "below" } else { "up to" };
            said.push_str(&format!(
                ", {word} {} {}",
                self.value(&limit.amount),
                self.counted(&limit.counted)
            ));
        }
        if let Some(until) = link.dates.until {
            said.push_str(&format!(", until {until}"));
        }
        said
    }

    fn office_line(&self, line: &GivenOffice) -> String {
        let verb = match line.holding {
            Holding::Holds => "becomes",
            Holding::ActsAs => "acts as",
            Holding::Leaves => "leaves the office of",
        };
        format!(
            "{} {verb} {} of {}",
            self.individual(line.person),
            self.office(line.office),
            self.individual(line.of)
        )
    }

    /// A link of delegation: by its name, as `the delegation of … from … to …`, or as the row that makes it.
    pub fn link(&self, link: LinkRef) -> String {
        match link {
            LinkRef::Given(place) => {
                let given = self.case.and_then(|case| case.links.get(place));
                let named = || self.case.and_then(|case| case.link_name(place));
                given.map_or_else(
                    || named().unwrap_or("a delegation").to_owned(),
                    |given| self.link_named(given.label.as_deref(), &given.link),
                )
            }
            LinkRef::Made(place) => match self.happening_at(place) {
                Some(Happening {
                    kind: HappeningKind::Delegates { link, .. },
                    label,
                    ..
                }) => self.link_named(label.as_deref(), link),
                _ => self.happening_short(place),
            },
            LinkRef::Standing(rule) => self.policy.delegations.get(rule).map_or_else(
                || "a delegation by law".to_owned(),
                |rule| {
                    format!(
                        "\"{}\" (a delegation by law)",
                        rule.title.as_deref().unwrap_or(&rule.name)
                    )
                },
            ),
            LinkRef::Row(scheme, row) => self.scheme_row(scheme, row),
        }
    }

    fn link_named(&self, label: Option<&str>, link: &Link) -> String {
        let what: Vec<_> = link
            .what
            .iter()
            .map(|matter| self.matter(*matter))
            .collect();
        let said = format!(
            "the delegation of {} from {} to {}",
            and_list(&what),
            self.value(&link.from),
            self.value(&link.to)
        );
        match label {
            Some(label) => format!("`{label}` ({said})"),
            None => said,
        }
    }
}
