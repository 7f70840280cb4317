// A registry and a vault for one test file, with invented organisations, workers and people to act on.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Actor, OrganisationKind, Role } from '../../src/domain/access/actor.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import type { RequestKey } from '../../src/domain/access/request-key.js';
import { NameQuota } from '../../src/domain/matching/name-quota.js';
import type { Party } from '../../src/domain/organisations/organisation.js';
import type { GivenRegistration } from '../../src/domain/records/registration.js';
import type { NewStatementInput } from '../../src/domain/records/statement-draft.js';
import { Database } from '../../src/persistence/database.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { makeKeyStorePlace } from '../support/key-store-place.js';
import { fixedEntropy, type MovableClock } from '../support/fixed-entropy.js';
import { LEAST_ALIKE_OF_TESTS } from '../support/least-alike.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TEST_PROOF } from '../support/test-server.js';

export interface CaseWorld {
  readonly files: TestDatabase;
  readonly database: Database;
  readonly vault: IdentityVault;
  /** The text of this vault's keys. */
  readonly keys: string;
  /** Where the other halves of this vault's keys are. */
  readonly keyStoreFile: string;
  readonly clock: MovableClock;
  /** Past every privilege, to look at what was written. */
  readonly owner: Client;
  party(label: string): Promise<Party>;
  /** A worker of a new organisation. */
  worker(wanted?: { roles?: readonly Role[]; kind?: OrganisationKind; party?: Party | null }): Promise<Actor>;
  /** Somebody else of the same organisation. */
  colleagueOf(actor: Actor, roles: readonly Role[]): Promise<Actor>;
  place(code: string, name: string, parent?: string): Promise<void>;
  register(actor: Actor, given?: Partial<GivenRegistration>): Promise<string>;
  /** Codes of the noted actions that name this person, or all, oldest first. */
  noted(pseudonym?: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** For tests that ask after more people than somebody at a telephone. */
export const PLENTY = NameQuota.of({ perUser: 1_000_000, perOrganisation: 1_000_000 });

export const NOBODY = 'WB-00000-00000-00000-00000-0';

export function keyOf(actor: Actor, key: string, body: string): RequestKey {
  return { userId: actor.userId, method: 'POST', path: '/v1/test', key, bodyHash: Buffer.from(body) };
}

export function statement(given: Partial<NewStatementInput> & { kind: string }): NewStatementInput {
  return { valid: '2021-05-01', source: 'witness', grade: 'B2', ...given };
}

export const NAMELESS: GivenRegistration = { sharingLevel: 'registry_only', legalBasis: 'vital_interests' };

export function named(name: string, birthDate?: string): GivenRegistration {
  return { ...NAMELESS, identity: { names: [{ text: name }], ...(birthDate !== undefined && { birthDate }) } };
}

/** The answer of a refusal, as far as its sender sees it. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code: string; pointers: string[]; message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, faults, message } = error as { code: string; faults: { pointer: string }[]; message: string };
    return { code, pointers: faults.map(({ pointer }) => pointer), message };
  }
  throw new Error('it was not refused');
}

class World {
  private count = 0;
  private readonly principal = servicePrincipal('operator', randomUUID());

  constructor(
    private readonly database: Database,
    private readonly clock: MovableClock,
  ) {}

  async party(label: string): Promise<Party> {
    const party = { id: randomUUID(), partyKey: randomUUID(), label };
    await this.database.transaction(this.principal, ({ organisations }) =>
      organisations.addParty(party, this.clock.now()),
    );
    return party;
  }

  async worker(wanted: Parameters<CaseWorld['worker']>[0] = {}): Promise<Actor> {
    this.count += 1;
    const party = wanted.party ?? null;
    const kind = wanted.kind ?? 'liaison_office';
    const organisation = { id: randomUUID(), name: `Office ${this.count}`, kind, party };
    await this.database.transaction(this.principal, ({ organisations }) =>
      organisations.addOrganisation(organisation, this.clock.now()),
    );
    return this.user(organisation, wanted.roles ?? ['liaison']);
  }

  async user(
    organisation: { id: string; kind: OrganisationKind; party: Pick<Party, 'partyKey'> | null },
    roles: readonly Role[],
  ): Promise<Actor> {
    this.count += 1;
    const userId = randomUUID();
    const username = `worker-${this.count}`;
    const user = {
      id: userId,
      organisationId: organisation.id,
      username,
      passwordHash: null,
      roles,
      at: this.clock.now(),
    };
    await this.database.transaction(this.principal, ({ users }) => users.add(user));
    return {
      userId,
      username,
      organisationId: organisation.id,
      organisationKind: organisation.kind,
      party: organisation.party?.partyKey ?? null,
      roles,
      via: 'api',
      requestId: randomUUID(),
    };
  }

  async place(code: string, name: string, parent?: string): Promise<void> {
    const place = { code, name, parentCode: parent ?? null, level: parent === undefined ? 1 : 2 };
    await this.database.transaction(this.principal, ({ places }) => places.addUnseen([place]));
  }
}

export async function openCaseWorld(): Promise<CaseWorld> {
  const files = await createTestDatabase();
  const clock = fixedEntropy();
  const database = await Database.open({
    url: files.urls.app,
    entropy: clock,
    proof: TEST_PROOF,
    poolSize: 8,
    leastAlike: LEAST_ALIKE_OF_TESTS,
  });
  const keyStore = makeKeyStorePlace();
  const keys = makeKeys();
  const vault = await IdentityVault.open({ url: files.urls.vault, keys: readKeys(keys), keyStoreFile: keyStore.file });
  const owner = new Client({ connectionString: files.urls.owner });
  await owner.connect();
  const world = new World(database, clock);
  const registering = new RegisterPerson(database, vault, clock);
  return {
    files,
    database,
    vault,
    keys,
    keyStoreFile: keyStore.file,
    clock,
    owner,
    party: (label) => world.party(label),
    worker: (wanted) => world.worker(wanted),
    colleagueOf: (actor, roles) =>
      world.user(
        {
          id: actor.organisationId,
          kind: actor.organisationKind,
          party: actor.party === null ? null : { partyKey: actor.party },
        },
        roles,
      ),
    place: (code, name, parent) => world.place(code, name, parent),
    register: async (actor, given = {}) =>
      (await registering.execute(actor, { ...NAMELESS, ...given }, null)).pseudonym,
    noted: async (pseudonym) => {
      const found = await owner.query<{ action: string }>(
        `SELECT e.action FROM registry.audit_entry e
         WHERE $1::text IS NULL OR e.person_id = (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1)
         ORDER BY e.id`,
        [pseudonym ?? null],
      );
      return found.rows.map((row) => row.action);
    },
    stop: async () => {
      await owner.end();
      await vault.close();
      await database.close();
      await files.drop();
      keyStore.remove();
    },
  };
}
