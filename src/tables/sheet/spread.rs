//! Several approvers in one row of a sheet, each with amounts of its own: the bands in which the same of them may act.

use crate::{base::number::Number, tree::delegation::SheetJoin};

use super::{
    amount::{self, Band, Bound},
    fault::Fault,
    grid::{Position, name},
    lines::Piece,
    words::is_body,
};

/// Who may do it, as one cell says.
pub(super) struct Approver {
    /// Who.
    pub(super) who: Piece,
    /// Its own band, where its column holds amounts.
    pub(super) own: Option<Band>,
}

/// A row that says its amounts in two ways.
pub(super) fn two_bands() -> Fault {
    Fault::new("the row says its amounts twice")
        .help("let one column say the band, or one each of its ends")
}

/// A place between two amounts: before an amount, or behind it.
type Cut = (Number, bool);

/// A band of amounts, and who signs in it.
pub(super) type Spread = Vec<(Vec<Piece>, Vec<Piece>)>;

/// The rows that the approvers of one row make: one, where all have the same amounts; else one for each stretch of amounts
/// in which the same of them may act.
pub(super) fn spread(
    approvers: Vec<Approver>,
    band: Band,
    band_from: Option<Position>,
    join: Option<SheetJoin>,
) -> Result<Spread, Fault> {
    if band != Band::default() && approvers.iter().any(|one| one.own.is_some()) {
        return Err(two_bands());
    }
    let own = |one: &Approver| one.own.clone().unwrap_or_else(|| band.clone());
    let same = approvers
        .iter()
        .all(|one| Some(own(one)) == approvers.first().map(own));
    if same {
        let all: Vec<&Approver> = approvers.iter().collect();
        let (text, from) = match approvers.first() {
            Some(first) => (
                amount::text(&own(first)),
                band_from
                    .filter(|_| first.own.is_none())
                    .unwrap_or(first.who.from),
            ),
            None => (String::new(), (0, 0)),
        };
        return Ok(vec![(band_piece(text, from), joined(&all, join)?)]);
    }
    let mut cuts: Vec<Cut> = Vec::new();
    for one in &approvers {
        let band = own(one);
        if band.other.is_some() {
            return Err(Fault::new(format!(
                "the amounts at {} cannot be set beside the others of the row",
                name(one.who.from)
            ))
            .help("write plain amounts such as `up to £50,000`, or a row for each approver"));
        }
        for (end, lower) in [(&band.from, true), (&band.to, false)] {
            let Some(end) = end else { continue };
            cuts.push(cut_of(end, lower).ok_or_else(|| {
                Fault::new(format!(
                    "`{}` cannot be set beside the others of the row",
                    end.amount
                ))
            })?);
        }
    }
    cuts.sort();
    cuts.dedup();
    let mut rows = Spread::new();
    let starts = std::iter::once(None).chain(cuts.iter().copied().map(Some));
    let ends = cuts.iter().copied().map(Some).chain([None]);
    for (start, end) in starts.zip(ends) {
        let here: Vec<&Approver> = approvers
            .iter()
            .filter(|one| covers(&own(one), start, end))
            .collect();
        let Some(first) = here.first() else { continue };
        let stretch = Band {
            from: start.map(|(pounds, behind)| bound(pounds, !behind)),
            to: end.map(|(pounds, behind)| bound(pounds, behind)),
            other: None,
        };
        rows.push((
            band_piece(amount::text(&stretch), first.who.from),
            joined(&here, join)?,
        ));
    }
    Ok(rows)
}

fn band_piece(text: String, from: Position) -> Vec<Piece> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Piece { text, from }]
}

fn bound(pounds: Number, included: bool) -> Bound {
    Bound {
        amount: amount::shown(pounds),
        included,
        pounds: Some(pounds),
    }
}

/// Where an end of a band cuts: `over` and `up to` behind the amount, `at least` and `below` before it.
fn cut_of(end: &Bound, lower: bool) -> Option<Cut> {
    Some((end.pounds?, end.included != lower))
}

/// Whether a band covers all that lies between two cuts.
fn covers(band: &Band, start: Option<Cut>, end: Option<Cut>) -> bool {
    let from = band.from.as_ref().and_then(|end| cut_of(end, true));
    let to = band.to.as_ref().and_then(|end| cut_of(end, false));
    let begins = match (from, start) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(from), Some(start)) => from <= start,
    };
    let ends = match (to, end) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(to), Some(end)) => to >= end,
    };
    begins && ends
}

/// Several approvers in one: as the policy says, and only as it says.
fn joined(approvers: &[&Approver], join: Option<SheetJoin>) -> Result<Vec<Piece>, Fault> {
    if let [one] = approvers {
        return Ok(vec![one.who.clone()]);
    }
    let word = match join {
        Some(SheetJoin::And) => " and ",
        Some(SheetJoin::Or) => " or ",
        None => {
            let cells: Vec<String> = approvers.iter().map(|one| name(one.who.from)).collect();
            return Err(Fault::new(format!(
                "several approvers in one row ({}), and the policy does not say how they go together",
                cells.join(", ")
            ))
            .help("write `crosses with or` where any one of them may, `crosses with and` where all must sign"));
        }
    };
    let mut pieces = Vec::new();
    for one in approvers {
        let text = match one.who.text.contains(' ') && !is_body(&one.who.text) {
            true => format!("({})", one.who.text),
            false => one.who.text.clone(),
        };
        let text = if pieces.is_empty() {
            text
        } else {
            format!("{word}{text}")
        };
        pieces.push(Piece {
            text,
            from: one.who.from,
        });
    }
    Ok(pieces)
}
