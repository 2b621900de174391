/**
 * For a character class of a `u` regular expression: control characters and all that a reader cannot see or that
 * rearranges its neighbours. In a name they would make it pass for another, or forge what is shown next to it. Beyond
 * Unicode's own Default_Ignorable_Code_Point (joiners, bidi controls, fillers, tags, variation selectors) that is
 * format characters, line and paragraph separators, lone surrogates, the blank Braille pattern and the null notehead.
 */
export const HIDDEN_CHARACTERS = String.raw`\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Cs}\u2800\u{1D159}`;
