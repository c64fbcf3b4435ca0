//! Arguments in, exit status out.

fn main() -> std::process::ExitCode {
    recueil::cli::run(std::env::args_os())
}
