// An institute that records remains, an office that registers the missing, and a bureau that depends on a party, at the API.

import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestApplicationOptions,
} from '../../support/http-application.js';

const USERS = [
  ['first', 'institute', 'verifier'],
  ['second', 'institute', 'coordinator'],
  ['office', 'office', 'coordinator'],
  ['liaison', 'office', 'liaison'],
  ['inquirer', 'office', 'inquirer'],
  ['analyst', 'office', 'analyst'],
  ['bureau', 'bureau', 'coordinator'],
  ['partner', 'partner', 'coordinator'],
  ['colleague', 'partner', 'verifier'],
] as const;

export type RemainsUser = (typeof USERS)[number][0];

export const DNA = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
export const WHOLE = { extent: 'whole', valid: '2021-05-20', source: 'forensic_report', grade: 'A1' };

/** Somebody missing for some thirty years. */
const LOST = { kind: 'disappearance', valid: '1993-04', source: 'family', grade: 'B2' };

export class RemainsWorld {
  private constructor(
    readonly application: TestApplication,
    private readonly tokens: ReadonlyMap<RemainsUser, string>,
    /** partyKey of the party on which the bureau depends. */
    readonly north: string,
  ) {}

  static async open(options: TestApplicationOptions = {}): Promise<RemainsWorld> {
    const application = await startTestApplication(options);
    const bureau = await application.seedOrganisation({
      name: 'Bureau',
      kind: 'national_information_bureau',
      party: 'North',
    });
    const organisations = {
      institute: await application.seedOrganisation({ name: 'Institute', kind: 'medico_legal_institute' }),
      office: await application.seedOrganisation({ name: 'Office', kind: 'liaison_office' }),
      bureau,
      partner: await application.seedOrganisation({ name: 'Partner', kind: 'ngo' }),
    };
    const tokens = new Map<RemainsUser, string>();
    for (const [name, organisation, role] of USERS) {
      const user = await application.seedUser({ organisation: organisations[organisation], roles: [role] });
      tokens.set(name, await user.token());
    }
    return new RemainsWorld(application, tokens, bureau.party?.partyKey ?? '');
  }

  tokenOf(user: RemainsUser): string {
    return this.tokens.get(user) ?? '';
  }

  /** A second passes before each question, so that what was recorded one after the other is known so. */
  async ask(method: string, path: string, user: RemainsUser, body?: object): Promise<TestAnswer> {
    this.application.clock.advance(1000);
    return this.application.request(method, path, { token: this.tokenOf(user), ...(body !== undefined && { body }) });
  }

  async read<T>(path: string, user: RemainsUser): Promise<T> {
    const { status, body, text } = await this.ask('GET', path, user);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return body as T;
  }

  async made(path: string, user: RemainsUser, body: object): Promise<string> {
    const { status, body: answer, text } = await this.ask('POST', path, user, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
    return (answer as { id: string }).id;
  }

  async done(path: string, user: RemainsUser, body?: object): Promise<void> {
    const { status, text } = await this.ask('POST', path, user, body);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  }

  /** Registered by the family's office. */
  async missing(sharingLevel = 'partners_pseudonymous', statements: readonly object[] = [LOST]): Promise<string> {
    const given = { sharingLevel, legalBasis: 'public_interest', statements };
    const { body, text, status } = await this.ask('POST', '/v1/persons', 'office', given);
    if (status !== 201) throw new Error(text);
    return (body as { pseudonym: string }).pseudonym;
  }

  /** Registered by the office, with the pseudonyms of the same person that the institute and the partner have. */
  async missingForBoth(statements?: readonly object[]): Promise<{ own: string; theirs: string; partners: string }> {
    const before = new Set([...(await this.knownTo('first')), ...(await this.knownTo('partner'))]);
    const own = await this.missing('partners_pseudonymous', statements);
    const newTo = async (user: RemainsUser): Promise<string> =>
      (await this.knownTo(user)).find((one) => !before.has(one)) ?? '';
    return { own, theirs: await newTo('first'), partners: await newTo('partner') };
  }

  /** Proposed by one person of the institute and confirmed by another. */
  async confirmedLink(caseId: string, persons: readonly string[], given: object = DNA): Promise<string> {
    const link = await this.made(`/v1/remains/${caseId}/links`, 'first', { persons, ...given });
    await this.done(`/v1/remains/${caseId}/links/${link}/confirmation`, 'second');
    return link;
  }

  private async knownTo(user: RemainsUser): Promise<string[]> {
    const { records } = await this.read<{ records: { pseudonym: string }[] }>('/v1/persons?limit=200', user);
    return records.map(({ pseudonym }) => pseudonym);
  }
}
