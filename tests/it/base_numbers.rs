//! Exact numbers and money.

use std::{
    cmp::Ordering,
    hash::{BuildHasher, RandomState},
};

use proptest::prelude::*;
use vires::base::{
    money::{Money, MoneyError},
    number::{ArithmeticError, Number, NumberError},
};

fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn ratio(numerator: i128, denominator: i128) -> Number {
    Number::ratio(numerator, denominator).unwrap()
}

fn pounds(text: &str) -> Money {
    Money::parse(text).unwrap()
}

const MAX: i128 = i128::MAX;

#[test]
fn decimals_are_read_exactly() {
    assert_eq!(n("0.10"), ratio(1, 10));
    assert_eq!(n("212,000"), Number::from(212_000_u32));
    assert_eq!(n("1,234,567.890"), ratio(123_456_789, 100));
    assert_eq!(n("-3.5"), ratio(-7, 2));
    assert_eq!(n("-0"), Number::ZERO);
    assert_eq!(n("007"), Number::from(7_u32));
    assert_eq!(n("0.1").checked_add(n("0.2")), Ok(n("0.3")));
    assert_eq!(n(&MAX.to_string()), ratio(MAX, 1));
}

#[test]
fn what_is_no_number_is_refused_with_the_reason() {
    for text in [
        "", "-", ".5", "5.", "1.2.3", "1e3", "£5", "--1", "1 000", "0x1", "٣", "1.5,0", "+1",
    ] {
        assert_eq!(Number::parse(text), Err(NumberError::Form), "{text}");
    }
    for text in ["2,12", "2120,000", ",212", "1,2345", "1,,000", "212,"] {
        assert_eq!(Number::parse(text), Err(NumberError::Separators), "{text}");
    }
    assert_eq!(
        Number::parse("170141183460469231731687303715884105728"),
        Err(NumberError::TooLarge)
    );
    assert_eq!(
        Number::parse(&format!("0.{}1", "0".repeat(40))),
        Err(NumberError::TooLarge)
    );
    assert_eq!(
        Number::parse(&format!("1.{}", "0".repeat(90))),
        Ok(Number::ONE)
    );
}

#[test]
fn past_128_bits_is_an_error_and_division_by_0_another() {
    let (most, least) = (ratio(MAX, 1), ratio(-MAX, 1));
    assert_eq!(
        most.checked_add(Number::ONE),
        Err(ArithmeticError::Overflow)
    );
    assert_eq!(
        least.checked_sub(Number::ONE),
        Err(ArithmeticError::Overflow)
    );
    assert_eq!(most.checked_mul(n("2")), Err(ArithmeticError::Overflow));
    assert_eq!(
        ratio(1, MAX).checked_div(n("2")),
        Err(ArithmeticError::Overflow)
    );
    assert_eq!(
        ratio(1 << 64, 1).checked_mul(ratio(-(1 << 63), 1)),
        Err(ArithmeticError::Overflow)
    );
    assert_eq!(
        ratio(1, 1 << 64).checked_div(ratio(-(1 << 63), 1)),
        Err(ArithmeticError::Overflow)
    );
    assert_eq!(
        most.checked_div(Number::ZERO),
        Err(ArithmeticError::DivisionByZero)
    );
    assert_eq!(Number::ratio(1, 0), Err(ArithmeticError::DivisionByZero));
    assert_eq!(Number::ratio(i128::MIN, 2), Err(ArithmeticError::Overflow));
    assert_eq!(Number::ratio(2, i128::MIN), Err(ArithmeticError::Overflow));
    assert_eq!(most.checked_mul(ratio(1, MAX)), Ok(Number::ONE));
    assert_eq!(most.negated().negated(), most);
}

#[test]
fn order_is_exact_where_crosswise_products_do_not_fit() {
    // These differ by 1 in 10^76.
    let (one, other) = (ratio(MAX - 1, MAX), ratio(MAX - 2, MAX - 1));
    assert_eq!(one.cmp(&other), Ordering::Greater);
    assert_eq!(other.negated().cmp(&one.negated()), Ordering::Greater);
    assert_eq!(one.negated().cmp(&one), Ordering::Less);
    assert_eq!(ratio(MAX, 3).cmp(&ratio(MAX, 2)), Ordering::Less);
    assert!(ratio(1, MAX) > Number::ZERO && ratio(-1, MAX) < Number::ZERO);
}

#[test]
fn numbers_are_shown_as_decimals_and_say_when_rounded() {
    for text in [
        "0",
        "212,000",
        "1,234.5",
        "0.1",
        "-3.5",
        "999",
        "1,000",
        "-1,000",
        "0.000000001",
    ] {
        assert_eq!(n(text).display(), (text.to_owned(), true));
    }
    let rounded = |numerator, denominator| ratio(numerator, denominator).to_string();
    assert_eq!(rounded(1, 3), "about 0.333333");
    assert_eq!(rounded(-2, 3), "about -0.666667");
    assert_eq!(rounded(1_000_000, 3), "about 333,333.333333");
    assert_eq!(rounded(29_999_999_999, 30_000_000_000), "about 1.000000");
    assert_eq!(
        rounded(2_999_999_999_999, 3_000_000),
        "about 1,000,000.000000"
    );
    assert_eq!(rounded(1, 3_000_000_000), "about 0.000000000333333");
    assert_eq!(rounded(1, 1 << 20), "0.00000095367431640625");
    // Ten times the rest does not fit into 128 bits.
    assert_eq!(rounded(MAX - 1, MAX), "about 1.000000");
    assert_eq!(rounded(MAX / 3, MAX), "about 0.333333");
}

#[test]
fn rounding_goes_half_away_from_0() {
    let penny = |text: &str| n(text).round_to_penny().unwrap().to_string();
    assert_eq!(penny("1.005"), "1.01");
    assert_eq!(penny("1.00499"), "1");
    assert_eq!(penny("-1.005"), "-1.01");
    assert_eq!(penny("-1.00499"), "-1");
    assert_eq!(penny("0.995"), "1");
    assert_eq!(penny("2.5"), "2.5");
    assert_eq!(ratio(2, 3).round_to_penny(), Ok(n("0.67")));
    assert_eq!(ratio(1, 2).rounded(0), Ok(Number::ONE));
    assert_eq!(ratio(MAX / 2, MAX - 1).rounded(2), Ok(n("0.5")));
    assert_eq!(ratio(MAX, 7).rounded(30), Err(ArithmeticError::Overflow));
}

#[test]
fn money_is_read_and_shown_as_people_write_it() {
    for text in [
        "£0",
        "£25",
        "£250,000",
        "£1.50",
        "£1,234.56",
        "£0.10",
        "-£5",
        "£0.125",
    ] {
        assert_eq!(pounds(text).to_string(), text);
    }
    assert_eq!(pounds("£1.5m"), Money::pounds(1_500_000));
    assert_eq!(pounds("£93bn"), Money::pounds(93_000_000_000));
    assert_eq!(pounds("£0.000001m"), Money::pounds(1));
    assert_eq!(pounds("£250m").to_string(), "£250,000,000");
    assert_eq!(
        pounds("£100").checked_div(n("3")).unwrap().to_string(),
        "about £33.33"
    );
    assert_eq!(
        pounds("£200")
            .checked_div(n("3"))
            .unwrap()
            .round_to_penny()
            .unwrap()
            .to_string(),
        "£66.67"
    );
    assert_eq!(
        pounds("£25").checked_mul(n("212,000")).unwrap().to_string(),
        "£5,300,000"
    );
    assert_eq!(
        pounds("£1.50")
            .checked_sub(pounds("£2"))
            .unwrap()
            .to_string(),
        "-£0.50"
    );
}

#[test]
fn what_is_no_money_is_refused() {
    assert_eq!(Money::parse("25"), Err(MoneyError::NoPound));
    assert_eq!(Money::parse(""), Err(MoneyError::NoPound));
    for text in ["£", "£m", "£-5", "£1.5k", "£1.5 m", "£5mbn", "£ 5", "£5 "] {
        assert_eq!(
            Money::parse(text),
            Err(MoneyError::Number(NumberError::Form)),
            "{text}"
        );
    }
    assert_eq!(
        Money::parse("£2,50"),
        Err(MoneyError::Number(NumberError::Separators))
    );
    assert_eq!(
        Money::parse(&format!("£{MAX}bn")),
        Err(MoneyError::Number(NumberError::TooLarge))
    );
}

fn small() -> impl Strategy<Value = Number> {
    (
        -1_000_000_000_000_i128..1_000_000_000_000,
        1_i128..1_000_000,
    )
        .prop_map(|(a, b)| ratio(a, b))
}

fn any_size() -> impl Strategy<Value = Number> {
    (-MAX..=MAX, 1..=MAX, 0..127_u32, 0..127_u32)
        .prop_map(|(a, b, s, t)| ratio(a >> s, (b >> t).max(1)))
}

proptest! {
    #[test]
    fn sums_and_products_obey_the_laws(a in small(), b in small(), c in small()) {
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
        prop_assert_eq!(a.checked_add(b).unwrap().checked_sub(b), Ok(a));
        prop_assert_eq!(a.checked_sub(b).unwrap(), b.checked_sub(a).unwrap().negated());
        let both = a.checked_mul(c).unwrap().checked_add(b.checked_mul(c).unwrap());
        prop_assert_eq!(a.checked_add(b).unwrap().checked_mul(c), both);
        if !b.is_zero() {
            prop_assert_eq!(a.checked_div(b).unwrap().checked_mul(b), Ok(a));
        }
    }

    #[test]
    fn order_agrees_with_difference(a in small(), b in small()) {
        prop_assert_eq!(a.cmp(&b), a.checked_sub(b).unwrap().cmp(&Number::ZERO));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    }

    #[test]
    fn equal_numbers_hash_alike(a in small(), factor in 1..1000_i128) {
        let same = ratio(a.numerator() * factor, a.denominator() * factor);
        let state = RandomState::new();
        prop_assert_eq!(same, a);
        prop_assert_eq!(state.hash_one(same), state.hash_one(a));
    }

    #[test]
    fn nothing_of_any_size_stops_the_sums(a in any_size(), b in any_size(), places in 0..50_u32) {
        let results = [a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), a.rounded(places)];
        for number in results.into_iter().flatten() {
            prop_assert!(number.denominator() > 0 && number.numerator() != i128::MIN);
        }
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        let (text, exact) = a.display();
        if exact && text.len() < 36 {
            prop_assert_eq!(Number::parse(&text), Ok(a));
        }
    }

    #[test]
    fn a_rounded_number_is_at_most_half_a_penny_away(a in small()) {
        let rounded = a.round_to_penny().unwrap();
        prop_assert!(rounded.checked_mul(Number::HUNDRED).unwrap().is_integer());
        let away = rounded.checked_sub(a).unwrap();
        let away = if away.is_negative() { away.negated() } else { away };
        prop_assert!(away <= ratio(1, 200));
    }

    #[test]
    fn what_is_shown_of_money_is_read_back(pence in -1_000_000_000_i128..1_000_000_000) {
        let money = Money(ratio(pence, 100));
        prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
    }
}
