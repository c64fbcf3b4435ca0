//! Arguments in, exit status out.

/// Trees are many small allocations, made in parallel: the allocator is a third of the time with the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    recueil::cli::run(std::env::args_os())
}
