//! What the words of the language are for, and which of them can open a line where: data, a file for each kind of place.

pub mod opener;

pub mod clauses;
pub mod declarations;
pub mod expression;
pub mod norm;
pub mod scenario;

pub mod meaning;
