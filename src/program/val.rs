//! A value in a run, in eight bytes: canonical, so that the same value has the same bits and can be hashed and compared
//! at once. What does not fit stands in a [`super::pool::Pool`].

use crate::{
    base::{
        date::Date,
        duration::{Duration, Unit},
        id::Id,
        period::{Period, PeriodKind, PeriodSeries},
    },
    policy::{
        delegation::OfficeId,
        norm::NormNameId,
        policy::{FunctionId, IndividualId, ValueId},
    },
};

/// A value in a run. Its bits are the same where the value is the same (within one pool); their order means nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Val(u64);

/// What a [`Val`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tag {
    /// Nothing: a variable not bound, an argument left out, a fact no longer stated.
    None = 0,
    /// `true`, `false`
    Boolean,
    /// A whole number that fits.
    Number,
    /// Any other number, in the pool.
    NumberAt,
    /// A whole percentage that fits.
    Percent,
    /// Any other percentage, in the pool.
    PercentAt,
    /// Whole pounds that fit.
    Money,
    /// Any other money, in the pool.
    MoneyAt,
    /// A date.
    Date,
    /// A length of time.
    Duration,
    /// A text, in the pool.
    Text,
    /// A period.
    Period,
    /// An individual.
    Individual,
    /// An entry of a tree of values.
    Value,
    /// A function.
    Function,
    /// An act with arguments, in the pool.
    Act,
    /// A norm, by its name.
    Norm,
    /// An office of a body.
    Office,
    /// A happening.
    Happening,
    /// A set, in the pool.
    Set,
    /// Not known: what a scenario calls `unknown`.
    Unknown,
    /// One of several: disputed, or changed by an act that may be void; the set of them is in the pool.
    OneOf,
    /// Any value at all: an argument that a question leaves out.
    Any,
}

const TAG_SHIFT: u32 = 56;
const PAYLOAD: u64 = (1 << TAG_SHIFT) - 1;
/// Whole numbers within these bounds stand in the value itself.
const SMALL: i64 = 1 << 55;
/// Bit 31 of a happening's number marks one that is not a line of the timeline (a duty's change of state, a fact's beginning).
const INNER: u32 = 1 << 31;

impl Val {
    /// Nothing: a variable not bound, an argument left out.
    pub const NONE: Val = Val(0);
    /// `false`
    pub const FALSE: Val = Val::make(Tag::Boolean, 0);
    /// `true`
    pub const TRUE: Val = Val::make(Tag::Boolean, 1);
    /// Not known (S2).
    pub const UNKNOWN: Val = Val::make(Tag::Unknown, 0);
    /// Any value at all: an argument that a question leaves out (S7.5).
    pub const ANY: Val = Val::make(Tag::Any, 0);

    pub(super) const fn make(tag: Tag, payload: u64) -> Val {
        Val(((tag as u64) << TAG_SHIFT) | (payload & PAYLOAD))
    }

    /// Its bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    const fn payload(self) -> u64 {
        self.0 & PAYLOAD
    }

    /// The low half of what it carries: an id or a place in the pool.
    pub(super) const fn low(self) -> u32 {
        (self.0 & 0xFFFF_FFFF) as u32
    }

    /// What it is.
    pub const fn tag(self) -> Tag {
        match (self.0 >> TAG_SHIFT) as u8 {
            1 => Tag::Boolean,
            2 => Tag::Number,
            3 => Tag::NumberAt,
            4 => Tag::Percent,
            5 => Tag::PercentAt,
            6 => Tag::Money,
            7 => Tag::MoneyAt,
            8 => Tag::Date,
            9 => Tag::Duration,
            10 => Tag::Text,
            11 => Tag::Period,
            12 => Tag::Individual,
            13 => Tag::Value,
            14 => Tag::Function,
            15 => Tag::Act,
            16 => Tag::Norm,
            17 => Tag::Office,
            18 => Tag::Happening,
            19 => Tag::Set,
            20 => Tag::Unknown,
            21 => Tag::OneOf,
            22 => Tag::Any,
            _ => Tag::None,
        }
    }

    /// Whether it is nothing.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether it is one certain value: neither nothing, nor unknown, nor one of several, nor any.
    pub const fn is_known(self) -> bool {
        !matches!(self.tag(), Tag::None | Tag::Unknown | Tag::OneOf | Tag::Any)
    }

    /// `true` or `false`.
    pub const fn boolean(value: bool) -> Val {
        if value { Val::TRUE } else { Val::FALSE }
    }

    /// Which truth value it is.
    pub const fn as_boolean(self) -> Option<bool> {
        match self {
            Val::TRUE => Some(true),
            Val::FALSE => Some(false),
            _ => None,
        }
    }

    /// A whole number, percentage or number of pounds, where it fits.
    pub const fn small(tag: Tag, number: i64) -> Option<Val> {
        if number >= -SMALL && number < SMALL {
            Some(Val::make(tag, number.cast_unsigned()))
        } else {
            None
        }
    }

    /// The whole number, percentage or number of pounds that stands in the value itself.
    pub const fn as_small(self) -> Option<i64> {
        match self.tag() {
            Tag::Number | Tag::Percent | Tag::Money => {
                Some((self.payload() << 8).cast_signed() >> 8)
            }
            _ => None,
        }
    }

    /// A date, by its day number.
    pub fn date(date: Date) -> Val {
        Val::day(date.days())
    }

    /// A date, by its day number.
    pub const fn day(day: i32) -> Val {
        Val::make(Tag::Date, day.cast_unsigned() as u64)
    }

    /// The day number of a date.
    pub const fn as_day(self) -> Option<i32> {
        match self.tag() {
            Tag::Date => Some(self.low().cast_signed()),
            _ => None,
        }
    }

    /// A length of time.
    pub const fn duration(duration: Duration) -> Val {
        Val::make(
            Tag::Duration,
            ((duration.unit as u64) << 32) | duration.count as u64,
        )
    }

    /// Which length of time it is.
    pub fn as_duration(self) -> Option<Duration> {
        const UNITS: [Unit; 7] = [
            Unit::Hour,
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Year,
            Unit::WorkingDay,
            Unit::ClearDay,
        ];
        if self.tag() != Tag::Duration {
            return None;
        }
        let wanted = self.payload() >> 32;
        let unit = UNITS.into_iter().find(|unit| *unit as u64 == wanted)?;
        Some(Duration::new(self.low(), unit))
    }

    /// A period.
    pub fn period(period: Period) -> Val {
        let kind = match period.kind() {
            PeriodKind::FinancialYear => 0,
            PeriodKind::Month => 1,
            PeriodKind::Declared(series) => u64::from(series.raw()) + 2,
        };
        Val::make(
            Tag::Period,
            (kind << 32) | u64::from(period.index().cast_unsigned()),
        )
    }

    /// Which sort of period it is, and which of its sort.
    pub fn as_period_parts(self) -> Option<(PeriodKind, i32)> {
        if self.tag() != Tag::Period {
            return None;
        }
        let kind = match self.payload() >> 32 {
            0 => PeriodKind::FinancialYear,
            1 => PeriodKind::Month,
            series => {
                PeriodKind::Declared(Id::<PeriodSeries>::new(u32::try_from(series - 2).ok()?))
            }
        };
        Some((kind, self.low().cast_signed()))
    }

    /// An individual.
    pub const fn individual(id: IndividualId) -> Val {
        Val::make(Tag::Individual, id.raw() as u64)
    }

    /// Which individual it is.
    pub const fn as_individual(self) -> Option<IndividualId> {
        match self.tag() {
            Tag::Individual => Some(Id::new(self.low())),
            _ => None,
        }
    }

    /// An entry of a tree of values.
    pub const fn value(id: ValueId) -> Val {
        Val::make(Tag::Value, id.raw() as u64)
    }

    /// Which entry it is.
    pub const fn as_value(self) -> Option<ValueId> {
        match self.tag() {
            Tag::Value => Some(Id::new(self.low())),
            _ => None,
        }
    }

    /// A function.
    pub const fn function(id: FunctionId) -> Val {
        Val::make(Tag::Function, id.raw() as u64)
    }

    /// Which function it is.
    pub const fn as_function(self) -> Option<FunctionId> {
        match self.tag() {
            Tag::Function => Some(Id::new(self.low())),
            _ => None,
        }
    }

    /// A norm, by its name.
    pub const fn norm(id: NormNameId) -> Val {
        Val::make(Tag::Norm, id.raw() as u64)
    }

    /// Which norm it is.
    pub const fn as_norm(self) -> Option<NormNameId> {
        match self.tag() {
            Tag::Norm => Some(Id::new(self.low())),
            _ => None,
        }
    }

    /// An office of a body. There is room for 2^24 offices: the text of so many declarations, with what is made of it, is some ten
    /// gigabytes.
    pub const fn office(office: OfficeId, body: IndividualId) -> Val {
        Val::make(
            Tag::Office,
            ((office.raw() as u64) << 32) | body.raw() as u64,
        )
    }

    /// Which office of which body it is.
    pub const fn as_office(self) -> Option<(OfficeId, IndividualId)> {
        match self.tag() {
            Tag::Office => Some((Id::new((self.payload() >> 32) as u32), Id::new(self.low()))),
            _ => None,
        }
    }

    /// A happening of the timeline, by its place there.
    pub const fn happening(place: u32) -> Val {
        Val::make(Tag::Happening, (place & !INNER) as u64)
    }

    /// A moment that no line of the timeline states, by its number: a duty's change of state, a fact's beginning.
    pub const fn inner_moment(number: u32) -> Val {
        Val::make(Tag::Happening, (number | INNER) as u64)
    }

    /// The place in the timeline of a happening.
    pub const fn as_happening(self) -> Option<u32> {
        match self.tag() {
            Tag::Happening if self.low() & INNER == 0 => Some(self.low()),
            _ => None,
        }
    }

    /// The number of a moment that no line of the timeline states.
    pub const fn as_inner_moment(self) -> Option<u32> {
        match self.tag() {
            Tag::Happening if self.low() & INNER != 0 => Some(self.low() & !INNER),
            _ => None,
        }
    }
}

/// Nothing.
impl Default for Val {
    fn default() -> Val {
        Val::NONE
    }
}
