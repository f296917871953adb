//! Random powers, prohibitions, freedoms, immunities and transitions.

use super::maker::Maker;

impl Maker {
    pub(crate) fn effect(&mut self, c: &str, x: &str) -> String {
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

    pub(crate) fn other_norm(&mut self, number: usize) -> String {
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

    pub(crate) fn transition(&mut self, number: usize) -> String {
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
}
