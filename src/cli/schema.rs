//! `vires schema [record|scenario|explanation|what-if|coverage|remedies]`.

use super::{
    arguments::{SchemaArguments, Shape},
    exit::Exit,
    output::{WriteError, print},
};
use crate::{
    facade::shapes::scenario_schema,
    report::wire::{
        coverage::coverage_schema, explanation::explanation_schema, remedy::remedies_schema,
        run::record_schema, what_if::what_if_schema,
    },
};

/// Prints a JSON schema.
pub fn schema(arguments: &SchemaArguments) -> Result<Exit, WriteError> {
    match arguments.shape {
        Shape::Record => print(&record_schema())?,
        Shape::Scenario => print(&scenario_schema())?,
        Shape::Coverage => print(&coverage_schema())?,
        Shape::Explanation => print(&explanation_schema())?,
        Shape::Remedies => print(&remedies_schema())?,
        Shape::WhatIf => print(&what_if_schema())?,
    }
    Ok(Exit::Fine)
}
