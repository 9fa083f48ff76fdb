//! What each key of a mapping does here.
//!
//! Rule: every key that a template writes is looked up. It is used; or it has no effect here and gives
//! a quiet note; or it is not supported and gives a loud one. What nobody knows is refused where AWS
//! would refuse it, and noted where AWS would pass over it.

use super::{
    error::Complaint, notes::NoteClass, scope::Scope, suggest::did_you_mean, values::Fields,
    yaml::Key,
};

/// What a key does here.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effect {
    /// It is read.
    Used,
    /// It is for people.
    Prose,
    /// It changes no answer here; why.
    Nothing(&'static str),
    /// It would change an answer; what a request gets instead.
    NotSupported(&'static str),
}

/// The keys of one kind of mapping: what they do, and their names with a blank between.
pub(crate) type Keys = [(Effect, &'static str)];

/// Right names in another place of an integration: nobody has mistyped them.
const ELSEWHERE: [&str; 4] = [
    "requestParameters",
    "requestTemplates",
    "responseParameters",
    "responseTemplates",
];

impl Scope<'_> {
    /// Looks every key up where an unknown one is an error.
    pub(crate) fn check_keys(&self, fields: &Fields<'_>, keys: &Keys) -> Result<(), Complaint> {
        for key in fields.entries().iter().map(|entry| &entry.key) {
            let effect = effect(key, keys).ok_or_else(|| {
                let known = names(keys);
                Complaint::new(format!("{} has a `{}`", fields.owner, key.text), key.place)
                    .expected("nothing of this name belongs here")
                    .maybe_help(did_you_mean(&key.text, known))
            })?;
            self.note_effect(fields, key, effect);
        }
        Ok(())
    }

    /// Looks every key up in a part of an OpenAPI definition, where AWS passes over unknown ones, and a key that is nearly
    /// a known one is a mistake that costs an answer.
    pub(crate) fn check_nearly_open_keys(
        &self,
        fields: &Fields<'_>,
        keys: &Keys,
    ) -> Result<(), Complaint> {
        for key in fields.entries().iter().map(|entry| &entry.key) {
            let suggestion = did_you_mean(&key.text, names(keys));
            if effect(key, keys).is_none()
                && !ELSEWHERE.contains(&key.text.as_str())
                && let Some(suggestion) = suggestion
            {
                let found = format!("{} has a `{}`", fields.owner, key.text);
                return Err(Complaint::new(found, key.place)
                    .expected("nothing of this name belongs here")
                    .help(suggestion));
            }
        }
        self.check_open_keys(fields, keys);
        Ok(())
    }

    /// Looks every key up in a part of an OpenAPI definition, where AWS passes over unknown ones.
    pub(crate) fn check_open_keys(&self, fields: &Fields<'_>, keys: &Keys) {
        for key in fields.entries().iter().map(|entry| &entry.key) {
            match effect(key, keys) {
                Some(effect) => self.note_effect(fields, key, effect),
                None if self.note_extension(fields, key) => {}
                None => {
                    let suggestion = did_you_mean(&key.text, names(keys));
                    let suggestion = suggestion.map_or(String::new(), |text| format!(": {text}"));
                    let what = format!("`{}` of {}", key.text, fields.owner);
                    let consequence =
                        format!("it is no key of this place, and AWS passes over it{suggestion}");
                    self.notes
                        .take(NoteClass::WithoutEffect, key.place, what, consequence);
                }
            }
        }
    }

    /// Notes what a key does, if it is known.
    pub(crate) fn note_known(&self, fields: &Fields<'_>, key: &Key, keys: &Keys) -> bool {
        let effect = effect(key, keys);
        if let Some(effect) = effect {
            self.note_effect(fields, key, effect);
        }
        effect.is_some()
    }

    /// Whether the key is an extension that is not known here, which is noted where it is AWS's.
    pub(crate) fn note_extension(&self, fields: &Fields<'_>, key: &Key) -> bool {
        if key.text.starts_with("x-amazon-") {
            let unknown =
                Effect::NotSupported("this extension is not known here, or not in this place");
            self.note_effect(fields, key, unknown);
        }
        key.text.starts_with("x-")
    }

    fn note_effect(&self, fields: &Fields<'_>, key: &Key, effect: Effect) {
        // A null, or what `AWS::NoValue` takes away, says nothing.
        if fields.get(&key.text).is_none() {
            return;
        }
        let (class, consequence) = match effect {
            Effect::Used | Effect::Prose => return,
            Effect::Nothing(why) => (NoteClass::WithoutEffect, why),
            Effect::NotSupported(instead) => (NoteClass::NotSupported, instead),
        };
        let what = format!("`{}` of {}", key.text, fields.owner);
        self.notes.take(class, key.place, what, consequence);
    }
}

fn effect(key: &Key, keys: &Keys) -> Option<Effect> {
    let group = keys
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == key.text));
    group.map(|(effect, _)| *effect)
}

fn names(keys: &Keys) -> impl Iterator<Item = &'static str> {
    keys.iter().flat_map(|(_, names)| names.split(' '))
}
