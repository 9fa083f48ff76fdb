//! Where the engine is not its peers, and why it shall not be: the one list of both suites.
//!
//! Rule: a difference has a fixture that shows it, whose recording is what the peers print. A generated template may
//! differ only as one of these says: where it is written, and how alike the outputs are all the same.

#![allow(dead_code, reason = "each suite uses its own part")]

/// A difference that is meant.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The fixture that shows it.
    pub(crate) fixture: &'static str,
    pub(crate) reason: &'static str,
    /// Patterns: a template in which it may show has one of them. None where no template is generated that shows it.
    pub(crate) marks: &'static [&'static str],
    /// What the outputs have in common wherever it shows.
    pub(crate) likeness: Likeness,
}

/// How alike the outputs of engine and peers are, where they are not the same.
#[derive(Debug)]
pub(crate) enum Likeness {
    /// Not at all: what differs decides what is printed.
    None,
    /// The same, once this pattern is replaced by that text in both.
    But(&'static str, &'static str),
    /// The same, once every number is read as a double; or the peers refuse to compute with exact ones.
    Doubles,
    /// The same but for integers.
    Integers,
    /// The engine prints `null` somewhere.
    Null,
}

/// All of them.
pub(crate) const DIFFERENT: &[Difference] = &[
    Difference {
        fixture: "different_arrays_print_without_a_number",
        reason: "Java adds `@` and a number that changes from run to run",
        marks: &[
            r"split\(",
            r"\bparts\b",
            r"toCharArray\(",
            r"terator\(",
            r"toArray\(",
        ],
        likeness: Likeness::But(
            r"(?:java\.util\.[\w.$]*(?:Itr|Iter)[\w$]*|\[Ljava\.lang\.\w+;|\[C)(?:@[0-9a-f]+)?",
            "@",
        ),
    },
    Difference {
        fixture: "different_arrays_have_the_hash_of_a_list",
        reason: "Java's changes from run to run",
        marks: &[r"\b(parts|block|e|foreach|split|toArray|toCharArray|\w+terator)\b.*hashCode"],
        likeness: Likeness::Integers,
    },
    Difference {
        fixture: "different_views_of_a_map_are_copies",
        reason: "what keySet, values and entrySet give is read at once in every template seen",
        marks: &[
            r"(?s)(keySet|values|entrySet)\(\).*(\.(put|putAll|putIfAbsent|remove|removeAll|retainAll|clear)\(|#set)",
        ],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_iterators_see_no_change",
        reason: "nothing is added to a list while an iterator goes through it in any template seen",
        marks: &[r"(?s)terator\(.*\.(add|addAll|remove|removeAll|retainAll|clear|appendElement)\("],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_a_map_may_be_its_own_key",
        reason: "Java's stack overflows; a rendering that ends is of more use",
        marks: &[r"#set\(\$\{?\w+\}?\[\$\{?\w+\}?\]"],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_a_loop_does_not_mind_that_nothing_is_added",
        reason: "Java refuses the next round whether or not anything was added",
        marks: &[r"(?s)#foreach.*\.addAll\("],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_a_class_is_a_text",
        reason: "reflection has no use in a mapping template",
        marks: &[r"\.class\}?[.\[]", r"\([^()]*\.class\b"],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_json_lists_name_their_own_class",
        reason: "the recorder's library is a repackaged copy, under another name",
        marks: &[r"\.class\b"],
        likeness: Likeness::But(r"wiremock\.net", "net"),
    },
    Difference {
        fixture: "different_classes_of_parts_have_names_of_their_own",
        reason: "nobody reads the class of a definition, of a loop or of a part of a map",
        marks: &[r"\.class\b"],
        likeness: Likeness::But(
            r"class (java\.util\.[\w.$]+|java\.lang\.Object|org\.apache\.[\w.]+\.(Block\$Reference|ForeachScope)|Peer\$\w+)",
            "class",
        ),
    },
    Difference {
        fixture: "different_exact_decimals_compute_as_doubles",
        reason: "a BigDecimal comes only from more than 18 digits, or from a BigInteger and a double",
        marks: &[
            r"\bbig\b",
            r"99999999999999999999",
            r"9223372036854775808",
            r"input\.path",
        ],
        likeness: Likeness::Doubles,
    },
    Difference {
        fixture: "different_large_integers_have_a_hash_of_their_own",
        reason: "nobody reads the hashCode of a BigInteger",
        marks: &[r"hashCode"],
        likeness: Likeness::Integers,
    },
    Difference {
        fixture: "different_rare_static_methods_are_missing",
        reason: "no template was seen to call them",
        marks: MISSING,
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_narrow_numbers_are_of_wider_classes",
        reason: "no template was seen to ask for a short, a byte or a float",
        marks: &[r"\.(shortValue|byteValue|floatValue)\("],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_nothing_joined_to_a_text_is_null",
        reason: "Velocity joins the operand's own source, and not even all of it",
        marks: &[
            r" \+ [^#]* [-+*/%] ",
            r" [-*/%] [^#]* \+ ",
            r" \+ [^#]*\.\.",
            r"\.\.[^#]* \+ ",
        ],
        likeness: Likeness::Null,
    },
    Difference {
        fixture: "different_definitions_in_values_are_rendered_at_once",
        reason: "a definition is printed where it stands in every template seen",
        marks: &[
            r"[\[(,:=]\s*\$!?\{?block\b",
            r"(?s)#define\(\$(text|x)\).*[\[(,:=]\s*\$!?\{?(text|x)\b",
        ],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_literal_blocks_are_source",
        reason: "#literal is not AWS's; Velocity prints escapes in it half done",
        marks: &[],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_null_is_no_argument",
        reason: "Java throws; only a range over what is no number is null there",
        marks: &[r"\([^()]*\.\."],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_keys_of_a_path_are_a_list",
        reason: "Jayway's key set prints as Java prints a set, and cannot be compared in a filter",
        marks: &[r"keys\(\)"],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_doubles_print_no_digit_too_many",
        reason: "Java prints one digit more than some doubles need; since version 19 it does not",
        marks: &[
            r"(avg|stddev|sum|doubleValue|parseDouble|valueOf)\(",
            r" [-+*/%] ",
        ],
        likeness: Likeness::Doubles,
    },
    Difference {
        fixture: "different_a_character_is_a_text",
        reason: "a text of one letter prints the same, and has more methods",
        marks: &[
            r"(charAt|toCharArray)\([^()]*\)\}?[.\[]",
            r"\([^()]*\.(charAt|toCharArray)\(",
        ],
        likeness: Likeness::None,
    },
    Difference {
        fixture: "different_a_loop_is_no_map",
        reason: "nobody keeps anything in `$foreach`",
        marks: &[r"foreach(\.size\(|\[)", r"#set\(\s*\$!?\{?foreach[.\[]"],
        likeness: Likeness::None,
    },
];

/// The methods that Velocity finds on a value, and this engine does not, as patterns.
pub(crate) const MISSING: &[&str] = &[
    // Of texts.
    r"\.format\(",
    r"\.formatted\(",
    r"\.chars\(",
    r"\.codePoints\(",
    r"\.codePointCount\(",
    r"\.codePointBefore\(",
    r"\.offsetByCodePoints\(",
    r"\.regionMatches\(",
    r"\.getBytes\(",
    r"\.getChars\(",
    r"\.lines\(",
    r"\.indent\(",
    r"\.stripIndent\(",
    r"\.translateEscapes\(",
    r"\.transform\(",
    r"\.describeConstable\(",
    // Of interfaces, since Java 9.
    r"\.(of|copyOf|ofEntries|entry|comparingByKey|comparingByValue)\(",
    // Of lists, with an array to fill.
    r"\.toArray\([^)]",
    // Of integers.
    r"\.toUnsignedString\(",
    r"\.toUnsignedLong\(",
    r"\.parseUnsignedInt\(",
    r"\.parseUnsignedLong\(",
    r"\.compareUnsigned\(",
    r"\.divideUnsigned\(",
    r"\.remainderUnsigned\(",
    r"\.getInteger\(",
    r"\.getLong\(",
    r"\.highestOneBit\(",
    r"\.lowestOneBit\(",
    r"\.numberOfLeadingZeros\(",
    r"\.numberOfTrailingZeros\(",
    r"\.bitCount\(",
    r"\.rotateLeft\(",
    r"\.rotateRight\(",
    r"\.reverse\(",
    r"\.reverseBytes\(",
    // Of doubles: in hexadecimal digits, as bits.
    r"\.toHexString\(",
    r"\.doubleToLongBits\(",
    r"\.doubleToRawLongBits\(",
    r"\.longBitsToDouble\(",
    // Of booleans.
    r"\.getBoolean\(",
    // Of a `BigInteger` and a `BigDecimal`: everything that computes, and `toString` with a base.
    r"\b(big|n)\b[^$#]*\.(add|signum|toString)\([^)]",
    r"\.subtract\(",
    r"\.multiply\(",
    r"\.divide\(",
    r"\.mod\(",
    r"\.remainder\(",
    r"\.pow\(",
    r"\.gcd\(",
    r"\.abs\(",
    r"\.negate\(",
    r"\.sqrt\(",
    r"\.bitLength\(",
    r"\.testBit\(",
    r"\.setBit\(",
    r"\.shiftLeft\(",
    r"\.shiftRight\(",
    r"\.nextProbablePrime\(",
    r"\.isProbablePrime\(",
    r"\.toByteArray\(",
    r"\.setScale\(",
    r"\.precision\(",
    r"\.stripTrailingZeros\(",
    r"\.toPlainString\(",
];
