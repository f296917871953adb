//! S1: hours and clear days in conditions, working days at the edge of a calendar; who exists when (S2); the states of norms and
//! acts that may be void, as conditions read them (S2, S5).

use crate::told::{met, outcome, unmet};

const POLICY: &str = "\
policy ward \"A ward\"
  rank Act
  in force from 1 April 2000
  powers of Trust are exhaustive

kind Person
kind Trust, statutory
kind Unit is a Trust

york is a Trust

calendar england from 2013 to 2013 { holidays 6 May 2013 }

act admit(person: Person)
act see(person: Person)
act close()

fact allowed(t: Trust)

power admit-anyone {
  holder  t: Trust
  may     admit(person: p: Person)
  if      allowed(t)
}

freedom see-anyone {
  holder  t: Trust
  may     see(person: p: Person)
}

freedom close-itself {
  holder  t: Trust
  may     close()
}

duty see-in-time {
  bearer  t: Trust
  when    t does admit(person: p) as admission
  must    see(person: p) within 4 hours from admission
}

define seen-at-once(t: Trust, p: Person)
  when latest admit(person: p) by t as x and t has done see(person: p) within 4 hours from x

define quiet(t: Trust)
  when at most 1 p: Person where t has done see(person: p)

define seen-enough(t: Trust)
  when count of see by t at least 2

define late(t: Trust)
  when see-in-time of t is breached

define was-allowed(t: Trust)
  when latest close by t as x and allowed(t) just before x
";

const WHO: &str = "
given
  bath is a Trust
  ann is a Person
  bob is a Person
";

fn story(given: &str, timeline: &str, expect: &str) -> String {
    format!(
        "scenario \"Story\"\n  as of 30 June 2013\n{WHO}{given}\ntimeline\n{timeline}\nexpect\n{expect}\n"
    )
}

#[test]
fn s1_2_hours_run_by_the_clock_where_times_are_said() {
    let timeline = |seen: &str| {
        format!(
            "  1 May 2013 10:00  york does admit(person: ann)\n  1 May 2013 {seen}  york does see(person: ann)\n"
        )
    };
    met(
        POLICY,
        &story(
            "  allowed(york)\n",
            &timeline("14:00"),
            "  seen-at-once(york, ann)",
        ),
    );
    met(
        POLICY,
        &story(
            "  allowed(york)\n",
            &timeline("14:01"),
            "  not seen-at-once(york, ann)",
        ),
    );
}

#[test]
fn s1_2_a_time_that_is_not_said_leaves_hours_open_where_it_matters() {
    met(
        POLICY,
        &story(
            "  allowed(york)\n",
            "  1 May 2013  york does admit(person: ann)
  1 May 2013  york does see(person: ann)
  2 May 2013  york does admit(person: bob)
  4 May 2013  york does see(person: bob)
",
            "  seen-at-once(york, ann) is unknown
  not seen-at-once(york, bob)
",
        ),
    );
}

#[test]
fn s2_acts_that_may_be_void_count_as_a_range_and_void_ones_not_at_all() {
    let timeline = "  1 May 2013  york does admit(person: ann)   as admission
  2 May 2013  york does see(person: ann)
";
    let asked = |given: &str, expect: &str| met(POLICY, &story(given, timeline, expect));
    asked(
        "  allowed(york)\n",
        "  act admission is lawful\n  york has done admit\n  count of admit by york is 1\n",
    );
    asked(
        "  unknown allowed(york)\n",
        "  act admission is undetermined
  (york has done admit) is unknown
  (count of admit by york) at most 1
  (count of admit by york) at least 0
  ((count of admit by york) is 1) is unknown
",
    );
    asked(
        "  not allowed(york)\n",
        "  act admission is void\n  not (york has done admit)\n  count of admit by york is 0\n",
    );
}

#[test]
fn s4_2_the_state_of_a_norm_is_read_and_a_late_discharge_undoes_no_breach() {
    met(
        POLICY,
        &story(
            "  allowed(york)\n",
            "  1 May 2013  york does admit(person: ann)
  10 May 2013  york does see(person: ann)
",
            "  late(york)
  not late(york) on 1 May 2013
  late(york) on 5 May 2013
  not late(bath)
",
        ),
    );
}

#[test]
fn s3_just_before_an_act_is_not_what_it_or_others_changed_later() {
    met(
        POLICY,
        &story(
            "",
            "  1 May 2013  allowed(york) begins
  2 May 2013  york does close()
  2 May 2013  allowed(york) ends
  3 May 2013  bath does close()
  3 May 2013  allowed(bath) begins
",
            "  was-allowed(york)\n  not was-allowed(bath)\n  not allowed(york)\n  allowed(bath)\n",
        ),
    );
}

#[test]
fn s2_whoever_is_established_by_name_does_not_exist_before() {
    met(
        POLICY,
        &story(
            "  hull is a Unit\n  hull is abolished from 1 June 2013\n",
            "  1 May 2013  bath is established\n  2 May 2013  york does close()\n",
            "  (count of t: Trust where t is a Trust) is 2 on 30 April 2013
  (count of t: Trust where t is a Trust) is 3 on 1 May 2013
  (count of t: Trust where t is a Trust) is 2 on 1 June 2013
  (some t: Unit where t is not york) on 31 May 2013
",
        ),
    );
}

#[test]
fn counts_of_what_was_done_for_different_people() {
    met(
        POLICY,
        &story(
            "",
            "  1 May 2013  york does see(person: ann)
  2 May 2013  york does see(person: ann)
  2 May 2013  bath does see(person: ann)
  2 May 2013  bath does see(person: bob)
",
            "  quiet(york)\n  not quiet(bath)\n  seen-enough(york)\n  not seen-enough(york) on 1 May 2013\n",
        ),
    );
}

#[test]
fn s1_3_working_days_past_the_calendar_are_an_error_and_no_guess() {
    let outcome = outcome(
        POLICY,
        &story(
            "",
            "  1 May 2013  york does close()\n",
            "  400 working days after 1 May 2013 is 1 January 2015\n",
        ),
    );
    let (_, said) = unmet(&outcome);
    assert!(said.contains("calendar"), "{said}");
}
