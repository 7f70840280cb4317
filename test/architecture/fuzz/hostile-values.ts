// What somebody sends who wants the service to stumble: values of every wrong kind, bodies that two readers read differently.

import fc from 'fast-check';
import type { Draw } from './well-formed-values.js';

/** Such a text has no UTF-8, and no percent-encoding. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONG = 'x'.repeat(70_000);

/** Texts for any place that takes one: a field, a part of a path, a parameter of a query. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\t\n',
  '\u0001\u001f\u007f',
  '\u202eabc\u202c\u200f',
  '\ufeff',
  'e\u0301'.repeat(50),
  '\u{1f469}\u200d\u{1f467}',
  "' OR 1=1 --",
  "'; DROP TABLE registry.person; --",
  '%27%20OR%201=1',
  '../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  'A7',
  'G1',
  'latest',
  'x'.repeat(201),
  'x'.repeat(3000),
];

/** Numbers as texts, at the edges of what a column, a double or a reader holds. */
const NUMERALS: readonly string[] = [
  '-1',
  '0',
  '1.5',
  '1e3',
  '0x10',
  ' 1',
  '01',
  '2147483647',
  '2147483648',
  '9007199254740993',
  '9223372036854775808',
  '1e400',
  '99999999999999999999',
];

/** Ids of nothing, and texts that are nearly ids. */
const IDS: readonly string[] = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-4000-8000-00000000000',
  '{00000000-0000-4000-8000-000000000000}',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  'WB-00000-00000-00000-00000-0',
  'WB-00000-00000-00000-00000-1',
  'wb 00000 00000 00000 00000 o',
  'WB-7K3QM-B0XWN-4HT8R-ZC2VY-Z',
  'BW-7K3QM-B0XWN-4HT8R-ZC2VY-Y',
];

/** Dates that are none, or lie at an edge. */
const DATES: readonly string[] = [
  '2021-02-30',
  '2020-02-29',
  '2100-02-29',
  '0000-00-00',
  '0000',
  '0001-01-01',
  '9999-12-31',
  '-9999',
  '20201212',
  '2020-11/',
  '2020-21',
  '../2020-11',
  '2020-11/..',
  '../..',
  '2020-12/2020-11',
  '2020-1X',
  'XXXX-XX-XX',
  'Y170000002',
  '2020-12-12T25:00:00Z',
  '2020-12-12~?%',
  '{2020,2021}',
];

const INSTANTS: readonly string[] = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+23:59',
  '2021-06-01T12:00:00+99:99',
  '2021-06-01T24:00:00Z',
  '2021-06-01T12:00:60Z',
  '2021-02-30T12:00:00Z',
  '1969-12-31T23:59:59Z',
  '2021-06-01T12:00:00',
];

const NUMBERS: readonly number[] = [-1, 0, 0.5, 1e9, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308, 5e-324];

/** What JSON.stringify can write. */
const OTHERS: readonly unknown[] = [
  null,
  true,
  [],
  [[]],
  [null],
  {},
  { $gt: '' },
  { $ne: null },
  { toString: 'x' },
  { then: 'x' },
  { length: 3 },
  [{}, {}],
  LONG,
  Array.from({ length: 2001 }, () => 'x'),
];

const anyHostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom(...NUMERALS) },
  { weight: 3, arbitrary: fc.constantFrom(...IDS) },
  { weight: 3, arbitrary: fc.constantFrom(...DATES, ...INSTANTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !LONE_SURROGATE.test(text)) },
);

/** What is nearly right for a field of that name goes further in than what is wholly wrong. */
const NEARLY: readonly (readonly [name: RegExp, texts: readonly string[]])[] = [
  [/^(limit|after|number|line)$/, NUMERALS],
  [/^knownAt$/, INSTANTS],
  [/^(validAt|valid|seen|died|day|asOf|date|birthDate|due|publishedOn|followUpBy|\w+edOn)$/, DATES],
  [/([iI]d|pseudonym|person|into|cursor)$/, IDS],
];

export function hostileTextFor(name: string): fc.Arbitrary<string> {
  const near = NEARLY.find(([pattern]) => pattern.test(name))?.[1];
  return near === undefined ? anyHostileText : fc.oneof(fc.constantFrom(...near), anyHostileText);
}

function hostileValueFor(name: string): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: hostileTextFor(name) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
    { weight: 3, arbitrary: fc.constantFrom(...OTHERS) },
  );
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** Every object and list within a body, the body included. */
function placesIn(body: unknown): Json[] {
  return isObject(body) ? [body, ...Object.values(body).flatMap(placesIn)] : [];
}

/** The body with one to three faults somewhere: a value of another kind, a field too many, a field too few. */
export function misshapen(body: unknown, draw: Draw): unknown {
  const copy: unknown = structuredClone(body);
  for (let faults = draw(fc.integer({ min: 1, max: 3 })); faults > 0; faults -= 1) {
    const places = placesIn(copy);
    if (places.length === 0) return draw(hostileValueFor(''));
    const place = draw(fc.constantFrom(...places));
    const keys = Object.keys(place);
    const kind = keys.length === 0 ? 7 : draw(fc.nat(9));
    if (kind === 7) place[draw(fc.constantFrom('unknown', 'id', 'toString', 'hasOwnProperty', 'a/b~c', ''))] = 1;
    else if (kind === 8) Reflect.deleteProperty(place, draw(fc.constantFrom(...keys)));
    else if (kind === 9) flipKind(place, draw(fc.constantFrom(...keys)));
    else replaceOne(place, draw(fc.constantFrom(...keys)), draw);
  }
  return copy;
}

function replaceOne(place: Json, key: string, draw: Draw): void {
  const isNumber = typeof place[key] === 'number' && draw(fc.boolean());
  // A copy, since the next fault may be put into it.
  place[key] = structuredClone(draw(isNumber ? fc.constantFrom<unknown>(...NUMBERS) : hostileValueFor(key)));
}

/** Numbers as texts and texts as numbers; a single value as a list and a list as its first. */
function flipKind(place: Json, key: string): void {
  const value = place[key];
  if (Array.isArray(value)) place[key] = value[0] as unknown;
  else if (typeof value === 'number' || typeof value === 'boolean') place[key] = String(value);
  else place[key] = [value];
}

const DEEP = 10_000;

/** Bodies that are no JSON value, or that JSON.parse alone would take for another one. */
export function brokenBody(body: unknown, draw: Draw): Buffer {
  const text = JSON.stringify(body ?? {});
  const inside = text.startsWith('{') ? text.slice(1) : '}';
  const rest = inside === '}' ? inside : `,${inside}`;
  const firstKey = /^\{("[^"]*"):/.exec(text)?.[1] ?? '"a"';
  const texts = [
    '',
    'null',
    '[]',
    '"text"',
    '1e400',
    '{',
    text.slice(0, -1),
    `${text}${text}`,
    `[${text}]`,
    `{${firstKey}:1${rest}`,
    `{"n":1e400${rest}`,
    `{"n":-0${rest}`,
    `{"__proto__":{"roles":["administrator"]}${rest}`,
    `{"constructor":{"prototype":{}}${rest}`,
    `{"a":"\\u0000"${rest}`,
    `{"a":"\u0000"${rest}`,
    `{"a":"\\ud800"${rest}`,
    `{"\\udc00":1${rest}`,
    `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}${rest}`,
    `{"a":`.repeat(DEEP) + '1' + '}'.repeat(DEEP),
    `{"a":NaN${rest}`,
    `\ufeff${text}`,
    text.replace('{', "{'a':1,"),
    `{"a":"${'x'.repeat(300_000)}"${rest}`,
  ];
  const bytes = [Buffer.from([0xff, 0xfe, 0x7b, 0x00]), Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), Buffer.alloc(100)];
  return draw(fc.constantFrom(...texts.map((one) => Buffer.from(one, 'utf8')), ...bytes));
}
