//! S11: definitions and decisions; which version is in force (S4.6); what an assumption changes (S10).

use crate::told::met;

const POLICY: &str = "\
policy people \"People\"
  rank Act
  in force from 1 April 2000

kind Person

act eat()
fact parent(a: Person, b: Person)
fact near(a: Person, b: Person)
fact odd(a: Person)

define ancestor(a: Person, b: Person)
  when parent(a, b)
  or   parent(a, some c: Person) and ancestor(c, b)

define connected(a: Person, b: Person)
  when a is b
  or   at least 1 c: Person where near(a, c) and connected(c, b)

define kin(a: Person, b: Person)
  when ancestor(a, b)
  or   ancestor(b, a)
  unless odd(a)

define cut-off(a: Person, b: Person)
  when not connected(a, b)

define keeper(a: Person)
  when odd(a)
  in force until 31 May 2013

define keeper(a: Person)
  when parent(a, some b: Person)
  in force from 1 June 2013

define generous(a: Person)
  when odd(a)
  status announced

decide helper(a: Person): Person first for b: Person
{
  odd(a)       then a
  near(a, b)   then b on behalf of a
  otherwise    none \"nobody is near\"
}

decide guardian(a: Person): Person unique
{
  odd(a)                         then a
  near(a, a)                     then a
}

decide either(a: Person): Person unique
{
  odd(a)        then a
  not odd(a)    then a
}
";

const WHO: &str = "
given
  ann is a Person
  bob is a Person
  cat is a Person
  dan is a Person
  parent(ann, bob)
  parent(bob, cat)
";

fn conditions(given: &str, expect: &str) {
    let scenario =
        format!("scenario \"Conditions\"\n  as of 30 June 2013\n{WHO}{given}\nexpect\n{expect}\n");
    met(POLICY, &scenario);
}

#[test]
fn s11_recursive_definitions_say_what_certainly_and_what_may_hold() {
    conditions(
        "  unknown parent(cat, dan)
  near(ann, bob)
  near(bob, ann)
  near(bob, cat)
",
        "  ancestor(ann, cat)
  not ancestor(cat, ann)
  ancestor(ann, dan) is unknown
  not ancestor(dan, ann)
  connected(ann, cat)
  not connected(cat, ann)
  cut-off(cat, ann)
  not cut-off(ann, cat)
  kin(cat, ann)
",
    );
}

#[test]
fn s11_unless_defeats_every_when() {
    conditions(
        "  odd(ann)
  unknown odd(cat)
",
        "  not kin(ann, cat)
  kin(cat, ann) is unknown
  kin(bob, ann)
  not kin(cat, dan)
",
    );
}

#[test]
fn s4_6_the_version_of_the_day_is_asked() {
    conditions(
        "  odd(dan)\n",
        "  keeper(dan) on 31 May 2013
  not keeper(dan) on 1 June 2013
  not keeper(ann) on 31 May 2013
  keeper(ann) on 1 June 2013
",
    );
}

#[test]
fn s10_what_is_only_announced_holds_where_it_is_assumed() {
    conditions("  odd(dan)\n", "  not generous(dan)\n");
    let assumed = format!(
        "scenario \"Assumed\"\n  as of 30 June 2013\n  assuming generous\n{WHO}  odd(dan)\n\nexpect\n  generous(dan)\n"
    );
    met(POLICY, &assumed);
}

#[test]
fn s11_a_decision_carries_rows_that_are_unknown() {
    conditions(
        "  near(ann, bob)
  near(bob, cat)
  unknown odd(bob)
  odd(cat)
",
        "  helper(ann) is bob
  helper(bob) is unknown
  not (helper(bob) is dan)
  (helper(bob) is cat) is unknown
  helper(cat) is cat
  helper(dan) is nobody
  principal of helper(ann) is ann
  guardian(cat) is cat
  either(bob) is bob
",
    );
}
