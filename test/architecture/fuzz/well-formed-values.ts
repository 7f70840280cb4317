// Draws values in the form of a schema of the API, with the words, dates and ids that a field of that name is likely to take.

import fc from 'fast-check';
import { DIMENSIONS } from '../../../src/domain/statistics/measure.js';
import { anyGivenStatement } from '../../support/any-given-statement.js';
import { CANARIES as C } from '../../support/canary.js';
import type { JsonSchema } from './api-operations.js';

/** Draws one value. */
export type Draw = <T>(from: fc.Arbitrary<T>) => T;

/** What requests are made of beside fixed words. */
export interface Stock {
  readonly pseudonyms: readonly string[];
  readonly parties: readonly string[];
  readonly organisations: readonly string[];
  readonly usernames: readonly string[];
  readonly sites: readonly string[];
  readonly figures: readonly string[];
}

const NOBODY = 'WB-00000-00000-00000-00000-0';
const NOTHING = '00000000-0000-4000-8000-000000000000';

const EDTF = ['2020-12-12', '2020-11~', '2021-02', '2020-09-27/2020-11-10', '2020', '2021-03-01?', '../2020-12'];
const PAST_DAYS = ['2021-05-30', '2021-02-10', '2020-12-31', '2021-03-01'];
const COMING_DAYS = ['2021-07-01', '2021-06-20', '2022-01-01'];
const INSTANTS = [
  '2021-06-01T12:00:00Z',
  '2021-06-01T12:01:00.5Z',
  '2021-06-01T14:05:00+02:00',
  '2021-01-15T12:00:00Z',
];
const NAMES = [`${C.latinGiven} ${C.latinSurname}`, C.latinAccented, `${C.cyrillicSurname} ${C.cyrillicGiven}`];
const SOURCES = ['organisation', 'family', 'witness', 'party', 'forensic_report'];

type Words = (stock: Stock) => fc.Arbitrary<unknown>;

const oneOf =
  (...values: readonly unknown[]): Words =>
  () =>
    fc.constantFrom(...values);
const known =
  (which: keyof Stock, otherwise = NOTHING): Words =>
  (stock) =>
    fc.constantFrom(...(stock[which].length > 0 ? stock[which] : [otherwise]));

const person = known('pseudonyms', NOBODY);
const party = known('parties');
const organisation = known('organisations');
const colleague = known('usernames', 'nobody');
const freshWord: Words = () => fc.stringMatching(/^[a-z][a-z0-9]{5,11}$/);
/** Whatever is written here goes to the vault, and comes out by a disclosure alone. */
const sealed = oneOf(...NAMES);

/** By the field's name, for texts without a closed list. */
const TEXTS: Readonly<Record<string, Words>> = {
  person,
  persons: person,
  pseudonym: person,
  into: person,
  side: party,
  sides: party,
  party,
  saidBy: party,
  holder: party,
  assertedBy: party,
  organisation,
  organisationId: organisation,
  namedOrganisations: organisation,
  username: colleague,
  assignedTo: colleague,
  siteId: known('sites'),
  site: known('sites'),
  valid: oneOf(...EDTF),
  seen: oneOf(...EDTF),
  died: oneOf(...EDTF),
  day: oneOf(...EDTF),
  asOf: oneOf(...EDTF),
  date: oneOf('1990', '1985-04-17', '1979/1981'),
  birthDate: oneOf(C.birthDate, '1990', '1931-02'),
  receivedOn: oneOf(...PAST_DAYS),
  decidedOn: oneOf(...PAST_DAYS),
  submittedOn: oneOf(...PAST_DAYS),
  answeredOn: oneOf(...PAST_DAYS),
  due: oneOf(...COMING_DAYS),
  followUpBy: oneOf(...COMING_DAYS),
  knownAt: oneOf(...INSTANTS),
  validAt: oneOf(...PAST_DAYS),
  grade: oneOf('A1', 'B2', 'B2', 'C3', 'D4', 'F6'),
  source: oneOf(...SOURCES),
  code: oneOf('test:90', 'test:91', 'iso:XA-1'),
  parent: oneOf('test:90', 'iso:XA'),
  reason: oneOf('A reason of some length.'),
  ground: oneOf('family_report'),
  reference: freshWord,
  agreement: freshWord,
  clause: oneOf('8'),
  label: freshWord,
  password: oneOf('correct horse battery staple'),
  token: freshWord,
  nationalities: oneOf('XA', 'XB'),
  limit: oneOf('1', '2', '50', '200'),
  from: oneOf('2020-11-30', '2020-12-31'),
  to: oneOf('2021-02-10', '2021-05-30'),
  lost: oneOf('2020-12', '2021-Q1', '2021'),
  months: oneOf('0', '7', '120'),
  after: oneOf('1', '50'),
  by: () =>
    fc
      .uniqueArray(fc.constantFrom(...DIMENSIONS.filter((one) => one !== 'flag')), { minLength: 1 })
      .map((one) => one.join()),
  publisher: oneOf('Vale Monitoring Group'),
  subject: oneOf('people held'),
  kinship: oneOf('sister'),
  text: sealed,
  unit: sealed,
  marks: sealed,
  circumstances: sealed,
  notes: sealed,
  contact: sealed,
  content: oneOf('YSBibHVycmVkIGNvcHk='),
  details: sealed,
  address: sealed,
  phone: oneOf(C.enquirerPhone),
  email: oneOf(C.contactEmail),
  photoUrl: oneOf(C.photo),
};

function statement({ parties }: Stock): fc.Arbitrary<unknown> {
  const [first = NOTHING, second = first] = parties;
  return anyGivenStatement().map((given): unknown =>
    JSON.parse(JSON.stringify(given).replaceAll('party:first', first).replaceAll('party:second', second)),
  );
}

const FIGURE = fc.record(
  {
    id: fc.stringMatching(/^[a-z][a-z0-9]{4,8}$/),
    publisher: fc.constant('Vale Monitoring Group'),
    subject: fc.constant('people held'),
    asOf: fc.constantFrom('2021-02-28', '2021-05'),
    value: fc.nat(100).map((min) => ({ min, max: min + 3 })),
    definition: fc.constantFrom(null, { measure: 'whereabouts-status', filter: { status: ['missing'] } }),
    sites: fc.nat(18),
  },
  { requiredKeys: ['publisher', 'subject', 'asOf', 'value'] },
);

/** By the schema's name, where the parts of a body depend on each other. */
const PARTS: Readonly<Record<string, Words>> = {
  StatementRequest: statement,
  FigureRequest: () => FIGURE,
  FigureFileRequest: () => FIGURE.map((figure) => ({ figures: [{ ...figure, id: figure.id ?? 'figure-1' }] })),
  SoughtRequest: () => sealed({} as Stock).map((text) => ({ names: [{ text }], birthDate: C.birthDate })),
  SearchRequest: () => sealed({} as Stock).map((name) => ({ name, purpose: 'family_tracing' })),
  EnquirerRequest: () => fc.constant({ name: C.enquirer, phone: C.enquirerPhone, address: C.enquirerAddress }),
  SideRequest: (stock) =>
    fc.oneof(
      party(stock).map((one) => ({ party: one })),
      organisation(stock).map((organisationId) => ({ organisationId })),
    ),
  ListLineRequest: (stock) =>
    fc.oneof(
      person(stock).map((pseudonym) => ({ pseudonym })),
      fc.constant({ text: C.listLine }),
      fc.nat(20).map((least) => ({ least, most: least + 2 })),
    ),
  // Whoever asks must not be locked out, nor lose the password that they sign in with.
  SignInRequest: () => fc.constant({ username: 'nobody.at.all', password: 'correct horse battery' }),
  CreateUserRequest: (stock) =>
    fc.record({ organisationId: organisation(stock), username: freshWord(stock), roles: fc.constant(['liaison']) }),
  SoughtPersonRequest: (stock) => person(stock).map((pseudonym) => ({ pseudonym })),
  AgeRequest: () => fc.nat(60).map((from) => ({ from, to: from + 10 })),
  YearsRequest: () => fc.integer({ min: 1930, max: 2010 }).map((from) => ({ from, to: from + 5 })),
  BirthRequest: () => fc.constantFrom({ date: '1990' }, { age: 19, asOf: '2020-12' }),
};

/** Of ten fields that may be left out, so many are sent. */
const SENT_OF_TEN = 4;

export class WellFormedValues {
  constructor(private readonly schemas: Readonly<Record<string, JsonSchema>>) {}

  value(schema: JsonSchema, name: string, stock: Stock, draw: Draw): unknown {
    const part = /\/(\w+)$/.exec(schema.$ref ?? '')?.[1];
    const words = part === undefined ? undefined : PARTS[part];
    if (words !== undefined) return draw(words(stock));
    const referred = part === undefined ? schema.allOf?.[0] : this.schemas[part];
    if (referred !== undefined) return this.value(referred, name, stock, draw);
    if (schema.anyOf !== undefined) return this.value(draw(fc.constantFrom(...schema.anyOf)), name, stock, draw);
    if (schema.enum !== undefined) return draw(fc.constantFrom(...schema.enum));
    return this.plain(schema, name, stock, draw);
  }

  private plain(schema: JsonSchema, name: string, stock: Stock, draw: Draw): unknown {
    const type = typeof schema.type === 'object' ? draw(fc.constantFrom(...schema.type)) : (schema.type ?? 'string');
    switch (type) {
      case 'null':
        return null;
      case 'boolean':
        return draw(fc.boolean());
      case 'number':
      case 'integer':
        return draw(fc.integer({ min: 1, max: 3 }));
      case 'array':
        return this.list(schema.items ?? {}, name, stock, draw);
      case 'object':
        return this.object(schema, stock, draw);
      default:
        return draw((TEXTS[name] ?? freshWord)(stock));
    }
  }

  private list(items: JsonSchema, name: string, stock: Stock, draw: Draw): unknown[] {
    const length = name === 'sides' ? 2 : draw(fc.integer({ min: 1, max: 3 }));
    const drawn = Array.from({ length }, () => this.value(items, name, stock, draw));
    const different = new Map(drawn.map((one) => [JSON.stringify(one), one]));
    return [...different.values()];
  }

  private object({ properties = {}, required = [] }: JsonSchema, stock: Stock, draw: Draw): object {
    const sent = Object.entries(properties).filter(
      ([name]) => required.includes(name) || draw(fc.nat(9)) < SENT_OF_TEN,
    );
    return Object.fromEntries(sent.map(([name, schema]) => [name, this.value(schema, name, stock, draw)]));
  }
}
