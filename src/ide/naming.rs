//! Names: what stands at a place, where it is declared, where else it is named, and what it is to be called from now on.

use smol_str::SmolStr;

use crate::{
    base::{
        line_index::Utf16Position,
        span::{FileId, Span},
    },
    ide::{
        problem::Edit,
        view::{PackView, Stretch, View},
    },
    policy::policy::Policy,
    resolve::{
        case::cases::Resolved,
        index::{Target, declaration},
    },
    syntax::{keyword::KEYWORDS, lex::lex, token::TokenKind},
    tree::policy::Item,
};

/// A name that was resolved.
#[derive(Debug, Clone, Copy)]
pub struct Named<'v, 'a> {
    /// The name.
    pub span: Span,
    /// What it names.
    pub target: Target,
    /// The pack in whose terms it names that.
    pub pack: &'v PackView<'a>,
    /// The scenario it was found in.
    pub scenario: Option<&'a Resolved>,
}

/// A place of a file: the file, its text, and the byte.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// The byte.
    pub offset: usize,
}

impl<'a> View<'a> {
    /// The place that an editor speaks of.
    pub fn spot(&self, path: &str, at: Utf16Position) -> Option<Spot<'a>> {
        let file = self.texts.by_path(path)?;
        let source = self.texts.file(file)?;
        let text: &str = source.text();
        Some(Spot {
            file,
            text,
            offset: source.lines().offset(text, at),
        })
    }

    /// The packs in whose meaning a file has a part: its own first.
    pub fn packs_with(&self, file: FileId) -> Vec<&PackView<'a>> {
        let own = self.packs.iter().position(|pack| {
            pack.policies.iter().any(|(own, _)| *own == file)
                || pack.scenario_files.iter().any(|(own, _)| *own == file)
        });
        let Some(own) = own else {
            return Vec::new();
        };
        let first = self.packs.get(own).into_iter();
        let others = self.packs.iter().enumerate();
        let others = others.filter(|(place, pack)| *place != own && pack.uses.contains(&own));
        first
            .chain(others.map(|(_, pack)| pack))
            .filter(|pack| pack.resolution.is_some())
            .collect()
    }

    /// The name at a place, or right before it.
    pub fn named(&self, spot: Spot<'_>) -> Option<Named<'_, 'a>> {
        self.named_at(spot.file, spot.offset).or_else(|| {
            let before = spot.offset.checked_sub(1)?;
            self.named_at(spot.file, before)
        })
    }

    fn named_at(&self, file: FileId, offset: usize) -> Option<Named<'_, 'a>> {
        let place = self.texts.span(file, offset..offset)?;
        for pack in self.packs_with(file) {
            let index = &pack.resolution?.index;
            let upto = index.references();
            let covers = |span: &Span| {
                (span.file, span.item) == (place.file, place.item)
                    && span.start <= place.start
                    && place.start < span.end
            };
            if let Some(target) = index.at(place) {
                let found = upto
                    .iter()
                    .filter(|(span, of)| *of == target && covers(span));
                if let Some((span, _)) = found.min_by_key(|(span, _)| span.len()) {
                    return Some(Named {
                        span: *span,
                        target,
                        pack,
                        scenario: None,
                    });
                }
            }
            for scenario in pack.scenarios {
                let found = scenario.references.iter();
                let found = found.filter(|(span, of)| {
                    covers(span) && !stands_for_attribute(scenario, *span, *of)
                });
                if let Some((span, target)) = found.min_by_key(|(span, _)| span.len()) {
                    return Some(Named {
                        span: *span,
                        target: *target,
                        pack,
                        scenario: Some(scenario),
                    });
                }
            }
        }
        None
    }

    /// Where something is declared, in the terms of a pack and, for its individuals, of a scenario.
    pub fn declared(
        &self,
        pack: &PackView<'_>,
        scenario: Option<&Resolved>,
        target: Target,
    ) -> Option<Span> {
        let policy = pack.resolution?.policy();
        match target {
            Target::Individual(id) if id.index() >= policy.individuals.len() => {
                let scenario = scenario?;
                let case = scenario.case.as_ref();
                let known = case.and_then(|case| Some(case.individuals.get(id)?.span));
                let named = scenario.references.iter();
                let named = named.filter(|(_, of)| *of == target).map(|(span, _)| *span);
                let first = named.min();
                // A declaration covers more than the name in some cases: the first place that names it is its name.
                match known {
                    Some(known) => scenario
                        .references
                        .iter()
                        .filter(|(span, of)| {
                            *of == target
                                && (span.file, span.item) == (known.file, known.item)
                                && known.start <= span.start
                                && span.end <= known.end
                        })
                        .map(|(span, _)| *span)
                        .min()
                        .or(Some(known)),
                    None => first,
                }
            }
            Target::Period(id) => {
                let name = policy.periods.get(id)?.name();
                let items = self.packs.iter().flat_map(|pack| pack.policies);
                let mut items = items.flat_map(|(_, tree)| &tree.items);
                items.find_map(|item| match item {
                    Item::Period(period) if period.name.text == *name => Some(period.name.span),
                    _ => None,
                })
            }
            Target::Pack(id) => policy.packs.get(id)?.span.or_else(|| {
                let name = &policy.packs.get(id)?.name;
                let pack = self.packs.iter().find(|pack| pack.name == name)?;
                let (file, _) = pack.policies.first()?;
                self.texts.span(*file, 0..0)
            }),
            other => declaration(policy, other),
        }
    }

    /// Every place that names what is declared here, its declarations among them, by file and place.
    pub fn places_of(&self, declared: Span) -> Vec<Span> {
        let mut places = Vec::new();
        for pack in &self.packs {
            let Some(resolution) = pack.resolution else {
                continue;
            };
            let is_it = |scenario: Option<&Resolved>, target: Target| {
                self.declared(pack, scenario, target) == Some(declared)
            };
            let in_rules = resolution.index.references().iter();
            places.extend(
                in_rules
                    .filter(|(_, target)| is_it(None, *target))
                    .map(|(span, _)| *span),
            );
            for scenario in pack.scenarios {
                let mut known: Option<(Target, bool)> = None;
                let named = scenario
                    .references
                    .iter()
                    .filter(|(_, target)| match known {
                        Some((of, is)) if of == *target => is,
                        _ => {
                            let is = is_it(Some(scenario), *target);
                            known = Some((*target, is));
                            is
                        }
                    });
                let named = named.filter(|(span, of)| !stands_for_attribute(scenario, *span, *of));
                places.extend(named.map(|(span, _)| *span));
            }
        }
        places.sort_by_key(|span| (span.file, self.texts.range(*span).start));
        places.dedup();
        places
    }
}

/// Whether an individual is only spoken of where its attribute stands: `northshire is a CCG { population: 212,000 }` is read as
/// `population of northshire`.
fn stands_for_attribute(scenario: &Resolved, at: Span, target: Target) -> bool {
    matches!(target, Target::Individual(_))
        && scenario
            .references
            .iter()
            .any(|(span, of)| *span == at && matches!(of, Target::Fact(_)))
}

/// Where what is named here is declared.
pub fn definition(view: &View<'_>, path: &str, at: Utf16Position) -> Option<(Stretch, Stretch)> {
    let named = view.named(view.spot(path, at)?)?;
    let declared = view.declared(named.pack, named.scenario, named.target)?;
    Some((view.stretch(named.span), view.stretch(declared)))
}

/// Every place that names the same, with or without the declarations.
pub fn references(
    view: &View<'_>,
    path: &str,
    at: Utf16Position,
    declarations: Declarations,
) -> Vec<Stretch> {
    let Some((_, declared)) = named_and_declared(view, path, at) else {
        return Vec::new();
    };
    let places = view.places_of(declared).into_iter();
    places
        .filter(|place| declarations == Declarations::Too || *place != declared)
        .map(|place| view.stretch(place))
        .collect()
}

/// Whether declarations are wanted among the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declarations {
    /// They are.
    Too,
    /// They are not.
    Not,
}

fn named_and_declared<'v, 'a>(
    view: &'v View<'a>,
    path: &str,
    at: Utf16Position,
) -> Option<(Named<'v, 'a>, Span)> {
    let named = view.named(view.spot(path, at)?)?;
    let declared = view.declared(named.pack, named.scenario, named.target)?;
    Some((named, declared))
}

/// What can be renamed at a place: where it stands, and what it is called.
pub fn renamable(
    view: &View<'_>,
    path: &str,
    at: Utf16Position,
) -> Result<(Stretch, String), String> {
    let (named, _, old) = to_rename(view, path, at)?;
    Ok((view.stretch(named.span), old))
}

/// The changes that give what is named here another name, in all files.
pub fn rename(
    view: &View<'_>,
    path: &str,
    at: Utf16Position,
    new: &str,
) -> Result<Vec<Edit>, String> {
    let (named, declared, old) = to_rename(view, path, at)?;
    let new = new.trim();
    fits(named.target, new)?;
    let places = view.places_of(declared);
    if new != old && is_taken(view, &named, new) {
        return Err(format!("`{new}` is the name of something else already"));
    }
    let edits = places.into_iter().map(|place| {
        let quoted = view.texts.slice(place).starts_with('"');
        Edit {
            at: view.stretch(place),
            text: match quoted {
                true => format!("\"{new}\""),
                false => new.to_owned(),
            },
        }
    });
    Ok(edits.collect())
}

fn to_rename<'v, 'a>(
    view: &'v View<'a>,
    path: &str,
    at: Utf16Position,
) -> Result<(Named<'v, 'a>, Span, String), String> {
    let Some((named, declared)) = named_and_declared(view, path, at) else {
        return Err("nothing that has a declaration is named here".to_owned());
    };
    if matches!(named.target, Target::Pack(_)) {
        return Err("a pack is named by its folder: rename that".to_owned());
    }
    let bare = |span: Span| view.texts.slice(span).trim_matches('"').to_owned();
    let old = bare(named.span);
    for place in view.places_of(declared) {
        if bare(place) != old {
            return Err(format!(
                "`{old}` is named in another form in {} line {}, and that cannot be changed along",
                view.texts.path(place.file),
                view.texts.start(place).line
            ));
        }
    }
    Ok((named, declared, old))
}

/// Whether a name can be the name of such a thing.
fn fits(target: Target, new: &str) -> Result<(), String> {
    let tokens = lex(new);
    let kind = match tokens.as_slice() {
        [one] => Some(one.kind),
        _ => None,
    };
    let clause = matches!(target, Target::Clause(_));
    match kind {
        Some(TokenKind::Word) if !KEYWORDS.contains(&new) => {}
        Some(TokenKind::Word) if !clause => {
            return Err(format!("`{new}` is a word of the language"));
        }
        Some(TokenKind::DottedId | TokenKind::Word) if clause => {}
        _ => {
            return Err(format!(
                "`{new}` is no name: a name is a letter with letters, digits and hyphens after it"
            ));
        }
    }
    let capital = new.chars().next().is_some_and(char::is_uppercase);
    if matches!(target, Target::Kind(_)) && !capital {
        return Err("the name of a kind begins with a capital".to_owned());
    }
    Ok(())
}

/// Whether something that could be mixed up with it has this name.
fn is_taken(view: &View<'_>, named: &Named<'_, '_>, new: &str) -> bool {
    if let Target::Variable(bound) = named.target {
        // A variable is known in its own item alone: any name in that is too near.
        return named.pack.resolution.is_some_and(|resolution| {
            let references = resolution.index.references().iter();
            let scenarios = named
                .scenario
                .into_iter()
                .flat_map(|scenario| &scenario.references);
            references
                .chain(scenarios)
                .filter(|(span, _)| (span.file, span.item) == (bound.file, bound.item))
                .any(|(span, _)| view.texts.slice(*span) == new)
        });
    }
    let clause = matches!(named.target, Target::Clause(_));
    let new = SmolStr::new(new);
    view.packs.iter().any(|pack| {
        pack.resolution.is_some_and(|resolution| {
            let names = resolution.signatures.names.iter();
            let mut names = names.filter(|names| match clause {
                true => names.clauses.contains_key(&new),
                false => {
                    names.types.contains_key(&new)
                        || names.individuals.contains_key(&new)
                        || names.values.contains_key(&new)
                        || names.functions.contains_key(&new)
                        || names.callables.contains_key(&new)
                        || names.attributes.contains_key(&new)
                        || names.norms.contains_key(&new)
                        || names.offices.contains_key(&new)
                        || names.schemes.contains_key(&new)
                        || names.delegations.contains_key(&new)
                        || names.statements.contains_key(&new)
                }
            });
            names.next().is_some()
                || pack
                    .scenarios
                    .iter()
                    .filter_map(|scenario| scenario.case.as_ref())
                    .any(|case| case.individuals.iter().any(|one| one.name == new))
        })
    })
}

/// The sort of thing that a target is, in a word.
pub fn sort_word(policy: &Policy, target: Target) -> &'static str {
    match target {
        Target::Pack(_) => "pack",
        Target::Source(_) => "source",
        Target::Clause(_) => "clause",
        Target::Kind(_) => "kind",
        Target::Individual(_) => "individual",
        Target::ValueSet(_) => "values",
        Target::Value(_) => "value",
        Target::Function(_) => "function",
        Target::Act(id) => match policy.acts.get(id).is_some_and(|act| act.event) {
            true => "event",
            false => "act",
        },
        Target::Fact(_) => "fact",
        Target::Definition(_) => "definition",
        Target::Decision(_) => "decision",
        Target::Calendar(_) => "calendar",
        Target::Period(_) => "period",
        Target::Norm(_) => "norm",
        Target::Delegation(_) => "rule of delegation",
        Target::Office(_) => "office",
        Target::Scheme(_) => "scheme",
        Target::Statement(_) => "statement",
        Target::Variable(_) => "variable",
    }
}
