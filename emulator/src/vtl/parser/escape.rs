//! Backslashes before directives.
//!
//! Rule: `\#end` is `#end`, and before what is no directive a backslash is just a backslash.
//!
//! Mirrors Velocity 1.7: pairs of backslashes before a directive become one each.

use super::Parser;
use crate::vtl::{error::Fault, token::Kind};

/// The directives that the grammar does not know by name.
const DIRECTIVES: [&str; 6] = ["foreach", "macro", "literal", "break", "define", "stop"];

/// The directives that it does.
const BUILT_IN: [&str; 5] = ["if", "end", "set", "else", "elseif"];

impl Parser<'_> {
    /// What `\#word` prints.
    pub(super) fn escaped_directive(&self, image: &str) -> String {
        let last = image.rfind('\\').unwrap_or(0);
        let directive = &image[last + 1..];
        let word = directive.trim_start_matches('#');
        let name = word
            .strip_prefix('{')
            .and_then(|word| word.strip_suffix('}'))
            .unwrap_or(word);
        let known =
            DIRECTIVES.contains(&name) || BUILT_IN.contains(&name) || self.macros.contains(name);
        if known {
            format!("{}{directive}", &image[..last / 2])
        } else {
            image.to_owned()
        }
    }

    /// What a run of `\\` prints, the first of which is taken.
    pub(super) fn escapes(&mut self) -> Result<String, Fault> {
        let mut pairs = 1;
        while self.peek(0)? == Kind::DoubleEscape {
            self.take()?;
            pairs += 1;
        }
        let kind = self.peek(0)?;
        let before_directive = match kind {
            Kind::If | Kind::Else | Kind::ElseIf | Kind::End => true,
            _ => {
                let next = self.text.image(&self.ahead[0]);
                let name: String = next.chars().skip(1).collect();
                DIRECTIVES.contains(&name.as_str())
            }
        };
        Ok(if before_directive { "\\" } else { "\\\\" }.repeat(pairs))
    }
}
