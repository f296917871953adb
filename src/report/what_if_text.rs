//! What comes out otherwise in a changed copy of a scenario, for people.

use super::{
    clean::shown,
    layout::paragraph,
    style::{Style, Tone},
};
use crate::{
    base::source_map::SourceMap,
    case::case::Case,
    explain::what_if::{Came, Difference, On, Sort},
    policy::policy::Policy,
    record::record::Record,
    words::Words,
};

/// What the report of a what-if is given.
#[derive(Clone, Copy)]
pub struct WhatIfView<'a> {
    /// The pack, by name.
    pub pack: &'a str,
    /// The title of the scenario.
    pub title: &'a str,
    /// The changes.
    pub but: &'a [String],
    /// What comes out otherwise.
    pub differences: &'a [Difference],
    /// Whether the questions of the scenario were asked of the changed copy.
    pub asked: bool,
    /// The speaker.
    pub words: Words<'a>,
}

impl<'a> WhatIfView<'a> {
    /// What comes out otherwise in a changed copy of a scenario, of which this is the case and the record.
    pub fn new(
        (texts, pack): (&'a SourceMap, &'a str),
        (policy, case, record): (&'a Policy, &'a Case, &'a Record),
        (title, but): (&'a str, &'a [String]),
        differences: &'a [Difference],
        asked: bool,
    ) -> WhatIfView<'a> {
        WhatIfView {
            pack,
            title,
            but,
            differences,
            asked,
            words: Words::new(policy)
                .of_case(case)
                .of_record(record)
                .quoting(texts),
        }
    }
}

/// The whole.
pub fn what_if_text(view: &WhatIfView<'_>, style: Style) -> String {
    let mut out = style.paint(Tone::Strong, &format!("{}, but", shown(view.title)));
    out.push('\n');
    for line in view.but {
        out.push_str(&paragraph(&shown(line), 2, style));
    }
    if view.differences.is_empty() {
        out.push_str(
            "\nNothing comes out otherwise: every duty, act, link and answer is as it was.\n",
        );
    }
    let mut heading = None;
    for difference in view.differences {
        if heading != Some(difference.of) {
            heading = Some(difference.of);
            out.push_str(&format!("\n  {}\n", name(difference.of)));
        }
        one(&mut out, view, difference, style);
    }
    if !view.asked {
        out.push_str(
            "\nThe questions of the scenario were not asked again: they name what is changed.\n",
        );
    }
    out
}

fn name(sort: Sort) -> &'static str {
    match sort {
        Sort::Duty => "Duties",
        Sort::Act => "Acts",
        Sort::Link => "Delegations",
        Sort::Conflict => "Conflicts",
        Sort::Statement => "Statements",
        Sort::Answer => "Questions",
    }
}

fn one(out: &mut String, view: &WhatIfView<'_>, difference: &Difference, style: Style) {
    let clauses = view.words.clauses(&difference.clauses);
    let title = if clauses.is_empty() {
        difference.title.clone()
    } else {
        format!("{} [{clauses}]", difference.title)
    };
    out.push_str(&paragraph(&shown(&title), 4, style));
    let was = match &difference.before {
        Some(came) => format!("was: {}", said(came)),
        None => "was: not there".to_owned(),
    };
    let is = match &difference.after {
        Some(came) => format!("now: {}", said(came)),
        None => match difference.of {
            Sort::Duty => "now: it does not arise".to_owned(),
            _ => "now: not there".to_owned(),
        },
    };
    out.push_str(&paragraph(&shown(&was), 6, style));
    out.push_str(&paragraph(&shown(&is), 6, style));
}

fn said(came: &Came) -> String {
    let on = match came.on {
        Some(On::Since(day)) => format!(" on {day}"),
        Some(On::Due(day)) => format!(", due on {day}"),
        None => String::new(),
    };
    let because = came.because.join("; ");
    if because.is_empty() {
        format!("{}{on}", came.word)
    } else {
        format!("{}{on}: {because}", came.word)
    }
}
