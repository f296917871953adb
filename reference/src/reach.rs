//! Which points of the meaning the cases turn on: features of the packs and words of the verdicts, by S-number.

/// The verdict words in a line.
pub fn verdict_words(line: &str) -> Vec<String> {
    if let Some(rest) = line.strip_prefix("act ") {
        let word = rest
            .split(" is ")
            .nth(1)
            .and_then(|r| r.split(" breaches").next())
            .unwrap_or("");
        let mut out = vec![format!("act {word}")];
        if let Some((_, via)) = rest.split_once(" via ") {
            out.push(format!("chain of {}", via.split(", ").count().min(3)));
        }
        return out;
    }
    if let Some(rest) = line.strip_prefix("link ") {
        let word = if rest.contains("valid: True") {
            "link valid"
        } else if rest.contains("valid: False") {
            "link void"
        } else {
            "link undetermined"
        };
        let mut out = vec![word.to_owned()];
        if rest.contains("revoked") {
            out.push("link revoked".into());
        }
        return out;
    }
    let mut out: Vec<String> = line
        .split("; ")
        .skip(1)
        .map(|part| {
            let word = part.split(|c: char| c.is_ascii_digit() || c == '<').next();
            format!("duty {}", word.unwrap_or("").trim())
        })
        .collect();
    if line.contains(" perhaps;") {
        out.push("duty that perhaps exists".into());
    }
    if line.contains(" now of ") {
        out.push("duty taken over".into());
    }
    if line.contains('<') {
        out.push("interval of breach".into());
    }
    out
}

/// Each point with the features and verdicts that turn on it.
pub fn points() -> Vec<(&'static str, &'static [&'static str])> {
    vec![
        (
            "S1.1 before and by",
            &["has done", "deadline by a date", "same day"],
        ),
        (
            "S1.2 from and beginning with",
            &["deadline from", "deadline beginning with"],
        ),
        (
            "S1.3 months and working days",
            &["deadline of a period", "deadline from"],
        ),
        ("S1.5 a deadline passes", &["duty breached", "duty pending"]),
        (
            "S2 facts and unknowns",
            &[
                "fact from",
                "fact until",
                "fact from and until",
                "unknown",
                "valued fact",
                "attribute",
                "judgement",
                "is stated",
                "count of bodies",
                "disputed",
            ],
        ),
        ("S3 order", &["same day", "effect", "transition"]),
        (
            "S4.1 arising",
            &[
                "each month",
                "each financial year",
                "each declared period",
                "always",
                "commencement",
                "established in the run",
                "if",
                "unless",
                "until",
                "duty that perhaps exists",
            ],
        ),
        (
            "S4.2 states",
            &[
                "duty pending",
                "duty discharged",
                "duty partly discharged",
                "duty breached",
                "duty discharged late",
                "duty released",
                "duty lapsed",
                "duty not evidenced",
                "duty undetermined",
            ],
        ),
        (
            "S4.3 discharge",
            &[
                "act that names its period",
                "all of",
                "for every",
                "in total",
            ],
        ),
        (
            "S4.4 continuing, standing, regard",
            &[
                "must keep",
                "must have on",
                "must achieve",
                "must show evidence",
                "must have regard",
                "promptly",
                "interval of breach",
            ],
        ),
        ("S4.5 authority of duties", &["act lawful"]),
        ("S4.6 versions", &["amendment", "repeal", "saving rule"]),
        (
            "S4.7 succession",
            &["succession", "abolition", "duty taken over"],
        ),
        (
            "S5 verdicts",
            &[
                "act lawful",
                "act valid but in breach",
                "act ultra vires",
                "act void",
                "act not listed",
                "act not judged",
                "act undetermined",
            ],
        ),
        (
            "S5.3 joint acts and agreement",
            &["joint act", "jointly with", "needs agreement", "agreement"],
        ),
        ("S5.4 set aside", &["set aside"]),
        ("S5.5 who did it", &["performed by", "on behalf of"]),
        (
            "S6 prohibitions, freedoms, immunities",
            &["prohibition", "freedom", "immunity", "rank"],
        ),
        (
            "S7 delegation",
            &[
                "delegation rule",
                "link made",
                "link valid",
                "link void",
                "on behalf of",
                "chain of 1",
                "chain of 2",
                "chain of 3",
            ],
        ),
        (
            "S7.1 limits, sub-delegation, reservations",
            &[
                "link limit per act",
                "link limit in total",
                "link limit in each period",
                "link limit per argument",
                "sub-delegation not permitted",
                "sub-delegation permitted",
                "sub-delegation once",
                "sub-delegation to a kind",
                "sub-delegation if",
                "reserved",
            ],
        ),
        (
            "S7.2 revocation",
            &["revocation", "link revoked", "link until"],
        ),
        (
            "S7.3 chains reported",
            &["chain of 1", "chain of 2", "under a link"],
        ),
        (
            "S7.4 given links",
            &["given link", "standing link", "made by another"],
        ),
        ("S7.6 schemes", &["scheme"]),
        ("S9 offices", &["office"]),
        (
            "S10 overriding, assuming",
            &["overrides", "assuming", "proposed", "not binding"],
        ),
        (
            "S11 definitions and decisions",
            &[
                "definition",
                "recursive definition",
                "decision",
                "unique decision",
            ],
        ),
    ]
}
