//! What a writer waits for beside the preview: until it answers, and from saving a file until the page with the change has
//! come, as a client sees it that is told of changes as a browser is.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many sorts of changes are made.
pub const SORTS: usize = 7;

/// How often each of them is.
const ROUNDS: usize = 20;

/// How long anything is waited for.
const LONGEST: Duration = Duration::from_secs(60);

/// An editor at rest between two savings, so that one is over before the next begins.
const REST: Duration = Duration::from_millis(300);

/// The record that is changed.
pub const RECORD: &str = "content/conventions/convention-0003.md";

/// The template that it is drawn with, which takes the place of the program's own.
const TEMPLATE: &str = "themes/recueil/templates/convention.html";

/// The schema of its kind, in the place of the program's own.
const SCHEMA: &str = "schemas/convention.yaml";

/// Its page.
const PAGE: &str = "convention-0003/";

/// What was waited for.
pub struct Waits {
    /// From starting the program until it answered.
    pub ready: Duration,
    /// From saving a file to its page, by what was changed.
    pub shown: [(&'static str, Vec<Duration>); SORTS],
}

/// Starts the preview of a corpus and changes its files.
pub fn wait(program: &str, corpus: &Path) -> Result<Waits, String> {
    let own = [
        (TEMPLATE, "{% extends \"recueil/record.html\" %}\n"),
        (SCHEMA, include_str!("../../schemas/convention.yaml")),
    ];
    for (path, text) in own {
        let said = |error: io::Error| format!("{path}: {error}");
        let file = corpus.join(path);
        file.parent().map_or(Ok(()), fs::create_dir_all).map_err(said)?;
        fs::write(&file, text).map_err(said)?;
    }
    let began = Instant::now();
    let preview = Preview::start(program, corpus).map_err(|error| format!("the preview did not start: {error}"))?;
    let ready = began.elapsed();
    let change = |file: &str, page: &str, edit: &dyn Fn(&str, &str) -> String| {
        preview.each_change(&corpus.join(file), page, edit).map_err(|error| format!("{file}: {error}"))
    };
    let prose = change(RECORD, PAGE, &|text, mark| format!("{text}\nUne phrase de plus, {mark}.\n"))?;
    let field = change(RECORD, PAGE, &|text, mark| text.replacen("title: \"", &format!("title: \"{mark} "), 1))?;
    let drawn = change(TEMPLATE, PAGE, &|text, mark| {
        format!("{text}{{% block scripts %}}{{{{ super() }}}}<!-- {mark} -->{{% endblock scripts %}}\n")
    })?;
    let config = change("recueil.yaml", PAGE, &|text, mark| text.replacen("title: ", &format!("title: {mark} "), 1))?;
    let term = change("content/terms.yaml", "terme-0000/", &|text, mark| {
        text.replacen("definition: \"", &format!("definition: \"{mark}. "), 1)
    })?;
    let form = change("content/terms.yaml", "terme-0000/", &|text, mark| {
        text.replacen("definition: \"", &format!("forms: [{mark}]\n    definition: \"{mark}. "), 1)
    })?;
    let kind =
        change(SCHEMA, PAGE, &|text, mark| text.replacen("x-fr:\n  title: ", &format!("x-fr:\n  title: {mark} "), 1))?;
    let shown = [
        ("prose", prose),
        ("front matter", field),
        ("a template", drawn),
        ("a definition", term),
        ("a form", form),
        ("a schema", kind),
        ("recueil.yaml", config),
    ];
    Ok(Waits { ready, shown })
}

/// A preview that runs until this is dropped.
struct Preview {
    child: Child,
    host: String,
    base: String,
}

impl Preview {
    fn start(program: &str, corpus: &Path) -> io::Result<Preview> {
        let mut command = Command::new(program);
        command.arg("serve").arg(corpus).args(["--port", "0"]).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = child.stdout.take().ok_or_else(|| io::Error::other("the preview says nothing"))?;
        let mut lines = BufReader::new(out).lines();
        let address = lines.find_map(|line| {
            let line = line.ok()?;
            let (host, path) = line.split_once("http://")?.1.split_once('/')?;
            let path = path.split_whitespace().next().unwrap_or_default();
            Some((host.to_owned(), format!("/{path}")))
        });
        // What it says later has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        let Some((host, base)) = address else {
            // It ended by itself, and there is nothing to wait for but its status.
            let _ = child.wait();
            return Err(io::Error::other("the preview names no address"));
        };
        let preview = Preview { child, host, base };
        preview.get("")?;
        Ok(preview)
    }

    /// Saves a file with a new mark in it again and again, and waits each time until a page shows the mark. The file is
    /// then what it was.
    fn each_change(&self, file: &Path, page: &str, edit: &dyn Fn(&str, &str) -> String) -> io::Result<Vec<Duration>> {
        let before = fs::read_to_string(file)?;
        let mut events = self.ask("/_recueil/events")?;
        let mut waits = Vec::new();
        for round in 0..ROUNDS {
            let mark = format!("marque{round}");
            std::thread::sleep(REST);
            let saved = Instant::now();
            fs::write(file, edit(&before, &mark))?;
            while !self.get(page)?.contains(&mark) {
                if saved.elapsed() > LONGEST {
                    return Err(io::Error::other(format!("{page} does not show what was saved")));
                }
                next_event(&mut events)?;
            }
            waits.push(saved.elapsed());
        }
        fs::write(file, before)?;
        std::thread::sleep(REST);
        Ok(waits)
    }

    /// A page as it is now.
    fn get(&self, page: &str) -> io::Result<String> {
        let mut text = Vec::new();
        self.ask(&format!("{}{page}", self.base))?.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    fn ask(&self, path: &str) -> io::Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(LONGEST))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)?;
        Ok(BufReader::new(stream))
    }
}

/// Waits until the preview tells of its next state.
fn next_event(events: &mut BufReader<TcpStream>) -> io::Result<()> {
    loop {
        let mut line = String::new();
        if events.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the preview tells of no more changes"));
        }
        if line.starts_with("data:") {
            return Ok(());
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
