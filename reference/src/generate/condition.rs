//! Random conditions.

use super::maker::Maker;

impl Maker {
    /// A condition over bodies that are bound.
    pub(crate) fn condition(&mut self, vars: &[&str], depth: usize) -> String {
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
}
