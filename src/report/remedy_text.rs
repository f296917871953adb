//! What would have put breaches and void acts right, for people.

use super::{
    clean::shown,
    layout::paragraph,
    style::{Style, Tone},
};
use crate::{
    explain::remedy::{Remedies, Remedy},
    words::plural,
};

/// All remedies of a scenario.
pub fn remedy_text(title: &str, remedies: &[Remedies], style: Style) -> String {
    let heading = format!("{}: what would have put it right", shown(title));
    let mut out = style.paint(Tone::Strong, &heading);
    out.push('\n');
    if remedies.is_empty() {
        out.push_str("  There is no breach and no void act to put right.\n");
    }
    for of in remedies {
        out.push('\n');
        out.push_str(&paragraph(
            &shown(&format!("{}: {}", of.title, of.word)),
            2,
            style,
        ));
        if of.offered.is_empty() {
            let tried = plural(
                of.runs as usize,
                "changed scenario was",
                "changed scenarios were",
            );
            let bound = if of.bounded {
                ", and there are more"
            } else {
                ""
            };
            let said = format!(
                "No change of up to three things was found that puts it right: {tried} run{bound}."
            );
            out.push_str(&paragraph(&said, 4, style));
        }
        for (place, remedy) in of.offered.iter().enumerate() {
            let or = if place == 0 { "" } else { "or " };
            one(&mut out, or, remedy, style);
        }
    }
    out
}

fn one(out: &mut String, or: &str, remedy: &Remedy, style: Style) {
    for (place, change) in remedy.changes.iter().enumerate() {
        let join = if place == 0 { or } else { "and " };
        let last = remedy.last.map_or_else(String::new, |day| {
            format!(" ({day} is the last day that would do)")
        });
        let said = format!("- {join}{}{last}", change.says);
        out.push_str(&paragraph(&shown(&said), 4, style));
        if let Some(but) = &change.but {
            out.push_str(&paragraph(&shown(&format!("but {but}")), 8, style));
        }
    }
    for one in &remedy.then {
        out.push_str(&paragraph(
            &shown(&format!("it would then be {one}")),
            8,
            style,
        ));
    }
}
