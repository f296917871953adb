//! What is shown where the pointer rests: what a name names, what a literal means, what a keyword is for.

use crate::{
    base::{date::Date, id::Arena, line_index::Utf16Position, money::Money, period::Period},
    ide::{
        keywords::meaning::meaning_of,
        naming::{Named, Spot, sort_word},
        view::{Stretch, View},
    },
    policy::{
        norm::{Form, NormId},
        policy::{ClauseId, FactSort, Parameter, Policy},
        standing::{Rank, Standing, Status},
        types::Type,
    },
    resolve::{index::Target, show::written},
    syntax::{
        lex::lex,
        token::{Token, TokenKind},
    },
    words::Words,
};

/// What is shown, in Markdown, and for which stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The text.
    pub markdown: String,
    /// What it is about.
    pub at: Stretch,
}

/// What is shown at a place.
pub fn hover(view: &View<'_>, path: &str, at: Utf16Position) -> Option<Hover> {
    let spot = view.spot(path, at)?;
    if let Some(named) = view.named(spot)
        && let Some(markdown) = described(view, &named)
    {
        return Some(Hover {
            markdown,
            at: view.stretch(named.span),
        });
    }
    let (tokens, here) = tokens_of_line(spot);
    let token = tokens.get(here)?;
    let (markdown, from, to) = literal(&tokens, here, spot.text)
        .or_else(|| Some((meaning_of(token.text(spot.text))?.to_owned(), here, here)))?;
    let (from, to) = (tokens.get(from)?.start, tokens.get(to)?.end);
    let span = view.texts.span(spot.file, from as usize..to as usize)?;
    Some(Hover {
        markdown,
        at: view.stretch(span),
    })
}

/// The tokens of the line of a place, in bytes of the file, and which of them stands there.
fn tokens_of_line(spot: Spot<'_>) -> (Vec<Token>, usize) {
    let before = spot.text.get(..spot.offset).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = spot.text.get(start..).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default();
    let shift = u32::try_from(start).unwrap_or(u32::MAX);
    let tokens: Vec<Token> = lex(line)
        .into_iter()
        .map(|token| Token {
            start: token.start.saturating_add(shift),
            end: token.end.saturating_add(shift),
            ..token
        })
        .collect();
    let here = tokens
        .iter()
        .position(|token| spot.offset < token.end as usize)
        .unwrap_or(tokens.len().saturating_sub(1));
    (tokens, here)
}

/// What a literal means, and its first and last token.
fn literal(tokens: &[Token], here: usize, text: &str) -> Option<(String, usize, usize)> {
    let token = tokens.get(here)?;
    let said = token.text(text);
    let one = |markdown: String| Some((markdown, here, here));
    match token.kind {
        TokenKind::FinancialYear => {
            let year = Period::parse_financial_year(said).ok()?;
            let series = Arena::new();
            one(format!(
                "the financial year from {} to {}",
                year.start(&series),
                year.end(&series)
            ))
        }
        TokenKind::Money => {
            let (shown, _) = Money::parse(said).ok()?.display();
            one(format!("{shown}, VAT included unless it says `plus VAT`"))
        }
        TokenKind::Date => {
            let date = Date::from_iso(said).ok()?;
            one(format!("{date}, a {:?}", date.weekday()))
        }
        TokenKind::Percent => {
            let number: f64 = said.trim_end_matches('%').replace(',', "").parse().ok()?;
            one(format!("{number} in a hundred"))
        }
        TokenKind::Number | TokenKind::Word => of_words(tokens, here, text),
        _ => None,
    }
}

/// `1 April 2013`, `October 2002`, `28 days`, `5 working days`.
fn of_words(tokens: &[Token], here: usize, text: &str) -> Option<(String, usize, usize)> {
    let real: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.get(*at).is_some_and(|token| !token.kind.is_trivia()))
        .collect();
    let mine = real.iter().position(|at| *at == here)?;
    let word = |at: usize| {
        let token = tokens.get(*real.get(at)?)?;
        Some(token.text(text))
    };
    for first in mine.saturating_sub(2)..=mine {
        if let (Some(day), Some(month), Some(year)) =
            (word(first), word(first + 1), word(first + 2))
            && first + 2 >= mine
            && let Ok(date) = Date::from_words(&format!("{day} {month} {year}"))
        {
            let said = format!("{date}, a {:?}", date.weekday());
            return Some((said, *real.get(first)?, *real.get(first + 2)?));
        }
    }
    for first in mine.saturating_sub(1)..=mine {
        if let (Some(month), Some(year)) = (word(first), word(first + 1))
            && first < mine + 1
            && first + 1 >= mine
            && let Some(month) = Period::parse_month(&format!("{month} {year}"))
        {
            let series = Arena::new();
            let said = format!(
                "a month: its first day ({}) after `from`, its last ({}) after `until`, `by` and `as of`",
                month.start(&series),
                month.end(&series)
            );
            return Some((said, *real.get(first)?, *real.get(first + 1)?));
        }
    }
    for first in mine.saturating_sub(2)..=mine {
        let Some(count) = word(first).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let unit = match (word(first + 1), word(first + 2)) {
            (Some(one @ ("working" | "clear")), Some(two)) => (format!("{one} {two}"), first + 2),
            (Some(one), _) => (one.to_owned(), first + 1),
            _ => continue,
        };
        let Some(said) = length(&unit.0) else {
            continue;
        };
        if unit.1 >= mine {
            let said = format!("{count} {}: {said}", unit.0);
            return Some((said, *real.get(first)?, *real.get(unit.1)?));
        }
    }
    None
}

/// How a length of time is counted (S1.2, S1.3).
fn length(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "day" | "days" => {
            "`from` a day leaves that day out, `beginning with` it counts it; the last day is included"
        }
        "week" | "weeks" => "seven days each, counted as days are",
        "month" | "months" => {
            "to the corresponding day, or to the last day of a month that has none; `beginning with` ends the day before"
        }
        "year" | "years" => "to the same day of a later year; `beginning with` ends the day before",
        "hour" | "hours" => "by the clock, where both events carry a time",
        "working day" | "working days" => {
            "Saturdays, Sundays and the holidays of the calendar are not counted; a date outside the calendar's years is an error"
        }
        "clear day" | "clear days" => "both ends are left out",
        _ => return None,
    })
}

/// What a name names.
pub fn described(view: &View<'_>, named: &Named<'_, '_>) -> Option<String> {
    let policy = named.pack.resolution?.policy();
    if let (Target::Individual(id), Some(scenario)) = (named.target, named.scenario)
        && id.index() >= policy.individuals.len()
    {
        let case = scenario.case.as_ref()?;
        let one = case.individuals.get(id)?;
        let kind = policy.kinds.get(one.kind)?;
        return Some(lines([
            head("individual", &one.name, one.title.as_deref()),
            format!("a `{}`, of this scenario", kind.name),
        ]));
    }
    if let Target::Variable(span) = named.target {
        return Some(variable(view, policy, span));
    }
    about(view, policy, named.target)
}

fn lines<const N: usize>(lines: [String; N]) -> String {
    let told: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    told.join("\n\n")
}

/// `**duty** publish-plan — Publish a commissioning plan`
fn head(sort: &str, name: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("**{sort}** `{name}`: {title}"),
        None => format!("**{sort}** `{name}`"),
    }
}

fn variable(view: &View<'_>, policy: &Policy, span: crate::base::span::Span) -> String {
    let name = view.texts.slice(span);
    let ty = policy
        .norms
        .iter()
        .map(|norm| &norm.variables)
        .chain(policy.delegations.iter().map(|rule| &rule.variables))
        .chain(
            policy
                .definitions
                .iter()
                .flat_map(|d| d.versions.iter().map(|v| &v.variables)),
        )
        .chain(
            policy
                .decisions
                .iter()
                .flat_map(|d| d.versions.iter().map(|v| &v.variables)),
        )
        .chain(
            policy
                .statements
                .iter()
                .map(|statement| &statement.variables),
        )
        .flat_map(|variables| variables.iter())
        .find(|variable| variable.span == span)
        .map(|variable| {
            format!(
                "**variable** `{name}`: {}",
                shown_type(&variable.ty, policy)
            )
        });
    ty.unwrap_or_else(|| format!("**variable** `{name}`"))
}

fn shown_type(ty: &Type, policy: &Policy) -> String {
    format!("`{}`", written(ty, policy))
}

/// `publish(document: Document, year: financial-year)`
pub fn signature(name: &str, parameters: &[Parameter], policy: &Policy) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|parameter| format!("{}: {}", parameter.name, written(&parameter.ty, policy)))
        .collect();
    format!("{name}({})", parameters.join(", "))
}

fn clauses(policy: &Policy, clauses: &[ClauseId]) -> String {
    let told: Vec<String> = clauses
        .iter()
        .map(|clause| {
            let said = Words::new(policy).clause_titled(*clause);
            let source = policy
                .clauses
                .get(*clause)
                .and_then(|clause| policy.sources.get(clause.source));
            match source.and_then(|source| source.title.as_deref()) {
                Some(title) => format!("- {said}, {title}"),
                None => format!("- {said}"),
            }
        })
        .collect();
    told.join("\n")
}

fn standing(standing: &Standing) -> String {
    let mut said = Vec::new();
    match (standing.from, standing.until) {
        (Some(from), Some(until)) => said.push(format!("in force from {from} until {until}")),
        (Some(from), None) => said.push(format!("in force from {from}")),
        (None, Some(until)) => said.push(format!("in force until {until}")),
        (None, None) => {}
    }
    match standing.status {
        Status::InForce => {}
        Status::Announced => said.push("announced: no force unless assumed".to_owned()),
        Status::Proposed => said.push("proposed: no force unless assumed".to_owned()),
        Status::NotBinding => said.push("not binding".to_owned()),
        Status::Historical => said.push("historical".to_owned()),
    }
    said.push(
        match standing.rank {
            Rank::Act => "rank: Act",
            Rank::Regulations => "rank: regulations",
            Rank::Directions => "rank: directions",
            Rank::Constitution => "rank: constitution",
            Rank::Scheme => "rank: scheme",
            Rank::Guidance => "rank: guidance",
            Rank::Promise => "rank: promise",
        }
        .to_owned(),
    );
    said.join("; ")
}

fn norm(view: &View<'_>, policy: &Policy, id: NormId) -> Option<String> {
    let norm = policy.norms.get(id)?;
    let words = Words::new(policy).quoting(view.texts);
    let (sort, says) = match &norm.form {
        Form::Duty(musts) => {
            let musts: Vec<String> = (0..musts.len()).map(|at| words.must(id, at)).collect();
            ("duty", format!("must {}", musts.join("; ")))
        }
        Form::Prohibition(_) => ("prohibition", String::new()),
        Form::Power(_) => ("power", String::new()),
        Form::Freedom(_) => ("freedom", String::new()),
        Form::Immunity { .. } => ("immunity", String::new()),
        Form::Transition => ("transition", String::new()),
    };
    let party = match &norm.party {
        Some(crate::policy::norm::Party::Any { kind, .. }) => policy
            .kinds
            .get(*kind)
            .map(|kind| format!("every `{}`", kind.name)),
        Some(crate::policy::norm::Party::One(one)) => policy
            .individuals
            .get(*one)
            .map(|one| format!("`{}`", one.name)),
        None => None,
    };
    let bears = match (party, &norm.form) {
        (None, _) => String::new(),
        (Some(party), Form::Duty(_) | Form::Prohibition(_)) => format!("borne by {party}"),
        (Some(party), _) => format!("held by {party}"),
    };
    Some(lines([
        head(sort, &norm.text, norm.title.as_deref()),
        bears,
        says,
        standing(&norm.standing),
        clauses(policy, &norm.sources),
        norm.notes.join("\n\n"),
    ]))
}

/// What something declared is.
pub fn about(view: &View<'_>, policy: &Policy, target: Target) -> Option<String> {
    let sort = sort_word(policy, target);
    Some(match target {
        Target::Pack(id) => {
            let pack = policy.packs.get(id)?;
            lines([
                head(sort, &pack.name, pack.title.as_deref()),
                standing(&pack.standing),
            ])
        }
        Target::Source(id) => {
            let source = policy.sources.get(id)?;
            lines([
                head(sort, &source.name, source.title.as_deref()),
                source.publisher.clone().unwrap_or_default(),
                source.date.clone().unwrap_or_default(),
                source.reference.clone().unwrap_or_default(),
            ])
        }
        Target::Clause(id) => {
            let clause = policy.clauses.get(id)?;
            let source = policy.sources.get(clause.source)?;
            let line = clause
                .line
                .map(|line| format!(", line {line}"))
                .unwrap_or_default();
            let title = source.title.as_deref().unwrap_or(&source.name);
            let reason = clause.not_normative.as_ref();
            lines([
                head(sort, &clause.id, clause.title.as_deref()),
                format!("{title}{line}"),
                reason
                    .map(|why| format!("lays down no norm: {why}"))
                    .unwrap_or_default(),
            ])
        }
        Target::Kind(id) => {
            let kind = policy.kinds.get(id)?;
            let parent = kind.parent.and_then(|parent| policy.kinds.get(parent));
            lines([
                head(sort, &kind.name, kind.title.as_deref()),
                parent.map(|parent| format!("is a `{}`", parent.name)).unwrap_or_default(),
                match (kind.statutory, kind.powers_exhaustive) {
                    (true, Some(true)) => "statutory: acts only under a duty, a power, a freedom or a delegation; its powers are exhaustive".to_owned(),
                    (true, _) => "statutory: acts only under a duty, a power, a freedom or a delegation; an act with no listed authority is `not listed`".to_owned(),
                    (false, _) => String::new(),
                },
            ])
        }
        Target::Individual(id) => {
            let one = policy.individuals.get(id)?;
            let kind = policy.kinds.get(one.kind)?;
            lines([
                head(sort, &one.name, one.title.as_deref()),
                format!("a `{}`", kind.name),
            ])
        }
        Target::ValueSet(id) => {
            let set = policy.value_sets.get(id)?;
            let names = set
                .entries
                .iter()
                .filter_map(|entry| policy.values.get(*entry));
            let names: Vec<String> = names.map(|value| format!("`{}`", value.name)).collect();
            lines([
                head(sort, &set.name, set.title.as_deref()),
                names.join(", "),
            ])
        }
        Target::Value(id) => {
            let value = policy.values.get(id)?;
            let set = policy.value_sets.get(value.set)?;
            lines([
                head(sort, &value.name, value.title.as_deref()),
                format!("one of `{}`", set.name),
            ])
        }
        Target::Function(id) => {
            let function = policy.functions.get(id)?;
            let parent = function
                .parent
                .and_then(|parent| policy.functions.get(parent));
            lines([
                head(sort, &function.name, function.title.as_deref()),
                parent
                    .map(|parent| format!("part of `{}`", parent.name))
                    .unwrap_or_default(),
            ])
        }
        Target::Act(id) => {
            let act = policy.acts.get(id)?;
            let under = act.under.and_then(|under| policy.functions.get(under));
            lines([
                head(sort, &signature(&act.name, &act.parameters, policy), None),
                under
                    .map(|under| format!("under `{}`", under.name))
                    .unwrap_or_default(),
                act.template.clone().unwrap_or_default(),
                clauses(policy, &act.sources),
            ])
        }
        Target::Fact(id) => {
            let fact = policy.facts.get(id)?;
            let (sort, absent) = match &fact.sort {
                FactSort::Holds => ("fact", "absent means false"),
                FactSort::Valued => ("fact", "absent means unknown"),
                FactSort::Judgement(_) => ("judgement", "absent means not yet assessed: unknown"),
                FactSort::Attribute(_) => ("attribute", "absent means unknown"),
            };
            let ty = match fact.ty {
                Type::Boolean => String::new(),
                ref ty => format!(": {}", written(ty, policy)),
            };
            lines([
                head(
                    sort,
                    &format!("{}{ty}", signature(&fact.name, &fact.parameters, policy)),
                    None,
                ),
                fact.template.clone().unwrap_or_default(),
                absent.to_owned(),
                clauses(policy, &fact.sources),
            ])
        }
        Target::Definition(id) => {
            let definition = policy.definitions.get(id)?;
            let ty = match definition.ty {
                Type::Boolean => String::new(),
                ref ty => format!(": {}", written(ty, policy)),
            };
            let call = signature(&definition.name, &definition.parameters, policy);
            let version = definition.versions.last();
            lines([
                head(sort, &format!("{call}{ty}"), None),
                definition.template.clone().unwrap_or_default(),
                version
                    .map(|version| standing(&version.standing))
                    .unwrap_or_default(),
                version
                    .map(|version| clauses(policy, &version.sources))
                    .unwrap_or_default(),
            ])
        }
        Target::Decision(id) => {
            let decision = policy.decisions.get(id)?;
            let call = signature(&decision.name, &decision.parameters, policy);
            let version = decision.versions.last();
            lines([
                head(
                    sort,
                    &format!("{call}: {}", written(&decision.ty, policy)),
                    decision.title.as_deref(),
                ),
                version
                    .map(|version| standing(&version.standing))
                    .unwrap_or_default(),
                version
                    .map(|version| clauses(policy, &version.sources))
                    .unwrap_or_default(),
            ])
        }
        Target::Calendar(id) => {
            let calendar = policy.calendars.get(id)?;
            head(sort, &calendar.name, calendar.title.as_deref())
        }
        Target::Period(id) => head(sort, policy.periods.get(id)?.name(), None),
        Target::Norm(id) => {
            let name = policy.norm_names.get(id)?;
            let versions: Vec<String> = name
                .versions
                .iter()
                .filter_map(|version| norm(view, policy, *version))
                .collect();
            if versions.is_empty() {
                lines([
                    head(sort, &name.name, None),
                    "left out until what is wrong with it is mended".to_owned(),
                ])
            } else {
                versions.join("\n\n---\n\n")
            }
        }
        Target::Delegation(id) => {
            let rule = policy.delegations.get(id)?;
            lines([
                head(sort, &rule.name, rule.title.as_deref()),
                clauses(policy, &rule.sources),
            ])
        }
        Target::Office(id) => {
            let office = policy.offices.get(id)?;
            let of = office.of.and_then(|kind| policy.kinds.get(kind));
            lines([
                head(
                    if office.committee { "committee" } else { sort },
                    &office.name,
                    office.title.as_deref(),
                ),
                of.map(|of| format!("of every `{}`", of.name))
                    .unwrap_or_default(),
                clauses(policy, &office.sources),
            ])
        }
        Target::Scheme(id) => {
            let scheme = policy.schemes.get(id)?;
            lines([
                head(sort, &scheme.name, scheme.title.as_deref()),
                standing(&scheme.in_force),
                clauses(policy, &scheme.sources),
            ])
        }
        Target::Statement(id) => {
            let statement = policy.statements.get(id)?;
            lines([
                head(sort, &statement.name, statement.title.as_deref()),
                statement.not_normative.clone().unwrap_or_default(),
                clauses(policy, &statement.sources),
            ])
        }
        Target::Variable(_) => return None,
    })
}
