//! The codes of messages and their pages.

use crate::{base::nearest::nearest, diagnostics::code::Code};

/// The page of a code, given as `P0203` or `p0203`; otherwise the nearest code there is, if one is near.
pub fn page(code: &str) -> Result<&'static str, Option<&'static str>> {
    match code.trim().parse::<Code>() {
        Ok(code) => Ok(code.page()),
        Err(_) => Err(nearest(code.trim(), Code::ALL.iter().map(|code| code.id()))),
    }
}

/// Every code with its title, in order.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    Code::ALL.iter().map(|code| (code.id(), code.title()))
}
