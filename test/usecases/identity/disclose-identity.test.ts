// Disclosing a name: to whom and when it is refused, what is shown, that it is in the log first, and how it ends.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { DISCLOSURE_LASTS } from '../../../src/domain/identity/carried-disclosure.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { FIELDS_WITH_NAMES } from '../../../src/domain/identity/names-of-identity.js';
import { DiscloseIdentity, type DisclosedIdentity } from '../../../src/usecases/identity/disclose-identity.js';
import { HideDisclosure } from '../../../src/usecases/identity/hide-disclosure.js';
import { ListDisclosures } from '../../../src/usecases/identity/list-disclosures.js';
import { ShowDisclosure } from '../../../src/usecases/identity/show-disclosure.js';
import { AssignPerson } from '../../../src/usecases/records/assign-person.js';
import { EndAssignment } from '../../../src/usecases/records/end-assignment.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { keyOf, named, NOBODY, openCaseWorld, refusalOf, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let discloseIdentity: DiscloseIdentity;
let showDisclosure: ShowDisclosure;
let hideDisclosure: HideDisclosure;
let listDisclosures: ListDisclosures;
let liaison: Actor;
let coordinator: Actor;
let pseudonym: string;

const asked = { purpose: 'family_contact', fields: ['names'], reason: 'Weekly call with the sister.' };

beforeAll(async () => {
  world = await openCaseWorld();
  discloseIdentity = new DiscloseIdentity(world.database, world.vault, world.clock);
  showDisclosure = new ShowDisclosure(world.database, world.vault, world.clock);
  hideDisclosure = new HideDisclosure(world.database, world.clock);
  listDisclosures = new ListDisclosures(world.database);
  liaison = await world.worker();
  coordinator = await world.colleagueOf(liaison, ['coordinator']);
});

beforeEach(async () => {
  pseudonym = await world.register(liaison, {
    ...named('Canarypell Canaryoster', '1991-08-02'),
    sharingLevel: 'partners_pseudonymous',
  });
});

afterAll(async () => {
  await world.stop();
});

function disclose(actor: Actor, changed: object = {}, key = ''): Promise<DisclosedIdentity> {
  const command = { pseudonym, ...asked, ...changed };
  return discloseIdentity.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
}

describe('a disclosure is refused', () => {
  it.each(ROLES.filter((role) => role !== 'liaison' && role !== 'coordinator'))('to the role %s', async (role) => {
    await expect(disclose(await world.colleagueOf(liaison, [role]))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('to a worker who is not assigned, with advice, and the refusal is in the log', async () => {
    const colleague = await world.colleagueOf(liaison, ['liaison']);
    const refusal = await refusalOf(disclose(colleague));
    expect(refusal).toMatchObject({ code: 'forbidden', message: expect.stringContaining('ask your coordinator') });
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'disclosure_refused']);
  });

  it('to another organisation that may see the record, and the refusal is in the log', async () => {
    const partner = await world.worker({ roles: ['coordinator'] });
    const { records } = await new ListRecords(world.database, world.clock).execute(partner, {
      assignedToMe: false,
      limit: 200,
    });
    const theirs = records.at(-1)?.pseudonym ?? '';
    await expect(disclose(partner, { pseudonym: theirs })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'disclosure_refused']);
  });

  it('for somebody whom the reader may not see as for nobody', async () => {
    const stranger = await world.worker({ party: await world.party(`League ${pseudonym}`) });
    const [theirs, nobody] = await Promise.all(
      [pseudonym, NOBODY].map((text) => refusalOf(disclose(stranger, { pseudonym: text }))),
    );
    expect(theirs).toEqual(nobody);
    expect(nobody?.code).toBe('not_found');
  });

  it('for a court, which is referred to the giver; that is in the log', async () => {
    await expect(disclose(liaison, { purpose: 'court' })).rejects.toMatchObject({ code: 'court_refer_to_giver' });
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'disclosure_refused']);
  });

  it.each([
    ['no purpose', { purpose: 'curiosity' }, '/purpose'],
    ['no field', { fields: [] }, '/fields'],
    ['a field that is none', { fields: ['names', 'shoe_size'] }, '/fields/1'],
    ['no reason in words', { reason: '..........' }, '/reason'],
  ])('for %s', async (_what, changed, pointer) => {
    const refusal = await refusalOf(disclose(liaison, changed));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });

  it('for a nameless record, as a conflict with its state', async () => {
    const nameless = await world.register(liaison);
    await expect(disclose(liaison, { pseudonym: nameless })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a disclosure', () => {
  it('shows the fields asked for and no other, for fifteen minutes', async () => {
    const { identity, expiresAt } = await disclose(liaison);
    expect(identity).toEqual({
      names: [{ text: 'Canarypell Canaryoster', script: 'Latn', order: 'unknown', role: 'own' }],
    });
    expect(expiresAt).toBe(world.clock.now() + 15 * 60_000);
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'identity_disclosed']);
  });

  it('is in the log before what is shown is opened, and stays there when the vault fails', async () => {
    const seen: string[][] = [];
    const gone: string[] = [];
    const failing = {
      hold: () => ({
        open: async (fields: readonly string[]) => {
          if (fields === FIELDS_WITH_NAMES) return {};
          seen.push(await world.noted(pseudonym));
          throw new DomainError('unavailable', 'The vault cannot be reached at the moment.');
        },
        letGo: () => gone.push('key'),
      }),
    } as unknown as IdentityVault;
    const work = new DiscloseIdentity(world.database, failing, world.clock).execute(
      liaison,
      { pseudonym, ...asked },
      null,
    );
    await expect(work).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen).toEqual([['person_registered', 'identity_disclosed']]);
    expect(gone).toEqual(['key']);
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'identity_disclosed']);
  });

  it('sent twice under one key is one in the log, and its name is never kept with the answer', async () => {
    const [first, second] = await Promise.all([
      disclose(liaison, {}, 'disclose-1'),
      disclose(liaison, {}, 'disclose-1'),
    ]);
    expect(second).toEqual(first);
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'identity_disclosed']);
    const kept = await world.owner.query<{ response: unknown }>('SELECT response FROM registry.idempotency');
    expect(JSON.stringify(kept.rows)).not.toMatch(/canary/i);
    world.clock.advance(DISCLOSURE_LASTS);
    await expect(disclose(liaison, {}, 'disclose-1')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('can be shown again until it ends, each time noted', async () => {
    const { disclosureId, identity } = await disclose(liaison);
    world.clock.advance(DISCLOSURE_LASTS - 1);
    expect((await showDisclosure.execute(liaison, { pseudonym, disclosureId })).identity).toEqual(identity);
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'identity_disclosed', 'disclosure_shown']);
    world.clock.advance(1);
    await expect(showDisclosure.execute(liaison, { pseudonym, disclosureId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('ends when it is hidden, or its worker is assigned no more', async () => {
    const { disclosureId } = await disclose(liaison);
    await hideDisclosure.execute(liaison, { pseudonym, disclosureId });
    await hideDisclosure.execute(liaison, { pseudonym, disclosureId });
    await expect(showDisclosure.execute(liaison, { pseudonym, disclosureId })).rejects.toMatchObject({
      code: 'not_found',
    });
    const other = await disclose(liaison);
    await new EndAssignment(world.database, world.clock).execute(coordinator, {
      pseudonym,
      username: liaison.username,
    });
    const again = showDisclosure.execute(liaison, { pseudonym, disclosureId: other.disclosureId });
    await expect(again).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is its worker’s alone, and that person’s alone', async () => {
    const { disclosureId } = await disclose(liaison);
    const colleague = await world.colleagueOf(liaison, ['liaison']);
    const assignPerson = new AssignPerson(world.database, world.clock);
    await assignPerson.execute(coordinator, { pseudonym, username: colleague.username }, null);
    const another = await world.register(liaison, named('Orrin Vale'));
    for (const [actor, person, id] of [
      [colleague, pseudonym, disclosureId],
      [liaison, another, disclosureId],
      [liaison, pseudonym, 'no-id'],
    ] as const) {
      const command = { pseudonym: person, disclosureId: id };
      await expect(showDisclosure.execute(actor, command)).rejects.toMatchObject({ code: 'not_found' });
      await expect(hideDisclosure.execute(actor, command)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('who looked', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator' && role !== 'custodian'))(
    'is not told to the role %s',
    async (role) => {
      const actor = await world.colleagueOf(liaison, [role]);
      await expect(listDisclosures.execute(actor, { pseudonym })).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it('is told to the owner organisation, with why and when, and noted', async () => {
    const { disclosureId } = await disclose(liaison);
    const { disclosures } = await listDisclosures.execute(coordinator, { pseudonym });
    expect(disclosures).toEqual([
      {
        id: disclosureId,
        username: liaison.username,
        organisation: expect.stringMatching(/^Office \d+$/),
        requestId: null,
        ...asked,
        disclosedAt: world.clock.now(),
        expiresAt: world.clock.now() + DISCLOSURE_LASTS,
        hiddenAt: null,
      },
    ]);
    expect((await world.noted(pseudonym)).at(-1)).toBe('disclosures_read');
  });

  it('is not told to a partner that sees the record', async () => {
    const partner = await world.worker({ roles: ['coordinator'] });
    const { records } = await new ListRecords(world.database, world.clock).execute(partner, {
      assignedToMe: false,
      limit: 200,
    });
    const theirs = listDisclosures.execute(partner, { pseudonym: records.at(-1)?.pseudonym ?? '' });
    await expect(theirs).rejects.toMatchObject({ code: 'forbidden' });
  });
});
