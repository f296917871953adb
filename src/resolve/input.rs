//! What a policy is resolved from: the packs with their files, and a way to the rows of schemes that stand in spreadsheets.

use smol_str::SmolStr;

use crate::{
    base::span::FileId,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    tree,
};

/// A pack: the parsed files of one folder.
#[derive(Debug, Clone)]
pub struct PackInput<'t> {
    /// The folder's name, by which `use` names it.
    pub name: SmolStr,
    /// Its `.policy` files, in the order in which they are read.
    pub files: Vec<(FileId, &'t tree::policy::PolicyFile)>,
    /// Whether it was asked for, rather than used by one that was.
    pub main: bool,
}

/// The rows of a scheme that stand in a spreadsheet.
#[derive(Debug, Default)]
pub struct SheetRows {
    /// The rows as if they stood in the policy, each with the place it comes from: `limits.xlsx, sheet Limits, row 4`.
    pub rows: Vec<(tree::delegation::SchemeRow, Option<String>)>,
    /// The reservations that it holds, as if they stood in the policy.
    pub reserved: Vec<tree::delegation::Reserved>,
    /// What was wrong with the sheet.
    pub problems: Problems,
}

/// Reads the spreadsheets of schemes: `scheme … from "limits.xlsx"`. The façade has one that reads files.
pub trait Sheets {
    /// The rows of this scheme, whose `rows` are [`tree::delegation::SchemeRows::File`].
    fn rows(&self, pack: &str, scheme: &tree::delegation::Scheme) -> SheetRows;
}

/// No spreadsheets: a scheme that stands in one is an error.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSheets;

impl Sheets for NoSheets {
    fn rows(&self, _: &str, scheme: &tree::delegation::Scheme) -> SheetRows {
        let problem: Diagnostic = super::messages::delegation::no_sheets(scheme);
        SheetRows {
            rows: Vec::new(),
            reserved: Vec::new(),
            problems: problem.into(),
        }
    }
}
