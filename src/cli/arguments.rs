//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::date::Date;

use super::{output::ColourChoice, tips};

/// Says which acts were lawful, which duties are pending, done or breached, and why
#[derive(Debug, Parser)]
#[command(
    name = "vires",
    version,
    about = "Says which acts were lawful, which duties are pending, done or breached, and why",
    long_about = tips::ABOUT,
    after_help = tips::AFTER_HELP,
    after_long_help = tips::AFTER_LONG_HELP,
    disable_help_subcommand = true,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColourChoice::Auto)]
    pub color: ColourChoice,

    /// Stop a scenario after so many steps of evaluation; each event and question adds a ten-thousandth of it
    #[arg(
        long,
        global = true,
        value_name = "NUMBER",
        hide_short_help = true,
        help = "Stop a scenario after so many steps of evaluation [default: 50000000]"
    )]
    pub steps: Option<u64>,

    /// Stop a scenario that keeps so much
    #[arg(
        long,
        global = true,
        value_name = "MB",
        hide_short_help = true,
        help = "Stop a scenario that keeps so many megabytes [default: 1024]"
    )]
    pub memory: Option<u64>,
}

/// A command
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run scenarios against their policies and say what came out
    #[command(after_help = tips::RUN)]
    Run(RunArguments),
    /// Ask who may do something, what must be done, what would fall
    #[command(after_help = tips::ASK)]
    Ask(AskArguments),
    /// Say why a verdict came out as it did, from clauses and facts, or why not otherwise
    #[command(after_help = tips::EXPLAIN)]
    Explain(ExplainArguments),
    /// Change something in a scenario and say what would come out otherwise, and why
    #[command(after_help = tips::WHAT_IF)]
    WhatIf(WhatIfArguments),
    /// Look for mistakes, gaps and contradictions in policies and scenarios without running them
    #[command(after_help = tips::CHECK)]
    Check(CheckArguments),
    /// Say which clauses of the sources are encoded, and which scenarios show them met and not met
    #[command(after_help = tips::COVERAGE)]
    Coverage(CoverageArguments),
    /// Bring files into their canonical layout
    #[command(after_help = tips::FMT)]
    Fmt(FmtArguments),
    /// Run scenarios, and again what each change to a file touches, until Ctrl-C
    #[command(after_help = tips::WATCH)]
    Watch(WatchArguments),
    /// Try a policy out: state facts, add events, ask, step the clock, undo
    #[command(after_help = tips::REPL)]
    Repl(ReplArguments),
    /// Serve an editor: mistakes as you type, completion, definitions (see docs/editors.md)
    #[command(after_help = tips::LSP)]
    Lsp(LspArguments),
    /// Write a scheme of delegation out as a spreadsheet
    #[command(after_help = tips::EXPORT)]
    Export(ExportArguments),
    /// Make a small pack that runs, to start from
    #[command(after_help = tips::NEW)]
    New(NewArguments),
    /// Print a file as one of the stages of the tool sees it
    #[command(after_help = tips::DEBUG)]
    Debug(DebugArguments),
    /// Explain the code of a message, such as P0203
    ExplainCode(ExplainCodeArguments),
    /// Print the JSON schema of what the tool writes or reads
    Schema(SchemaArguments),
}

/// The form of the output
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: vires.record/1, see `vires schema record`
    Json,
}

/// What makes `run` end with exit code 1, besides expectations that are not met
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A duty or prohibition is breached
    Breach,
    /// A question is answered with no or nobody
    No,
}

/// Arguments of `ask`
#[derive(Debug, Args)]
pub struct AskArguments {
    /// A pack, or single files
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The question, as a scenario would ask it
    #[arg(value_name = "QUESTION")]
    pub question: String,

    /// The scenario to ask it of, by its title or a part of it
    #[arg(long, value_name = "TITLE")]
    pub scenario: Option<String>,

    /// Text for people or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// End with exit code 1 where the answer is no or nobody
    #[arg(long, value_enum, value_name = "CASE", value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,
}

/// The form of an explanation
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For a terminal
    Text,
    /// For programs: vires.explanation/1, see `vires schema explanation`
    Json,
    /// A page that folds, prints and needs nothing else
    Html,
    /// For a document
    Md,
}

/// The form of a report that is also a page
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For a terminal
    Text,
    /// For programs: vires.coverage/1, see `vires schema coverage`
    Json,
    /// A page that prints and needs nothing else
    Html,
}

/// Arguments of `coverage`
#[derive(Debug, Args)]
pub struct CoverageArguments {
    /// A pack, a folder of packs, or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Text for people, JSON for programs, or a page with a matrix of clauses and scenarios
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub format: PageFormat,

    /// End with exit code 1 where less than this share of the clauses is covered
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub at_least: Option<u32>,
}

/// Arguments of `explain`
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A pack, or single files
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The scenario, by its title or a part of it; it may be left out where there is only one
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<String>,

    /// Explain this duty: its name, its title or a part of either. All its instances are explained; --of and --for choose
    #[arg(long, value_name = "NAME", conflicts_with_all = ["act", "ask"])]
    pub duty: Option<String>,

    /// Whose duty: the name or title of a body
    #[arg(long, value_name = "BODY", requires = "duty")]
    pub of: Option<String>,

    /// For which period (2013/14), or after which act or event, by its name or date
    #[arg(long = "for", value_name = "PERIOD", requires = "duty")]
    pub for_: Option<String>,

    /// Explain this act: its name (`as late-plan`), or a part of the sentence that says what was done
    #[arg(long, value_name = "NAME", conflicts_with = "ask")]
    pub act: Option<String>,

    /// Explain the answer to this question, asked as a scenario would
    #[arg(long, value_name = "QUESTION")]
    pub ask: Option<String>,

    /// Say what would have put each breach and void act right: the smallest changes of the scenario, each proved by running it
    #[arg(long)]
    pub remedy: bool,

    /// Write the nearest remedies to this file, as scenarios that are `like` this one, `but`
    #[arg(long, value_name = "FILE", requires = "remedy")]
    pub write: Option<PathBuf>,

    /// Explain every verdict, or show exceptions that did not apply and rows that did not match, too
    #[arg(long)]
    pub all: bool,

    /// Text, JSON, a page for a browser or Markdown
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
}

/// Arguments of `what-if`
#[derive(Debug, Args)]
pub struct WhatIfArguments {
    /// A pack, or single files
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The scenario, by its title or a part of it
    #[arg(value_name = "SCENARIO")]
    pub scenario: String,

    /// What is otherwise: a line as it would stand under `but` in a scenario, such as 'late-plan on 28 March 2013'
    #[arg(required = true, value_name = "BUT")]
    pub but: Vec<String>,

    /// Text for people or JSON for programs (vires.what-if/1)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How a run takes what is not known
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnknownAs {
    /// It may be either
    AsUnknown,
    /// It is taken for false; what has a value stays unknown
    AsFalse,
}

/// Arguments of `run`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("table").multiple(true)))]
pub struct RunArguments {
    /// A pack (a folder with .policy and .scenario files), a folder of packs, or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Look at each scenario up to the end of this day instead of its own: "30 June 2013" or 2013-06-30
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,

    /// Run only the scenarios whose title holds this text
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,

    /// How to take what is not known: as unknown, so that what hangs on it is undetermined, or as false: facts that a scenario
    /// calls unknown, and judgements that nobody made
    #[arg(long, value_enum, value_name = "HOW", default_value_t = UnknownAs::AsUnknown, conflicts_with = "background")]
    pub unknown: UnknownAs,

    /// Text for people or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Show every pending duty, lawful acts and what they rest on
    #[arg(long)]
    pub all: bool,

    /// End with exit code 1 in these cases too
    #[arg(long, value_enum, value_name = "CASE", value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,

    /// Run over tables: a scenario file whose `background` says who exists and how columns are read
    #[arg(long, value_name = "FILE", requires = "table", help_heading = "Tables")]
    pub background: Option<PathBuf>,

    /// The table of events, CSV or JSONL by its ending: date, actor, act, and its arguments by column
    #[arg(
        long,
        value_name = "FILE",
        requires = "background",
        group = "table",
        help_heading = "Tables"
    )]
    pub events: Option<PathBuf>,

    /// A table of questions, one a row: actor, act, its arguments by column, for, date
    #[arg(
        long,
        value_name = "FILE",
        requires = "background",
        group = "table",
        help_heading = "Tables"
    )]
    pub questions: Option<PathBuf>,

    /// Write the answers to the questions to this table, CSV or JSONL by its ending
    #[arg(
        long,
        value_name = "FILE",
        requires = "questions",
        help_heading = "Tables"
    )]
    pub answers: Option<PathBuf>,

    /// A table of what is given of a fact: its parameters by column, value, from, until
    #[arg(
        long,
        value_name = "FACT=FILE",
        requires = "background",
        group = "table",
        value_parser = named,
        help_heading = "Tables"
    )]
    pub facts: Vec<(String, PathBuf)>,

    /// A table of delegations: delegator, delegate, function, limit, from, until, sub-delegation
    #[arg(
        long,
        value_name = "FILE",
        requires = "background",
        group = "table",
        help_heading = "Tables"
    )]
    pub delegations: Option<PathBuf>,

    /// A table of individuals of a kind: name, title, and its attributes by column
    #[arg(
        long,
        value_name = "KIND=FILE",
        requires = "background",
        group = "table",
        value_parser = named,
        help_heading = "Tables"
    )]
    pub individuals: Vec<(String, PathBuf)>,

    /// A table of scenarios, where the events are of several: scenario, as-of
    #[arg(
        long,
        value_name = "FILE",
        requires = "events",
        help_heading = "Tables"
    )]
    pub scenarios: Option<PathBuf>,

    /// Write every duty instance to this table, CSV or JSONL by its ending
    #[arg(
        long,
        value_name = "FILE",
        requires = "background",
        help_heading = "Tables"
    )]
    pub duties: Option<PathBuf>,

    /// Write every act and what it is to this table, CSV or JSONL by its ending
    #[arg(
        long,
        value_name = "FILE",
        requires = "events",
        help_heading = "Tables"
    )]
    pub acts: Option<PathBuf>,

    /// Write every row of a table that cannot be read, and why, to this table
    #[arg(
        long,
        value_name = "FILE",
        requires = "background",
        help_heading = "Tables"
    )]
    pub errors: Option<PathBuf>,

    /// Run nothing where a row of a table cannot be read
    #[arg(long, requires = "background", help_heading = "Tables")]
    pub strict: bool,

    /// Run the events as they are read, in the order of their days, and keep only what can still change: for a timeline of any
    /// length. The states of duties are counted, and --duties gets those that were breached. `check --stream` says which rules
    /// keep more
    #[arg(
        long,
        requires = "events",
        conflicts_with_all = ["scenarios", "acts", "questions"],
        help_heading = "Tables"
    )]
    pub stream: bool,

    /// Run so many scenarios of a table side by side, or read and write a long timeline beside its run; by default as many as
    /// there are cores, and with 1 all on one thread. The output is the same
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "background",
        help_heading = "Tables"
    )]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// `NAME=FILE`
fn named(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.is_empty() && !file.is_empty() => {
            Ok((name.trim().to_owned(), PathBuf::from(file)))
        }
        _ => Err("write `NAME=FILE`, the name of a fact or a kind and its table".to_owned()),
    }
}

/// A date in either form.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| {
        "write a date as `30 June 2013` or 2013-06-30, of the years 1 to 9999".to_owned()
    })
}

/// Arguments of `check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// A pack, a folder of packs, or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Text for people or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// End with exit code 1 if there is a warning
    #[arg(long)]
    pub deny_warnings: bool,

    /// Say which rules keep history in a run over tables with --stream, and how much
    #[arg(long)]
    pub stream: bool,
}

/// Arguments of `export`
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// A pack, or single files
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The scheme, by its name in the policy
    #[arg(long, value_name = "NAME")]
    pub scheme: String,

    /// The file to write: .xlsx or .csv
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,

    /// Which version, where several bear the name: the one in force on this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<Date>,

    /// Write over a file that is there already
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `fmt`
#[derive(Debug, Args)]
pub struct FmtArguments {
    /// Packs, folders of packs, or single files
    #[arg(required_unless_present = "stdin", value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Change nothing; name the files that are not in their canonical layout and end with exit code 1 if there is one
    #[arg(long)]
    pub check: bool,

    /// Read one text from standard input and write it to standard output; PATH then only tells by its ending whether it is
    /// a policy or a scenario
    #[arg(long)]
    pub stdin: bool,
}

/// Arguments of `watch`
#[derive(Debug, Args)]
pub struct WatchArguments {
    /// A pack, a folder of packs, or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Show scenarios that are fine in full too, with lawful acts and what they rest on
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `repl`
#[derive(Debug, Args)]
pub struct ReplArguments {
    /// A pack, or a scenario file
    #[arg(value_name = "PACK")]
    pub path: PathBuf,

    /// The scenario to start from, by its title or a part of it; without one the session starts with nothing
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<String>,
}

/// Arguments of `lsp`
#[derive(Debug, Args)]
pub struct LspArguments {
    /// Speak over standard input and output, which is the only way there is: editors say it all the same
    #[arg(long)]
    pub stdio: bool,
}

/// Arguments of `new`
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The folder to make; its name becomes the name of the pack
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// A stage of the tool
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Words, numbers, brackets, blanks and comments
    Tokens,
    /// The declarations and their lines
    Items,
    /// What was written
    Tree,
    /// A scenario in JSON: vires.scenario/1, see `vires schema scenario`
    Json,
    /// What a policy means, with every name resolved
    Policy,
    /// What the engine runs
    Program,
    /// What a run found
    Record,
}

/// Arguments of `debug`
#[derive(Debug, Args)]
pub struct DebugArguments {
    /// Which stage
    #[arg(value_enum)]
    pub stage: Stage,

    /// A .policy or .scenario file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Arguments of `explain-code`
#[derive(Debug, Args)]
pub struct ExplainCodeArguments {
    /// The code; without one, all codes are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// A shape of JSON
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// What `run --format json` writes: vires.record/1
    Record,
    /// What a `.scenario.json` file holds: vires.scenario/1
    Scenario,
    /// What `explain --format json` writes: vires.explanation/1
    Explanation,
    /// What `what-if --format json` writes: vires.what-if/1
    WhatIf,
    /// What `coverage --format json` writes: vires.coverage/1
    Coverage,
    /// What `explain --remedy --format json` writes: vires.remedies/1
    Remedies,
}

/// Arguments of `schema`
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Which shape
    #[arg(value_enum, default_value_t = Shape::Record)]
    pub shape: Shape,
}
