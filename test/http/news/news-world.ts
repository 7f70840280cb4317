// An office that has its news verified first, with the workers who record and verify it, and others who share its cases.

import { Client } from 'pg';
import type { Organisation } from '../../../src/domain/organisations/organisation.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';
import { verifyNewsFirst } from '../../support/news-rule.js';

const USERS = [
  ['liaison', 'office', ['liaison']],
  ['coordinator', 'office', ['coordinator']],
  ['verifier', 'office', ['verifier']],
  ['partner', 'partner', ['coordinator', 'analyst', 'verifier']],
  ['agency', 'agency', ['coordinator', 'analyst', 'verifier']],
  ['analyst', 'office', ['analyst']],
] as const;

export type NewsUser = (typeof USERS)[number][0];

export const LOST = { kind: 'disappearance', valid: '2020-11', source: 'family', grade: 'B2' };
export const DEATH = { kind: 'death', valid: '2021-03', source: 'media', grade: 'B2' };
export const ARRIVAL = {
  kind: 'arrival',
  valid: '2021-05-20',
  source: 'from_person',
  grade: 'A1',
  details: { attestedBy: 'person' },
};
export const REASON = 'A second source says the same.';

/** Within the life of the tokens, and after all that a test records. */
const READ_AT = '2021-06-01T12:09:00Z';
/** Drawn anew for every answer, told by the clock of the machine, or counting the reader's own requests. */
const OF_THE_MOMENT = ['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

interface Page {
  readonly records: readonly { readonly pseudonym: string; readonly own: boolean; readonly status: string }[];
}

interface Waiting {
  readonly waiting: readonly { readonly statementId: string; readonly kind: string; readonly byReader: boolean }[];
}

export class NewsWorld {
  private constructor(
    readonly service: TestApplication,
    private readonly tokens: ReadonlyMap<NewsUser, string>,
    readonly organisations: Readonly<Record<'office' | 'partner' | 'agency', string>>,
    readonly agencyOrganisation: Organisation,
  ) {}

  static async open(): Promise<NewsWorld> {
    const service = await startTestApplication();
    await verifyNewsFirst(service.database);
    const organisations = {
      office: await service.seedOrganisation({ kind: 'liaison_office' }),
      partner: await service.seedOrganisation({ kind: 'ngo' }),
      agency: await service.seedOrganisation({ kind: 'central_tracing_agency' }),
    };
    const tokens = new Map<NewsUser, string>();
    for (const [name, organisation, roles] of USERS) {
      const user = await service.seedUser({ organisation: organisations[organisation], roles: [...roles] });
      tokens.set(name, await user.token());
    }
    const { office, partner, agency } = organisations;
    return new NewsWorld(service, tokens, { office: office.id, partner: partner.id, agency: agency.id }, agency);
  }

  ask(method: string, path: string, who: NewsUser, body?: object): Promise<TestAnswer> {
    const token = this.tokens.get(who) ?? '';
    return this.service.request(method, path, { token, ...(body !== undefined && { body }) });
  }

  async read<T>(path: string, who: NewsUser): Promise<T> {
    const { status, body, text } = await this.ask('GET', path, who);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return body as T;
  }

  /** A second passes before anything is recorded. */
  async made<T = { id: string }>(path: string, who: NewsUser, body: object): Promise<T> {
    this.service.clock.advance(1000);
    const { status, body: answer, text } = await this.ask('POST', path, who, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
    return answer as T;
  }

  /** Registered by the office and shared with partners; with the pseudonym that each of the others has. */
  async person(statements: readonly object[] = [LOST]): Promise<{ own: string; partner: string; agency: string }> {
    const known = { partner: await this.knownTo('partner'), agency: await this.knownTo('agency') };
    const given = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', statements };
    const { pseudonym: own } = await this.made<{ pseudonym: string }>('/v1/persons', 'liaison', given);
    const newTo = async (who: 'partner' | 'agency'): Promise<string> =>
      (await this.knownTo(who)).find((one) => !known[who].includes(one)) ?? '';
    return { own, partner: await newTo('partner'), agency: await newTo('agency') };
  }

  async knownTo(who: NewsUser): Promise<string[]> {
    return (await this.read<Page>('/v1/persons?limit=200', who)).records.map(({ pseudonym }) => pseudonym);
  }

  async state(pseudonym: string, who: NewsUser, query = ''): Promise<string> {
    return (await this.read<{ status: string }>(`/v1/persons/${pseudonym}${query}`, who)).status;
  }

  async add(pseudonym: string, who: NewsUser, statement: object): Promise<string> {
    return (await this.made(`/v1/persons/${pseudonym}/statements`, who, statement)).id;
  }

  async verify(statementId: string, who: NewsUser, verdict = 'verified'): Promise<TestAnswer> {
    this.service.clock.advance(1000);
    return this.ask('POST', `/v1/statements/${statementId}/verification`, who, { verdict, reason: REASON });
  }

  async waiting(who: NewsUser, pseudonym: string): Promise<Waiting['waiting']> {
    return (await this.read<Waiting>(`/v1/news?person=${pseudonym}`, who)).waiting;
  }

  /** All that a reader is answered of a person, and of everybody, byte for byte. */
  async shown(pseudonym: string, who: NewsUser): Promise<string[]> {
    const answers: string[] = [];
    const now = this.service.clock.now();
    this.service.clock.set(READ_AT);
    const paths = [
      `/v1/persons/${pseudonym}?why=true`,
      `/v1/persons/${pseudonym}/status`,
      `/v1/persons/${pseudonym}/statements`,
      `/v1/persons/${pseudonym}/links`,
      `/v1/persons/${pseudonym}/wills`,
      `/v1/persons?limit=200`,
      `/v1/persons?status=missing`,
      `/v1/persons?status=death_reported`,
      '/v1/statistics/whereabouts-status?by=month',
      '/v1/statistics/flag?by=time_to_return,time_in_custody',
      '/v1/statistics/whereabouts-status/flow?from=2020-01-01&to=2021-12-31',
      '/v1/statistics/fate/cohort?lost=2021&months=6',
      '/v1/tasks',
      '/v1/news',
    ];
    for (const path of paths) {
      const { status, text, headers } = await this.ask('GET', path, who);
      const shown = [...headers].filter(([name]) => !OF_THE_MOMENT.includes(name)).sort();
      answers.push(JSON.stringify([path, status, this.withoutRequest(text), shown]));
    }
    this.service.clock.set(now);
    return answers;
  }

  /** What the log says of a statement, oldest first. */
  async log(statementId: string): Promise<readonly { action: string; details: object }[]> {
    const owner = new Client({ connectionString: this.service.database.urls.owner });
    await owner.connect();
    const { rows } = await owner.query<{ action: string; details: object }>(
      'SELECT action, details FROM registry.audit_entry WHERE subject_id = $1 ORDER BY id',
      [statementId],
    );
    await owner.end();
    return rows;
  }

  /** A problem document names the request. */
  private withoutRequest(text: string): string {
    return text.replace(/"requestId":"[^"]*"/, '');
  }
}
