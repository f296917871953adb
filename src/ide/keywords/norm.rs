//! What opens a clause of a norm or of a rule of delegation.

use super::opener::{IF, IN_FORCE, NOTE, Openers, RANK, SOURCE, STATUS, UNLESS, opener};

/// What opens a clause of a norm.
pub const NORM_CLAUSES: Openers = Openers {
    width: 9,
    openers: &[
        SOURCE,
        opener(
            "bearer",
            "${1:c: Body}",
            "who must: a kind with a variable for each body of it, or one body by name",
        ),
        opener(
            "holder",
            "${1:c: Body}",
            "who may: a kind with a variable, or one body by name",
        ),
        opener(
            "owed to",
            "${1:the public}",
            "to whom it is owed; only they can waive it",
        ),
        opener("each", "${1:financial-year} ${2:y}", "once in every period"),
        opener(
            "when",
            "${1:c} does ${2:act()} as ${3:trigger}",
            "at every act, event, breach or change that fits",
        ),
        opener(
            "must",
            "${1:act()} ${2:before end of y}",
            "what is to be done, and by when",
        ),
        opener("must not", "${1:act()}", "what must not be done"),
        opener(
            "must keep",
            "${1:condition}",
            "a condition that must be true throughout",
        ),
        opener(
            "must achieve",
            "${1:condition} by ${2:end of y}",
            "a condition that must be true at some moment up to a day",
        ),
        opener(
            "must have",
            "${1:condition} on ${2:end of y}",
            "a condition that is tested once, at the end of a day",
        ),
        opener(
            "must ensure",
            "${1:condition}",
            "a condition of the act that sets the duty off, judged at that act",
        ),
        opener(
            "must have regard to",
            "${1:what}",
            "what must be considered; the event says so",
        ),
        opener(
            "must show evidence of",
            "{${1:what}} by ${2:end of y}",
            "what must be shown; no evidence is a finding, not a breach",
        ),
        opener("may", "${1:act()}", "what may be done"),
        IF,
        UNLESS,
        opener("until", "${1:condition}", "released as soon as this holds"),
        opener("needs agreement of", "${1:a}", "who must have agreed"),
        opener(
            "up to",
            "£${1:1m} ${2:per act}",
            "how much at the most: per act, per project, in each period or in total",
        ),
        opener("jointly with", "${1:d}", "who must act too"),
        opener("effect", "${1:fact} begins", "what changes when it is done"),
        opener(
            "overrides",
            "${1:norm}",
            "the norm that gives way to this one",
        ),
        opener(
            "function",
            "${1:function}",
            "the function that its acts are under",
        ),
        opener(
            "binds only where imposed",
            "",
            "it binds only those on whom it is imposed",
        ),
        opener(
            "also governs what is pending",
            "",
            "what arose under an earlier version goes over to this one",
        ),
        IN_FORCE,
        STATUS,
        RANK,
        NOTE,
        opener(
            "not normative because",
            "\"${1:why}\"",
            "why it is here though the source lays it down as no norm",
        ),
    ],
};

/// What opens a clause of an immunity alone.
pub const IMMUNITY_CLAUSES: Openers = Openers {
    width: 9,
    openers: &[opener(
        "no",
        "${1:Body} may ${2:act()}",
        "who may not do what to the holder",
    )],
};

/// What opens a clause of a transition alone.
pub const TRANSITION_CLAUSES: Openers = Openers {
    width: 9,
    openers: &[opener(
        "on",
        "${1:1 April 2013}",
        "the day on which it happens",
    )],
};

/// What opens a clause of a rule of delegation.
pub const DELEGATION_CLAUSES: Openers = Openers {
    width: 14,
    openers: &[
        SOURCE,
        opener("from", "${1:c: Body}", "who may delegate"),
        opener("to", "${1:d: Body}", "to whom"),
        opener("of", "${1:function}", "which functions or acts"),
        opener("made by", "${1:who}", "another who makes the link"),
        opener("standing", "", "made by law, with no act"),
        opener(
            "sub-delegation",
            "${1|not permitted,permitted,permitted once|}",
            "whether the delegate may delegate further",
        ),
        IF,
        UNLESS,
        opener("needs agreement of", "${1:d}", "who must have agreed"),
        opener("up to", "£${1:1m} ${2:per act}", "how much at the most"),
        IN_FORCE,
        STATUS,
        NOTE,
    ],
};
