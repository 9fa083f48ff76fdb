//! Reads a text as json-smart does in its permissive mode, the one that Jayway uses.
//!
//! Rule: quotes may be single or missing, commas may be too many, and what follows the outermost value is ignored.
//! A value without quotes reaches to the next character that could end it where it stands. U+001A ends the text,
//! wherever it stands outside of a plain quoted text: json-smart marks the end with it.

use super::{Error, Json, MAX_DEPTH, Members, number, quoted};

/// U+001A stands for the end, as in json-smart.
pub(super) const END: u8 = 0x1A;

/// From this byte on, json-smart looks no further whether a character ends something.
const FIRST_UNKNOWN: u8 = b'~';

/// What ends a value without quotes, besides the end of the text.
#[derive(Clone, Copy)]
enum Until {
    End,
    Key,
    Member,
    Element,
}

impl Until {
    fn ends(self, byte: u8) -> bool {
        match self {
            Self::End => false,
            Self::Key => byte == b':',
            Self::Member => matches!(byte, b',' | b'}'),
            Self::Element => matches!(byte, b',' | b']'),
        }
    }
}

/// Reads the first value of `text`.
pub(super) fn read(text: &str) -> Result<Json, Error> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader.value(Until::End)
}

/// A place in the text. All that decides is ASCII, so places are bytes and always between characters.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The byte here; [`END`] at the end.
    pub(super) fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(END)
    }

    pub(super) fn unexpected(&self, expected: &str) -> Error {
        Error::unexpected(self.text, self.at, expected)
    }

    fn value(&mut self, until: Until) -> Result<Json, Error> {
        self.skip_spaces();
        match self.byte() {
            b':' | b'}' | b']' => Err(self.unexpected("a value")),
            b'{' => self.object(),
            b'[' => self.list(),
            b'"' | b'\'' => quoted::read(self).map(Json::String),
            b'0'..=b'9' | b'-' => self.number(until),
            END if !matches!(until, Until::End) => Err(self.unexpected("a value")),
            first => Ok(match (first, self.unquoted(until)) {
                (b'n', "null") => Json::Null,
                (b't', "true") => Json::Bool(true),
                (b'f', "false") => Json::Bool(false),
                (b'N', "NaN") => Json::Double(f64::NAN),
                (_, text) => Json::String(text.to_owned()),
            }),
        }
    }

    fn list(&mut self) -> Result<Json, Error> {
        self.enter()?;
        let mut elements = vec![];
        loop {
            match self.byte() {
                b' ' | b'\r' | b'\n' | b'\t' | b',' => self.at += 1,
                b']' => break,
                b':' | b'}' | END => return Err(self.unexpected("a value, `,` or `]`")),
                _ => elements.push(self.value(Until::Element)?),
            }
        }
        self.leave();
        Ok(Json::List(elements))
    }

    fn object(&mut self) -> Result<Json, Error> {
        self.enter()?;
        let mut members = Members::default();
        loop {
            match self.byte() {
                b' ' | b'\r' | b'\n' | b'\t' | b',' => self.at += 1,
                b'}' => break,
                b':' | b']' | b'[' | b'{' => return Err(self.unexpected("a key")),
                _ => {
                    let (key, value) = self.member()?;
                    members.insert(key, value);
                }
            }
        }
        self.leave();
        Ok(Json::Map(members))
    }

    /// `key: value`, up to the `,` or `}` after it.
    fn member(&mut self) -> Result<(String, Json), Error> {
        let key = match self.byte() {
            b'"' | b'\'' => quoted::read(self)?,
            _ => self.unquoted(Until::Key).to_owned(),
        };
        self.skip_controls();
        if self.byte() != b':' {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        let value = self.value(Until::Member)?;
        self.skip_controls();
        match self.byte() {
            b',' | b'}' => Ok((key, value)),
            _ => Err(self.unexpected("`,` or `}`")),
        }
    }

    /// A number, or, where more follows, a text that begins like one.
    fn number(&mut self, until: Until) -> Result<Json, Error> {
        let start = self.at;
        let shape = number::skip(self);
        let mut text = self.since(start);
        if shape != number::Shape::Broken {
            self.skip_controls();
        }
        let byte = self.byte();
        let goes_on = byte < FIRST_UNKNOWN && byte != END && !until.ends(byte);
        if shape == number::Shape::Broken || goes_on {
            self.skip_to(until);
            text = self.since(start);
            return Ok(Json::String(text.to_owned()));
        }
        number::parse(text, shape)
            .ok_or_else(|| Error::new(self.text, start, format!("`{text}`"), "a number"))
    }

    fn unquoted(&mut self, until: Until) -> &'a str {
        let start = self.at;
        self.skip_to(until);
        self.since(start)
    }

    /// The text from `start` to here, without the white space around it; of white space alone, the last character
    /// stays.
    fn since(&self, start: usize) -> &'a str {
        let text = self.text.get(start..self.at).unwrap_or_default();
        let last = text.char_indices().next_back();
        match text.trim_matches(is_java_whitespace) {
            "" => last.map_or("", |(at, _)| &text[at..]),
            trimmed => trimmed,
        }
    }

    fn skip_to(&mut self, until: Until) {
        while self.byte() != END && !until.ends(self.byte()) {
            self.at += 1;
        }
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(), b' ' | b'\r' | b'\n' | b'\t') {
            self.at += 1;
        }
    }

    /// In these places json-smart takes every control character for a space.
    fn skip_controls(&mut self) {
        while self.byte() <= b' ' && self.byte() != END {
            self.at += 1;
        }
    }

    fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let found = format!("{} lists and objects in each other", self.depth);
            return Err(Error::new(
                self.text,
                self.at,
                found,
                format!("at most {MAX_DEPTH}"),
            ));
        }
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }
}

/// Java's `Character.isWhitespace`: not the spaces that do not break.
fn is_java_whitespace(c: char) -> bool {
    let separates =
        c.is_whitespace() && !matches!(c, '\u{85}' | '\u{A0}' | '\u{2007}' | '\u{202F}');
    separates || matches!(c, '\u{1C}'..='\u{1F}')
}
