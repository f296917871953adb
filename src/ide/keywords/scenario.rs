//! What opens a section of a scenario, or a line of one.

use super::opener::{NOTE, Openers, opener};

/// What opens an item of a scenario file.
pub const SCENARIO_DECLARATIONS: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "scenario",
            "\"${1:title}\"\n  as of ${2:31 March 2014}\n\ngiven\n  ${3:northshire is a CCG}\n\ntimeline\n  ${4:1 April 2013}   ${5:northshire does act()}\n\nexpect\n  ${0}",
            "a scenario: who exists, what happened, what is expected",
        ),
        opener("background", "\n", "what the scenarios of this file share"),
        opener("given", "\n  ", "who exists, and what is the case"),
        opener("timeline", "\n  ", "what happened, a day to a line"),
        opener("expect", "\n  ", "what should come out"),
        opener("ask", "\n  ", "what is asked"),
        opener(
            "but",
            "\n  ",
            "what is otherwise than in the scenario that this one is like",
        ),
        opener(
            "columns",
            "of ${1:events} {\n  ${2}\n}\n",
            "how the columns of a table are read",
        ),
    ],
};

/// What opens a line below the head of a scenario.
pub const SCENARIO_LINES: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "as of",
            "${1:31 March 2014}",
            "the last day that is looked at",
        ),
        opener("assuming", "${1:name}", "proposals that are taken as law"),
        opener(
            "calendar",
            "${1:name}",
            "the calendar that working days are counted by",
        ),
        opener(
            "like",
            "\"${1:title}\"",
            "the scenario that this one starts from",
        ),
        NOTE,
    ],
};

/// What may open a line of an `expect` section, besides a condition.
pub const EXPECT_LINES: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "duty",
            "${1:name} of ${2:who} for ${3:2013/14} is ${4|discharged,breached,pending,released,discharged late|}",
            "the state of a duty",
        ),
        opener(
            "act",
            "${1:name} is ${2|lawful,void,ultra vires,valid but in breach,not listed|}",
            "the verdict on an act, by its label",
        ),
        opener(
            "nothing else is breached",
            "",
            "no breach but those that are expected",
        ),
    ],
};

/// What may open a line of an `ask` section.
pub const ASK_LINES: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "who may",
            "${1:act()} for ${2:body} on ${3:1 May 2013}",
            "who could do it validly",
        ),
        opener(
            "what must",
            "${1:who} do by ${2:31 December 2013}",
            "what is due by a day",
        ),
        opener("what may", "${1:who} do", "what someone could do validly"),
        opener("what is", "${1:value}", "the value of an expression"),
        opener(
            "what falls if",
            "${1:link} is revoked on ${2:1 May 2013}",
            "what would lose its authority",
        ),
    ],
};
