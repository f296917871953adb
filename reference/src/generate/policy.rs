//! A random policy.

use super::maker::Maker;

impl Maker {
    pub(crate) fn policy(&mut self) -> String {
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
}
