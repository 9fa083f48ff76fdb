//! Markdown read closely enough for the rules: fences apart from prose, headings and links with their lines.
//!
//! Rule: headings get the ids that mdBook gives them; GitHub's are the same for what we write.

use std::collections::BTreeMap;

/// A page's two halves.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) fences: Vec<Fence>,
    /// The lines outside of fences.
    pub(crate) prose: Vec<Line>,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Fence {
    /// Of the opening fence.
    pub(crate) line: usize,
    /// What stands behind the opening fence, such as `json`.
    pub(crate) info: String,
    pub(crate) lines: Vec<Line>,
}

/// A line and its number in the file.
pub(crate) type Line = (usize, String);

impl Fence {
    /// `rust` in `rust,ignore`.
    pub(crate) fn language(&self) -> &str {
        self.info.split([',', ' ']).next().unwrap_or_default()
    }
}

/// How a fence was opened, which says what its lines begin with and what closes it.
struct Opening {
    quoted: bool,
    indent: usize,
    ticks: String,
}

pub(crate) fn page(text: &str) -> Page {
    let mut page = Page::default();
    let mut opening: Option<Opening> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (&opening, page.fences.last_mut()) {
            (Some(open), Some(fence)) => {
                let line = open.content(line);
                if open.is_closed_by(line) {
                    opening = None;
                } else {
                    fence.lines.push((number, line.to_owned()));
                }
            }
            _ => match opened(line) {
                Some((open, info)) => {
                    page.fences.push(Fence {
                        line: number,
                        info,
                        lines: vec![],
                    });
                    opening = Some(open);
                }
                None => page.prose.push((number, line.to_owned())),
            },
        }
    }
    page
}

fn opened(line: &str) -> Option<(Opening, String)> {
    let quoted = line.trim_start().starts_with('>');
    let line = if quoted { unquoted(line) } else { line };
    let trimmed = line.trim_start();
    let ticks: String = trimmed.chars().take_while(|c| "`~".contains(*c)).collect();
    let info = trimmed[ticks.len()..].trim().to_owned();
    let opens = ticks.len() >= 3 && !info.contains('`');
    let indent = line.len() - trimmed.len();
    opens.then_some((
        Opening {
            quoted,
            indent,
            ticks,
        },
        info,
    ))
}

impl Opening {
    fn content<'l>(&self, line: &'l str) -> &'l str {
        let line = if self.quoted { unquoted(line) } else { line };
        let blanks = line.len() - line.trim_start_matches(' ').len();
        &line[blanks.min(self.indent)..]
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.starts_with(&self.ticks) && line.chars().all(|c| self.ticks.starts_with(c))
    }
}

fn unquoted(line: &str) -> &str {
    let line = line.trim_start().trim_start_matches('>');
    line.strip_prefix(' ').unwrap_or(line)
}

/// The ids that a link into this page may name.
pub(crate) fn ids(page: &Page) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = vec![];
    for (_, line) in &page.prose {
        ids.extend(attributes(line, "id"));
        let Some(title) = heading(line) else { continue };
        if let Some((_, id)) = title.trim_end_matches('}').rsplit_once("{#") {
            ids.push(id.split(' ').next().unwrap_or(id).to_owned());
            continue;
        }
        let id = slug(title);
        let again = seen.entry(id.clone()).or_default();
        ids.push(if *again == 0 {
            id
        } else {
            format!("{id}-{again}")
        });
        *again += 1;
    }
    ids
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    ((1..=6).contains(&level) && title.starts_with(' ')).then(|| title.trim())
}

fn slug(title: &str) -> String {
    text_of(title)
        .chars()
        .filter_map(|c| match c {
            '_' | '-' => Some(c),
            c if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
            c => c.is_whitespace().then_some('-'),
        })
        .collect()
}

/// A title without the targets of its links and without HTML.
fn text_of(title: &str) -> String {
    let (mut text, mut rest) = (String::new(), title);
    while let Some(at) = rest.find(['<', ']']) {
        text.push_str(&rest[..at]);
        let (skips, end) = match &rest[at..] {
            tag if tag.starts_with('<') => (true, '>'),
            link => (link.starts_with("]("), ')'),
        };
        let skipped = rest[at..].find(end).filter(|_| skips).unwrap_or(0);
        rest = &rest[at + skipped + 1..];
    }
    text + rest
}

/// Where the page links to: Markdown's links, images and references, HTML's `href` and `src`.
pub(crate) fn links(page: &Page) -> Vec<Line> {
    let mut found = vec![];
    for (number, line) in &page.prose {
        let line = without_code(line);
        let inline = line
            .match_indices("](")
            .map(|(at, _)| target(&line[at + 2..], ')'));
        let reference = line
            .split_once("]: ")
            .filter(|(name, _)| name.starts_with('['))
            .map(|(_, rest)| target(rest, ' '));
        let html = attributes(&line, "href")
            .into_iter()
            .chain(attributes(&line, "src"));
        found.extend(
            inline
                .chain(reference)
                .chain(html)
                .map(|target| (*number, target)),
        );
    }
    found
}

/// Up to `end`, without a title and without the `<…>` around a target with blanks.
fn target(rest: &str, end: char) -> String {
    match rest.strip_prefix('<') {
        Some(bracketed) => bracketed.split('>').next().unwrap_or_default().to_owned(),
        None => rest.split([end, ' ']).next().unwrap_or_default().to_owned(),
    }
}

/// The values of an HTML attribute.
fn attributes(line: &str, name: &str) -> Vec<String> {
    line.split(&format!(" {name}=\""))
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

/// Code spans are not searched for links.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

mod pages_as_mdbook_reads_them {
    use super::*;

    #[test]
    fn fences_are_apart_from_prose() {
        let text =
            "a\n```json\n{}\n```\n> ~~~ text\n> b\n> ~~~\n- c\n  ````\n  ```\n   d\n  ````\ne";
        let page = page(text);
        let prose: Vec<usize> = page.prose.iter().map(|(line, _)| *line).collect();
        assert_eq!(prose, [1, 8, 13]);
        let infos: Vec<&str> = page.fences.iter().map(Fence::language).collect();
        assert_eq!(infos, ["json", "text", ""]);
        assert_eq!(page.fences[1].lines, [(6, "b".to_owned())]);
        assert_eq!(
            page.fences[2].lines,
            [(10, "```".to_owned()), (11, " d".to_owned())]
        );
    }

    #[test]
    fn headings_have_the_ids_of_mdbook() {
        let text = "# What `GET /` *answers*\n## Why?\n### Why?\n## [Link](x.md) & <b>more</b>\n\
                    ## Named {#other .class}\n#no\n<a id=\"by-hand\"></a>\n```\n# not\n```";
        assert_eq!(
            ids(&page(text)),
            [
                "what-get--answers",
                "why",
                "why-1",
                "link--more",
                "other",
                "by-hand"
            ]
        );
    }

    #[test]
    fn every_kind_of_link_is_found() {
        let text = "[a](b.md#c \"title\") and ![d](<e f.svg>)\n`[no](link)` [g](h)\n[i]: j.md\n\
                    <img src=\"k.svg\"> <a href=\"#l\">\n```\n[no](link)\n```";
        let links: Vec<String> = links(&page(text))
            .iter()
            .map(|(line, target)| format!("{line} {target}"))
            .collect();
        assert_eq!(
            links,
            ["1 b.md#c", "1 e f.svg", "2 h", "3 j.md", "4 #l", "4 k.svg"]
        );
    }
}
