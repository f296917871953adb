//! The words of every message that this room gives.

use crate::base::span::Span;
use crate::diagnostics::{code::Code, diagnostic::Diagnostic};

/// A character that means nothing here.
pub(crate) fn bad_character(span: Span, text: &str) -> Diagnostic {
    let shown: String = text.chars().take(20).collect();
    let message = format!("`{shown}` means nothing here");
    let diagnostic = Diagnostic::new(Code::BadCharacter, span, message);
    let help = match text.chars().next() {
        Some('\u{201c}' | '\u{201d}' | '\u{201e}') => "write straight quotes: \"text\"",
        Some('\u{2018}' | '\u{2019}' | '\'') => {
            "text stands between double quotes: \"text\"; whose something is, is written `age of c`, a denial `not` or `is not`"
        }
        Some('\u{2010}'..='\u{2015}' | '\u{2212}') => "write a plain `-`",
        Some('\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}') => "write a plain blank",
        Some('=') => "write `is`; behind the name of an argument or an attribute write `:`",
        Some('<') => "write `less than` or `at most`",
        Some('>') => "write `more than` or `at least`",
        Some('≤') => "write `at most`",
        Some('≥') => "write `at least`",
        Some('≠') => "write `is not`",
        Some('!') => "write `not`",
        Some('&') => "write `and`",
        Some('[' | ']') => "write `(` and `)`, or `{` and `}` for a set",
        Some('×') => "write `*`",
        Some('÷') => "write `/`",
        Some('£') => "write the number right behind it: £25",
        Some('$' | '€') => "amounts of money are in pounds: £25",
        Some('%') => "write the number right before it: 75%",
        Some('.') => {
            "a clause needs no full stop; a day is written `31 May 2014`; parts of a number or an id stand close to the point"
        }
        Some(';') => "a clause ends with its line",
        Some('\u{feff}') => "take it out",
        _ => return diagnostic,
    };
    diagnostic.help(help)
}

/// A character that cannot be seen.
pub(crate) fn hidden_character(span: Span, c: char) -> Diagnostic {
    let number = u32::from(c);
    Diagnostic::new(
        Code::HiddenCharacter,
        span,
        format!("a character that cannot be seen stands here: U+{number:04X}"),
    )
    .help("take it out: with it the text reads otherwise than it looks")
}

/// Text in quotes that does not end on its line.
pub(crate) fn unclosed_quote(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedQuote,
        span,
        "a text in quotes does not end on its line",
    )
    .help("close it with `\"`; a quote within it is written `\\\"`")
}

/// A bracket that is closed nowhere.
pub(crate) fn unclosed_bracket(opened: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedBracket,
        opened,
        format!("a bracket is opened here and closed nowhere: `{wanted}` is missing"),
    )
    .saying("opened here")
    .help(format!("write `{wanted}` where what it holds ends"))
}

/// A bracket that closes nothing; with the first line of the declaration, where that opens none.
pub(crate) fn unopened_bracket(span: Span, text: &str, head: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnopenedBracket,
        span,
        format!("`{text}` closes a bracket that was not opened"),
    );
    let wanted = if text == ")" { "(" } else { "{" };
    match head {
        Some(head) if wanted == "{" => diagnostic
            .label(head, "what is declared here opens none")
            .help("write `{` behind the name and title of what is declared")
            .fix(
                Span {
                    start: head.end,
                    ..head
                },
                " {",
            ),
        _ => diagnostic
            .help(format!(
                "write `{wanted}` before what it closes, or take it out"
            ))
            .fix(span, ""),
    }
}

/// A bracket that closes one of the other sort.
pub(crate) fn wrong_bracket(span: Span, opened: Span, text: &str) -> Diagnostic {
    let wanted = if text == ")" { "}" } else { ")" };
    Diagnostic::new(
        Code::UnopenedBracket,
        span,
        format!("`{text}` stands where `{wanted}` is wanted"),
    )
    .saying("closed here")
    .label(opened, "opened here")
}

/// Brackets, quantities or chains that are nested too deep.
pub(crate) fn nested_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::NestedTooDeep,
        span,
        format!("this is nested more than {limit} deep"),
    )
    .help("give the inner part a name of its own with `define`")
}

/// A clause, an entry or a line that is longer than anybody writes.
pub(crate) fn too_long(span: Span, megabytes: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLong,
        span,
        format!("what begins here is longer than {megabytes} MB"),
    )
    .help("state what differs as facts, and let the condition ask for them")
}

/// A sum, a product or a row of `of` that is too long.
pub(crate) fn chain_too_long(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::NestedTooDeep,
        span,
        format!("more than {limit} terms hang together here"),
    )
    .help("give a part of them a name of its own with `define`")
}

/// A tab in an indentation.
pub(crate) fn tab_in_indent(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TabInIndent,
        span,
        "this line is indented with a tab, which is not as wide everywhere",
    )
    .help("indent with blanks throughout the file")
}

/// More faults than are worth showing.
pub(crate) fn more_faults(span: Span, count: usize) -> Diagnostic {
    Diagnostic::new(
        Code::MoreFaults,
        span,
        format!("{count} more faults of characters, quotes and brackets are not shown"),
    )
}

/// Something else was expected: the common message of the grammar.
pub(crate) fn unexpected(span: Span, found: &str, expected: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnexpectedText,
        span,
        format!("found {found}, expected {expected}"),
    )
}

/// Something does not go on with what stands before it, and what could is not worth listing.
pub(crate) fn does_not_go_on(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnexpectedText,
        span,
        format!("{found} does not go on with what stands before it"),
    )
}

/// A line that begins no declaration.
pub(crate) fn unknown_declaration(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownDeclaration,
        span,
        format!("`{word}` begins no declaration"),
    )
}

/// The first line of a file is indented.
pub(crate) fn indented_declaration(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownDeclaration,
        span,
        "this line is indented, and there is no declaration above that it could belong to",
    )
    .help("a declaration begins at the left edge")
}

/// A line that begins no clause of its declaration.
pub(crate) fn unknown_clause(
    span: Span,
    word: &str,
    of: &str,
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownClause,
        span,
        format!("`{word}` begins no clause of {of}"),
    );
    if near.is_some() || known.is_empty() {
        return diagnostic.nearest(near);
    }
    let list: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    diagnostic.note(format!("its clauses are {}", list.join(", ")))
}

/// `source: A1`.
pub(crate) fn colon_behind_keyword(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownClause,
        span,
        format!("no `:` stands behind `{word}`"),
    )
    .help("leave out the `:`")
    .fix(
        Span {
            start: span.end,
            end: span.end.saturating_add(1),
            ..span
        },
        "",
    )
}

/// `and` and `or` in one row without brackets.
pub(crate) fn mixed_and_or(span: Span, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MixedAndOr,
        span,
        "`and` and `or` stand side by side, which can be read in two ways",
    )
    .help(format!("write `{first}` or `{second}`"))
    .choice(span, first)
    .choice(span, second)
}

/// `within 28 days` without from when. `since` is what it may be counted from, where that can be told.
pub(crate) fn bare_within(span: Span, amount: &str, since: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::BareWithin,
        span,
        format!("`within {amount}` does not say from when"),
    )
    .help(format!(
        "write `within {amount} from` a day, which is not counted itself, or `within {amount} beginning with` it, which is"
    ));
    match since {
        Some(since) => diagnostic
            .choice(span, format!("within {amount} from {since}"))
            .choice(span, format!("within {amount} beginning with {since}")),
        None => diagnostic,
    }
}

/// `between £1 and £5`.
pub(crate) fn band_between(span: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BandBetween,
        span,
        format!("`between {low} and {high}` does not say which ends belong to it"),
    )
    .help(format!(
        "write `over {low}, up to {high}`, or `at least {low}, up to {high}`, or `at least {low}, below {high}`"
    ))
    .choice(span, format!("over {low}, up to {high}"))
    .choice(span, format!("at least {low}, up to {high}"))
    .choice(span, format!("at least {low}, below {high}"))
}

/// A date that there is not, why, and what to write.
pub(crate) fn no_such_date(span: Span, text: &str, (why, help): &(String, String)) -> Diagnostic {
    Diagnostic::new(
        Code::NoSuchDate,
        span,
        format!("there is no date `{text}`: {why}"),
    )
    .help(help.as_str())
}

/// A number past 128 bits.
pub(crate) fn number_too_large(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NumberTooLarge,
        span,
        "this number is too large or too fine to be held exactly",
    )
    .help("numbers are held exactly in 128 bits: write it with fewer digits, amounts in pounds and pence")
}

/// A count that must be a whole number, and not too large.
pub(crate) fn not_a_count(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NumberTooLarge,
        span,
        format!("`{text}` cannot be a count: a whole number up to 4,294,967,295 is wanted"),
    )
}

/// `2013/15`.
pub(crate) fn not_a_financial_year(span: Span, text: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFinancialYear,
        span,
        format!("`{text}` is no financial year: {why}"),
    )
    .help("a day is written `4 March 2013` or `2013-03-04`; a division needs blanks around `/`")
}

/// `25:00`.
pub(crate) fn no_such_time(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NoSuchTime,
        span,
        format!("there is no time of day `{text}`"),
    )
    .help("times run from 00:00 to 23:59")
}

/// `a- b`.
pub(crate) fn minus_needs_blanks(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::MinusNeedsBlanks,
        span,
        "a minus needs a blank on either side, since names may hold `-`",
    )
    .help("write `a - b`")
}

/// What may stand once stands twice.
pub(crate) fn clause_twice(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ClauseTwice,
        span,
        format!("`{what}` stands here a second time"),
    )
}

/// A declaration whose clauses stand between braces has none.
pub(crate) fn braces_missing(span: Span, of: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BracesMissing,
        span,
        format!("what belongs to {of} stands between `{{` and `}}`, and there is no `{{`"),
    )
}

/// Text behind a closing brace.
pub(crate) fn text_behind_block(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TextBehindBlock,
        span,
        "nothing can stand behind the closing brace",
    )
    .help("begin a new line at the left edge for a new declaration")
}

/// A kind in lower case.
pub(crate) fn kind_in_lower_case(span: Span, name: &str) -> Diagnostic {
    let mut letters = name.chars();
    let capital: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    Diagnostic::new(
        Code::KindInLowerCase,
        span,
        format!("the name of a kind begins with a capital: `{name}` does not"),
    )
    .nearest(Some(&capital))
}

/// `f(x) of c`.
pub(crate) fn nothing_of_that(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        "only the name of an attribute can stand before `of`",
    )
}

/// An act was wanted, and something else stands there.
pub(crate) fn act_wanted(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("an act or event with its arguments is wanted here, not `{found}`"),
    )
}

/// A norm was wanted, and something else stands there.
pub(crate) fn norm_wanted(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!(
            "`{found}` cannot have a state: the name of a duty, perhaps with `of` its bearer, is wanted"
        ),
    )
}

/// `every b: Board` without what each of them must satisfy.
pub(crate) fn every_needs_has(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        "`every` needs to say what each of them has to satisfy",
    )
    .help("write `every b: Board where CONDITION has CONDITION`")
}

/// `has` behind a quantity that takes none.
pub(crate) fn has_without_every(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        "`has` belongs to `every` alone: other quantities say it all behind `where`",
    )
}

/// A form of `must` that needs a day.
pub(crate) fn deadline_missing(span: Span, form: &str, example: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeadlineMissing,
        span,
        format!("`must {form}` does not say when"),
    )
    .help(format!("write `{example}`"))
}

/// A column that a table of this language has not.
pub(crate) fn unknown_column(span: Span, word: &str, known: &[&str]) -> Diagnostic {
    let list: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    Diagnostic::new(
        Code::UnknownColumn,
        span,
        format!("`{word}` is no column of this table"),
    )
    .note(format!("its columns are {}", list.join(", ")))
}

/// A row with more or fewer cells than there are columns.
pub(crate) fn wrong_cell_count(span: Span, found: usize, wanted: usize) -> Diagnostic {
    let cells = if found == 1 { "cell" } else { "cells" };
    Diagnostic::new(
        Code::WrongCellCount,
        span,
        format!("this row has {found} {cells}, and the table has {wanted} columns"),
    )
}

/// A cell that must not be empty.
pub(crate) fn empty_cell(span: Span, column: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongCellCount,
        span,
        format!("this row says nothing under `{column}`"),
    )
}

/// A declaration that lacks something it cannot do without.
pub(crate) fn incomplete(span: Span, what: &str, lacks: &str) -> Diagnostic {
    Diagnostic::new(Code::Incomplete, span, format!("{what} lacks {lacks}"))
}

/// `working weeks`.
pub(crate) fn no_such_unit(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("there are no `{text}`: only days are `working` or `clear`"),
    )
}

/// `largest spend() as x`.
pub(crate) fn extreme_of_acts(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!(
            "of acts there is an `earliest` and a `latest`, not a largest or smallest `{found}`"
        ),
    )
}

/// `every 3 working days`, `every 0 weeks`.
pub(crate) fn no_period_length(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("`{text}` is no length of a period: whole days, weeks, months or years are wanted"),
    )
}

/// A scheme with rows of its own and a spreadsheet.
pub(crate) fn rows_and_file(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        "the rows of this scheme stand in a spreadsheet, so it can have none of its own",
    )
}

/// `registered(p) passes to b`.
pub(crate) fn passes_without_of(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("`{found}` cannot pass to anyone: a function or a norm `of` someone can"),
    )
    .help("write `FUNCTION of A passes to B`")
}

/// `publish-plan of c is imposed on d`.
pub(crate) fn norm_alone_wanted(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("the name of a norm alone is wanted here, not `{found}`"),
    )
}

/// `a and b or c` among those who sign.
pub(crate) fn mixed_signers(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MixedAndOr,
        span,
        format!("`{text}` can be read in two ways: `and` and `or` stand side by side"),
    )
    .help("put brackets around those who belong together: `a and (b or c)` or `(a and b) or c`")
}
