// A table of letters: how each letter, or run of letters, of one script is sounded, by up to three conventions of spelling.

/**
 * From letters to sounds. `^` before the letters binds them to the beginning of a word, `$` behind them to its end. Sounds of several
 * conventions are divided by `|`; a word is read by one convention throughout, so that a word has three readings at most.
 *
 * Sounds are one sign each: a e i o u, consonants as in English, and
 * S sh, C ch, J dj, Z zh, x kh, G gh, c ts, D dz; for letters of which the vowel is not written: A alef, W waw, I yeh, E final heh,
 * O any vowel or none.
 */
export type LetterTable = Readonly<Record<string, string>>;

export const MOST_READINGS = 3;
