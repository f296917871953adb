//! The declarations of a file as a tree: what editors show beside the text and in breadcrumbs.

use crate::{
    base::span::Span,
    ide::view::{FileTree, PackView, Stretch, Utf16Range, View},
    tree::{
        norm::NormForm,
        policy::{Entry, Item},
        scenario::{Scenario, ScenarioItem},
        word::{Quoted, Word},
    },
};

/// A declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// Its title or what it is, in a few words.
    pub detail: String,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The whole of it.
    pub range: Utf16Range,
    /// Its name.
    pub name_range: Utf16Range,
    /// What stands in it.
    pub inside: Vec<Symbol>,
}

/// Sorts of declarations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A policy's head, or a pack.
    Pack,
    /// A source document.
    Source,
    /// A clause of a source.
    Clause,
    /// A kind.
    Kind,
    /// An attribute of a kind.
    Attribute,
    /// A body, a person, a thing.
    Individual,
    /// A tree of values.
    Values,
    /// An entry of a tree of values.
    Value,
    /// A function.
    Function,
    /// An act.
    Act,
    /// An event.
    Event,
    /// A fact or judgement.
    Fact,
    /// A definition.
    Definition,
    /// A decision.
    Decision,
    /// A calendar.
    Calendar,
    /// A declared period.
    Period,
    /// A norm.
    Norm,
    /// A rule of delegation.
    Delegation,
    /// An office or committee.
    Office,
    /// A scheme.
    Scheme,
    /// A statement.
    Statement,
    /// A scenario, or a background.
    Scenario,
    /// A variable or label.
    Variable,
}

/// The declarations of a file.
pub fn outline(view: &View<'_>, path: &str) -> Vec<Symbol> {
    let Some((_, _, tree)) = view.file(path) else {
        return Vec::new();
    };
    match tree {
        FileTree::Policy(tree) => tree
            .items
            .iter()
            .flat_map(|item| of_item(view, item))
            .collect(),
        FileTree::Scenario(tree) => {
            let scenarios = tree.items.iter().enumerate();
            scenarios
                .filter_map(|(place, item)| {
                    let scenario = scenario(item)?;
                    let end = end_of_scenario(view, scenario, &tree.items, place);
                    Some(of_scenario(view, item, scenario, end))
                })
                .collect()
        }
    }
}

/// A declaration found by its name, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The declaration.
    pub symbol: Symbol,
    /// Where its name stands.
    pub at: Stretch,
    /// The pack it stands in.
    pub pack: String,
}

/// The most declarations that a search gives: nobody reads more, and an editor asks again with each letter.
const MOST_FOUND: usize = 500;

/// The declarations of all packs whose names or titles hold the letters of a text, in their order.
pub fn search(view: &View<'_>, text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for pack in &view.packs {
        for path in paths(view, pack) {
            for symbol in outline(view, &path) {
                gather(&symbol, &path, pack.name, text, &mut found);
            }
            if found.len() >= MOST_FOUND {
                found.truncate(MOST_FOUND);
                return found;
            }
        }
    }
    found
}

fn paths(view: &View<'_>, pack: &PackView<'_>) -> Vec<String> {
    let policies = pack.policies.iter().map(|(file, _)| *file);
    let scenarios = pack.scenario_files.iter().map(|(file, _)| *file);
    policies
        .chain(scenarios)
        .map(|file| view.texts.path(file).to_owned())
        .collect()
}

fn gather(symbol: &Symbol, path: &str, pack: &str, text: &str, found: &mut Vec<Found>) {
    if holds(&symbol.name, text) || holds(&symbol.detail, text) {
        found.push(Found {
            symbol: Symbol {
                inside: Vec::new(),
                ..symbol.clone()
            },
            at: Stretch {
                path: path.into(),
                range: symbol.name_range,
            },
            pack: pack.to_owned(),
        });
    }
    for inner in &symbol.inside {
        gather(inner, path, pack, text, found);
    }
}

/// Whether the letters of the second text stand in the first in their order; capitals count for nothing.
fn holds(name: &str, letters: &str) -> bool {
    let mut name = name.chars().flat_map(char::to_lowercase);
    letters
        .chars()
        .flat_map(char::to_lowercase)
        .all(|letter| name.any(|of_name| of_name == letter))
}

fn symbol(view: &View<'_>, sort: Sort, name: &Word, title: Option<&Quoted>, whole: Span) -> Symbol {
    Symbol {
        name: name.text.to_string(),
        detail: title.map(|title| title.text.clone()).unwrap_or_default(),
        sort,
        range: around(view.texts.utf16(whole), view.texts.utf16(name.span)),
        name_range: view.texts.utf16(name.span),
        inside: Vec::new(),
    }
}

/// The first stretch, made wide enough for the second.
fn around(whole: Utf16Range, name: Utf16Range) -> Utf16Range {
    (whole.0.min(name.0), whole.1.max(name.1))
}

fn entries(view: &View<'_>, sort: Sort, entries: &[Entry]) -> Vec<Symbol> {
    let symbols = entries.iter().map(|entry| {
        let inside = self::entries(view, sort, &entry.entries);
        let mut symbol = symbol(
            view,
            sort,
            &entry.name,
            entry.title.as_ref(),
            entry.name.span,
        );
        if let Some(last) = inside.last() {
            symbol.range.1 = symbol.range.1.max(last.range.1);
        }
        symbol.inside = inside;
        symbol
    });
    symbols.collect()
}

fn of_item(view: &View<'_>, item: &Item) -> Vec<Symbol> {
    let one = |sort, name, title, whole| vec![symbol(view, sort, name, title, whole)];
    let with = |sort, name, title, whole, inside| {
        vec![Symbol {
            inside,
            ..symbol(view, sort, name, title, whole)
        }]
    };
    match item {
        Item::Policy(head) => one(Sort::Pack, &head.name, head.title.as_ref(), head.span),
        Item::Source(source) => {
            let clauses = source.clauses.iter().map(|clause| Symbol {
                name: clause.id.text.to_string(),
                detail: clause
                    .title
                    .as_ref()
                    .map(|t| t.text.clone())
                    .unwrap_or_default(),
                sort: Sort::Clause,
                range: around(
                    view.texts.utf16(clause.span),
                    view.texts.utf16(clause.id.span),
                ),
                name_range: view.texts.utf16(clause.id.span),
                inside: Vec::new(),
            });
            let clauses = clauses.collect();
            with(
                Sort::Source,
                &source.name,
                source.title.as_ref(),
                source.span,
                clauses,
            )
        }
        Item::Kind(kind) => {
            let attributes = kind.attributes.iter().filter_map(|attribute| {
                let (first, last) = (attribute.name.first()?, attribute.name.last()?);
                let span = first.span.to(last.span);
                Some(Symbol {
                    name: view.texts.slice(span).to_owned(),
                    detail: attribute
                        .title
                        .as_ref()
                        .map(|t| t.text.clone())
                        .unwrap_or_default(),
                    sort: Sort::Attribute,
                    range: view.texts.utf16(span),
                    name_range: view.texts.utf16(span),
                    inside: Vec::new(),
                })
            });
            let attributes = attributes.collect();
            with(
                Sort::Kind,
                &kind.name,
                kind.title.as_ref(),
                kind.span,
                attributes,
            )
        }
        Item::Individual(i) => one(Sort::Individual, &i.name, i.title.as_ref(), i.span),
        Item::Values(values) => with(
            Sort::Values,
            &values.name,
            values.title.as_ref(),
            values.span,
            entries(view, Sort::Value, &values.entries),
        ),
        Item::Functions { entries: tree, .. } => entries(view, Sort::Function, tree),
        Item::Act(act) => one(Sort::Act, &act.name, act.template.as_ref(), act.span),
        Item::Event(act) => one(Sort::Event, &act.name, act.template.as_ref(), act.span),
        Item::Fact(fact) | Item::Judgement(fact) => {
            one(Sort::Fact, &fact.name, fact.template.as_ref(), fact.span)
        }
        Item::Definition(d) => one(Sort::Definition, &d.name, d.template.as_ref(), d.span),
        Item::Decision(d) => one(Sort::Decision, &d.name, d.title.as_ref(), d.span),
        Item::Calendar(c) => one(Sort::Calendar, &c.name, c.title.as_ref(), c.span),
        Item::Period(p) => one(Sort::Period, &p.name, p.title.as_ref(), p.span),
        Item::Norm(norm) => {
            let mut symbols = one(Sort::Norm, &norm.name, norm.title.as_ref(), norm.span);
            for symbol in &mut symbols {
                if symbol.detail.is_empty() {
                    form_word(norm.form).clone_into(&mut symbol.detail);
                }
            }
            symbols
        }
        Item::Delegation(rule) => one(Sort::Delegation, &rule.name, rule.title.as_ref(), rule.span),
        Item::Office(office) => one(
            Sort::Office,
            &office.name,
            office.title.as_ref(),
            office.span,
        ),
        Item::Scheme(scheme) => one(
            Sort::Scheme,
            &scheme.name,
            scheme.title.as_ref(),
            scheme.span,
        ),
        Item::Statement(s) => one(Sort::Statement, &s.name, s.title.as_ref(), s.span),
        Item::Use(_) | Item::Reserved(_) | Item::Accept(_) | Item::Note(_) | Item::Bad(_) => {
            Vec::new()
        }
    }
}

/// `duty`, `power`, …
pub fn form_word(form: NormForm) -> &'static str {
    match form {
        NormForm::Duty => "duty",
        NormForm::Prohibition => "prohibition",
        NormForm::Power => "power",
        NormForm::Freedom => "freedom",
        NormForm::Immunity => "immunity",
        NormForm::Transition => "transition",
    }
}

fn scenario(item: &ScenarioItem) -> Option<&Scenario> {
    match item {
        ScenarioItem::Background(scenario) | ScenarioItem::Scenario(scenario) => Some(scenario),
        ScenarioItem::Bad(_) => None,
    }
}

fn of_scenario(
    view: &View<'_>,
    item: &ScenarioItem,
    scenario: &Scenario,
    end: Utf16Range,
) -> Symbol {
    let head = view.texts.utf16(scenario.span);
    let (name, detail) = match (item, &scenario.title) {
        (ScenarioItem::Background(_), _) => ("background".to_owned(), String::new()),
        (_, Some(title)) => (title.text.clone(), "scenario".to_owned()),
        (_, None) => ("scenario".to_owned(), String::new()),
    };
    let name_range = scenario
        .title
        .as_ref()
        .map_or(head, |title| view.texts.utf16(title.span));
    Symbol {
        name: if name.is_empty() {
            "scenario".to_owned()
        } else {
            name
        },
        detail,
        sort: Sort::Scenario,
        range: around(around(head, name_range), end),
        name_range,
        inside: Vec::new(),
    }
}

/// Where a scenario ends: at the last of its lines.
fn end_of_scenario(
    view: &View<'_>,
    scenario: &Scenario,
    items: &[ScenarioItem],
    place: usize,
) -> Utf16Range {
    let lines = scenario
        .given
        .iter()
        .map(|line| line.span)
        .chain(scenario.timeline.iter().map(|line| line.span))
        .chain(scenario.expect.iter().map(|line| line.span))
        .chain(scenario.ask.iter().map(|line| line.span));
    let next = items
        .get(place + 1..)
        .unwrap_or_default()
        .iter()
        .find_map(self::scenario)
        .map(|next| next.span.item);
    let last = lines
        .filter(|span| next.is_none_or(|next| span.item < next))
        .max()
        .unwrap_or(scenario.span);
    view.texts.utf16(last)
}
