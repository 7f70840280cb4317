// A registry for tests of erasure: the people of one office who may take part in one, and the use cases that they need.

import { randomUUID } from 'node:crypto';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import { ConfirmErasure } from '../../../src/usecases/erasures/confirm-erasure.js';
import { FinishErasures } from '../../../src/usecases/erasures/finish-erasures.js';
import { ListErasures } from '../../../src/usecases/erasures/list-erasures.js';
import { RequestErasure } from '../../../src/usecases/erasures/request-erasure.js';
import { WithdrawErasure } from '../../../src/usecases/erasures/withdraw-erasure.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { DiscloseIdentity } from '../../../src/usecases/identity/disclose-identity.js';
import { SearchPersons } from '../../../src/usecases/identity/search-persons.js';
import { ShowDisclosure } from '../../../src/usecases/identity/show-disclosure.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { named, openCaseWorld, PLENTY, type CaseWorld } from '../case-world.js';

export const ASKED = { ground: 'consent_withdrawn', reason: 'The family asked for it in writing.' } as const;
export const SHOWN = { purpose: 'identification', fields: ['names'], reason: 'Call with the family.' } as const;
export const SERVICE = servicePrincipal('job', randomUUID());

export interface ErasureWorld extends CaseWorld {
  readonly liaison: Actor;
  readonly coordinator: Actor;
  readonly custodian: Actor;
  readonly requestErasure: RequestErasure;
  readonly confirmErasure: ConfirmErasure;
  readonly withdrawErasure: WithdrawErasure;
  readonly listErasures: ListErasures;
  readonly finishErasures: FinishErasures;
  readonly changeIdentity: ChangeIdentity;
  readonly discloseIdentity: DiscloseIdentity;
  readonly showDisclosure: ShowDisclosure;
  readonly readRecord: ReadRecord;
  /** With a vault of the test's own in place of the world's. */
  confirmWith(vault: IdentityVault): ConfirmErasure;
  /** Pseudonyms that the office's own search finds. */
  find(name: string): Promise<string[]>;
  personId(pseudonym: string): Promise<string>;
  /** Registers somebody of this name and asks for the erasure. */
  asked(name: string, given?: Partial<GivenRegistration>): Promise<{ pseudonym: string; erasureId: string }>;
  /** The same, and confirms it. */
  erased(name: string, given?: Partial<GivenRegistration>): Promise<string>;
  /** Rows that the vault holds of a person, of every table. */
  sealedRows(personId: string): Promise<number>;
}

export async function openErasureWorld(): Promise<ErasureWorld> {
  const world = await openCaseWorld();
  const { database, vault, clock, owner } = world;
  const liaison = await world.worker();
  const coordinator = await world.colleagueOf(liaison, ['coordinator']);
  const custodian = await world.colleagueOf(liaison, ['custodian']);
  const requestErasure = new RequestErasure(database, vault, clock);
  const confirmErasure = new ConfirmErasure(database, vault, clock);
  const searchPersons = new SearchPersons(database, vault, clock, PLENTY);
  const asked: ErasureWorld['asked'] = async (name, given = {}) => {
    const pseudonym = await world.register(liaison, { ...named(name), ...given });
    const { id } = await requestErasure.execute(coordinator, { pseudonym, ...ASKED }, null);
    return { pseudonym, erasureId: id };
  };
  return {
    ...world,
    liaison,
    coordinator,
    custodian,
    requestErasure,
    confirmErasure,
    withdrawErasure: new WithdrawErasure(database, clock),
    listErasures: new ListErasures(database, clock),
    finishErasures: new FinishErasures(database, vault, clock),
    changeIdentity: new ChangeIdentity(database, vault, clock),
    discloseIdentity: new DiscloseIdentity(database, vault, clock),
    showDisclosure: new ShowDisclosure(database, vault, clock),
    readRecord: new ReadRecord(database, clock),
    confirmWith: (other) => new ConfirmErasure(database, other, clock),
    find: async (name) => {
      const { found } = await searchPersons.execute(liaison, { name, purpose: 'family_tracing' });
      return found.map(({ pseudonym }) => pseudonym);
    },
    personId: async (pseudonym) => {
      const rows = await owner.query<{ person_id: string }>(
        'SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1',
        [pseudonym],
      );
      return rows.rows[0]?.person_id ?? '';
    },
    asked,
    erased: async (name, given) => {
      const { pseudonym, erasureId } = await asked(name, given);
      await confirmErasure.execute(custodian, { pseudonym, erasureId }, null);
      return pseudonym;
    },
    sealedRows: async (personId) => {
      const rows = await owner.query<{ n: number }>(
        `SELECT ((SELECT count(*) FROM vault.person_key WHERE person_id = $1) + (SELECT count(*) FROM vault.sealed_field WHERE person_id = $1)
           + (SELECT count(*) FROM vault.search_row LEFT JOIN vault.search_code USING (row_id) WHERE person_id = $1))::int AS n`,
        [personId],
      );
      return rows.rows[0]?.n ?? -1;
    },
  };
}
