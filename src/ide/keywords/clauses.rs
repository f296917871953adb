//! What opens a clause of the other declarations.

use super::opener::{IN_FORCE, NOTE, Openers, RANK, SOURCE, STATUS, UNLESS, opener};

/// What opens a clause of a definition.
pub const DEFINITION_CLAUSES: Openers = Openers {
    width: 6,
    openers: &[
        opener("when", "${1:condition}", "it is true where this holds"),
        opener("or", "${1:condition}", "or where this holds"),
        UNLESS,
        opener("is", "${1:value}", "its value"),
        SOURCE,
        IN_FORCE,
        STATUS,
        NOTE,
    ],
};

/// What opens a clause of a source.
pub const SOURCE_CLAUSES: Openers = Openers {
    width: 10,
    openers: &[
        opener("publisher", "\"${1:who}\"", "who published it"),
        opener("date", "${1:12 June 2012}", "its date"),
        opener("reference", "\"${1:text}\"", "its number or reference"),
        RANK,
        opener(
            "clause",
            "${1:1.1}   \"${2:what it says}\"",
            "a clause that rules cite by its id",
        ),
        NOTE,
    ],
};

/// What opens a line below the head of a policy.
pub const HEAD_LINES: Openers = Openers {
    width: 10,
    openers: &[
        RANK,
        IN_FORCE,
        STATUS,
        opener(
            "powers of",
            "${1:Kind} are ${2|not exhaustive,exhaustive|}",
            "whether what no rule allows such a body is beyond its powers",
        ),
        NOTE,
    ],
};

/// What opens a clause of a statement.
pub const STATEMENT_CLAUSES: Openers = Openers {
    width: 9,
    openers: &[
        SOURCE,
        opener(
            "not normative because",
            "\"${1:why}\"",
            "why it lays down no norm",
        ),
        opener("for", "${1:c: Body}", "over what `holds` is asked"),
        opener(
            "holds",
            "${1:condition}",
            "something that can be checked in a scenario",
        ),
        IN_FORCE,
        STATUS,
        NOTE,
    ],
};

/// What opens a clause of an office or committee.
pub const OFFICE_CLAUSES: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "quorum",
            "at least ${1:3} ${2:m: Person} where present(${2:m})",
            "how many must be present",
        ),
        opener("casting vote of", "${1:office}", "whose vote decides a tie"),
        SOURCE,
        NOTE,
    ],
};

/// What opens a clause of an act, an event, a fact, a judgement or a reservation.
pub const SOURCE_AND_NOTE: Openers = Openers {
    width: 0,
    openers: &[SOURCE, NOTE],
};
