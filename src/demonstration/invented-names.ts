// Names of nobody: invented stems, written in four alphabets, so that no name of the demonstration is a real victim's.

/** Letters of the stems, in Armenian, Cyrillic and Georgian; what is not listed does not occur in a stem. */
const ALPHABETS = {
  Armn: {
    a: 'ա',
    b: 'բ',
    d: 'դ',
    e: 'ե',
    g: 'գ',
    i: 'ի',
    k: 'կ',
    l: 'լ',
    m: 'մ',
    n: 'ն',
    o: 'ո',
    r: 'ր',
    s: 'ս',
    t: 'տ',
    u: 'ու',
    v: 'վ',
    y: 'յ',
    z: 'զ',
    h: 'հ',
    p: 'պ',
  },
  Cyrl: {
    a: 'а',
    b: 'б',
    d: 'д',
    e: 'е',
    g: 'г',
    i: 'и',
    k: 'к',
    l: 'л',
    m: 'м',
    n: 'н',
    o: 'о',
    r: 'р',
    s: 'с',
    t: 'т',
    u: 'у',
    v: 'в',
    y: 'й',
    z: 'з',
    h: 'х',
    p: 'п',
  },
  Geor: {
    a: 'ა',
    b: 'ბ',
    d: 'დ',
    e: 'ე',
    g: 'გ',
    i: 'ი',
    k: 'კ',
    l: 'ლ',
    m: 'მ',
    n: 'ნ',
    o: 'ო',
    r: 'რ',
    s: 'ს',
    t: 'ტ',
    u: 'უ',
    v: 'ვ',
    y: 'ი',
    z: 'ზ',
    h: 'ჰ',
    p: 'პ',
  },
} as const satisfies Record<string, Record<string, string>>;

export type DemonstrationScript = 'Latn' | keyof typeof ALPHABETS;

const GIVEN_FEMALE = [
  'Talvira',
  'Nerisa',
  'Belmira',
  'Oruna',
  'Savela',
  'Kelina',
  'Dorvana',
  'Ismela',
  'Ruveda',
  'Zelmira',
  'Padira',
  'Leonsa',
];
const GIVEN_MALE = [
  'Talven',
  'Orsim',
  'Karvel',
  'Belmir',
  'Savrin',
  'Nerdal',
  'Dorvan',
  'Ismel',
  'Ruvdan',
  'Zelgor',
  'Padrin',
  'Leonvar',
];
const FAMILY = [
  'Velmar',
  'Orduzan',
  'Kelmas',
  'Sandrov',
  'Bergunal',
  'Tolmaz',
  'Nevrasit',
  'Galdemir',
  'Pulzari',
  'Resgontas',
  'Molverik',
  'Zandoriel',
  'Abregan',
  'Hatmorin',
  'Ulvestar',
  'Yarmeldin',
];

export interface InventedName {
  readonly given: string;
  readonly father: string;
  readonly family: string;
}

/** A deterministic generator of fractions in [0, 1): the same world at every start. Park and Miller's minimal standard. */
export function seededFractions(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

export function pick<T>(items: readonly T[], fraction: () => number): T {
  const item = items[Math.floor(fraction() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

export function inventName(sex: 'female' | 'male', fraction: () => number): InventedName {
  return {
    given: pick(sex === 'female' ? GIVEN_FEMALE : GIVEN_MALE, fraction),
    father: pick(GIVEN_MALE, fraction),
    family: pick(FAMILY, fraction),
  };
}

/** Capital first letters are kept where the alphabet has them; Georgian has none. */
export function writeIn(script: DemonstrationScript, text: string): string {
  if (script === 'Latn') return text;
  const letters: Readonly<Record<string, string>> = ALPHABETS[script];
  return text.replace(/[a-z]/gi, (letter) => {
    const written = letters[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() || script === 'Geor'
      ? written
      : written.charAt(0).toUpperCase() + written.slice(1);
  });
}
