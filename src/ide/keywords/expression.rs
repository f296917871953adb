//! The words that go on with an expression.

/// Words that go on with an expression, and what they say.
pub const EXPRESSION_WORDS: &[(&str, &str)] = &[
    ("and", "both hold"),
    ("or", "at least one holds; with `and` it needs brackets"),
    ("not", "it does not hold"),
    ("is", "they are the same"),
    ("is not", "they are not the same"),
    (
        "is within",
        "it lies under another in its tree, itself included",
    ),
    ("is one of", "it is one of a set"),
    ("includes", "a set holds it"),
    ("is stated", "somebody has said what it is"),
    ("at least", "as many or more"),
    ("at most", "as many or fewer"),
    ("more than", "more, and not as many"),
    ("less than", "fewer, and not as many"),
    ("before", "strictly earlier"),
    ("after", "strictly later"),
    ("on or before", "earlier, or the same day"),
    ("on or after", "later, or the same day"),
    (
        "some",
        "there is one for which it holds: `some g: Practice where …`",
    ),
    ("every", "it holds of each: `every b: Board where … has …`"),
    ("no", "there is none for which it holds"),
    ("count of", "how many there are"),
    (
        "total",
        "the sum of what acts say: `total amount of spend(…) by c during y`",
    ),
    ("start of", "the first day of a period"),
    ("end of", "the last day of a period"),
    ("the year before", "the financial year before one"),
    ("the year after", "the financial year after one"),
    (
        "has done",
        "somebody has done it: `c has done consult(on: plan) before d`",
    ),
    ("does", "somebody does it: it sets a duty off"),
    ("where", "only those for which this holds"),
    ("because", "the clause that is cited, or a reason in quotes"),
    ("on behalf of", "for whom somebody acts"),
    (
        "within",
        "no later than so long: `within 28 days from e` leaves out the day of `e`, `beginning with` counts it",
    ),
    (
        "promptly",
        "without a computed day: a judgement decides whether it was late",
    ),
    (
        "is breached",
        "the state of a duty: a deadline passed without what was due",
    ),
];
