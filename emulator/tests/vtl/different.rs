//! Where the engine is not its peers, and why it shall not be: the one list of both suites.
//!
//! Rule: a difference has a fixture that shows it, whose recording is what the peers print. A generated template may
//! differ only if it has one of the difference's marks in it.

#![allow(dead_code, reason = "each suite uses its own part")]

/// A difference that is meant.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The fixture that shows it.
    pub(crate) fixture: &'static str,
    pub(crate) reason: &'static str,
    /// What a template has in it where it may show.
    pub(crate) marks: &'static [&'static str],
}

/// All of them.
pub(crate) const DIFFERENT: &[Difference] = &[
    Difference {
        fixture: "different_arrays_print_without_a_number",
        reason: "Java adds `@` and a number that changes from run to run",
        marks: &["split(", "parts.", "toCharArray", "terator(", "toArray("],
    },
    Difference {
        fixture: "different_views_of_a_map_are_copies",
        reason: "what keySet, values and entrySet give is read at once in every template seen",
        marks: &["keySet()", "values()", "entrySet()"],
    },
    Difference {
        fixture: "different_a_class_is_a_text",
        reason: "reflection has no use in a mapping template",
        marks: &[".class"],
    },
    Difference {
        fixture: "different_json_lists_name_their_own_class",
        reason: "the recorder's library is a repackaged copy, under another name",
        marks: &[".class"],
    },
    Difference {
        fixture: "different_exact_decimals_compute_as_doubles",
        reason: "a BigDecimal comes only from more than 18 digits, or from a BigInteger and a double",
        marks: &["$big", "99999999999999999999", "9223372036854775808"],
    },
    Difference {
        fixture: "different_large_integers_have_a_hash_of_their_own",
        reason: "nobody reads the hashCode of a BigInteger",
        marks: &["hashCode"],
    },
    Difference {
        fixture: "different_rare_static_methods_are_missing",
        reason: "no template was seen to call them",
        marks: MISSING,
    },
    Difference {
        fixture: "different_nothing_joined_to_a_text_is_null",
        reason: "Velocity joins the operand's own source, and not even all of it",
        marks: &[" + "],
    },
    Difference {
        fixture: "different_definitions_in_values_are_rendered_at_once",
        reason: "a definition is printed where it stands in every template seen",
        marks: &["#define(", "$block", "{block"],
    },
    Difference {
        fixture: "different_literal_blocks_are_source",
        reason: "#literal is not AWS's; Velocity prints escapes in it half done",
        marks: &["#literal"],
    },
    Difference {
        fixture: "different_null_is_no_argument",
        reason: "Java throws; only a range over what is no number is null there",
        marks: &[".."],
    },
    Difference {
        fixture: "different_keys_of_a_path_are_a_list",
        reason: "Jayway's key set prints as Java prints a set, and cannot be compared in a filter",
        marks: &["keys()"],
    },
    Difference {
        fixture: "different_doubles_print_no_digit_too_many",
        reason: "Java prints one digit more than some doubles need; since version 19 it does not",
        marks: &["avg(", "stddev(", "sum("],
    },
    Difference {
        fixture: "different_a_character_is_a_text",
        reason: "a text of one letter prints the same, and has more methods",
        marks: &["toCharArray", "charAt("],
    },
    Difference {
        fixture: "different_a_loop_is_no_map",
        reason: "nobody keeps anything in `$foreach`",
        marks: &["foreach.size(", "($foreach.", "foreach["],
    },
];

/// The methods that Velocity finds on a value, and this engine does not.
pub(crate) const MISSING: &[&str] = &[
    // Of texts.
    ".format(",
    ".formatted(",
    ".chars(",
    ".codePoints(",
    ".codePointCount(",
    ".codePointBefore(",
    ".offsetByCodePoints(",
    ".regionMatches(",
    ".getBytes(",
    ".getChars(",
    ".lines(",
    ".indent(",
    ".stripIndent(",
    ".translateEscapes(",
    ".transform(",
    ".describeConstable(",
    // Of integers.
    ".toUnsignedString(",
    ".toUnsignedLong(",
    ".parseUnsignedInt(",
    ".parseUnsignedLong(",
    ".compareUnsigned(",
    ".divideUnsigned(",
    ".remainderUnsigned(",
    ".getInteger(",
    ".getLong(",
    ".highestOneBit(",
    ".lowestOneBit(",
    ".numberOfLeadingZeros(",
    ".numberOfTrailingZeros(",
    ".bitCount(",
    ".rotateLeft(",
    ".rotateRight(",
    ".reverse(",
    ".reverseBytes(",
    // Of doubles: in hexadecimal digits, as bits.
    ".toHexString(",
    ".doubleToLongBits(",
    ".doubleToRawLongBits(",
    ".longBitsToDouble(",
    // Of booleans.
    ".getBoolean(",
    // Of a `BigInteger` and a `BigDecimal`: everything that computes, and `toString` with a base.
    ".add(",
    ".subtract(",
    ".multiply(",
    ".divide(",
    ".mod(",
    ".remainder(",
    ".pow(",
    ".gcd(",
    ".abs(",
    ".negate(",
    ".sqrt(",
    ".bitLength(",
    ".testBit(",
    ".setBit(",
    ".shiftLeft(",
    ".shiftRight(",
    ".nextProbablePrime(",
    ".isProbablePrime(",
    ".toByteArray(",
    ".setScale(",
    ".precision(",
    ".stripTrailingZeros(",
    ".toPlainString(",
];
