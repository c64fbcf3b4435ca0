//! What a command costs: wall time, processor time and peak memory, each measured in a process of its own.

use std::path::Path;
use std::process::{Command, exit};
use std::time::{Duration, Instant};

/// What one run of a command took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub wall: Duration,
    /// User and system time of all its threads.
    pub processor: Duration,
    /// The most memory that it held at one time, in bytes.
    pub memory: u64,
}

impl Cost {
    /// The median of each measure.
    pub fn median(costs: &[Cost]) -> Cost {
        Cost {
            wall: middle(costs.iter().map(|cost| cost.wall)),
            processor: middle(costs.iter().map(|cost| cost.processor)),
            memory: middle(costs.iter().map(|cost| cost.memory)),
        }
    }
}

/// The median; of an even number the later one.
pub fn middle<T: Ord>(values: impl Iterator<Item = T>) -> T {
    share(values, 50)
}

/// What so many per cent of the values do not exceed.
pub fn share<T: Ord>(values: impl Iterator<Item = T>, percent: usize) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort();
    let at = (values.len() * percent / 100).min(values.len() - 1);
    values.swap_remove(at)
}

/// The argument that makes this program [`stand_between`].
pub const STAND_BETWEEN: &str = "--measure";

/// Runs a command and measures it; gives its messages when it fails.
///
/// A process is charged with the memory of whoever started it, so a second, small copy of this program stands between.
pub fn measure(program: &str, arguments: &[&Path]) -> Result<Cost, String> {
    let own = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(own).arg(STAND_BETWEEN).arg(program).args(arguments).output();
    let output = output.map_err(|error| format!("cannot start the measuring process: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = said.lines().last().unwrap_or("").split(' ').filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [wall, processor, memory] if output.status.success() => {
            Ok(Cost { wall: Duration::from_nanos(wall), processor: Duration::from_micros(processor), memory })
        }
        _ => {
            let messages = String::from_utf8_lossy(&output.stderr);
            let some: Vec<&str> = messages.lines().take(40).collect();
            Err(format!("{program} {arguments:?} failed:\n{}", some.join("\n")))
        }
    }
}

/// Runs the command given, waits for it, and prints what it took: nanoseconds, microseconds, bytes.
pub fn stand_between(command: &[String]) -> ! {
    let [program, arguments @ ..] = command else { leave("no command to measure") };
    let start = Instant::now();
    let child = Command::new(program).args(arguments).stdout(std::process::Stdio::null()).spawn();
    let child = child.unwrap_or_else(|error| leave(&format!("cannot run {program}: {error}")));
    let (status, usage) = wait(child);
    let wall = start.elapsed();
    println!("{} {} {}", wall.as_nanos(), usage.processor.as_micros(), usage.memory);
    exit(status)
}

struct Usage {
    processor: Duration,
    memory: u64,
}

/// The `rusage` of wait4(2) on 64-bit Linux and macOS, which the standard library links and does not show.
#[cfg(all(unix, target_pointer_width = "64"))]
fn wait(child: std::process::Child) -> (i32, Usage) {
    #[repr(C)]
    struct Resources {
        user: [i64; 2],
        system: [i64; 2],
        peak: i64,
        rest: [i64; 13],
    }
    unsafe extern "C" {
        fn wait4(child: i32, status: *mut i32, options: i32, usage: *mut Resources) -> i32;
    }
    let mut resources = Resources { user: [0; 2], system: [0; 2], peak: 0, rest: [0; 13] };
    let mut status = 0;
    // SAFETY: both pointers are to live values of the layout that the C library states, and the child is ours to wait for.
    let waited = unsafe { wait4(child.id().cast_signed(), &raw mut status, 0, &raw mut resources) };
    if waited < 0 {
        leave("cannot wait for the command");
    }
    // The microseconds are 32 bits wide on macOS, in the low half.
    let time = |[seconds, micros]: [i64; 2]| {
        Duration::from_secs(seconds.unsigned_abs()) + Duration::from_micros(micros.unsigned_abs() & 0xffff_ffff)
    };
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let usage = Usage {
        processor: time(resources.user) + time(resources.system),
        memory: resources.peak.unsigned_abs() * unit,
    };
    // Zero when it ended by itself with 0; a signal or another status is a failure.
    (i32::from(status != 0), usage)
}

#[cfg(not(all(unix, target_pointer_width = "64")))]
fn wait(mut child: std::process::Child) -> (i32, Usage) {
    let status = child.wait().map_or(1, |status| status.code().unwrap_or(1));
    (status, Usage { processor: Duration::ZERO, memory: 0 })
}

/// Says why and ends with status 1.
pub fn leave(why: &str) -> ! {
    eprintln!("{why}");
    exit(1)
}
