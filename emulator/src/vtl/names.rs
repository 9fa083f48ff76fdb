//! The names of a template's variables.
//!
//! Rule: a name is looked up once, when the template is parsed. From then on a variable is its place in a row, and nobody
//! compares names while a template is rendered.

use indexmap::IndexSet;

/// A variable: its place among those of its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variable(usize);

/// The variables that the engine itself sets, each at the place that its constant says.
const OF_THE_ENGINE: [&str; 7] = [
    "input",
    "util",
    "context",
    "stageVariables",
    "foreach",
    "velocityCount",
    "velocityHasNext",
];

impl Variable {
    pub(crate) const INPUT: Self = Variable(0);
    pub(crate) const UTIL: Self = Variable(1);
    pub(crate) const CONTEXT: Self = Variable(2);
    pub(crate) const STAGE_VARIABLES: Self = Variable(3);
    pub(crate) const FOREACH: Self = Variable(4);
    pub(crate) const VELOCITY_COUNT: Self = Variable(5);
    pub(crate) const VELOCITY_HAS_NEXT: Self = Variable(6);

    /// Its place, less than the [count](Names::count) of its template's names.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

/// All names of one template.
#[derive(Debug)]
pub(crate) struct Names(IndexSet<String>);

impl Default for Names {
    fn default() -> Self {
        Names(OF_THE_ENGINE.map(str::to_owned).into_iter().collect())
    }
}

impl Names {
    /// The variable of a name.
    pub(crate) fn variable(&mut self, name: String) -> Variable {
        Variable(self.0.insert_full(name).0)
    }

    /// The name of a variable.
    pub(crate) fn name(&self, variable: Variable) -> &str {
        self.0.get_index(variable.0).map_or("", String::as_str)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Variable};

    #[test]
    fn the_variables_of_the_engine_stand_where_their_constants_say() {
        let mut names = Names::default();
        for (name, variable) in [
            ("input", Variable::INPUT),
            ("util", Variable::UTIL),
            ("context", Variable::CONTEXT),
            ("stageVariables", Variable::STAGE_VARIABLES),
            ("foreach", Variable::FOREACH),
            ("velocityCount", Variable::VELOCITY_COUNT),
            ("velocityHasNext", Variable::VELOCITY_HAS_NEXT),
        ] {
            assert_eq!(names.variable(name.to_owned()), variable);
            assert_eq!(names.name(variable), name);
        }
    }
}
