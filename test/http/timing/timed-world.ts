// People whom a reader must not be able to tell apart by how long an answer takes.

import { Client } from 'pg';
import type { TestApplication, TestUser } from '../../support/http-application.js';
import { makePseudonym } from '../../../src/domain/identity/pseudonym.js';
import { randomBytes } from 'node:crypto';

/** How many statements another organisation gave in confidence about one of them. */
const IN_CONFIDENCE = 200;

const PLAIN = [
  { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' },
  { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'C3' },
  { kind: 'proof_of_life', valid: '2021-02-01', source: 'witness_sighting', grade: 'B2', details: { inCustody: true } },
];

export interface Seen {
  readonly plain: string;
  readonly another: string;
  readonly loaded: string;
}

interface Office {
  readonly user: TestUser;
  token: string;
}

export class TimedWorld {
  private constructor(
    private readonly application: TestApplication,
    private readonly owner: Client,
    readonly offices: Readonly<Record<'owner' | 'giver' | 'reader', Office>>,
  ) {}

  static async make(application: TestApplication): Promise<TimedWorld> {
    const office = async (kind: 'liaison_office' | 'ngo' | 'national_society'): Promise<Office> => {
      const organisation = await application.seedOrganisation({ kind });
      const user = await application.seedUser({ organisation, roles: ['coordinator', 'inquirer', 'analyst'] });
      return { user, token: await user.token() };
    };
    const owner = new Client({ connectionString: application.database.urls.owner });
    await owner.connect();
    const offices = {
      owner: await office('liaison_office'),
      giver: await office('national_society'),
      reader: await office('ngo'),
    };
    return new TimedWorld(application, owner, offices);
  }

  async close(): Promise<void> {
    await this.owner.end();
  }

  /**
   * More statements of people whom no reader here may see, as many as make PostgreSQL look up and not go through all; and what it knows of its
   * tables by itself on a registry that runs for more than a minute.
   */
  async settle(): Promise<void> {
    const columns = await this.owner.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute
       WHERE attrelid = 'registry.statement'::regclass AND attnum > 0 AND attgenerated = ''`,
    );
    const names = columns.rows[0]?.names ?? '';
    await this.owner.query(
      `INSERT INTO registry.statement (${names})
       SELECT ${names} FROM (SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
         FROM registry.statement s JOIN registry.person p ON p.id = s.person_id, generate_series(1, 500)
         WHERE p.sharing_level = 'registry_only') AS again`,
    );
    await this.owner.query('VACUUM ANALYZE');
  }

  async post(token: string, path: string, body: object): Promise<Record<string, unknown>> {
    const answer = await this.application.request('POST', path, { token, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as Record<string, unknown>;
  }

  async register(sharingLevel: string, name: string | null = null): Promise<string> {
    const body = {
      sharingLevel,
      legalBasis: 'vital_interests',
      statements: PLAIN,
      ...(name !== null && { identity: { names: [{ text: name }], birthDate: '1984-05-06' } }),
    };
    return String((await this.post(this.offices.owner.token, '/v1/persons', body))['pseudonym']);
  }

  /** Three people of the owner's, of one of whom the giver says much in confidence, by the pseudonym of each organisation. */
  async registerAlike(): Promise<Readonly<Record<keyof TimedWorld['offices'], Seen>>> {
    const level = 'partners_pseudonymous';
    const [plain, loaded, another] = [
      await this.register(level),
      await this.register(level),
      await this.register(level),
    ];
    const owner = { plain, another, loaded };
    const [giver, reader] = [await this.seenBy('giver', owner), await this.seenBy('reader', owner)];
    for (let at = 0; at < IN_CONFIDENCE; at += 1) {
      // Days of every other month, so that the giver's view has a past of its own.
      const valid = new Date(Date.UTC(2020, 9, 1 + at)).toISOString().slice(0, 10);
      const statement = { ...PLAIN[at % PLAIN.length], valid, confidential: true };
      await this.post(this.offices.giver.token, `/v1/persons/${giver.loaded}/statements`, statement);
      this.application.clock.advance(1000);
    }
    for (const office of Object.values(this.offices)) office.token = await office.user.token();
    return { owner, giver, reader };
  }

  private async seenBy(who: keyof TimedWorld['offices'], { plain, another, loaded }: Seen): Promise<Seen> {
    const { user, token } = this.offices[who];
    await this.application.request('GET', '/v1/persons?limit=200', { token });
    const of = async (pseudonym: string): Promise<string> => {
      const { rows } = await this.owner.query<{ pseudonym: string }>(
        `SELECT o.pseudonym FROM registry.pseudonym s JOIN registry.pseudonym o USING (person_id)
         WHERE s.pseudonym = $1 AND o.organisation_id = $2`,
        [pseudonym, user.organisation.id],
      );
      return rows[0]?.pseudonym ?? '';
    };
    return { plain: await of(plain), another: await of(another), loaded: await of(loaded) };
  }

  /** A pseudonym by which the reader once knew somebody whom it may not see any more. */
  async onceKnown(): Promise<string> {
    const pseudonym = await this.register('registry_only');
    const known = this.nobody();
    await this.owner.query(
      `INSERT INTO registry.pseudonym (person_id, organisation_id, pseudonym)
       SELECT person_id, $2, $3 FROM registry.pseudonym WHERE pseudonym = $1`,
      [pseudonym, this.offices.reader.user.organisation.id, known],
    );
    return known;
  }

  /** A colleague of the reader who has used up the names of the day. */
  async spent(): Promise<string> {
    const { organisation } = this.offices.reader.user;
    const user = await this.application.seedUser({ organisation, roles: ['coordinator', 'inquirer'] });
    const day = new Date(this.application.clock.now()).toISOString().slice(0, 10);
    const { namesPerUser } = this.application.platform.environment;
    await this.owner.query(`INSERT INTO registry.names_of_user (user_id, day, asked) VALUES ($1, $2, $3)`, [
      user.id,
      day,
      namesPerUser,
    ]);
    return user.token();
  }

  nobody(): string {
    return makePseudonym((count) => randomBytes(count));
  }

  /** The place in a reader's list before somebody, as its pages name it. */
  async cursorBefore(who: keyof TimedWorld['offices'], pseudonym: string): Promise<string> {
    const { token } = this.offices[who];
    const { body } = await this.application.request('GET', '/v1/persons?limit=200', { token });
    const all = (body as { records: { pseudonym: string }[] }).records.map((one) => one.pseudonym);
    return Buffer.from(all[all.indexOf(pseudonym) - 1] ?? '', 'latin1').toString('base64url');
  }
}
