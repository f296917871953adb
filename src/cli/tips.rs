//! The words of `--help` that are longer than a line.

/// What the tool is.
pub const ABOUT: &str = "\
vires reads policies - duties, powers, prohibitions and delegations, written in a language for people who do not program - \
and scenarios: who exists, what is the case, what happened when. It says which acts were lawful and which were not, which \
duties are pending, discharged or breached, and which clause of which source says so.

A folder with .policy and .scenario files is a pack. `vires new my-pack` makes a small one to start from.";

/// Below the short help.
pub const AFTER_HELP: &str = "\
Start with:
  vires new my-pack      make a small pack with comments that teach
  vires run my-pack      run its scenarios

`vires COMMAND --help` says more about a command.";

/// Below the long help.
pub const AFTER_LONG_HELP: &str = "\
Start with:
  vires new my-pack                     make a small pack with comments that teach
  vires run my-pack                     run its scenarios
  vires check my-pack                   look for mistakes without running it
  vires run policies --format json      the same results for programs
  vires explain my-pack                 why something was breached, void or in doubt
  vires what-if my-pack TITLE 'BUT …'   what would come out otherwise
  vires coverage my-pack                which clauses are encoded, and shown met and not met
  vires watch policies                  run again what each change touches
  vires repl my-pack                    try it out line by line
  vires explain-code P0203              what a message means and how to mend it

Exit codes:
  0  fine
  1  an expectation is not met, or a file is not in its canonical layout
  2  the input cannot be used as it stands
  70 a bug in vires itself";

/// Below the help of `run`.
pub const RUN: &str = "\
Examples:
  vires run policies                          every pack in the folder
  vires run policies/finance --only budget    the scenarios whose title holds `budget`
  vires run policies --as-of '30 June 2013'   up to the end of that day
  vires run policies --all                    every duty and act, and what they rest on
  vires run policies --fail-on breach         exit code 1 if anything is breached
  vires run policies --unknown as-false       what is unknown taken for false, instead of leaving results open

A breach that a scenario shows is no failure of the run: it ends with 0 if every expectation is met.";

/// Below the help of `ask`.
pub const ASK: &str = "\
Examples:
  vires ask scheme 'who may approve-contract(amount: £180,000) for northshire on 1 May 2013'
  vires ask scheme 'may ann approve-contract(amount: £80,000) on behalf of northshire' --scenario 'first year'
  vires ask scheme 'what may ann do'
  vires ask scheme 'what must northshire do by 31 December 2013'
  vires ask scheme 'what falls if lead is revoked on 1 May 2013'
  vires ask scheme 'what is population of northshire'

An answer of no or nobody is no failure: it ends with 0.";

/// Below the help of `export`.
pub const EXPORT: &str = "\
Examples:
  vires export policies/scheme-of-delegation --scheme operational --to limits.xlsx
  vires export policies/scheme-of-delegation --scheme operational --on '1 May 2013' --to limits.csv

The sheet has a row for each row of the scheme and for each matter that it reserves, under the names of our own columns. A policy
beside it reads it again by `scheme NAME of BODY from \"limits.xlsx\"`; nothing is lost on the way.";

/// Below the help of `coverage`.
pub const COVERAGE: &str = "\
Examples:
  vires coverage policies                                   a line a clause, then what is left to do
  vires coverage policies --at-least 100                    exit code 1 where a clause is not covered
  vires coverage policies --format html > coverage.html     a matrix of clauses and files of scenarios

A clause is covered where scenarios show it both met and not met (or used, and out of reach), or where the policy says why it
lays down no norm. What counts is what the scenarios' records show, and what lines under `expect` that came true say with
`because`.";

/// Below the help of `explain`.
pub const EXPLAIN: &str = "\
Examples:
  vires explain policies/finance 'budget year'                       all that was breached, void or in doubt
  vires explain policies/finance 'budget year' --duty publish-plan   one duty, and by what it came to that
  vires explain policies/finance 'budget year' --duty publish-plan --of northshire --for 2013/14
  vires explain policies/finance 'budget year' --act late-plan       one act
  vires explain scheme 'first year' --ask 'may ann approve-contract(amount: £80,000) on behalf of northshire'
  vires explain policies/finance 'budget year' --format html > why.html
  vires explain policies/finance 'budget year' --remedy              what would have put it right
  vires explain policies/finance 'budget year' --remedy --write policies/finance/put-right.scenario

Each line of the scenario on which a verdict rests is given with its file and line; a star marks those without which it would
be another. The scenario is run again with nothing but these lines, to prove it.";

/// Below the help of `what-if`.
pub const WHAT_IF: &str = "\
Examples:
  vires what-if policies/finance 'budget year' 'late-plan on 28 March 2013'          an act on another day
  vires what-if policies/finance 'budget year' 'without late-plan'                   an act that was not done
  vires what-if policies/finance 'budget year' 'payment with amount: £80,000'        another argument
  vires what-if policies/finance 'budget year' 'population of northshire is 220,000' another fact
  vires what-if policies/finance 'budget year' '1 May 2013 nhs-cb agrees to lead' 'as of 30 June 2014'

Each line is one that may stand under `but` in a scenario; names are those that lines of the scenario bear (`as late-plan`).
Nothing is written: `scenario \"…\" like \"…\"` with the same lines under `but` keeps it.";

/// Below the help of `check`.
pub const CHECK: &str = "\
Examples:
  vires check policies
  vires check policies/finance/2-budget.policy

A finding that the source itself contains is accepted in the policy, with a reason: accept P1001 because \"…\"";

/// Below the help of `fmt`.
pub const FMT: &str = "\
Examples:
  vires fmt policies                              rewrite what is not in its canonical layout
  vires fmt --check policies                      only say which files that are
  vires fmt --stdin plan.scenario < draft.txt     from standard input to standard output";

/// Below the help of `new`.
pub const NEW: &str = "\
Example:
  vires new grants && vires run grants";

/// Below the help of `debug`.
pub const DEBUG: &str = "\
Example:
  vires debug tree policies/finance/2-budget.policy

The form of this output may change from one version to the next.";

/// Below the help of `watch`.
pub const WATCH: &str = "\
Examples:
  vires watch policies            every pack in the folder
  vires watch policies/finance    one pack; a change to a pack that it uses counts too

A change to a policy runs the scenarios of its pack and of the packs that use it, a change to a scenario file those in it.
What fails comes first. On a terminal the screen is cleared before each result; elsewhere results follow each other.";

/// Below the help of `repl`.
pub const REPL: &str = "\
Examples:
  vires repl policies/finance                   start with nobody and nothing
  vires repl policies/finance 'budget year'     start from a scenario, and change it
  vires repl grants < session.txt               read the lines from a file

What is typed is a line of a scenario, or a question, or one of: duties, acts, explain, as of, undo, show, save, help, quit.
The Tab key completes names; the arrow keys bring back earlier lines. A line that makes no sense is told and not kept.";

/// Below the help of `lsp`.
pub const LSP: &str = "\
An editor starts it by itself; started by hand it waits for an editor to speak. How to set up VS Code, Neovim and Helix \
stands in docs/editors.md.";
