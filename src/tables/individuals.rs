//! A table of individuals of one kind, a row each: `name`, `title`, `from` and `until` (when it exists), and the attributes of
//! the kind by their names.

use std::io::Read;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::{
    bad_rows::BadRows,
    cell::{self, CellFault, CellNames},
    mapped::{Bad, Mapped, names},
};
use crate::{
    base::{date::Date, id::Arena, span::Span},
    case::case::{Dates, Existing, GivenFact, GivenValue},
    policy::{
        policy::{Fact, FactId, FactSort, Individual, IndividualId, KindId, Policy},
        value::Value,
    },
    tree::scenario::TableColumns,
};

/// Attributes as they were read, to be understood once every individual is known.
#[derive(Debug, Default)]
pub struct Attributes {
    entries: Vec<Attribute>,
}

#[derive(Debug)]
struct Attribute {
    of: IndividualId,
    fact: FactId,
    text: String,
    path: SmolStr,
    line: u64,
}

/// Reads a table of individuals and adds them to those that there are. `span` is where they are said to stand.
#[expect(
    clippy::too_many_arguments,
    reason = "one call site, and each is a different thing"
)]
pub fn read(
    path: &str,
    from: impl Read,
    kind: KindId,
    policy: &Policy,
    mapping: Option<&TableColumns>,
    span: Span,
    to: (&mut Arena<Individual>, &mut Vec<Existing>),
    bad: &mut BadRows<'_>,
) -> Attributes {
    let mut attributes = Attributes::default();
    let own: Vec<(FactId, &Fact)> = policy
        .facts
        .entries()
        .filter(
            |(_, fact)| matches!(fact.sort, FactSort::Attribute(of) if policy.is_kind(kind, of)),
        )
        .collect();
    let mut ours = names(&["name", "title", "from", "until"]);
    ours.extend(own.iter().map(|(_, fact)| fact.name.to_string()));
    let Some(sheet) = Mapped::open(path, from, mapping, &ours, &["name"], bad) else {
        return attributes;
    };
    let at = ["name", "title", "from", "until"].map(|name| sheet.place(name));
    let own: Vec<(FactId, Option<usize>)> = own
        .into_iter()
        .map(|(id, fact)| (id, sheet.place(fact.name.as_str())))
        .filter(|(_, place)| place.is_some())
        .collect();
    let (individuals, existing) = to;
    let mut taken: FxHashSet<SmolStr> = individuals.iter().map(|one| one.name.clone()).collect();
    sheet.each(bad, |sheet| {
        let [name, title, from, until] = at;
        sheet.needed(name)?;
        let text = SmolStr::new(sheet.text(name)?.unwrap_or_default());
        let day = |place: Option<usize>| -> Bad<Option<Date>> {
            let day = sheet.bytes(place).map(cell::date).transpose();
            day.map_err(|fault| sheet.fault(place, &fault))
        };
        let dates = Dates {
            from: day(from)?,
            until: day(until)?,
        };
        let title = sheet.text(title)?.map(str::to_owned);
        if !taken.insert(text.clone()) {
            return Err(sheet.fault(name, &CellFault::wanting("a name that is not taken yet")));
        }
        let of = individuals.push(Individual {
            name: text,
            title,
            kind,
            span,
        });
        if dates != Dates::default() {
            existing.push(Existing {
                individual: of,
                dates,
                span,
            });
        }
        for (fact, place) in &own {
            if let Some(text) = sheet.text(*place)? {
                attributes.entries.push(Attribute {
                    of,
                    fact: *fact,
                    text: text.to_owned(),
                    path: path.into(),
                    line: sheet.line(),
                });
            }
        }
        Ok(())
    });
    attributes
}

impl Attributes {
    /// What the attributes say, now that every name is known.
    pub fn given(self, names: &CellNames<'_>, span: Span, bad: &mut BadRows<'_>) -> Vec<GivenFact> {
        let mut given = Vec::new();
        let mut path = SmolStr::default();
        for one in self.entries {
            let Some(fact) = names.policy().facts.get(one.fact) else {
                continue;
            };
            match names.value(&one.text, &fact.ty) {
                Ok(value) => given.push(GivenFact {
                    fact: one.fact,
                    arguments: vec![Value::Individual(one.of)],
                    value: GivenValue::Known(value),
                    dates: Dates::default(),
                    according_to: None,
                    span,
                }),
                Err(fault) => {
                    let told = super::messages::bad_cell(
                        &one.path,
                        one.line,
                        fact.name.as_str(),
                        one.text.as_bytes(),
                        &fault,
                    );
                    path = one.path;
                    if !bad.tell(told) {
                        break;
                    }
                }
            }
        }
        bad.end_of_table(&path);
        given
    }
}
