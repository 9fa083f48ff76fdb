//! What each kind of token looks like.
//!
//! Rule: a shape is a function from the characters ahead to how many of them match, 0 for none. It knows
//! neither mode nor history.

use crate::vtl::token::Kind;

/// How many of the characters ahead are a token of this kind.
pub(super) fn length(kind: Kind, ahead: &[char]) -> usize {
    use Kind::*;
    match kind {
        EscapedDirective => escaped_directive(ahead),
        Set => set(ahead),
        Dollar => dollar(ahead),
        DollarBang => dollar_bang(ahead),
        FormalCommentOpen => formal_comment(ahead),
        Text => run(ahead, |c| !matches!(c, '$' | '#' | '\\')),
        LineComment => newline(ahead),
        Commented | Verbatim | ReferenceEnd | DirectiveEnd => ahead.len().min(1),
        Whitespace => run(ahead, |c| matches!(c, ' ' | '\t' | '\n' | '\r')),
        Quoted => quoted(ahead),
        ParenClose => with_blank_rest(ahead, 1, literal(ahead, ")")),
        End | Else => ending(kind, ahead),
        Integer => integer(ahead),
        Float => float(ahead),
        Word => word(ahead, true),
        BracedWord => braced_word(ahead),
        Identifier => identifier(ahead),
        Dot => dot(ahead),
        Eof => 0,
        _ => longest(ahead, spellings(kind)),
    }
}

/// How a kind that is always written the same is written.
fn spellings(kind: Kind) -> &'static [&'static str] {
    use Kind::*;
    match kind {
        IndexOpen | ListOpen => &["["],
        IndexClose | ListClose => &["]"],
        Comma => &[","],
        DoubleDot => &[".."],
        Colon => &[":"],
        MapOpen | CurlyOpen => &["{"],
        MapClose | CurlyClose => &["}"],
        ParenOpen => &["("],
        ArgumentsClose => &[")"],
        TextBlockOpen => &["#[["],
        CommentOpen => &["#*"],
        Hash => &["#"],
        LineCommentOpen => &["##"],
        DoubleEscape => &["\\\\"],
        Escape => &["\\"],
        FormalComment | Comment => &["*#"],
        TextBlock => &["]]#"],
        True => &["true"],
        False => &["false"],
        EmptyIndex => &["$[", "$![", "$\\![", "$."],
        If => &["if", "{if}"],
        ElseIf => &["elseif", "{elseif}"],
        _ => operator(kind),
    }
}

fn operator(kind: Kind) -> &'static [&'static str] {
    use Kind::*;
    match kind {
        Minus => &["-"],
        Plus => &["+"],
        Times => &["*"],
        Divide => &["/"],
        Modulo => &["%"],
        And => &["&&", "and"],
        Or => &["||", "or"],
        Less => &["<", "lt"],
        LessOrEqual => &["<=", "le"],
        Greater => &[">", "gt"],
        GreaterOrEqual => &[">=", "ge"],
        Equal => &["==", "eq"],
        NotEqual => &["!=", "ne"],
        Not => &["!", "not"],
        Assign => &["="],
        _ => &[],
    }
}

fn longest(ahead: &[char], spellings: &[&str]) -> usize {
    let lengths = spellings.iter().map(|text| literal(ahead, text));
    lengths.max().unwrap_or(0)
}

fn literal(ahead: &[char], text: &str) -> usize {
    let length = text.chars().count();
    let matches = ahead.len() >= length && text.chars().eq(ahead[..length].iter().copied());
    if matches { length } else { 0 }
}

fn run(ahead: &[char], fits: impl Fn(char) -> bool) -> usize {
    ahead.iter().take_while(|c| fits(**c)).count()
}

fn at(ahead: &[char], index: usize) -> Option<char> {
    ahead.get(index).copied()
}

fn from(ahead: &[char], index: usize) -> &[char] {
    ahead.get(index..).unwrap_or(&[])
}

fn newline(ahead: &[char]) -> usize {
    longest(ahead, &["\n", "\r", "\r\n"])
}

/// `length` characters, and the blanks and the newline after them if there is nothing else on the line.
fn with_blank_rest(ahead: &[char], length: usize, matched: usize) -> usize {
    if matched == 0 {
        return 0;
    }
    let blanks = run(from(ahead, length), |c| matches!(c, ' ' | '\t'));
    match newline(from(ahead, length + blanks)) {
        0 => length,
        newline => length + blanks + newline,
    }
}

fn ending(kind: Kind, ahead: &[char]) -> usize {
    let word = match kind {
        Kind::End => longest(ahead, &["end", "{end}"]),
        _ => longest(ahead, &["else", "{else}"]),
    };
    with_blank_rest(ahead, word, word)
}

fn escaped_directive(ahead: &[char]) -> usize {
    let backslashes = run(ahead, |c| c == '\\');
    if backslashes % 2 == 0 || at(ahead, backslashes) != Some('#') {
        return 0;
    }
    let name = from(ahead, backslashes + 1);
    match word(name, true).max(braced_word(name)) {
        0 => 0,
        length => backslashes + 1 + length,
    }
}

fn set(ahead: &[char]) -> usize {
    let blanks = run(ahead, |c| matches!(c, ' ' | '\t'));
    let name = longest(from(ahead, blanks), &["#set", "#{set}"]);
    let spaces = run(from(ahead, blanks + name), |c| c == ' ');
    let length = blanks + name + spaces;
    if name > 0 && at(ahead, length) == Some('(') {
        length + 1
    } else {
        0
    }
}

fn dollar(ahead: &[char]) -> usize {
    let backslashes = run(ahead, |c| c == '\\');
    if at(ahead, backslashes) == Some('$') {
        backslashes + 1
    } else {
        0
    }
}

fn dollar_bang(ahead: &[char]) -> usize {
    let dollar = dollar(ahead);
    let bang = dollar + run(from(ahead, dollar), |c| c == '\\');
    if dollar > 0 && at(ahead, bang) == Some('!') {
        bang + 1
    } else {
        0
    }
}

/// `#**` and one character that is not `#`: `#**#` is an empty comment.
fn formal_comment(ahead: &[char]) -> usize {
    let opens = literal(ahead, "#**") > 0;
    if opens && at(ahead, 3).is_some_and(|c| c != '#') {
        4
    } else {
        0
    }
}

/// A text in quotes; the quote itself is written twice.
fn quoted(ahead: &[char]) -> usize {
    let Some(quote @ ('"' | '\'')) = at(ahead, 0) else {
        return 0;
    };
    let (mut index, mut matched) = (1, 0);
    while let Some(c) = at(ahead, index) {
        index += 1;
        if c == quote {
            matched = index;
            if at(ahead, index) != Some(quote) {
                break;
            }
            index += 1;
        }
    }
    matched
}

fn digits(ahead: &[char]) -> usize {
    run(ahead, |c| c.is_ascii_digit())
}

/// An integer; with the `..` of a range, so that `1..5` is not `1.` and `.5`.
fn integer(ahead: &[char]) -> usize {
    let sign = literal(ahead, "-");
    match digits(from(ahead, sign)) {
        0 => 0,
        digits => sign + digits + literal(from(ahead, sign + digits), ".."),
    }
}

fn float(ahead: &[char]) -> usize {
    let sign = literal(ahead, "-");
    let whole = digits(from(ahead, sign));
    let point = sign + whole;
    if at(ahead, point) != Some('.') {
        let exponent = exponent(from(ahead, point));
        return if whole > 0 && exponent > 0 {
            point + exponent
        } else {
            0
        };
    }
    let fraction = digits(from(ahead, point + 1));
    if whole + fraction == 0 {
        return 0;
    }
    let end = point + 1 + fraction;
    end + exponent(from(ahead, end))
}

fn exponent(ahead: &[char]) -> usize {
    if !matches!(at(ahead, 0), Some('e' | 'E')) {
        return 0;
    }
    let sign = usize::from(matches!(at(ahead, 1), Some('+' | '-')));
    match digits(from(ahead, 1 + sign)) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

fn word(ahead: &[char], may_call_block: bool) -> usize {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_' || (may_call_block && c == '@');
    if !at(ahead, 0).is_some_and(begins) {
        return 0;
    }
    run(ahead, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '@')
    })
}

fn braced_word(ahead: &[char]) -> usize {
    if at(ahead, 0) != Some('{') {
        return 0;
    }
    let name = word(from(ahead, 1), false);
    if name > 0 && at(ahead, 1 + name) == Some('}') {
        name + 2
    } else {
        0
    }
}

fn identifier(ahead: &[char]) -> usize {
    if !at(ahead, 0).is_some_and(|c| c.is_ascii_alphabetic() || c == '_') {
        return 0;
    }
    run(ahead, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
    })
}

/// The dot before a name, with the name's first letter.
fn dot(ahead: &[char]) -> usize {
    let before_letter = at(ahead, 1).is_some_and(|c| c.is_ascii_alphabetic());
    if at(ahead, 0) == Some('.') && before_letter {
        2
    } else {
        0
    }
}
