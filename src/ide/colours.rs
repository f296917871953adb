//! What each word of a file is, for colouring: by what it names where that is known, else by its form.

use std::ops::Range;

use crate::{
    base::{line_index::Utf16Position, span::FileId},
    ide::view::View,
    policy::policy::Policy,
    resolve::index::Target,
    syntax::{
        keyword::KEYWORDS,
        lex::lex,
        token::{Token, TokenKind},
    },
};

/// A word, on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coloured {
    /// Where it begins.
    pub at: Utf16Position,
    /// How many UTF-16 units it has.
    pub length: u32,
    /// What it is.
    pub sort: ColourSort,
    /// Whether it is declared here.
    pub declares: bool,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourSort {
    /// A keyword.
    Keyword,
    /// A remark.
    Comment,
    /// Text in quotes.
    Text,
    /// A number, an amount, a date, a period.
    Number,
    /// A kind.
    Kind,
    /// A tree of values.
    Values,
    /// An entry of a tree of values.
    Value,
    /// A function, a pack, a source.
    Group,
    /// An act.
    Act,
    /// An event.
    Event,
    /// A fact, judgement or attribute.
    Fact,
    /// A definition or decision.
    Definition,
    /// A norm, a rule of delegation, a scheme, a statement.
    Norm,
    /// A body, person, thing or office.
    Individual,
    /// A clause.
    Clause,
    /// A variable or label.
    Variable,
    /// The name of an argument.
    Argument,
}

/// The words of a file that lie in a stretch of lines (from 0, the last excluded).
pub fn colours(view: &View<'_>, path: &str, lines: Range<u32>) -> Vec<Coloured> {
    let Some(file) = view.texts.by_path(path) else {
        return Vec::new();
    };
    let Some(source) = view.texts.file(file) else {
        return Vec::new();
    };
    let (text, index) = (source.text(), source.lines());
    let start = index.line_range(text, lines.start).start;
    let end = index.line_range(text, lines.end.saturating_sub(1)).end;
    let names = names(view, file, start..end);
    let mut names = names.iter().peekable();
    let mut out = Vec::new();
    let part = text.get(start..end).unwrap_or_default();
    let tokens = lex(part);
    let mut line = lines.start;
    let mut column = (start, 0_u32);
    for (place, token) in tokens.iter().enumerate() {
        let from = start + token.start as usize;
        let to = start + token.end as usize;
        if token.kind == TokenKind::Newline {
            line += 1;
            column = (to, 0);
            continue;
        }
        while names.next_if(|(range, ..)| range.end <= from).is_some() {}
        let named = names.peek().filter(|(range, ..)| range.start <= from);
        let (sort, declares) = match (named, by_form(&tokens, place, part)) {
            (Some((_, sort, declares)), _) if token.kind != TokenKind::Comment => {
                (Some(*sort), *declares)
            }
            (_, sort) => (sort, false),
        };
        let units = |text: &str| -> u32 {
            let units: usize = text.chars().map(char::len_utf16).sum();
            u32::try_from(units).unwrap_or(u32::MAX)
        };
        let before = units(text.get(column.0..from).unwrap_or_default());
        column = (from, column.1 + before);
        let Some(sort) = sort else { continue };
        out.push(Coloured {
            at: Utf16Position {
                line,
                character: column.1,
            },
            length: units(token.text(part)),
            sort,
            declares,
        });
    }
    out
}

/// The names of a stretch of a file, by place.
fn names(
    view: &View<'_>,
    file: FileId,
    within: Range<usize>,
) -> Vec<(Range<usize>, ColourSort, bool)> {
    let mut found = Vec::new();
    for pack in view.packs_with(file).into_iter().take(1) {
        let Some(resolution) = pack.resolution else {
            continue;
        };
        let policy = resolution.policy();
        let in_rules = resolution.index.references();
        let from = in_rules.partition_point(|(span, _)| span.file < file);
        let in_rules = in_rules.get(from..).unwrap_or_default().iter();
        let in_rules = in_rules.take_while(|(span, _)| span.file == file);
        let in_rules = in_rules.map(|reference| (None, reference));
        let scenarios = pack.scenarios.iter().flat_map(|scenario| {
            let references = scenario.references.iter();
            references
                .filter(|(span, _)| span.file == file)
                .map(move |reference| (Some(scenario), reference))
        });
        for (scenario, (span, target)) in in_rules.chain(scenarios) {
            let range = view.texts.range(*span);
            if range.start < within.end && within.start < range.end {
                let declares = view.declared(pack, scenario, *target) == Some(*span);
                found.push((range, of_target(policy, *target), declares));
            }
        }
    }
    found.sort_by_key(|(range, sort, _)| (range.start, range.end, *sort));
    found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    found
}

fn of_target(policy: &Policy, target: Target) -> ColourSort {
    match target {
        Target::Pack(_) | Target::Source(_) | Target::Function(_) => ColourSort::Group,
        Target::Clause(_) => ColourSort::Clause,
        Target::Kind(_) => ColourSort::Kind,
        Target::Individual(_) | Target::Office(_) => ColourSort::Individual,
        Target::ValueSet(_) | Target::Period(_) | Target::Calendar(_) => ColourSort::Values,
        Target::Value(_) => ColourSort::Value,
        Target::Act(id) => match policy.acts.get(id).is_some_and(|act| act.event) {
            true => ColourSort::Event,
            false => ColourSort::Act,
        },
        Target::Fact(_) => ColourSort::Fact,
        Target::Definition(_) | Target::Decision(_) => ColourSort::Definition,
        Target::Norm(_) | Target::Delegation(_) | Target::Scheme(_) | Target::Statement(_) => {
            ColourSort::Norm
        }
        Target::Variable(_) => ColourSort::Variable,
    }
}

fn by_form(tokens: &[Token], place: usize, text: &str) -> Option<ColourSort> {
    let token = tokens.get(place)?;
    let next = || {
        let behind = tokens.get(place + 1..).unwrap_or_default();
        behind.iter().find(|token| !token.kind.is_trivia())
    };
    match token.kind {
        TokenKind::Comment => Some(ColourSort::Comment),
        TokenKind::Quoted | TokenKind::UnclosedQuote => Some(ColourSort::Text),
        TokenKind::Number
        | TokenKind::Percent
        | TokenKind::Money
        | TokenKind::Date
        | TokenKind::FinancialYear
        | TokenKind::Time => Some(ColourSort::Number),
        TokenKind::DottedId => Some(ColourSort::Clause),
        TokenKind::Word if next().is_some_and(|next| next.kind == TokenKind::Colon) => {
            Some(ColourSort::Argument)
        }
        TokenKind::Word if KEYWORDS.contains(&token.text(text)) => Some(ColourSort::Keyword),
        _ => None,
    }
}
