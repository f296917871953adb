//! `vires schema [record|scenario]`.

use super::{
    arguments::{SchemaArguments, Shape},
    exit::Exit,
    output::{WriteError, print},
};
use crate::{facade::shapes::scenario_schema, report::wire::run::record_schema};

/// Prints a JSON schema.
pub fn schema(arguments: &SchemaArguments) -> Result<Exit, WriteError> {
    match arguments.shape {
        Shape::Record => print(&record_schema())?,
        Shape::Scenario => print(&scenario_schema())?,
    }
    Ok(Exit::Fine)
}
