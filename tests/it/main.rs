//! Tests.
fn x() {}
