//! What tables add to a background: individuals, facts, links of delegation.

use std::io::Read;

use super::messages;
use crate::{
    base::nearest::nearest,
    case::case::Case,
    policy::policy::Policy,
    tables::{
        bad_rows::BadRows,
        cell::CellNames,
        facts,
        individuals::{self, Attributes},
        links,
    },
    tree::scenario::TableColumns,
};

/// A table: its name, for messages and its format, and its bytes.
pub type Table<'a> = (String, Box<dyn Read + 'a>);

/// Tables of what is given beside what the background says.
#[derive(Default)]
pub struct Given<'a> {
    /// Individuals, by the name of their kind.
    pub individuals: Vec<(String, Table<'a>)>,
    /// What is given of facts, by their names.
    pub facts: Vec<(String, Table<'a>)>,
    /// Links of delegation.
    pub delegations: Option<Table<'a>>,
}

/// Adds to a case what tables give, the individuals first. What cannot be read is told.
pub(super) fn add(
    case: &mut Case,
    policy: &Policy,
    given: Given<'_>,
    columns: &[TableColumns],
    bad: &mut BadRows<'_>,
) {
    let mapping = |table: &str| columns.iter().find(|one| one.table.text == table);
    let span = case.span;
    let mut attributes: Vec<Attributes> = Vec::new();
    for (name, (path, from)) in given.individuals {
        let found = policy.kinds.entries().find(|(_, one)| one.name == name);
        let Some((kind, _)) = found else {
            let known = policy.kinds.iter().map(|one| one.name.as_str());
            let told = messages::no_such_kind(&name, nearest(&name, known));
            bad.problems.push(told);
            bad.unusable = true;
            continue;
        };
        let to = (&mut case.individuals, &mut case.existing);
        let mapping = mapping(&name);
        attributes.push(individuals::read(
            &path, from, kind, policy, mapping, span, to, bad,
        ));
    }
    let names = CellNames::new(policy, &case.individuals);
    for attributes in attributes {
        let given = attributes.given(&names, span, bad);
        case.facts.extend(given);
    }
    for (name, (path, from)) in given.facts {
        let found = policy.facts.entries().find(|(_, one)| one.name == name);
        let Some((id, fact)) = found else {
            let known = policy.facts.iter().map(|one| one.name.as_str());
            let told = messages::no_such_fact(&name, nearest(&name, known));
            bad.problems.push(told);
            bad.unusable = true;
            continue;
        };
        let mapping = mapping(&name);
        let given = facts::read(&path, from, (id, fact), &names, mapping, span, bad);
        case.facts.extend(given);
    }
    if let Some((path, from)) = given.delegations {
        let table = links::read(&path, from, &names, mapping("delegations"), span, bad);
        case.links.extend(table.links);
        case.link_rows = table.rows;
    }
}
