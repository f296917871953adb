//! Sums of money in pounds: exact, and never rounded but where a rule says so.

use std::fmt;

use super::number::{ArithmeticError, Number, NumberError};

/// A sum of money, in pounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub Number);

/// Why a text is no sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoneyError {
    /// It does not begin with `£`.
    NoPound,
    /// What follows is no number.
    Number(NumberError),
}

impl Money {
    /// £0.
    pub const ZERO: Money = Money(Number::ZERO);

    /// So many whole pounds.
    pub fn pounds(pounds: i64) -> Money {
        Money(Number::from(pounds))
    }

    /// Reads `£25`, `£250,000`, `£0.10`, `£1.5m` (millions), `£93bn` (thousand millions); a `-` may stand before the `£`.
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1_i64, rest),
            None => (1, text),
        };
        let amount = text.strip_prefix('£').ok_or(MoneyError::NoPound)?;
        let (digits, scale) = if let Some(digits) = amount.strip_suffix("bn") {
            (digits, 1_000_000_000_i64)
        } else if let Some(digits) = amount.strip_suffix('m') {
            (digits, 1_000_000)
        } else {
            (amount, 1)
        };
        if digits.starts_with('-') {
            return Err(MoneyError::Number(NumberError::Form));
        }
        let number = Number::parse(digits).map_err(MoneyError::Number)?;
        let pounds = number.checked_mul(Number::from(sign * scale));
        pounds
            .map(Money)
            .map_err(|_| MoneyError::Number(NumberError::TooLarge))
    }

    /// The number of pounds.
    pub fn number(self) -> Number {
        self.0
    }

    /// Whether it is below £0.
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// The sum of both.
    pub fn checked_add(self, other: Money) -> Result<Money, ArithmeticError> {
        self.0.checked_add(other.0).map(Money)
    }

    /// What is left when the other is taken off.
    pub fn checked_sub(self, other: Money) -> Result<Money, ArithmeticError> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// So many times as much.
    pub fn checked_mul(self, factor: Number) -> Result<Money, ArithmeticError> {
        self.0.checked_mul(factor).map(Money)
    }

    /// The share of one in so many.
    pub fn checked_div(self, divisor: Number) -> Result<Money, ArithmeticError> {
        self.0.checked_div(divisor).map(Money)
    }

    /// Rounded to the penny, half away from £0: only where a rule says `rounded to the penny`.
    pub fn round_to_penny(self) -> Result<Money, ArithmeticError> {
        self.0.round_to_penny().map(Money)
    }

    /// As people write it, and whether that is exact: whole pounds without pence, else two digits of pence, or more if there is a
    /// part of a penny. A sum that does not end is rounded to the penny, or to its first two digits that tell something.
    pub fn display(self) -> (String, bool) {
        let (digits, exact) = self.0.display_with(2);
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", digits.as_str()),
        };
        let one_digit_of_pence = digits
            .split_once('.')
            .is_some_and(|(_, pence)| pence.len() == 1);
        let padding = if one_digit_of_pence { "0" } else { "" };
        (format!("{sign}£{digits}{padding}"), exact)
    }
}

/// `£250,000`, `£1.50`; a sum that does not end as `about £33.33`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, exact) = self.display();
        if !exact {
            f.write_str("about ")?;
        }
        f.write_str(&text)
    }
}
