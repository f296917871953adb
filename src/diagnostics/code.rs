//! The registry of codes: every error, warning and note has one, which never changes its meaning, and a page that explains it.
//!
//! A new code is one line in the table below, at the end of its range, and one page `docs/codes/Pxxxx.md` whose first line is
//! `# Pxxxx: the title`. A code that is no longer given moves to [`RETIRED`] and is never used again.

use std::{fmt, str::FromStr};

use super::diagnostic::Severity;

macro_rules! codes {
    ($($id:ident $name:ident $severity:ident $title:literal;)*) => {
        /// What a diagnostic is about: a code that people can look up, in the table's order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = concat!("`", stringify!($id), "`: ", $title, ".")]
                $name,
            )*
        }

        impl Code {
            /// Every code in use, in the order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as people see it: `P0203`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => stringify!($id)),* }
            }

            /// What it is about in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// How grave it is unless something else is said.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// The page that explains it: what it means, an example that gives it, how to mend it.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("../../docs/codes/", stringify!($id), ".md"))),*
                }
            }
        }
    };
}

codes! {
    // P00xx: reading files and text.
    P0001 FileNotRead Error "a file or folder cannot be read";
    P0002 NotUtf8 Error "a file is not UTF-8 text";
    P0003 NulInText Error "a text holds a NUL character";
    P0004 FileTooLarge Error "a file is too large";
    P0005 EmptyPack Error "a folder holds no policy";
    P0006 NeitherKind Error "a file is neither a policy nor a scenario";
    P0007 NoSuchPack Error "a pack that is used is not there";
    P0008 UseCircle Error "packs use each other in a circle";
    P0009 TwoPacksOfOneName Error "two packs that are used together have one name";
    P0010 NoSuchScenario Error "no scenario has the title that was asked for";
    P0011 NothingToExplain Error "nothing of the name that was given is there to explain";

    // P01xx: tokens, brackets, layout.
    P0101 BadCharacter Error "a character that means nothing here";
    P0102 HiddenCharacter Error "a character that cannot be seen";
    P0103 UnclosedQuote Error "a text in quotes does not end on its line";
    P0104 UnclosedBracket Error "a bracket is not closed";
    P0105 UnopenedBracket Error "a bracket closes nothing";
    P0106 NestedTooDeep Error "something is nested too deep";
    P0107 TabInIndent Error "a line is indented with a tab";
    P0108 MoreFaults Error "more faults than are shown";
    P0109 BracesMissing Error "a declaration lacks its braces";
    P0110 TextBehindBlock Error "something stands behind a closing brace";
    P0111 LayoutChangesText Error "the layout would change what a text says";
    P0112 TooLong Error "a line is too long";

    // P02xx: syntax of clauses.
    P0201 UnexpectedText Error "something else is expected here";
    P0202 UnknownDeclaration Error "a line begins no declaration";
    P0203 UnknownClause Error "a line begins no clause of its declaration";
    P0204 MixedAndOr Error "`and` and `or` side by side can be read in two ways";
    P0205 BareWithin Error "`within` does not say from when";
    P0206 BandBetween Error "`between` does not say which ends it includes";
    P0207 NoSuchDate Error "there is no such date";
    P0208 NumberTooLarge Error "a number is too large to be held exactly";
    P0209 NotAFinancialYear Error "a financial year does not end in the year after";
    P0210 NoSuchTime Error "there is no such time of day";
    P0211 MinusNeedsBlanks Error "a minus needs blanks around it";
    P0212 ClauseTwice Error "what may stand once stands twice";
    P0213 KindInLowerCase Error "the name of a kind begins with a capital";
    P0214 WrongForm Error "something stands where it has no meaning";
    P0215 DeadlineMissing Error "a duty does not say when";
    P0216 UnknownColumn Error "a table has no such column";
    P0217 WrongCellCount Error "a row does not fit the columns of its table";
    P0218 Incomplete Error "a declaration lacks something it cannot do without";

    // P03xx: names.
    P0301 UnknownName Error "a name that is not known";
    P0302 UnknownType Error "a kind or type that is not known";
    P0303 UnknownCallable Error "an act, fact, definition or decision that is not known";
    P0304 UnknownAttribute Error "something that a thing does not have";
    P0305 UnknownArgument Error "an argument that is not known";
    P0306 UnknownNorm Error "a norm that is not known";
    P0307 UnknownSourceClause Error "a clause of a source that is not known";
    P0308 UnknownFunction Error "a function that is not known";
    P0309 UnknownPack Error "a pack that is not known";
    P0310 UnknownIndividual Error "a body, person or office that is not known";
    P0311 UnknownLabel Error "a name of something that happens that is not known";
    P0312 UnknownState Error "a state that is not known";
    P0313 DeclaredTwice Error "a name that is declared twice";
    P0314 BoundTwice Error "a variable that is bound twice";
    P0315 AmbiguousName Error "a name that may mean several things";
    P0316 VersionsMeet Error "two versions that are in force at one time";
    P0317 KindRing Error "a kind that is a kind of itself";

    // P04xx: types.
    P0401 WrongType Error "something of a type that does not fit";
    P0402 Unlike Error "things that cannot be compared";
    P0403 WrongArguments Error "arguments that are missing, given twice or too many";
    P0404 BadArithmetic Error "amounts that do not go together";
    P0405 NotADay Error "no day where a day is needed";
    P0406 Misplaced Error "a form that cannot stand where it stands";
    P0407 NotConstant Error "a value that cannot be known where it stands";
    P0408 NotAnAct Error "something that is not done, or not by anyone";
    P0409 NotAFact Error "something that cannot be stated";
    P0410 BadUnit Error "a unit that cannot be counted in";
    P0411 OutOfRange Error "a number or date that there is not";
    P0412 TemplateName Error "a sentence that speaks of what its declaration does not have";

    // P05xx: norms.
    P0501 ClauseNotHere Error "a clause that cannot stand in this declaration";
    P0502 SaidTwice Error "something that is said twice";
    P0503 ClauseMissing Error "something that must be said and is not";
    P0504 MixedMusts Error "one duty that wants things of different sorts";
    P0505 MustNeedsAct Error "a duty about an act without the act";
    P0506 NobodyBears Error "a norm that nobody can ever bear";
    P0507 OverridesRing Error "norms that override one another";
    P0508 BreachRing Error "breaches that bring one another about at once";
    P0509 NeverInForce Error "a rule that is never in force";
    P0510 UnknownRank Error "a rank that is not known";
    P0511 WrongChange Error "a change that a fact cannot have";
    P0512 LeftOut Note "a rule that is left out for errors in it";

    // P06xx: definitions and decisions.
    P0601 DefinitionBody Error "a definition that does not say what it means";
    P0602 VersionsDiffer Error "versions of one name that have different arguments";
    P0603 Recursion Error "a definition that rests on itself in a way that has no answer";
    P0604 DecisionRows Error "rows of a decision that make no sense";
    P0605 CalendarDays Error "a calendar that makes no sense";
    P0606 PeriodSeries Error "a declared period that makes no sense";

    // P07xx: delegation and schemes.
    P0701 DelegationWhat Error "a rule of delegation that makes no sense";
    P0702 SchemeBand Error "an amount band that makes no sense";
    P0703 NoSheet Error "a scheme whose spreadsheet cannot be read";
    P0704 SchemeRow Error "a row of a scheme that makes no sense";
    P0705 SheetColumn Error "a column that a scheme reads is not in its spreadsheet";
    P0706 SheetCell Error "a cell of a spreadsheet that cannot be read";
    P0707 SheetUnread Warning "something in a spreadsheet that is not read";
    P0708 SheetFormulas Note "formulas in a spreadsheet are taken at their saved values";
    P0709 NoSuchScheme Error "no one scheme has the name that was asked for";

    // P08xx: scenarios.
    P0801 UnknownScenario Error "a scenario that is not known";
    P0802 LikeCircle Error "scenarios that are like one another in a circle";
    P0803 ScenarioTwice Error "two scenarios of one title";
    P0804 ButNothing Error "a change to a scenario that changes nothing";
    P0805 IndividualTwice Error "someone whose kind is said twice";
    P0806 BadRun Error "a run of names that makes no sense";
    P0807 TwoValues Error "two values of one thing for one day";
    P0808 ValueNeeded Error "a fact that is given without its value";
    P0809 NobodyInParticular Error "nobody in particular where someone is wanted";
    P0810 NotGiven Error "something given that can only happen";
    P0811 LastBeforeFirst Error "a last day that lies before the first";
    P0812 DayNeeded Error "a month where a day is needed";
    P0813 TimesMixed Error "times of day on some lines of a day only";
    P0814 LabelTwice Error "one name for two lines";
    P0815 LabelOfAnotherSort Error "a name of something else than what is wanted";
    P0816 NotYetHappened Error "a line about something that happens only later";
    P0817 BelowZero Error "an amount below nothing";
    P0818 NoActDirect Error "a direction where no act `direct` is declared";
    P0819 NotAJudgement Error "an assessment of what nobody assesses";
    P0820 ActorTwice Error "one actor twice in a joint act";
    P0821 LimitOfNothing Error "a limit that is no amount";
    P0822 NotADuty Error "a norm of another form where a duty is wanted";
    P0823 UnknownVerdict Error "a verdict that is not known";
    P0824 CannotBeExpected Error "an expectation that cannot be tested";
    P0851 SectionWithoutScenario Error "a section belongs to no scenario";
    P0852 BackgroundTwice Error "a file has two backgrounds";
    P0853 DayMissing Error "a line of a timeline does not begin with a day";
    P0854 WrongSubject Error "a line is said of someone it cannot be said of";
    P0855 BearerMissing Error "a line does not say whose duty is meant";

    // P09xx: running.
    P0901 EffectsDisagree Error "two effects of one moment set one thing differently";
    P0903 DecisionOverlap Error "a decision has more than one answer";
    P0904 DecisionGap Error "no row of a decision matches";
    P0905 NumberTooLargeInRun Error "a number grows too large in a run";
    P0906 OutsideCalendar Error "working days are counted where no calendar says which they are";
    P0907 DateOutsideYears Error "a date leaves the years 1 to 9999";
    P0908 StepLimit Error "an evaluation takes too many steps";
    P0911 MemoryLimit Error "a run keeps too much in memory";

    // P10xx: checks of a policy that can be read (warnings).
    P1001 PowersUnsaid Warning "it is not said whether a kind's powers are exhaustive";
    P1002 NoSource Warning "a norm cites no clause";
    P1003 UnusedFact Warning "no rule reads a fact";
    P1004 UnusedAct Warning "no rule names an act";
    P1005 UnusedDefinition Warning "nothing uses a definition";
    P1006 ClauseNotCited Warning "nothing cites a clause";
    P1007 SameDuty Warning "two rules say the same";
    P1008 AcceptsNothing Warning "what is accepted is not found";
    P1011 GivenToNobody Warning "a decision names nobody for a value";
    P1012 TwoBodies Warning "two bodies are named for one value";
    P1013 NeverReached Warning "a row of a decision never counts";
    P1014 PromiseAgainstLaw Warning "a norm can disagree with one of higher rank";
    P1021 BandsOverlap Warning "two rows of a scheme cover the same amounts";
    P1022 BandGap Warning "amounts that no row of a scheme covers";
    P1023 OfficeVacant Warning "a scheme gives authority to an office that nobody holds";
    P1024 WiderThanGiver Warning "a delegation reaches further than its giver's own power";
    P1025 NotSeparate Warning "one office has a part in what is to be kept apart";
    P1026 ReservedAndDelegated Warning "a matter is both reserved and delegated";
    P1027 LookAlike Warning "a name whose letters look like others";

    // P11xx: tables.
    P1101 ColumnUnknown Error "a column that means nothing here";
    P1102 ColumnMissing Error "a column is not there";
    P1103 RowUnreadable Error "a row of a table cannot be read";
    P1104 CellUnreadable Error "a cell of a table cannot be read";
    P1105 NoBackground Error "a file holds no background";
    P1106 ScenarioNotListed Error "events of a scenario that is not listed";
    P1107 NotWritten Error "a table cannot be written";
    P1151 NoScenarioJson Error "a scenario in JSON cannot be read";
}

/// Codes that were given once and no longer are: they are never given a new meaning.
///
/// `P0902` and `P0909` said in a run what `P0807` and `P0817` say of the same fault before it; `P0910` was given by nothing.
pub const RETIRED: &[&str] = &["P0902", "P0909", "P0910"];

/// `P0203`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A text that is no code in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

/// `P0203`, or `p0203`.
impl FromStr for Code {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Code, UnknownCode> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(text))
            .ok_or(UnknownCode)
    }
}
