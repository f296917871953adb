//! Order (S3): deadlines, what begins, the day's events; what is read, what applies at once, what is set off.

use crate::meaning::{check, errors, record};

const DOOR: &str = r#"
policy door
kind Guard
fact open()
act unlock()
act enter()
transition opens {
  when    p: Guard does unlock() as u
  effect  open() begins
}
duty only-when-open {
  bearer  g: Guard
  when    g does enter() as entry
  must ensure open()
}
"#;

#[test]
fn s3_two_events_of_one_day_in_both_orders() {
    check(
        DOOR,
        r#"
background
given
  g is a Guard

scenario "Unlocked first"
  as of 2 May 2013
timeline
  1 May 2013  g does unlock()
  1 May 2013  g does enter() as entry
expect
  duty only-when-open of g for entry is discharged
  act entry is lawful

scenario "Entered first"
  as of 2 May 2013
timeline
  1 May 2013  g does enter() as entry
  1 May 2013  g does unlock()
expect
  duty only-when-open of g for entry is breached on 1 May 2013
  act entry is valid but in breach
  act entry breaches only-when-open
"#,
    );
}

#[test]
fn s3_the_record_says_that_the_order_of_the_day_matters() {
    let scenario = |first: &str, second: &str| {
        format!(
            "scenario \"A day\"\n  as of 2 May 2013\ngiven\n  g is a Guard\ntimeline\n  {first} g does unlock()\n  {second} g does enter() as entry\n"
        )
    };
    let (_, same) = record(DOOR, &scenario("1 May 2013", "1 May 2013"));
    assert!(same.acts[1].order_matters || same.duties[0].order_matters);
    let (_, other) = record(DOOR, &scenario("30 April 2013", "1 May 2013"));
    assert!(!other.acts[1].order_matters && !other.duties[0].order_matters);
}

#[test]
fn s3_deadlines_pass_on_the_closing_state_before_what_begins_today() {
    check(
        r#"
policy closing
  in force from 1 April 2012
kind Body
fact solvent(body: Body)
act answer()
event asked(body: Body)
duty be-solvent {
  bearer  b: Body
  each    financial-year y
  must have solvent(b) on end of y
}
"#,
        r#"
background
given
  a is a Body

scenario "It holds on the last day and ends with it"
  as of 30 April 2013
given
  solvent(a) until 31 March 2013
expect
  duty be-solvent of a for 2012/13 is discharged

scenario "It begins the day after"
  as of 30 April 2013
given
  solvent(a) from 1 April 2013
expect
  duty be-solvent of a for 2012/13 is breached on 1 April 2013
"#,
    );
}

#[test]
fn s3_effects_are_read_together_and_applied_at_once() {
    check(
        r#"
policy swap
kind Body
fact holds-it(body: Body)
event exchange(one: Body, other: Body)
transition exchanges {
  when    exchange(one: a, other: b) as e
  effect  holds-it(x) ends for every x: Body where holds-it(x)
  effect  holds-it(x) begins for every x: Body where not holds-it(x)
}
"#,
        r#"
scenario "They swap"
  as of 2 May 2013
given
  a is a Body
  b is a Body
  holds-it(a)
timeline
  1 May 2013  exchange(one: a, other: b)
expect
  holds-it(b)
  not holds-it(a)
  holds-it(a) on 30 April 2013
"#,
    );
}

#[test]
fn s3_two_effects_that_set_one_fact_differently_are_an_error() {
    let messages = errors(
        r#"
policy quarrel
kind Body
fact open()
event bell()
transition opens {
  when    bell() as b
  effect  open() begins
}
transition shuts {
  when    bell() as b
  effect  open() ends
}
"#,
        r#"
scenario "A bell"
  as of 2 May 2013
given
  a is a Body
timeline
  1 May 2013  bell()
expect
  open()
"#,
    );
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("open"), "{messages:?}");
}

#[test]
fn s3_what_changes_set_off_goes_on_until_nothing_changes() {
    check(
        r#"
policy dominoes
kind Body
fact one()
fact two()
fact three()
event push()
act pick-up()
transition first {
  when    push() as p
  effect  one() begins
}
transition second {
  when    one() begins
  effect  two() begins
}
transition third {
  when    two() begins
  effect  three() begins
}
duty tidy {
  bearer  b: Body
  when    three() begins
  must    pick-up() within 7 days from start of 2013/14
}
"#
        .replace(
            "when    three() begins\n  must    pick-up() within 7 days from start of 2013/14",
            "when    three() begins as end\n  must    pick-up() within 7 days from end",
        )
        .as_str(),
        r#"
scenario "All fall"
  as of 31 May 2013
given
  a is a Body
timeline
  1 May 2013  push()
  9 May 2013  a does pick-up()
expect
  three()
  duty tidy of a is breached on 9 May 2013
  duty tidy of a is discharged late on 9 May 2013
"#,
    );
}

#[test]
fn s3_dated_transitions_happen_at_the_start_of_their_day() {
    check(
        r#"
policy reform
kind Authority
kind Trust
fact old(body: Authority)
left is a Trust
functions { health }
event asked(body: Authority)
act answer() under health
transition reforms {
  on      1 April 2002
  effect  health of h passes to left for every h: Authority where old(h)
  effect  h is abolished for every h: Authority where old(h)
}
duty answer-it {
  bearer  b: Authority
  when    asked(body: b) as q
  must    answer() within 28 days from q
}
"#,
        r#"
scenario "The authorities go"
  as of 29 April 2002
given
  ha-1 to ha-3 are Authority
  old(ha-1)
  old(ha-2)
timeline
  31 March 2002  asked(body: ha-1) as q
  1 April 2002   asked(body: ha-1) as r
  1 April 2002   asked(body: ha-3) as s
  2 April 2002   left does answer()
expect
  duty answer-it of ha-1 for q is discharged on 2 April 2002
  duty answer-it of ha-1 for r does not arise
  duty answer-it of ha-3 for s is pending
  count of h: Authority is 1
"#,
    );
}

#[test]
fn s3_one_instance_for_one_moment_bearer_and_bindings() {
    let (_, record) = record(
        r#"
policy once
kind Body
fact one()
fact two()
event push()
act answer()
transition pushes {
  when    push() as p
  effect  one() begins
  effect  two() begins
}
duty answer-it {
  bearer  b: Body
  when    one() begins or two() begins
  must    answer() promptly
}
"#,
        r#"
scenario "Pushed"
  as of 2 May 2013
given
  a is a Body
timeline
  1 May 2013  push()
"#,
    );
    assert_eq!(record.duties.len(), 1);
}

#[test]
fn s3_reordering_declarations_changes_no_verdict() {
    let duties = [
        "duty one {\n  bearer  b: Body\n  when    asked(body: b) as q\n  must    answer() within 7 days from q\n}\n",
        "duty two {\n  bearer  b: Body\n  when    asked(body: b) as q\n  must    answer() within 9 days from q\n}\n",
        "prohibition three {\n  bearer  b: Body\n  must not  answer()\n  unless  asked-for(b)\n}\n",
    ];
    let head = "policy order\nkind Body\nevent asked(body: Body)\nfact asked-for(body: Body)\nact answer()\n";
    let scenario = r#"
scenario "Asked"
  as of 31 May 2013
given
  a is a Body
timeline
  1 May 2013  asked(body: a) as q
  9 May 2013  a does answer() as answer
expect
  duty one of a for q is discharged late on 9 May 2013
  duty two of a for q is discharged on 9 May 2013
  act answer is valid but in breach
  act answer breaches three
"#;
    check(
        &format!("{head}{}{}{}", duties[0], duties[1], duties[2]),
        scenario,
    );
    check(
        &format!("{head}{}{}{}", duties[2], duties[1], duties[0]),
        scenario,
    );
}

const OVERRIDDEN: &str = "
duty reply {
  bearer  b: Body
  when    asked(body: b) as question
  must    answer() within 14 days from question
}
";

const OVERRIDER: &str = "
duty be-silent {
  bearer  b: Body
  when    asked(body: b) as question
  if      secret(b)
  must    hush() within 28 days from question
  overrides reply
}
";

#[test]
fn s3_s10_what_gives_way_makes_no_instance_whichever_stands_first() {
    let words = "policy p\nkind Body\nevent asked(body: Body)\nact answer()\nact hush()\nfact secret(body: Body)\n";
    for [one, other] in [[OVERRIDDEN, OVERRIDER], [OVERRIDER, OVERRIDDEN]] {
        check(
            &format!("{words}{one}{other}"),
            r#"
scenario "Asked about a secret"
  as of 30 June 2013
given
  a, b are Body
  secret(a)
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  asked(body: b) as r
expect
  duty reply of a does not arise
  duty be-silent of a for q is breached on 30 May 2013
  duty be-silent of b does not arise
  duty reply of b for r is breached on 17 May 2013
"#,
        );
    }
}
