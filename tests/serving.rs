//! Whole runs of `recueil serve`: what it answers to whom, and what it makes of the ways in which editors write.

#[allow(dead_code, reason = "other tests use the rest of it")]
mod whole;

#[path = "whole/git.rs"]
mod git;

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use git::git;
use whole::{Corpus, FINE};

/// A preview that runs until the value goes.
struct Preview<'a> {
    corpus: &'a Corpus,
    child: Child,
    port: u16,
}

/// An answer: its status, the lines before it, and what it is.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

/// Machines are slow and busy: this is for what never comes.
const NEVER: Duration = Duration::from_secs(120);

/// Between two looks at what will come.
const PAUSE: Duration = Duration::from_millis(20);

impl Drop for Preview<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview<'_> {
    fn of<'a>(corpus: &'a Corpus, more: &[&str]) -> Preview<'a> {
        let arguments = [&["serve", "--port", "0"], more].concat();
        let mut command = corpus.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        said.read_line(&mut line).expect("it says where it is");
        // What it says later has somewhere to go.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
        Preview { corpus, child, port: port.unwrap_or_else(|| panic!("no address: {line}")) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(NEVER)).expect("it is a time");
        stream
    }

    /// What comes back for these bytes, until the connection ends.
    fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // It may be refused before it is sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n", self.port))
    }

    /// The answer to a request without its last line.
    fn ask(&self, head: &str) -> Answer {
        let bytes = self.raw(format!("{head}Connection: close\r\n\r\n").as_bytes());
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.get(path).body).into_owned()
    }

    /// How many bytes of memory it holds.
    fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the system says so");
        line.trim().trim_end_matches(" kB").parse::<usize>().expect("it is a number") * 1024
    }

    /// Waits until a page is such.
    #[track_caller]
    fn until(&self, path: &str, is_such: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let text = self.text(path);
            if is_such(&text) {
                return text;
            }
            assert!(began.elapsed() < NEVER, "{path} stays:\n{text}");
            std::thread::sleep(PAUSE);
        }
    }

    /// Waits until there is no such page any more.
    #[track_caller]
    fn until_gone(&self, path: &str) {
        let began = Instant::now();
        while self.get(path).status != 404 {
            assert!(began.elapsed() < NEVER, "{path} stays");
            std::thread::sleep(PAUSE);
        }
    }

    /// Every page and file is that of a build, when all changes are seen.
    #[track_caller]
    fn is_built(&self) {
        self.is_built_at_every(1);
    }

    /// The same of one file in so many.
    #[track_caller]
    fn is_built_at_every(&self, step: usize) {
        let out = self.corpus.path("built");
        let _ = fs::remove_dir_all(&out);
        self.corpus.run(&["build", "--drafts", "-o", "built"]).ends(0);
        for path in whole::hashes(&out).into_keys().filter(|path| !path.starts_with('.')).step_by(step) {
            let expected = fs::read(out.join(&path)).expect("it was just built");
            let began = Instant::now();
            loop {
                let mut served = self.get(&format!("/{path}")).body;
                if path.ends_with(".html") {
                    let text = String::from_utf8(served).expect("pages are UTF-8");
                    let (before, rest) = text.split_once("<recueil-preview").unwrap_or((&text, ""));
                    let after = rest.split_once("</recueil-preview>").map_or("", |(_, after)| after);
                    served = format!("{before}{after}").into_bytes();
                }
                if served == expected {
                    break;
                }
                assert!(began.elapsed() < NEVER, "{path} is not that of a build");
                std::thread::sleep(PAUSE);
            }
        }
    }
}

fn page(title: &str) -> String {
    format!("---\nkind: page\ntitle: {title}\n---\n\nText.\n")
}

#[test]
fn every_way_of_writing_is_understood() {
    let corpus = Corpus::new(FINE);
    corpus.write("public/index.html", "not of the corpus");
    let preview = Preview::of(&corpus, &[]);
    preview.is_built();

    // In one go, by renaming, by truncating first, in two steps.
    corpus.write("content/a.md", page("First"));
    preview.until("/a/", |text| text.contains("First"));
    corpus.write("content/.a.md.tmp", page("Second"));
    fs::rename(corpus.path("content/.a.md.tmp"), corpus.path("content/a.md")).expect("it is there");
    preview.until("/a/", |text| text.contains("Second"));
    let mut file = fs::File::create(corpus.path("content/a.md")).expect("it is there");
    file.write_all(page("Third").as_bytes()).expect("it can be written");
    preview.until("/a/", |text| text.contains("Third"));
    fs::rename(corpus.path("content/a.md"), corpus.path("content/a.md~")).expect("it is there");
    corpus.write("content/a.md", page("Fourth"));
    preview.until("/a/", |text| text.contains("Fourth"));

    // New folders, with what is in them at once.
    corpus.write("content/new/deep/n.md", page("New"));
    preview.until("/n/", |text| text.contains("New"));
    corpus.write("content/new/deep/n.md", page("Newer"));
    preview.until("/n/", |text| text.contains("Newer"));
    corpus.write("themes/recueil/assets/extra.css", "a { color: red }\n");
    preview.until("/assets/extra.css", |text| text.contains("red"));
    corpus.write("recueil.yaml", "title: Changed\nlanguage: fr\n");
    preview.until("/", |text| text.contains("Changed"));
    fs::remove_file(corpus.path("content/new/deep/n.md")).expect("it is there");
    preview.until_gone("/n/");
    preview.is_built();
}

#[test]
fn what_disappears_may_come_back() {
    let corpus = Corpus::new(FINE);
    let preview = Preview::of(&corpus, &[]);
    fs::rename(corpus.path("content"), corpus.path("away")).expect("it is there");
    preview.until_gone("/a/");
    fs::rename(corpus.path("away"), corpus.path("content")).expect("it is there");
    preview.until("/a/", |text| text.contains("<h1"));
    corpus.write("content/a.md", page("Seen again"));
    preview.until("/a/", |text| text.contains("Seen again"));

    // The corpus itself: its pages stay, and say so.
    fs::rename(corpus.path("recueil.yaml"), corpus.path("r")).expect("it is there");
    let text = preview.until("/a/", |text| text.contains("unreadable"));
    assert!(text.contains("Seen again"), "{text}");
    fs::rename(corpus.path("r"), corpus.path("recueil.yaml")).expect("it is there");
    preview.until("/a/", |text| !text.contains("unreadable"));
    preview.is_built();
}

/// A folder that is new is watched a moment late: what is written there until then has to be looked for.
#[test]
fn what_is_written_into_a_new_folder_is_seen_whatever_else_is_written() {
    let corpus = Corpus::new(FINE);
    let preview = Preview::of(&corpus, &[]);
    for round in 0..8 {
        let whole = format!("/* The style of round {round}. */\n");
        fs::create_dir_all(corpus.path("themes/recueil/assets")).expect("it can be made");
        let mut file = fs::File::create(corpus.path("themes/recueil/assets/recueil.css")).expect("it can be made");
        for half in [&whole[..8], &whole[8..]] {
            file.write_all(half.as_bytes()).expect("it is written");
            std::thread::sleep(Duration::from_millis(2));
        }
        drop(file);
        std::thread::sleep(Duration::from_millis(60));
        corpus.write("content/a.md", page(&format!("Round {round}")));
        preview.until("/a/", |text| text.contains(&format!("Round {round}")));
        preview.until("/assets/recueil.css", |text| text.contains(&whole));
        fs::remove_dir_all(corpus.path("themes")).expect("it is there");
        preview.until("/assets/recueil.css", |text| !text.contains("The style of"));
    }
}

#[test]
fn a_branch_may_change_a_thousand_files() {
    let corpus = Corpus::new(FINE);
    let number = |number: usize| format!("content/many/m-{number}.md");
    (0..1000).for_each(|at| corpus.write(number(at), page(&format!("First {at}"))));
    git(&corpus, &["init", "-q", "-b", "first"]);
    git(&corpus, &["add", "."]);
    git(&corpus, &["commit", "-qm", "First"]);
    git(&corpus, &["checkout", "-qb", "second"]);
    (0..1000).for_each(|at| corpus.write(number(at), page(&format!("Second {at}"))));
    // Some are there in one branch only, and a folder too.
    (0..20).for_each(|at| fs::remove_file(corpus.path(number(at))).expect("it is there"));
    (0..20).for_each(|at| corpus.write(format!("content/new/deep/n-{at}.md"), page(&format!("New {at}"))));
    git(&corpus, &["add", "."]);
    git(&corpus, &["commit", "-qm", "Second"]);

    let preview = Preview::of(&corpus, &[]);
    for (branch, there, gone) in
        [("first", "/m-0/", "/n-0/"), ("second", "/n-19/", "/m-19/"), ("first", "/m-19/", "/n-19/")]
    {
        git(&corpus, &["checkout", "-q", branch]);
        let title = branch.replacen(&branch[..1], &branch[..1].to_uppercase(), 1);
        preview.until("/m-999/", |text| text.contains(&format!("{title} 999")));
        preview.until(there, |text| text.contains("<h1"));
        preview.until_gone(gone);
        preview.is_built_at_every(97);
    }
    // What follows is seen as ever.
    corpus.write("content/a.md", page("After all"));
    preview.until("/a/", |text| text.contains("After all"));
    fs::remove_dir_all(corpus.path("content/many")).expect("it is there");
    preview.until_gone("/m-0/");
    preview.is_built();
}

#[test]
fn what_is_broken_is_said_and_mended() {
    let corpus = Corpus::new(FINE);
    let preview = Preview::of(&corpus, &["--editor", "edit:{file}#{line}"]);
    corpus.write("content/a.md", "---\nkind: page\ntitle: [A\n---\n\nOther.\n");
    let text = preview.until("/a/", |text| text.contains("yaml-syntax"));
    let link = format!("href=\"edit:{}/content/a.md#", corpus.dir.display());
    assert!(text.contains("Text, and") && text.contains("class=\"age\"") && text.contains(&link), "{text}");
    assert!(preview.text("/_recueil/findings").contains("yaml-syntax"));
    corpus.write("content/a.md", page("Mended"));
    preview.until("/a/", |text| text.contains("Mended") && !text.contains("yaml-syntax"));
}

#[test]
fn changes_are_told_of_and_reading_is_none() {
    let corpus = Corpus::new(FINE);
    let preview = Preview::of(&corpus, &[]);
    let mut stream = preview.connect();
    let request = format!("GET /_recueil/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    stream.write_all(request.as_bytes()).expect("it can be asked");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut stamp = || lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).expect("it goes on");
    let is_judged = |text: &str| text.contains("data-judged=\"yes\"");
    let is_of = |text: &str, stamp: &str| text.contains(&format!("data-stamp=\"{stamp}\""));
    let mut first = stamp();
    // All that is wrong is known a moment after what is shown.
    while !Some(preview.text("/a/")).is_some_and(|text| is_judged(&text) && is_of(&text, &first)) {
        first = stamp();
    }
    for _ in 0..3 {
        fs::read(corpus.path("content/a.md")).expect("it is there");
        fs::read_dir(corpus.path("content")).expect("it is there").count();
    }
    // What is the same is no change either.
    let put = |text: &str| {
        corpus.write("content/a.md~", text);
        fs::rename(corpus.path("content/a.md~"), corpus.path("content/a.md")).expect("it can take its place");
    };
    put(FINE[1].1);
    put(&page("Changed"));
    let (run, number) = first.rsplit_once('-').expect("it has a number");
    // One state that is shown and one that is judged, and no other.
    let last = format!("{run}-{}", number.parse::<u64>().expect("it is one") + 2);
    let text = preview.until("/a/", |text| text.contains("Changed") && is_judged(text));
    assert!(is_of(&text, &last), "{text}");
    while stamp() != last {}
}

#[test]
fn strangers_and_nonsense_are_refused() {
    let corpus = Corpus::new(FINE);
    corpus.write("secret.txt", "SECRET");
    let preview = Preview::of(&corpus, &[]);
    let fine = preview.get("/a/");
    assert_eq!(fine.status, 200);
    for header in
        ["cache-control: no-store", "x-content-type-options: nosniff", "cross-origin-resource-policy: same-origin"]
    {
        assert!(fine.head.contains(header), "{}", fine.head);
    }
    let port = preview.port;
    let local = format!("Host: localhost:{port}\r\n");
    for (head, status) in [
        (format!("GET /a/ HTTP/1.1\r\nHost: evil.example:{port}\r\n"), 421),
        (format!("GET http://evil.example/a/ HTTP/1.1\r\n{local}"), 421),
        ("GET /a/ HTTP/1.1\r\n".to_owned(), 400),
        (format!("GET /a/ HTTP/1.1\r\n{local}{local}"), 400),
        (format!("GET /a/ HTTP/1.1\r\n{local}Origin: https://evil.example\r\n"), 403),
        (format!("GET /_recueil/events HTTP/1.1\r\n{local}Origin: null\r\n"), 403),
        (format!("GET /a/ HTTP/1.1\r\n{local}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"), 403),
        (format!("POST /a/ HTTP/1.1\r\n{local}Content-Length: 3\r\n"), 405),
        (format!("DELETE /a/ HTTP/1.1\r\n{local}"), 405),
        (format!("GET /../secret.txt HTTP/1.1\r\n{local}"), 404),
        (format!("GET /%2e%2e%2fsecret.txt HTTP/1.1\r\n{local}"), 404),
        (format!("GET /..%5csecret.txt HTTP/1.1\r\n{local}"), 404),
        (format!("GET /content/a.md HTTP/1.1\r\n{local}"), 404),
        (format!("GET /a/%00 HTTP/1.1\r\n{local}"), 404),
        (format!("GET /{} HTTP/1.1\r\n{local}", "a".repeat(100_000)), 0),
        (format!("GET /a/ HTTP/1.1\r\n{local}X: {}\r\n", "a".repeat(100_000)), 0),
        (format!("GET /a/ HTTP/9.9\r\n{local}"), 0),
        (format!("GET /a/ HTTP/1.1\r\n{local}Content-Length: x\r\n"), 400),
        (format!("GET /a/ HTTP/1.1\r\n{local}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 0),
    ] {
        let answer = preview.ask(&head);
        let shown = &head[..head.len().min(80)];
        assert!(
            status == 0 && (answer.status == 0 || answer.status >= 400) || answer.status == status,
            "{shown}: {}",
            answer.head
        );
        assert!(!String::from_utf8_lossy(&answer.body).contains("SECRET"), "{shown}");
    }
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01"[..],
        b"\r\n\r\n",
        b"GET",
        b"\0\0\0\0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    ] {
        let mut stream = preview.connect();
        let _ = stream.write_all(nonsense);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{nonsense:?}");
    }
    let head = preview.ask(&format!("HEAD /a/ HTTP/1.1\r\n{local}"));
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "), "{}", head.head);
    let to = preview.get("/a?x=1&y");
    assert!(to.status == 307 && to.head.contains("location: /a/?x=1&y\r\n"), "{}", to.head);
    assert_eq!(preview.get("/a/?x=1").status, 200);
    assert_eq!(preview.get("/a/").status, 200);
}

#[test]
fn slow_and_broken_clients_cost_nothing() {
    let corpus = Corpus::new(FINE);
    // More than the system takes from a program that nobody reads from.
    let size = 24 << 20;
    corpus.write("content/a.bin", vec![7; size]);
    corpus.write("content/a.md", "---\nkind: page\ntitle: A\nattachments: [{file: a.bin, title: Bits}]\n---\n");
    let preview = Preview::of(&corpus, &[]);
    let host = format!("Host: localhost:{}\r\n\r\n", preview.port);
    assert_eq!(preview.get("/a/a.bin").body.len(), size);
    let held = preview.memory();

    // Those who never read what they asked for, and those who never finish asking: more together than are answered at once.
    let asking = |request: String| {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).expect("it is taken");
        stream
    };
    let deaf: Vec<TcpStream> = (0..8).map(|_| asking(format!("GET /a/a.bin HTTP/1.1\r\n{host}"))).collect();
    let slow: Vec<TcpStream> = (0..160).map(|_| asking("GET /a/ HTTP/1.1\r\nHost: loc".to_owned())).collect();
    // The first made room. Somebody else is answered while those who came later are still waited for.
    assert_eq!(preview.get("/a/").status, 200);
    let later = &slow[100];
    later.set_nonblocking(true).expect("it can be asked");
    let seen = later.peek(&mut [0]).map_err(|error| error.kind());
    assert_eq!(seen, Err(std::io::ErrorKind::WouldBlock), "others had to wait until it was given up");
    later.set_nonblocking(false).expect("it can be asked");
    let more = preview.memory().saturating_sub(held);
    assert!(more < 2 * size, "{more} bytes are held for those who do not read");
    for mut stream in slow {
        let mut answer = Vec::new();
        // Where it is closed with what it sent unread, the system says that it was reset.
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&answer));
    }
    for mut stream in deaf {
        // What is sent to who is gone comes back.
        let began = Instant::now();
        while stream.write(b"\r\n").is_ok() {
            assert!(began.elapsed() < NEVER, "it is never given up");
            std::thread::sleep(PAUSE);
        }
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.len() < size, "it was answered after all");
    }
}

#[test]
fn clients_that_go_away_leave_no_work_behind() {
    let corpus = Corpus::new(FINE);
    // A page that takes its time.
    let long: String = (0..3000).map(|at| format!("Paragraph {at}, which says that it is number {at}.\n\n")).collect();
    corpus.write("content/long.md", format!("---\nkind: page\ntitle: Long\n---\n\n{long}"));
    let preview = Preview::of(&corpus, &[]);
    let time = |ask: &dyn Fn()| {
        let began = Instant::now();
        ask();
        began.elapsed()
    };
    preview.get("/long/");
    let one = time(&|| assert_eq!(preview.get("/long/").status, 200));
    let request = format!("GET /long/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    // Each stays until a hundred others have come, so that it is known to the preview before it goes.
    let mut waiting = VecDeque::new();
    for _ in 0..1500 {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).expect("it is taken");
        waiting.push_back(stream);
        waiting.drain(..waiting.len().saturating_sub(100));
    }
    drop(waiting);
    let next = time(&|| assert_eq!(preview.get("/long/").status, 200));
    assert!(next < one * 60, "one takes {one:?}, and after those who went away {next:?}");
}

#[test]
fn what_cannot_be_served_is_said() {
    let corpus = Corpus::new(FINE);
    for arguments in [
        &["serve", "nowhere"][..],
        &["serve", "--host", "192.0.2.1"],
        &["serve", "--port", "70000"],
        &["serve", "--editor", "javascript:{file}"],
    ] {
        corpus.run(arguments).ends(2);
    }
    // A corpus with a base address stands below its path.
    corpus.write("recueil.yaml", "title: T\nlanguage: en\nbase_url: https://example.org/docs/\n");
    let preview = Preview::of(&corpus, &[]);
    assert_eq!(preview.get("/docs/a/").status, 200);
    let top = preview.get("/");
    assert!(top.status == 307 && top.head.contains("location: /docs/"), "{}", top.head);
    assert_eq!(preview.get("/a/").status, 404);
}
