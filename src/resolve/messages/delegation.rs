//! Delegation, offices and schemes.

use crate::{
    diagnostics::{code::Code, diagnostic::Diagnostic},
    tree::delegation::{Scheme, SchemeRows},
};

/// A scheme whose rows stand in a spreadsheet, where none can be read.
pub fn no_sheets(scheme: &Scheme) -> Diagnostic {
    let (span, path) = match &scheme.rows {
        SchemeRows::File { path, .. } => (path.span, path.text.as_str()),
        SchemeRows::Here { .. } => (scheme.name.span, ""),
    };
    Diagnostic::new(
        Code::NoSheet,
        span,
        format!("the spreadsheet `{path}` cannot be read here"),
    )
    .help("write the rows in the policy, or run the tool on the folder that holds the spreadsheet")
}
