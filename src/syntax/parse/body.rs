//! An item's head, clauses and entries, each with the rule that reads it: what all sorts of item share.

use std::ops::Range;

use super::reader::Reader;
use crate::base::{nearest::nearest, span::Span};
use crate::syntax::{
    grammar::Rule,
    layout::{Keywords, Piece, Shape, layout},
    messages, synonyms,
    token::TokenKind,
};

/// What a sort of item looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// What messages call it: `a duty`.
    pub(crate) what: &'static str,
    /// The clauses below the head, outside braces.
    pub(crate) below: Keywords<'static>,
    /// The clauses between the braces.
    pub(crate) inside: Keywords<'static>,
    /// The rule of the entries between the braces, for an item that has entries and not clauses.
    pub(crate) entries: Option<Rule>,
    /// Whether it has braces.
    pub(crate) braces: Braces,
}

/// Whether a sort of item has braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Braces {
    /// Never: its clauses are indented below its head.
    Never,
    /// Where there is something to say in them.
    Perhaps,
    /// Always.
    Always,
}

impl Form {
    /// A declaration that is all head.
    pub(crate) const fn plain(what: &'static str) -> Form {
        Form {
            what,
            below: &[],
            inside: &[],
            entries: None,
            braces: Braces::Never,
        }
    }

    /// A declaration with clauses indented below its head.
    pub(crate) const fn indented(what: &'static str, below: Keywords<'static>) -> Form {
        Form {
            below,
            ..Form::plain(what)
        }
    }

    /// A declaration with clauses between braces.
    pub(crate) const fn braced(
        what: &'static str,
        inside: Keywords<'static>,
        braces: Braces,
    ) -> Form {
        Form {
            inside,
            braces,
            ..Form::plain(what)
        }
    }

    /// A declaration with entries between braces, each read by this rule.
    pub(crate) const fn list(what: &'static str, rule: Rule, braces: Braces) -> Form {
        Form {
            entries: Some(rule),
            braces,
            ..Form::plain(what)
        }
    }
}

/// An item cut up for reading.
#[derive(Debug)]
pub(crate) struct Body {
    /// The tokens of the head.
    pub(crate) head: Range<usize>,
    /// The clauses and entries that can be read, in order.
    pub(crate) parts: Vec<Part>,
    /// The whole item.
    pub(crate) span: Span,
}

/// A clause or an entry.
#[derive(Debug)]
pub(crate) struct Part {
    /// The rule that reads it; none for a line that begins no clause, which has been told.
    pub(crate) rule: Option<Rule>,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Where it stands.
    pub(crate) span: Span,
    /// Its keyword.
    pub(crate) keyword: Span,
}

/// Cuts the reader's item up by its form, and tells which lines begin no clause of it.
pub(crate) fn body(reader: &mut Reader<'_>, form: &Form) -> Body {
    let item = reader.item;
    let shape = Shape {
        below: form.below,
        entries_below: false,
        block: form.braces != Braces::Never,
        inside: form.inside,
    };
    let mut cut = layout(reader.source, item, shape);
    if cut.block.is_none() && form.braces == Braces::Always {
        let shape = Shape {
            below: form.inside,
            entries_below: true,
            ..shape
        };
        cut = layout(reader.source, item, shape);
        cut.block = Some(std::mem::take(&mut cut.below));
        if !item.faulty {
            let head = reader.span_of_tokens(&cut.head.tokens);
            reader.tell(messages::braces_missing(head, form.what));
        }
    }
    if let (Some(behind), false) = (&cut.behind, item.faulty) {
        let span = reader.span_of_tokens(&behind.tokens);
        reader.tell(messages::text_behind_block(span));
    }
    let mut parts: Vec<Part> = Vec::with_capacity(cut.below.len());
    for piece in cut.below {
        parts.push(part(reader, form, form.below, None, piece));
    }
    for piece in cut.block.unwrap_or_default() {
        parts.push(part(reader, form, form.inside, form.entries, piece));
    }
    Body {
        head: cut.head.tokens,
        parts,
        span: reader.span_of_tokens(&item.tokens),
    }
}

fn part(
    reader: &mut Reader<'_>,
    form: &Form,
    keywords: Keywords<'_>,
    list: Option<Rule>,
    piece: Piece,
) -> Part {
    let rule = piece.rule.or(list);
    let span = reader.span_of_tokens(&piece.tokens);
    if rule.is_none() {
        unknown_clause(reader, form, keywords, &piece);
    }
    Part {
        rule,
        keyword: reader.span_of_tokens(&piece.keyword),
        tokens: piece.tokens,
        span,
    }
}

fn unknown_clause(reader: &mut Reader<'_>, form: &Form, keywords: Keywords<'_>, piece: &Piece) {
    let first = piece.tokens.start;
    reader.unread(&piece.tokens);
    match reader.source.kind(first) {
        Some(TokenKind::Word) => {}
        Some(kind) if !kind.is_broken() && !reader.item.faulty => {}
        // What is broken has been told.
        _ => return,
    }
    let word = reader.source.word(first);
    let span = reader.span_of_tokens(&(first..first + 1));
    let known: Vec<&str> = keywords.iter().map(|(keyword, _)| *keyword).collect();
    let near = synonyms::clause(word, &known).or_else(|| nearest(word, known.iter().copied()));
    if known.contains(&word) && reader.source.word(first + 1) == ":" {
        reader.tell(messages::colon_behind_keyword(span, word));
        return;
    }
    reader.tell(messages::unknown_clause(
        span, word, form.what, &known, near,
    ));
}
