//! Awkward cases of delegation, offices and committees, each by the point of the meaning that decides it: at a limit, on a
//! first and last day, in both orders within a day, with one person in two offices, for two bodies at once.

use crate::meaning::check;

#[test]
fn s7_s8_chains_at_their_edges() {
    check(
        include_str!("../data/delegation/chains/rules.policy"),
        include_str!("../data/delegation/chains/edges.scenario"),
    );
}

#[test]
fn s7_6_s9_schemes_offices_and_committees_at_their_edges() {
    check(
        include_str!("../data/delegation/offices/rules.policy"),
        include_str!("../data/delegation/offices/edges.scenario"),
    );
}
