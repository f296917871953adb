//! Random packs, written as text: a policy over the language and a timeline that hits its edges on purpose.

use std::collections::BTreeMap;

/// A small source of chance (splitmix64): the same seed gives the same pack everywhere.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Less than `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// One in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of these.
    pub fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A pack as text, and the features of the language that were put into it.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// The policy.
    pub policy: String,
    /// The scenario.
    pub scenario: String,
    /// What it uses, and how often.
    pub features: BTreeMap<&'static str, usize>,
}

struct Maker {
    chance: Chance,
    features: BTreeMap<&'static str, usize>,
    duties: Vec<String>,
    bodies: Vec<&'static str>,
    period: &'static str,
    anchors: Vec<i32>,
    calm: bool,
    delegating: bool,
    links: Vec<(i32, String)>,
}

/// Days from 1 October 2015 that matter: ends of months, the leap day, the turn of the financial year.
const EDGES: [i32; 12] = [0, 30, 31, 60, 61, 91, 92, 122, 150, 151, 182, 183];

fn date(offset: i32) -> String {
    let day = vires::base::date::Date::from_ymd(2015, 10, 1).and_then(|d| d.add_days(offset));
    day.map_or_else(|| "1 October 2015".to_owned(), |d| d.to_string())
}

/// A random pack from a seed.
pub fn generate(seed: u64) -> Pack {
    let mut chance = Chance::new(seed);
    let calm = chance.one_in(2);
    let mut maker = Maker {
        chance,
        features: BTreeMap::new(),
        duties: Vec::new(),
        bodies: vec!["b1", "b2", "b3"],
        period: "month",
        anchors: EDGES.to_vec(),
        calm,
        delegating: seed.is_multiple_of(2),
        links: Vec::new(),
    };
    let policy = maker.policy();
    let scenario = maker.scenario();
    Pack {
        policy,
        scenario,
        features: maker.features,
    }
}

impl Maker {
    fn used(&mut self, feature: &'static str) {
        *self.features.entry(feature).or_default() += 1;
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let at = self.chance.below(from.len());
        from[at]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.chance.one_in(n)
    }

    fn offset(&mut self) -> i32 {
        let anchor = self.anchors[self.chance.below(self.anchors.len())];
        let near = [0, 0, 0, 1, -1, 2, 28, 29, 27, 31][self.chance.below(10)];
        (anchor + near).clamp(0, 240)
    }

    fn day(&mut self) -> String {
        let offset = self.offset();
        date(offset)
    }

    fn money(&mut self) -> &'static str {
        self.pick(&["£0", "£5", "£10", "£10.50", "£20", "£40", "£100"])
    }

    fn topic(&mut self) -> &'static str {
        self.pick(&["t1", "t1a", "t1b", "t2", "t3"])
    }

    fn body(&mut self) -> &'static str {
        let at = self.chance.below(self.bodies.len());
        self.bodies[at]
    }

    fn act(&mut self, c: &str) -> String {
        match self.chance.below(5) {
            0 => "talk".into(),
            1 => format!("talk(to: {c})"),
            2 => format!("sign(on: {})", self.topic()),
            3 => "pay".into(),
            _ => format!("pay(to: {})", self.body()),
        }
    }

    /// A condition over bodies that are bound.
    fn condition(&mut self, vars: &[&str], depth: usize) -> String {
        let c = vars[self.chance.below(vars.len())].to_owned();
        let top = if depth == 0 { 9 } else { 24 };
        match self.chance.below(top) {
            0 | 1 => {
                self.used("fact");
                format!("f1({c})")
            }
            2 => {
                self.used("fact");
                format!("f2({c})")
            }
            3 => {
                self.used("fact of two");
                let t = self.topic();
                format!("f3({c}, {t})")
            }
            4 => {
                self.used("not");
                format!("not f2({c})")
            }
            5 => {
                self.used("valued fact");
                let op = self.pick(&[
                    "at least",
                    "at most",
                    "more than",
                    "less than",
                    "is",
                    "is not",
                ]);
                let n = self.pick(&["1", "2", "3"]);
                format!("v1({c}) {op} {n}")
            }
            6 => {
                self.used("attribute");
                let op = self.pick(&["at least", "at most", "more than"]);
                let n = self.pick(&["10", "20", "30"]);
                format!("size of {c} {op} {n}")
            }
            7 => {
                self.used("judgement");
                format!("j1({c})")
            }
            8 => {
                self.used("is stated");
                format!("v1({c}) is stated")
            }
            9 => {
                self.used("has done");
                let b = self.body();
                let act = self.act(b);
                let window = match self.chance.below(7) {
                    0 => format!(" before {}", self.day()),
                    1 => format!(" since {}", self.day()),
                    2 => format!(" on or before {}", self.day()),
                    3 => format!(" within 28 days before {}", self.day()),
                    4 => format!(" at least 14 clear days before {}", self.day()),
                    5 => " during 2015/16".to_owned(),
                    _ => String::new(),
                };
                format!("{c} has done {act}{window}")
            }
            10 => {
                self.used("count of acts");
                let b = self.body();
                let act = self.act(b);
                let op = self.pick(&["at least", "at most", "is", "more than"]);
                let n = self.pick(&["0", "1", "2"]);
                format!("count of {act} by {c} {op} {n}")
            }
            11 => {
                self.used("total of acts");
                let op = self.pick(&["at least", "at most", "more than"]);
                let m = self.money();
                let during = self.pick(&[" during 2015/16", " during January 2016", ""]);
                format!("total amount of pay by {c}{during} {op} {m}")
            }
            12 => {
                self.used("some");
                let inner = self.condition(&["g"], 0);
                format!("(some g: Body where link({c}, g) and {inner})")
            }
            13 => {
                self.used("no");
                format!("(no g: Body where link({c}, g) and f1(g))")
            }
            14 => {
                self.used("every");
                format!("(every g: Body where link({c}, g) has f1(g))")
            }
            15 => {
                self.used("count of bodies");
                let op = self.pick(&["at least", "at most", "exactly", "more than"]);
                let n = self.pick(&["1", "2"]);
                let inner = self.condition(&["g"], 0);
                format!("({op} {n} g: Body where {inner})")
            }
            16 => {
                self.used("definition");
                format!("d1({c})")
            }
            17 => {
                self.used("recursive definition");
                let b = self.body();
                format!("reach({c}, {b})")
            }
            18 => {
                self.used("decision");
                let b = self.body();
                format!("pick({c}) is {b}")
            }
            22 if self.delegating => {
                self.used("performed by");
                format!("count of talk performed by {c} at least 1")
            }
            23 => {
                self.used("latest act");
                let m = self.money();
                let c = vars[0];
                format!("(latest pay by {c} as z and amount of z at least {m})")
            }
            19 => {
                self.used("on a day");
                let day = self.day();
                format!("(f1({c}) on {day})")
            }
            20 if !self.duties.is_empty() => {
                self.used("state of a norm");
                let at = self.chance.below(self.duties.len());
                let norm = self.duties[at].clone();
                let state = self.pick(&["breached", "pending", "discharged"]);
                format!("({norm} of {c} is {state})")
            }
            _ => {
                let (a, b) = (
                    self.condition(vars, depth - 1),
                    self.condition(vars, depth - 1),
                );
                let word = self.pick(&["and", "or"]);
                self.used(if word == "and" { "and" } else { "or" });
                format!("({a} {word} {b})")
            }
        }
    }

    fn length(&mut self) -> &'static str {
        self.pick(&[
            "1 day",
            "10 days",
            "28 days",
            "2 weeks",
            "1 month",
            "2 months",
            "5 working days",
        ])
    }

    fn deadline(&mut self, y: &str) -> String {
        self.used("deadline of a period");
        let length = self.length();
        match self.chance.below(9) {
            0 => format!("before start of {y}"),
            1 => format!("by start of {y}"),
            2 => format!("by end of {y}"),
            3 => format!("before end of {y}"),
            4 => format!("within {length} from end of {y}"),
            5 => format!("within {length} beginning with start of {y}"),
            6 => format!("on end of {y}"),
            7 => format!("by 10 days after start of {y}"),
            _ => format!("at least 14 days before end of {y}"),
        }
    }

    fn deadline_from(&mut self, e: &str) -> String {
        let length = self.length();
        match self.chance.below(5) {
            0 => {
                self.used("deadline beginning with");
                format!(" within {length} beginning with {e}")
            }
            1 => {
                self.used("deadline by a date");
                format!(" by {}", self.day())
            }
            3 if self.one_in(3) => {
                self.used("promptly");
                " promptly".to_owned()
            }
            2 if self.one_in(2) => {
                self.used("no deadline");
                String::new()
            }
            _ => {
                self.used("deadline from");
                format!(" within {length} from {e}")
            }
        }
    }

    fn bearer(&mut self) -> (String, &'static str) {
        match self.chance.below(8) {
            0 => {
                self.used("bearer by name");
                let b = self.body();
                (b.to_owned(), b)
            }
            1 => {
                self.used("bearer of a sub-kind");
                ("c: Sub".into(), "c")
            }
            2 => {
                self.used("bearer where");
                (
                    format!(
                        "c: Body where {}",
                        self.pick(&["f1(c)", "f2(c)", "size of c at least 20"])
                    ),
                    "c",
                )
            }
            _ => ("c: Body".into(), "c"),
        }
    }

    fn exceptions(&mut self, vars: &[&str], until: bool) -> String {
        let mut out = String::new();
        if self.one_in(4) {
            self.used("if");
            out += &format!("  if        {}\n", self.condition(vars, 2));
        }
        if self.one_in(6) {
            self.used("unless");
            out += &format!("  unless    {}\n", self.condition(vars, 1));
        }
        if until && self.one_in(5) {
            self.used("until");
            out += &format!("  until     {}\n", self.condition(vars, 1));
        }
        out
    }

    fn duty(&mut self, number: usize, overridable: Option<String>) -> String {
        let name = format!("n{number}");
        let (bearer, c) = self.bearer();
        let mut vars = vec![c];
        let mut clauses = format!("  bearer    {bearer}\n");
        if self.one_in(3) {
            self.used("owed to");
            let b = self.body();
            clauses += &format!("  owed to   {b}\n");
        }
        let occasion = self.chance.below(8);
        let must;
        match occasion {
            0..=2 => {
                let period = self.period;
                let kind = if self.one_in(3) {
                    "financial-year"
                } else {
                    period
                };
                self.used(match kind {
                    "month" => "each month",
                    "term" => "each declared period",
                    _ => "each financial year",
                });
                clauses += &format!("  each      {kind} y\n");
                must = match self.chance.below(9) {
                    0 | 1 if kind != "term" => {
                        self.used("act that names its period");
                        let act = if kind == "month" {
                            "rep(when: y)"
                        } else {
                            "pub(year: y)"
                        };
                        format!("  must {act} {}\n", self.deadline("y"))
                    }
                    2 if kind == "financial-year" => {
                        self.used("all of");
                        format!(
                            "  must pub(year: y, covering: all of {{t1, t2}}) {}\n",
                            self.deadline("y")
                        )
                    }
                    3 => {
                        self.used("for every");
                        format!(
                            "  must talk(to: g) for every g: Body where link({c}, g)\n            {}\n",
                            self.deadline("y")
                        )
                    }
                    4 => {
                        self.used("must achieve");
                        format!("  must achieve {} by end of y\n", self.condition(&vars, 1))
                    }
                    5 => {
                        self.used("must have on");
                        format!("  must have {} on end of y\n", self.condition(&vars, 1))
                    }
                    6 => {
                        self.used("must keep");
                        format!("  must keep {}\n", self.condition(&vars, 1))
                    }
                    7 => {
                        self.used("must show evidence");
                        "  must show evidence of {t1, t2} by end of y\n".to_owned()
                    }
                    _ => {
                        self.used("act that names no period");
                        let act = self.act(c);
                        format!("  must {act} {}\n", self.deadline("y"))
                    }
                };
            }
            3..=6 => {
                let mut of_act = false;
                let trigger = match self.chance.below(6) {
                    0 => {
                        self.used("when an event");
                        "storm(topic: t) as e".to_owned()
                    }
                    1 if !self.duties.is_empty() => {
                        self.used("when a norm's state");
                        let at = self.chance.below(self.duties.len());
                        format!("{} of {c} is breached as e", self.duties[at])
                    }
                    2 => {
                        self.used("when a fact changes");
                        let word = self.pick(&["begins", "ends"]);
                        format!("f1({c}) {word} as e")
                    }
                    3 => {
                        self.used("when another acts");
                        "a: Body does talk(to: x) as e".to_owned()
                    }
                    _ => {
                        self.used("when the bearer acts");
                        of_act = true;
                        vars.push("x");
                        format!("{c} does talk(to: x) as e")
                    }
                };
                clauses += &format!("  when      {trigger}\n");
                must = match self.chance.below(6) {
                    0 if of_act => {
                        self.used("must ensure");
                        format!("  must ensure {}\n", self.condition(&vars, 1))
                    }
                    1 if of_act => {
                        self.used("must ensure done before");
                        let t = self.topic();
                        format!("  must ensure {c} has done sign(on: {t}) before e\n")
                    }
                    2 if of_act => {
                        self.used("must have regard");
                        "  must have regard to t1\n".to_owned()
                    }
                    3 => {
                        self.used("must achieve");
                        let day = self.day();
                        format!("  must achieve {} by {day}\n", self.condition(&vars, 1))
                    }
                    _ => {
                        self.used("act after a trigger");
                        let act = if of_act && self.one_in(2) {
                            "talk(to: x)".to_owned()
                        } else {
                            self.act(c)
                        };
                        format!("  must {act}{}\n", self.deadline_from("e"))
                    }
                };
            }
            _ => {
                self.used("always");
                must = match self.chance.below(4) {
                    0 => {
                        self.used("must keep");
                        format!("  must keep {}\n", self.condition(&vars, 1))
                    }
                    1 => {
                        self.used("must achieve");
                        let day = self.day();
                        format!("  must achieve {} by {day}\n", self.condition(&vars, 1))
                    }
                    2 => {
                        self.used("must have on");
                        let day = self.day();
                        format!("  must have {} on {day}\n", self.condition(&vars, 1))
                    }
                    _ => {
                        self.used("act once");
                        let act = self.act(c);
                        let day = self.day();
                        let word = self.pick(&["by", "before", "on"]);
                        format!("  must {act} {word} {day}\n")
                    }
                };
            }
        }
        clauses += &must;
        let standing_only: Vec<&str> = vec![c];
        let regard = must.contains("regard") || must.contains("ensure");
        let overrides = overridable.is_some()
            && !self.calm
            && !(3..=6).contains(&occasion)
            && self.one_in(3)
            && !clauses.contains(" where ");
        let plain = clauses.clone();
        clauses += &self.exceptions(
            if occasion < 7 && occasion > 2 {
                &vars
            } else {
                &standing_only
            },
            !regard,
        );
        if let Some(other) = overridable.filter(|_| overrides) {
            // Whether the one that overrides applies is plain here.
            clauses = plain;
            self.used("overrides");
            clauses += &format!("  overrides {other}\n");
        }
        let mut text = String::new();
        match self.chance.below(9) {
            0 => {
                self.used("amendment");
                let at = self.offset();
                let until = date(at);
                let from = date(at + 1);
                let second = clauses
                    .replace("t1", "t3")
                    .replace("by end", "before end")
                    .replace("10 days", "20 days");
                text += &format!("duty {name} {{\n{clauses}  in force  until {until}\n}}\n\n");
                text += &format!("duty {name} {{\n{second}  in force  from {from}\n}}\n\n");
            }
            1 => {
                self.used("commencement");
                text += &format!(
                    "duty {name} {{\n{clauses}  in force  from {}\n}}\n\n",
                    self.day()
                );
            }
            2 => {
                self.used("repeal");
                text += &format!(
                    "duty {name} {{\n{clauses}  in force  until {}\n}}\n\n",
                    self.day()
                );
            }
            3 if !self.calm => {
                let status = self.pick(&["proposed", "announced", "not binding"]);
                self.used(if status == "not binding" {
                    "not binding"
                } else {
                    "proposed"
                });
                text += &format!("duty {name} {{\n{clauses}  status    {status}\n}}\n\n");
            }
            _ => text += &format!("duty {name} {{\n{clauses}}}\n\n"),
        }
        self.duties.push(name);
        text
    }

    fn effect(&mut self, c: &str, x: &str) -> String {
        self.used("effect");
        match self.chance.below(6) {
            0 => format!("f1({c}) begins"),
            1 => format!("f1({x}) begins"),
            2 => format!("f1({c}) ends"),
            3 => format!("f2({x}) begins"),
            4 => format!("v1({c}) becomes {}", self.pick(&["1", "2", "3"])),
            _ => format!("f2({c}) ends"),
        }
    }

    fn other_norm(&mut self, number: usize) -> String {
        let (bearer, c) = self.bearer();
        match self.chance.below(7) {
            0 | 1 => {
                self.used("prohibition");
                let act = match self.chance.below(3) {
                    0 => format!("pay(to: x) where {}", self.condition(&["x"], 1)),
                    1 => "anything under field-work".to_owned(),
                    _ => self.act(c),
                };
                let rest = self.exceptions(&[c], false);
                format!(
                    "prohibition p{number} {{\n  bearer    {bearer}\n  must not  {act}\n{rest}}}\n\n"
                )
            }
            2..=4 => {
                self.used("power");
                let pay = self.one_in(2);
                let act = match (pay, self.one_in(4)) {
                    (true, _) => "pay(to: x, amount: m)",
                    (_, true) => "talk(to: x: Sub)",
                    _ => "talk(to: x)",
                };
                let mut rest = self.exceptions(&[c, "x"], false);
                if pay && self.one_in(2) {
                    self.used("limit");
                    let m = self.money();
                    let per = self.pick(&[
                        "per act",
                        "per to",
                        "in each financial-year",
                        "in total",
                        "in each month",
                    ]);
                    let word = self.pick(&["up to", "up to", "below"]);
                    rest += &format!("  {word}     {m} {per}\n");
                }
                if self.one_in(5) {
                    self.used("rank");
                    rest += &format!("  rank      {}\n", self.pick(&["regulations", "guidance"]));
                }
                if self.one_in(8) {
                    self.used("jointly with");
                    rest += "  jointly   with x\n";
                }
                if self.one_in(5) {
                    self.used("needs agreement");
                    rest += "  needs     agreement of x\n";
                }
                for _ in 0..self.chance.below(3) {
                    let effect = self.effect(c, "x");
                    rest += &format!("  effect    {effect}\n");
                    if !self.calm {
                        continue;
                    }
                    break;
                }
                format!("power p{number} {{\n  holder    {bearer}\n  may       {act}\n{rest}}}\n\n")
            }
            5 => {
                self.used("freedom");
                let act = self.act(c);
                format!(
                    "freedom p{number} {{\n  holder    {bearer}\n  may       {act}, or not\n}}\n\n"
                )
                .replace(", or not", "")
            }
            _ => {
                self.used("immunity");
                let mut rest = self.exceptions(&[c], false);
                if self.one_in(3) {
                    self.used("rank");
                    rest += &format!("  rank      {}\n", self.pick(&["regulations", "guidance"]));
                }
                let act = self.pick(&["talk(to: C)", "pay(to: C)"]).replace('C', c);
                format!(
                    "immunity p{number} {{\n  holder    {bearer}\n  no        Body may {act}\n{rest}}}\n\n"
                )
            }
        }
    }

    fn matter(&mut self) -> &'static str {
        self.pick(&[
            "work",
            "field-work",
            "finance",
            "pay",
            "talk",
            "talk, finance",
            "functions",
        ])
    }

    fn counted(&mut self) -> String {
        let m = self.money();
        let word = self.pick(&["up to", "up to", "below"]);
        let per = self.pick(&["per act", "in total", "in each month", "per to"]);
        self.used(match per {
            "per act" => "link limit per act",
            "in total" => "link limit in total",
            "per to" => "link limit per argument",
            _ => "link limit in each period",
        });
        format!("{word} {m} {per}")
    }

    fn sub_delegation(&mut self) -> String {
        let form = self.pick(&[
            "not permitted",
            "permitted",
            "permitted",
            "permitted once",
            "permitted to Sub",
            "permitted if",
        ]);
        self.used(match form {
            "not permitted" => "sub-delegation not permitted",
            "permitted" => "sub-delegation permitted",
            "permitted once" => "sub-delegation once",
            "permitted to Sub" => "sub-delegation to a kind",
            _ => "sub-delegation if",
        });
        if form == "permitted if" {
            return format!("permitted if {}(b1)", self.pick(&["f1", "f2"]));
        }
        form.to_owned()
    }

    /// A rule of delegation (S7).
    fn rule(&mut self, number: usize) -> String {
        self.used("delegation rule");
        let from = self.pick(&["c: Body", "c: Body", "b1", "c: Body where f1(c)"]);
        let to = self.pick(&["d: Body", "d: Body", "d: Sub"]);
        let of = self.matter().replace("functions", "work, finance");
        let mut out = format!(
            "delegation g{number} {{\n  from           {from}\n  to             {to}\n  of             {of}\n"
        );
        match self.chance.below(8) {
            0 => {
                self.used("made by another");
                out += "  made by        b1\n";
            }
            1 => {
                self.used("standing link");
                out += "  standing\n";
            }
            _ => {}
        }
        let agreement = self.one_in(6);
        if !agreement && self.one_in(5) {
            self.used("delegation if");
            let condition = self.condition(&["d"], 1);
            out += &format!("  if             {condition}\n");
        }
        if agreement {
            self.used("delegation needs agreement");
            out += "  needs          agreement of d\n";
        }
        if self.one_in(5) {
            let limit = self.counted();
            let (word, rest) = limit.split_at(5);
            out += &format!("  {word}          {}\n", rest.trim_start());
        }
        if !out.contains("standing") && !self.one_in(4) {
            let sub = self.sub_delegation();
            out += &format!("  sub-delegation {sub}\n");
        }
        if self.one_in(6) {
            let from = self.day();
            out += &format!("  in force       from {from}\n");
        }
        out + "}\n\n"
    }

    /// The words of a link, after who gives.
    fn grant(&mut self, to: &str, given: bool) -> String {
        let of = self.matter();
        let mut out = format!("delegates {of} to {to}");
        if self.one_in(3) {
            let limit = self.counted();
            out += &format!(" {limit}");
        }
        if self.one_in(4) {
            self.used("link until");
            let until = self.day();
            out += &format!(" until {until}");
        }
        if given || self.one_in(2) {
            let sub = self.sub_delegation();
            out += &format!(" with sub-delegation {sub}");
        }
        out
    }

    fn transition(&mut self, number: usize) -> String {
        self.used("transition");
        let occasion = if self.one_in(2) {
            format!("  on        {}\n", self.day())
        } else {
            "  when      storm(topic: t2) as e\n".to_owned()
        };
        let b = self.body();
        let other = self.body();
        let effect = match self.chance.below(8) {
            0 | 1 => {
                self.used("abolition");
                format!("  effect    {b} is abolished\n")
            }
            2 if b != other => {
                self.used("succession");
                format!(
                    "  effect    functions of {b} pass to {other}\n  effect    {b} is abolished\n"
                )
            }
            3 if b != other => {
                self.used("succession");
                format!("  effect    work of {b} passes to {other}\n")
            }
            4 => {
                self.used("becomes a kind");
                format!("  effect    {b} becomes a Sub\n")
            }
            5 => {
                self.used("for every effect");
                "  effect    f1(g) begins for every g: Body where link(b1, g)\n".to_owned()
            }
            _ => format!("  effect    {}\n", self.effect(b, other)),
        };
        format!("transition r{number} {{\n{occasion}{effect}}}\n\n")
    }

    fn policy(&mut self) -> String {
        let exhaustive = self.pick(&["are exhaustive", "are not exhaustive"]);
        let mut out = format!(
            "policy pack \"A random pack\"\n  rank      Act\n  in force  from 1 October 2015\n  powers of Body {exhaustive}\n\n"
        );
        let statutory = self.pick(&[", statutory", ", statutory", ""]);
        self.used(if statutory.is_empty() {
            "no statutory body"
        } else {
            "statutory body"
        });
        out += &format!("kind Body{statutory} {{\n  size : number\n}}\nkind Sub is a Body\n\n");
        out += "values Topic {\n  t1 { t1a  t1b }\n  t2\n  t3\n}\n\nfunctions {\n  work { plan-work  field-work }\n  finance\n}\n\n";
        out += "act pub(year: financial-year, covering: set of Topic) under plan-work\nact rep(when: month) under plan-work\nact pay(to: Body, amount: money) under finance\nact talk(to: Body) under field-work\nact sign(on: Topic) under plan-work\nevent storm(topic: Topic)\n\n";
        out += "fact f1(b: Body)\nfact f2(b: Body)\nfact f3(b: Body, t: Topic)\nfact v1(b: Body): number\nfact link(a: Body, b: Body)\njudgement j1(b: Body)\n\n";
        out += "calendar england from 2015 to 2017 { holidays 25 December 2015, 28 December 2015, 1 January 2016 }\n\n";
        if self.one_in(3) {
            let from = self.pick(&["31 October 2015", "1 October 2015", "15 November 2015"]);
            out += &format!("period term every 2 months from {from}, 4 times\n\n");
            self.period = "term";
        }
        let first = self.condition(&["b"], 0);
        let second = self.condition(&["b"], 0);
        out += &format!("define d1(b: Body)\n  when    {first}\n  or      {second}\n");
        if self.one_in(2) {
            out += &format!("  unless  {}\n", self.condition(&["b"], 0));
        }
        out += "\ndefine reach(a: Body, b: Body)\n  when    link(a, b)\n  or      some g: Body where link(a, g) and reach(g, b)\n\n";
        let (x, y) = (self.condition(&["b"], 0), self.condition(&["b"], 0));
        out += &format!(
            "decide pick(b: Body): Body first\n{{\n  {x}  then b1\n  {y}  then b2\n  otherwise  none \"nobody\"\n}}\n\n"
        );
        out += "b1 is a Body\nb2 is a Body\nb3 is a Sub\n\n";
        let count = 1 + self.chance.below(3);
        for number in 0..count {
            let other = self.duties.first().cloned();
            out += &self.duty(number, other);
        }
        for number in 0..self.chance.below(3) {
            out += &self.other_norm(number);
        }
        if self.one_in(4) && !self.delegating {
            out += &self.transition(0);
        }
        if self.delegating {
            if !self.one_in(4) {
                out += "power q0 {\n  holder    c: Body\n  may       talk()\n}\n\n";
            }
            if !self.one_in(3) {
                out += "power q1 {\n  holder    c: Body\n  may       pay()\n}\n\n";
            }
            // A rule stands alone: what two allow at once, and how a link by law joins others, is not tried here.
            out += &self.rule(0);
            if self.one_in(5) {
                self.used("reserved");
                let form = self.pick(&[
                    "reserved finance of Body",
                    "reserved talk of Body to b2",
                    "reserved pay of Sub",
                    "reserved finance of Body if f1(body)",
                ]);
                out += &format!("{form}\n\n");
            }
        }
        out
    }

    /// A line about a link: made, agreed to, revoked.
    fn delegating_line(&mut self, at: i32, who: &str, number: usize) -> (i32, String) {
        let other = self.body();
        let choice = self.chance.below(6);
        if self.features.contains_key("standing link") {
            return (at, format!("storm(topic: {})", self.topic()));
        }
        if choice < 3 || self.links.is_empty() || who == other {
            self.used("link made");
            let to = if other == who {
                if who == "b1" { "b2" } else { "b1" }
            } else {
                other
            };
            let grant = self.grant(to, false);
            self.links.push((at, format!("l{number}")));
            let by = if self.one_in(8) && who != "b1" {
                self.used("link made by another");
                format!("b1 on behalf of {who}")
            } else {
                who.to_owned()
            };
            return (at, format!("{by} {grant} as l{number}"));
        }
        let (from, link) = self.links[self.chance.below(self.links.len())].clone();
        let at = at.max(from);
        match choice {
            3 => {
                self.used("agreement to a link");
                (at, format!("{who} agrees to {link}"))
            }
            _ => {
                self.used("revocation");
                (at, format!("{who} revokes {link}"))
            }
        }
    }

    fn scenario(&mut self) -> String {
        let mut out = String::from("scenario \"A random case\"\n");
        let span = self.pick(&[
            "31 December 2015",
            "31 January 2016",
            "31 March 2016",
            "1 April 2016",
            "30 April 2016",
            "29 February 2016",
        ]);
        out += &format!("  as of {span}\n");
        let proposed: Vec<String> = self.duties.clone();
        let _ = proposed;
        out += "\ngiven\n  b4 is a Body\n";
        if self.one_in(4) {
            self.used("established in the run");
            let from = self.day();
            out += &format!("  b5 is a Body from {from}\n");
            self.bodies.push("b5");
        }
        self.bodies.push("b4");
        let mut dated: BTreeMap<String, bool> = BTreeMap::new();
        for _ in 0..4 + self.chance.below(6) {
            let b = self.body();
            let other = self.body();
            let (thing, boolean) = match self.chance.below(8) {
                0 => (format!("f1({b})"), true),
                1 => (format!("f2({b})"), true),
                2 => (format!("f3({b}, {})", self.topic()), true),
                3 => (format!("v1({b})"), false),
                4 => (format!("size of {b}"), false),
                _ => (format!("link({b}, {other})"), true),
            };
            if dated.insert(thing.clone(), true).is_some() {
                continue;
            }
            if self.one_in(8) {
                self.used("unknown");
                out += &format!("  unknown {thing}\n");
                continue;
            }
            let value = if boolean {
                thing.clone()
            } else {
                format!(
                    "{thing} is {}",
                    if thing.starts_with("size") {
                        self.pick(&["10", "20", "30"])
                    } else {
                        self.pick(&["1", "2", "3"])
                    }
                )
            };
            let dates = match self.chance.below(6) {
                0 => {
                    self.used("fact from");
                    format!(" from {}", self.day())
                }
                1 => {
                    self.used("fact from and until");
                    let from = self.offset();
                    let until = from + 1 + self.chance.below(40) as i32;
                    format!(" from {} until {}", date(from), date(until))
                }
                2 => {
                    self.used("fact until");
                    format!(" until {}", self.day())
                }
                _ => String::new(),
            };
            out += &format!("  {value}{dates}\n");
        }
        if self.delegating {
            let by_law = self.features.contains_key("standing link");
            for number in 0..if by_law { 0 } else { self.chance.below(3) } {
                self.used("given link");
                let (from, to) = (self.body(), self.body());
                // Two between the same two would have to be told apart.
                if from != to && !out.contains(&format!("{from} delegates")) {
                    let grant = self.grant(to, true);
                    out += &format!("  {from} {grant} as k{number}\n");
                    self.links.push((0, format!("k{number}")));
                }
            }
        }
        out += "\ntimeline\n";
        let mut lines: Vec<(i32, String)> = Vec::new();
        let mut labels = Vec::new();
        for number in 0..2 + self.chance.below(8) {
            let at = if self.one_in(4) && !lines.is_empty() {
                self.used("same day");
                lines[lines.len() - 1].0
            } else {
                self.offset()
            };
            let who = self.body();
            if self.delegating && self.one_in(3) {
                let (at, line) = self.delegating_line(at, who, number);
                lines.push((at, line));
                continue;
            }
            let line = match self.chance.below(14) {
                0..=8 => {
                    self.used("act");
                    let act = match self.chance.below(6) {
                        0 => {
                            let year = self.pick(&["2015/16", "2016/17"]);
                            let set = self.pick(&["{t1}", "{t2}", "{t1, t2}", "{t3}", "{}"]);
                            format!("pub(year: {year}, covering: {set})")
                        }
                        1 => format!(
                            "rep(when: {})",
                            self.pick(&[
                                "October 2015",
                                "November 2015",
                                "January 2016",
                                "February 2016",
                                "March 2016"
                            ])
                        ),
                        2 => format!("sign(on: {})", self.topic()),
                        3 => {
                            let (to, m) = (self.body(), self.money());
                            format!("pay(to: {to}, amount: {m})")
                        }
                        _ => format!("talk(to: {})", self.body()),
                    };
                    let mut line = if self.one_in(12) {
                        self.used("joint act");
                        let other = self.body();
                        if other == who {
                            format!("{who} does {act}")
                        } else {
                            format!("{who} and {other} do {act}")
                        }
                    } else {
                        format!("{who} does {act}")
                    };
                    if self.delegating && self.one_in(2) {
                        let principal = self.body();
                        if principal != who {
                            self.used("on behalf of");
                            line += &format!(" on behalf of {principal}");
                            let made: Vec<String> = self
                                .links
                                .iter()
                                .filter(|(made, _)| *made < at)
                                .map(|(_, name)| name.clone())
                                .collect();
                            if self.one_in(6) && !made.is_empty() {
                                self.used("under a link");
                                let link = &made[self.chance.below(made.len())];
                                line += &format!(" under {link}");
                            }
                        }
                    }
                    match self.chance.below(10) {
                        0 => line += " having regard to {t1}",
                        1 => line += " departing from {t1} because \"reasons\"",
                        2 => line += " without regard to {t1}",
                        _ => {}
                    }
                    line += &format!(" as a{number}");
                    labels.push((at, format!("a{number}")));
                    line
                }
                9 => {
                    self.used("event");
                    format!("storm(topic: {})", self.topic())
                }
                10 => {
                    self.used("effect on the timeline");
                    let word = self.pick(&["begins", "ends"]);
                    let fact = self.pick(&["f1", "f2"]);
                    format!("{fact}({who}) {word}")
                }
                11 => {
                    self.used("judgement made");
                    let truth = self.pick(&["true", "false"]);
                    let judge = self.body();
                    format!("{judge} judges j1({who}) {truth}")
                }
                12 if !self.duties.is_empty() => {
                    let at = self.chance.below(self.duties.len());
                    let norm = self.duties[at].clone();
                    if self.one_in(2) {
                        self.used("waiver");
                        let by = self.body();
                        format!("{by} waives {norm} of {who}")
                    } else {
                        self.used("evidence");
                        let set = self.pick(&["{t1}", "{t2}", "{t1, t2}"]);
                        format!("evidence of {set} for {norm} of {who}")
                    }
                }
                _ => {
                    self.used("agreement");
                    let by = self.body();
                    let word = self.pick(&["agrees to", "agrees to", "withdraws agreement to"]);
                    let act = self.pick(&["talk", "pay"]);
                    format!("{by} {word} {who} doing {act}(to: {by})")
                }
            };
            lines.push((at, line));
        }
        if self.one_in(6) && !labels.is_empty() {
            let (at, label) = labels[self.chance.below(labels.len())].clone();
            let then = if self.one_in(3) { " from then on" } else { "" };
            self.used("set aside");
            lines.push((
                at + self.chance.below(20) as i32,
                format!("b1 sets aside {label}{then}"),
            ));
        }
        lines.sort_by_key(|(at, _)| *at);
        for (at, line) in lines {
            out += &format!("  {}  {line}\n", date(at));
        }
        out
    }
}
