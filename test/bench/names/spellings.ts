// Other spellings of a word by documented rules, written for the bench alone: what newspapers, passports and clerks make of one name.

type Rules = readonly (readonly [RegExp, string])[];

function by(rules: Rules): (word: string) => string {
  return (word) => rules.reduce((text, [from, to]) => text.replace(from, to), word);
}

/** From English spelling (BGN/PCGN). */
export const LATIN_SPELLINGS: readonly ((word: string) => string)[] = [
  // French, as in Soviet passports until 1997.
  by([
    [/zh/g, '§'],
    [/dj|j/g, 'dj'],
    [/§/g, 'j'],
    [/kh/g, 'kh'],
    [/sh/g, 'ch¤'],
    [/(?<!t)ch(?!¤)/g, 'tch'],
    [/¤/g, ''],
    [/u/g, 'ou'],
    [/(ov|ev)$/g, '$1'],
  ]),
  // German, as newspapers write.
  by([
    [/shch/g, 'schtsch'],
    [/ch/g, 'tsch'],
    [/(?<!t)sh/g, 'sch'],
    [/(?<!d)j/g, 'dsch'],
    [/zh/g, 'sch'],
    [/kh/g, 'ch'],
    [/v/g, 'w'],
    [/ts(?!ch)/g, 'z'],
    [/y(?=[aeou])/g, 'j'],
  ]),
  // Polish.
  by([
    [/sh/g, 'sz'],
    [/(?<!s)ch/g, 'cz'],
    [/(?<!d)j/g, 'dż'],
    [/zh/g, 'ż'],
    [/kh/g, 'ch'],
    [/v/g, 'w'],
    [/ts/g, 'c'],
    [/y(?=[aeou])/g, 'j'],
  ]),
  // Turkish and Azerbaijani.
  by([
    [/zh/g, '§'],
    [/j/g, 'c'],
    [/§/g, 'j'],
    [/sh/g, 'ş'],
    [/ch/g, 'ç'],
    [/kh/g, 'x'],
    [/gh/g, 'ğ'],
  ]),
  // Scholarly and national systems with háčeks.
  by([
    [/shch/g, 'šč'],
    [/sh/g, 'š'],
    [/ch/g, 'č'],
    [/zh/g, 'ž'],
    [/kh/g, 'x'],
    [/(?<!d)j/g, 'dž'],
    [/y(?=[aeou])/g, 'j'],
  ]),
  // Endings and vowels that vary among writers of English.
  by([
    [/yan$/, 'ian'],
    [/(?<=[^aeiou])ev$/, 'yev'],
    [/sky$/, 'skiy'],
    [/ov$/, 'off'],
    [/ei$/, 'ey'],
  ]),
];

/** Western Armenian out of Eastern: voiced and voiceless stops exchanged, as ALA-LC gives it in brackets. */
export function westernArmenian(word: string): string {
  const exchanged: Readonly<Record<string, string>> = { b: 'p', p: 'b', d: 't', t: 'd', g: 'k', k: 'g' };
  return word.replace(/[bdgptk](?!h)/g, (letter) => exchanged[letter] ?? letter).replace(/yan$/, 'ian');
}

const GEORGIAN_OF_ARMENIAN: Readonly<Record<string, string>> = {
  ա: 'ა',
  բ: 'ბ',
  գ: 'გ',
  դ: 'დ',
  ե: 'ე',
  զ: 'ზ',
  է: 'ე',
  ը: 'ე',
  թ: 'თ',
  ժ: 'ჟ',
  ի: 'ი',
  լ: 'ლ',
  խ: 'ხ',
  ծ: 'წ',
  կ: 'კ',
  հ: 'ჰ',
  ձ: 'ძ',
  ղ: 'ღ',
  ճ: 'ჭ',
  մ: 'მ',
  յ: 'ი',
  ն: 'ნ',
  շ: 'შ',
  ո: 'ო',
  ու: 'უ',
  չ: 'ჩ',
  պ: 'პ',
  ջ: 'ჯ',
  ռ: 'რ',
  ս: 'ს',
  վ: 'ვ',
  տ: 'ტ',
  ր: 'რ',
  ց: 'ც',
  ւ: 'ვ',
  փ: 'ფ',
  ք: 'ქ',
  և: 'ევ',
  օ: 'ო',
  ֆ: 'ფ',
};
const GEORGIAN_OF_CYRILLIC: Readonly<Record<string, string>> = {
  а: 'ა',
  б: 'ბ',
  в: 'ვ',
  г: 'გ',
  д: 'დ',
  дж: 'ჯ',
  дз: 'ძ',
  е: 'ე',
  ё: 'იო',
  ж: 'ჟ',
  з: 'ზ',
  и: 'ი',
  й: 'ი',
  к: 'კ',
  л: 'ლ',
  м: 'მ',
  н: 'ნ',
  о: 'ო',
  п: 'პ',
  р: 'რ',
  с: 'ს',
  т: 'ტ',
  у: 'უ',
  ф: 'ფ',
  х: 'ხ',
  ц: 'ც',
  ч: 'ჩ',
  ш: 'შ',
  щ: 'შჩ',
  ъ: '',
  ы: 'ი',
  ь: '',
  э: 'ე',
  ю: 'იუ',
  я: 'ია',
};

/** By the letters of either alphabet, with the nominative -i that Georgian gives to words that end in a consonant. */
export function georgian(word: string): string {
  const table = /\p{Script=Armenian}/u.test(word) ? GEORGIAN_OF_ARMENIAN : GEORGIAN_OF_CYRILLIC;
  const plain = word.replace(/ու|дж|дз|./gu, (letters) => table[letters] ?? letters);
  return /[აეიოუ]$/.test(plain) ? plain : `${plain}ი`;
}

/** A slip of the pen: two letters exchanged, one left out or written twice. */
export function slip(word: string, draw: { next(): number }): string {
  const at = 1 + Math.floor(draw.next() * (word.length - 2));
  const kind = draw.next();
  if (kind < 0.4) return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  return kind < 0.7 ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + word.charAt(at) + word.slice(at);
}
