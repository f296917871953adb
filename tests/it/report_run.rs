//! The text and the JSON of a run, and every phrase for a reason, on records built by hand.

use vires::{
    base::{date::Date, files::MemoryFiles, id::Id},
    case::case::Case,
    facade::{
        load::{Loaded, load},
        meaning::{Meaning, meaning},
    },
    policy::{
        expr::StateWord,
        norm::NormId,
        policy::{ActId, FactId, IndividualId},
        value::Value,
    },
    record::{
        act::{ActBreach, ActRecord, Authority, Chain, ChainLink, Validity, VerdictWord},
        answer::{Answer, Outcome, Permitted, Signer, Way},
        duty::{Cause, DutyRecord, Ended, Interval, Missing, StateChange},
        expected::{Amiss, CameOut, DutyThen, ExpectationRecord, Reading},
        reason::{Convention, Fault, LinkFault, Truth, Unknown},
        record::{
            Conflict, ConflictKind, LinkRecord, LinkRef, LinkRule, NoEffect, Record, RunErrorKind,
            StatementRecord, WithoutEffect,
        },
    },
    report::{
        problems_text::problems_text,
        run_text::{Detail, run_text},
        style::{Colour, Style},
        view::{FileHash, Ran, RunView, ScenarioState, ScenarioView},
        wire::run::{record_schema, run_json},
    },
    words::Words,
};

const POLICY: &str = r#"policy ccg "Planning"
  rank       Act
  in force   from 1 October 2012
  powers of CCG are not exhaustive

source functions "The functions of groups" {
  clause     F-1  "Annual commissioning plan"
  clause     F-2  "The plan covers quality"
  clause     F-3  "Pooling"
}

kind Body
kind CCG "clinical commissioning group" is a Body, statutory {
  population : number
}
kind Person
nhs-cb is a Body "NHS Commissioning Board"

values Topic "Topics" {
  quality "the quality of services"
  involvement
}
values Document "Documents" {
  commissioning-plan "commissioning plan"
}
functions {
  planning "Planning"
  finance "Finance"
}

act publish(document: Document, year: financial-year, covering: set of Topic) under planning
  "{actor} published the {document} for {year}"
act pool(with: CCG, amount: money) under finance
act direct(to: CCG, to do: act) "{actor} directed {to}"
event emergency(area: text)

fact failing(group: CCG) "{group} is failing"
fact allocation(group: CCG, year: financial-year): money

calendar england "of England" from 2012 to 2016 { holidays 25 December 2013 }

office chief-officer "chief officer" of CCG

duty publish-plan "Publish a commissioning plan" {
  source    F-1, F-2
  bearer    c: CCG
  each      financial-year y
  until     failing(c)
  must      publish(document: commissioning-plan, year: y, covering: all of {quality, involvement})
            before start of y
}

power pool-budgets "Pool budgets" {
  source    F-3
  holder    c: CCG
  may       pool(with: d: CCG, amount: m)
  if        population of c more than 5
  unless    failing(d)
  needs     agreement of d
  up to     £50,000 per act
}

prohibition no-pooling-in-winter {
  bearer    c: CCG
  must not  pool(with: anyone)
}

freedom choose-partners {
  holder    c: CCG
  may       pool(with: anyone)
}

delegation on-behalf "One group acts for another" {
  source         F-3
  from           c: CCG
  to             d: CCG
  of             planning
}

reserved finance of CCG
  source F-3

scheme operational "Operational scheme" of northshire {
  | matter | amount          | who           | counted | sub-delegation | if            |
  | pool   | up to £100,000  | chief-officer | per act |                | failing(actor) |
}

northshire is a CCG "Northshire CCG"

statement plans-agree "Plans agree with each other" {
  source  F-2
  holds   no c: CCG where failing(c)
}
"#;

const SCENARIO: &str = r#"scenario "The plan comes out late"
  as of 30 June 2013
  note "an example"

given
  southshire is a CCG "Southshire CCG" { population: 180,000 }
  bob is a Person
  northshire delegates planning to southshire from 1 April 2013 as lead

timeline
  1 March 2013   northshire does pool(with: southshire, amount: £60,000)   as pooling
  5 April 2013   northshire does publish(document: commissioning-plan, year: 2013/14, covering: {quality})   as late-plan
  6 April 2013   southshire does pool(amount: £10)
  7 April 2013   emergency(area: "north")
  1 July 2013    northshire revokes lead

expect
  duty publish-plan of northshire for 2013/14 is discharged because F-1
  act late-plan is void
  failing(northshire)
  nothing is breached

ask
  may northshire pool(with: southshire, amount: £5) on 1 May 2013
  what is allocation(northshire, 2013/14)
"#;

struct Parsed {
    loaded: Loaded,
    meaning: Meaning,
}

fn parsed() -> Parsed {
    let files = MemoryFiles::new()
        .with("ccg/ccg.policy", POLICY)
        .with("ccg/late.scenario", SCENARIO);
    let (loaded, problems) = load(&files, &["ccg".to_owned()]);
    let (meaning, found) = meaning(&loaded, 0).unwrap();
    let problems: Vec<_> = problems.into_iter().chain(found).collect();
    let shown = problems_text(&problems, &loaded.texts, Style::PLAIN);
    assert!(problems.is_empty(), "{shown}");
    Parsed { loaded, meaning }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Parsed {
    fn case(&self) -> &Case {
        self.meaning.scenarios[0].case.as_ref().unwrap()
    }

    fn body(&self, name: &str) -> Value {
        let individuals = &self.case().individuals;
        let found = individuals.entries().find(|(_, body)| body.name == name);
        Value::Individual(found.unwrap().0)
    }

    fn value(&self, name: &str) -> Value {
        let values = &self.meaning.policy().values;
        Value::Value(
            values
                .entries()
                .find(|(_, value)| value.name == name)
                .unwrap()
                .0,
        )
    }

    fn norm(&self, name: &str) -> NormId {
        let norms = &self.meaning.policy().norms;
        norms
            .entries()
            .find(|(_, norm)| norm.text == name)
            .unwrap()
            .0
    }

    fn fact(&self, name: &str) -> FactId {
        let facts = &self.meaning.policy().facts;
        facts
            .entries()
            .find(|(_, fact)| fact.name == name)
            .unwrap()
            .0
    }

    fn period(&self) -> Value {
        Value::Period(vires::base::period::Period::financial_year(2013).unwrap())
    }

    fn words<'a>(&'a self, record: &'a Record) -> Words<'a> {
        Words::new(self.meaning.policy())
            .of_case(self.case())
            .of_record(record)
            .quoting(&self.loaded.texts)
    }

    fn duty(&self, state: StateWord) -> DutyRecord {
        DutyRecord {
            norm: self.norm("publish-plan"),
            bearer: self.body("northshire"),
            taken_over_by: None,
            cause: Cause::Period(self.period()),
            bindings: Vec::new(),
            owed_to: Vec::new(),
            arose: day("1 April 2012"),
            exists: Truth::True,
            due: Some(day("31 March 2013")),
            state,
            possible: Vec::new(),
            history: Vec::new(),
            missing: Vec::new(),
            discharged_by: Vec::new(),
            intervals: Vec::new(),
            performers: vec![self.body("northshire")],
            answerable: vec![self.body("northshire")],
            ended_by: None,
            order_matters: false,
            unknowns: Vec::new(),
            without_assumption: None,
        }
    }

    fn act(&self, act: usize, verdict: VerdictWord, validity: Validity) -> ActRecord {
        ActRecord {
            act,
            validity,
            verdict,
            authority: Vec::new(),
            breaches: Vec::new(),
            performers: vec![self.body("northshire")],
            answerable: vec![self.body("northshire")],
            discharges: Vec::new(),
            soft: Vec::new(),
            order_matters: false,
            unknowns: Vec::new(),
            without_assumption: None,
        }
    }

    /// A record with something of every sort in it.
    fn record(&self) -> Record {
        let (north, south) = (self.body("northshire"), self.body("southshire"));
        let pool = self.norm("pool-budgets");
        let money = |pounds| Value::Money(vires::base::money::Money::pounds(pounds));
        let change = |on: &str, state, by| StateChange {
            on: day(on),
            state,
            by,
        };
        let mut late = self.duty(StateWord::DischargedLate);
        late.history = vec![
            change("1 April 2013", StateWord::Breached, None),
            change("5 April 2013", StateWord::DischargedLate, Some(1)),
        ];
        late.discharged_by = vec![1];
        let mut breached = self.duty(StateWord::Breached);
        breached.history = vec![change("1 April 2013", StateWord::Breached, None)];
        breached.missing = vec![Missing::Item(self.value("involvement")), Missing::Act(0)];
        breached.bearer = south.clone();
        breached.answerable = vec![south.clone()];
        let mut released = self.duty(StateWord::Released);
        released.cause = Cause::Happening(1);
        released.ended_by = Some(Ended::Until(0));
        released.history = vec![change("2 May 2013", StateWord::Released, None)];
        let mut open = self.duty(StateWord::Pending);
        open.due = Some(day("31 March 2014"));
        open.taken_over_by = Some(south.clone());
        open.order_matters = true;
        let mut undetermined = self.duty(StateWord::Undetermined);
        undetermined.possible = vec![StateWord::Discharged, StateWord::Breached];
        undetermined.exists = Truth::Unknown;
        undetermined.unknowns = vec![Unknown::Fact(self.fact("failing"), vec![north.clone()])];
        let mut kept = self.duty(StateWord::Breached);
        kept.intervals = vec![
            Interval {
                from: day("1 May 2013"),
                until: Some(day("3 May 2013")),
                certain: Truth::True,
            },
            Interval {
                from: day("1 June 2013"),
                until: None,
                certain: Truth::Unknown,
            },
        ];

        let mut void = self.act(
            0,
            VerdictWord::Void,
            Validity::Void(vec![Fault::OverLimit {
                norm: Some(pool),
                link: None,
                limit: money(50_000),
                counted: money(60_000),
            }]),
        );
        void.breaches = vec![ActBreach {
            norm: self.norm("no-pooling-in-winter"),
            name: self.meaning.policy().norms[self.norm("no-pooling-in-winter")].name,
            of: north.clone(),
            duty: None,
            certain: Truth::True,
            unknowns: Vec::new(),
        }];
        let mut lawful = self.act(1, VerdictWord::Lawful, Validity::Valid);
        lawful.authority = vec![Authority::Own {
            who: north.clone(),
            norms: vec![self.norm("publish-plan")],
        }];
        lawful.discharges = vec![0];
        let not_listed = self.act(2, VerdictWord::NotListed, Validity::NotListed);
        Record {
            as_of: day("30 June 2013"),
            acts: vec![void, lawful, not_listed],
            duties: vec![late, breached, released, open, undetermined, kept],
            links: vec![LinkRecord {
                link: LinkRef::Given(0),
                made: None,
                valid: Truth::False,
                faults: vec![Fault::NoRule],
                revoked: None,
                allowed_by: Some(LinkRule::Rule(Id::new(0))),
                unknowns: Vec::new(),
            }],
            conflicts: vec![Conflict {
                first: self.meaning.policy().norms[self.norm("choose-partners")].name,
                second: self.meaning.policy().norms[self.norm("no-pooling-in-winter")].name,
                versions: [
                    self.norm("choose-partners"),
                    self.norm("no-pooling-in-winter"),
                ],
                of: north.clone(),
                kind: ConflictKind::FreedomAgainstDuty,
                on: day("1 March 2013"),
                act: Some(0),
            }],
            statements: vec![StatementRecord {
                statement: Id::new(0),
                asked_of: 1,
                holds: Some(Truth::False),
                against: vec![vec![south.clone()]],
                unknowns: Vec::new(),
            }],
            answers: vec![
                Answer::May {
                    may: Truth::False,
                    authority: Vec::new(),
                    limit: None,
                    faults: vec![Fault::NoAuthority {
                        holder: north.clone(),
                    }],
                    unknowns: Vec::new(),
                },
                Answer::WhatIs {
                    value: Outcome::Known(money(250_000_000)),
                    unknowns: Vec::new(),
                },
            ],
            left_out: vec![4],
            without_effect: vec![WithoutEffect {
                happening: 3,
                why: NoEffect::NothingOpen,
            }],
            conventions: vec![Convention::Calendar(Id::new(0))],
        }
    }

    fn expectations(&self) -> Vec<ExpectationRecord> {
        let line = |expectation, amiss, came_out| ExpectationRecord {
            expectation,
            amiss,
            came_out,
            norms: Vec::new(),
            cited: Vec::new(),
            rows: Vec::new(),
            read: Vec::new(),
            unknowns: Vec::new(),
        };
        let mut duty = line(
            0,
            vec![Amiss::Result],
            CameOut::Duties(vec![DutyThen {
                duty: 1,
                state: Some(StateWord::Breached),
                since: Some(day("1 April 2013")),
            }]),
        );
        duty.norms = vec![self.norm("publish-plan")];
        let act = line(1, Vec::new(), CameOut::Act(Some(0)));
        let mut holds = line(2, vec![Amiss::Result], CameOut::Truth(Truth::False));
        holds.read = vec![Reading {
            fact: self.fact("failing"),
            arguments: vec![self.body("northshire")],
            value: None,
            between: Vec::new(),
        }];
        let nothing = line(
            3,
            vec![Amiss::Duties(vec![1]), Amiss::Acts(vec![0])],
            CameOut::Everything,
        );
        vec![duty, act, holds, nothing]
    }

    fn view<'a>(
        &'a self,
        record: &'a Record,
        expectations: &'a [ExpectationRecord],
        files: &'a [FileHash],
    ) -> RunView<'a> {
        let scenario = &self.meaning.scenarios[0];
        let view = |title: &'a str, state| ScenarioView {
            pack: &self.meaning.name,
            title,
            file: scenario.file,
            span: scenario.span,
            state,
        };
        RunView {
            texts: &self.loaded.texts,
            files,
            scenarios: vec![
                view(
                    &scenario.title,
                    ScenarioState::Ran(Ran {
                        policy: self.meaning.policy(),
                        case: self.case(),
                        record,
                        expectations,
                        incomplete: true,
                    }),
                ),
                view("A broken one", ScenarioState::NotEvaluated),
            ],
            problems: &[],
        }
    }
}

#[test]
fn a_run_as_text_says_what_people_have_to_look_at() {
    let parsed = parsed();
    let (record, expectations) = (parsed.record(), parsed.expectations());
    let view = parsed.view(&record, &expectations, &[]);
    let text = run_text(&view, Detail::Usual, Style::PLAIN);
    assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    let (above, _summary) = text.trim_end().rsplit_once('\n').unwrap();
    assert!(
        above.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    insta::assert_snapshot!(text);
    let all = run_text(&view, Detail::Everything, Style::PLAIN);
    insta::assert_snapshot!("a_run_as_text_with_everything", all);
    let coloured = Style {
        colour: Colour::On,
        width: 60,
    };
    insta::assert_snapshot!(
        "a_run_in_colour_on_a_narrow_terminal",
        run_text(&view, Detail::Usual, coloured).replace('\u{1b}', "␛")
    );
}

#[test]
fn a_run_as_json_has_everything_with_names_and_titles() {
    let parsed = parsed();
    let (record, expectations) = (parsed.record(), parsed.expectations());
    let files = [FileHash {
        path: "ccg/ccg.policy".to_owned(),
        sha256: "00".repeat(32),
    }];
    let view = parsed.view(&record, &expectations, &files);
    let json = run_json(&view);
    assert_eq!(json, run_json(&view));
    insta::assert_snapshot!(json);
    let schema: serde_json::Value = serde_json::from_str(&record_schema()).unwrap();
    assert_eq!(schema["title"], "vires.record/1");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    for field in schema["required"].as_array().unwrap() {
        assert!(!value[field.as_str().unwrap()].is_null(), "{field}");
    }
}

#[test]
fn every_reason_has_a_phrase() {
    let parsed = parsed();
    let record = parsed.record();
    let words = parsed.words(&record);
    let (north, bob) = (parsed.body("northshire"), parsed.body("bob"));
    let (pool, publish) = (parsed.norm("pool-budgets"), parsed.norm("publish-plan"));
    let money = |pounds| Value::Money(vires::base::money::Money::pounds(pounds));
    let (scheme, office, row) = (Id::new(0), Id::new(0), 0);
    let lead = LinkRef::Given(0);
    let broken = |why| Fault::BrokenLink { link: lead, why };
    let faults = [
        Fault::NoAuthority {
            holder: north.clone(),
        },
        Fault::ConditionNotMet {
            norm: pool,
            condition: 0,
        },
        Fault::ConditionNotMet {
            norm: pool,
            condition: 1,
        },
        Fault::ConditionNotMet {
            norm: pool,
            condition: 9,
        },
        Fault::AgreementMissing {
            norm: Some(pool),
            rule: None,
            of: bob.clone(),
        },
        Fault::AgreementMissing {
            norm: None,
            rule: None,
            of: bob.clone(),
        },
        Fault::NotJointly {
            norm: pool,
            with: bob.clone(),
        },
        Fault::OverLimit {
            norm: None,
            link: Some(lead),
            limit: money(5),
            counted: money(6),
        },
        Fault::Immunity { norm: pool },
        Fault::Reserved {
            reserved: Id::new(0),
        },
        broken(LinkFault::NotYet(day("1 April 2013"))),
        broken(LinkFault::Ended(day("1 April 2013"))),
        broken(LinkFault::Revoked(day("1 April 2013"))),
        broken(LinkFault::SupportGone(LinkRef::Standing(Id::new(0)))),
        broken(LinkFault::OtherFunction),
        broken(LinkFault::OverLimit {
            limit: money(5),
            counted: money(6),
        }),
        broken(LinkFault::NoSubDelegation),
        broken(LinkFault::NotValidlyMade(vec![
            Fault::NoRule,
            Fault::NotTheirs { who: bob.clone() },
        ])),
        broken(LinkFault::NotValidlyMade(Vec::new())),
        broken(LinkFault::GiverWithout),
        broken(LinkFault::NotAgreed(bob.clone())),
        Fault::NotExisting { who: bob.clone() },
        Fault::NotInOffice {
            who: bob.clone(),
            office,
        },
        Fault::SignatureMissing {
            scheme,
            row,
            offices: vec![office],
        },
        Fault::NoRow { scheme },
        Fault::RowCondition { scheme, row },
        Fault::NoQuorum {
            office,
            condition: 0,
        },
        Fault::NotCarried { office },
        Fault::SetAside { by: 4 },
        Fault::JointActor { who: bob.clone() },
        Fault::NotTheirs { who: bob.clone() },
        Fault::NoRule,
        Fault::NotImposed { norm: pool },
    ];
    let mut said: Vec<_> = faults.iter().map(|fault| words.fault(fault)).collect();
    said.push("---".to_owned());
    let duty = &record.duties[0];
    let ended = [
        Ended::Until(0),
        Ended::Waived(4),
        Ended::Overridden(pool),
        Ended::Disapplied,
        Ended::Repealed,
        Ended::Abolished,
        Ended::SeveralSuccessors(vec![north.clone(), bob.clone()]),
        Ended::NothingToDo,
    ];
    said.extend(ended.iter().map(|ended| words.ended(duty, ended)));
    let missing = [
        Missing::Act(0),
        Missing::Item(parsed.value("quality")),
        Missing::For(bob.clone()),
        Missing::Amount(money(3)),
        Missing::Condition(0),
        Missing::Regard(parsed.value("commissioning-plan")),
    ];
    said.push(words.missing(publish, &missing));
    let causes = [
        Cause::Period(parsed.period()),
        Cause::Happening(1),
        Cause::Happening(2),
        Cause::Duty(0),
        Cause::Duty(2),
        Cause::Change(day("1 May 2013")),
        Cause::Commencement,
    ];
    said.extend(causes.iter().map(|cause| words.cause(cause)));
    said.push("---".to_owned());
    let somewhere = parsed.case().span;
    let unknowns = [
        Unknown::Fact(parsed.fact("failing"), vec![north.clone()]),
        Unknown::Fact(
            parsed.fact("allocation"),
            vec![north.clone(), parsed.period()],
        ),
        Unknown::Fact(parsed.fact("population"), vec![north.clone()]),
        Unknown::Act(1),
        Unknown::Time(2),
        Unknown::Duty(parsed.meaning.policy().norms[publish].name, north.clone()),
        Unknown::Tie("one payment, two duties due on one day".to_owned()),
        Unknown::Undefined(somewhere),
    ];
    said.extend(unknowns.iter().map(|unknown| words.unknown(unknown)));
    let conventions = [
        Convention::Calendar(Id::new(0)),
        Convention::MonthForDay(somewhere, day("30 June 2013")),
        Convention::Vat(somewhere),
        Convention::Rounded(somewhere),
        Convention::LastHappening(day("1 July 2013")),
    ];
    said.extend(
        conventions
            .iter()
            .map(|convention| words.convention(convention)),
    );
    said.push("---".to_owned());
    for (value, place) in [
        (None, "allocation"),
        (Some(money(5)), "allocation"),
        (None, "failing"),
    ] {
        let arguments = match place {
            "failing" => vec![north.clone()],
            _ => vec![north.clone(), parsed.period()],
        };
        said.push(words.reading(&Reading {
            fact: parsed.fact(place),
            arguments,
            value,
            between: Vec::new(),
        }));
    }
    for holds in [true, false] {
        said.push(words.fact_is(
            parsed.fact("failing"),
            std::slice::from_ref(&north),
            &Value::Boolean(holds),
        ));
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn every_answer_authority_and_error_has_a_phrase() {
    let parsed = parsed();
    let record = parsed.record();
    let words = parsed.words(&record);
    let (north, bob) = (parsed.body("northshire"), parsed.body("bob"));
    let pool = parsed.norm("pool-budgets");
    let money = |pounds| Value::Money(vires::base::money::Money::pounds(pounds));
    let chain = Authority::Chain(Chain {
        holder: north.clone(),
        norms: vec![pool],
        links: vec![ChainLink {
            link: LinkRef::Given(0),
            from: north.clone(),
            to: parsed.body("southshire"),
            counted: Some(money(7)),
        }],
        others: 1,
    });
    let authorities = [
        Authority::Own {
            who: north.clone(),
            norms: vec![pool, parsed.norm("choose-partners")],
        },
        chain.clone(),
        Authority::Office {
            who: bob.clone(),
            norms: vec![pool],
            row: Some((Id::new(0), 0)),
        },
        Authority::NeedsNone { who: bob.clone() },
        Authority::None { who: bob.clone() },
    ];
    let mut said: Vec<_> = authorities
        .iter()
        .map(|authority| words.authority(authority))
        .collect();
    let way = |signers, row, certain| Way {
        signers,
        row,
        reserved: None,
        authority: Some(chain.clone()),
        counted: Some(money(1)),
        certain,
    };
    let signer = |office, persons| Signer { office, persons };
    let answers = [
        Answer::WhoMay {
            ways: vec![
                way(
                    vec![signer(Some(Id::new(0)), vec![bob.clone()])],
                    Some((Id::new(0), 0)),
                    Truth::True,
                ),
                way(
                    vec![
                        signer(Some(Id::new(0)), Vec::new()),
                        signer(None, vec![north.clone()]),
                    ],
                    None,
                    Truth::Unknown,
                ),
            ],
            faults: Vec::new(),
            unknowns: vec![Unknown::Act(0)],
        },
        Answer::WhoMay {
            ways: Vec::new(),
            faults: vec![Fault::NoRule],
            unknowns: Vec::new(),
        },
        Answer::May {
            may: Truth::True,
            authority: vec![chain],
            limit: Some(money(5)),
            faults: Vec::new(),
            unknowns: Vec::new(),
        },
        Answer::May {
            may: Truth::Unknown,
            authority: Vec::new(),
            limit: None,
            faults: Vec::new(),
            unknowns: vec![Unknown::Act(0)],
        },
        Answer::WhatMay(vec![Permitted {
            act: ActId::new(1),
            on_behalf_of: Some(north.clone()),
            norms: vec![pool],
            links: vec![LinkRef::Given(0)],
            limit: Some(money(5)),
            certain: Truth::True,
        }]),
        Answer::WhatMay(Vec::new()),
        Answer::WhatMust(vec![3]),
        Answer::WhatMust(Vec::new()),
        Answer::WhatFalls {
            links: vec![LinkRef::Row(Id::new(0), 0)],
            acts: vec![1],
            duties: Vec::new(),
        },
        Answer::WhatFalls {
            links: Vec::new(),
            acts: Vec::new(),
            duties: Vec::new(),
        },
    ];
    for answer in &answers {
        said.push("---".to_owned());
        said.extend(words.answer(answer));
    }
    let outcomes = [
        Outcome::Nobody(Some("no commissioner is named".to_owned())),
        Outcome::Nobody(None),
        Outcome::Between(money(1), money(2)),
        Outcome::OneOf(vec![north.clone(), bob.clone()]),
        Outcome::Unknown,
        Outcome::Known(Value::Set(vec![
            parsed.value("quality"),
            parsed.value("involvement"),
        ])),
        Outcome::Known(Value::Set(Vec::new())),
        Outcome::Known(Value::Office(Id::new(0), IndividualId::new(1))),
    ];
    said.push("---".to_owned());
    said.extend(outcomes.iter().map(|outcome| words.outcome(outcome)));
    let errors = [
        RunErrorKind::EffectsDisagree {
            fact: "failing(northshire)".to_owned(),
        },
        RunErrorKind::TwoValues {
            fact: "population of northshire".to_owned(),
        },
        RunErrorKind::TooLarge,
        RunErrorKind::OutsideCalendar {
            words: String::new(),
        },
        RunErrorKind::OutsideYears,
        RunErrorKind::StepLimit {
            rule: Some("the duty `publish-plan`".to_owned()),
            limit: 100_000_000,
        },
        RunErrorKind::MemoryLimit {
            rule: Some("the decision `commissioner`".to_owned()),
            megabytes: 2_048,
        },
        RunErrorKind::DepthLimit {
            rule: None,
            limit: 10_000,
        },
        RunErrorKind::NegativeAmount,
    ];
    said.push("---".to_owned());
    for error in &errors {
        let message = words.run_error(error);
        assert_eq!(
            vires::diagnostics::style::style_fault(&message),
            None,
            "{message}"
        );
        said.push(message);
    }
    insta::assert_snapshot!(said.join("\n"));
}
