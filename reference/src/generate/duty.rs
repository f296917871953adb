//! Random duties.

use super::maker::{Maker, date};

impl Maker {
    pub(crate) fn duty(&mut self, number: usize, overridable: Option<String>) -> String {
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
}
