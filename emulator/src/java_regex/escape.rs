//! What follows a backslash, in a class and outside: characters, and classes with a name.
//!
//! Rule: without the flag `U`, `\w` and `\p{Alpha}` and their like are ASCII.

use std::{iter::Peekable, str::Chars};

use super::{Error, Flags};

/// A character as `fancy-regex` takes it anywhere.
pub(super) fn code(c: char) -> String {
    if c.is_ascii_alphanumeric() || !c.is_ascii() && !c.is_control() {
        c.to_string()
    } else {
        format!("\\x{{{:x}}}", u32::from(c))
    }
}

/// The class that a letter stands for; nothing if it stands for none.
pub(super) fn shorthand(
    letter: char,
    rest: &mut Peekable<Chars<'_>>,
    flags: Flags,
) -> Result<Option<String>, Error> {
    let unicode = flags.has('U');
    let class = match letter {
        'd' | 'w' | 's' | 'D' | 'W' | 'S' if unicode => return Ok(Some(format!("\\{letter}"))),
        'd' | 'D' => "0-9",
        'w' | 'W' => "a-zA-Z0-9_",
        's' | 'S' => r" \t\n\x0B\f\r",
        'h' | 'H' => r" \t\x{A0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}",
        'v' | 'V' => r"\n\x0B\f\r\x{85}\x{2028}\x{2029}",
        'p' | 'P' => return property(letter, rest, flags).map(Some),
        _ => return Ok(None),
    };
    let not = if letter.is_ascii_uppercase() { "^" } else { "" };
    Ok(Some(format!("[{not}{class}]")))
}

/// `\p{Lu}`, `\pL`, `\p{IsAlphabetic}`
fn property(letter: char, rest: &mut Peekable<Chars<'_>>, flags: Flags) -> Result<String, Error> {
    let name: String = match rest.next() {
        Some('{') => rest.take_while(|c| *c != '}').collect(),
        first => first.into_iter().collect(),
    };
    let not = if letter == 'P' { "^" } else { "" };
    let class = match &*name {
        "Lower" | "Upper" if flags.has('i') && !flags.has('U') => "A-Za-z",
        "Lower" | "Upper" | "IsLowercase" | "IsUppercase" | "IsTitlecase" if flags.has('i') => {
            r"\p{Lowercase}\p{Uppercase}\p{Lt}"
        }
        "Lu" | "Ll" | "Lt" if flags.has('i') => r"\p{Lu}\p{Ll}\p{Lt}",
        name => match ascii(name) {
            Some(class) if !flags.has('U') => class,
            Some(_) => &format!("\\p{{{name}}}"),
            None => &unicode(name)?,
        },
    };
    Ok(format!("[{not}{class}]"))
}

/// A general category, or what Java writes with `Is`: a script or a property of two values.
fn unicode(name: &str) -> Result<String, Error> {
    let rest = name.strip_prefix("Is").unwrap_or(name);
    let is_category = name.len() <= 2 && name.starts_with(|c: char| c.is_ascii_uppercase());
    if is_category || rest.len() < name.len() {
        return Ok(format!("\\p{{{rest}}}"));
    }
    Err(Error::new(format!("the property `{name}` is not known")))
}

/// The classes of POSIX.
fn ascii(name: &str) -> Option<&'static str> {
    Some(match name {
        "ASCII" => r"\x00-\x7f",
        "Alnum" => "0-9A-Za-z",
        "Alpha" => "A-Za-z",
        "Blank" => r" \t",
        "Cntrl" => r"\x00-\x1f\x7f",
        "Digit" => "0-9",
        "Graph" => r"\x21-\x7e",
        "Lower" => "a-z",
        "Print" => r"\x20-\x7e",
        "Punct" => r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
        "Space" => r" \t\n\x0B\f\r",
        "Upper" => "A-Z",
        "XDigit" => "0-9A-Fa-f",
        _ => return None,
    })
}

/// The character that an escape stands for.
pub(super) fn character(escaped: char, rest: &mut Peekable<Chars<'_>>) -> Result<char, Error> {
    Ok(match escaped {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\x0C',
        'a' => '\x07',
        'e' => '\x1B',
        'c' => match rest
            .next()
            .map(u32::from)
            .and_then(|c| char::from_u32(c ^ 64))
        {
            Some(control) => control,
            None => return Err(Error::new("`\\c` needs a character, as in `\\cA`")),
        },
        '0' => octal(rest)?,
        'x' if rest.next_if_eq(&'{').is_some() => {
            let digits: String = rest.take_while(|c| *c != '}').collect();
            from_hexadecimal(&digits)?
        }
        'x' => from_hexadecimal(&some(rest, 2))?,
        'u' => utf16(rest)?,
        c if c.is_ascii_alphanumeric() => {
            return Err(Error::new(format!("`\\{c}` has no meaning here")));
        }
        c => c,
    })
}

fn some(rest: &mut Peekable<Chars<'_>>, count: usize) -> String {
    rest.take(count).collect()
}

fn from_hexadecimal(digits: &str) -> Result<char, Error> {
    let all_digits = digits.chars().all(|c| c.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| all_digits);
    let c = number.and_then(char::from_u32);
    c.ok_or_else(|| Error::new(format!("`{digits}` is not the number of a character")))
}

/// Up to three digits, and no more than `377`.
fn octal(rest: &mut Peekable<Chars<'_>>) -> Result<char, Error> {
    let mut number = None;
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)) {
        match number.unwrap_or(0) * 8 + digit {
            longer @ ..=0o377 => number = Some(longer),
            _ => break,
        }
        rest.next();
    }
    let c = number.and_then(char::from_u32);
    c.ok_or_else(|| Error::new("`\\0` needs an octal number, as in `\\012`"))
}

/// Four digits; a second four where they are half of a character.
fn utf16(rest: &mut Peekable<Chars<'_>>) -> Result<char, Error> {
    let digits = some(rest, 4);
    let unit = |digits: &str| {
        u16::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.len() == 4)
    };
    let first =
        unit(&digits).ok_or_else(|| Error::new("`\\u` needs four digits, as in `\\u00e4`"))?;
    let mut units = vec![first];
    let mut ahead = rest.clone();
    if (ahead.next(), ahead.next()) == (Some('\\'), Some('u'))
        && let Some(second @ 0xDC00..=0xDFFF) = unit(&some(&mut ahead, 4))
    {
        units.push(second);
    }
    match char::decode_utf16(units).next() {
        Some(Ok(c)) => {
            if c.len_utf16() == 2 {
                *rest = ahead;
            }
            Ok(c)
        }
        _ => Err(Error::new(format!("`\\u{digits}` is half a character"))),
    }
}
