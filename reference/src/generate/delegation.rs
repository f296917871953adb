//! Random rules of delegation and links.

use super::maker::Maker;

impl Maker {
    pub(crate) fn matter(&mut self) -> &'static str {
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

    pub(crate) fn counted(&mut self) -> String {
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

    pub(crate) fn sub_delegation(&mut self) -> String {
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
    pub(crate) fn rule(&mut self, number: usize) -> String {
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
    pub(crate) fn grant(&mut self, to: &str, given: bool) -> String {
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

    /// A line about a link: made, agreed to, revoked.
    pub(crate) fn delegating_line(&mut self, at: i32, who: &str, number: usize) -> (i32, String) {
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
}
