//! The built book as a reader sees it: in a browser, on a desk and on a phone, by day and by night.
//!
//! Rule: not part of `cargo test`, which needs neither mdBook nor a browser. `.ci/run` builds the book, gets
//! Chromium and runs it: `mdbook build && cargo test --test pages -- --ignored`.

#[path = "pages/site.rs"]
mod site;

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use site::Site;

/// Two widths and two themes.
const LOOKS: usize = 4;

#[test]
#[ignore = "needs the built book and Chromium; .ci/run has both"]
fn every_page_reads_well_at_every_width_and_in_every_theme() {
    let site = Site::of(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/book"));
    let pages = site.pages();
    assert!(pages > 10, "{pages} pages: `mdbook build` comes first");

    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it listens");
    let (sender, findings) = mpsc::channel();
    std::thread::spawn(move || site.serve(&listener, &sender));
    let _browser = Browser::at(&format!("http://{address}/probe.html"));
    let report = findings.recv_timeout(Duration::from_secs(300));

    let report: serde_json::Value =
        serde_json::from_str(&report.expect("the probe reports")).expect("JSON");
    let found: Vec<&str> = report["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|finding| finding.as_str())
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    assert_eq!(report["looked"], pages * LOOKS);
}

/// Chromium without a window, until it is dropped.
struct Browser {
    process: Child,
    profile: PathBuf,
}

impl Browser {
    fn at(url: &str) -> Browser {
        let name = format!("chromium-{}", std::process::id());
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let process = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                // Containers have little of it.
                "--disable-dev-shm-usage",
                "--disable-quic",
            ])
            .args(["--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync"])
            .arg("--window-size=1400,900")
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromium starts: on Debian it is the package `chromium`");
        Browser { process, profile }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
