//! A run of a case over a policy, as S3 and S4 say.

pub(crate) mod act;
pub(crate) mod arise;
pub(crate) mod discharge;
pub(crate) mod effect;
pub(crate) mod runner;
pub(crate) mod settle;
pub(crate) mod watch;

pub use runner::{ActFound, Found, run};
