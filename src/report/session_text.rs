//! What a session is told after each of its lines: what came to be, and what became otherwise.

use super::{
    layout::{Row, table},
    run_acts::{act_rows, link_rows},
    run_duties::duty_row,
    run_text::{
        Detail, MOST_OF_A_COLUMN, cleaned, conflict_rows, left_out_rows, without_effect_rows,
    },
    style::Style,
    view::Ran,
};
use crate::base::source_map::SourceMap;

/// What a run found, in rows that can be held against those of the next run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionRows {
    sections: Vec<(Section, Vec<Row>)>,
}

/// A part of what a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The duties, with their bearers.
    Duties,
    /// The acts, lawful ones too.
    Acts,
    /// The links of delegation.
    Delegations,
    /// Rules that disagree.
    Conflicts,
    /// Lines after the last day that is looked at.
    LeftOut,
    /// Lines that did nothing.
    WithoutEffect,
}

impl Section {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::Duties => "Duties",
            Section::Acts => "Acts",
            Section::Delegations => "Delegations",
            Section::Conflicts => "Conflicts",
            Section::LeftOut => "Left out",
            Section::WithoutEffect => "Without effect",
        }
    }
}

/// What a run found.
pub fn session_rows(ran: &Ran<'_>, texts: &SourceMap) -> SessionRows {
    let words = ran.words(texts);
    let duties = ran.record.duties.iter();
    let duties = duties
        .map(|duty| duty_row(duty, &words, Detail::Usual))
        .collect();
    let all = [
        (Section::Duties, duties),
        (Section::Acts, act_rows(ran, &words, Detail::Everything)),
        (Section::Delegations, link_rows(ran, &words, Detail::Usual)),
        (Section::Conflicts, conflict_rows(ran, &words)),
        (Section::LeftOut, left_out_rows(ran, &words)),
        (Section::WithoutEffect, without_effect_rows(ran, &words)),
    ];
    SessionRows {
        sections: all
            .into_iter()
            .map(|(section, rows)| (section, rows.into_iter().map(cleaned).collect()))
            .collect(),
    }
}

/// What a run found that the one before did not.
pub fn news(before: &SessionRows, now: &SessionRows, style: Style) -> String {
    let mut out = String::new();
    for (section, rows) in &now.sections {
        let mut known: Vec<&Row> = before.rows(*section).iter().collect();
        let mut new = Vec::new();
        for row in rows {
            // A row that stands twice is news the second time.
            match known.iter().position(|one| *one == row) {
                Some(place) => {
                    known.swap_remove(place);
                }
                None => new.push(row.clone()),
            }
        }
        out.push_str(&drawn(*section, &new, style));
    }
    out
}

/// One part of what a run found; nothing where it is empty.
pub fn section_text(rows: &SessionRows, section: Section, style: Style) -> String {
    drawn(section, rows.rows(section), style)
}

impl SessionRows {
    fn rows(&self, section: Section) -> &[Row] {
        let found = self.sections.iter().find(|(one, _)| *one == section);
        found.map_or(&[], |(_, rows)| rows)
    }
}

fn drawn(section: Section, rows: &[Row], style: Style) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows = table(rows, 4, MOST_OF_A_COLUMN, style);
    format!("  {}\n{rows}", section.title())
}
