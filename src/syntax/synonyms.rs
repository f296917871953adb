//! Words that people use for what this language calls otherwise.

use crate::base::nearest::nearest;

/// What a declaration is called elsewhere, and here.
pub(crate) const DECLARATIONS: &[(&str, &str)] = &[
    ("obligation", "duty"),
    ("requirement", "duty"),
    ("responsibility", "duty"),
    ("must", "duty"),
    ("right", "power"),
    ("permission", "power"),
    ("authority", "power"),
    ("entitlement", "power"),
    ("may", "power"),
    ("ban", "prohibition"),
    ("prohibit", "prohibition"),
    ("prohibits", "prohibition"),
    ("forbid", "prohibition"),
    ("restriction", "prohibition"),
    ("forbidden", "prohibition"),
    ("liberty", "freedom"),
    ("exemption", "immunity"),
    ("type", "kind"),
    ("class", "kind"),
    ("entity", "kind"),
    ("enum", "values"),
    ("list", "values"),
    ("action", "act"),
    ("definition", "define"),
    ("term", "define"),
    ("table", "decide"),
    ("decision", "decide"),
    ("judgment", "judgement"),
    ("assessment", "judgement"),
    ("import", "use"),
    ("include", "use"),
    ("document", "source"),
    ("post", "office"),
    ("role", "office"),
    ("delegate", "delegation"),
    ("change", "transition"),
    ("test", "scenario"),
    ("case", "scenario"),
    ("example", "scenario"),
    ("story", "scenario"),
    ("events", "timeline"),
    ("history", "timeline"),
    ("facts", "given"),
    ("setup", "given"),
    ("expected", "expect"),
    ("expectations", "expect"),
    ("outcome", "expect"),
    ("then", "expect"),
    ("questions", "ask"),
];

/// What a clause is called elsewhere, and here.
const CLAUSES: &[(&str, &str)] = &[
    ("shall", "must"),
    ("should", "must"),
    ("will", "must"),
    ("has", "must"),
    ("can", "may"),
    ("except", "unless"),
    ("excepting", "unless"),
    ("only", "if"),
    ("provided", "if"),
    ("where", "if"),
    ("subject", "if"),
    ("maximum", "up to"),
    ("limit", "up to"),
    ("max", "up to"),
    ("who", "bearer"),
    ("whose", "bearer"),
    ("applies", "bearer"),
    ("every", "each"),
    ("whenever", "when"),
    ("after", "when"),
    ("on", "when"),
    ("owed", "owed to"),
    ("owing", "owed to"),
    ("citing", "source"),
    ("reference", "source"),
    ("authority", "source"),
    ("title", "note"),
    ("description", "note"),
    ("comment", "note"),
    ("starts", "in force"),
    ("effective", "in force"),
    ("commencement", "in force"),
    ("valid", "in force"),
    ("result", "effect"),
    ("then", "effect"),
    ("as", "as of"),
    ("date", "as of"),
];

/// What someone who wrote this at the head of a declaration most likely meant, among what can stand there.
pub(crate) fn declaration<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    find(DECLARATIONS, word, known)
}

/// What someone who wrote this at the head of a clause most likely meant, among what can stand there.
pub(crate) fn clause<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    find(CLAUSES, word, known)
}

fn find<'a>(table: &[(&str, &str)], word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let meant = table.iter().filter(|(said, _)| *said == word);
    meant
        .filter_map(|(_, meant)| known.iter().find(|known| *known == meant))
        .copied()
        .next()
}

/// A comparison in other words.
pub(crate) fn comparison(word: &str) -> Option<&'static str> {
    match word {
        "greater" | "larger" | "higher" | "exceeds" | "exceeding" | "over" | "above" | "bigger"
        | "more" | "older" => Some("more than"),
        "fewer" | "smaller" | "lower" | "under" | "below" | "less" | "younger" => Some("less than"),
        "equals" | "equal" => Some("is"),
        "minimum" => Some("at least"),
        "maximum" => Some("at most"),
        _ => None,
    }
}

/// A number in words, in figures.
pub(crate) fn number(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let word = word.to_lowercase();
    if matches!(word.as_str(), "a" | "an") {
        return Some(1);
    }
    let place = WORDS.iter().position(|known| *known == word)?;
    u32::try_from(place + 1).ok()
}

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month whose name a misspelt word comes near.
pub(crate) fn nearest_month(word: &str) -> Option<&'static str> {
    nearest(word, MONTHS.iter().copied())
}

/// A month by its name or a beginning of it, in full.
pub(crate) fn month(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    if word.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .find(|month| {
            month.to_lowercase().starts_with(&word) || (word == "sept" && **month == "September")
        })
        .copied()
}
