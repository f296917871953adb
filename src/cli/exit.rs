//! What a command ends with.

/// The exit code of the command, by what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: it did what it was asked.
    Fine,
    /// 1: an expectation is not met, a file is not in its canonical layout, or `--fail-on` says no.
    No,
    /// 2: the input cannot be used as it stands.
    BadInput,
    /// 70: our bug.
    Bug,
}

impl Exit {
    /// The number that the system is given.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::No => 1,
            Exit::BadInput => 2,
            Exit::Bug => 70,
        }
    }
}
