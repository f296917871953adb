//! The shapes of JSON that scenarios are read from.

/// The JSON schema of `vires.scenario/1`.
pub fn scenario_schema() -> String {
    crate::tables::scenario_json::scenario_schema()
}
