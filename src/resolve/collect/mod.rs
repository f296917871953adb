//! Signatures of all items: names and ids first, then what needs them, types.
