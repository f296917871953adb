//! S1, S2 and S5.5 as conditions say them: time, facts, unknowns, counts, what has happened and what was the case.

use crate::told::met;

const PEOPLE: &str = "\
policy people \"People\"
  rank Act
  in force from 1 April 2000

kind Person {
  age    : number
  town   : Town
}
kind Town

york is a Town
bath is a Town

values Food \"Food\" {
  fruit { apple  pear }
  bread
}

calendar england from 2013 to 2014 { holidays 6 May 2013, 27 May 2013 }

act visit(town: Town, money: money)
act eat(food: Food)
act meet(with: set of Person)
event storm(town: Town)

fact likes(a: Person, b: Person)
fact present(a: Person)
fact score(a: Person): number
judgement honest(a: Person)

define old(a: Person)
  when age of a at least 65

define last-in-bath(a: Person)
  when latest visit by a as x and town of x is bath

define double(a: Person): number
  is score(a) * 2
";

const WHO: &str = "
given
  ann is a Person { age: 70, town: york }
  bob is a Person { age: 30, town: york }
  cat is a Person { town: bath }
";

fn conditions(given: &str, timeline: &str, expect: &str) {
    let scenario = format!(
        "scenario \"Conditions\"\n  as of 30 June 2013\n{WHO}{given}\ntimeline\n{timeline}\nexpect\n{expect}\n"
    );
    met(PEOPLE, &scenario);
}

#[test]
fn s2_what_is_not_stated_is_false_and_values_and_judgements_are_unknown() {
    conditions(
        "  likes(ann, bob)\n  not likes(bob, ann)\n  unknown likes(cat, ann)\n",
        "  1 May 2013  ann does eat(food: apple)",
        "  likes(ann, bob)
  not likes(bob, ann)
  not likes(bob, cat)
  likes(cat, ann) is unknown
  score(ann) is unknown
  honest(ann) is unknown
  old(ann)
  not old(bob)
  old(cat) is unknown
  not (score(ann) is stated)
  age of ann is stated
  not (honest(ann) is stated)
  (likes(cat, ann) is stated) is unknown
  double(ann) is unknown
",
    );
}

#[test]
fn s2_facts_hold_for_whole_days_both_included() {
    conditions(
        "  likes(ann, bob) from 1 May 2013 until 3 May 2013
  score(ann) is 5 until 9 May 2013
  score(ann) is 7 from 10 May 2013\n",
        "  1 May 2013  ann does eat(food: apple)",
        "  not likes(ann, bob) on 30 April 2013
  likes(ann, bob) on 1 May 2013
  likes(ann, bob) on 3 May 2013
  not likes(ann, bob) on 4 May 2013
  score(ann) is 5 on 9 May 2013
  score(ann) is 7 on 10 May 2013
  double(ann) is 14
",
    );
}

#[test]
fn s2_disputed_values_are_unknown_between_them() {
    conditions(
        "  score(ann) is 5 according to \"one\"
  score(ann) is 8 according to \"other\"\n",
        "  1 May 2013  ann does eat(food: apple)",
        "  score(ann) at least 5
  score(ann) less than 9
  (score(ann) at least 6) is unknown
  (score(ann) is 5) is unknown
  not (score(ann) is 6)
  double(ann) at least 10
  (double(ann) at least 11) is unknown
  score(ann) is stated
",
    );
}

#[test]
fn s2_quantities_range_over_who_exists_and_over_unknowns() {
    conditions(
        "  present(ann)
  unknown present(bob)
  dan is a Person from 1 June 2013
  score(ann) is 3
  score(bob) is 4\n",
        "  1 May 2013  ann does eat(food: apple)",
        "  some p: Person where present(p)
  at least 1 p: Person where present(p)
  (at least 2 p: Person where present(p)) is unknown
  not (at least 3 p: Person where present(p))
  at most 2 p: Person where present(p)
  (no p: Person where present(p) and p is not ann) is unknown
  not (every p: Person where p is not cat has present(p)) on 2 June 2013
  (count of p: Person where age of p at least 1) is unknown on 31 May 2013
  (count of p: Person where p is a Person) is 3 on 31 May 2013
  (count of p: Person where p is a Person) is 4 on 1 June 2013
  (largest score(p) of p: Person where town of p is york) is 4 on 31 May 2013
  (smallest score(p) of p: Person where town of p is york) is 3 on 31 May 2013
  not ((largest score(p) of p: Person where likes(p, p)) at least 0)
  not ((largest score(p) of p: Person where likes(p, p)) less than 1)
",
    );
}

#[test]
fn s1_1_what_has_happened_counts_in_its_windows() {
    conditions(
        "",
        "  1 May 2013  ann does visit(town: york, money: £10)
  2 May 2013  ann does visit(town: bath, money: £20)   as second
  2 May 2013  bob does visit(town: york, money: £40)
  20 May 2013 ann does eat(food: apple)
",
        "  ann has done visit
  ann has done visit(town: york) before 2 May 2013
  not (ann has done visit(town: bath) before 2 May 2013)
  ann has done visit(town: bath) on or before 2 May 2013
  ann has done visit(town: york) before second
  not (bob has done visit before second)
  bob has done visit since second
  not (ann has done visit since second)
  ann has done visit(town: bath) since 2 May 2013
  not (cat has done visit)
  not (bob has done eat)
  count of visit by ann is 2
  count of visit by cat is 0
  count of visit by ann during 2013/14 is 2
  count of visit by ann during May 2013 is 2
  count of visit by ann during June 2013 is 0
  total money of visit by ann is £30
  total money of visit(town: bath) by bob is £0
  total money of visit is £70
  total money of visit on 1 May 2013 is £10
  ann has done visit at least 18 days before 20 May 2013
  not (bob has done visit at least 19 days before 20 May 2013)
  ann has done visit within 18 days before 20 May 2013
  not (ann has done visit within 17 days before 20 May 2013)
  ann has done visit at least 17 clear days before 20 May 2013
  not (bob has done visit at least 18 clear days before 20 May 2013)
  ann has done visit(town: york) at least 18 clear days before 20 May 2013
  last-in-bath(ann)
  not last-in-bath(bob)
  not last-in-bath(cat)
",
    );
}

#[test]
fn s2_the_past_is_read_as_it_was() {
    conditions(
        "  present(ann) until 15 May 2013\n",
        "  16 May 2013  ann does eat(food: apple)   as meal
  16 May 2013  present(bob) begins
",
        "  not present(ann)
  present(ann) on 15 May 2013
  not (present(bob) just before meal)
  present(bob) on 16 May 2013
  not present(bob) on 15 May 2013
",
    );
}

#[test]
fn trees_sets_and_texts() {
    conditions(
        "",
        "  1 May 2013  ann does eat(food: apple) as meal
  2 May 2013  ann does meet(with: {bob, cat}) as meeting
",
        "  apple is within fruit
  fruit is within fruit
  not (fruit is within apple)
  not (bread is within fruit)
  apple is one of {apple, bread}
  not (pear is one of {apple, bread})
  food of meal is within fruit
  with of meeting includes bob
  with of meeting includes all of {bob, cat}
  not (with of meeting includes all of {bob, ann})
  with of meeting includes any of {bob, ann}
  actor of meal is ann
  date of meal is 1 May 2013
  meal before meeting
  date of meal before 2 May 2013
",
    );
}

#[test]
fn dates_and_numbers_are_computed_exactly() {
    conditions(
        "",
        "  1 May 2013  ann does eat(food: apple)",
        "  28 days after 1 May 2013 is 29 May 2013
  2 months after 31 July 2013 is 30 September 2013
  5 working days after 2 May 2013 is 10 May 2013
  3 working days before 7 May 2013 is 1 May 2013
  days from 1 May 2013 to 29 May 2013 is 28
  working days from 2 May 2013 to 10 May 2013 is 5
  start of 2013/14 is 1 April 2013
  end of 2013/14 is 31 March 2014
  the year before 2013/14 is 2012/13
  the financial-year of 31 March 2014 is 2013/14
  £10 / 3 * 3 is £10
  75% * £200 is £150
  1 / 3 + 1 / 6 is 0.5
  (1 / 0) is unknown
  £10 / 3 rounded to the penny is £3.33
",
    );
}
