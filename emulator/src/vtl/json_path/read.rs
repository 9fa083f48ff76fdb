//! Walks the steps of a path through a document.
//!
//! Rule: one function a step, with Jayway's answers to what is missing. While all steps so far are definite, a
//! value of the wrong kind means that the path finds nothing; behind an indefinite step it is passed over. A
//! missing property at the end of a path is nothing found; an index out of bounds is passed over anywhere.

use super::{
    Error, Path,
    filter::Filter,
    function, scan,
    step::{Function, Kind, Slice, Step},
    work::Work,
};
use crate::vtl::json::{Json, Members};

/// Why a walk ends before it is through.
#[derive(Debug)]
pub(super) enum Stop {
    /// Jayway's `PathNotFoundException`: nothing is there.
    NotFound,
    /// Java's `IndexOutOfBoundsException`, from `first()` of an empty list: an index step before it hides it.
    OutOfBounds(Error),
    /// Jayway's `InvalidPathException`: inside a filter, the value is rejected.
    Invalid(Error),
    /// Any other.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

pub(super) type Outcome = Result<(), Stop>;

/// Reads `path` from `document`.
pub(super) fn read(path: &Path, document: &Json) -> Result<Option<Json>, Error> {
    if matches!(document, Json::Null) {
        return Err(Error::new(
            "a document that is null",
            path.column,
            "any other",
        ));
    }
    let surroundings = Surroundings {
        document,
        requires_properties: false,
        work: &Work::on(weight(document)),
    };
    match surroundings.read(path, document) {
        Ok(found) => Ok(Some(found)),
        Err(Stop::NotFound) => Ok(None),
        Err(Stop::OutOfBounds(error) | Stop::Invalid(error) | Stop::Broken(error)) => Err(error),
    }
}

/// What all paths of one reading share.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// Where a path in an argument begins, and one in a filter that begins with `$`.
    pub(super) document: &'a Json,
    /// Jayway's `REQUIRE_PROPERTIES`, on in a check whether something exists: a missing property is nothing found,
    /// also behind an indefinite step.
    pub(super) requires_properties: bool,
    pub(super) work: &'a Work,
}

impl<'a> Surroundings<'a> {
    /// Reads `path` from `start`.
    pub(super) fn read(self, path: &'a Path, start: &Json) -> Result<Json, Stop> {
        let mut walk = Walk {
            steps: &path.steps,
            behind_scan: path.behind_scan,
            surroundings: self,
            found: vec![],
            element_of_scan: vec![None; path.steps.len() + 1],
        };
        walk.go_on(0, path.column, start)?;
        if !path.is_definite() {
            return Ok(Json::List(walk.found));
        }
        // Each function along the way left its result; the last one counts.
        walk.found.pop().ok_or(Stop::NotFound)
    }
}

/// A path on its way through a document.
pub(super) struct Walk<'a> {
    pub(super) steps: &'a [Step],
    pub(super) surroundings: Surroundings<'a>,
    behind_scan: bool,
    found: Vec<Json>,
    /// For each step, the index of the element that a scan last sent there, passing over the step before.
    pub(super) element_of_scan: Vec<Option<usize>>,
}

impl<'a> Walk<'a> {
    /// Takes the step `at` from `value`; behind the last step, `value` is found.
    pub(super) fn go_on(&mut self, at: usize, column: usize, value: &Json) -> Outcome {
        let Some(step) = self.steps.get(at) else {
            return self.add(column, value.clone());
        };
        let depth = self.surroundings.work.enter(step.column)?;
        let outcome = match &step.kind {
            Kind::Properties(names) => self.properties(at, names, value),
            Kind::Indexes(indexes) => self.indexes(at, indexes, value),
            Kind::Slice(slice) => self.slice(at, *slice, value),
            Kind::Wildcard => self.wildcard(at, value),
            Kind::Scan => scan::scan(self, at, value),
            Kind::Filter(filter) => self.filter(at, filter, value),
            Kind::Function(function) => self.function(at, function, value),
        };
        self.surroundings.work.leave(depth);
        outcome
    }

    fn add(&mut self, column: usize, value: Json) -> Outcome {
        self.surroundings.work.copy(weight(&value), column)?;
        self.found.push(value);
        Ok(())
    }

    /// Whether all steps before `at` are definite.
    pub(super) fn is_definite_before(&self, at: usize) -> bool {
        !self.behind_scan && self.steps[..at].iter().all(Step::is_definite)
    }

    fn properties(&mut self, at: usize, names: &[String], value: &Json) -> Outcome {
        let step = &self.steps[at];
        if !matches!(value, Json::Map(_)) {
            return self.pass_over_or_nothing(at);
        }
        if names.len() == 1 || !step.is_leaf {
            return names
                .iter()
                .try_for_each(|name| self.property(at, name, value));
        }
        let mut merged = Members::default();
        for name in names {
            match value.get(name) {
                Some(member) => {
                    merged.insert(name.clone(), member.clone());
                }
                None if self.surroundings.requires_properties => return Err(Stop::NotFound),
                None => {}
            }
        }
        self.add(step.column, Json::Map(merged))
    }

    pub(super) fn property(&mut self, at: usize, name: &str, value: &Json) -> Outcome {
        let step = &self.steps[at];
        let requires = self.surroundings.requires_properties;
        match value.get(name) {
            Some(_) if step.is_leaf && self.is_hidden_by_scan(at) => Ok(()),
            Some(member) => self.go_on(at + 1, step.column, member),
            None if step.is_leaf && !requires => Ok(()),
            None if step.is_leaf => Err(Stop::NotFound),
            None if requires => Err(Stop::NotFound),
            None if step.is_definite() && self.is_definite_before(at) => Err(Stop::NotFound),
            None => Ok(()),
        }
    }

    /// A scan sends *all* elements of a list past the step behind it (see [`scan`]). A property at the end then takes
    /// the elements back that an index would not have chosen, by comparing texts: `[0]` is the index before the last
    /// step. So `$..[0].b` is right, and `$..[*].b`, `$..[0,1].b` and `$..[-1].b` find nothing in lists.
    fn is_hidden_by_scan(&self, at: usize) -> bool {
        let Some(element) = self.element_of_scan[at] else {
            return false;
        };
        let before = self
            .steps
            .len()
            .checked_sub(2)
            .map(|at| &self.steps[at].kind);
        let chosen = match before {
            Some(Kind::Indexes(indexes)) => indexes.as_slice(),
            _ => &[],
        };
        !matches!(chosen, [index] if usize::try_from(*index) == Ok(element))
    }

    fn indexes(&mut self, at: usize, indexes: &[i32], value: &Json) -> Outcome {
        let Json::List(elements) = value else {
            return self.pass_over_or_nothing(at);
        };
        for index in indexes {
            self.element(at, elements, position(*index, elements.len()))?;
        }
        Ok(())
    }

    fn slice(&mut self, at: usize, slice: Slice, value: &Json) -> Outcome {
        let Json::List(elements) = value else {
            return self.pass_over_or_nothing(at);
        };
        let length = i32::try_from(elements.len()).unwrap_or(i32::MAX);
        let from_end = |index: i32| if index < 0 { length + index } else { index };
        let (from, to) = match slice {
            Slice::From(from) => (from_end(from).max(0), length),
            Slice::To(to) => (0, from_end(to).min(length)),
            // A negative beginning counts from the end one index at a time, up to the first element and beyond:
            // `[-1:1]` is the last element and the first one. A negative end is before all.
            Slice::Between(from, to) => (from.max(-length), to.min(length)),
        };
        for index in from..to {
            self.element(at, elements, position(index, elements.len()))?;
        }
        Ok(())
    }

    fn wildcard(&mut self, at: usize, value: &Json) -> Outcome {
        match value {
            Json::Map(members) => {
                for name in members.keys() {
                    self.property(at, name, value)?;
                }
                Ok(())
            }
            Json::List(elements) => {
                for index in 0..elements.len() {
                    match self.element(at, elements, Some(index)) {
                        Err(Stop::NotFound) if !self.surroundings.requires_properties => {}
                        outcome => outcome?,
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn filter(&mut self, at: usize, filter: &Filter, value: &Json) -> Outcome {
        let column = self.steps[at].column;
        match value {
            Json::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    if filter.accepts(element, self.surroundings)? {
                        self.element(at, elements, Some(index))?;
                    }
                }
                Ok(())
            }
            Json::Map(_) if filter.accepts(value, self.surroundings)? => {
                self.go_on(at + 1, column, value)
            }
            Json::Map(_) => Ok(()),
            _ if self.is_definite_before(at) => {
                let found = "a filter on what is no list and no object";
                let expected = "a list or an object";
                Err(Stop::Invalid(Error::new(found, column, expected)))
            }
            _ => Ok(()),
        }
    }

    fn function(&mut self, at: usize, function: &Function, value: &Json) -> Outcome {
        let step = &self.steps[at];
        let result = function::call(function, step.column, value, self.surroundings)?;
        if !step.is_leaf {
            self.add(step.column, result.clone())?;
        }
        self.go_on(at + 1, step.column, &result)
    }

    /// Goes on from the element, if there is one. What is out of bounds further on is as if it were this index.
    fn element(&mut self, at: usize, elements: &[Json], index: Option<usize>) -> Outcome {
        let Some(element) = index.and_then(|index| elements.get(index)) else {
            return Ok(());
        };
        match self.go_on(at + 1, self.steps[at].column, element) {
            Err(Stop::OutOfBounds(_)) => Ok(()),
            outcome => outcome,
        }
    }

    fn pass_over_or_nothing(&self, at: usize) -> Outcome {
        if self.is_definite_before(at) {
            Err(Stop::NotFound)
        } else {
            Ok(())
        }
    }
}

/// Counts from the end where `index` is negative.
pub(super) fn position(index: i32, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(index.unsigned_abs() as usize),
    }
}

/// How many values are in a value.
fn weight(value: &Json) -> usize {
    match value {
        Json::List(elements) => 1 + elements.iter().map(weight).sum::<usize>(),
        Json::Map(members) => 1 + members.values().map(weight).sum::<usize>(),
        _ => 1,
    }
}
