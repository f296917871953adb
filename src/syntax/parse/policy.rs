//! A policy file: which sort each item is, and the items that are all head.

use super::{
    body::{Form, body},
    calendar,
    common::{self, only_quoted, only_word},
    decision, declared, definition, delegation, head, kind, norm, office,
    reader::{Parts, Reader},
    scheme, source, statement, values,
};
use crate::base::{nearest::nearest, span::FileId};
use crate::diagnostics::problems::Problems;
use crate::syntax::{
    grammar::{Pair, Rule},
    keyword::POLICY_DECLARATIONS,
    messages,
    split::{Item as Slice, Source, split},
    synonyms,
    token::TokenKind,
};
use crate::tree::{
    norm::NormForm,
    policy::{Accept, Item, PolicyFile},
};

/// Reads a policy file. It never fails: what cannot be read is `Bad` in the tree, and told.
pub fn parse_policy(file: FileId, text: &str) -> (PolicyFile, Problems) {
    let (source, mut problems) = split(file, text);
    let mut tree = PolicyFile::default();
    for slice in &source.items {
        let (item, told) = parse_item(&source, slice);
        tree.items.push(item);
        problems.append(told);
    }
    (tree, problems)
}

/// Reads one item of a policy file.
pub fn parse_item(source: &Source<'_>, slice: &Slice) -> (Item, Problems) {
    let mut reader = Reader::new(source, slice);
    let span = reader.span_of_tokens(&slice.tokens);
    let item = match slice.too_deep {
        true => None,
        false => item(&mut reader),
    };
    (item.unwrap_or(Item::Bad(span)), reader.problems)
}

/// The tree of a policy as text, for `vires debug tree`.
pub fn dump(text: &str) -> String {
    let (tree, _) = parse_policy(FileId(0), text);
    crate::syntax::dump::nodes(&tree.items)
}

fn item(reader: &mut Reader<'_>) -> Option<Item> {
    let first = reader.item.tokens.start;
    let indented = reader
        .source
        .lines
        .get(reader.item.lines.start)
        .is_some_and(|line| line.indent > 0);
    let place = reader.span_of_tokens(&(first..first + 1));
    if indented {
        reader.tell(messages::indented_declaration(place));
    }
    let word = reader.source.word(first);
    let read = match word {
        "policy" => head::policy_head(reader).map(Item::Policy),
        "use" => all_head(reader, "a `use`", Rule::use_item, only_word).map(Item::Use),
        "source" => source::source(reader).map(Item::Source),
        "kind" => kind::kind(reader).map(Item::Kind),
        "values" => values::values(reader).map(Item::Values),
        "functions" => values::functions(reader),
        "act" => declared::act(reader, Rule::act_head).map(Item::Act),
        "event" => declared::act(reader, Rule::event_head).map(Item::Event),
        "fact" => declared::fact(reader, Rule::fact_head).map(Item::Fact),
        "judgement" => declared::fact(reader, Rule::judgement_head).map(Item::Judgement),
        "define" => definition::definition(reader).map(Item::Definition),
        "decide" => decision::decision(reader).map(Item::Decision),
        "calendar" => calendar::calendar(reader).map(Item::Calendar),
        "period" => calendar::period(reader).map(Item::Period),
        "duty" => norm::norm(reader, NormForm::Duty).map(Item::Norm),
        "prohibition" => norm::norm(reader, NormForm::Prohibition).map(Item::Norm),
        "power" => norm::norm(reader, NormForm::Power).map(Item::Norm),
        "freedom" => norm::norm(reader, NormForm::Freedom).map(Item::Norm),
        "immunity" => norm::norm(reader, NormForm::Immunity).map(Item::Norm),
        "transition" => norm::norm(reader, NormForm::Transition).map(Item::Norm),
        "delegation" => delegation::delegation(reader).map(Item::Delegation),
        "reserved" => office::reserved(reader).map(Item::Reserved),
        "office" | "committee" => office::office(reader).map(Item::Office),
        "scheme" => scheme::scheme(reader).map(Item::Scheme),
        "statement" => statement::statement(reader).map(Item::Statement),
        "accept" => all_head(reader, "an `accept`", Rule::accept_item, accept).map(Item::Accept),
        "note" => all_head(reader, "a note", Rule::note_clause, only_quoted).map(Item::Note),
        _ if declares_individual(reader) => kind::individual(reader).map(Item::Individual),
        _ => {
            reader.unread(&reader.item.tokens);
            // What is broken has been told.
            if !reader.source.kind(first)?.is_broken() && !indented {
                let near = synonyms::declaration(word, POLICY_DECLARATIONS)
                    .or_else(|| nearest(word, POLICY_DECLARATIONS.iter().copied()));
                let message = messages::unknown_declaration(place, word);
                let message = match near {
                    Some(near) => message.nearest(Some(near)),
                    None => message.note(
                        "a declaration begins with a word such as `duty`, `power`, `act`, `fact`, `kind` or `define`, or says `NAME is a KIND`",
                    ),
                };
                reader.tell(message);
            }
            None
        }
    };
    read.filter(|_| !indented)
}

/// Whether the item reads `NAME is …`.
fn declares_individual(reader: &Reader<'_>) -> bool {
    let (first, end) = (reader.item.tokens.start, reader.item.tokens.end);
    reader.source.kind(first) == Some(TokenKind::Word)
        && reader
            .source
            .next_real(first + 1, end)
            .is_some_and(|next| reader.source.word(next) == "is")
}

/// An item that is all head.
fn all_head<'a, T>(
    reader: &mut Reader<'a>,
    what: &'static str,
    rule: Rule,
    convert: impl FnOnce(&mut Reader<'a>, Pair<'a>) -> Option<T>,
) -> Option<T> {
    let body = body(reader, &Form::plain(what));
    reader.read(&body.head, rule, convert)
}

fn accept(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Accept> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    Some(Accept {
        code: reader.word(parts.get(Rule::any_word)?),
        about: parts
            .all(Rule::name)
            .map(|name| reader.word(&name))
            .collect(),
        because: common::title(reader, &parts)?,
        span,
    })
}
