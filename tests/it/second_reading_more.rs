//! More of what the random packs of the second reading (`reference/`) found, each as a small case.

use vires::{policy::expr::StateWord, record::reason::Truth};

use crate::meaning::{check, record};

const TALKS: &str = r#"
policy talks
  rank      Act
  in force  from 1 October 2015
kind Body, statutory {
  size : number
}
kind Sub is a Body
functions { work }
act talk(to: Body) under work
act pay(to: Body, amount: money) under work
fact near(a: Body, b: Body)
fact wise(b: Body)
fact told(b: Body): number
judgement fine(b: Body)
"#;

#[test]
fn s4_1_what_arises_past_its_deadline_is_not_discharged_by_its_test() {
    check(
        &format!(
            "{TALKS}
duty be-wise {{
  bearer    b: Body where size of b at least 20
  must have wise(b) on 29 November 2015
  in force  from 1 March 2016
}}
"
        ),
        r#"
scenario "Whether it binds is unknown"
  as of 30 April 2016
given
  x is a Body
  wise(x)
expect
  duty be-wise of x is undetermined
"#,
    );
}

#[test]
fn s4_2_an_act_that_may_be_void_leaves_the_duty_undetermined_from_its_day() {
    check(
        &format!(
            "{TALKS}
duty talk-once {{
  bearer  b: Sub
  must    talk by 31 December 2015
}}
duty rejoice {{
  bearer  b: Sub
  when    b does pay(to: y)
  must    talk by 31 January 2016
  if      (talk-once of b is discharged)
}}
immunity left-alone {{
  holder  c: Body
  no      Body may talk(to: c)
  if      told(c) at least 3
}}
"
        ),
        r#"
scenario "Whether the immunity stands is unknown"
  as of 20 December 2015
given
  x is a Sub
  y is a Body
timeline
  2 December 2015   x does talk(to: y) as first
  10 December 2015  x does pay(to: y, amount: £1) as gift
expect
  act first is undetermined
  duty talk-once of x is pending as at 1 December 2015
  duty talk-once of x is undetermined as at 2 December 2015
  duty rejoice of x is undetermined
"#,
    );
}

#[test]
fn s4_2_an_act_that_counts_discharges_what_an_uncertain_one_left_open() {
    check(
        &format!(
            "{TALKS}
duty talk-once {{
  bearer  b: Sub
  must    talk by 31 December 2015
}}
immunity left-alone {{
  holder  c: Body
  no      Body may talk(to: c)
  if      told(c) at least 3
}}
"
        ),
        r#"
scenario "The second talk is plain"
  as of 31 January 2016
given
  x is a Sub
  y, z are Body
  told(z) is 1
timeline
  2 December 2015  x does talk(to: y) as first
  3 December 2015  x does talk(to: z) as second
expect
  duty talk-once of x is undetermined as at 2 December 2015
  duty talk-once of x is discharged on 3 December 2015
"#,
    );
}

#[test]
fn s4_2_what_only_its_until_leaves_open_was_not_discharged() {
    check(
        &format!(
            "{TALKS}
duty talk-monthly {{
  bearer  b: Sub
  each    month m
  must    talk(to: b) by 10 days after start of m
  until   fine(b)
}}
duty rejoice {{
  bearer  b: Sub
  when    b does pay(to: y)
  must    talk by 31 March 2016
  if      (talk-monthly of b is discharged)
}}
"
        ),
        r#"
scenario "Nobody has judged"
  as of 31 January 2016
given
  x is a Sub
  y is a Body
timeline
  20 January 2016  x does pay(to: y, amount: £1)
expect
  duty talk-monthly of x for December 2015 is undetermined
  duty rejoice of x does not arise
"#,
    );
}

#[test]
fn s6_a_power_of_higher_rank_that_is_not_certain_does_not_brush_an_immunity_aside() {
    check(
        r#"
policy talks
  rank      Act
  in force  from 1 October 2015
kind Body {
  size : number
}
act talk(to: Body)
duty talk-once {
  bearer  b: Body where size of b at least 20
  must    talk(to: x) by 28 October 2015
}
immunity left-alone {
  holder  c: Body
  no      Body may talk(to: c)
  rank    regulations
}
"#,
        r#"
scenario "How large it is nobody says"
  as of 31 December 2015
given
  small, large, untold are Body
  size of small is 1
  size of large is 30
timeline
  1 October 2015  small does talk(to: large) as by-small
  2 October 2015  large does talk(to: small) as by-large
  3 October 2015  untold does talk(to: small) as by-untold
expect
  act by-small is void
  act by-large is lawful
  act by-untold is undetermined
"#,
    );
}

#[test]
fn s7_1_whether_anything_is_left_of_a_link_may_be_unknown() {
    let (_, found) = record(
        &format!(
            "{TALKS}
delegation any {{
  from  c: Body
  to    d: Body
  of    work
}}
reserved work of Body if wise(body)
"
        ),
        r#"
scenario "Whether it is reserved is unknown"
  as of 31 December 2015
given
  x, y, z are Body
  unknown wise(x)
  wise(z)
timeline
  1 November 2015  x delegates work to y as maybe
  2 November 2015  y delegates work to x as surely
  3 November 2015  z delegates work to y as never
"#,
    );
    let valid: Vec<Truth> = found.links.iter().map(|link| link.valid).collect();
    assert_eq!(valid, [Truth::Unknown, Truth::True, Truth::False]);
}

#[test]
fn s4_1_one_period_has_one_instance_though_the_norm_binds_again() {
    let (_, found) = record(
        &format!(
            "{TALKS}
duty talk-yearly {{
  bearer  b: Body where wise(b)
  each    financial-year y
  must achieve fine(b) by end of y
}}
transition all-wise {{
  on      31 March 2016
  effect  wise(g) begins for every g: Body where near(hub, g)
}}
hub is a Body
"
        ),
        r#"
scenario "One is wise twice"
  as of 31 March 2016
given
  x, y are Body
  near(hub, x)
  near(hub, y)
  wise(x) until 28 February 2016
"#,
    );
    assert_eq!(found.duties.len(), 2, "one for each");
}

#[test]
fn s4_5_a_duty_carries_power_though_another_overrides_it() {
    check(
        &format!(
            "{TALKS}
duty talk-once {{
  bearer  b: Body
  must    talk by 31 March 2016
}}
duty pay-instead {{
  bearer     b: Body
  must       pay by 31 March 2016
  overrides  talk-once
}}
"
        ),
        r#"
scenario "Talking all the same"
  as of 30 April 2016
given
  x, y are Body
timeline
  1 December 2015  x does talk(to: y) as first
expect
  act first is lawful
  duty talk-once of x does not arise
"#,
    );
}

#[test]
fn s3_what_an_act_triggers_is_looked_at_with_the_act_done() {
    check(
        &format!(
            "{TALKS}
duty be-silent {{
  bearer  b: Sub
  when    b does talk(to: y)
  must achieve count of talk by b is 0 by 31 December 2015
}}
"
        ),
        r#"
scenario "It has talked"
  as of 31 January 2016
given
  x is a Sub
  y is a Body
timeline
  1 December 2015  x does talk(to: y) as first
expect
  duty be-silent of x is breached on 1 January 2016
"#,
    );
}

#[test]
fn s4_4_what_may_not_have_bound_is_not_discharged_by_the_end_of_its_bearer() {
    let (_, found) = record(
        &format!(
            "{TALKS}
duty stay-plain {{
  bearer  b: Body where size of b at least 20
  must keep not wise(b)
}}
transition end {{
  on      1 December 2015
  effect  hub is abolished
}}
hub is a Body
"
        ),
        r#"
scenario "It ends"
  as of 31 January 2016
"#,
    );
    let states: Vec<StateWord> = found.duties.iter().map(|duty| duty.state).collect();
    assert_eq!(states, [StateWord::Undetermined]);
}

#[test]
fn s7_3_of_two_links_to_a_delegate_one_that_permits_supports_what_it_gives_on() {
    check(
        &format!(
            "{TALKS}
power speak {{
  holder  c: Body
  may     talk()
}}
delegation any {{
  from            a
  to              d: Body
  of              work
  sub-delegation  permitted
}}
a is a Body
"
        ),
        r#"
scenario "One link permits, the other does not"
  as of 31 March 2016
given
  b, c, d are Body
  b delegates talk to c with sub-delegation not permitted as shut
timeline
  1 November 2015  a delegates work to b as first
  2 November 2015  b delegates work to c as second
  3 November 2015  c delegates work to d as third
  4 November 2015  d does talk(to: a) on behalf of a as talked
expect
  link third is valid
  act talked is lawful
"#,
    );
}

#[test]
fn s7_2_a_condition_on_one_link_does_not_spoil_another_that_permits() {
    check(
        &format!(
            "{TALKS}
power speak {{
  holder  c: Body
  may     talk()
}}
delegation any {{
  from            b1
  to              d: Body
  of              work
  sub-delegation  permitted
}}
b1 is a Body
"
        ),
        r#"
scenario "Two links from one to one"
  as of 31 March 2016
given
  b2, b3 are Body
timeline
  1 November 2015  b1 delegates work to b2 with sub-delegation permitted if wise(b1) as shut
  2 November 2015  b1 delegates work to b2 with sub-delegation permitted as open
  3 November 2015  b2 delegates work to b3 as further
  4 November 2015  b3 does talk(to: b2) on behalf of b1 as talked
expect
  link further is valid
  act talked is lawful
"#,
    );
}

#[test]
fn s7_1_a_rule_limits_what_its_giver_holds_and_not_what_it_passes_on() {
    check(
        &format!(
            "{TALKS}
power act {{
  holder  c: Body
  may     talk()
}}
power spend {{
  holder  c: Body
  may     pay()
}}
delegation pay-only {{
  from            b
  to              d: Body
  of              pay
}}
b is a Body
"
        ),
        r#"
scenario "Own by the rule, and on from another"
  as of 31 March 2016
given
  a, c are Body
  a delegates talk to b with sub-delegation permitted as given
timeline
  1 November 2015  b delegates work to c as both
  2 November 2015  c does pay(to: a, amount: £1) on behalf of b as own-pay
  3 November 2015  c does talk(to: a) on behalf of b as own-talk
  4 November 2015  c does talk(to: b) on behalf of a as passed-talk
  5 November 2015  c does pay(to: b, amount: £1) on behalf of a as passed-pay
expect
  act own-pay is lawful
  act own-talk is void
  act passed-talk is lawful
  act passed-pay is void
"#,
    );
}

#[test]
fn s7_what_the_law_delegates_can_be_given_on_and_joins_a_chain() {
    check(
        &format!(
            "{TALKS}
power speak {{
  holder  c: Body
  may     talk()
}}
delegation by-law {{
  from            c: Body
  to              d: Sub
  of              work
  standing
  sub-delegation  permitted
}}
"
        ),
        r#"
scenario "From one by law to another, and on"
  as of 31 March 2016
given
  top, far is a Body
  low is a Sub
  mid is a Body
  top delegates work to mid with sub-delegation permitted as given
timeline
  1 November 2015  low delegates work to far as further
  2 November 2015  far does talk(to: low) on behalf of mid as one-step
  3 November 2015  low does talk(to: far) on behalf of top as through-mid
  4 November 2015  far does talk(to: mid) on behalf of top as all-the-way
expect
  link further is valid
  act one-step is lawful
  act through-mid is lawful
  act all-the-way is lawful
"#,
    );
}

#[test]
fn s7_4_a_given_link_that_says_nothing_of_sub_delegation_takes_it_from_the_rule_that_fits() {
    let pack = |sub: &str| {
        format!(
            "{TALKS}
power speak {{
  holder  c: Body
  may     talk()
}}
delegation any {{
  from            c: Body
  to              d: Body
  of              talk
  sub-delegation  {sub}
}}
"
        )
    };
    let story = |word: &str| {
        format!(
            r#"
scenario "A chain of two"
  as of 31 March 2016
given
  a, b, c are Body
  a delegates talk to b as one
  b delegates talk to c as two
timeline
  2 November 2015  c does talk(to: b) on behalf of a as talked
expect
  act talked is {word}
"#
        )
    };
    check(&pack("permitted"), &story("lawful"));
    check(&pack("not permitted"), &story("void"));
}

#[test]
fn s10_an_override_begins_with_the_act_that_makes_it_apply() {
    check(
        &format!(
            "{TALKS}
power spend {{
  holder  c: Body
  may     pay()
}}
duty talk-once {{
  bearer  b: Sub
  must    talk by 31 March 2016
}}
duty keep-plain {{
  bearer  b: Sub
  must keep not wise(b)
}}
duty rest {{
  bearer     b: Sub
  must       talk by 30 April 2016
  if         (total amount of pay by b more than £10)
  overrides  talk-once, keep-plain
}}
"
        ),
        r#"
scenario "It has paid enough"
  as of 30 April 2016
given
  x is a Sub
  y is a Body
timeline
  1 November 2015  x does pay(to: y, amount: £6)
  2 December 2015  x does pay(to: y, amount: £6)
expect
  duty talk-once of x is pending as at 1 December 2015
  duty talk-once of x is released on 2 December 2015
  duty keep-plain of x is released on 2 December 2015
"#,
    );
}

#[test]
fn s10_an_override_of_which_nobody_knows_leaves_the_duty_undetermined() {
    check(
        &format!(
            "{TALKS}
duty talk-once {{
  bearer  b: Sub
  must    talk by 31 March 2016
}}
duty keep-plain {{
  bearer  b: Sub
  must keep not wise(b)
}}
duty rest {{
  bearer     b: Sub
  must       talk by 30 April 2016
  if         told(b) at least 3
  overrides  talk-once, keep-plain
}}
"
        ),
        r#"
scenario "What it was told is not known for a while"
  as of 30 April 2016
given
  x is a Sub
  told(x) is 1 until 30 November 2015
expect
  duty talk-once of x is pending as at 30 November 2015
  duty talk-once of x is undetermined on 1 December 2015
  duty keep-plain of x is undetermined on 1 December 2015
"#,
    );
}

#[test]
fn s2_what_was_undetermined_at_its_end_may_have_been_discharged() {
    check(
        &format!(
            "{TALKS}
duty stay-low {{
  bearer  b: Sub
  each    month m
  must keep told(b) at most 2
}}
duty see-it-done {{
  bearer  b: Sub
  must achieve (stay-low of b is discharged) by 1 January 2016
}}
"
        ),
        r#"
scenario "Nobody says what it was told"
  as of 31 January 2016
given
  x is a Sub
expect
  duty see-it-done of x is undetermined
"#,
    );
}

#[test]
fn s4_2_what_arose_past_its_deadline_is_discharged_late_when_a_state_changes() {
    check(
        &format!(
            "{TALKS}
duty pay-soon {{
  bearer  b: Body
  when    wise(b) begins as e
  must    pay within 28 days from e
}}
duty see-it-begun {{
  bearer  b: Sub
  when    a: Body does talk(to: b) as e
  must achieve (pay-soon of b is pending) by 27 December 2015
}}
power make-wise {{
  holder  c: Body
  may     talk(to: x)
  effect  wise(x) begins
}}
"
        ),
        r#"
scenario "Late, but then so"
  as of 1 April 2016
given
  x is a Sub
  y is a Body
timeline
  28 February 2016  y does talk(to: x) as first
expect
  duty see-it-begun of x is discharged late on 29 February 2016
"#,
    );
}
