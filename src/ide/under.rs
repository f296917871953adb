//! Who is under a norm, and what speaks of a declaration: the two directions in which editors walk from one to the next.

use std::collections::BTreeMap;

use crate::{
    base::{line_index::Utf16Position, span::Span},
    ide::{
        naming::sort_word,
        outline::{Sort, Symbol, outline},
        view::{PackView, Stretch, Utf16Range, View},
    },
    policy::norm::Party,
    resolve::index::Target,
};

/// A declaration that one can walk from or to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its name.
    pub name: String,
    /// What it is, and its title.
    pub detail: String,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The file it stands in.
    pub path: String,
    /// The whole of it.
    pub range: Utf16Range,
    /// Its name.
    pub name_range: Utf16Range,
}

/// A step: to where, and the places that make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The other declaration.
    pub to: Station,
    /// The places, in the file of the one that speaks.
    pub places: Vec<Utf16Range>,
}

/// The declaration that is named at a place.
pub fn station(view: &View<'_>, path: &str, at: Utf16Position) -> Option<Station> {
    let named = view.named(view.spot(path, at)?)?;
    let declared = view.declared(named.pack, named.scenario, named.target)?;
    let mut found = of_span(view, declared)?;
    let policy = named.pack.resolution?.policy();
    if found.name_range != view.texts.utf16(declared) {
        // An individual of a scenario, or a variable, is no declaration of the outline: it is its own station.
        found = Station {
            name: view.texts.slice(declared).to_owned(),
            detail: sort_word(policy, named.target).to_owned(),
            sort: Sort::Individual,
            path: view.texts.path(declared.file).to_owned(),
            range: view.texts.utf16(declared),
            name_range: view.texts.utf16(declared),
        };
    }
    Some(found)
}

/// The declaration of the outline in which a span stands.
fn of_span(view: &View<'_>, span: Span) -> Option<Station> {
    let at = view.stretch(span);
    let outline = outline(view, &at.path);
    let symbol = innermost(&outline, at.range)?;
    Some(of_symbol(symbol, &at))
}

fn of_symbol(symbol: &Symbol, at: &Stretch) -> Station {
    Station {
        name: symbol.name.clone(),
        detail: symbol.detail.clone(),
        sort: symbol.sort,
        path: at.path.to_string(),
        range: symbol.range,
        name_range: symbol.name_range,
    }
}

fn innermost(symbols: &[Symbol], at: Utf16Range) -> Option<&Symbol> {
    let around = symbols
        .iter()
        .find(|symbol| symbol.range.0 <= at.0 && at.1 <= symbol.range.1)?;
    Some(innermost(&around.inside, at).unwrap_or(around))
}

/// What speaks of the declaration whose name stands at a place: norms, definitions, scenarios.
pub fn spoken_of_by(view: &View<'_>, path: &str, at: Utf16Position) -> Vec<Step> {
    let Some(declared) = declared_at(view, path, at) else {
        return Vec::new();
    };
    let mut steps: BTreeMap<(String, Utf16Range), Step> = BTreeMap::new();
    let mut outlines: BTreeMap<String, Vec<Symbol>> = BTreeMap::new();
    for place in view.places_of(declared) {
        if place == declared {
            continue;
        }
        let at = view.stretch(place);
        let symbols = outlines
            .entry(at.path.to_string())
            .or_insert_with(|| outline(view, &at.path));
        let Some(symbol) = innermost(symbols, at.range) else {
            continue;
        };
        let key = (at.path.to_string(), symbol.name_range);
        let step = steps.entry(key).or_insert_with(|| Step {
            to: of_symbol(symbol, &at),
            places: Vec::new(),
        });
        step.places.push(at.range);
    }
    steps.into_values().collect()
}

fn declared_at(view: &View<'_>, path: &str, at: Utf16Position) -> Option<Span> {
    let named = view.named(view.spot(path, at)?)?;
    view.declared(named.pack, named.scenario, named.target)
}

/// Who is under the norm whose name stands at a place: the bodies of its bearer's or holder's kind, of the policy and of the
/// scenarios.
pub fn under(view: &View<'_>, path: &str, at: Utf16Position) -> Vec<Step> {
    let Some(named) = view.spot(path, at).and_then(|spot| view.named(spot)) else {
        return Vec::new();
    };
    if !matches!(named.target, Target::Norm(_)) {
        return Vec::new();
    }
    let mut steps: Vec<Step> = Vec::new();
    let Some(declared) = view.declared(named.pack, None, named.target) else {
        return steps;
    };
    for pack in &view.packs {
        let of_pack = under_in(view, pack, declared);
        steps.extend(of_pack);
    }
    steps.sort_by(|a, b| (&a.to.path, a.to.name_range).cmp(&(&b.to.path, b.to.name_range)));
    steps.dedup_by(|a, b| (&a.to.path, a.to.name_range) == (&b.to.path, b.to.name_range));
    steps
}

fn under_in(view: &View<'_>, pack: &PackView<'_>, declared: Span) -> Vec<Step> {
    let mut steps = Vec::new();
    let Some(resolution) = pack.resolution else {
        return steps;
    };
    let policy = resolution.policy();
    let norms = policy.norms.iter().filter(|norm| {
        norm.span == declared
            || view.declared(pack, None, Target::Norm(norm.name)) == Some(declared)
    });
    let parties: Vec<&Party> = norms.filter_map(|norm| norm.party.as_ref()).collect();
    let is_under = |id, kind| {
        parties.iter().any(|party| match party {
            Party::Any { kind: wanted, .. } => policy.is_kind(kind, *wanted),
            Party::One(one) => *one == id,
        })
    };
    let mut add = |name: &str, title: Option<&str>, span: Span| {
        let range = view.texts.utf16(span);
        steps.push(Step {
            to: Station {
                name: name.to_owned(),
                detail: title.unwrap_or_default().to_owned(),
                sort: Sort::Individual,
                path: view.texts.path(span.file).to_owned(),
                range,
                name_range: range,
            },
            places: vec![view.texts.utf16(declared)],
        });
    };
    for (id, one) in policy.individuals.entries() {
        if is_under(id, one.kind) {
            add(&one.name, one.title.as_deref(), one.span);
        }
    }
    for scenario in pack.scenarios {
        let Some(case) = &scenario.case else { continue };
        let own = case.individuals.entries().skip(policy.individuals.len());
        for (id, one) in own {
            if is_under(id, one.kind) {
                add(&one.name, one.title.as_deref(), one.span);
            }
        }
    }
    steps
}
