//! What the words of the language are for, and which of them can open a line where.

/// A keyword with what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opener {
    /// The keyword, or the first words of a clause.
    pub words: &'static str,
    /// What it is for, in a sentence.
    pub meaning: &'static str,
    /// What may be put in, with `$1`, `$2` … where something is to be filled in; the last is `$0`.
    pub snippet: &'static str,
}

const fn opener(words: &'static str, snippet: &'static str, meaning: &'static str) -> Opener {
    Opener {
        words,
        meaning,
        snippet,
    }
}

/// What opens an item of a policy.
pub const DECLARATIONS: &[Opener] = &[
    opener(
        "policy",
        "policy ${1:name} \"${2:title}\"\n  in force   from ${3:1 April 2013}\n",
        "the head of a policy: its name, title, rank and times in force",
    ),
    opener(
        "use",
        "use ${1:pack}",
        "the names of the pack of this name beside this one are seen here",
    ),
    opener(
        "source",
        "source ${1:name} \"${2:title}\" {\n  clause ${3:1.1} \"${4:what it says}\"\n}\n",
        "a document, and the clauses of it that are cited",
    ),
    opener(
        "kind",
        "kind ${1:Name} is a ${2:Body}",
        "a kind of body, person or thing; it begins with a capital",
    ),
    opener(
        "values",
        "values ${1:Name} {\n  ${2:value}\n}\n",
        "a tree of values",
    ),
    opener(
        "functions",
        "functions {\n  ${1:name}\n}\n",
        "the tree of functions; delegation is of functions",
    ),
    opener(
        "act",
        "act ${1:name}(${2:to: Body})\n  \"{actor} ${3:did it}\"\n",
        "something that someone does",
    ),
    opener(
        "event",
        "event ${1:name}(${2:area: Area})",
        "something that happens; nobody does it, and it needs no authority",
    ),
    opener(
        "fact",
        "fact ${1:name}(${2:body: Body})",
        "something that is so or not; absent means false. With a type it has a value, and absent means unknown",
    ),
    opener(
        "judgement",
        "judgement ${1:name}(${2:body: Body}) by ${3:who}",
        "someone's assessment; absent means not yet assessed",
    ),
    opener(
        "define",
        "define ${1:name}(${2:b: Body})\n  when   ${3:condition}\n",
        "a condition or a value, by its parts",
    ),
    opener(
        "decide",
        "decide ${1:name}(${2:s: Service}): ${3:Body} first {\n  ${4:condition} then ${5:answer}\n  otherwise none \"${6:why}\"\n}\n",
        "a decision table: its rows are tried in order (`first`), or exactly one must match (`unique`)",
    ),
    opener(
        "calendar",
        "calendar ${1:name} from ${2:2012} to ${3:2016} { holidays ${4:25 December 2013} }",
        "the holidays by which working days are counted",
    ),
    opener(
        "period",
        "period ${1:name} monthly from ${2:1 April 2013}",
        "a period that comes again and again",
    ),
    opener(
        "duty",
        "duty ${1:name} \"${2:title}\" {\n  bearer    ${3:c: Body}\n  each      financial-year y\n  must      ${4:act()} before end of y\n}\n",
        "something that someone must do",
    ),
    opener(
        "prohibition",
        "prohibition ${1:name} \"${2:title}\" {\n  bearer    ${3:b: Body}\n  must not  ${4:act()}\n}\n",
        "something that someone must not do",
    ),
    opener(
        "power",
        "power ${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  may       ${4:act()}\n}\n",
        "something that someone may do, and that has effect when they do it",
    ),
    opener(
        "freedom",
        "freedom ${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  may       ${4:act()}\n}\n",
        "something that someone may do or not: no duty binds them either way",
    ),
    opener(
        "immunity",
        "immunity ${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  no        ${4:Body} may ${5:act()}\n}\n",
        "something that others may not do to its holder",
    ),
    opener(
        "transition",
        "transition ${1:name} \"${2:title}\" {\n  on        ${3:1 April 2013}\n  effect    ${4:fact} begins\n}\n",
        "something that changes by itself on a day or at an event",
    ),
    opener(
        "delegation",
        "delegation ${1:name} \"${2:title}\" {\n  from           ${3:c: Body}\n  to             ${4:d: Body}\n  of             ${5:function}\n}\n",
        "who may let whom act for them, in which functions",
    ),
    opener(
        "reserved",
        "reserved ${1:function} of ${2:Body}",
        "a function that cannot be delegated",
    ),
    opener(
        "office",
        "office ${1:name} \"${2:title}\" of ${3:Body}",
        "an office that persons hold",
    ),
    opener(
        "committee",
        "committee ${1:name} \"${2:title}\" of ${3:Body}",
        "a committee, with its quorum",
    ),
    opener(
        "scheme",
        "scheme ${1:name} \"${2:title}\" of ${3:body} in force from ${4:1 April 2013} {\n  | matter | amount | who |\n  | ${5:act} | up to £${6:1,000} | ${7:office} |\n}\n",
        "a scheme of delegation: who may sign what, up to which amount",
    ),
    opener(
        "statement",
        "statement ${1:name} \"${2:title}\" {\n  source    ${3:clause}\n  not normative because \"${4:why}\"\n}\n",
        "a clause that lays down no norm, as what it is",
    ),
    opener(
        "accept",
        "accept ${1:P1001} because \"${2:why}\"",
        "a finding of `check` that stays, with the reason",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What opens a clause of a norm.
pub const NORM_CLAUSES: &[Opener] = &[
    opener(
        "source",
        "source    ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener(
        "bearer",
        "bearer    ${1:c: Body}",
        "who must: a kind with a variable for each body of it, or one body by name",
    ),
    opener(
        "holder",
        "holder    ${1:c: Body}",
        "who may: a kind with a variable, or one body by name",
    ),
    opener(
        "owed to",
        "owed to   ${1:the public}",
        "to whom it is owed; only they can waive it",
    ),
    opener(
        "each",
        "each      ${1:financial-year} ${2:y}",
        "once in every period",
    ),
    opener(
        "when",
        "when      ${1:c} does ${2:act()} as ${3:trigger}",
        "at every act, event, breach or change that fits",
    ),
    opener(
        "must",
        "must      ${1:act()} ${2:before end of y}",
        "what is to be done, and by when",
    ),
    opener("must not", "must not  ${1:act()}", "what must not be done"),
    opener(
        "must keep",
        "must keep ${1:condition}",
        "a condition that must be true throughout",
    ),
    opener(
        "must achieve",
        "must achieve ${1:condition} by ${2:end of y}",
        "a condition that must be true at some moment up to a day",
    ),
    opener(
        "must have",
        "must have ${1:condition} on ${2:end of y}",
        "a condition that is tested once, at the end of a day",
    ),
    opener(
        "must ensure",
        "must ensure ${1:condition}",
        "a condition of the act that sets the duty off, judged at that act",
    ),
    opener(
        "must have regard to",
        "must have regard to ${1:what}",
        "what must be considered; the event says so",
    ),
    opener(
        "must show evidence of",
        "must show evidence of {${1:what}} by ${2:end of y}",
        "what must be shown; no evidence is a finding, not a breach",
    ),
    opener("may", "may       ${1:act()}", "what may be done"),
    opener(
        "if",
        "if        ${1:condition}",
        "only where this holds when it arises",
    ),
    opener("unless", "unless    ${1:condition}", "not where this holds"),
    opener(
        "until",
        "until     ${1:condition}",
        "released as soon as this holds",
    ),
    opener(
        "needs agreement of",
        "needs agreement of ${1:a}",
        "who must have agreed",
    ),
    opener(
        "up to",
        "up to     £${1:1m} ${2:per act}",
        "how much at the most: per act, per project, in each period or in total",
    ),
    opener("jointly with", "jointly with ${1:d}", "who must act too"),
    opener(
        "effect",
        "effect    ${1:fact} begins",
        "what changes when it is done",
    ),
    opener(
        "overrides",
        "overrides ${1:norm}",
        "the norm that gives way to this one",
    ),
    opener(
        "function",
        "function  ${1:function}",
        "the function that its acts are under",
    ),
    opener(
        "binds only where imposed",
        "binds only where imposed",
        "it binds only those on whom it is imposed",
    ),
    opener(
        "also governs what is pending",
        "also governs what is pending",
        "what arose under an earlier version goes over to this one",
    ),
    opener(
        "in force",
        "in force  from ${1:1 April 2013}",
        "from when, and until when",
    ),
    opener(
        "status",
        "status ${1|announced,proposed,not binding,historical|}",
        "whether it is law: announced, proposed, not binding, historical",
    ),
    opener(
        "rank",
        "rank ${1|Act,regulations,directions,constitution,scheme,guidance,promise|}",
        "how high its source stands",
    ),
    opener(
        "note",
        "note      \"${1:text}\"",
        "a remark that reports keep",
    ),
    opener(
        "not normative because",
        "not normative because \"${1:why}\"",
        "why it is here though the source lays it down as no norm",
    ),
];

/// What opens a clause of an immunity alone.
pub const IMMUNITY_CLAUSES: &[Opener] = &[opener(
    "no",
    "no        ${1:Body} may ${2:act()}",
    "who may not do what to the holder",
)];

/// What opens a clause of a transition alone.
pub const TRANSITION_CLAUSES: &[Opener] = &[opener(
    "on",
    "on        ${1:1 April 2013}",
    "the day on which it happens",
)];

/// What opens a clause of a rule of delegation.
pub const DELEGATION_CLAUSES: &[Opener] = &[
    opener(
        "source",
        "source         ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener("from", "from           ${1:c: Body}", "who may delegate"),
    opener("to", "to             ${1:d: Body}", "to whom"),
    opener(
        "of",
        "of             ${1:function}",
        "which functions or acts",
    ),
    opener(
        "made by",
        "made by        ${1:who}",
        "another who makes the link",
    ),
    opener("standing", "standing", "made by law, with no act"),
    opener(
        "sub-delegation",
        "sub-delegation ${1|not permitted,permitted,permitted once|}",
        "whether the delegate may delegate further",
    ),
    opener(
        "if",
        "if             ${1:condition}",
        "only where this holds",
    ),
    opener(
        "unless",
        "unless         ${1:condition}",
        "not where this holds",
    ),
    opener(
        "needs agreement of",
        "needs agreement of ${1:d}",
        "who must have agreed",
    ),
    opener(
        "up to",
        "up to          £${1:1m} ${2:per act}",
        "how much at the most",
    ),
    opener(
        "in force",
        "in force       from ${1:1 April 2013}",
        "from when, and until when",
    ),
    opener(
        "status",
        "status ${1|announced,proposed,not binding,historical|}",
        "whether it is law",
    ),
    opener(
        "note",
        "note           \"${1:text}\"",
        "a remark that reports keep",
    ),
];

/// What opens a clause of a definition.
pub const DEFINITION_CLAUSES: &[Opener] = &[
    opener(
        "when",
        "when   ${1:condition}",
        "it is true where this holds",
    ),
    opener("or", "or     ${1:condition}", "or where this holds"),
    opener(
        "unless",
        "unless ${1:condition}",
        "not where this holds, whatever else does",
    ),
    opener("is", "is     ${1:value}", "its value"),
    opener(
        "source",
        "source ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener(
        "in force",
        "in force from ${1:1 April 2013}",
        "from when, and until when",
    ),
    opener(
        "status",
        "status ${1|announced,proposed,not binding,historical|}",
        "whether it is law",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What opens a clause of a source.
pub const SOURCE_CLAUSES: &[Opener] = &[
    opener("publisher", "publisher  \"${1:who}\"", "who published it"),
    opener("date", "date       ${1:12 June 2012}", "its date"),
    opener(
        "reference",
        "reference  \"${1:text}\"",
        "its number or reference",
    ),
    opener(
        "rank",
        "rank       ${1|Act,regulations,directions,constitution,scheme,guidance,promise|}",
        "how high it stands",
    ),
    opener(
        "clause",
        "clause     ${1:1.1}   \"${2:what it says}\"",
        "a clause that rules cite by its id",
    ),
    opener(
        "note",
        "note       \"${1:text}\"",
        "a remark that reports keep",
    ),
];

/// What opens a line below the head of a policy.
pub const HEAD_LINES: &[Opener] = &[
    opener(
        "rank",
        "rank       ${1|Act,regulations,directions,constitution,scheme,guidance,promise|}",
        "how high its source stands",
    ),
    opener(
        "in force",
        "in force   from ${1:1 April 2013}",
        "from when, and until when",
    ),
    opener(
        "status",
        "status     ${1|announced,proposed,not binding,historical|}",
        "whether it is law",
    ),
    opener(
        "powers of",
        "powers of ${1:Kind} are ${2|not exhaustive,exhaustive|}",
        "whether what no rule allows such a body is beyond its powers",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What opens a clause of a statement.
pub const STATEMENT_CLAUSES: &[Opener] = &[
    opener(
        "source",
        "source    ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener(
        "not normative because",
        "not normative because \"${1:why}\"",
        "why it lays down no norm",
    ),
    opener(
        "for",
        "for       ${1:c: Body}",
        "over what `holds` is asked",
    ),
    opener(
        "holds",
        "holds     ${1:condition}",
        "something that can be checked in a scenario",
    ),
    opener(
        "in force",
        "in force  from ${1:1 April 2013}",
        "from when, and until when",
    ),
    opener(
        "status",
        "status    ${1|announced,proposed,not binding,historical|}",
        "whether it is law",
    ),
    opener(
        "note",
        "note      \"${1:text}\"",
        "a remark that reports keep",
    ),
];

/// What opens a clause of an office or committee.
pub const OFFICE_CLAUSES: &[Opener] = &[
    opener(
        "quorum",
        "quorum at least ${1:3} ${2:m: Person} where present(${2:m})",
        "how many must be present",
    ),
    opener(
        "casting vote of",
        "casting vote of ${1:office}",
        "whose vote decides a tie",
    ),
    opener(
        "source",
        "source ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What opens a clause of an act, an event, a fact, a judgement or a reservation.
pub const SOURCE_AND_NOTE: &[Opener] = &[
    opener(
        "source",
        "source ${1:clause}",
        "the clauses of a source that say so",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What opens an item of a scenario file.
pub const SCENARIO_DECLARATIONS: &[Opener] = &[
    opener(
        "scenario",
        "scenario \"${1:title}\"\n  as of ${2:31 March 2014}\n\ngiven\n  ${3:northshire is a CCG}\n\ntimeline\n  ${4:1 April 2013}   ${5:northshire does act()}\n\nexpect\n  ${0}",
        "a scenario: who exists, what happened, what is expected",
    ),
    opener(
        "background",
        "background\n",
        "what the scenarios of this file share",
    ),
    opener("given", "given\n  ", "who exists, and what is the case"),
    opener("timeline", "timeline\n  ", "what happened, a day to a line"),
    opener("expect", "expect\n  ", "what should come out"),
    opener("ask", "ask\n  ", "what is asked"),
    opener(
        "but",
        "but\n  ",
        "what is otherwise than in the scenario that this one is like",
    ),
    opener(
        "columns",
        "columns of ${1:events} {\n  ${2}\n}\n",
        "how the columns of a table are read",
    ),
];

/// What opens a line below the head of a scenario.
pub const SCENARIO_LINES: &[Opener] = &[
    opener(
        "as of",
        "as of ${1:31 March 2014}",
        "the last day that is looked at",
    ),
    opener(
        "assuming",
        "assuming ${1:name}",
        "proposals that are taken as law",
    ),
    opener(
        "calendar",
        "calendar ${1:name}",
        "the calendar that working days are counted by",
    ),
    opener(
        "like",
        "like \"${1:title}\"",
        "the scenario that this one starts from",
    ),
    opener("note", "note \"${1:text}\"", "a remark that reports keep"),
];

/// What may open a line of an `expect` section, besides a condition.
pub const EXPECT_LINES: &[Opener] = &[
    opener(
        "duty",
        "duty ${1:name} of ${2:who} for ${3:2013/14} is ${4|discharged,breached,pending,released,discharged late|}",
        "the state of a duty",
    ),
    opener(
        "act",
        "act ${1:name} is ${2|lawful,void,ultra vires,valid but in breach,not listed|}",
        "the verdict on an act, by its label",
    ),
    opener(
        "nothing else is breached",
        "nothing else is breached",
        "no breach but those that are expected",
    ),
];

/// What may open a line of an `ask` section.
pub const ASK_LINES: &[Opener] = &[
    opener(
        "who may",
        "who may ${1:act()} for ${2:body} on ${3:1 May 2013}",
        "who could do it validly",
    ),
    opener(
        "what must",
        "what must ${1:who} do by ${2:31 December 2013}",
        "what is due by a day",
    ),
    opener(
        "what may",
        "what may ${1:who} do",
        "what someone could do validly",
    ),
    opener(
        "what is",
        "what is ${1:value}",
        "the value of an expression",
    ),
    opener(
        "what falls if",
        "what falls if ${1:link} is revoked on ${2:1 May 2013}",
        "what would lose its authority",
    ),
];

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

/// What a keyword is for.
pub fn meaning_of(word: &str) -> Option<&'static str> {
    let lists = [
        DECLARATIONS,
        NORM_CLAUSES,
        DELEGATION_CLAUSES,
        DEFINITION_CLAUSES,
        SOURCE_CLAUSES,
        HEAD_LINES,
        STATEMENT_CLAUSES,
        OFFICE_CLAUSES,
        SCENARIO_DECLARATIONS,
        SCENARIO_LINES,
        IMMUNITY_CLAUSES,
        TRANSITION_CLAUSES,
    ];
    let opens = |words: &str| words.split(' ').next() == Some(word);
    lists
        .iter()
        .flat_map(|list| list.iter())
        .find(|opener| opens(opener.words))
        .map(|opener| opener.meaning)
        .or_else(|| {
            let words = EXPRESSION_WORDS.iter();
            let mut words = words.filter(|(words, _)| opens(words));
            words.next().map(|(_, meaning)| *meaning)
        })
}
