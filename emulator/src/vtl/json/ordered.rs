//! Maps that keep the order in which their keys came.
//!
//! Rule: the few members that an object of a request has are looked through one by one; only where they are many, an index
//! is worth its price.

use std::hash::Hash;

use indexmap::{Equivalent, IndexMap};

/// So many are few. `$context`, which templates look into most, has 19.
const FEW: usize = 24;

/// A map in the order in which its keys came.
#[derive(Debug, Clone)]
pub struct Ordered<K, V>(Pairs<K, V>);

#[derive(Debug, Clone)]
enum Pairs<K, V> {
    Few(Vec<(K, V)>),
    Many(IndexMap<K, V>),
}

impl<K: Hash + Eq, V> Ordered<K, V> {
    /// A map of pairs whose keys are known to differ.
    pub(crate) fn of_distinct(pairs: Vec<(K, V)>) -> Self {
        if pairs.len() <= FEW {
            Ordered(Pairs::Few(pairs))
        } else {
            Ordered(Pairs::Many(pairs.into_iter().collect()))
        }
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        match &self.0 {
            Pairs::Few(pairs) => pairs.len(),
            Pairs::Many(map) => map.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key.
    pub fn get<Q: ?Sized + Hash + Equivalent<K>>(&self, key: &Q) -> Option<&V> {
        match &self.0 {
            Pairs::Few(pairs) => pairs
                .iter()
                .find(|pair| key.equivalent(&pair.0))
                .map(|pair| &pair.1),
            Pairs::Many(map) => map.get(key),
        }
    }

    /// Sets the value of a key, which keeps its place where it is there already; gives the value before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match &mut self.0 {
            Pairs::Few(pairs) => {
                if let Some(pair) = pairs.iter_mut().find(|pair| pair.0 == key) {
                    return Some(std::mem::replace(&mut pair.1, value));
                }
                pairs.push((key, value));
                if pairs.len() > FEW {
                    self.0 = Pairs::Many(pairs.drain(..).collect());
                }
                None
            }
            Pairs::Many(map) => map.insert(key, value),
        }
    }

    /// Takes a key out; gives its value.
    pub fn remove<Q: ?Sized + Hash + Equivalent<K>>(&mut self, key: &Q) -> Option<V> {
        match &mut self.0 {
            Pairs::Few(pairs) => {
                let place = pairs.iter().position(|pair| key.equivalent(&pair.0))?;
                Some(pairs.remove(place).1)
            }
            Pairs::Many(map) => map.shift_remove(key),
        }
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let (few, many) = match &self.0 {
            Pairs::Few(pairs) => (pairs.as_slice(), None),
            Pairs::Many(map) => (&[][..], Some(map)),
        };
        let few = few.iter().map(|(key, value)| (key, value));
        few.chain(many.into_iter().flatten())
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K, V> Ordered<K, V> {
    /// The values in the order of their keys, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        let (few, many) = match &mut self.0 {
            Pairs::Few(pairs) => (pairs.as_mut_slice(), None),
            Pairs::Many(map) => (&mut [][..], Some(map.values_mut())),
        };
        let few = few.iter_mut().map(|(_, value)| value);
        few.chain(many.into_iter().flatten())
    }
}

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Ordered(Pairs::Few(Vec::new()))
    }
}

/// The same keys with equal values, in whatever order.
impl<K: Hash + Eq, V: PartialEq> PartialEq for Ordered<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for Ordered<K, V> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, pairs: T) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Ordered<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(pairs: T) -> Self {
        let mut map = Ordered::default();
        map.extend(pairs);
        map
    }
}

impl<K, V> IntoIterator for Ordered<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {
            Pairs::Few(pairs) => pairs.into_iter(),
            Pairs::Many(map) => Vec::from_iter(map).into_iter(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Ordered};

    /// Few, and many.
    const COUNTS: [usize; 3] = [1, FEW, 10 * FEW];

    fn map(count: usize) -> Ordered<usize, usize> {
        (0..count).rev().map(|key| (key, 10 * key)).collect()
    }

    #[test]
    fn keys_keep_the_order_in_which_they_came() {
        for count in COUNTS {
            let mut map = map(count);
            assert_eq!(map.insert(0, 1), Some(0));
            assert!(map.keys().copied().eq((0..count).rev()));
            assert_eq!((map.len(), map.get(&0)), (count, Some(&1)));
        }
    }

    #[test]
    fn what_is_taken_out_leaves_the_others_in_their_order() {
        for count in COUNTS {
            let mut map = map(count);
            assert_eq!((map.remove(&0), map.remove(&0)), (Some(0), None));
            assert!(map.into_iter().map(|pair| pair.0).eq((1..count).rev()));
        }
    }

    #[test]
    fn maps_are_equal_in_whatever_order() {
        for count in COUNTS {
            let other: Ordered<_, _> = (0..count).map(|key| (key, 10 * key)).collect();
            assert!(map(count) == other);
            assert!(
                map(count) != other.into_iter().map(|(key, _)| (key, 0)).collect() || count == 1
            );
        }
    }
}
