//! Explanations as Markdown: a heading a verdict, its reasons as lists in one another.

use super::{
    clean::shown,
    explain_view::{ExplainView, Extent, MOST_SHOWN, capital},
};
use crate::explain::tree::{Explanation, Proved, Step};

/// All explanations.
pub fn explain_md(view: &ExplainView<'_>, extent: Extent) -> String {
    let mut out = format!("# {}\n", escaped(view.title()));
    if view.explanations.is_empty() {
        out.push_str("\nNothing was breached, void or in doubt.\n");
    }
    for explanation in view.explanations {
        one(&mut out, view, explanation, extent);
    }
    let starred = |one: &Explanation| one.leaves.iter().any(|leaf| leaf.needed == Some(true));
    if view.explanations.iter().any(starred) {
        out.push_str("\n\\* without this line the verdict would be another\n");
    }
    out
}

fn one(out: &mut String, view: &ExplainView<'_>, explanation: &Explanation, extent: Extent) {
    out.push_str(&format!("\n## {}\n\n", escaped(&explanation.title)));
    out.push_str(&format!("**{}**\n\n", escaped(&explanation.verdict)));
    for step in &explanation.steps {
        if extent == Extent::All || !step.aside {
            item(out, view, explanation, step, 0, extent);
        }
    }
    if !explanation.absences.is_empty() {
        out.push_str("\nTaken for false or unknown, because nothing states it:\n\n");
        let all = explanation.absences.len();
        let most = if extent == Extent::All || all <= MOST_SHOWN + 1 {
            all
        } else {
            MOST_SHOWN
        };
        for absence in explanation.absences.iter().take(most) {
            out.push_str(&format!("- {}\n", escaped(&capital(&absence.says))));
        }
        if all > most {
            out.push_str(&format!("- and {} more\n", all - most));
        }
    }
    if !explanation.conventions.is_empty() {
        out.push_str("\nConventions:\n\n");
        for convention in &explanation.conventions {
            out.push_str(&format!(
                "- {}\n",
                escaped(&view.words.convention(convention))
            ));
        }
    }
    if explanation.proved != Proved::Whole {
        out.push_str(
            "\nNot every line was tried by running the scenario without it: it is too large.\n",
        );
    }
}

fn item(
    out: &mut String,
    view: &ExplainView<'_>,
    explanation: &Explanation,
    step: &Step,
    depth: usize,
    extent: Extent,
) {
    let mut said = escaped(&view.sentence(step));
    if let Some(at) = step.at {
        let leaf = view.leaf(explanation, step);
        let needed = leaf.is_some_and(|leaf| leaf.needed == Some(true));
        let mark = if needed { " \\*" } else { "" };
        said.push_str(&format!(" (*{}*{mark})", escaped(&view.place(at))));
    }
    out.push_str(&format!("{}- {said}\n", "  ".repeat(depth)));
    let (below, more) = view.shown(&step.steps, step.left_out, extent);
    for step in below {
        item(out, view, explanation, step, depth + 1, extent);
    }
    if more > 0 {
        out.push_str(&format!(
            "{}- and {more} more like these\n",
            "  ".repeat(depth + 1)
        ));
    }
}

/// A text that Markdown shows as it is: what would mean something to it is escaped, but not inside marks of code, which
/// never come in twos, so that a mark that opens is closed by the next.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for letter in shown(text).chars() {
        match letter {
            '`' if out.ends_with('`') => continue,
            '`' => code = !code,
            '<' if !code => {
                out.push_str("&lt;");
                continue;
            }
            '>' if !code => {
                out.push_str("&gt;");
                continue;
            }
            '*' | '_' | '[' | ']' | '#' | '|' | '\\' | '&' if !code => out.push('\\'),
            _ => {}
        }
        out.push(letter);
    }
    if code {
        out.push('`');
    }
    out
}
