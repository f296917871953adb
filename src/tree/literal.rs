//! Literals: dates, money, numbers and periods as people write them.

pub use crate::base::duration::Unit;
use crate::base::{date::Date, number::Number};

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`
    Boolean(bool),
    /// `212,000`, `0.5`
    Number(Number),
    /// `75%`; the number is 75.
    Percent(Number),
    /// `£25`, `£1.5m`, `£93bn`, in pounds
    Money(Number),
    /// `£90,000 plus 20% VAT`, in pounds: net amount and rate in percent.
    MoneyPlusVat {
        /// The amount before tax, in pounds.
        net: Number,
        /// The rate of tax, in percent.
        rate: Number,
    },
    /// `2013-04-01`, `1 April 2013`
    Date(Date),
    /// `14:30`, in minutes after midnight
    Time(u16),
    /// `October 2002`
    Month {
        /// The year, 1 to 9999.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// `2013/14`, by the year it starts in
    FinancialYear(i16),
    /// `28 days`, `18 weeks`, `5 working days`
    Duration {
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
    },
    /// `"text"`
    Text(String),
}
