//! Explanations for a terminal: sentences, each under what it explains, with the line that it stands on.

use super::{
    clean::shown,
    explain_view::{ExplainView, Extent, capital},
    layout::paragraph,
    style::{Style, Tone},
};
use crate::{
    explain::tree::{Explanation, Proved, Step},
    words::plural,
};

/// All explanations.
pub fn explain_text(view: &ExplainView<'_>, extent: Extent, style: Style) -> String {
    let mut out = style.paint(Tone::Strong, &shown(view.title()));
    out.push('\n');
    if view.explanations.is_empty() {
        out.push_str("  Nothing was breached, void or in doubt: there is nothing to explain. Name a duty, an act or a question to see why it came out as it did.\n");
        return out;
    }
    for explanation in view.explanations {
        out.push('\n');
        one(&mut out, view, explanation, extent, style);
    }
    if view
        .explanations
        .iter()
        .any(|one| one.leaves.iter().any(|leaf| leaf.needed == Some(true)))
    {
        out.push_str("\n* without this line the verdict would be another\n");
    }
    out
}

fn one(
    out: &mut String,
    view: &ExplainView<'_>,
    explanation: &Explanation,
    extent: Extent,
    style: Style,
) {
    out.push_str(&style.paint(Tone::Strong, &shown(&explanation.title)));
    out.push('\n');
    out.push_str(&paragraph(&shown(&explanation.verdict), 2, style));
    let (steps, _) = view.shown(&explanation.steps, 0, Extent::All);
    for step in steps {
        if extent == Extent::All || !step.aside {
            write_step(out, view, explanation, step, 4, extent, style);
        }
    }
    if !explanation.absences.is_empty() {
        out.push_str(&paragraph(
            "Taken for false or unknown, because nothing states it:",
            4,
            style,
        ));
        let (all, most) = (explanation.absences.len(), super::explain_view::MOST_SHOWN);
        let most = if extent == Extent::All || all <= most + 1 {
            all
        } else {
            most
        };
        for absence in explanation.absences.iter().take(most) {
            out.push_str(&paragraph(
                &format!("- {}", shown(&capital(&absence.says))),
                6,
                style,
            ));
        }
        if all > most {
            out.push_str(&paragraph(&format!("- and {} more", all - most), 6, style));
        }
    }
    for convention in &explanation.conventions {
        let said = format!("Convention: {}", view.words.convention(convention));
        out.push_str(&paragraph(&shown(&said), 4, style));
    }
    let said = match explanation.proved {
        Proved::Whole => return,
        Proved::Enough => "Not every line was tried by leaving it out: there are too many.",
        Proved::Unproved => {
            "This was not proved by running the scenario with nothing but these lines: it is too large."
        }
    };
    out.push_str(&paragraph(said, 4, style));
}

fn write_step(
    out: &mut String,
    view: &ExplainView<'_>,
    explanation: &Explanation,
    step: &Step,
    indent: usize,
    extent: Extent,
    style: Style,
) {
    let mut said = shown(&view.sentence(step));
    if let Some(at) = step.at {
        let leaf = view.leaf(explanation, step);
        let needed = leaf.is_some_and(|leaf| leaf.needed == Some(true));
        let mark = if needed { " *" } else { "" };
        said.push_str(&format!(" [{}{mark}]", shown(&view.place(at))));
    }
    out.push_str(&paragraph(&said, indent, style));
    let (below, more) = view.shown(&step.steps, step.left_out, extent);
    let deeper = (indent + 2).min(DEEPEST_INDENT);
    for step in below {
        write_step(out, view, explanation, step, deeper, extent, style);
    }
    if more > 0 {
        let said = format!("and {}", plural(more, "more like this", "more like these"));
        out.push_str(&paragraph(&said, deeper, style));
    }
}

/// Steps are indented no further than this, so that a line keeps room for words.
const DEEPEST_INDENT: usize = 40;
