// Under which addresses an organisation can ask a route: with every thing that it was told of, and with every question that the route takes.

import { AUDIT_ACTIONS } from '../../../src/domain/audit/audit-entry.js';
import { runCount } from '../../support/run-count.js';
import { addressOf, type Route } from '../application-routes.js';
import type { Operation, Parameter } from '../fuzz/api-operations.js';
import { PARAMETERS } from '../route-matrix.js';

/** What is not compared, each with the reason; whatever else the router has is. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  'GET /v1/audit/verification': 'tells auditors how long the log of all is, and nothing else of others',
  'GET /v1/audit/checkpoints': 'the same, signed',
  'GET /v1/audit/proofs': 'the same, with the digests beside a leaf',
  'GET /v1/persons/:pseudonym/access-report':
    'tells who looked, which each reading adds to; test/usecases/identity/access-report.test.ts holds that what others say adds nothing',
  'GET /v1/persons/:pseudonym/access-report/export': 'the same',
  'GET /console/persons/:pseudonym/access-report': 'the same',
  'GET /console/persons/:pseudonym/access-report/export': 'the same',
  'GET /console/audit': 'shows the newest entries of the reader, which each reading adds to; asked by action below',
};

/** Entries that reading and asking add to the reader's own log; all other actions are asked for one by one. */
const OF_READING = /_(read|listed|counted|shown|made|exported|refused)$|^(signed_in|session_|sign_|audit_)/;

/** The questions that routes take, with what is asked; what the description lists as its values is asked whole. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  knownAt: ['2021-06-01T12:03:00Z', '2021-06-01T18:10:30Z', '2021-06-01T19:00:00Z'],
  validAt: ['2020-12-20', '2021-03-10'],
  why: ['true'],
  action: AUDIT_ACTIONS.filter((action) => !OF_READING.test(action)),
  by: ['sex,state,month,category,side,holder', 'month', 'holder', 'category,municipality'],
  from: ['2020-12-31'],
  to: ['2021-05-31'],
  lost: ['2021', '2020-12'],
  months: ['6'],
  parent: ['iso:XA'],
  publisher: ['Vale Monitor'],
  day: ['2021-05-31'],
  after: ['1'],
  limit: ['1'],
  // Filled from what the reader was told.
  person: [],
  site: [],
  organisation: [],
  cursor: [],
};
const TOLD: Readonly<Record<string, string>> = { person: 'pseudonym', site: 'siteId', organisation: 'organisationId' };

/** Without these nothing is answered, whatever else is asked. */
const ALWAYS: Readonly<Record<string, string>> = {
  '/v1/statistics/:measure/flow': 'from=2020-12-31&to=2021-05-31',
  '/v1/statistics/:measure/cohort': 'lost=2021',
  '/v1/statistics/:measure/flow/cells.csv': 'from=2020-12-31&to=2021-05-31',
  '/v1/statistics/:measure/cohort/cells.csv': 'lost=2021',
  '/console/figures/flow/cells.csv': 'from=2020-12-31&to=2021-05-31',
  '/console/figures/flow/picture.svg': 'from=2020-12-31&to=2021-05-31',
  '/console/figures/cohort/cells.csv': 'lost=2021',
};

/** Pages are not described; these are the questions that those of records and figures take. */
const OF_PAGES: Readonly<Record<string, readonly string[]>> = {
  '/console/cases': ['show=all', 'show=all&status=missing', 'show=all&flag=conflicting_statements'],
  '/console/figures/cells.csv': ['month=yes&holder=yes'],
  '/console/figures/flow/cells.csv': ['month=yes&holder=yes'],
  '/console/figures/flow/picture.svg': ['measure=time-in-custody'],
  '/console/figures/cohort/cells.csv': ['measure=time-in-custody'],
  '/console/figures/flow': ['from=2020-12-31&to=2021-05-31&month=yes&holder=yes'],
  '/console/figures/cohort': ['lost=2021&measure=time-in-custody', 'lost=2020-Q4'],
  '/console/figures': ['month=yes&holder=yes', 'category=yes&validAt=2021-03-10'],
  '/console/persons/:pseudonym': ['knownAt=2021-06-01T18:10:30Z', 'validAt=2021-03-10'],
  '/console/published-figures': ['validAt=2021-03-10'],
};

/** Where the ids stand that are not told by the collection above them. */
const ELSEWHERE: Readonly<Record<string, string>> = { userId: '/v1/users', linkId: '/v1/links' };
/** Told all over the place. */
const ANYWHERE = ['pseudonym', 'number'];
const STEPS = ['agreed', 'verified'];

/** Of more than these one learns nothing new; every person's own answers are asked for, and the forms that begin with some. */
const MOST_OF_A_KIND = 6;
/** Filters asked for at another time too: the two times read the same tables whichever filter is asked for. */
const MOST_AT_TIMES = runCount(8, 100);
const OF_A_PERSON = /^\/(v1|console)\/persons\/:pseudonym(\/(status|statements|links))?$/;

type Values = Readonly<Record<string, string>>;

interface Told {
  readonly path: string;
  readonly values: Values;
  readonly fields: readonly (readonly [key: string, value: string])[];
}

export class AskableAddresses {
  private readonly told: Told[] = [];

  constructor(private readonly described: ReadonlyMap<string, Operation>) {}

  learn(path: string, values: Values, body: unknown): void {
    this.told.push({ path, values, fields: fieldsOf(body) });
  }

  /** Every set of path parameters that the reader was told of; a stock value of nothing where it was told of none. */
  valuesFor(path: string): Values[] {
    const apiPath = path.replace(/^\/console\//, '/v1/');
    let sets: Values[] = [{}];
    for (const part of apiPath.matchAll(/:(\w+)/g)) {
      const [, name = ''] = part;
      const above = apiPath.slice(0, part.index - 1);
      sets = sets.flatMap((values) =>
        this.candidates(above, name, values).map((value) => ({ ...values, [name]: value })),
      );
      if (!OF_A_PERSON.test(path)) sets = sets.slice(0, MOST_OF_A_KIND);
    }
    return sets;
  }

  private candidates(above: string, name: string, values: Values): string[] {
    if (name === 'to') return STEPS;
    const found = this.told.flatMap((told) => {
      const keys = keysOf(told, above, name, values);
      return told.fields.filter(([key]) => keys.includes(key)).map(([, value]) => value);
    });
    return found.length > 0 ? [...new Set(found)] : [PARAMETERS[name] ?? 'nothing'];
  }

  /** Without leading `?`; the empty one first. Throws for a question that nobody has thought of here. */
  questionsFor(route: Route): string[] {
    const always = ALWAYS[route.path];
    const asked = this.askedOf(route);
    if (always === undefined) return asked;
    const names = new URLSearchParams(always);
    const others = asked.filter((question) => ![...names.keys()].some((name) => question.startsWith(`${name}=`)));
    return others.map((question) => (question === '' ? always : `${always}&${question}`));
  }

  private askedOf({ method, path }: Route): string[] {
    const operation = this.described.get(`${method} ${path}`);
    if (operation === undefined || !operation.isDescribed) return ['', ...(OF_PAGES[path] ?? [])];
    const asked = operation.parameters.filter((one) => one.in === 'query');
    const single = asked.flatMap((one) =>
      this.answersTo(one).map((value) => `${one.name}=${encodeURIComponent(value)}`),
    );
    const [known] = single.filter((one) => one.startsWith('knownAt')).slice(1);
    const [valid] = single.filter((one) => one.startsWith('validAt')).slice(1);
    // Without an action it would be the reader's own readings.
    if (path === '/v1/audit/entries') return single.filter((one) => one.startsWith('action='));
    if (known === undefined) return ['', ...single];
    const chosen = single
      .filter((one) => /^(status|flag|by|why|limit|site|publisher)=/.test(one))
      .slice(0, MOST_AT_TIMES);
    // Each filter at another time too, where lists and counts read other tables; a page of one and its successors are asked for by the crawl.
    return [
      '',
      ...single,
      ...(valid === undefined ? [] : [`${known}&${valid}`]),
      ...chosen.map((one) => `${one}&${known}`),
    ];
  }

  private answersTo({ name, schema }: Parameter): readonly string[] {
    const values = QUESTIONS[name];
    const listed = schema?.enum?.map(String).filter((one) => name !== 'action' && one !== 'false') ?? [];
    if (values === undefined && listed.length === 0) throw new Error(`nobody says what to ask ${name} for`);
    if (name in TOLD) return this.anywhere(TOLD[name]!).slice(0, 2);
    return listed.length > 0 && name !== 'why' ? listed : (values ?? []);
  }

  private anywhere(key: string): string[] {
    return [
      ...new Set(this.told.flatMap(({ fields }) => fields.filter(([name]) => name === key).map(([, one]) => one))),
    ];
  }
}

/** In which fields of an answer the values of a parameter stand. */
function keysOf(told: Told, above: string, name: string, values: Values): readonly string[] {
  if (told.path === ELSEWHERE[name]) return ['id'];
  const isAbove = told.path === above || (above.startsWith(`${told.path}/`) && told.path.includes(':'));
  const fits = Object.entries(told.values).every(([key, value]) => (values[key] ?? value) === value);
  if (isAbove && fits) return [name, 'id'];
  return ANYWHERE.includes(name) ? [name] : [];
}

export function addressFor(path: string, values: Values, question: string): string {
  return addressOf(path, { ...PARAMETERS, ...values }) + (question === '' ? '' : `?${question}`);
}

export function fieldsOf(body: unknown): [key: string, value: string][] {
  const found: [string, string][] = [];
  const waiting: [string, unknown][] = [['', body]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [key, value] = next;
    if (typeof value === 'string' || typeof value === 'number') found.push([key, String(value)]);
    else if (Array.isArray(value)) for (const one of value) waiting.push([key, one]);
    else if (typeof value === 'object' && value !== null) waiting.push(...Object.entries(value));
  }
  return found;
}
