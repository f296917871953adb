//! What `check` finds in schemes of delegation, each finding with a case that has it and one that has not.

use vires::{
    base::files::MemoryFiles,
    facade::check::{Checked, check},
};

const POLICY: &str = r#"
policy limits
  powers of Group are exhaustive
  in force from 1 April 2013

source rules "Rules" {
  clause R1 "What the group may do"
}
kind Group is a Body, statutory
kind Body
kind Person
north is a Group

functions { paying { invoices }  rules-of-the-group }
act approve-invoice(amount: money) under invoices
act pay-invoice(amount: money) under invoices
act write-off(amount: money) under paying
act amend() under rules-of-the-group
act dissolve() under rules-of-the-group

power all {
  source R1
  holder g: Group
  may    approve-invoice()
  may    pay-invoice()
  may    write-off()
  may    amend()
  may    dissolve()
}

office clerk of Group
office chair of Group
office treasurer of Group
committee members of Group
"#;

const HELD: &str = "scenario \"Held\"\n  as of 1 May 2013\ngiven\n  ann, bob, cat are Person\n  ann holds clerk of north\n  bob holds chair of north\ntimeline\n  2 April 2013   cat acts as treasurer of north\n";

fn checked(policy: &str, scheme: &str, scenario: &str) -> Checked {
    let files = MemoryFiles::new()
        .with("pack/rules.policy", format!("{policy}{scheme}"))
        .with("pack/held.scenario", scenario);
    check(&files, &["pack".to_owned()])
}

/// The findings in a scheme of these lines.
fn found_in(policy: &str, lines: &str) -> Vec<String> {
    let scheme = format!("\nscheme limits of north {{\n{lines}\n}}\n");
    let checked = checked(policy, &scheme, HELD);
    checked
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.code.id(), problem.message))
        .collect()
}

fn found(lines: &str) -> Vec<String> {
    found_in(POLICY, lines)
}

#[test]
fn bands_that_overlap_by_one_amount_or_by_many() {
    let at = |second: &str| {
        found(&format!(
            "  | matter | amount | who |\n  | write-off | up to £500 | clerk |\n  | write-off | {second} | chair |"
        ))
    };
    assert_eq!(at("over £500"), Vec::<String>::new());
    assert_eq!(
        at("at least £500"),
        ["P1021 two rows cover `write-off` at least £500, up to £500"]
    );
    assert_eq!(
        at("over £100"),
        ["P1021 two rows cover `write-off` over £100, up to £500"]
    );
    // A function and an act under it are one matter as far as the act goes.
    assert_eq!(
        found("  | matter | who |\n  | rules-of-the-group | clerk |\n  | amend | chair |"),
        ["P1021 two rows cover `amend`"]
    );
}

#[test]
fn amounts_that_no_row_covers() {
    let rows = |one: &str, two: &str| {
        found(&format!(
            "  | matter | amount | who |\n  | write-off | {one} | clerk |\n  | write-off | {two} | chair |"
        ))
    };
    assert_eq!(
        rows("up to £500", "at least £1,000"),
        ["P1022 no row covers `write-off` over £500, below £1,000"]
    );
    assert_eq!(
        rows("below £500", "over £500"),
        ["P1022 no row covers `write-off` at least £500, up to £500"]
    );
    assert_eq!(
        rows("at least £5, up to £500", "over £500, up to £900"),
        ["P1022 no row covers `write-off` at least £0, below £5; over £900"]
    );
    assert_eq!(rows("up to £500", "over £500"), Vec::<String>::new());
    // What hangs on a fact cannot be known, and an act without an amount has no amounts to be left out.
    assert_eq!(
        rows("up to £500 * count of p: Person", "over £900"),
        Vec::<String>::new()
    );
    assert_eq!(
        found("  | matter | who |\n  | amend | chair |"),
        Vec::<String>::new()
    );
}

#[test]
fn an_office_that_nobody_holds() {
    let lines = "  | matter | who |\n  | amend | clerk and treasurer |\n  | dissolve | members |";
    assert_eq!(found(lines), Vec::<String>::new());
    let scheme = format!("\nscheme limits of north {{\n{lines}\n}}\n");
    let gone = HELD.replace("cat acts as treasurer", "cat acts as chair");
    let told = checked(POLICY, &scheme, &gone);
    let told: Vec<_> = told
        .problems
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(
        told,
        ["nobody holds `treasurer` in any scenario of the pack"]
    );
    // Without scenarios nothing is known of who holds what.
    let files = MemoryFiles::new().with("pack/rules.policy", format!("{POLICY}{scheme}"));
    assert!(check(&files, &["pack".to_owned()]).problems.is_empty());
}

#[test]
fn a_row_wider_than_its_givers_own_limit() {
    let policy = POLICY.replace(
        "  may    dissolve()\n",
        "  may    dissolve()\n  up to  £1,000 per act\n",
    );
    let row = |band: &str| {
        found_in(
            &policy,
            &format!("  | matter | amount | who |\n  | write-off | {band} | clerk |"),
        )
        .into_iter()
        .filter(|found| found.starts_with("P1024"))
        .collect::<Vec<_>>()
    };
    assert_eq!(row("up to £1,000"), Vec::<String>::new());
    let wider = [
        "P1024 this reaches further than the giver's own power for `write-off`, which ends at £1,000",
    ];
    assert_eq!(row("up to £1,000.01"), wider);
    assert_eq!(row(""), wider);
    let rule = "\ndelegation down {\n  source R1\n  from g: Group\n  to p: Person\n  of paying\n  up to £2,000 per act\n}\n";
    let told = checked(&policy, rule, HELD);
    let told: Vec<_> = told.problems.iter().map(|one| one.code.id()).collect();
    assert_eq!(told, ["P1024"]);
}

#[test]
fn an_office_that_approves_and_pays() {
    let lines = |pays: &str| {
        format!(
            "  | matter | who |\n  | approve-invoice | clerk or chair |\n  | pay-invoice | {pays} |\n  separate approve-invoice, pay-invoice"
        )
    };
    assert_eq!(found(&lines("treasurer")), Vec::<String>::new());
    assert_eq!(
        found(&lines("treasurer and clerk")),
        ["P1025 `clerk` has a part in both `approve-invoice` and `pay-invoice`"]
    );
    // What no row names falls under anything else.
    assert_eq!(
        found(
            "  | matter | who |\n  | approve-invoice | clerk |\n  | anything else | clerk |\n  separate approve-invoice, pay-invoice"
        ),
        ["P1025 `clerk` has a part in both `approve-invoice` and `pay-invoice`"]
    );
}

#[test]
fn a_matter_both_reserved_and_delegated() {
    let lines = |who: &str, reserved: &str| {
        format!("  | matter | who |\n  | amend | {who} |\n  reserved {reserved}")
    };
    let told = ["P1026 `amend` is reserved, and this row gives it to somebody else"];
    assert_eq!(found(&lines("clerk", "amend to members")), told);
    assert_eq!(found(&lines("clerk", "rules-of-the-group")), told);
    assert_eq!(
        found(&lines("members", "amend to members")),
        Vec::<String>::new()
    );
    assert_eq!(
        found(&lines("clerk", "dissolve to members")),
        Vec::<String>::new()
    );
    // Another scheme in force at another time reserves nothing here.
    let two = "\nscheme limits of north in force until 30 April 2013 {\n  | matter | who |\n  | amend | clerk |\n}\n\
        scheme limits of north in force from 1 May 2013 {\n  | matter | who |\n  | dissolve | clerk |\n  reserved amend\n}\n";
    assert!(checked(POLICY, two, HELD).problems.is_empty());
}

#[test]
fn each_finding_can_be_accepted_with_its_reason() {
    let all = r#"
scheme limits of north {
  | matter          | amount        | who       |
  | write-off       | up to £500    | clerk     |
  | write-off       | at least £500 | chair     |
  | approve-invoice | up to £500    | secretary |
  | pay-invoice     |               | secretary |
  | amend           |               | clerk     |
  reserved amend
  separate approve-invoice, pay-invoice
}
office secretary of Group
accept P1021 about limits, write-off because "both sign for exactly £500"
accept P1022 about limits, approve-invoice because "the group keeps larger ones"
accept P1023 about limits, secretary because "the seat is not filled yet"
accept P1024 about limits, write-off because "a power without a limit is coming"
accept P1024 about limits, pay-invoice because "a power without a limit is coming"
accept P1024 about limits, amend because "a power without a limit is coming"
accept P1025 about limits, secretary because "small bodies have but one"
accept P1026 about limits, amend because "the reservation is to go"
"#;
    let policy = POLICY.replace(
        "  may    dissolve()\n",
        "  may    dissolve()\n  up to  £1,000 per act\n",
    );
    let checked = checked(&policy, all, HELD);
    let told: Vec<_> = checked.problems.iter().map(|one| &one.message).collect();
    assert!(told.is_empty(), "{told:#?}");
    let mut codes: Vec<_> = checked
        .accepted
        .iter()
        .map(|one| one.diagnostic.code.id())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        ["P1021", "P1022", "P1023", "P1024", "P1025", "P1026"]
    );
}

#[test]
fn schemes_that_a_body_has_at_one_time_are_read_together() {
    let two = |second: &str, from: &str| {
        let scheme = format!(
            "\nscheme one of north in force until 30 April 2013 {{\n  | matter | amount | who |\n  | write-off | up to £500 | clerk |\n  | anything else | | chair |\n  separate approve-invoice, pay-invoice\n}}\n\
             scheme two of north in force from {from} {{\n  | matter | amount | who |\n  | write-off | {second} | treasurer |\n  | approve-invoice | | clerk |\n  | pay-invoice | | treasurer |\n}}\n"
        );
        let checked = checked(POLICY, &scheme, HELD);
        let told: Vec<String> = checked
            .problems
            .iter()
            .map(|one| one.code.id().to_owned())
            .collect();
        told
    };
    assert_eq!(two("over £500", "15 April 2013"), Vec::<String>::new());
    assert_eq!(two("over £400", "15 April 2013"), ["P1021"]);
    // One that follows the other neither overlaps with it nor fills its gaps.
    assert_eq!(two("over £400", "1 May 2013"), ["P1022", "P1025", "P1022"]);
}
