// Draws pairs of invented full names: one person written twice, or two people who are easily taken for one.

import { Draw, type Half } from './draw.js';
import { GIVEN_NAMES } from '../../../src/domain/names/given-names.js';
import { LATIN_SPELLINGS, slip, westernArmenian } from './spellings.js';
import { readFamilies, readWordsOfNeitherHalf, SCRIPTS, type Family, type Script } from './token-families.js';

export const NEGATIVES = [
  'brothers',
  'same_surname',
  'near_given',
  'father_and_son',
  'other_father',
  'random',
] as const;

export interface LabelledPair {
  readonly one: string;
  readonly other: string;
  readonly scripts: string;
  /** Given name and surname of the first, by which two pairs are known to be of one person. */
  readonly people: string;
  readonly kind: 'positive' | (typeof NEGATIVES)[number];
}

const POSITIVES = 400;
const OF_EACH_NEGATIVE = 80;
const SEED = { tuning: 20_261_128, test: 40_521_256, redrawn: 7_919, neither: 104_729 } as const;
/** With fewer names of the region among the labels all that are often met are drawn from as well, wherever they come from. */
const ENOUGH = 25;
const RESPELLED = 0.35;
const SLIPS = 0.06;

interface Person {
  readonly given: Family;
  readonly surname: Family;
  readonly father: Family;
}

type FatherForm = 'none' | 'slavic' | 'turkic' | 'genitive';

interface Pools {
  readonly given: readonly Family[];
  readonly surnames: readonly Family[];
}

function poolsOf(families: readonly Family[], one: Script, other: Script): Pools {
  const usable = families.filter(({ writings }) => writings[one].length > 0 && writings[other].length > 0);
  const regional = usable.filter(({ kind }) => kind === 'given');
  const of = (kind: Family['kind']): Family[] => usable.filter((family) => family.kind === kind);
  const given = regional.length < ENOUGH ? [...regional, ...of('other')] : regional;
  return { given, surnames: of('surname') };
}

const SON: Readonly<Record<Script, readonly string[]>> = {
  Latn: ['oglu', 'ogly', 'oğlu'],
  Cyrl: ['оглы'],
  Armn: ['օղլի'],
  Arab: ['اوغلو'],
  Geor: ['ოღლი'],
};
const SLAVIC: Readonly<Record<Script, string>> = {
  Latn: 'ovich',
  Cyrl: 'ович',
  Armn: 'ովիչ',
  Arab: 'وویچ',
  Geor: 'ოვიჩი',
};

function fatherWords(word: string, script: Script, form: FatherForm, draw: Draw): string {
  if (form === 'turkic') return `${word} ${draw.one(SON[script])}`;
  const stem = script === 'Geor' ? word.replace(/ი$/, '') : word;
  if (form === 'genitive' && (script === 'Latn' || script === 'Armn')) return `${word}${script === 'Latn' ? 'i' : 'ի'}`;
  if (form === 'genitive' && script === 'Geor') return `${stem}ის ძე`;
  return `${stem.replace(/[йьyаa]$/, '')}${SLAVIC[script]}`;
}

/** Already spelled by another habit, on which rules for English spelling would make what nobody writes. */
const NOT_ENGLISH = /tch|ou|sch|cz|dj|w|tsh/;

class Writer {
  constructor(private readonly draw: Draw) {}

  private respelled(word: string): string {
    if (NOT_ENGLISH.test(word)) return word;
    const western = word.endsWith('yan') && this.draw.chance(0.4);
    return western ? westernArmenian(word) : this.draw.one(LATIN_SPELLINGS)(word);
  }

  word(family: Family, script: Script, respells: boolean): string {
    const word = this.draw.one(family.writings[script]);
    const written = respells && script === 'Latn' ? this.respelled(word) : word;
    return this.draw.chance(SLIPS / 2) && written.length > 5 ? slip(written, this.draw) : written;
  }

  full({ given, surname, father }: Person, script: Script, form: FatherForm, respells: boolean): string {
    const first = this.word(given, script, respells);
    const last = this.word(surname, script, respells);
    const middle =
      form === 'none' ? [] : [fatherWords(this.draw.one(father.writings[script]), script, form, this.draw)];
    const words = this.draw.chance(0.4) ? [last, first, ...middle] : [first, ...middle, last];
    return words.map((word) => word.replace(/(?<![\p{L}\p{M}])\p{Ll}/gu, (letter) => letter.toUpperCase())).join(' ');
  }
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [step, letter] of Array.from(one).entries()) {
    const next = [step + 1];
    for (let place = 0; place < other.length; place += 1) {
      const across = (row[place] ?? 0) + (letter === other.charAt(place) ? 0 : 1);
      next.push(Math.min(across, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const KNOWN = new Set(GIVEN_NAMES.map(([first]) => first));
/** Labels that are in no reviewed list may be two spellings of one name when they are nearer than this. */
const SURELY_OTHER = 3;

/** One of the three names that are spelled most alike and are surely another. */
function nearest(family: Family, among: readonly Family[], draw: Draw): Family {
  const least = (other: Family): number => (KNOWN.has(family.name) && KNOWN.has(other.name) ? 1 : SURELY_OTHER);
  const ranked = among
    .map((other) => ({ other, far: distance(family.name, other.name) }))
    .filter(({ other, far }) => other !== family && far >= least(other))
    .sort((a, b) => a.far - b.far || (a.other.name < b.other.name ? -1 : 1));
  return draw.one(ranked.slice(0, 3)).other;
}

function different(family: Family, among: readonly Family[], draw: Draw): Family {
  for (;;) {
    const other = draw.one(among);
    if (distance(family.name, other.name) >= SURELY_OTHER) return other;
  }
}

class PairDrawing {
  private readonly writer: Writer;
  private readonly given: () => Family;
  private readonly everyGiven: readonly Family[];

  constructor(
    private readonly draw: Draw,
    private readonly pools: Pools,
    private readonly one: Script,
    private readonly other: Script,
  ) {
    this.writer = new Writer(draw);
    this.everyGiven = pools.given;
    this.given = () => draw.one(pools.given);
  }

  private person(): Person {
    const given = this.given();
    return { given, surname: this.draw.one(this.pools.surnames), father: different(given, this.everyGiven, this.draw) };
  }

  private form({ surname }: Person): FatherForm {
    const armenian = surname.name.endsWith('yan') || surname.name.endsWith('ian');
    return armenian ? this.draw.one(['slavic', 'genitive']) : this.draw.one(['slavic', 'turkic']);
  }

  private pair(
    kind: LabelledPair['kind'],
    people: readonly [Person, Person],
    forms: readonly [FatherForm, FatherForm],
  ): LabelledPair {
    const respells = (script: Script): boolean => script === 'Latn' && this.draw.chance(RESPELLED);
    const both = this.one === this.other;
    return {
      kind,
      scripts: `${this.one}-${this.other}`,
      people: `${people[0].given.name} ${people[0].surname.name}`,
      one: this.writer.full(people[0], this.one, forms[0], !both && respells(this.one)),
      other: this.writer.full(people[1], this.other, forms[1], both || respells(this.other)),
    };
  }

  positive(): LabelledPair {
    const person = this.person();
    const form = this.form(person);
    const shown = this.draw.next();
    const forms: readonly [FatherForm, FatherForm] =
      shown < 0.35 ? [form, form] : shown < 0.48 ? [form, 'none'] : shown < 0.6 ? ['none', form] : ['none', 'none'];
    return this.pair('positive', [person, person], forms);
  }

  negative(kind: (typeof NEGATIVES)[number]): LabelledPair {
    const person = this.person();
    const form = this.form(person);
    const otherGiven = different(person.given, this.everyGiven, this.draw);
    const others: Readonly<Record<(typeof NEGATIVES)[number], () => readonly [Person, FatherForm, FatherForm]>> = {
      brothers: () => [{ ...person, given: otherGiven }, form, form],
      same_surname: () => [{ ...person, given: otherGiven }, 'none', this.draw.chance(0.5) ? form : 'none'],
      near_given: () => [{ ...person, given: nearest(person.given, this.everyGiven, this.draw) }, 'none', 'none'],
      father_and_son: () => [
        { ...person, given: person.father, father: otherGiven },
        form,
        this.draw.chance(0.5) ? form : 'none',
      ],
      other_father: () => [{ ...person, father: different(person.father, this.everyGiven, this.draw) }, form, form],
      random: () => [this.person(), this.draw.chance(0.3) ? form : 'none', 'none'],
    };
    const [other, mine, theirs] = others[kind]();
    return this.pair(kind, [person, other], [mine, theirs]);
  }
}

function drawn(families: readonly Family[], seed: number): LabelledPair[] {
  const draw = new Draw(seed);
  return SCRIPTS.flatMap((one, at) =>
    SCRIPTS.slice(at).flatMap((other) => {
      if (one === other && one !== 'Latn') return [];
      const drawing = new PairDrawing(draw, poolsOf(families, one, other), one, other);
      return [
        ...Array.from({ length: POSITIVES }, () => drawing.positive()),
        ...NEGATIVES.flatMap((kind) => Array.from({ length: OF_EACH_NEGATIVE }, () => drawing.negative(kind))),
      ];
    }),
  );
}

/** Every pair of scripts, 400 positives and 80 of each kind of negatives; the same in every run on the same data. */
export function labelledPairs(half: Half): LabelledPair[] {
  return drawn(
    readFamilies().filter((family) => family.half === half),
    SEED[half],
  );
}

/** The tuning half drawn with other seeds, which finds what one draw has passed by. */
export function redrawnTuning(draws: number): LabelledPair[] {
  const families = readFamilies().filter(({ half }) => half === 'tuning');
  return Array.from({ length: draws }, (_, at) => drawn(families, SEED.redrawn + at)).flat();
}

/** Given names of the tuning half with words of neither half for surnames. */
export function pairsOfNeitherHalf(draws: number): LabelledPair[] {
  const given = readFamilies().filter(({ half, kind }) => half === 'tuning' && kind === 'given');
  const families = [...given, ...readWordsOfNeitherHalf()];
  return Array.from({ length: draws }, (_, at) => drawn(families, SEED.neither + at)).flat();
}
