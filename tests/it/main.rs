//! Tests.
fn x(){}
