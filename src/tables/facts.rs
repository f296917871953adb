//! A table of what is given of one fact, a row an entry: its parameters by their names, `value`, `from`, `until`,
//! `according-to`. An empty `value` of a fact that holds or does not hold says that it holds; `unknown` that it is not known.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::{
    bad_rows::BadRows,
    cell::{self, CellFault, CellNames},
    mapped::{Bad, Mapped, names},
};
use crate::{
    base::{date::Date, span::Span},
    case::case::{Dates, GivenFact, GivenValue},
    policy::{
        policy::{Fact, FactId},
        types::Type,
        value::Value,
    },
    tree::scenario::TableColumns,
};

/// Reads a table of one fact. `span` is where its entries are said to stand.
pub fn read(
    path: &str,
    from: impl Read,
    (fact, declared): (FactId, &Fact),
    names_in: &CellNames<'_>,
    mapping: Option<&TableColumns>,
    span: Span,
    bad: &mut BadRows<'_>,
) -> Vec<GivenFact> {
    let mut ours = names(&["value", "from", "until", "according-to"]);
    let parameters = declared.parameters.iter();
    ours.extend(parameters.clone().map(|one| one.name.to_string()));
    let mut needed: Vec<&str> = parameters.clone().map(|one| one.name.as_str()).collect();
    let boolean = declared.ty == Type::Boolean;
    if !boolean {
        needed.push("value");
    }
    let mut given = Vec::new();
    let Some(sheet) = Mapped::open(path, from, mapping, &ours, &needed, bad) else {
        return given;
    };
    let columns: Vec<(Option<usize>, &Type)> = parameters
        .map(|one| (sheet.place(one.name.as_str()), &one.ty))
        .collect();
    let at = ["value", "from", "until", "according-to"].map(|name| sheet.place(name));
    let mut known: Vec<FxHashMap<Box<[u8]>, Value>> = vec![FxHashMap::default(); columns.len()];
    sheet.each(bad, |sheet| {
        let [value, from, until, according_to] = at;
        let mut arguments = Vec::with_capacity(columns.len());
        for ((place, ty), known) in columns.iter().zip(&mut known) {
            let text = sheet.needed(*place)?;
            if let Some(value) = known.get(text) {
                arguments.push(value.clone());
                continue;
            }
            let Some(found) = sheet.read(*place, |text| names_in.value(text, ty))? else {
                return Err(sheet.fault(*place, &CellFault::wanting("a value")));
            };
            known.insert(Box::from(text), found.clone());
            arguments.push(found);
        }
        let read = |text: &str| match text {
            "unknown" if declared.ty != Type::Text => Ok(GivenValue::Unknown),
            text => names_in.value(text, &declared.ty).map(GivenValue::Known),
        };
        let said = match sheet.read(value, read)? {
            Some(said) => said,
            None if boolean => GivenValue::Known(Value::Boolean(true)),
            None => {
                sheet.needed(value)?;
                GivenValue::Unknown
            }
        };
        let day = |place: Option<usize>| -> Bad<Option<Date>> {
            let day = sheet.bytes(place).map(cell::date).transpose();
            day.map_err(|fault| sheet.fault(place, &fault))
        };
        let dates = Dates {
            from: day(from)?,
            until: day(until)?,
        };
        if let (Some(from), Some(until)) = (dates.from, dates.until)
            && until < from
        {
            return Err(sheet.row_fault("this ends before it begins"));
        }
        given.push(GivenFact {
            fact,
            arguments,
            value: said,
            dates,
            according_to: sheet.text(according_to)?.map(str::to_owned),
            span,
        });
        Ok(())
    });
    given
}
