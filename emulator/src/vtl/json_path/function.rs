//! `.length()`, `.sum()`, `.concat("a", $.b)`: Jayway's functions.
//!
//! Rule: a function works on the value before it and on its arguments. Those that calculate take all the numbers in
//! both and give a double; without any number they fail.

use super::{
    Error, Path,
    parser::is_function,
    read::{Stop, Surroundings},
    step::{Argument, Function, Kind, Step},
};
use crate::vtl::json::Json;

/// Calls `function` on `value`.
pub(super) fn call(
    function: &Function,
    column: usize,
    value: &Json,
    surroundings: Surroundings<'_>,
) -> Result<Json, Stop> {
    let call = Call {
        function,
        column,
        value,
        surroundings,
    };
    match function.name.as_str() {
        "length" | "size" => call.length(),
        "sum" => Ok(Json::Double(call.numbers()?.iter().sum())),
        "avg" => call.average(),
        "stddev" => call.standard_deviation(),
        "min" => call.fold(f64::MAX, f64::min),
        // Java's smallest double above 0, not the lowest one: the maximum of negative numbers is 4.9E-324.
        "max" => call.fold(f64::from_bits(1), f64::max),
        "concat" => call.concat(),
        "append" => call.append(),
        "keys" => call.keys(),
        "first" => call.element(0),
        "last" => call.element(-1),
        "index" => call.index(),
        name => {
            let known = "a function that exists";
            let found = format!("the function `{name}`");
            Err(Stop::Invalid(Error::new(found, column, known)))
        }
    }
}

struct Call<'a> {
    function: &'a Function,
    column: usize,
    value: &'a Json,
    surroundings: Surroundings<'a>,
}

impl Call<'_> {
    /// What the arguments say; each path is read from the document, whatever it begins with.
    fn arguments(&self) -> Result<Vec<Json>, Stop> {
        let arguments = self.function.arguments.iter();
        arguments.map(|argument| self.argument(argument)).collect()
    }

    fn argument(&self, argument: &Argument) -> Result<Json, Stop> {
        match argument {
            Argument::Path(path) => self.surroundings.read(path, self.surroundings.document),
            Argument::Json(text) => Json::parse_part(text).map_err(|error| {
                Stop::Broken(Error::new(
                    format!("`{text}` ({error})"),
                    self.column,
                    "JSON",
                ))
            }),
        }
    }

    /// Reads the arguments that are paths, for a function that does not want them: one that finds nothing counts.
    fn check_arguments(&self) -> Result<(), Stop> {
        for argument in &self.function.arguments {
            if matches!(argument, Argument::Path(_)) {
                self.argument(argument)?;
            }
        }
        Ok(())
    }

    /// How many elements or members the value has; `length($.a)` is about [what stands in `$.a`](Self::inside).
    fn length(&self) -> Result<Json, Stop> {
        self.check_arguments()?;
        let inside = match self.function.arguments.first() {
            None => None,
            Some(Argument::Path(path)) => Some(self.inside(path)?),
            Some(Argument::Json(text)) => {
                let found = format!("`{text}` as an argument");
                return Err(Stop::Broken(self.error(found, "a path")));
            }
        };
        let length = match (inside, self.value) {
            (Some(Json::List(elements)), _) => elements.len(),
            (_, Json::List(elements)) => elements.len(),
            (_, Json::Map(members)) => members.len(),
            _ => return Ok(Json::Null),
        };
        Ok(Json::Integer(length as i64))
    }

    /// Jayway puts a `.*` behind the path, unless it ends in a function, and forgets that the path is not definite
    /// any more: of a definite one, only the *last* element or member counts. So `length($.a)` is the length of the
    /// value when that is no list, `length($..a)` the number of all that stands in any `a`.
    fn inside(&self, path: &Path) -> Result<Json, Stop> {
        if *self.value == Json::Null {
            return Err(Stop::Broken(
                self.error("null", "a value to follow the path in"),
            ));
        }
        if path.steps.last().is_none_or(is_function) {
            return self.surroundings.read(path, self.value);
        }
        let mut children = path.clone();
        if let Some(leaf) = children.steps.last_mut() {
            leaf.is_leaf = false;
        }
        children.steps.push(Step {
            kind: Kind::Wildcard,
            column: self.column,
            is_leaf: true,
        });
        match self.surroundings.read(&children, self.value)? {
            Json::List(mut found) if path.is_definite() => found.pop().ok_or(Stop::NotFound),
            found => Ok(found),
        }
    }

    fn numbers(&self) -> Result<Vec<f64>, Stop> {
        let arguments = self.arguments()?;
        let listed = arguments.iter().flat_map(|argument| match argument {
            Json::List(elements) => elements.as_slice(),
            single => std::slice::from_ref(single),
        });
        let before = match self.value {
            Json::List(elements) => elements.as_slice(),
            _ => &[],
        };
        let numbers: Vec<f64> = before
            .iter()
            .chain(listed)
            .filter_map(Json::as_double)
            .collect();
        if numbers.is_empty() {
            return Err(Stop::Broken(self.error("no number", "at least one")));
        }
        Ok(numbers)
    }

    fn average(&self) -> Result<Json, Stop> {
        let numbers = self.numbers()?;
        let sum: f64 = numbers.iter().sum();
        Ok(Json::Double(sum / numbers.len() as f64))
    }

    fn standard_deviation(&self) -> Result<Json, Stop> {
        let numbers = self.numbers()?;
        let count = numbers.len() as f64;
        let sum: f64 = numbers.iter().sum();
        let squares: f64 = numbers.iter().map(|number| number * number).sum();
        Ok(Json::Double(
            (squares / count - sum * sum / count / count).sqrt(),
        ))
    }

    fn fold(&self, start: f64, choose: fn(f64, f64) -> f64) -> Result<Json, Stop> {
        Ok(Json::Double(
            self.numbers()?.into_iter().fold(start, choose),
        ))
    }

    /// The texts of a list, then all arguments, printed.
    fn concat(&self) -> Result<Json, Stop> {
        let mut text = String::new();
        if let Json::List(elements) = self.value {
            for element in elements {
                if let Json::String(element) = element {
                    text.push_str(element);
                }
            }
        }
        for argument in self.arguments()? {
            match argument {
                Json::List(elements) => elements
                    .iter()
                    .filter(|element| **element != Json::Null)
                    .for_each(|element| text.push_str(&element.to_string())),
                Json::Null => {}
                single => text.push_str(&single.to_string()),
            }
        }
        Ok(Json::String(text))
    }

    /// A list with the arguments behind it; anything else stays as it is.
    fn append(&self) -> Result<Json, Stop> {
        let arguments = match self.value {
            Json::List(_) => self.arguments()?,
            _ => {
                self.check_arguments()?;
                vec![]
            }
        };
        let mut value = self.value.clone();
        if let Json::List(elements) = &mut value {
            elements.extend(arguments);
        }
        Ok(value)
    }

    /// The names of an object. Java's key set prints as `[a, b]`; here it is a list and prints as one.
    fn keys(&self) -> Result<Json, Stop> {
        self.check_arguments()?;
        Ok(match self.value {
            Json::Map(members) => Json::List(members.keys().cloned().map(Json::String).collect()),
            _ => Json::Null,
        })
    }

    fn index(&self) -> Result<Json, Stop> {
        if !matches!(self.value, Json::List(_)) {
            return self.element(0);
        }
        let arguments = self.arguments()?;
        let first = arguments.iter().find_map(|argument| match argument {
            Json::List(elements) => elements.iter().find_map(Json::as_double),
            single => single.as_double(),
        });
        match first {
            Some(index) => self.element(index as i64),
            None => Err(Stop::OutOfBounds(self.error("no number", "an index"))),
        }
    }

    /// Counts from the end where `index` is negative, but never back to the first element: `last()` of a list of one
    /// fails.
    fn element(&self, index: i64) -> Result<Json, Stop> {
        self.check_arguments()?;
        let Json::List(elements) = self.value else {
            return Err(Stop::Broken(self.error("no list", "a list")));
        };
        let found = format!("{} elements and no element {index}", elements.len());
        if index >= 0 {
            let element = usize::try_from(index)
                .ok()
                .and_then(|index| elements.get(index));
            return element
                .cloned()
                .ok_or_else(|| Stop::OutOfBounds(self.error(found, "a longer list")));
        }
        let from_end = elements.len() as i64 + index;
        let element = usize::try_from(from_end).ok().filter(|index| *index > 0);
        element
            .and_then(|index| elements.get(index).cloned())
            .ok_or_else(|| Stop::Broken(self.error(found, "a longer list")))
    }

    fn error(&self, found: impl Into<String>, expected: &str) -> Error {
        let found = format!("`{}()` on {}", self.function.name, found.into());
        Error::new(found, self.column, expected)
    }
}
