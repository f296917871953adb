//! What all random text is made with: names, days, amounts.

use std::collections::BTreeMap;

use super::chance::Chance;

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

pub(crate) struct Maker {
    pub(crate) chance: Chance,
    pub(crate) features: BTreeMap<&'static str, usize>,
    pub(crate) duties: Vec<String>,
    pub(crate) bodies: Vec<&'static str>,
    pub(crate) period: &'static str,
    pub(crate) anchors: Vec<i32>,
    pub(crate) calm: bool,
    pub(crate) delegating: bool,
    pub(crate) links: Vec<(i32, String)>,
}

/// Days from 1 October 2015 that matter: ends of months, the leap day, the turn of the financial year.
pub(crate) const EDGES: [i32; 12] = [0, 30, 31, 60, 61, 91, 92, 122, 150, 151, 182, 183];

pub(crate) fn date(offset: i32) -> String {
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
    pub(crate) fn used(&mut self, feature: &'static str) {
        *self.features.entry(feature).or_default() += 1;
    }

    pub(crate) fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let at = self.chance.below(from.len());
        from[at]
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.chance.one_in(n)
    }

    pub(crate) fn offset(&mut self) -> i32 {
        let anchor = self.anchors[self.chance.below(self.anchors.len())];
        let near = [0, 0, 0, 1, -1, 2, 28, 29, 27, 31][self.chance.below(10)];
        (anchor + near).clamp(0, 240)
    }

    pub(crate) fn day(&mut self) -> String {
        let offset = self.offset();
        date(offset)
    }

    pub(crate) fn money(&mut self) -> &'static str {
        self.pick(&["£0", "£5", "£10", "£10.50", "£20", "£40", "£100"])
    }

    pub(crate) fn topic(&mut self) -> &'static str {
        self.pick(&["t1", "t1a", "t1b", "t2", "t3"])
    }

    pub(crate) fn body(&mut self) -> &'static str {
        let at = self.chance.below(self.bodies.len());
        self.bodies[at]
    }

    pub(crate) fn act(&mut self, c: &str) -> String {
        match self.chance.below(5) {
            0 => "talk".into(),
            1 => format!("talk(to: {c})"),
            2 => format!("sign(on: {})", self.topic()),
            3 => "pay".into(),
            _ => format!("pay(to: {})", self.body()),
        }
    }

    pub(crate) fn length(&mut self) -> &'static str {
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

    pub(crate) fn deadline(&mut self, y: &str) -> String {
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

    pub(crate) fn deadline_from(&mut self, e: &str) -> String {
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

    pub(crate) fn bearer(&mut self) -> (String, &'static str) {
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

    pub(crate) fn exceptions(&mut self, vars: &[&str], until: bool) -> String {
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
}
