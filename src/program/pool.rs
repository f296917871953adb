//! Where values stand that do not fit in eight bytes: each once, so that the same value has the same bits.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::val::{Tag, Val};
use crate::{
    base::{
        date::Month,
        id::Arena,
        money::Money,
        number::Number,
        period::{Period, PeriodKind, PeriodSeries},
    },
    policy::{
        policy::ActId,
        value::{ActValue, Value},
    },
};

/// Numbers, texts, sets and act values, each once. A program's pool holds its constants; a run begins with a copy of it.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    numbers: Table<Number>,
    texts: Table<SmolStr>,
    sets: Table<Box<[Val]>>,
    acts: Table<(ActId, Box<[Val]>)>,
    /// How many values the sets and acts hold, and how long the texts are.
    within: u64,
    /// The declared periods, without which a period's dates are not known.
    pub series: Arena<PeriodSeries>,
}

/// At so many bytes an item is counted, apart from what it holds.
const BYTES_OF_ITEM: u64 = 96;

#[derive(Debug, Clone)]
struct Table<T> {
    items: Vec<T>,
    places: FxHashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table {
            items: Vec::new(),
            places: FxHashMap::default(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    fn add(&mut self, item: T) -> u64 {
        self.add_new(item).0
    }

    /// Where it stands, and whether it was not there before.
    fn add_new(&mut self, item: T) -> (u64, bool) {
        if let Some(place) = self.places.get(&item) {
            return (u64::from(*place), false);
        }
        // More than 2^32 different values do not fit in memory.
        let place = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item.clone());
        self.places.insert(item, place);
        (u64::from(place), true)
    }

    fn at(&self, val: Val) -> Option<&T> {
        self.items.get(val.low() as usize)
    }
}

impl Pool {
    /// A pool that knows the declared periods.
    pub fn new(series: Arena<PeriodSeries>) -> Pool {
        Pool {
            series,
            ..Pool::default()
        }
    }

    /// How many bytes it keeps, each thing counted at a fixed size.
    pub fn kept(&self) -> u64 {
        let items = self.numbers.items.len()
            + self.texts.items.len()
            + self.sets.items.len()
            + self.acts.items.len();
        // Each stands in a list and in the table that finds it.
        (items as u64).saturating_mul(BYTES_OF_ITEM)
            + self.within.saturating_mul(2 * size_of::<Val>() as u64)
    }

    /// A number.
    pub fn number(&mut self, number: Number) -> Val {
        self.numeric(Tag::Number, number)
    }

    /// A percentage.
    pub fn percent(&mut self, number: Number) -> Val {
        self.numeric(Tag::Percent, number)
    }

    /// A sum of money, in pounds.
    pub fn money(&mut self, number: Number) -> Val {
        self.numeric(Tag::Money, number)
    }

    /// A number, percentage or money, whichever `tag` (its small form) says.
    pub fn numeric(&mut self, tag: Tag, number: Number) -> Val {
        let small = number
            .to_integer()
            .and_then(|whole| i64::try_from(whole).ok())
            .and_then(|whole| Val::small(tag, whole));
        if let Some(small) = small {
            return small;
        }
        let large = match tag {
            Tag::Percent => Tag::PercentAt,
            Tag::Money => Tag::MoneyAt,
            _ => Tag::NumberAt,
        };
        Val::make(large, self.numbers.add(number))
    }

    /// A text.
    pub fn text(&mut self, text: SmolStr) -> Val {
        let len = text.len();
        let (at, is_new) = self.texts.add_new(text);
        if is_new {
            self.within += len as u64 / size_of::<Val>() as u64;
        }
        Val::make(Tag::Text, at)
    }

    /// A set of these, whatever their order and however often each comes.
    pub fn set(&mut self, members: Vec<Val>) -> Val {
        Val::make(Tag::Set, self.members(members))
    }

    /// One of these, if they differ; nothing if there are none.
    pub fn one_of(&mut self, members: Vec<Val>) -> Val {
        let Some(first) = members.first().copied() else {
            return Val::NONE;
        };
        if members.iter().all(|member| *member == first) {
            return first;
        }
        Val::make(Tag::OneOf, self.members(members))
    }

    fn members(&mut self, mut members: Vec<Val>) -> u64 {
        members.sort_unstable_by_key(|val| val.bits());
        members.dedup();
        let len = members.len();
        let (at, is_new) = self.sets.add_new(members.into_boxed_slice());
        if is_new {
            self.within += len as u64;
        }
        at
    }

    /// An act with arguments; what is left out is [`Val::NONE`].
    pub fn act(&mut self, act: ActId, arguments: Vec<Val>) -> Val {
        let len = arguments.len();
        let (at, is_new) = self.acts.add_new((act, arguments.into_boxed_slice()));
        if is_new {
            self.within += len as u64;
        }
        Val::make(Tag::Act, at)
    }

    /// The number of a number, percentage or money.
    pub fn as_number(&self, val: Val) -> Option<Number> {
        match val.tag() {
            Tag::Number | Tag::Percent | Tag::Money => val.as_small().map(Number::from),
            Tag::NumberAt | Tag::PercentAt | Tag::MoneyAt => self.numbers.at(val).copied(),
            _ => None,
        }
    }

    /// The text of a text.
    pub fn as_text(&self, val: Val) -> Option<&SmolStr> {
        if val.tag() != Tag::Text {
            return None;
        }
        self.texts.at(val)
    }

    /// The members of a set, or of one of several, in the order of their bits.
    pub fn as_members(&self, val: Val) -> Option<&[Val]> {
        match val.tag() {
            Tag::Set | Tag::OneOf => self.sets.at(val).map(|members| &**members),
            _ => None,
        }
    }

    /// The act and the arguments of an act value.
    pub fn as_act(&self, val: Val) -> Option<(ActId, &[Val])> {
        if val.tag() != Tag::Act {
            return None;
        }
        self.acts
            .at(val)
            .map(|(act, arguments)| (*act, &**arguments))
    }

    /// The period of a period.
    pub fn as_period(&self, val: Val) -> Option<Period> {
        let (kind, index) = val.as_period_parts()?;
        match kind {
            PeriodKind::FinancialYear => Period::financial_year(index),
            PeriodKind::Month => {
                let month = Month::from_number(index.rem_euclid(12).unsigned_abs() + 1)?;
                Period::month(index.div_euclid(12), month)
            }
            PeriodKind::Declared(series) => {
                Period::declared(series, u32::try_from(index).ok()?, &self.series)
            }
        }
    }

    /// A value of the policy or the case.
    pub fn take(&mut self, value: &Value) -> Val {
        match value {
            Value::Boolean(value) => Val::boolean(*value),
            Value::Number(number) => self.number(*number),
            Value::Percent(number) => self.percent(*number),
            Value::Money(money) => self.money(money.number()),
            Value::Date(date) => Val::date(*date),
            Value::Duration(duration) => Val::duration(*duration),
            Value::Text(text) => self.text(text.clone()),
            Value::Period(period) => Val::period(*period),
            Value::Individual(id) => Val::individual(*id),
            Value::Value(id) => Val::value(*id),
            Value::Function(id) => Val::function(*id),
            Value::Act(act) => {
                let arguments = act.arguments.iter().map(|value| self.take_option(value));
                let arguments = arguments.collect();
                self.act(act.act, arguments)
            }
            Value::Norm(id) => Val::norm(*id),
            Value::Office(office, body) => Val::office(*office, *body),
            Value::Happening(place) => Val::happening(*place),
            Value::Set(members) => {
                let members = members.iter().map(|value| self.take(value)).collect();
                self.set(members)
            }
        }
    }

    /// A value that may be left out.
    pub fn take_option(&mut self, value: &Option<Value>) -> Val {
        value.as_ref().map_or(Val::NONE, |value| self.take(value))
    }

    /// The value as policies, cases and records hold it; none where there is no one certain value.
    pub fn give(&self, val: Val) -> Option<Value> {
        Some(match val.tag() {
            Tag::None | Tag::Unknown | Tag::OneOf | Tag::Any => return None,
            Tag::Boolean => Value::Boolean(val == Val::TRUE),
            Tag::Number | Tag::NumberAt => Value::Number(self.as_number(val)?),
            Tag::Percent | Tag::PercentAt => Value::Percent(self.as_number(val)?),
            Tag::Money | Tag::MoneyAt => Value::Money(Money(self.as_number(val)?)),
            Tag::Date => Value::Date(crate::base::date::Date::from_days(val.as_day()?)?),
            Tag::Duration => Value::Duration(val.as_duration()?),
            Tag::Text => Value::Text(self.as_text(val)?.clone()),
            Tag::Period => Value::Period(self.as_period(val)?),
            Tag::Individual => Value::Individual(val.as_individual()?),
            Tag::Value => Value::Value(val.as_value()?),
            Tag::Function => Value::Function(val.as_function()?),
            Tag::Act => {
                let (act, arguments) = self.as_act(val)?;
                let arguments = arguments.iter().map(|val| self.give(*val)).collect();
                Value::Act(Box::new(ActValue { act, arguments }))
            }
            Tag::Norm => Value::Norm(val.as_norm()?),
            Tag::Office => {
                let (office, body) = val.as_office()?;
                Value::Office(office, body)
            }
            Tag::Happening => Value::Happening(val.low()),
            Tag::Set => Value::Set(self.give_members(val)),
        })
    }

    /// The members of a set, or of one of several, in their order as values.
    pub fn give_members(&self, val: Val) -> Vec<Value> {
        let members = self.as_members(val).unwrap_or(&[]);
        let mut members: Vec<Value> = members.iter().filter_map(|val| self.give(*val)).collect();
        members.sort_unstable();
        members
    }

    /// Which of two known values comes first: by amount, date, text; otherwise as values are ordered. This is the order in
    /// which output stands, never that of bits.
    pub fn compare(&self, one: Val, other: Val) -> Ordering {
        if one == other {
            return Ordering::Equal;
        }
        if one.tag() == other.tag() {
            if let (Some(one), Some(other)) = (one.as_small(), other.as_small()) {
                return one.cmp(&other);
            }
            if let (Some(one), Some(other)) = (one.as_day(), other.as_day()) {
                return one.cmp(&other);
            }
            if one.tag() == Tag::Individual {
                return one.low().cmp(&other.low());
            }
        }
        if let (Some(one), Some(other)) = (self.as_number(one), self.as_number(other)) {
            return one.cmp(&other);
        }
        self.give(one).cmp(&self.give(other))
    }
}
