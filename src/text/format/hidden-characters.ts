/**
 * For a character class of a `u` regular expression: control characters, and characters that are invisible or rearrange
 * their neighbors. With them, a name could look like another name, or forge the text next to it. They are Unicode's
 * Default_Ignorable_Code_Point (joiners, bidi controls, fillers, tags, variation selectors), format characters, line
 * and paragraph separators, lone surrogates, the blank Braille pattern and the null notehead.
 */
export const HIDDEN_CHARACTERS = String.raw`\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Cs}\u2800\u{1D159}`;
