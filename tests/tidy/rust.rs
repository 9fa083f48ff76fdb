//! Rust read closely enough for the rules: code, comments and literals apart from each other.
//!
//! Rule: every view keeps the shape of the source, so that its line numbers are the file's own.

/// A source file in two views of the same shape; what a view leaves out is blank in it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Neither comments nor literals.
    pub(crate) code: String,
    /// Strings and characters only.
    pub(crate) literals: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Code,
    Comment,
    Literal,
}

impl Source {
    /// The whole file.
    pub(crate) fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut parts = Vec::with_capacity(chars.len());
        while parts.len() < chars.len() {
            let (part, end) = part_at(&chars, parts.len());
            parts.resize(end, part);
        }
        let view = |wanted| {
            let seen = |(&c, &part): (&char, &Part)| if part == wanted { c } else { blank(c) };
            chars.iter().zip(&parts).map(seen).collect()
        };
        Self {
            code: view(Part::Code),
            literals: view(Part::Literal),
        }
    }

    /// What is built without `cfg(test)`: a unit test may hold what the module itself may not.
    pub(crate) fn shipped(path: &str, text: &str) -> Self {
        if is_test_file(path) {
            return Self::of("");
        }
        let mut source = Self::of(text);
        for range in test_items(&source.code) {
            let hide = |(at, c)| if range.contains(&at) { blank(c) } else { c };
            source.code = source.code.chars().enumerate().map(hide).collect();
            source.literals = source.literals.chars().enumerate().map(hide).collect();
        }
        source
    }
}

/// A `tests` module in a file, or a folder, of its own.
fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn blank(c: char) -> char {
    if c == '\n' { c } else { ' ' }
}

/// What stands at `at`, and where it ends.
fn part_at(chars: &[char], at: usize) -> (Part, usize) {
    let next = |ahead| chars.get(at + ahead).copied().unwrap_or('\0');
    match (chars[at], next(1), next(2)) {
        ('/', '/', _) => (Part::Comment, find(chars, at, |rest| rest[0] == '\n')),
        ('/', '*', _) => (Part::Comment, block_comment_end(chars, at)),
        ('"', ..) => (Part::Literal, quoted_end(chars, at, '"')),
        ('\'', '\\', _) | ('\'', _, '\'') => (Part::Literal, quoted_end(chars, at, '\'')),
        ('r', '"' | '#', _) => match raw_string_end(chars, at) {
            Some(end) => (Part::Literal, end),
            None => (Part::Code, at + 1),
        },
        _ => (Part::Code, at + 1),
    }
}

fn find(chars: &[char], from: usize, wanted: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len())
        .find(|&at| wanted(&chars[at..]))
        .unwrap_or(chars.len())
}

fn block_comment_end(chars: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0, from);
    while at < chars.len() {
        match &chars[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn quoted_end(chars: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    chars.len().min(at + 1)
}

/// None for a raw identifier such as `r#type`.
fn raw_string_end(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars[from + 1..].iter().take_while(|&&c| c == '#').count();
    let start = from + 1 + hashes;
    (chars.get(start) == Some(&'"')).then(|| {
        let closes = |rest: &[char]| {
            rest[0] == '"' && rest[1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes
        };
        chars.len().min(find(chars, start + 1, closes) + 1 + hashes)
    })
}

/// Where the items under `#[cfg(test)]` stand.
fn test_items(code: &str) -> Vec<std::ops::Range<usize>> {
    let chars: Vec<char> = code.chars().collect();
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    (0..chars.len())
        .filter(|&at| chars[at..].starts_with(&mark))
        .map(|at| at..item_end(&chars, at))
        .collect()
}

/// Behind the first `;` or the first closed `{…}` that stands in no other bracket.
fn item_end(chars: &[char], from: usize) -> usize {
    let mut depth = 0;
    for (at, c) in chars.iter().enumerate().skip(from) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    chars.len()
}

#[test]
fn comments_and_literals_are_not_code() {
    let source = Source::of(
        "a(\"b // c\"); // d\n/* e /* f */ g */ h('\\'', 'i', r#\"j\"k\"#);\nfn l<'m>(n: &'m r#o) {}",
    );
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        squeezed(&source.code),
        "a( ); h( , , ); fn l<'m>(n: &'m r#o) {}"
    );
    assert_eq!(
        squeezed(&source.literals),
        "\"b // c\" '\\'' 'i' r#\"j\"k\"#"
    );
    assert_eq!(source.code.lines().count(), 3);
}

#[test]
fn what_stands_under_cfg_test_is_not_shipped() {
    let text =
        "a();\n#[cfg(test)]\nfn b(c: [u8; 2]) { d(\"e\") }\nf(\"g\");\n#[cfg(test)] mod h;\ni();";
    let source = Source::shipped("emulator/src/x.rs", text);
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(words, ["a();", "f(", ");", "i();"]);
    assert_eq!(source.literals.trim(), "\"g\"");
    assert_eq!(
        Source::shipped("emulator/src/x/tests.rs", text).code.trim(),
        ""
    );
}
