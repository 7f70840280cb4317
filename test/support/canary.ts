// Marked identities, and the search that finds them in any text in whatever form they were written down.

import { createHash } from 'node:crypto';
import { nameTokens } from '../../src/domain/names/normal-form.js';

/** Invented words that no other text of the project holds; each stands for one thing that must not get out. */
export const CANARIES = {
  latinGiven: 'Kanarianna',
  latinSurname: 'Zzyxcanary',
  latinAccented: 'Kānarïzeth',
  cyrillicGiven: 'Канарьяна',
  cyrillicSurname: 'Ззыксова',
  armenianGiven: 'Քանարիանա',
  armenianSurname: 'Զզիքսյան',
  arabicName: 'كناريازز',
  alias: 'Qanarix',
  father: 'Vaterkanarius',
  mother: 'Mutterkanaria',
  kin: 'Kinkanarelle',
  kinContact: '+00-555-7261-9043',
  unit: 'Kanarregiment',
  marks: 'harelipkanarscar',
  circumstances: 'millkanarroad',
  notes: 'notekanaryletter',
  contactName: 'Authorkanarow',
  contactPhone: '+00-555-3187-6620',
  contactEmail: 'kanarquill@post.example',
  contactAddress: 'Kanarweg 7791',
  photo: 'https://photos.example/kanarportrait.jpg',
  birthDate: '1931-02-28',
  importedGiven: 'Importkanara',
  importedSurname: 'Filekanarsson',
  importedNote: 'pfifkanartext',
  enquirer: 'Enquirkanarello',
  enquirerPhone: '+00-555-8804-2217',
  enquirerAddress: 'Kanarienpfad 4418',
  enquirerEmail: 'enquirkanar@post.example',
  safeChannel: 'saykanarlibrary',
  listLine: 'Listkanarsson',
  soughtOnly: 'Missingkanary',
} as const;

export type Canary = keyof typeof CANARIES;

interface Form {
  readonly canary: Canary;
  readonly form: string;
  readonly text: string;
  readonly folded: boolean;
}

const BYTES = (text: string): Buffer => Buffer.from(text, 'utf8');

function each(text: string, write: (letter: number) => string): string {
  return Array.from(text, (letter) => write(letter.codePointAt(0) ?? 0)).join('');
}

/** UTF-16 units, as JSON and JavaScript escape them. */
function escapedUnits(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((unit) => (unit < 0x80 ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`))
    .join('');
}

/** The letters that stay the same whatever stands before and after the text. */
function base64At(text: string, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), BYTES(text)])
    .toString('base64')
    .replaceAll('=', '');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + BYTES(text).length) * 8) / 6));
}

function formsOf(canary: Canary): Form[] {
  const plain = CANARIES[canary];
  const made: Form[] = [];
  const add = (form: string, text: string, folded = true): void => {
    if (text.length < 6) throw new Error(`${canary} as ${form} is too short to be looked for`);
    const sought = folded ? fold(text) : text;
    if (!made.some((one) => one.text === sought)) made.push({ canary, form, folded, text: sought });
  };
  const spellings = [plain, plain.toLowerCase(), plain.toUpperCase(), plain.normalize('NFD')];
  // The words of an address are everybody's; those of a name are not.
  const words = /[@/\d]/.test(plain) ? [] : nameTokens(plain).filter((word) => word.length >= 6);
  for (const text of [...spellings, ...words]) {
    add('text', text);
    add('percent-encoded', encodeURIComponent(text));
    add('form-encoded', new URLSearchParams({ '': text }).toString().slice(1));
    add('JSON escapes', escapedUnits(text));
    add(
      'decimal entities',
      each(text, (letter) => (letter < 0x80 ? String.fromCodePoint(letter) : `&#${letter};`)),
    );
    add(
      'hex entities',
      each(text, (letter) => (letter < 0x80 ? String.fromCodePoint(letter) : `&#x${letter.toString(16)};`)),
    );
    add('hex of UTF-8', BYTES(text).toString('hex'));
    add('hex of UTF-16', Buffer.from(text, 'utf16le').toString('hex'));
    for (const offset of [0, 1, 2]) {
      add('base64', base64At(text, offset), false);
      add('base64url', base64At(text, offset).replaceAll('+', '-').replaceAll('/', '_'), false);
    }
    // A digest without a key is the name itself for everybody who has a list of names.
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
      const digest = createHash(algorithm).update(text).digest();
      add(`${algorithm} in hex`, digest.toString('hex'));
      add(`${algorithm} in base64`, digest.toString('base64').replaceAll('=', ''), false);
    }
  }
  return made;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

const FORMS: readonly Form[] = (Object.keys(CANARIES) as Canary[]).flatMap(formsOf);

/** Which canaries a text holds and in which form, such as `latinGiven as base64`; empty for a clean text. */
export function findCanaries(text: string): string[] {
  const folded = fold(text);
  const found = FORMS.filter((form) => (form.folded ? folded : text).includes(form.text));
  return [...new Set(found.map(({ canary, form }) => `${canary} as ${form}`))];
}
