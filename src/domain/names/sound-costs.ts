// What it costs to take one sound for another, and to leave one out: small where alphabets, dialects and clerks differ, one for strange sounds.

/** Every sound of letter-table.ts, and the endings of sound-readings.ts as digits. */
const SOUNDS = 'aeiouyvwhbpfmntdszcSCJZDkgqGxlrAOWIE123456';
const VOWELS = 'aeiou';
/** Written or unwritten: these stand for vowels in scripts that write few. */
const VOWEL_SIGNS = 'AOWIE';
const KNOWN = SOUNDS.length;

/**
 * Each line: a cost, and pairs that cost so, in either order. Voicing (p b, t d, k g) is what Western and Eastern Armenian exchange and what
 * Georgian ejectives hide; h g x are one letter in Russian or another; A O W I E cost next to nothing where the sound may be theirs.
 */
const COSTS: readonly (readonly [number, string])[] = [
  [0.03, 'Aa Oa Oe Oi Ou Oo OA Wu Wo Wv Ii Ea Ee EA vw Ww'],
  [0.08, 'Ie iy qk qg Ao Wf Eh OI OW hx Iy'],
  [0.12, 'qG Gg xq ae xk Ae ei cD ou'],
  [0.18, 'pb td kg sz CJ Gx hg JZ Gh cs Dz cC hq ey gx Ai pf'],
  [0.25, 'ao SC SZ Gk JD uv ov WA IA kh uw eo SJ CZ EI Ei dz au io iu vb kc'],
  [0.6, 'nm'],
  [0.4, 'ai eu vf zZ sS cS tD tc yJ gJ kC bf sx ya ZD Ga gv ug'],
];
/** Of whatever else is a consonant for a consonant; a consonant for a vowel costs more than leaving out both would be likely to. */
const STRANGE = 1;
const STRANGE_VOWEL = 0.45;
const CROSSED = 1.1;
const OTHER_ENDING = 2.3;

const SKIPPED: Readonly<Record<string, number>> = {
  h: 0.25,
  y: 0.2,
  G: 0.6,
  O: 0.06,
  E: 0.15,
  W: 0.4,
  I: 0.35,
  A: 0.3,
  w: 0.5,
  v: 0.7,
};
const VOWEL_SKIPPED = 0.35;
/** At the end of a word a vowel tells Karen from Karine and Roman from Romana. */
const LAST_VOWEL_SKIPPED = 0.55;
/** Between consonants where the other writing has no letter for it. */
const UNWRITTEN: Readonly<Record<string, number>> = { a: 0.04, e: 0.04, o: 0.06, u: 0.18, i: 0.24 };
const ENDING_SKIPPED = 1.15;

const isEnding = (sound: string): boolean => sound >= '1' && sound <= '6';
const isVowel = (sound: string): boolean => VOWELS.includes(sound) || VOWEL_SIGNS.includes(sound);

function ordinary(one: string, other: string): number {
  if (one === other) return 0;
  if (isEnding(one) || isEnding(other)) return isEnding(one) && isEnding(other) ? OTHER_ENDING : CROSSED;
  if (isVowel(one) !== isVowel(other)) return CROSSED;
  return isVowel(one) ? STRANGE_VOWEL : STRANGE;
}

function substitutionTable(): Float32Array {
  const table = new Float32Array(KNOWN * KNOWN);
  const put = (one: string, other: string, cost: number): void => {
    table[SOUNDS.indexOf(one) * KNOWN + SOUNDS.indexOf(other)] = cost;
  };
  for (const one of SOUNDS) for (const other of SOUNDS) put(one, other, ordinary(one, other));
  const told = new Set<string>();
  for (const [cost, pairs] of COSTS) {
    for (const pair of pairs.split(' ')) {
      const either = Array.from(pair).sort().join('');
      if (told.has(either)) throw new Error(`The cost of ${pair} is given twice.`);
      told.add(either);
      put(pair.charAt(0), pair.charAt(1), cost);
      put(pair.charAt(1), pair.charAt(0), cost);
    }
  }
  return table;
}

const SUBSTITUTION = substitutionTable();

/** Of sounds by their numbers; a letter that no table knows has a number of KNOWN and above. */
export function substitution(one: number, other: number): number {
  if (one === other) return 0;
  return one < KNOWN && other < KNOWN ? (SUBSTITUTION[one * KNOWN + other] ?? STRANGE) : STRANGE;
}

/** Valiyev is no Aliyev. */
const FIRST_SKIPPED = 1.2;
/** Where vowels are left out, one at the beginning is written by its carrier all the same. */
const FIRST_VOWEL_SKIPPED = 0.5;

function skippedFirst(sound: string, unwritten: boolean): number | null {
  if ('vW'.includes(sound)) return FIRST_SKIPPED;
  return sound === 'O' || (unwritten && VOWELS.includes(sound)) ? FIRST_VOWEL_SKIPPED : null;
}

function skipped(sound: string, place: 'first' | 'inside' | 'last', unwritten: boolean): number {
  const special =
    place === 'first' ? skippedFirst(sound, unwritten) : unwritten && place === 'inside' ? UNWRITTEN[sound] : null;
  if (special !== null && special !== undefined) return special;
  if (isEnding(sound)) return ENDING_SKIPPED;
  const cost = SKIPPED[sound];
  if (cost !== undefined) return cost;
  if (isVowel(sound)) return place === 'last' ? LAST_VOWEL_SKIPPED : VOWEL_SKIPPED;
  return STRANGE;
}

/** How much of a word a sound makes up. */
function weightOf(sound: string): number {
  if (isEnding(sound)) return 0.7;
  if (sound === 'O' || sound === 'E') return 0.15;
  if (isVowel(sound)) return 0.4;
  return sound === 'h' || sound === 'y' ? 0.5 : 1;
}

export interface SoundWord {
  readonly sounds: string;
  readonly numbers: Uint16Array;
  /** Cost of leaving out each sound beside a writing with vowels, and beside one without. */
  readonly skips: Float32Array;
  readonly skipsUnwritten: Float32Array;
  readonly weight: number;
  /** Whether the script leaves vowels out. */
  readonly consonantal: boolean;
}

export function soundWord(sounds: string, consonantal: boolean): SoundWord {
  const signs = Array.from(sounds);
  const skips = (unwritten: boolean): Float32Array =>
    Float32Array.from(signs, (sign, place) => {
      const where = place === 0 ? 'first' : place === signs.length - 1 ? 'last' : 'inside';
      return skipped(sign, where, unwritten);
    });
  return {
    sounds,
    consonantal,
    numbers: Uint16Array.from(signs, (sign) => {
      const known = SOUNDS.indexOf(sign);
      return known >= 0 ? known : KNOWN + ((sign.codePointAt(0) ?? 0) % (0xffff - KNOWN));
    }),
    skips: skips(false),
    skipsUnwritten: skips(true),
    weight: signs.reduce((sum, sign) => sum + weightOf(sign), 0),
  };
}
