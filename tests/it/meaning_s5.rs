//! Acts (S5): validity and compliance, authority, limits, agreement, joint acts, orders that set aside.

use vires::record::act::VerdictWord;

use crate::meaning::{check, errors, record};

/// A statutory kind with a power, and one without a complete list.
const POWERS: &str = r#"
policy powers
  in force from 1 April 2013
  powers of Council are exhaustive
  powers of Group are not exhaustive

kind Council, statutory
kind Group, statutory
kind Shop
fact arranged(council: Council)
judgement suitable(council: Council)

act pool(amount: money)
act lend(amount: money)
act dance()
fact pooled(council: Council)

power pooling {
  holder  c: Council
  may     pool()
  if      arranged(c)
  effect  pooled(c) begins
}
power group-pooling {
  holder  g: Group
  may     pool()
  if      g has done dance()
}
power lending {
  holder  c: Council
  may     lend()
  up to   £100 in each financial-year
}
prohibition no-dancing {
  bearer    c: Council
  must not  dance()
}
"#;

#[test]
fn s5_the_words_for_an_act() {
    check(
        POWERS,
        r#"
scenario "All sorts of acts"
  as of 30 June 2013
given
  c is a Council
  d is a Council
  e is a Council from 1 June 2013
  g is a Group
  s is a Shop
  arranged(c)
  unknown arranged(e)
timeline
  1 March 2013  c does pool(amount: £1) as early
  1 May 2013    c does pool(amount: £1) as good
  1 May 2013    d does pool(amount: £1) as unarranged
  1 May 2013    c does dance() as dancing
  1 May 2013    g does lend(amount: £1) as unlisted
  1 May 2013    s does lend(amount: £1) as of-a-shop
  1 May 2013    e does lend(amount: £1) as before-its-time
  2 June 2013   e does pool(amount: £1) as unknown-arrangement
  3 May 2013    g does pool(amount: £1) as group-too-soon
expect
  act early is not judged
  act good is lawful
  act unarranged is void
  act unarranged is not ultra vires
  act dancing is ultra vires
  act dancing breaches no-dancing
  act unlisted is not listed
  act of-a-shop is lawful
  act before-its-time is void
  act unknown-arrangement is undetermined
  act group-too-soon is void
  pooled(c)
  not pooled(d)
  pooled(e) is unknown
"#,
    );
}

#[test]
fn s5_1_an_authority_that_hangs_only_on_a_judgement_leaves_it_not_listed() {
    check(
        r#"
policy judged
  powers of Group are not exhaustive
  powers of Council are exhaustive
kind Group, statutory
kind Council, statutory
judgement suitable(body: text)
act pool()
power group-pooling {
  holder  g: Group
  may     pool()
  if      suitable("group")
}
power council-pooling {
  holder  c: Council
  may     pool()
  if      suitable("council")
}
"#,
        r#"
scenario "Nobody has judged"
  as of 30 June 2013
given
  g is a Group
  c is a Council
timeline
  1 May 2013  g does pool() as of-group
  1 May 2013  c does pool() as of-council
expect
  act of-group is not listed
  act of-council is undetermined
"#,
    );
}

#[test]
fn s5_limits_with_this_act_added() {
    check(
        POWERS,
        r#"
scenario "Up to the limit, over it, and a new year"
  as of 30 June 2014
given
  c is a Council
timeline
  1 May 2013     c does lend(amount: £60) as one
  2 May 2013     c does lend(amount: £40) as two
  3 May 2013     c does lend(amount: £1) as three
  31 March 2014  c does lend(amount: £1) as four
  1 April 2014   c does lend(amount: £100) as five
expect
  act one is lawful
  act two is lawful
  act three is void because
  act four is void
  act five is lawful
"#
        .replace("act three is void because\n", "act three is void\n")
        .as_str(),
    );
}

#[test]
fn s5_limits_per_act_per_argument_and_in_total() {
    check(
        r#"
policy limits
  powers of Council are exhaustive
kind Council, statutory
kind Project
act buy(amount: money, project: Project)
act give(amount: money)
act pay(amount: money)
power buying {
  holder  c: Council
  may     buy()
  up to   £100 per project
}
power giving {
  holder  c: Council
  may     give()
  below   £10 per act
}
power paying {
  holder  c: Council
  may     pay()
  up to   £10 in total
}
"#
        .replace("  below   £10 per act\n", "  up to   £10 per act\n")
        .as_str(),
        r#"
scenario "Limits"
  as of 30 June 2015
given
  c is a Council
  p is a Project
  q is a Project
timeline
  1 May 2013  c does buy(amount: £70, project: p) as one
  2 May 2013  c does buy(amount: £70, project: q) as two
  3 May 2013  c does buy(amount: £31, project: p) as three
  4 May 2013  c does buy(amount: £30, project: p) as four
  5 May 2013  c does give(amount: £10) as five
  6 May 2013  c does give(amount: £10) as six
  7 May 2013  c does give(amount: £10.01) as seven
  8 May 2013  c does pay(amount: £10) as eight
  9 May 2014  c does pay(amount: £0.01) as nine
expect
  act one is lawful
  act two is lawful
  act three is void
  act four is lawful
  act five is lawful
  act six is lawful
  act seven is void
  act eight is lawful
  act nine is void
"#,
    );
}

#[test]
fn s5_2_void_acts_have_no_effects_discharge_nothing_and_are_not_done() {
    check(
        r#"
policy void-acts
  powers of Council are exhaustive
kind Council, statutory
kind Clerk
fact allowed(council: Council)
event asked(council: Council)
act answer()
duty answer-it {
  bearer  c: Council where allowed(c)
  when    clerk: Clerk does ask(of: c) as q
  must    answer() within 7 days from q
}
act ask(of: Council)
"#
        .replace("event asked(council: Council)\n", "")
        .as_str(),
        r#"
background
given
  c is a Council
  k is a Clerk

scenario "The power goes with the standing"
  as of 30 June 2013
given
  allowed(c) until 2 May 2013
timeline
  1 May 2013  k does ask(of: c) as q
  3 May 2013  c does answer() as late-answer
expect
  act late-answer is ultra vires
  duty answer-it of c for q is breached on 9 May 2013
  not c has done answer()
"#
        .replace(
            "  not c has done answer()\n",
            "  count of answer() by c during 2013/14 is 0\n",
        )
        .as_str(),
    );
}

#[test]
fn s5_2_an_undetermined_act_counts_as_a_range_and_may_discharge() {
    check(
        r#"
policy ranges
  powers of Council are exhaustive
kind Council, statutory
kind Clerk
fact arranged(council: Council)
event billed(council: Council)
act pay(amount: money)
act spend(amount: money)
power spending {
  holder  c: Council
  may     spend()
  if      arranged(c)
}
duty spend-some {
  bearer  c: Council
  when    billed(council: c) as bill
  must    pay() within 7 days from bill
}
prohibition no-paying-when-arranged {
  bearer    c: Council
  must not  pay(amount: m) where m at least £1,000
}
"#,
        r#"
scenario "A count over unknowns that is still certain"
  as of 30 June 2013
given
  c is a Council
  unknown arranged(c)
timeline
  1 May 2013  c does spend(amount: £50) as maybe
expect
  act maybe is undetermined
  total amount of spend() by c during 2013/14 at most £50
  total amount of spend() by c during 2013/14 less than £51
  not total amount of spend() by c during 2013/14 at least £60
  total amount of spend() by c during 2013/14 is unknown
"#,
    );
}

#[test]
fn s5_3_joint_acts_and_agreement() {
    check(
        r#"
policy joint
  powers of Council are exhaustive
kind Council, statutory
kind Trust
fact may-build(council: Council)
fact merged(council: Council)
act build()
act merge(with: Trust)
power building {
  holder  c: Council where may-build(c)
  may     build()
}
power merging {
  holder  c: Council
  may     merge(with: t: Trust)
  needs   agreement of t
  effect  merged(c) begins
}
"#,
        r#"
background
given
  c is a Council
  d is a Council
  t is a Trust
  may-build(c)

scenario "One of two has no authority"
  as of 30 June 2013
timeline
  1 May 2013  c and d do build() as together
  2 May 2013  c does build() as alone
expect
  act together is void
  act alone is lawful

scenario "Done when the agreement is given"
  as of 30 June 2013
timeline
  1 May 2013  c does merge(with: t) as merger
  9 May 2013  t agrees to merger
expect
  act merger is lawful
  merged(c) on 9 May 2013
  not merged(c) on 8 May 2013

scenario "No agreement"
  as of 30 June 2013
timeline
  1 May 2013  c does merge(with: t) as merger
expect
  act merger is void
  not merged(c)

scenario "Agreed beforehand, withdrawn for later acts"
  as of 30 June 2013
timeline
  1 May 2013  t agrees to c doing merge(with: t)
  2 May 2013  c does merge(with: t) as first
  3 May 2013  t withdraws agreement to c doing merge(with: t)
  4 May 2013  c does merge(with: t) as second
expect
  act first is lawful
  act second is void
"#,
    );
}

#[test]
fn s5_4_set_aside_throughout_or_from_then_on() {
    check(
        r#"
policy orders
  in force from 1 October 2012
kind Body
kind Court
court is a Court
act publish(year: financial-year)
act rely()
duty publish-plan {
  bearer  b: Body
  each    financial-year y
  must    publish(year: y) before start of y
}
duty rely-on-plan {
  bearer  b: Body
  when    b does rely() as reliance
  must ensure b has done publish() before reliance
}
"#,
        r#"
background
given
  a is a Body
timeline
  1 March 2013  a does publish(year: 2013/14) as plan
  2 March 2013  a does rely() as one
  2 May 2013    a does rely() as two

scenario "Throughout"
  as of 30 June 2013
timeline
  1 May 2013  court sets aside plan
expect
  act plan is void
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
  duty rely-on-plan of a for one is breached
  duty rely-on-plan of a for two is breached

scenario "From then on"
  as of 30 June 2013
timeline
  1 May 2013  court sets aside plan from then on
expect
  act plan is lawful
  duty publish-plan of a for 2013/14 is discharged on 1 March 2013
  duty rely-on-plan of a for one is discharged
  duty rely-on-plan of a for two is breached

scenario "An order after the last day looked at is not known"
  as of 30 April 2013
timeline
  1 May 2013  court sets aside plan
expect
  act plan is lawful
"#,
    );
}

#[test]
fn s5_5_money_is_not_negative() {
    let messages = errors(
        "policy money\nkind Person\nact pay(amount: money)\n",
        "scenario \"Less than nothing\"\ngiven\n  p is a Person\ntimeline\n  1 May 2013  p does pay(amount: -£5) as payment\nexpect\n  act payment is lawful\n",
    );
    assert!(!messages.is_empty());
}

#[test]
fn s5_performer_and_answerable_are_named() {
    let (_, record) = record(
        POWERS,
        r#"
scenario "One act"
  as of 30 June 2013
given
  c is a Council
  arranged(c)
timeline
  1 May 2013  c does pool(amount: £1)
"#,
    );
    assert_eq!(record.acts[0].verdict, VerdictWord::Lawful);
    assert_eq!(record.acts[0].performers, record.acts[0].answerable);
    assert_eq!(record.acts[0].performers.len(), 1);
    assert_eq!(record.acts[0].authority.len(), 1);
}

#[test]
fn s5_a_total_counts_whatever_the_variables_of_the_power_stood_for() {
    check(
        r#"
policy library
  powers of Library are exhaustive
kind Library, statutory
values Use { books { novels  atlases }  chairs }
act buy(amount: money, what: Use)
power buy-books {
  holder  l: Library
  may     buy(amount: m, what: x)
  if      x is within books and m more than £0
  up to   £100 in total
}
"#,
        r#"
scenario "A penny more, on something else"
  as of 30 June 2013
given
  l is a Library
timeline
  1 May 2013   l does buy(amount: £20, what: novels) as one
  2 May 2013   l does buy(amount: £5, what: chairs) as two
  3 May 2013   l does buy(amount: £80, what: atlases) as three
  4 May 2013   l does buy(amount: £0.01, what: novels) as four
expect
  act one is lawful
  act two is void
  act three is lawful
  act four is void
"#,
    );
}
