//! The pest parser of the public grammars in `grammar/`.

use pest_derive::Parser;

/// The parser: one for both kinds of file, since they share words and expressions.
#[derive(Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/policy.pest"]
#[grammar = "grammar/scenario.pest"]
pub(crate) struct Grammar;

/// A piece of text that the grammar read as one rule.
pub(crate) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// What a rule is called in messages: its words in backticks for a keyword, a description for the rest.
pub(crate) fn describe(rule: Rule) -> Option<String> {
    let text = match rule {
        Rule::open => "`(`",
        Rule::close => "`)`",
        Rule::open_set => "`{`",
        Rule::close_set => "`}`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        // The end is named last, brackets by their sign; a month may stand behind any number.
        Rule::EOI | Rule::arguments | Rule::parameters | Rule::month_name => return None,
        Rule::expression | Rule::conjunct | Rule::quantified | Rule::comparison => {
            "a condition or a value"
        }
        Rule::sum | Rule::operand | Rule::primary | Rule::reference | Rule::literal => "a value",
        Rule::name | Rule::any_word | Rule::argument_name | Rule::parameter_name => "a name",
        Rule::attribute_name => "the name of an attribute",
        Rule::kind_name => "the name of a kind",
        Rule::type_name => "a type",
        Rule::clause_id | Rule::clause_ids => "the id of a clause",
        Rule::quoted => "a text in quotes",
        Rule::number => "a number",
        Rule::percent => "a percentage",
        Rule::money | Rule::money_plus_vat => "an amount of money",
        Rule::iso_date | Rule::long_date | Rule::date => "a date",
        Rule::month => "a month",
        Rule::time => "a time of day",
        Rule::financial_year => "a financial year",
        Rule::duration | Rule::amount => "a length of time such as `28 days`",
        Rule::unit | Rule::plain_unit => "a unit of time such as `days`",
        Rule::binder | Rule::ranged => "a variable with its kind, such as `c: CCG`",
        Rule::party => "a name, or a variable with its kind such as `c: CCG`",
        Rule::act_call | Rule::act_pattern | Rule::must_do => "an act",
        Rule::argument => "an argument",
        Rule::parameter => "a parameter such as `year: financial-year`",
        Rule::set => "a set in braces",
        Rule::deadline => "a deadline such as `by 1 April 2013`",
        Rule::window => "a stretch of time such as `before d`",
        Rule::norm_state => "a state such as `breached`",
        Rule::status => "a status such as `proposed`",
        Rule::counted => "`per act`, `per` an argument, `in each` period or `in total`",
        Rule::limit => "a limit such as `up to £50m`",
        Rule::bound => "an end of a band such as `up to £5,000`",
        Rule::signers => "an office",
        Rule::trigger => "what brings it about, such as `c does ACT`",
        Rule::change => "a change such as `begins` or `passes to`",
        Rule::effect => "an effect such as `FACT begins`",
        Rule::in_force => "`in force`",
        Rule::period_length => "how long each is, such as `monthly`",
        Rule::sub_delegation => "`permitted` or `not permitted`",
        Rule::plus | Rule::minus | Rule::times | Rule::over => "`+`, `-`, `*` or `/`",
        Rule::entry => "an entry",
        Rule::attribute => "an attribute such as `area: Area`",
        Rule::attribute_value => "an attribute with its value",
        Rule::compare_op | Rule::compare => "a comparison such as `at least`",
        Rule::boolean => "`true` or `false`",
        Rule::verdict | Rule::verdict_word | Rule::verdict_is => "a verdict such as `breached`",
        Rule::individual | Rule::individuals | Rule::norm_of | Rule::subject | Rule::agreed => {
            "a name"
        }
        Rule::is_kind => "`is a`",
        Rule::does_act => "`does`",
        Rule::agrees => "`agrees`",
        Rule::acting_as => "`acting as`",
        Rule::dated => "a date",
        Rule::ask_line => "a question such as `who may`, `what must` or `what is`",
        _ => return keyword_text(rule).map(|word| format!("`{word}`")),
    };
    Some(text.to_owned())
}

/// The words that a rule can begin with, if it begins with keywords: what a slip of the pen is compared with.
pub(crate) fn first_words(rule: Rule) -> Vec<String> {
    let words: &[&str] = match rule {
        Rule::ask_line => &["who", "what", "may"],
        Rule::does_act => &["does", "do"],
        Rule::agrees => &["agrees"],
        Rule::acting_as => &["acting"],
        Rule::status => &["announced", "proposed", "historical"],
        Rule::change => &["begins", "becomes", "ends", "passes"],
        _ => return keyword_text(rule).into_iter().collect(),
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The word that a keyword rule stands for; the rules of operators are made of several.
pub(crate) fn keyword_text(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    match rule {
        Rule::at_least => Some("at least".into()),
        Rule::at_most => Some("at most".into()),
        Rule::more_than => Some("more than".into()),
        Rule::less_than => Some("less than".into()),
        Rule::on_or_before => Some("on or before".into()),
        Rule::on_or_after => Some("on or after".into()),
        Rule::op_before => Some("before".into()),
        Rule::op_after => Some("after".into()),
        Rule::up_to => Some("up to".into()),
        _ => name.strip_prefix("kw_").map(|word| word.replace('_', "-")),
    }
}
