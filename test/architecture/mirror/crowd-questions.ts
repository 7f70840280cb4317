// Everything that can be read of the running service, put to every kind of reader: the routes come from its router, what fills them from the story.

import { IDENTITY_CHECKS } from '../../../src/domain/identity/disclosure-request-reading.js';
import { RECORD_FLAGS } from '../../../src/domain/records/flags.js';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';
import { ICON_PATH, STYLE_PATH } from '../../../src/web/assets/assets.js';
import { routesOf } from '../application-routes.js';
import type { Office } from '../../support/crowd/crowd-cast.js';
import type { CrowdClerk, Known } from '../../support/crowd/crowd-clerk.js';
import type { Member } from '../../support/crowd/mirrored-services.js';

/** Nothing is reported without saying how it was made sure who asks; each time that it is asked, one of these is. */
const OF_REPORT = IDENTITY_CHECKS.flatMap((check) => [`identityCheck=${check}`, `identityCheck=${check}`]);

/** Filters and sorts of its own, where a route has any. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  '/v1/persons': [
    ...WHEREABOUTS_STATUSES.map((status) => `status=${status}`),
    ...RECORD_FLAGS.map((flag) => `flag=${flag}`),
    'assigned=me',
    'limit=3',
  ],
  '/v1/statistics/:measure': ['by=side', 'by=holder', 'by=side,holder', 'by=sex,state,month,category,side,holder'],
  '/v1/statistics/:measure/flow': ['by=side', 'by=holder', 'by=side,holder', 'by=source,nationality'].map(
    (by) => `from=2020-12-31&to=2021-05-31&${by}`,
  ),
  '/v1/statistics/:measure/cohort': ['lost=2021&by=side', 'lost=2021-Q1&by=holder', 'lost=2020', 'lost=2021&months=3'],
  '/v1/statistics/:measure/cells.csv': ['by=side', 'by=holder'],
  '/v1/statistics/:measure/flow/cells.csv': ['by=side', 'by=side,holder'].map(
    (by) => `from=2020-12-31&to=2021-05-31&${by}`,
  ),
  '/v1/statistics/:measure/cohort/cells.csv': ['lost=2021&by=side', 'lost=2021&months=3'],
  '/v1/exchanges': ['state=handed_over', 'state=verified', 'limit=1'],
  '/v1/published-figures': ['why=true', 'publisher=Monitor 1', 'day=2021-02-28', 'limit=2'],
  '/v1/published-figures/:id': ['why=true'],
  '/v1/tasks': ['mine=true', 'overdue=true', 'done=true', 'limit=2'],
  '/v1/tracing-requests': ['state=open', 'mine=true', 'limit=2'],
  '/v1/matches': ['state=open', 'state=told', 'state=not_same', 'state=superseded', 'limit=1'],
  '/console/matches': ['state=open', 'state=not_same'],
  '/v1/lists/:id': ['limit=2', 'after=1'],
  '/v1/disclosure-requests': ['queue=all', 'queue=to_decide', 'queue=mine', 'limit=1'],
  '/v1/evidence-file-downloads': ['limit=1'],
  '/v1/evidence-file-requests': ['queue=all', 'queue=to_decide', 'queue=mine', 'limit=1'],
  '/v1/persons/:pseudonym/access-report': OF_REPORT,
  '/v1/persons/:pseudonym/access-report/export': OF_REPORT,
  '/console/persons/:pseudonym/access-report': OF_REPORT,
  '/console/persons/:pseudonym/access-report/export': OF_REPORT,
  '/v1/audit/entries': ['limit=200', 'action=record_read'],
  '/console/cases': ['status=missing', 'flag=conflicting_statements', 'status=held_denied'],
  '/console/figures': ['by=side', 'by=holder', 'by=side,holder'],
  '/console/figures/flow': ['side=yes', 'holder=yes'].map((by) => `from=2020-12-31&to=2021-05-31&${by}`),
  '/console/figures/cohort': ['lost=2021&measure=time-in-custody'],
  '/console/figures/cells.csv': ['side=yes', 'holder=yes'],
  '/console/figures/flow/cells.csv': ['side=yes', 'holder=yes'].map((by) => `from=2020-12-31&to=2021-05-31&${by}`),
  '/console/figures/flow/picture.svg': ['from=2020-12-31&to=2021-05-31&measure=time-in-custody'],
  '/console/figures/cohort/cells.csv': ['lost=2021&measure=time-in-custody'],
  '/console/persons/:pseudonym': ['why=true'],
};

/** What a reader is told of another day; a route that keeps no past refuses or ignores it, and does so for both parties. */
const TIMES = ['knownAt=2021-06-01T12:00:20Z', 'validAt=2021-01-15', 'knownAt=2021-06-09T12:00:00Z&validAt=2020-11-30'];

/** Doors that let nobody in who asks like this, and what else no reader of this world can be answered; each with the reason. */
export const NEVER_ANSWERED: Readonly<Record<string, string>> = {
  '/console': 'leads on to the first page of the menu of whoever signs in',
  '/set-up/:token': 'opens once, on a registry without any organisation; test/web/set-up.test.ts',
  '/set-password/:token': 'asks for a link that is used once; test/web/access',
};

/** Path parameters that the story has no part in. */
const STANDING: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'assets(name)': [STYLE_PATH, ICON_PATH].map((path) => ({ name: path.split('/').at(-1)! })),
  'statistics(measure)': ['whereabouts-status', 'flag', 'time-in-custody', 'time-to-return'].map((measure) => ({
    measure,
  })),
  'set-up(token)': [{ token: 'nothing' }],
  'set-password(token)': [{ token: 'nothing' }],
};

export interface Reach {
  /** Of what fills a route of the API, how many each office asks about. */
  readonly ofOffice: number;
  /** At every how manieth address of the API an office asks what another one was answered before; each address is asked by another half of them. */
  readonly everyOfOffice: number;
  /** The second persons of how many offices ask too. */
  readonly seconds: number;
  /** At every how manieth address pages, second persons and whoever has one role alone are asked for what others were answered before. */
  readonly everyAddress: number;
  /** Every how manieth filter each office asks for; another one next door. */
  readonly everyFilter: number;
}

interface Fillings {
  readonly own: readonly Readonly<Record<string, string>>[];
  readonly others: readonly Readonly<Record<string, string>>[];
}

const isOfApi = (path: string): boolean => path.startsWith('/v1/');

const NOBODY = 'WB-00000-00000-00000-00000-0';

/** Round the list, from a place that goes on. */
function fromThere<T>(all: readonly T[], turn: number): readonly T[] {
  const from = all.length === 0 ? 0 : turn % all.length;
  return [...all.slice(from), ...all.slice(0, from)];
}

interface Round {
  readonly fits?: (path: string) => boolean;
  /** Of what fills a route, how many. */
  readonly most: number;
  /** With filters and other times too. */
  readonly filtered?: boolean;
  /** How many of the services are asked. */
  readonly among?: number;
  /** At every how manieth address, among those where somebody was answered before. */
  readonly every?: number;
}

/** `/v1/lists/:id/lines/:line/match` is about `lists(id,line)`; null without parameters. */
export function subjectOf(path: string): string | null {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const [first = ''] = path
    .replace(/^\/(v1|console)\//, '/')
    .split('/')
    .filter(Boolean);
  return names.length === 0 ? null : `${first}(${names.join(',')})`;
}

export class CrowdQuestions {
  readonly unlisted: string[] = [];
  private readonly answered = new Set<string>();
  private readonly routes: readonly string[];
  /** Goes round, so that what one reader does not ask about another does. */
  private turn = 0;

  constructor(
    private readonly clerk: CrowdClerk,
    private readonly reach: Reach,
  ) {
    const routes = routesOf(clerk.services.first.app).filter(({ method }) => method === 'GET');
    this.routes = routes.map(({ path }) => (path === '' ? '/' : path));
    for (const path of this.routes) {
      const subject = subjectOf(path);
      const isKnown = subject === null || subject === 'persons(pseudonym)' || subject in STANDING;
      if (!isKnown && !clerk.known.has(subject))
        this.unlisted.push(`${path} is about ${subject}, of which nothing is known`);
    }
  }

  /** Routes that nobody was answered at. */
  neverAnswered(): string[] {
    return this.routes.filter((path) => !this.answered.has(path));
  }

  /** What the API says is asked of all services, and then of two what the pages say, and what is said to other readers. */
  async askAll(): Promise<void> {
    const { offices, ofOneRole } = this.clerk.cast;
    const isPage = (path: string): boolean => !isOfApi(path);
    for (const office of offices) await this.askOffice(office);
    const auditor = ofOneRole.find(({ roles }) => roles.includes('auditor'))!;
    const isOfLog = (path: string): boolean => path.startsWith('/v1/audit/');
    await this.askEverywhere(auditor, offices[0]!, { fits: isOfLog, most: 1, filtered: true });
    const [among, every] = [2, this.reach.everyAddress];
    for (const office of offices) {
      await this.askEverywhere(office.worker, office, { fits: isPage, most: 1, filtered: true, among, every });
    }
    for (const office of offices.slice(0, this.reach.seconds))
      await this.askEverywhere(office.second, office, { most: 1, among, every });
    for (const member of ofOneRole) await this.askEverywhere(member, offices[0]!, { most: 1, among, every });
    await this.askEverywhere(null, offices[0]!, { most: 1, among, every });
  }

  /** All that the API tells one office. */
  async askOffice(office: Office): Promise<void> {
    await this.askOfPeople(office);
    const { ofOffice: most, everyOfOffice: every } = this.reach;
    await this.askEverywhere(office.worker, office, { fits: isOfApi, most, filtered: true, every });
  }

  /** Every record that an office sees, explained, and the statements on it. */
  private async askOfPeople(office: Office): Promise<void> {
    for (const [at, pseudonym] of this.clerk.peopleOf(office).entries()) {
      const address = `/v1/persons/${pseudonym}`;
      await this.clerk.services.ask(office.worker, 'GET', `${address}?why=true`);
      if (at % this.reach.everyAddress === 0)
        await this.clerk.services.ask(office.worker, 'GET', `${address}/statements`);
    }
  }

  private async askEverywhere(
    member: Member | null,
    office: Office,
    { fits = () => true, most, filtered = false, among, every = 1 }: Round,
  ): Promise<void> {
    for (const [at, path] of this.routes.filter(fits).entries()) {
      if (this.answered.has(path) && (at + this.turn) % every !== 0) continue;
      for (const values of this.some(path, office, most)) {
        const address = path
          .replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'nothing')
          .replace('*', 'nothing');
        const queries = ['', ...(filtered ? this.queries(path) : [])];
        for (const query of queries)
          await this.ask(member, path, `${address}${query === '' ? '' : `?${query}`}`, among);
      }
    }
  }

  private queries(path: string): string[] {
    this.turn += 1;
    if (path === '/v1/audit/proofs') return this.clerk.checkpoints.map((size) => `from=${size}`);
    const all = FILTERS[path] ?? [];
    const inTurn = all.filter((_, at) => (at + this.turn) % this.reach.everyFilter === 0);
    // What is answered with a filter alone is asked with one until somebody was answered.
    const filters =
      inTurn.length > 0 || this.answered.has(path) ? inTurn : all.slice(this.turn % all.length).slice(0, 1);
    const time = TIMES[this.turn % TIMES.length]!;
    if (!path.startsWith('/v1/')) return filters;
    return [
      ...(this.turn % 2 === 0 ? [time] : []),
      ...filters,
      ...filters.slice(0, 1).map((filter) => `${filter}&${time}`),
    ];
  }

  /** Something of the office's own first, and then whatever there is, mostly of others. */
  private some(path: string, office: Office, most: number): readonly Readonly<Record<string, string>>[] {
    const subject = subjectOf(path);
    if (subject === null) return [{}];
    const { own, others } = this.fillings(subject, office);
    this.turn += 1;
    const chosen = [...fromThere(own, this.turn).slice(0, 1), ...fromThere([...others, ...own], this.turn)];
    // Whoever knows of none asks about nobody, as a stranger would.
    return chosen.length === 0 ? [{ pseudonym: NOBODY }] : [...new Set(chosen)].slice(0, most);
  }

  private fillings(subject: string, office: Office): Fillings {
    if (subject === 'persons(pseudonym)')
      return { own: this.clerk.peopleOf(office).map((pseudonym) => ({ pseudonym })), others: [] };
    const known = this.clerk.known.get(subject) ?? [];
    const valuesOf = (fit: (one: Known) => boolean): Fillings['own'] => known.filter(fit).map(({ values }) => values);
    return {
      own: valuesOf((one) => one.office === office.name),
      others: [...(STANDING[subject] ?? []), ...valuesOf((one) => one.office !== office.name && !one.isPairwise)],
    };
  }

  private async ask(member: Member | null, path: string, address: string, among?: number): Promise<void> {
    const asPage = !/^\/(v\d+|health|docs)(\/|$)/.test(path);
    const { status } = await this.clerk.services.ask(member, 'GET', address, {
      asPage,
      ...(among !== undefined && { among }),
    });
    if (status >= 500)
      this.clerk.services.differences.push(`GET ${address} by ${member?.name ?? 'a stranger'}: ${status}`);
    if (status === 200) this.answered.add(path);
  }
}
