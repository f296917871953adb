//! A table of delegations. A row that is a state of affairs between individuals (S7.4) becomes a small record; one that was
//! `made` on a day, is counted over more than an act, or is of an office becomes a link as a scenario gives it.
//!
//! Columns: `link` (its name), `delegator`, `delegate`, `function` (functions or acts, between `;`), `limit`, `counted`,
//! `from`, `until`, `sub-delegation`, `made`, `on-behalf-of`, `rule`.

use std::io::Read;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{
    bad_rows::BadRows,
    cell::{self, CellFault, CellNames},
    mapped::{Bad, Mapped, names},
};
use crate::{
    base::{date::Date, id::Arena, money::Money, nearest::nearest, number::Number, span::Span},
    case::{
        case::{Dates, GivenLink, Link, LinkLimit},
        link_rows::{LinkRow, LinkRows, NO_LIMIT, RowSub},
    },
    policy::{
        delegation::{DelegationRuleId, Matter, SubDelegation},
        norm::Counted,
        policy::Policy,
        types::Type,
        value::Value,
    },
    tree::scenario::TableColumns,
};

/// Links that were read from a table.
#[derive(Debug, Default)]
pub struct LinkTable {
    /// Small ones.
    pub rows: LinkRows,
    /// All others.
    pub links: Vec<GivenLink>,
}

const OURS: [&str; 12] = [
    "link",
    "delegator",
    "delegate",
    "function",
    "limit",
    "counted",
    "from",
    "until",
    "sub-delegation",
    "made",
    "on-behalf-of",
    "rule",
];

/// Reads a table of delegations. `span` is where links that are not small are said to stand.
pub fn read(
    path: &str,
    from: impl Read,
    names_in: &CellNames<'_>,
    mapping: Option<&TableColumns>,
    span: Span,
    bad: &mut BadRows<'_>,
) -> LinkTable {
    let mut table = LinkTable::default();
    let ours = names(&OURS);
    let needed = ["delegator", "delegate", "function"];
    let Some(sheet) = Mapped::open(path, from, mapping, &ours, &needed, bad) else {
        return table;
    };
    let at = OURS.map(|name| sheet.place(name));
    let mut reading = Reading {
        names: names_in,
        at,
        parties: FxHashMap::default(),
        matters: FxHashMap::default(),
        limits: Default::default(),
        has_rules: !names_in.policy().delegations.is_empty(),
        span,
    };
    sheet.each(bad, |sheet| reading.row(sheet, &mut table));
    table
}

struct Reading<'n, 'p> {
    names: &'n CellNames<'p>,
    at: [Option<usize>; 12],
    parties: FxHashMap<Box<[u8]>, Value>,
    /// By the text in `function`: the matters, and whether their limits are of money.
    matters: FxHashMap<Box<[u8]>, (Vec<Matter>, bool)>,
    limits: [FxHashMap<Box<[u8]>, Value>; 2],
    has_rules: bool,
    span: Span,
}

impl Reading<'_, '_> {
    fn row<R: Read>(&mut self, sheet: &Mapped<'_, R>, table: &mut LinkTable) -> Bad<()> {
        let [
            link,
            delegator,
            delegate,
            function,
            limit,
            counted,
            from,
            until,
            sub,
            made,
            on_behalf_of,
            rule,
        ] = self.at;
        let giver = self.party(sheet, delegator)?;
        let to = self.party(sheet, delegate)?;
        self.note_matters(sheet, function)?;
        let known = sheet
            .bytes(function)
            .and_then(|text| self.matters.get(text));
        let (what, money) =
            known.map_or((&[][..], true), |(what, money)| (what.as_slice(), *money));
        let limit = match sheet.bytes(limit) {
            None => None,
            Some(text) => {
                let [numbers, sums] = &mut self.limits;
                let known = if money { sums } else { numbers };
                match known.get(text) {
                    Some(known) => Some(known.clone()),
                    None => {
                        let found = sheet.read(limit, |text| amount(text, money))?;
                        if let Some(found) = &found {
                            known.insert(Box::from(text), found.clone());
                        }
                        found
                    }
                }
            }
        };
        let day = |place: Option<usize>| -> Bad<Option<Date>> {
            let Some(text) = sheet.bytes(place) else {
                return Ok(None);
            };
            let day = cell::date(text);
            day.map(Some).map_err(|fault| sheet.fault(place, &fault))
        };
        let dates = Dates {
            from: day(from)?,
            until: day(until)?,
        };
        if let (Some(from), Some(until)) = (dates.from, dates.until)
            && until < from
        {
            return Err(sheet.row_fault("this link ends before it begins"));
        }
        let made = day(made)?;
        let sub = sheet.read(sub, sub_delegation)?;
        let names = self.names;
        let counted = sheet.read(counted, counted_over)?;
        let on_behalf_of = sheet.read(on_behalf_of, |text| names.party(text))?;
        let under = sheet.read(rule, |text| rule_named(names.policy(), text))?;
        let name = sheet.text(link)?;
        let is_small = made.is_none()
            && on_behalf_of.is_none()
            && under.is_none()
            && counted.as_ref().is_none_or(|one| *one == Counted::PerAct);
        let small_limit = match &limit {
            None => Some((NO_LIMIT, true)),
            Some(Value::Money(money)) => hundredths(money.number()).map(|one| (one, true)),
            Some(Value::Number(number)) => hundredths(*number).map(|one| (one, false)),
            Some(_) => None,
        };
        let small_sub = match sub {
            Some(SubDelegation::NotPermitted) => Some(RowSub::NotPermitted),
            Some(SubDelegation::Permitted) => Some(RowSub::Permitted),
            Some(SubDelegation::Once) => Some(RowSub::Once),
            // A rule that fits the link says so, where there are rules.
            None if !self.has_rules => Some(RowSub::NotPermitted),
            _ => None,
        };
        if let (
            true,
            Value::Individual(from),
            Value::Individual(to),
            [what],
            Some((limit, money)),
            Some(sub),
        ) = (is_small, &giver, &to, what, small_limit, small_sub)
        {
            let row = LinkRow {
                from: *from,
                to: *to,
                what: *what,
                limit,
                first: dates.from.map_or(i32::MIN, Date::days),
                last: dates.until.map_or(i32::MAX, Date::days),
                money,
                sub,
            };
            table.rows.add(row, name);
            return Ok(());
        }
        table.links.push(GivenLink {
            link: Link {
                from: giver,
                acting_as: None,
                on_behalf_of,
                what: what.to_vec(),
                to,
                limit: limit.map(|amount| LinkLimit {
                    amount,
                    below: false,
                    counted: counted.unwrap_or(Counted::PerAct),
                }),
                sub_delegation: sub,
                variables: Arena::new(),
                dates,
                under,
            },
            made,
            label: name.map(SmolStr::new),
            span: self.span,
        });
        Ok(())
    }

    fn party<R: Read>(&mut self, sheet: &Mapped<'_, R>, place: Option<usize>) -> Bad<Value> {
        let text = sheet.needed(place)?;
        if let Some(known) = self.parties.get(text) {
            return Ok(known.clone());
        }
        let found = sheet.read(place, |text| self.names.party(text))?;
        let Some(found) = found else {
            return Err(sheet.fault(place, &CellFault::wanting("a name")));
        };
        self.parties.insert(Box::from(text), found.clone());
        Ok(found)
    }

    fn note_matters<R: Read>(&mut self, sheet: &Mapped<'_, R>, place: Option<usize>) -> Bad<()> {
        let text = sheet.needed(place)?;
        if !self.matters.contains_key(text) {
            let policy = self.names.policy();
            let found = sheet.read(place, |text| {
                let parts = text.split(';').map(str::trim);
                parts
                    .filter(|part| !part.is_empty())
                    .map(|part| matter(policy, part))
                    .collect::<Result<Vec<_>, _>>()
            })?;
            let found = found.unwrap_or_default();
            let money = found.iter().any(|one| speaks_of_money(policy, *one));
            self.matters.insert(Box::from(text), (found, money));
        }
        Ok(())
    }
}

/// A function, or an act by its own name.
fn matter(policy: &Policy, text: &str) -> Result<Matter, CellFault> {
    let functions = &policy.functions;
    if let Some((id, _)) = functions.entries().find(|(_, one)| one.name == text) {
        return Ok(Matter::Function(id));
    }
    if let Some((id, _)) = policy.acts.entries().find(|(_, one)| one.name == text) {
        return Ok(Matter::Act(id));
    }
    let known = functions.iter().map(|one| one.name.as_str());
    let known = known.chain(policy.acts.iter().map(|one| one.name.as_str()));
    Err(CellFault {
        wanted: "the name of a function or an act".to_owned(),
        nearest: nearest(text, known).map(str::to_owned),
    })
}

/// Whether a limit on a matter is one of money: some act in it has an amount of money, or none has an amount at all.
fn speaks_of_money(policy: &Policy, matter: Matter) -> bool {
    let within = |act: &&crate::policy::policy::Act| match matter {
        Matter::Everything => true,
        Matter::Act(one) => policy.acts.get(one).is_some_and(|one| one.name == act.name),
        Matter::Function(function) => act
            .under
            .is_some_and(|under| policy.is_function_within(under, function)),
    };
    let of = |ty: Type| {
        let mut acts = policy.acts.iter().filter(within);
        acts.any(|act| act.parameters.iter().any(|one| one.ty == ty))
    };
    of(Type::Money) || !of(Type::Number)
}

fn amount(text: &str, money: bool) -> Result<Value, CellFault> {
    let wanted = || CellFault::wanting("an amount of at least 0, such as £250,000 or 250000");
    let read = match Money::parse(text) {
        Ok(money) => Ok(Value::Money(money)),
        Err(_) => Number::parse(text).map(|number| match money {
            true => Value::Money(Money(number)),
            false => Value::Number(number),
        }),
    };
    match read.map_err(|_| wanted())? {
        Value::Money(money) if money.is_negative() => Err(wanted()),
        Value::Number(number) if number.is_negative() => Err(wanted()),
        amount => Ok(amount),
    }
}

/// A number in hundredths, where that is a whole number of them.
fn hundredths(number: Number) -> Option<i64> {
    let times = 100 / number.denominator();
    if times * number.denominator() != 100 {
        return None;
    }
    let whole = number.numerator().checked_mul(times)?;
    i64::try_from(whole).ok().filter(|one| *one != NO_LIMIT)
}

fn sub_delegation(text: &str) -> Result<SubDelegation, CellFault> {
    match text {
        "permitted" | "true" | "yes" | "1" => Ok(SubDelegation::Permitted),
        "not permitted" | "false" | "no" | "0" => Ok(SubDelegation::NotPermitted),
        "permitted once" | "once" => Ok(SubDelegation::Once),
        _ => Err(CellFault::wanting(
            "`permitted`, `not permitted` or `permitted once`",
        )),
    }
}

fn counted_over(text: &str) -> Result<Counted, CellFault> {
    use crate::base::period::PeriodKind;
    match text {
        "per act" => Ok(Counted::PerAct),
        "in total" => Ok(Counted::InTotal),
        "in each financial-year" => Ok(Counted::InEach(PeriodKind::FinancialYear)),
        "in each month" => Ok(Counted::InEach(PeriodKind::Month)),
        _ => match text.strip_prefix("per ") {
            Some(argument) => Ok(Counted::PerArgument(SmolStr::new(argument.trim()))),
            None => Err(CellFault::wanting(
                "`per act`, `per` an argument, `in each financial-year`, `in each month` or `in total`",
            )),
        },
    }
}

fn rule_named(policy: &Policy, text: &str) -> Result<DelegationRuleId, CellFault> {
    let rules = &policy.delegations;
    let found = rules.entries().find(|(_, one)| one.name == text);
    found.map(|(id, _)| id).ok_or_else(|| CellFault {
        wanted: "the name of a rule of delegation".to_owned(),
        nearest: nearest(text, rules.iter().map(|one| one.name.as_str())).map(str::to_owned),
    })
}
