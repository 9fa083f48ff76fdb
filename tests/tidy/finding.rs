//! What a rule found: where, what, which rule it is, and what to do.
//!
//! Rule: a finding is read by somebody who has never heard of the rule, so it says all four.

use std::fmt;

/// A rule of the house.
#[derive(Debug)]
pub(crate) struct Rule {
    /// What holds, and why.
    pub(crate) says: &'static str,
    /// What to do where it does not.
    pub(crate) instead: &'static str,
}

/// A place where a rule does not hold.
#[derive(Debug)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    found: String,
    rule: &'static Rule,
}

impl Rule {
    pub(crate) fn broken(
        &'static self,
        path: &str,
        line: usize,
        found: impl Into<String>,
    ) -> Finding {
        let (path, found) = (path.to_owned(), found.into());
        Finding {
            path,
            line,
            found,
            rule: self,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {}", self.path, self.line, self.found)?;
        writeln!(f, "    rule: {}", self.rule.says)?;
        writeln!(f, "    do:   {}", self.rule.instead)
    }
}

/// Fails with every finding, one below the other.
#[track_caller]
pub(crate) fn assert_kept(findings: &[Finding]) {
    let report: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(findings.is_empty(), "\n\n{}", report.join("\n"));
}

/// `path:line` of each finding: what the tests of the rules themselves compare.
pub(crate) fn places(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}:{}", finding.path, finding.line))
        .collect()
}

#[test]
fn a_finding_says_where_what_which_rule_and_what_to_do() {
    static RULE: Rule = Rule {
        says: "Doors are shut: it is cold.",
        instead: "Shut it.",
    };
    assert_eq!(
        RULE.broken("house/door.rs", 7, "an open door").to_string(),
        "house/door.rs:7: an open door\n    rule: Doors are shut: it is cold.\n    do:   Shut it.\n"
    );
}
