//! A scenario made whole, still as written: its background, what it is `like`, and what its `but` lines change.

use std::borrow::Cow;

use super::messages;
use crate::{
    base::span::FileId,
    diagnostics::problems::Problems,
    tree::{
        act::Argument,
        expr::Expr,
        scenario::{
            Agreed, AskLine, ButLine, ExpectLine, GivenKind, GivenLine, HappeningKind, Scenario,
            ScenarioFile, ScenarioItem, TimelineLine,
        },
        word::{Quoted, Word},
    },
};

/// A scenario with all that it takes from elsewhere. Expectations and questions are its own alone: what a scenario it is
/// like expects may be what it changes.
#[derive(Debug)]
pub(super) struct Composed<'t> {
    /// Its head.
    pub head: &'t Scenario,
    /// The file it stands in.
    pub file: FileId,
    /// Its title.
    pub title: &'t Quoted,
    /// `as of`: the nearest one said.
    pub as_of: Option<&'t Expr>,
    /// Everything that is assumed.
    pub assuming: Vec<&'t Word>,
    /// The nearest calendar named.
    pub calendar: Option<&'t Word>,
    /// Notes.
    pub notes: Vec<&'t Quoted>,
    /// What is given.
    pub given: Vec<Given<'t>>,
    /// What happens, in the order of the files.
    pub timeline: Vec<Cow<'t, TimelineLine>>,
    /// What is expected.
    pub expect: &'t [ExpectLine],
    /// What is asked.
    pub ask: &'t [AskLine],
    /// Whether a part of it could not be read or composed: a message has been given.
    pub broken: bool,
    /// Whether what it is like is not known: then names and labels may be unknown for that reason alone.
    pub baseless: bool,
}

/// A given line, and in which layer it stands: one that replaces takes the place of what lower layers say of the same thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'t> {
    /// The line.
    pub line: &'t GivenLine,
    /// How many backgrounds and scenarios lie below it.
    pub layer: u32,
    /// Whether it stands under `but`.
    pub replaces: bool,
}

/// A scenario with the file it stands in.
#[derive(Debug, Clone, Copy)]
struct Known<'t> {
    file: FileId,
    scenario: &'t Scenario,
    title: &'t Quoted,
}

/// Every scenario of the files, made whole.
pub(super) fn compose<'t>(
    background: Option<&'t ScenarioFile>,
    files: &[(FileId, &'t ScenarioFile)],
    problems: &mut Problems,
) -> Vec<Composed<'t>> {
    let mut known: Vec<Known<'t>> = Vec::new();
    for (file, tree) in files {
        for item in &tree.items {
            let ScenarioItem::Scenario(scenario) = item else {
                continue;
            };
            let Some(title) = &scenario.title else {
                continue;
            };
            let twin = known
                .iter()
                .find(|other| other.file == *file && other.title.text == title.text);
            if let Some(twin) = twin {
                problems.push(messages::scenario_twice(title, twin.title));
            }
            known.push(Known {
                file: *file,
                scenario,
                title,
            });
        }
    }
    let shared: Vec<&Scenario> = background.into_iter().flat_map(backgrounds).collect();
    let of_file = |file: FileId| -> Vec<&'t Scenario> {
        files
            .iter()
            .filter(|(of, _)| *of == file)
            .flat_map(|(_, tree)| backgrounds(tree))
            .collect()
    };
    known
        .iter()
        .map(|own| {
            let (chain, baseless) = chain(*own, &known, problems);
            let mut whole = Composed::of(own, baseless);
            let mut layers = Layers::default();
            for background in &shared {
                layers.add(&mut whole, background, problems);
            }
            let mut seen: Vec<FileId> = Vec::new();
            for part in chain {
                if !seen.contains(&part.file) {
                    seen.push(part.file);
                    for background in of_file(part.file) {
                        layers.add(&mut whole, background, problems);
                    }
                }
                layers.add(&mut whole, part.scenario, problems);
            }
            whole
        })
        .collect()
}

fn backgrounds(tree: &ScenarioFile) -> impl Iterator<Item = &Scenario> {
    tree.items.iter().filter_map(|item| match item {
        ScenarioItem::Background(background) => Some(background),
        ScenarioItem::Scenario(_) | ScenarioItem::Bad(_) => None,
    })
}

/// What a scenario is like, what that is like, and so on: the last one first, the scenario itself at the end. Where a title
/// is unknown or the chain runs in a circle, what was found so far, and that it is broken.
fn chain<'t>(
    own: Known<'t>,
    known: &[Known<'t>],
    problems: &mut Problems,
) -> (Vec<Known<'t>>, bool) {
    let mut chain = vec![own];
    let mut at = own;
    let mut broken = false;
    while let Some(like) = &at.scenario.like {
        let named = |other: &&Known<'t>| other.title.text == like.text;
        let in_file = known.iter().find(|k| k.file == at.file && named(k));
        let Some(next) = in_file.or_else(|| known.iter().find(named)) else {
            let titles = known.iter().map(|known| known.title.text.as_str());
            problems.push(messages::unknown_scenario(like, titles));
            broken = true;
            break;
        };
        let circle = chain
            .iter()
            .any(|passed| passed.title.span == next.title.span);
        if circle {
            let through: Vec<&str> = chain.iter().map(|part| part.title.text.as_str()).collect();
            problems.push(messages::like_circle(like, &through));
            broken = true;
            break;
        }
        chain.push(*next);
        at = *next;
    }
    chain.reverse();
    (chain, broken)
}

impl<'t> Composed<'t> {
    fn of(own: &Known<'t>, baseless: bool) -> Composed<'t> {
        Composed {
            head: own.scenario,
            file: own.file,
            title: own.title,
            as_of: None,
            assuming: Vec::new(),
            calendar: None,
            notes: Vec::new(),
            given: Vec::new(),
            timeline: Vec::new(),
            expect: &own.scenario.expect,
            ask: &own.scenario.ask,
            broken: baseless,
            baseless,
        }
    }

    /// Tells of a label that nothing bears, unless what would bear it is not known.
    fn unknown_label(&mut self, label: &Word, problems: &mut Problems) {
        self.broken = true;
        if !self.baseless {
            problems.push(messages::unknown_label(label, labels(self)));
        }
    }
}

/// Adds backgrounds and scenarios upon one another.
#[derive(Debug, Default)]
struct Layers {
    layer: u32,
}

impl Layers {
    fn add<'t>(&mut self, whole: &mut Composed<'t>, part: &'t Scenario, problems: &mut Problems) {
        whole.as_of = part.as_of.as_ref().or(whole.as_of);
        whole.calendar = part.calendar.as_ref().or(whole.calendar);
        whole.assuming.extend(&part.assuming);
        whole.notes.extend(&part.notes);
        if part.like.is_none()
            && let Some(line) = part.but.first()
        {
            problems.push(messages::but_without_like(but_span(line), part.span));
            whole.broken = true;
        }
        for line in &part.but {
            self.change(whole, line, problems);
        }
        for line in &part.given {
            self.give(whole, line, false);
        }
        for line in &part.timeline {
            whole.broken |= matches!(line.kind, HappeningKind::Bad);
            whole.timeline.push(Cow::Borrowed(line));
        }
        self.layer += 1;
    }

    fn give<'t>(&self, whole: &mut Composed<'t>, line: &'t GivenLine, replaces: bool) {
        whole.broken |= matches!(line.kind, GivenKind::Bad);
        whole.given.push(Given {
            line,
            layer: self.layer,
            replaces,
        });
    }

    fn change<'t>(&self, whole: &mut Composed<'t>, line: &'t ButLine, problems: &mut Problems) {
        match line {
            ButLine::Without(label) => {
                if !leave_out(whole, label) {
                    whole.unknown_label(label, problems);
                }
            }
            ButLine::Moved { label, date } => match labelled(whole, label) {
                Some(happening) => happening.to_mut().date = date.clone(),
                None => whole.unknown_label(label, problems),
            },
            ButLine::Changed { label, arguments } => {
                let Some(happening) = labelled(whole, label) else {
                    whole.unknown_label(label, problems);
                    return;
                };
                if matches!(happening.kind, HappeningKind::Bad) {
                    // What could not be read was told.
                    whole.broken = true;
                } else if !change_arguments(happening.to_mut(), arguments) {
                    problems.push(messages::nothing_to_change(label, happening.span));
                    whole.broken = true;
                }
            }
            ButLine::Happens(added) => {
                whole.broken |= matches!(added.kind, HappeningKind::Bad);
                let label = added.label.as_ref();
                match label.and_then(|label| labelled(whole, label)) {
                    Some(happening) => *happening = Cow::Borrowed(added),
                    None => whole.timeline.push(Cow::Borrowed(added)),
                }
            }
            ButLine::Given(line) => self.give(whole, line, true),
            ButLine::AsOf(day) => whole.as_of = Some(day),
            ButLine::Assuming(names) => whole.assuming.extend(names),
            ButLine::Bad(_) => whole.broken = true,
        }
    }
}

fn but_span(line: &ButLine) -> crate::base::span::Span {
    match line {
        ButLine::Without(label) | ButLine::Moved { label, .. } | ButLine::Changed { label, .. } => {
            label.span
        }
        ButLine::Happens(line) => line.span,
        ButLine::Given(line) => line.span,
        ButLine::AsOf(day) => day.span,
        ButLine::Assuming(names) => names.first().map_or_else(empty_span, |name| name.span),
        ButLine::Bad(span) => *span,
    }
}

/// The place of what names nothing: the start of the first file. A list of names is never empty in what was parsed.
fn empty_span() -> crate::base::span::Span {
    crate::base::span::Span {
        file: FileId(0),
        item: 0,
        start: 0,
        end: 0,
    }
}

/// The happening of this label.
fn labelled<'a, 't>(
    whole: &'a mut Composed<'t>,
    label: &Word,
) -> Option<&'a mut Cow<'t, TimelineLine>> {
    whole
        .timeline
        .iter_mut()
        .find(|line| bears(line, &label.text))
}

fn bears(line: &TimelineLine, label: &str) -> bool {
    let own = match &line.kind {
        HappeningKind::Delegates(link) => link.label.as_ref(),
        _ => None,
    };
    [line.label.as_ref(), own]
        .into_iter()
        .flatten()
        .any(|word| word.text == label)
}

/// Every label that the scenario bears.
pub(super) fn labels<'a>(whole: &'a Composed<'_>) -> impl Iterator<Item = &'a str> {
    let of_lines = whole.timeline.iter().flat_map(|line| {
        let own = match &line.kind {
            HappeningKind::Delegates(link) => link.label.as_ref(),
            _ => None,
        };
        [line.label.as_ref(), own].into_iter().flatten()
    });
    let of_links = whole
        .given
        .iter()
        .filter_map(|given| match &given.line.kind {
            GivenKind::Delegates(link) => link.label.as_ref(),
            _ => None,
        });
    of_lines.chain(of_links).map(|word| word.text.as_str())
}

/// Takes out what bears a label, and with it what was only said of it: agreement to it, its revocation, its setting aside, a
/// further signature; an act that claimed to rest on it claims nothing.
fn leave_out(whole: &mut Composed<'_>, label: &Word) -> bool {
    let before = whole.timeline.len() + whole.given.len();
    let name = label.text.as_str();
    whole.timeline.retain(|line| !bears(line, name));
    whole.given.retain(|given| {
        !matches!(&given.line.kind, GivenKind::Delegates(link)
            if link.label.as_ref().is_some_and(|word| word.text == name))
    });
    if whole.timeline.len() + whole.given.len() == before {
        return false;
    }
    whole.timeline.retain(|line| !speaks_only_of(line, name));
    for line in &mut whole.timeline {
        let claims = matches!(&line.kind, HappeningKind::Act(act)
            if act.under.as_ref().is_some_and(|under| under.text == name));
        if claims && let HappeningKind::Act(act) = &mut line.to_mut().kind {
            act.under = None;
        }
    }
    true
}

fn speaks_only_of(line: &TimelineLine, label: &str) -> bool {
    let what = match &line.kind {
        HappeningKind::Revokes { link, .. } => link,
        HappeningKind::Agrees {
            to: Agreed::Label(what),
            ..
        }
        | HappeningKind::WithdrawsAgreement {
            to: Agreed::Label(what),
            ..
        }
        | HappeningKind::SetsAside { what, .. }
        | HappeningKind::Joins { what, .. } => what,
        _ => return false,
    };
    what.text == label
}

/// Puts arguments in the place of those of the same name, or adds them; not where the happening has no arguments.
fn change_arguments(line: &mut TimelineLine, arguments: &[Argument]) -> bool {
    let call = match &mut line.kind {
        HappeningKind::Act(act) => &mut act.act,
        HappeningKind::Event(call) => call,
        HappeningKind::Directs { act, .. } => act,
        _ => return false,
    };
    for argument in arguments {
        let named = |other: &&mut Argument| match (&other.name, &argument.name) {
            (Some(one), Some(two)) => one.text == two.text,
            _ => false,
        };
        match call.arguments.iter_mut().find(named) {
            Some(old) => *old = argument.clone(),
            None => call.arguments.push(argument.clone()),
        }
    }
    true
}
