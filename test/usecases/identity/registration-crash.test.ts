// A crash between the registry and the vault, at each step: no orphan is ever visible, and the sweep settles what is left.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { SearchPersons } from '../../../src/usecases/identity/search-persons.js';
import { SweepOrphans } from '../../../src/usecases/identity/sweep-orphans.js';
import { MakeInquiry } from '../../../src/usecases/inquiries/make-inquiry.js';
import { RegisterPerson } from '../../../src/usecases/records/register-person.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { keyOf, named, PLENTY, openCaseWorld, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let liaison: Actor;
let sweepOrphans: SweepOrphans;
const registeringProcess = fileURLToPath(new URL('./registering-process.ts', import.meta.url));
const service = servicePrincipal('job', randomUUID());

beforeAll(async () => {
  world = await openCaseWorld();
  liaison = await world.worker();
  sweepOrphans = new SweepOrphans(world.database, world.vault);
});

beforeEach(async () => {
  await sweepOrphans.execute(service, 0);
});

afterAll(async () => {
  await world.stop();
});

/** The vault with one step of it broken. */
function vaultWith(broken: Partial<Pick<IdentityVault, 'sealIdentity' | 'confirm'>>): IdentityVault {
  const { vault } = world;
  const whole = {
    sealIdentity: vault.sealIdentity.bind(vault),
    confirm: vault.confirm.bind(vault),
  };
  return { ...whole, ...broken } as unknown as IdentityVault;
}

async function found(name: string): Promise<number> {
  const searchPersons = new SearchPersons(world.database, world.vault, world.clock, PLENTY);
  const answer = await searchPersons.execute(liaison, { name, purpose: 'family_tracing' });
  return answer.found.length;
}

async function sealed(): Promise<string[]> {
  const rows = await world.owner.query<{ state: string }>(`SELECT state FROM vault.person_key ORDER BY created_at`);
  return rows.rows.map((row) => row.state);
}

async function persons(): Promise<number> {
  const rows = await world.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM registry.person`);
  return rows.rows[0]?.n ?? -1;
}

describe('a crash between the sealing and the commit', () => {
  it.each([
    [
      'thrown',
      () => {
        throw new Error('crash');
      },
    ],
    [
      'as a lost connection to the registry',
      async () => {
        await world.owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'whereabouts' AND state = 'idle in transaction'`,
        );
      },
    ],
  ])('%s leaves an orphan that nobody finds and the sweep removes', async (_how, crash) => {
    const [personsBefore, sealedBefore] = [await persons(), await sealed()];
    const registerPerson = new RegisterPerson(
      world.database,
      vaultWith({
        sealIdentity: async (...sealing) => {
          await world.vault.sealIdentity(...sealing);
          await crash();
        },
      }),
      world.clock,
    );
    const key = keyOf(liaison, `crash-${_how}`, 'body');
    await expect(registerPerson.execute(liaison, named('Orva Quell'), key)).rejects.toThrow();
    expect(await persons()).toBe(personsBefore);
    expect(await sealed()).toEqual([...sealedBefore, 'pending']);
    expect(await found('Orva Quell')).toBe(0);

    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 0, removed: 1, inFlight: 0 });
    expect(await sealed()).toEqual(sealedBefore);
    expect((await world.noted()).at(-1)).toBe('orphans_swept');
  });

  it('as the death of the process leaves an orphan that the sweep removes', async () => {
    const [personsBefore, sealedBefore] = [await persons(), await sealed()];
    const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', registeringProcess], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(JSON.stringify({ urls: world.files.urls, actor: liaison }));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(line.toString()).toBe('sealed\n');
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 0, removed: 0, inFlight: 1 });
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(await persons()).toBe(personsBefore);
    expect(await sealed()).toEqual([...sealedBefore, 'pending']);
    await lockFreed();
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 0, removed: 1, inFlight: 0 });
    expect(await sealed()).toEqual(sealedBefore);
  });
});

/** The server notices a dead client at its next read; until then the client's transaction is alive. */
async function lockFreed(): Promise<void> {
  for (;;) {
    const held = await world.owner.query(
      `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    if (held.rows.length === 0) return;
  }
}

describe('a crash between the commit and the confirmation', () => {
  it('leaves a person whom the sweep makes findable', async () => {
    const registerPerson = new RegisterPerson(
      world.database,
      vaultWith({ confirm: () => Promise.reject(new Error('crash')) }),
      world.clock,
    );
    const { pseudonym } = await registerPerson.execute(liaison, named('Tamsin Orrel'), null);
    expect(pseudonym).toMatch(/^WB-/);
    expect(await found('Tamsin Orrel')).toBe(0);
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 1, removed: 0, inFlight: 0 });
    expect(await found('Tamsin Orrel')).toBe(1);
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 0, removed: 0, inFlight: 0 });
  });

  it('keeps a received inquiry', async () => {
    const asker = await world.worker({ roles: ['inquirer'], party: await world.party('Southern League') });
    const makeInquiry = new MakeInquiry(
      world.database,
      vaultWith({ confirm: () => Promise.reject(new Error('crash')) }),
      world.clock,
      PLENTY,
    );
    const command = { sought: { names: [{ text: 'Tamsin Orrel' }] }, purpose: 'family_tracing' };
    const { id } = await makeInquiry.execute(asker, command, null);
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 1, removed: 0, inFlight: 0 });
    expect(JSON.stringify(await world.vault.openIdentity(id, ['notes']))).toContain('Tamsin Orrel');
  });
});

describe('the sweep', () => {
  it('is refused to every user', async () => {
    await expect(sweepOrphans.execute(liaison, 0)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('leaves a registration in flight alone', async () => {
    let seal = (): void => undefined;
    const swept = new Promise<void>((resolve) => (seal = resolve));
    let began = (): void => undefined;
    const sealing = new Promise<void>((resolve) => (began = resolve));
    const registerPerson = new RegisterPerson(
      world.database,
      vaultWith({
        sealIdentity: async (...given) => {
          await world.vault.sealIdentity(...given);
          began();
          await swept;
        },
      }),
      world.clock,
    );
    const registering = registerPerson.execute(liaison, named('Ilka Brandt-Moor'), null);
    await sealing;
    expect(await sweepOrphans.execute(service, 0)).toEqual({ confirmed: 0, removed: 0, inFlight: 1 });
    seal();
    await registering;
    expect(await found('Ilka Brandt-Moor')).toBe(1);
  });

  it('leaves what is younger than a minute alone', async () => {
    const registerPerson = new RegisterPerson(
      world.database,
      vaultWith({ confirm: () => Promise.reject(new Error('crash')) }),
      world.clock,
    );
    await registerPerson.execute(liaison, named('Senn Harrow'), null);
    expect(await sweepOrphans.execute(service)).toEqual({ confirmed: 0, removed: 0, inFlight: 0 });
  });
});
