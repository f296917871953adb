//! A keyword that opens a line, with what it is for and what may stand behind it.

/// A keyword with what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opener {
    /// The keyword, or the first words of a clause.
    pub words: &'static str,
    /// What may be put in behind it, with `$1`, `$2` … where something is to be filled in; the last is `$0`.
    pub rest: &'static str,
    /// What it is for, in a sentence.
    pub meaning: &'static str,
}

/// What may open a line at one kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Openers {
    /// How wide the column of keywords is where they stand one above the other.
    pub width: usize,
    /// The keywords, those that are wanted most first.
    pub openers: &'static [Opener],
}

pub(super) const fn opener(
    words: &'static str,
    rest: &'static str,
    meaning: &'static str,
) -> Opener {
    Opener {
        words,
        rest,
        meaning,
    }
}

impl Opener {
    /// What may be put in, its keyword in a column so wide.
    pub fn snippet(&self, width: usize) -> String {
        match self.rest {
            "" => self.words.to_owned(),
            rest if rest.starts_with('\n') => format!("{}{rest}", self.words),
            rest => format!("{:width$} {rest}", self.words),
        }
    }
}

pub(super) const IF: Opener = opener(
    "if",
    "${1:condition}",
    "only where this holds when it arises",
);

pub(super) const IN_FORCE: Opener = opener(
    "in force",
    "from ${1:1 April 2013}",
    "from when, and until when",
);

pub(super) const NOTE: Opener = opener("note", "\"${1:text}\"", "a remark that reports keep");

pub(super) const RANK: Opener = opener(
    "rank",
    "${1|Act,regulations,directions,constitution,scheme,guidance,promise|}",
    "how high its source stands",
);

pub(super) const SOURCE: Opener = opener(
    "source",
    "${1:clause}",
    "the clauses of a source that say so",
);

pub(super) const STATUS: Opener = opener(
    "status",
    "${1|announced,proposed,not binding,historical|}",
    "whether it is law: announced, proposed, not binding, historical",
);

pub(super) const UNLESS: Opener = opener(
    "unless",
    "${1:condition}",
    "not where this holds, whatever else does",
);
