//! The text of a check: errors and warnings, what is accepted, a summary.

use super::{clean::shown, problems_text::told, style::Style};
use crate::{
    base::source_map::SourceMap,
    diagnostics::diagnostic::{Diagnostic, Severity},
    words::plural,
};

/// What a check found, as reports are given it.
pub struct CheckView<'a> {
    /// All texts that were read.
    pub texts: &'a SourceMap,
    /// Errors and warnings, in the order in which they are shown.
    pub problems: &'a [Diagnostic],
    /// Warnings that the policies accept, each with the reason.
    pub accepted: Vec<(&'a Diagnostic, &'a str)>,
    /// How many packs were checked.
    pub packs: usize,
    /// How many scenarios they have.
    pub scenarios: usize,
}

/// The text of a check.
pub fn check_text(view: &CheckView<'_>, style: Style) -> String {
    let mut out = told(view.problems, view.texts, style);
    if !out.is_empty() {
        out.push('\n');
    }
    for (accepted, because) in &view.accepted {
        let place = accepted.span().map_or_else(String::new, |span| {
            let line = view.texts.start(span).line;
            format!("{}:{line}: ", view.texts.path(span.file))
        });
        out.push_str(&format!(
            "accepted: {}{} [{}], because \"{}\"\n",
            shown(&place),
            shown(&accepted.message),
            accepted.code,
            shown(because)
        ));
    }
    let count = |severity| {
        let problems = view.problems.iter();
        problems
            .filter(|problem| problem.severity == severity)
            .count()
    };
    out.push_str(&format!(
        "{}; {}; {}; {}\n",
        plural(view.packs, "pack", "packs"),
        plural(view.scenarios, "scenario", "scenarios"),
        plural(count(Severity::Error), "error", "errors"),
        plural(count(Severity::Warning), "warning", "warnings"),
    ));
    out
}
