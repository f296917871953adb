//! Reads the command line, runs the command, and turns what comes out into an exit code.

use std::{process::ExitCode, sync::Mutex, thread};

use clap::Parser;

use super::{
    arguments::{Arguments, Command},
    ask, check, coverage, debug,
    exit::Exit,
    explain, explain_code, export, fmt, limits, lsp, new,
    output::{WriteError, print_error},
    repl, run, schema, watch, what_if,
};

/// The stack of the thread that does the work. Expressions are nested trees, and walking one takes a call a level: the
/// grammar refuses more than 128 brackets, but long chains of `and` or `+` nest too, and a stack that overflows ends the
/// program without a word. This much is only reserved; what is not touched takes no memory.
const STACK_BYTES: usize = 256 << 20;

/// The `vires` command.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no mistakes: clap gives them 0, and mistakes 2. A reader that went away is no matter.
            let _printed = error.print();
            let code = u8::try_from(error.exit_code()).unwrap_or(Exit::BadInput.code());
            return ExitCode::from(code);
        }
    };
    ExitCode::from(guarded(arguments).code())
}

/// Where a panic happened and what it said, for the message at the end.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Runs a command on a thread of its own. A panic in it is our bug, and is said to be.
fn guarded(arguments: Arguments) -> Exit {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut place) = PANIC.lock() {
            place.get_or_insert_with(|| panic.to_string());
        }
    }));
    let worker = thread::Builder::new()
        .name("vires".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || command(arguments));
    let Ok(worker) = worker else {
        print_error("vires: the system gives no memory for another thread\n");
        return Exit::BadInput;
    };
    match worker.join() {
        Ok(Ok(exit)) => exit,
        Ok(Err(WriteError::Closed)) => Exit::Fine,
        Ok(Err(WriteError::Failed(error))) => {
            print_error(&format!("vires: the output cannot be written: {error}\n"));
            Exit::BadInput
        }
        Err(_) => {
            let said = PANIC.lock().ok().and_then(|mut place| place.take());
            print_error(&format!(
                "vires: this is a bug in vires {}, not in your files. Please report it with the files that show it.\n{}\n",
                env!("CARGO_PKG_VERSION"),
                said.unwrap_or_default()
            ));
            Exit::Bug
        }
    }
}

fn command(arguments: Arguments) -> Result<Exit, WriteError> {
    let colour = arguments.color;
    limits::say(arguments.steps, arguments.memory);
    match arguments.command {
        Command::Run(arguments) => run::run(&arguments, colour),
        Command::Ask(arguments) => ask::ask(&arguments, colour),
        Command::Coverage(arguments) => coverage::coverage(&arguments, colour),
        Command::Explain(arguments) => explain::explain(&arguments, colour),
        Command::WhatIf(arguments) => what_if::what_if(&arguments, colour),
        Command::Check(arguments) => check::check(&arguments, colour),
        Command::Fmt(arguments) => fmt::fmt(&arguments, colour),
        Command::New(arguments) => new::new(&arguments),
        Command::Watch(arguments) => watch::watch(&arguments, colour),
        Command::Repl(arguments) => repl::repl(&arguments, colour),
        Command::Lsp(_) => lsp::lsp(),
        Command::Debug(arguments) => debug::debug(&arguments, colour),
        Command::ExplainCode(arguments) => explain_code::explain_code(&arguments),
        Command::Export(arguments) => export::export(&arguments, colour),
        Command::Schema(arguments) => schema::schema(&arguments),
    }
}
