//! What the lexer hands to the parser: pieces of a template, each with its kind and its place.
//!
//! Rule: a token is a stretch of the template's own characters, undecoded; only what a runt leaves over is copied.
//!
//! Mirrors the tokens of Velocity 1.7, whose order decides between two that match equally far.

/// A piece of a template.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first character, as an index into the text that is read.
    pub(crate) start: usize,
    /// One past its last character.
    pub(crate) end: usize,
    /// What a reference or a directive that came to nothing left before it: `$` and `#`, to be printed.
    pub(crate) leftover: String,
}

/// What a token is. Of two kinds that match equally far, the earlier one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `[` after a reference.
    IndexOpen,
    /// `]` after an index.
    IndexClose,
    /// `[` of a list or a range.
    ListOpen,
    /// `]` of a list or a range.
    ListClose,
    /// `,`
    Comma,
    /// `..` of a range.
    DoubleDot,
    /// `:` of a map.
    Colon,
    /// `{` of a map.
    MapOpen,
    /// `}` of a map.
    MapClose,
    /// `(` of a directive, of an expression or of a method.
    ParenOpen,
    /// `)` of a directive or an expression, with the rest of its line if that is blank.
    ParenClose,
    /// `)` of a method.
    ArgumentsClose,
    /// `\#word`, behind any number of `\\`.
    EscapedDirective,
    /// `#set(` with the blanks before it.
    Set,
    /// `$`, behind any number of `\`: more follows.
    Dollar,
    /// `$!`, behind any number of `\`: more follows.
    DollarBang,
    /// `#[[`: more follows.
    TextBlockOpen,
    /// `#**`: more follows.
    FormalCommentOpen,
    /// `#*`: more follows.
    CommentOpen,
    /// `#`: more follows.
    Hash,
    /// `##`
    LineCommentOpen,
    /// `\\`
    DoubleEscape,
    /// `\`
    Escape,
    /// Plain text.
    Text,
    /// The end of a line comment, with its newline.
    LineComment,
    /// `*#` of a formal comment.
    FormalComment,
    /// `*#`
    Comment,
    /// `#[[`, plain text and `]]#`.
    TextBlock,
    /// A character inside a comment: skipped.
    Commented,
    /// A character inside a text block: more follows.
    Verbatim,
    /// Blanks and newlines inside a directive or a method's arguments.
    Whitespace,
    /// `"..."` or `'...'`.
    Quoted,
    /// `true`
    True,
    /// `false`
    False,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `*`
    Times,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `&&` or `and`
    And,
    /// `||` or `or`
    Or,
    /// `<` or `lt`
    Less,
    /// `<=` or `le`
    LessOrEqual,
    /// `>` or `gt`
    Greater,
    /// `>=` or `ge`
    GreaterOrEqual,
    /// `==` or `eq`
    Equal,
    /// `!=` or `ne`
    NotEqual,
    /// `!` or `not`
    Not,
    /// `=`
    Assign,
    /// `#end`, with the rest of its line if that is blank.
    End,
    /// `#if`
    If,
    /// `#elseif`
    ElseIf,
    /// `#else`, with the rest of its line if that is blank.
    Else,
    /// `12` or `-12`
    Integer,
    /// `1.5`, `.5`, `1e3`
    Float,
    /// The name of a directive, or `in`.
    Word,
    /// `{name}` of a directive.
    BracedWord,
    /// The name of a variable, a member or a method.
    Identifier,
    /// `.` between a reference and a name; what stands before it, if it is no name, is lost.
    Dot,
    /// `{` of a reference.
    CurlyOpen,
    /// `}` of a reference.
    CurlyClose,
    /// The first character that does not belong to a reference: read again.
    ReferenceEnd,
    /// The first character that does not belong to a directive's name: read again.
    DirectiveEnd,
    /// `$[` or `$.`, which is no reference.
    EmptyIndex,
    /// The end of the text.
    Eof,
}

impl Kind {
    /// Whether the token goes on: what follows is part of it, read in another mode.
    pub(crate) fn continues(self) -> bool {
        use Kind::{
            CommentOpen, Dollar, DollarBang, FormalCommentOpen, Hash, TextBlockOpen, Verbatim,
        };
        matches!(
            self,
            Dollar | DollarBang | TextBlockOpen | FormalCommentOpen | CommentOpen | Hash | Verbatim
        )
    }

    /// Whether it only ends what came before: the parser does not see it.
    pub(crate) fn terminates(self) -> bool {
        matches!(self, Kind::ReferenceEnd | Kind::DirectiveEnd)
    }
}
