//! A random scenario.

use std::collections::BTreeMap;

use super::maker::{Maker, date};

impl Maker {
    pub(crate) fn scenario(&mut self) -> String {
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
