//! Schemes, offices and committees (S7.6, S9).

use crate::meaning::check;

const POLICY: &str = r#"
policy offices
  powers of StatutoryBody are exhaustive

kind Body
kind StatutoryBody is a Body, statutory
kind Group is a StatutoryBody
kind Member is a Person
kind Person
kind Project

north is a Group

functions {
  buying { contracts }
  money { losses }
  rules
}

act approve-contract(amount: money, project: Project) under contracts
act write-off(amount: money) under losses
act change-rules(what: text) under rules
act open-shop() under buying
act report(on: text)

fact trained(p: Person)
fact conflicted(m: Member)
fact present(m: Member)

power buy {
  holder g: Group
  may    approve-contract(amount: anything, project: anything)
  may    open-shop()
}
power lose {
  holder g: Group
  may    write-off(amount: anything)
}
power make-rules {
  holder g: Group
  may    change-rules(what: anything)
}

office chief of Group
office finance-chief of Group
office director of Group
office chair of Group
committee board of Group {
  quorum at least 3 m: Member where present(m)
  quorum at least 2 m: Member where present(m) and not conflicted(m)
  casting vote of chair
}
committee members of Group

delegation from-offices {
  from north
  to   p: Person
  of   buying
}

scheme operational of north in force from 1 April 2013 until 31 March 2014 {
  | matter           | amount                        | who                                  | counted                | sub-delegation | if             |
  | approve-contract | over £500,000                 | board                                | per project            |                |                |
  | approve-contract | over £250,000, up to £500,000 | chief and finance-chief              | per project            |                |                |
  | approve-contract | over £100,000, up to £250,000 | director and (chief or finance-chief) | per project           |                |                |
  | approve-contract | up to £100,000                | director                             | per project            | permitted once | trained(actor) |
  | write-off        | up to £5,000                  | finance-chief                        | in each financial-year |                |                |
  | anything else    |                               | chief                                |                        |                |                |
  reserved rules to members
}

scheme later of north in force from 1 April 2014 {
  | matter           | amount                | who           |
  | approve-contract | up to £10,000         | director      |
  | approve-contract | at least £10,000      | finance-chief |
}
"#;

const GIVEN: &str = r#"
background
given
  ann is a Person
  bob is a Person
  cat is a Person
  dee is a Person
  fay is a Person
  m1 to m5 are Member
  p1 is a Project
  p2 is a Project
  ann holds chief of north
  bob holds finance-chief of north
  cat holds director of north
  trained(cat)
  trained(dee)
  m1 holds board of north
  m2 holds board of north
  m3 holds board of north
  m4 holds board of north
  m1 holds chair of north
"#;

#[track_caller]
fn stories(scenarios: &str) {
    check(POLICY, &format!("{GIVEN}{scenarios}"));
}

#[test]
fn s7_6_the_row_says_who_signs() {
    stories(
        r#"
scenario "At the ends of a band"
timeline
  1 May 2013  cat, acting as director, does approve-contract(amount: £100,000, project: p1) as on-it
  1 May 2013  cat, acting as director, does approve-contract(amount: £100,000.01, project: p2) as over
  1 May 2013  bob does write-off(amount: £5,000) as lost
  1 May 2013  ann does write-off(amount: £5,000) on behalf of north as other
expect
  act on-it is lawful
  north is answerable for on-it
  act over is void
  act lost is lawful
  act other is void

scenario "Two signatures at once"
timeline
  1 May 2013  cat and bob do approve-contract(amount: £200,000, project: p1) as both
  1 May 2013  ann and bob do approve-contract(amount: £200,000, project: p2) as chiefs
expect
  act both is lawful
  act chiefs is void

scenario "The second signature comes later"
timeline
  1 May 2013  cat, acting as director, does approve-contract(amount: £200,000, project: p1) as first
  2 May 2013  dee joins first
  3 May 2013  ann joins first
expect
  act first is lawful

scenario "And never comes"
timeline
  1 May 2013  cat, acting as director, does approve-contract(amount: £200,000, project: p1) as first
  2 May 2013  dee joins first
expect
  act first is void

scenario "One person does not sign twice"
given
  ann holds finance-chief of north
timeline
  1 May 2013  ann does approve-contract(amount: £300,000, project: p1) as first
  2 May 2013  ann joins first acting as finance-chief
  3 May 2013  ann does approve-contract(amount: £300,000, project: p2) as second
  4 May 2013  bob joins second
expect
  act first is void
  act second is lawful

scenario "Counted with what was done before, whichever row and whoever did it"
timeline
  1 May 2013  cat does approve-contract(amount: £60,000, project: p1) as first
  2 May 2013  cat does approve-contract(amount: £60,000, project: p1) as second
  3 May 2013  cat and ann do approve-contract(amount: £60,000, project: p1) as third
  4 May 2013  cat does approve-contract(amount: £60,000, project: p2) as elsewhere
  5 May 2013  cat and ann do approve-contract(amount: £130,000.01, project: p1) as fourth
  6 May 2013  ann and bob do approve-contract(amount: £130,000.01, project: p1) as fifth
expect
  act first is lawful
  act second is void
  act third is lawful
  act elsewhere is lawful
  act fourth is void
  act fifth is lawful

scenario "In each year"
timeline
  1 May 2013    bob does write-off(amount: £3,000)
  2 May 2013    bob does write-off(amount: £2,000) as fits
  3 May 2013    bob does write-off(amount: £0.01) as over
expect
  act fits is lawful
  act over is void

scenario "The condition is read for whoever signs"
given
  fay acts as director of north
timeline
  1 May 2013  fay does approve-contract(amount: £1, project: p1) as act
expect
  act act is void

scenario "Anything else, and the body itself"
timeline
  1 May 2013  ann does open-shop() on behalf of north as opened
  1 May 2013  bob does open-shop() on behalf of north as wrongly
  1 May 2013  north does approve-contract(amount: £900,000, project: p1) as itself
expect
  act opened is lawful
  act wrongly is void
  act itself is lawful

scenario "Another scheme, in which two rows cover one amount"
timeline
  1 April 2014  cat does approve-contract(amount: £9,999, project: p1) as low
  1 April 2014  cat does approve-contract(amount: £10,000, project: p1) as one
  2 April 2014  cat and bob do approve-contract(amount: £10,000, project: p1) as both
  2 April 2014  ann does open-shop() on behalf of north as gap
expect
  act low is lawful
  act one is undetermined
  act both is lawful
  act gap is void
"#,
    );
}

#[test]
fn s7_6_an_office_holder_delegates_as_far_as_the_row_says() {
    stories(
        r#"
scenario "Once"
timeline
  1 May 2013  cat, acting as director, delegates approve-contract to dee up to £50,000 per act as link
  2 May 2013  dee does approve-contract(amount: £50,000, project: p1) on behalf of north as act
  2 May 2013  dee does approve-contract(amount: £50,001, project: p2) on behalf of north as over
  3 May 2013  dee delegates approve-contract to fay as further
  4 May 2013  fay does approve-contract(amount: £1, project: p1) on behalf of north as beyond
expect
  link link is valid
  act act is lawful
  act over is void
  link further is void
  act beyond is void

scenario "S7.2 a link by an office outlives its holder"
timeline
  1 May 2013  cat, acting as director, delegates approve-contract to dee as link
  2 May 2013  cat leaves director of north
  3 May 2013  dee does approve-contract(amount: £50,000, project: p1) on behalf of north as act
  3 May 2013  cat does approve-contract(amount: £1, project: p2) on behalf of north as gone
expect
  act act is lawful
  act gone is void

scenario "What a row keeps to its office stays there"
timeline
  1 May 2013  bob, acting as finance-chief, delegates write-off to dee as link
  2 May 2013  dee does write-off(amount: £1) on behalf of north as act
expect
  link link is void
  act act is void
"#,
    );
}

#[test]
fn s9_whose_act_it_is() {
    stories(
        r#"
scenario "The body's where its scheme names it, at any amount; otherwise the person's own"
timeline
  1 May 2013  cat does approve-contract(amount: £1, project: p1) as small
  1 May 2013  cat does approve-contract(amount: £900,000, project: p2) as large
  1 May 2013  cat does report(on: "the weather") as own
  1 May 2013  dee does approve-contract(amount: £1, project: p1) as stranger
expect
  north is answerable for small
  north is answerable for large
  act large is void
  cat is answerable for own
  act own is lawful
  dee is answerable for stranger

scenario "Only who holds the office acts in it"
timeline
  1 May 2013  dee, acting as director, does approve-contract(amount: £1, project: p1) as act
expect
  act act is void

scenario "A deputy, on the last day and after it"
given
  dee acts as director of north from 1 May 2013 until 3 May 2013
timeline
  30 April 2013  dee, acting as director, does approve-contract(amount: £1, project: p1) as early
  3 May 2013     dee, acting as director, does approve-contract(amount: £1, project: p1) as last
  4 May 2013     dee, acting as director, does approve-contract(amount: £1, project: p1) as late
expect
  act early is void
  act last is lawful
  act late is void

scenario "What is reserved to a committee"
timeline
  1 May 2013  members of north does change-rules(what: "all") as theirs
  1 May 2013  ann does change-rules(what: "all") on behalf of north as hers
  1 May 2013  ann delegates rules to bob as link
expect
  act theirs is lawful
  act hers is void
"#,
    );
}

#[test]
fn s9_a_committee_needs_a_quorum_and_a_majority() {
    stories(
        r#"
scenario "A quorum"
timeline
  1 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3} present as three
  2 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2} present as two
  3 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m5} present as stranger
  4 May 2013  board of north does approve-contract(amount: £600,000, project: p1) as unsaid
expect
  act three is lawful
  north is answerable for three
  act two is void
  act stranger is void
  act unsaid is undetermined

scenario "Lost where members are conflicted"
given
  conflicted(m1)
  conflicted(m2)
timeline
  1 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3} present as lost
  2 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3, m4} present as kept
expect
  act lost is void
  act kept is lawful

scenario "Votes, and the casting vote of a tie"
timeline
  1 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3} present for {m1, m2} against {m3} as carried
  2 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3} present for {m1} against {m2, m3} as lost
  3 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3, m4} present for {m1, m2} against {m3, m4} as tied
  4 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3, m4} present for {m1, m2} against {m3, m4} casting vote of m1 as cast
  5 May 2013  board of north does approve-contract(amount: £600,000, project: p1) with {m1, m2, m3, m4} present for {m1, m2} against {m3, m4} casting vote of m2 as miscast
expect
  act carried is lawful
  act lost is void
  act tied is void
  act cast is lawful
  act miscast is void
"#,
    );
}
