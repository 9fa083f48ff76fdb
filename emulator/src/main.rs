//! The `emulator` program: `cargo emulator serve --template T.yaml -- CMD ARGS…`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    emulator::cli::become_the_function();
    emulator::cli::run(std::env::args_os().skip(1)).await
}
