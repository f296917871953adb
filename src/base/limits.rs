//! How far a run may go before it is stopped: counted in steps and in what is kept, never by a clock, so that it stops in the
//! same place on every machine.

/// The budget of one run of one scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So many steps of evaluation. Each happening and each question brings a ten-thousandth of them with it, so that a
    /// long timeline is not stopped for its length.
    pub steps: u64,
    /// So many megabytes of what a run keeps, each thing counted at a fixed size. Each happening and each question brings
    /// a millionth of them with it.
    pub megabytes: u64,
}

impl Limits {
    /// More than a hundred times what any scenario of the packs takes, and little more than a second.
    pub const STEPS: u64 = 50_000_000;

    /// More than a hundred times what any scenario of the packs keeps.
    pub const MEGABYTES: u64 = 1_024;

    /// The steps that each happening and each question brings with it.
    pub fn steps_each(self) -> u64 {
        self.steps / 10_000
    }

    /// The bytes that may be kept.
    pub fn bytes(self) -> u64 {
        self.megabytes.saturating_mul(1 << 20)
    }

    /// The bytes that each happening and each question brings with it.
    pub fn bytes_each(self) -> u64 {
        self.bytes() / 1_000_000
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            steps: Limits::STEPS,
            megabytes: Limits::MEGABYTES,
        }
    }
}
