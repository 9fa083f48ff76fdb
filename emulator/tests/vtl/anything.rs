//! Whatever the template, the engine answers: with text or with a complaint, never with a panic.

use emulator::vtl::{Scope, Template, inspect};
use proptest::{collection::vec, prelude::*, sample::select};

/// What templates are made of, whole and broken.
const PARTS: &[&str] = &[
    "$",
    "$!",
    "${",
    "}",
    "{",
    "[",
    "]",
    "(",
    ")",
    "#",
    "##",
    "#*",
    "*#",
    "#[[",
    "]]#",
    "\\",
    ".",
    "..",
    ",",
    ":",
    " ",
    "\n",
    "\r\n",
    "\t",
    "x",
    "y",
    "é",
    "😀",
    "1",
    "-1",
    "2.5",
    "99999999999999999999",
    "'",
    "\"",
    "'a'",
    "\"$x\"",
    "$x",
    "$y",
    "$x.",
    "$x[",
    "$x[0]",
    "$x.get(",
    ".size()",
    ".substring(1)",
    ".replaceAll('a', '$1')",
    ".split('')",
    ".add($x)",
    ".put($x, $x)",
    ".hashCode()",
    "$input.path('$')",
    "$input.json('$.a')",
    "$util.escapeJavaScript($x)",
    "$context.requestOverride",
    "#if(",
    "#if(true)",
    "#elseif(false)",
    "#else",
    "#{else}",
    "#end",
    "#set(",
    "#set($x = ",
    "#set($x = [1, 'é'])",
    "#set($y = {'a': $x})",
    "#set($x[0] = $y)",
    "#foreach($e in $x)",
    "#foreach($e in [1..3])",
    "$foreach.hasNext",
    "#define($d)",
    "$d",
    "#break",
    "#stop",
    "#macro(m)",
    "#m()",
    " + ",
    " - ",
    " * ",
    " / ",
    " % ",
    " == ",
    " < ",
    " && ",
    " or ",
    "!",
    "true",
    "false",
    "and",
];

fn templates() -> impl Strategy<Value = String> {
    vec(select(PARTS), 0..40).prop_map(|parts| parts.concat())
}

fn scope() -> Scope<'static> {
    Scope {
        body: Some(r#"{"a": [1, {"b": null}, "x/y"], "😀": 1.5}"#.into()),
        ..Scope::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_template_gives_text_or_a_complaint(template in templates()) {
        match Template::parse(&template).and_then(|parsed| parsed.render(&scope())) {
            Ok(rendered) => prop_assert!(rendered.text.len() < 1_000_000),
            Err(error) => {
                prop_assert!(error.line >= 1 && error.column >= 1);
                prop_assert!(error.to_string().contains('^'));
            }
        }
    }

    #[test]
    fn any_text_at_all_gives_text_or_a_complaint(template in any::<String>()) {
        let _ = Template::parse(&template).and_then(|parsed| parsed.render(&scope()));
    }

    /// A token may begin later than the one before it ended, never earlier.
    #[test]
    fn tokens_stand_in_the_order_of_the_template(template in templates()) {
        if let Ok(tokens) = inspect::tokens(&template) {
            let places: Vec<(usize, usize)> = tokens.lines().filter_map(place).collect();
            prop_assert!(places.is_sorted());
        }
    }
}

fn place(token: &str) -> Option<(usize, usize)> {
    let (line, rest) = token.split_once(':')?;
    Some((line.parse().ok()?, rest.split(' ').next()?.parse().ok()?))
}
