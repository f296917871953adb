//! Standard output and error: width, colour, and a reader that goes away.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;

use crate::report::style::{Colour, Style};

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Why output ended early.
#[derive(Debug)]
pub enum WriteError {
    /// Nobody reads any more: `vires … | head`. It ends the command quietly.
    Closed,
    /// The system cannot write.
    Failed(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> WriteError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => WriteError::Closed,
            _ => WriteError::Failed(error),
        }
    }
}

/// How standard output is drawn.
pub fn style_of_stdout(choice: ColourChoice) -> Style {
    style(choice, io::stdout().is_terminal())
}

/// How standard error is drawn.
pub fn style_of_stderr(choice: ColourChoice) -> Style {
    style(choice, io::stderr().is_terminal())
}

fn style(choice: ColourChoice, terminal: bool) -> Style {
    let colour = match choice {
        ColourChoice::Always => Colour::On,
        ColourChoice::Never => Colour::Off,
        ColourChoice::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            if terminal && !refused {
                Colour::On
            } else {
                Colour::Off
            }
        }
    };
    let width = if terminal {
        terminal_width()
    } else {
        Style::PLAIN.width
    };
    Style { colour, width }
}

/// How wide the terminal is, within what can be read well.
fn terminal_width() -> usize {
    let columns = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    columns.clamp(Style::LEAST_WIDTH, MOST_WIDTH)
}

/// A line of text longer than this is tiring to read.
const MOST_WIDTH: usize = 160;

/// Writes to standard output.
pub fn print(text: &str) -> Result<(), WriteError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes to standard error. That nobody reads it is nothing to stop for.
pub fn print_error(text: &str) {
    let mut out = io::stderr().lock();
    let _written = out.write_all(text.as_bytes());
    let _flushed = out.flush();
}
