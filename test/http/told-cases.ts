// Cases as several organisations tell them through the API, and what a reader is answered.

import { expect } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { expectRecord, type ExpectedRecord, type ReadRecord } from './expected-record.js';

type Read = ReadRecord & { readonly categories: readonly { readonly category: string }[] };

type Told = Readonly<Record<string, unknown>> & { readonly kind: string; readonly valid: string };

/** Tokens of the office that registers, of a central agency, of a forensic institute, and of the holder's bureau. */
interface Tellers {
  readonly office: string;
  readonly agency: string;
  readonly institute: string;
  readonly bureau: string;
}

/** On 1 June 2021, of somebody held since 2020 of whom nothing but the custody is known: no sign for 90 days, no particulars after 14, no family news after 30. */
export const SILENT = ['sign_of_life_stale', 'particulars_not_seen', 'no_family_news'];
/** Of somebody who was seen alive in custody, and whose death nobody has inquired into or certified. */
export const DEAD_IN_CUSTODY = [
  'death_after_sign_of_life_in_custody',
  'death_without_inquiry',
  'death_certificate_not_seen',
];

export class Cases {
  readonly office: string;
  readonly agency: string;
  readonly institute: string;
  readonly bureau: string;

  private constructor(
    readonly service: TestApplication,
    tellers: Tellers,
    /** partyKeys. */
    readonly holder: string,
    readonly origin: string,
    /** The bureau depends on a party and sees what it is named for alone; the central agency sees that too. */
    readonly withBureau: object,
  ) {
    ({ office: this.office, agency: this.agency, institute: this.institute, bureau: this.bureau } = tellers);
  }

  static async open(): Promise<Cases> {
    const service = await startTestApplication();
    const north = await service.seedOrganisation({ party: 'Northern Republic', kind: 'national_information_bureau' });
    const south = await service.seedOrganisation({ party: 'Southern League', kind: 'national_commission' });
    const neutral = await service.seedOrganisation({ kind: 'central_tracing_agency' });
    const medical = await service.seedOrganisation({ kind: 'medico_legal_institute' });
    const tellers = {
      office: await (await service.seedUser({ roles: ['coordinator'] })).token(),
      bureau: await (await service.seedUser({ organisation: north, roles: ['liaison'] })).token(),
      agency: await (await service.seedUser({ organisation: neutral, roles: ['liaison'] })).token(),
      institute: await (await service.seedUser({ organisation: medical, roles: ['verifier'] })).token(),
    };
    return new Cases(service, tellers, north.party?.partyKey ?? '', south.party?.partyKey ?? '', {
      sharingLevel: 'named_organisations',
      namedOrganisations: [north.id],
    });
  }

  captured(at = '2020-11-10'): Told {
    return { kind: 'capture', valid: at, details: { holder: this.holder } };
  }

  acknowledged(): Told {
    return { kind: 'acknowledgement', valid: '2020-12-01', source: 'party', details: { party: this.holder } };
  }

  arrived(at: string, mode: string): Told {
    return { kind: 'arrival', valid: at, source: 'family', details: { attestedBy: 'family', mode } };
  }

  filled(told: Told): object {
    return { source: 'organisation', grade: 'B2', ...told };
  }

  async post(token: string, path: string, body: unknown): Promise<unknown> {
    const answer = await this.service.request('POST', path, { token, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async register(statements: readonly Told[], more: object = {}): Promise<string> {
    const given = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', ...more };
    const body = { ...given, statements: statements.map((one) => this.filled(one)) };
    return ((await this.post(this.office, '/v1/persons', body)) as { pseudonym: string }).pseudonym;
  }

  /** The pseudonym under which another organisation sees the person registered last. */
  async theirs(token: string): Promise<string> {
    const list = await this.service.request('GET', '/v1/persons?limit=200', { token });
    return (list.body as { records: { pseudonym: string }[] }).records.at(-1)?.pseudonym ?? '';
  }

  async says(token: string, told: Told): Promise<void> {
    await this.post(token, `/v1/persons/${await this.theirs(token)}/statements`, this.filled(told));
  }

  async read(pseudonym: string, token = this.office): Promise<Read> {
    const answer = await this.service.request('GET', `/v1/persons/${pseudonym}?why=true`, { token });
    expect(answer.status).toBe(200);
    return answer.body as Read;
  }

  /** As the office reads it; by another token with the pseudonym of its organisation. */
  async expectRecord(pseudonym: string, expected: ExpectedRecord, token = this.office): Promise<void> {
    await expectRecord(this.service, { token, pseudonym }, expected);
  }
}
