//! How text is drawn: with colours or without, and how wide.

/// How a report is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used.
    pub colour: Colour,
    /// How many characters a line may have, at least [`Style::LEAST_WIDTH`].
    pub width: usize,
}

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// They are: the output is a terminal, or they were asked for.
    On,
    /// They are not.
    Off,
}

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Strong,
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// To be looked at.
    Doubtful,
    /// Of less weight.
    Faint,
    /// Nothing of these.
    Plain,
}

impl Style {
    /// What is used where the output is no terminal: the same everywhere.
    pub const PLAIN: Style = Style {
        colour: Colour::Off,
        width: 100,
    };

    /// Narrower than this no table can be drawn.
    pub const LEAST_WIDTH: usize = 40;

    /// A text in its tone.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        let code = match (self.colour, tone) {
            (Colour::Off, _) | (_, Tone::Plain) => return text.to_owned(),
            (Colour::On, Tone::Strong) => "1",
            (Colour::On, Tone::Good) => "32",
            (Colour::On, Tone::Bad) => "31",
            (Colour::On, Tone::Doubtful) => "33",
            (Colour::On, Tone::Faint) => "2",
        };
        if text.is_empty() {
            return String::new();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
