// Disclosing a name by a reason that is looked through: what is written while the vault is asked, what is kept where it fails, and a request sent again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import type { IdentityField } from '../../../src/domain/identity/identity-particulars.js';
import { FIELDS_WITH_NAMES } from '../../../src/domain/identity/names-of-identity.js';
import { Database } from '../../../src/persistence/database.js';
import { DiscloseIdentity, type DisclosedIdentity } from '../../../src/usecases/identity/disclose-identity.js';
import { ListDisclosures } from '../../../src/usecases/identity/list-disclosures.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { NamesInTexts } from '../../../src/vault/names-in-texts.js';
import { until } from '../../support/embedded-server/scratch-server.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { keyOf, named, openCaseWorld, refusalOf, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let looking: Database;
let liaison: Actor;
let pseudonym: string;

const disclosingProcess = fileURLToPath(new URL('./disclosing-process.ts', import.meta.url));
const asked = { purpose: 'family_contact', fields: ['names'], reason: 'Weekly call with the sister.' };

beforeAll(async () => {
  world = await openCaseWorld();
  const registeredNames = new NamesInTexts(world.vault);
  const opened = { url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF, registeredNames, poolSize: 5 };
  looking = await Database.open(opened);
  liaison = await world.worker();
});
beforeEach(async () => {
  pseudonym = await world.register(liaison, named('Canarypell Canaryoster', '1991-08-02'));
});
afterAll(async () => {
  await looking.close();
  await world.stop();
});

describe('a disclosure whose reason is looked through', () => {
  it('has its entry kept while its reason is looked through, and nothing of its words', async () => {
    const written = async (table: string): Promise<boolean> => {
      const held = await world.owner.query(
        `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
         WHERE l.relation = $1::regclass AND l.mode = 'RowExclusiveLock'`,
        [table],
      );
      return held.rows.length > 0;
    };
    const seen: unknown[] = [];
    const slow = {
      hold: (...given: Parameters<IdentityVault['hold']>) => {
        const held = world.vault.hold(...given);
        return {
          open: async (fields: readonly IdentityField[]) => {
            if (fields === FIELDS_WITH_NAMES) {
              await until(() => written('registry.audit_entry'));
              seen.push(await written('registry.disclosure'));
            }
            return held.open(fields);
          },
          letGo: () => held.letGo(),
        };
      },
    } as unknown as IdentityVault;
    const work = new DiscloseIdentity(looking, slow, world.clock);
    await work.execute(liaison, { pseudonym, ...asked }, null);
    expect(seen).toEqual([false]);
  });

  it('is not kept, nor its entry, where the vault fails while it is asked', async () => {
    const failing = {
      hold: () => ({
        open: () => Promise.reject(new DomainError('unavailable', 'The vault cannot be reached at the moment.')),
        letGo: () => undefined,
      }),
    } as unknown as IdentityVault;
    const work = new DiscloseIdentity(looking, failing, world.clock);
    await expect(work.execute(liaison, { pseudonym, ...asked }, null)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await world.noted(pseudonym)).toEqual(['person_registered']);
    const coordinator = await world.colleagueOf(liaison, ['coordinator']);
    const listed = await new ListDisclosures(world.database).execute(coordinator, { pseudonym });
    expect(listed.disclosures).toEqual([]);
  });

  it('is refused to whoever has no right also where the look fails, which is sooner than the rights are known', async () => {
    const registeredNames = { inTexts: () => Promise.reject(new DomainError('unavailable', 'Not at the moment.')) };
    const opened = { url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF, registeredNames, poolSize: 1 };
    const failing = await Database.open(opened);
    try {
      const work = new DiscloseIdentity(failing, world.vault, world.clock);
      // Whom they were shown today is counted only when nothing else is being shown to them.
      const busy = world.owner.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 52)), pg_sleep(0.3)', [
        liaison.userId,
      ]);
      const colleague = await world.colleagueOf(liaison, ['liaison']);
      const [refused, failed] = await Promise.all(
        [colleague, liaison].map((actor) => refusalOf(work.execute(actor, { pseudonym, ...asked }, null))),
      );
      expect([refused?.code, failed?.code]).toEqual(['forbidden', 'unavailable']);
      await busy;
      expect(await world.noted(pseudonym)).toEqual(['person_registered', 'disclosure_refused']);
    } finally {
      await failing.close();
    }
  });

  it('does not end the process where the look fails before anybody waits for it', async () => {
    // Whom they were shown today is counted only when nothing else is being shown to them: the rights come long after the look.
    await world.owner.query('BEGIN');
    await world.owner.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 52))', [liaison.userId]);
    const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', disclosingProcess], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said = text(child.stdout);
    const ended = once(child, 'close');
    child.stdin.end(JSON.stringify({ url: world.files.urls.app, actor: liaison, pseudonym }));
    const waits = `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
                   WHERE l.locktype = 'advisory' AND NOT l.granted`;
    try {
      await until(async () => child.exitCode !== null || (await world.owner.query(waits)).rows.length > 0);
      await sleep(100);
    } finally {
      await world.owner.query('ROLLBACK');
    }
    expect([await said, await ended]).toEqual(['unavailable', [0, null]]);
  });

  it('sent again under its key is the same, whoever its reason would name by now', async () => {
    const reason = 'Weekly call with Canarybran Canarytess.';
    const work = new DiscloseIdentity(looking, world.vault, world.clock);
    const sent = (key: string): Promise<DisclosedIdentity> =>
      work.execute(liaison, { pseudonym, ...asked, reason }, keyOf(liaison, key, reason));
    const first = await sent('disclose-2');
    await world.register(liaison, named('Canarybran Canarytess'));
    expect(await sent('disclose-2')).toEqual(first);
    await expect(sent('disclose-3')).rejects.toMatchObject({ code: 'confirm_open_text' });
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'identity_disclosed']);
  });
});
