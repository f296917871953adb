//! What opens an item of a policy.

use super::opener::{NOTE, Openers, opener};

/// What opens an item of a policy.
pub const DECLARATIONS: Openers = Openers {
    width: 0,
    openers: &[
        opener(
            "policy",
            "${1:name} \"${2:title}\"\n  in force   from ${3:1 April 2013}\n",
            "the head of a policy: its name, title, rank and times in force",
        ),
        opener(
            "use",
            "${1:pack}",
            "the names of the pack of this name beside this one are seen here",
        ),
        opener(
            "source",
            "${1:name} \"${2:title}\" {\n  clause ${3:1.1} \"${4:what it says}\"\n}\n",
            "a document, and the clauses of it that are cited",
        ),
        opener(
            "kind",
            "${1:Name} is a ${2:Body}",
            "a kind of body, person or thing; it begins with a capital",
        ),
        opener(
            "values",
            "${1:Name} {\n  ${2:value}\n}\n",
            "a tree of values",
        ),
        opener(
            "functions",
            "{\n  ${1:name}\n}\n",
            "the tree of functions; delegation is of functions",
        ),
        opener(
            "act",
            "${1:name}(${2:to: Body})\n  \"{actor} ${3:did it}\"\n",
            "something that someone does",
        ),
        opener(
            "event",
            "${1:name}(${2:area: Area})",
            "something that happens; nobody does it, and it needs no authority",
        ),
        opener(
            "fact",
            "${1:name}(${2:body: Body})",
            "something that is so or not; absent means false. With a type it has a value, and absent means unknown",
        ),
        opener(
            "judgement",
            "${1:name}(${2:body: Body}) by ${3:who}",
            "someone's assessment; absent means not yet assessed",
        ),
        opener(
            "define",
            "${1:name}(${2:b: Body})\n  when   ${3:condition}\n",
            "a condition or a value, by its parts",
        ),
        opener(
            "decide",
            "${1:name}(${2:s: Service}): ${3:Body} first {\n  ${4:condition} then ${5:answer}\n  otherwise none \"${6:why}\"\n}\n",
            "a decision table: its rows are tried in order (`first`), or exactly one must match (`unique`)",
        ),
        opener(
            "calendar",
            "${1:name} from ${2:2012} to ${3:2016} { holidays ${4:25 December 2013} }",
            "the holidays by which working days are counted",
        ),
        opener(
            "period",
            "${1:name} monthly from ${2:1 April 2013}",
            "a period that comes again and again",
        ),
        opener(
            "duty",
            "${1:name} \"${2:title}\" {\n  bearer    ${3:c: Body}\n  each      financial-year y\n  must      ${4:act()} before end of y\n}\n",
            "something that someone must do",
        ),
        opener(
            "prohibition",
            "${1:name} \"${2:title}\" {\n  bearer    ${3:b: Body}\n  must not  ${4:act()}\n}\n",
            "something that someone must not do",
        ),
        opener(
            "power",
            "${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  may       ${4:act()}\n}\n",
            "something that someone may do, and that has effect when they do it",
        ),
        opener(
            "freedom",
            "${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  may       ${4:act()}\n}\n",
            "something that someone may do or not: no duty binds them either way",
        ),
        opener(
            "immunity",
            "${1:name} \"${2:title}\" {\n  holder    ${3:c: Body}\n  no        ${4:Body} may ${5:act()}\n}\n",
            "something that others may not do to its holder",
        ),
        opener(
            "transition",
            "${1:name} \"${2:title}\" {\n  on        ${3:1 April 2013}\n  effect    ${4:fact} begins\n}\n",
            "something that changes by itself on a day or at an event",
        ),
        opener(
            "delegation",
            "${1:name} \"${2:title}\" {\n  from           ${3:c: Body}\n  to             ${4:d: Body}\n  of             ${5:function}\n}\n",
            "who may let whom act for them, in which functions",
        ),
        opener(
            "reserved",
            "${1:function} of ${2:Body}",
            "a function that cannot be delegated",
        ),
        opener(
            "office",
            "${1:name} \"${2:title}\" of ${3:Body}",
            "an office that persons hold",
        ),
        opener(
            "committee",
            "${1:name} \"${2:title}\" of ${3:Body}",
            "a committee, with its quorum",
        ),
        opener(
            "scheme",
            "${1:name} \"${2:title}\" of ${3:body} in force from ${4:1 April 2013} {\n  | matter | amount | who |\n  | ${5:act} | up to £${6:1,000} | ${7:office} |\n}\n",
            "a scheme of delegation: who may sign what, up to which amount",
        ),
        opener(
            "statement",
            "${1:name} \"${2:title}\" {\n  source    ${3:clause}\n  not normative because \"${4:why}\"\n}\n",
            "a clause that lays down no norm, as what it is",
        ),
        opener(
            "accept",
            "${1:P1001} because \"${2:why}\"",
            "a finding of `check` that stays, with the reason",
        ),
        NOTE,
    ],
};
