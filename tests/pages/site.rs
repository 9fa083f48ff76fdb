//! Serves the built book to a browser, together with the probe that looks at it.
//!
//! Rule: every page gets one script in front of all others, which keeps what goes wrong in it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

const PROBE: &str = include_str!("probe.html");

/// Errors, warnings on the console, and files that do not load.
const MISHAPS: &str = "<script>window.mishaps = [];
addEventListener('error', (it) => mishaps.push(it.message || `${it.target.src || it.target.href} does not load`), true);
addEventListener('unhandledrejection', (it) => mishaps.push(`${it.reason}`));
for (const level of ['error', 'warn']) console[level] = (...said) => mishaps.push(said.join(' '));
</script>";

/// A built book.
pub(crate) struct Site {
    root: PathBuf,
    /// Paths from there: `stage1.html`, `reference/errors.html`.
    pages: Vec<String>,
}

impl Site {
    /// The book below `root`. What mdBook adds to it is not looked at: the page for printing opens the printer,
    /// and the page for what is not found is made for the root of a host.
    pub(crate) fn of(root: PathBuf) -> Site {
        let mut pages = vec![];
        collect(&root, &root, &mut pages);
        pages.retain(|page| !["print.html", "404.html", "toc.html"].contains(&page.as_str()));
        pages.sort();
        Site { root, pages }
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Answers until the test ends; what the probe posts goes to `findings`.
    pub(crate) fn serve(&self, listener: &TcpListener, findings: &Sender<String>) {
        for stream in listener.incoming().flatten() {
            // A browser opens connections that it does not use.
            let _ = self.answer(stream, findings);
        }
    }

    fn answer(&self, mut stream: TcpStream, findings: &Sender<String>) -> std::io::Result<()> {
        stream.set_read_timeout(Some(std::time::Duration::from_secs(1)))?;
        let (line, body) = read(&stream)?;
        let path = line.split(' ').nth(1).unwrap_or("/");
        let path = path
            .split('?')
            .next()
            .unwrap_or_default()
            .trim_start_matches('/');
        let (kind, body) = match path {
            "probe.html" => ("text/html", PROBE.into()),
            "pages.json" => (
                "application/json",
                serde_json::json!(self.pages).to_string().into(),
            ),
            "findings" => {
                // Nobody listens any more, once the first have come.
                let _ = findings.send(body);
                ("text/plain", vec![])
            }
            path => match fs::read(self.root.join(path)) {
                Ok(bytes) if path.ends_with(".html") => ("text/html", with_mishaps(&bytes)),
                Ok(bytes) => (media_type(path), bytes),
                Err(_) => {
                    return write!(
                        stream,
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                    );
                }
            },
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body)
    }
}

fn collect(root: &Path, folder: &Path, pages: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, pages);
        } else if path.extension().is_some_and(|kind| kind == "html") {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            pages.push(inside.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// The request line, and the body as text.
fn read(stream: &TcpStream) -> std::io::Result<(String, String)> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((first, String::from_utf8_lossy(&body).into_owned()))
}

fn with_mishaps(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    page.replacen("<head>", &format!("<head>{MISHAPS}"), 1)
        .into_bytes()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
