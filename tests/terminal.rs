//! Whole runs of `recueil serve` as whoever started it sees them: its lines, its keys, and the terminal after it.

#[allow(dead_code, reason = "other tests use the rest of it")]
mod whole;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use whole::{Corpus, FINE};

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let corpus = Corpus::new(FINE);
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("there is a port");
    let port = taken.local_addr().expect("it has one").port();
    let mut command = corpus.command(&["serve", "--port", &port.to_string()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
    let (mut first, mut second) = (String::new(), String::new());
    said.read_line(&mut first).and_then(|_| said.read_line(&mut second)).expect("it says so");
    let _ = child.kill();
    let _ = child.wait();
    assert!(first.contains(&format!("port {port} is taken")), "{first}");
    assert!(second.starts_with("http://127.0.0.1:") && !second.contains(&format!(":{port}/")), "{second}");
}

#[test]
fn the_line_says_where_the_site_is_now() {
    let corpus = Corpus::new(FINE);
    let mut command = corpus.command(&["serve", "--port", "0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines().map_while(Result::ok);
    let judged = lines.find(|line| line.ends_with("/ · 2 records · no findings"));
    assert!(judged.is_some());
    corpus.write("recueil.yaml", "title: T\nlanguage: en\nbase_url: https://example.org/docs/\n");
    let moved = lines.find(|line| line.contains("/docs/")).expect("it goes on");
    assert!(moved.contains(" · recueil.yaml: ") && moved.ends_with('s'), "{moved}");
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn where_there_is_no_browser_it_is_said_and_the_preview_goes_on() {
    let corpus = Corpus::new(FINE);
    let mut command = corpus.command(&["serve", "--port", "0", "--open"]);
    let mut child = command.env("PATH", "").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut said = BufReader::new(child.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
    let found = said.find(|line| line.contains("no browser was opened"));
    let hint = said.next();
    let mut out = BufReader::new(child.stdout.take().expect("it is piped")).lines().map_while(Result::ok);
    let line = out.next().expect("it says where it is");
    corpus.write("content/a.md", "---\nkind: page\ntitle: Still there\n---\n");
    let change = out.find(|line| line.contains("content/a.md: "));
    let _ = child.kill();
    let _ = child.wait();
    let address = line.split(' ').next().expect("it begins with it");
    assert!(found.is_some() && hint.is_some_and(|hint| hint.contains(&format!("open {address} yourself"))), "{line}");
    assert!(change.is_some());
}

/// A terminal with a shell in it, which says how the terminal is before the preview and after it.
#[cfg(target_os = "linux")]
fn in_a_terminal(end: impl FnOnce(&mut dyn Write, &str)) -> String {
    let corpus = Corpus::new(FINE);
    let serve = format!("exec {} serve --port 0", env!("CARGO_BIN_EXE_recueil"));
    let shell = format!("stty -g; sh -c 'echo pid $$; {serve}'; echo status $?; stty -g");
    let mut child = std::process::Command::new("script")
        .args(["-qec", &shell, "/dev/null"])
        .env("TERM", "xterm")
        .env("SHELL", "/bin/sh")
        .current_dir(&corpus.dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("there is a program called script");
    let mut input = child.stdin.take().expect("it is piped");
    let mut output = child.stdout.take().expect("it is piped");
    let mut said = Vec::new();
    let mut part = [0; 4096];
    while !String::from_utf8_lossy(&said).contains("no findings") {
        let read = output.read(&mut part).expect("it can be read");
        assert!(read > 0, "{}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&part[..read]);
    }
    let text = String::from_utf8_lossy(&said).into_owned();
    let pid = text.split("pid ").nth(1).and_then(|rest| rest.split('\r').next()).expect("it was said");
    end(&mut input, pid);
    output.read_to_end(&mut said).expect("it can be read");
    child.wait().expect("it ends");
    String::from_utf8(said).expect("it is text")
}

#[cfg(target_os = "linux")]
#[test]
fn the_terminal_is_left_as_it_was() {
    let killed = |signal: &'static str| {
        move |_: &mut dyn Write, pid: &str| {
            let done = std::process::Command::new("kill").args([signal, pid]).status().expect("it can be asked");
            assert!(done.success());
        }
    };
    let typed = |key: &'static [u8]| move |input: &mut dyn Write, _: &str| input.write_all(key).expect("it is taken");
    for (said, status) in [
        (in_a_terminal(typed(b"q")), 0),
        (in_a_terminal(typed(b"\x03")), 0),
        (in_a_terminal(killed("-TERM")), 143),
        (in_a_terminal(killed("-HUP")), 129),
    ] {
        assert!(said.contains(&format!("status {status}")), "{said}");
        let modes: Vec<&str> = said.lines().filter(|line| line.split(':').count() > 10).collect();
        assert!(modes.len() == 2 && modes[0] == modes[1], "{said}");
    }
}
