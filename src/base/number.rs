//! Exact numbers: ratios of two integers in lowest terms. Nothing here rounds unless it is called rounding, and a number
//! past 128 bits is an error, never a wrong number.

use std::{cmp::Ordering, fmt, hash};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub};

/// An exact number: a ratio of two integers of 128 bits in lowest terms.
#[derive(Debug, Clone, Copy)]
pub struct Number(Ratio<i128>); // INVARIANT: lowest terms, denominator above 0, numerator not `i128::MIN`.

/// Why a sum has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticError {
    /// The result needs more than 128 bits: an error that names the expression.
    Overflow,
    /// Something was divided by 0: the result is unknown, which is no error.
    DivisionByZero,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// It is not digits, with at most one point between digits.
    Form,
    /// Its commas do not part groups of three: `2,12`.
    Separators,
    /// It needs more than 128 bits.
    TooLarge,
}

impl Number {
    /// 0.
    pub const ZERO: Number = Number(Ratio::new_raw(0, 1));
    /// 1.
    pub const ONE: Number = Number(Ratio::new_raw(1, 1));
    /// 100, by which a percentage is divided.
    pub const HUNDRED: Number = Number(Ratio::new_raw(100, 1));

    /// The ratio of two integers, in lowest terms.
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Number, ArithmeticError> {
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(ArithmeticError::Overflow);
        }
        if denominator == 0 {
            return Err(ArithmeticError::DivisionByZero);
        }
        Ok(Number(Ratio::new(numerator, denominator)))
    }

    /// The integer above the line, in lowest terms; it carries the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The integer below the line, in lowest terms; above 0.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        self.denominator() == 1
    }

    /// The whole number that it is, if it is one.
    pub fn to_integer(self) -> Option<i128> {
        self.is_integer().then(|| self.numerator())
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.numerator() == 0
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        self.numerator() < 0
    }

    /// This number with the other sign. It cannot fail: the one integer without an opposite is never held.
    pub fn negated(self) -> Number {
        Number(-self.0)
    }

    /// The sum.
    pub fn checked_add(self, other: Number) -> Result<Number, ArithmeticError> {
        if self.is_integer() && other.is_integer() {
            return Number::within(
                self.numerator()
                    .checked_add(other.numerator())
                    .map(Ratio::from_integer),
            );
        }
        Number::within(CheckedAdd::checked_add(&self.0, &other.0))
    }

    /// The difference.
    pub fn checked_sub(self, other: Number) -> Result<Number, ArithmeticError> {
        if self.is_integer() && other.is_integer() {
            return Number::within(
                self.numerator()
                    .checked_sub(other.numerator())
                    .map(Ratio::from_integer),
            );
        }
        Number::within(CheckedSub::checked_sub(&self.0, &other.0))
    }

    /// The product.
    pub fn checked_mul(self, other: Number) -> Result<Number, ArithmeticError> {
        Number::within(CheckedMul::checked_mul(&self.0, &other.0))
    }

    /// The quotient.
    pub fn checked_div(self, other: Number) -> Result<Number, ArithmeticError> {
        if other.is_zero() {
            return Err(ArithmeticError::DivisionByZero);
        }
        let sign = other.numerator().signum();
        let turned = Ratio::new_raw(sign * other.denominator(), sign * other.numerator());
        Number::within(CheckedMul::checked_mul(&self.0, &turned))
    }

    /// Rounded to so many decimal places, half away from 0.
    pub fn rounded(self, places: u32) -> Result<Number, ArithmeticError> {
        let divisor = self.denominator().unsigned_abs();
        let mut digits = self.numerator().unsigned_abs() / divisor;
        let mut rest = self.numerator().unsigned_abs() % divisor;
        let mut scale: u128 = 1;
        for _ in 0..places {
            if rest == 0 {
                break;
            }
            let digit;
            (digit, rest) = next_digit(rest, divisor);
            scale = scale.checked_mul(10).ok_or(ArithmeticError::Overflow)?;
            digits = digits
                .checked_mul(10)
                .and_then(|digits| digits.checked_add(digit))
                .ok_or(ArithmeticError::Overflow)?;
        }
        if rest >= divisor - rest {
            digits = digits.checked_add(1).ok_or(ArithmeticError::Overflow)?;
        }
        let digits = i128::try_from(digits).map_err(|_| ArithmeticError::Overflow)?;
        let scale = i128::try_from(scale).map_err(|_| ArithmeticError::Overflow)?;
        Number::ratio(self.numerator().signum() * digits, scale)
    }

    /// Rounded to the penny, half away from 0: what `rounded to the penny` means.
    pub fn round_to_penny(self) -> Result<Number, ArithmeticError> {
        self.rounded(2)
    }

    /// Reads a decimal: `212,000`, `0.10`, `-3.5`. Commas part groups of three digits before the point, all or none.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberError::Form),
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        if whole.is_empty()
            || !whole
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b',')
        {
            return Err(NumberError::Form);
        }
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::Form);
        }
        if whole.contains(',') {
            let mut groups = whole.split(',');
            let first = groups.next().map_or(0, str::len);
            if !(1..=3).contains(&first) || groups.any(|group| group.len() != 3) {
                return Err(NumberError::Separators);
            }
        }
        let fraction = fraction.trim_end_matches('0');
        let mut number: i128 = 0;
        let mut scale: i128 = 1;
        for byte in whole
            .bytes()
            .filter(|byte| *byte != b',')
            .chain(fraction.bytes())
        {
            let digit = i128::from(byte.wrapping_sub(b'0'));
            number = number
                .checked_mul(10)
                .and_then(|number| number.checked_add(digit))
                .ok_or(NumberError::TooLarge)?;
        }
        for _ in fraction.bytes() {
            scale = scale.checked_mul(10).ok_or(NumberError::TooLarge)?;
        }
        Number::ratio(sign * number, scale).map_err(|_| NumberError::TooLarge)
    }

    /// As a decimal with commas between thousands, and whether that is exact. A decimal that does not end is rounded to
    /// [`PLACES`](Self::PLACES) significant places after the point.
    pub fn display(self) -> (String, bool) {
        self.display_with(Self::PLACES)
    }

    /// How many digits after the point (and its noughts, if the whole part is 0) are shown of a decimal that does not end.
    pub const PLACES: u32 = 6;

    /// As a decimal, rounded to so many places after the point if it does not end; more if all of them would be 0.
    pub(super) fn display_with(self, places: u32) -> (String, bool) {
        let exact = ends(self.denominator().unsigned_abs());
        let places = if exact { u32::MAX } else { places };
        let (whole, fraction) = self.decimal(places);
        let mut text = String::new();
        if self.is_negative() {
            text.push('-');
        }
        for (place, digit) in whole.char_indices() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                text.push(',');
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(&fraction);
        }
        (text, exact)
    }

    /// The digits of its size before and after the point, rounded half up after `places` digits that tell something.
    fn decimal(self, places: u32) -> (String, String) {
        let divisor = self.denominator().unsigned_abs();
        let mut whole = self.numerator().unsigned_abs() / divisor;
        let mut rest = self.numerator().unsigned_abs() % divisor;
        let mut fraction: Vec<u8> = Vec::new();
        let mut telling = whole != 0;
        let mut told = 0;
        while rest != 0 && told < places {
            let digit;
            (digit, rest) = next_digit(rest, divisor);
            telling |= digit != 0;
            told += u32::from(telling);
            fraction.push(u8::try_from(digit).unwrap_or(9));
        }
        if rest != 0 && rest >= divisor - rest {
            let mut carried = true;
            for digit in fraction.iter_mut().rev() {
                *digit = if *digit == 9 { 0 } else { *digit + 1 };
                carried = *digit == 0;
                if !carried {
                    break;
                }
            }
            whole += u128::from(carried);
        }
        (
            whole.to_string(),
            fraction
                .into_iter()
                .map(|digit| char::from(b'0' + digit))
                .collect(),
        )
    }

    fn within(result: Option<Ratio<i128>>) -> Result<Number, ArithmeticError> {
        match result {
            Some(ratio) if *ratio.numer() != i128::MIN => Ok(Number(ratio)),
            _ => Err(ArithmeticError::Overflow),
        }
    }
}

/// The next decimal digit of `rest / divisor`, and what is left. Ten times `rest` might not fit, so it is built by doubling,
/// and `divisor` taken off as soon as it can be. Both are below 2^127 and `rest` is below `divisor`.
fn next_digit(rest: u128, divisor: u128) -> (u128, u128) {
    if let Some(ten) = rest.checked_mul(10) {
        return (ten / divisor, ten % divisor);
    }
    let (mut digit, mut left) = (0, 0);
    for add in [true, false, true, false] {
        digit *= 2;
        left *= 2;
        if left >= divisor {
            left -= divisor;
            digit += 1;
        }
        if add {
            left += rest;
            if left >= divisor {
                left -= divisor;
                digit += 1;
            }
        }
    }
    (digit, left)
}

/// Whether a decimal with this denominator, in lowest terms, ends: whether it is made of twos and fives alone.
fn ends(mut denominator: u128) -> bool {
    while denominator.is_multiple_of(10) {
        denominator /= 10;
    }
    for factor in [2, 5] {
        while denominator.is_multiple_of(factor) {
            denominator /= factor;
        }
    }
    denominator == 1
}

impl From<i64> for Number {
    fn from(integer: i64) -> Number {
        Number(Ratio::from_integer(i128::from(integer)))
    }
}

impl From<u32> for Number {
    fn from(integer: u32) -> Number {
        Number(Ratio::from_integer(i128::from(integer)))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.numerator() == other.numerator() && self.denominator() == other.denominator()
    }
}
impl Eq for Number {}

impl hash::Hash for Number {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.numerator().hash(state);
        self.denominator().hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value. Crosswise products are compared where they fit; where they do not, `Ratio` compares whole parts and then the
/// turned-over remainders, as in continued fractions, which is exact and never grows.
impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if self.denominator() == other.denominator() {
            return self.numerator().cmp(&other.numerator());
        }
        let crosswise = (
            self.numerator().checked_mul(other.denominator()),
            other.numerator().checked_mul(self.denominator()),
        );
        match crosswise {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => self.0.cmp(&other.0),
        }
    }
}

/// `212,000`, `0.1`; a decimal that does not end as `about 0.333333`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, exact) = self.display();
        if !exact {
            f.write_str("about ")?;
        }
        f.write_str(&text)
    }
}
