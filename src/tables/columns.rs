//! How the columns of a table are mapped: by what a background says under `columns of …`, or by headings that are our own names.

use crate::{
    base::{nearest::nearest, span::Span},
    diagnostics::problems::Problems,
    tree::{
        expr::{Expr, ExprKind},
        literal::Literal,
        scenario::TableColumns,
    },
};

use super::messages;

/// Where the cells of one of our columns come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Our name.
    pub name: String,
    /// Their heading, where it has one.
    pub heading: Option<String>,
    /// What stands in it.
    pub source: ColumnSource,
    /// Their words, our names.
    pub words: Vec<(String, String)>,
    /// Where the mapping is said, if it is.
    pub span: Option<Span>,
}

impl Column {
    /// What it is called in messages: as it is in the table.
    pub fn called(&self) -> &str {
        self.heading.as_deref().unwrap_or(&self.name)
    }
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnSource {
    /// The cells under the heading at this place.
    Heading(usize),
    /// The same in every row.
    Constant(String),
}

/// The headings that a mapping names, to be looked for in a table that has no row of headings.
pub fn wanted(mapping: Option<&TableColumns>, ours: &[String]) -> Vec<String> {
    match mapping {
        Some(said) => said
            .columns
            .iter()
            .filter_map(|column| column.from.as_ref())
            .map(|from| from.text.clone())
            .collect(),
        None => ours.to_vec(),
    }
}

/// Maps a table's headings to our names. Where no mapping is said every heading must be one of our names; where one is said,
/// headings that it leaves out are not read.
pub fn mapped(
    path: &str,
    headings: &[String],
    mapping: Option<&TableColumns>,
    ours: &[String],
    problems: &mut Problems,
) -> Vec<Column> {
    let mut columns = Vec::new();
    let Some(said) = mapping else {
        for (place, heading) in headings.iter().enumerate() {
            if ours.contains(heading) {
                columns.push(Column {
                    name: heading.clone(),
                    heading: Some(heading.clone()),
                    source: ColumnSource::Heading(place),
                    words: Vec::new(),
                    span: None,
                });
            } else {
                problems.push(messages::unmapped_heading(
                    path,
                    heading,
                    nearest(heading, ours.iter().map(String::as_str)),
                ));
            }
        }
        return columns;
    };
    for column in &said.columns {
        let name = column.name.text.to_string();
        if !ours.contains(&name) {
            problems.push(messages::unknown_column(
                column.name.span,
                &name,
                nearest(&name, ours.iter().map(String::as_str)),
                ours,
            ));
            continue;
        }
        let source = match (&column.from, &column.constant) {
            (Some(from), _) => match headings.iter().position(|heading| *heading == from.text) {
                Some(place) => ColumnSource::Heading(place),
                None => {
                    let near = nearest(&from.text, headings.iter().map(String::as_str));
                    problems.push(messages::missing_heading(
                        path, from.span, &from.text, near, headings,
                    ));
                    continue;
                }
            },
            (None, Some(constant)) => match text_of(constant) {
                Some(text) => ColumnSource::Constant(text),
                None => {
                    problems.push(messages::not_a_constant(constant.span));
                    continue;
                }
            },
            (None, None) => continue,
        };
        let words = column
            .words
            .iter()
            .filter_map(|(theirs, ours)| match text_of(ours) {
                Some(ours) => Some((theirs.text.clone(), ours)),
                None => {
                    problems.push(messages::not_a_constant(ours.span));
                    None
                }
            })
            .collect();
        columns.push(Column {
            name,
            heading: column.from.as_ref().map(|from| from.text.clone()),
            source,
            words,
            span: Some(column.name.span),
        });
    }
    columns
}

/// A name or literal of a mapping as the text of a cell.
fn text_of(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.to_string()),
        ExprKind::Literal(literal) => match literal {
            Literal::Boolean(truth) => Some(truth.to_string()),
            Literal::Number(number) => Some(number.to_string()),
            Literal::Money(number) => Some(number.to_string()),
            Literal::Date(date) => Some(date.iso()),
            Literal::Text(text) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
