//! The program `torg`.
use std::process::ExitCode;

fn main() -> ExitCode {
    torg::cli::main()
}
