//! The `vires` command. It does nothing but hand over to the `cli` room.

/// Runs the command.
fn main() -> std::process::ExitCode {
    vires::cli::main()
}
