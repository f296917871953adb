//! How far runs may go, as the command line says it: once for the whole process.

use std::sync::OnceLock;

use crate::base::limits::Limits;

static SAID: OnceLock<Limits> = OnceLock::new();

/// What the command line says; what it leaves out is as usual.
pub(super) fn say(steps: Option<u64>, megabytes: Option<u64>) {
    let usual = Limits::default();
    SAID.get_or_init(|| Limits {
        steps: steps.unwrap_or(usual.steps),
        megabytes: megabytes.unwrap_or(usual.megabytes),
    });
}

/// What was said.
pub(super) fn said() -> Limits {
    SAID.get().copied().unwrap_or_default()
}
