//! The `vires` command. It does nothing but hand over to the `cli` room.
fn main() {}
