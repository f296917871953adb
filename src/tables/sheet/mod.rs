//! Spreadsheets of schemes of delegation: a sheet's cells become the rows that the policy could have held, each with the
//! cell that it comes from; and the rows of a scheme become a sheet.
//!
//! Nothing is guessed: which columns are read and what their words mean is said in the policy, and a cell that makes no
//! sense is an error with its place. It knows bytes, not files. Read `grid.rs` first, then `layout.rs` and `lines.rs`.

pub mod fault;
pub mod grid;

pub mod csv_grid;
pub mod xlsx_grid;

pub mod amount;
pub mod layout;
pub mod lines;

mod named;
mod spread;
mod words;

pub mod read;
pub mod write;
