//! How the spreadsheet of a scheme is read: which sheet, which columns, and what its words mean.

use std::ops::Range;

use smol_str::SmolStr;

use super::{
    act::once,
    common::{only_quoted, title},
    delegation::sub_delegation,
    expression::expression,
    norm::counted,
    reader::{Parts, Reader},
    table::{band, signers},
};
use crate::base::span::Span;
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    delegation::{Sheet, SheetJoin, SheetMeaning, SheetRole, SheetWords, Signers},
    word::{Quoted, Word},
};

/// The clauses of a scheme that speak of its spreadsheet.
#[derive(Debug, Default)]
pub(super) struct SheetClauses {
    sheet: Option<Quoted>,
    columns: Vec<(Word, Quoted)>,
    roles: Vec<SheetRole>,
    joined: Option<(SheetJoin, Span)>,
    words: Vec<SheetWords>,
    ignored: Vec<Quoted>,
}

/// What a `crosses` clause says.
enum Crosses {
    Role(SheetRole),
    Joined(SheetJoin, Span),
}

impl SheetClauses {
    /// Reads one of the clauses.
    pub(super) fn read(
        &mut self,
        reader: &mut Reader<'_>,
        rule: Rule,
        tokens: &Range<usize>,
        keyword: Span,
    ) {
        match rule {
            Rule::sheet_clause => {
                if let Some(name) = reader.read(tokens, rule, only_quoted) {
                    once(reader, &mut self.sheet, name, "sheet", keyword);
                }
            }
            Rule::column_clause => {
                self.columns
                    .extend(reader.read(tokens, rule, |reader, pair| {
                        let parts = Parts::of(pair);
                        let ours = reader.word(parts.get(Rule::sheet_column)?);
                        Some((ours, title(reader, &parts)?))
                    }));
            }
            Rule::crosses_clause => match reader.read(tokens, rule, crosses) {
                Some(Crosses::Role(role)) => self.roles.push(role),
                Some(Crosses::Joined(join, span)) => {
                    once(
                        reader,
                        &mut self.joined,
                        (join, span),
                        "crosses with",
                        keyword,
                    );
                }
                None => {}
            },
            Rule::ignore_clause => {
                let names = reader.read(tokens, rule, |reader, pair| {
                    let parts = Parts::of(pair);
                    Some(
                        parts
                            .all(Rule::quoted)
                            .map(|one| reader.quoted(&one))
                            .collect::<Vec<_>>(),
                    )
                });
                self.ignored.extend(names.into_iter().flatten());
            }
            _ => self.words.extend(reader.read(tokens, rule, words)),
        }
    }

    /// What they say of this file.
    pub(super) fn of_file(self, path: Quoted) -> Sheet {
        Sheet {
            path,
            sheet: self.sheet,
            columns: self.columns,
            roles: self.roles,
            joined: self.joined,
            words: self.words,
            ignored: self.ignored,
        }
    }
}

/// `"Chief Officer" is accountable-officer`, `with or`
fn crosses(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Crosses> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    if parts.has(Rule::kw_with) {
        let join = match parts.has(Rule::kw_and) {
            true => SheetJoin::And,
            false => SheetJoin::Or,
        };
        return Some(Crosses::Joined(join, span));
    }
    let theirs = title(reader, &parts)?;
    if let Some(to) = parts.take(Rule::reserved_to) {
        let name = reader.word(Parts::of(to).get(Rule::name)?);
        return Some(Crosses::Role(SheetRole {
            theirs,
            text: name.text.clone(),
            who: Signers::Office(name),
            reserved: true,
            span,
        }));
    }
    let who = parts.take(Rule::signers)?;
    let text = SmolStr::from(reader.line(reader.span(&who)));
    Some(Crosses::Role(SheetRole {
        theirs,
        who: signers(reader, who)?,
        text,
        reserved: false,
        span,
    }))
}

/// `who "CFO" is chief-finance-officer`: their words, ours.
fn words(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<SheetWords> {
    let rule = pair.as_rule();
    let whole = reader.span(&pair);
    let parts = Parts::of(pair.clone());
    let theirs = title(reader, &parts)?;
    let is = reader.span(parts.get(Rule::kw_is)?);
    let text = SmolStr::from(reader.line(Span {
        start: is.end,
        ..whole
    }));
    let ours = match rule {
        Rule::matter_clause if parts.has(Rule::anything_else) => SheetMeaning::Matter(None),
        Rule::matter_clause => SheetMeaning::Matter(Some(reader.word(parts.get(Rule::name)?))),
        Rule::amount_words => SheetMeaning::Amount(band(reader, pair)?),
        Rule::who_words => SheetMeaning::Who(signers(reader, parts.take(Rule::signers)?)?),
        Rule::counted_words => SheetMeaning::Counted(counted(reader, parts.take(Rule::counted)?)?),
        Rule::sub_delegation_words => {
            SheetMeaning::SubDelegation(sub_delegation(reader, parts.take(Rule::sub_delegation)?)?)
        }
        _ => SheetMeaning::If(expression(reader, parts.take(Rule::expression)?)?),
    };
    Some(SheetWords { theirs, ours, text })
}
