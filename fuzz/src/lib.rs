//! What the fuzzer does with the bytes that it makes up.

pub mod drives;
