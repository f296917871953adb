//! How each kind of item is laid out, by the word that it begins with.

use super::rows::{Piece, PieceKind, begins_with, word};

/// How an item is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The form of its entries.
    pub layout: Layout,
    /// Whether its entries stand between braces.
    pub block: bool,
    /// The words that open a clause below the head of an item with braces, before the opening one.
    pub below: &'static [&'static str],
    /// The words that open a clause, those of several words first where one begins with another.
    pub keywords: &'static [&'static str],
    /// Clauses that are sentences: what follows their keyword stands close, not in the column.
    pub sentences: &'static [&'static str],
    /// The width of the keyword column at the least, the blank behind it included.
    pub column: usize,
    /// Whether the head ends in a sentence that has a line of its own where it does not fit on the first.
    pub template_below: bool,
}

/// The form of the entries of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `keyword   what follows`
    Clauses,
    /// Clauses, among them `clause ID "title" line N`
    Source,
    /// `name : what follows`, each on a line of its own
    Fields,
    /// The same for an individual, on one line where they were written so
    Attributes,
    /// `name from "heading"`, each on a line of its own
    Columns,
    /// A tree of names, several on a line
    Tree,
    /// `condition then result source ID`
    Decide,
    /// `| cell | cell |`
    Scheme,
    /// A statement a line
    Lines,
    /// `date   what happens`
    Timeline,
    /// `but` lines: what is dated has a date column
    But,
}

/// The clauses that every form of norm may have.
macro_rules! norm_clauses {
    ($($extra:literal),*) => {
        &[
            $($extra,)* "source", "function", "bearer", "holder", "owed to", "each", "when", "must not", "must", "may",
            "if", "unless", "until", "needs", "up to", "below", "jointly", "effect", "overrides", "binds", "also",
            "in force", "status", "rank", "note", "not normative",
        ]
    };
}

const NORM: Style = Style {
    layout: Layout::Clauses,
    block: true,
    below: &[],
    keywords: norm_clauses!(),
    sentences: &[
        "must keep",
        "must achieve",
        "must have",
        "must ensure",
        "must show",
        "binds only",
        "also governs",
        "not normative",
    ],
    column: 10,
    template_below: false,
};

const IMMUNITY: Style = Style {
    keywords: norm_clauses!("no"),
    ..NORM
};

const TRANSITION: Style = Style {
    keywords: norm_clauses!("on"),
    ..NORM
};

const DELEGATION: Style = Style {
    keywords: &[
        "source",
        "from",
        "to",
        "of",
        "made by",
        "standing",
        "sub-delegation",
        "if",
        "unless",
        "needs",
        "up to",
        "below",
        "in force",
        "status",
        "rank",
        "note",
    ],
    column: 15,
    ..NORM
};

const SOURCE: Style = Style {
    layout: Layout::Source,
    keywords: &["publisher", "date", "reference", "rank", "clause", "note"],
    sentences: &[],
    column: 11,
    ..NORM
};

const STATEMENT: Style = Style {
    keywords: &[
        "source",
        "not normative",
        "for",
        "holds",
        "status",
        "in force",
        "note",
    ],
    sentences: &["not normative"],
    ..NORM
};

const OFFICE: Style = Style {
    below: &["source", "note"],
    keywords: &["source", "quorum", "casting", "note"],
    sentences: &["casting vote"],
    ..NORM
};

const POLICY: Style = Style {
    block: false,
    keywords: &["rank", "in force", "status", "powers", "note"],
    sentences: &["powers of"],
    column: 11,
    ..NORM
};

const DEFINE: Style = Style {
    block: false,
    keywords: &[
        "when", "or", "unless", "is", "source", "in force", "status", "note",
    ],
    sentences: &[],
    column: 0,
    template_below: true,
    ..NORM
};

const DECLARATION: Style = Style {
    block: false,
    keywords: &["source", "note"],
    sentences: &[],
    column: 0,
    template_below: true,
    ..NORM
};

const SCENARIO: Style = Style {
    block: false,
    keywords: &["as of", "assuming", "calendar", "like", "note"],
    sentences: &[],
    column: 0,
    ..NORM
};

const LINES: Style = Style {
    layout: Layout::Lines,
    block: false,
    below: &[],
    keywords: &[],
    sentences: &[],
    column: 0,
    template_below: false,
};

const FIELDS: Style = Style {
    layout: Layout::Fields,
    block: true,
    ..LINES
};

/// The style of an item of a policy file.
pub fn of_policy_item(head: &[Piece<'_>]) -> Style {
    match word(head, 0) {
        "policy" => POLICY,
        "source" => SOURCE,
        "kind" => FIELDS,
        "values" | "functions" => Style {
            layout: Layout::Tree,
            ..FIELDS
        },
        "duty" | "prohibition" | "power" | "freedom" => NORM,
        "immunity" => IMMUNITY,
        "transition" => TRANSITION,
        "delegation" => DELEGATION,
        "statement" => STATEMENT,
        "office" | "committee" => OFFICE,
        "define" => DEFINE,
        "decide" => Style {
            layout: Layout::Decide,
            block: true,
            below: &["source", "in force", "status", "note"],
            ..LINES
        },
        "scheme" => Style {
            layout: Layout::Scheme,
            block: true,
            keywords: &[
                "|",
                "reserved",
                "source",
                "sheet",
                "column",
                "crosses",
                "matter",
                "amount",
                "who",
                "counted",
                "sub-delegation",
                "if",
                "ignore",
                "separate",
                "note",
            ],
            ..LINES
        },
        "calendar" => Style {
            block: true,
            keywords: &["holidays"],
            ..LINES
        },
        "use" | "period" | "accept" | "note" => LINES,
        "act" | "event" | "fact" | "judgement" | "reserved" => DECLARATION,
        _ => Style {
            layout: Layout::Attributes,
            ..FIELDS
        },
    }
}

/// The style of an item of a scenario file.
pub fn of_scenario_item(head: &[Piece<'_>]) -> Style {
    match word(head, 0) {
        "scenario" | "background" => SCENARIO,
        "timeline" => Style {
            layout: Layout::Timeline,
            ..LINES
        },
        "but" => Style {
            layout: Layout::But,
            ..LINES
        },
        "columns" => Style {
            layout: Layout::Columns,
            ..FIELDS
        },
        _ => LINES,
    }
}

impl Style {
    /// How many of these pieces are the keyword of a clause; none where they open no clause.
    pub fn keyword(&self, pieces: &[Piece<'_>]) -> Option<usize> {
        keyword(self.keywords, pieces)
    }

    /// Whether a clause that begins so is a sentence, which stands in no column.
    pub fn is_sentence(&self, pieces: &[Piece<'_>]) -> bool {
        self.sentences.iter().any(|words| {
            matched(words, pieces)
                .is_some_and(|length| pieces.get(length).is_none_or(|next| next.text != "("))
        })
    }
}

/// How many of these pieces are one of these keywords, where it opens a clause.
pub fn keyword(keywords: &[&str], pieces: &[Piece<'_>]) -> Option<usize> {
    keywords.iter().find_map(|keyword| matched(keyword, pieces))
}

fn matched(words: &str, pieces: &[Piece<'_>]) -> Option<usize> {
    if words == "|" {
        return (pieces.first()?.kind == PieceKind::Bar).then_some(1);
    }
    let words: Vec<&str> = words.split(' ').collect();
    // A word before a colon is a name that happens to be a keyword.
    let named = pieces
        .get(words.len())
        .is_some_and(|next| next.kind == PieceKind::Colon);
    (begins_with(pieces, &words) && !named).then_some(words.len())
}
