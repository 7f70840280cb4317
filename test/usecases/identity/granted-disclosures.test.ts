// What two persons granted: how it is used, by whom, how often and how long, and how it ends; and many people in a day.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { DISCLOSURE_LASTS } from '../../../src/domain/identity/carried-disclosure.js';
import { MOST_DISCLOSED_A_DAY } from '../../../src/domain/identity/disclosure-limit.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { keyOf, named, refusalOf } from '../case-world.js';
import { ASKED, RequestWorld } from './request-world.js';

const DAY = 86_400_000;
const REASON = 'The family was reached meanwhile.';

let world: RequestWorld;
let own: string;
let theirs: string;
let partner: Actor;
let custodian: Actor;
let coordinator: Actor;

beforeAll(async () => {
  world = await RequestWorld.open();
  ({ partner, custodian, coordinator } = world);
});
beforeEach(async () => {
  ({ own, theirs } = await world.person());
});
afterAll(() => world.cases.stop());

const refused = (work: Promise<unknown>): Promise<string> => codeOfAsync(work);
const end = { reason: REASON, ifMatch: ['*'] };
const noted = async (): Promise<string[]> => (await world.cases.noted(own)).filter((one) => one !== 'record_read');

describe('a grant', () => {
  it('shows what was granted and no other field, to who asked, and the owner sees who looked', async () => {
    const id = await world.granted(partner, theirs, {}, { fields: ['names'] });
    const { identity, disclosureId } = await world.use(partner, theirs, id);
    expect(Object.keys(identity)).toEqual(['names']);
    expect((await world.showing.execute(partner, { pseudonym: theirs, disclosureId })).identity).toEqual(identity);
    expect(await refused(world.use(partner, theirs, id, { fields: ['birth_date'] }))).toBe('invalid_field');
    const { disclosures } = await world.looked.execute(custodian, { pseudonym: own });
    expect(disclosures).toEqual([
      expect.objectContaining({
        id: disclosureId,
        username: partner.username,
        organisation: expect.stringMatching(/^Office /),
        requestId: id,
        purpose: ASKED.purpose,
        reason: ASKED.reason,
        fields: ['names'],
      }),
    ]);
  });

  it('is nobody else’s, and no other person’s', async () => {
    const id = await world.granted(partner, theirs);
    const colleague = await world.cases.colleagueOf(partner, ['liaison', 'coordinator']);
    expect(await refused(world.use(colleague, theirs, id))).toBe('not_found');
    expect(await refused(world.use(coordinator, own, id))).toBe('not_found');
    const another = await world.person();
    expect(await refused(world.use(partner, another.theirs, id))).toBe('not_found');
    expect(await refused(world.use(partner, theirs, 'nothing'))).toBe('not_found');
  });

  it('is needed: before it and without it nothing is shown, which is in the log', async () => {
    const id = await world.request(partner, theirs);
    await world.approve(custodian, id);
    expect(await refused(world.use(partner, theirs, id))).toBe('disclosure_state_conflict');
    expect(await refused(world.disclosing.execute(partner, { pseudonym: theirs, ...ASKED }, null))).toBe('forbidden');
    expect((await noted()).slice(-2)).toEqual(['disclosure_refused', 'disclosure_refused']);
  });

  it('for a single use is used once, however many ask at one moment', async () => {
    const id = await world.granted(partner, theirs, { once: true });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => world.use(partner, theirs, id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refused(world.use(partner, theirs, id))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(partner, id)).toBe('used');
  });

  it('for a single use answers the same request again, until it is hidden or over', async () => {
    const id = await world.granted(partner, theirs, { once: true });
    const first = await world.use(partner, theirs, id, {}, 'use-1');
    expect(await world.use(partner, theirs, id, {}, 'use-1')).toEqual(first);
    expect(await refused(world.use(partner, theirs, id, {}, 'use-2'))).toBe('disclosure_state_conflict');
    world.cases.clock.advance(DISCLOSURE_LASTS);
    expect(await refused(world.use(partner, theirs, id, {}, 'use-1'))).toBe('conflict');
  });

  it('ends in its time, and what it showed ends with it', async () => {
    const id = await world.granted(partner, theirs, { days: 1 });
    world.cases.clock.advance(DAY - 1000);
    const { expiresAt, disclosureId } = await world.use(partner, theirs, id);
    expect(expiresAt).toBe(world.cases.clock.now() + 1000);
    world.cases.clock.advance(1000);
    expect(await refused(world.use(partner, theirs, id))).toBe('disclosure_state_conflict');
    expect(await refused(world.showing.execute(partner, { pseudonym: theirs, disclosureId }))).toBe('not_found');
    expect(await world.stateFor(custodian, id)).toBe('ended');
  });

  it.each([
    ['its approver left', () => world.cases.colleagueOf(world.liaison, ['coordinator']), { disabled: true }],
    [
      'its approver may approve no more',
      () => world.cases.colleagueOf(world.liaison, ['verifier']),
      { roles: ['analyst'] },
    ],
  ] as const)('lapses where %s', async (_what, approver, change) => {
    const id = await world.request(partner, theirs);
    const first = await approver();
    await world.approve(first, id);
    await world.approve(custodian, id);
    const { disclosureId } = await world.use(partner, theirs, id);
    await world.change(first, change);
    expect(await world.stateFor(partner, id)).toBe('lapsed');
    expect(await refused(world.use(partner, theirs, id))).toBe('disclosure_state_conflict');
    expect(await refused(world.showing.execute(partner, { pseudonym: theirs, disclosureId }))).toBe('not_found');
  });

  it('lapses with the role or the account of who has it', async () => {
    const asking = await world.cases.colleagueOf(partner, ['liaison']);
    const id = await world.granted(asking, theirs);
    await world.change(asking, { roles: ['inquirer'] });
    expect(await refused(world.use({ ...asking, roles: ['inquirer'] }, theirs, id))).toBe('forbidden');
    // A sign-in that has not noticed yet.
    expect(await refused(world.use(asking, theirs, id))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(custodian, id)).toBe('lapsed');
  });

  it('ends where the organisation may not know of the person any more, as if there were neither', async () => {
    const id = await world.granted(partner, theirs);
    const { disclosureId } = await world.use(partner, theirs, id);
    await world.cases.owner.query(
      `UPDATE registry.person SET sharing_level = 'registry_only' WHERE id = (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1)`,
      [own],
    );
    expect(await refused(world.use(partner, theirs, id))).toBe('not_found');
    expect(await refused(world.showing.execute(partner, { pseudonym: theirs, disclosureId }))).toBe('not_found');
    expect(await refused(world.reading.execute(partner, { requestId: id }))).toBe('not_found');
    const { requests } = await world.listing.execute(partner, { queue: 'mine', limit: 200 });
    expect(requests.map((one) => one.id)).not.toContain(id);
  });
});

describe('a request is ended', () => {
  it('by one refusal, whose reason who asked reads', async () => {
    const id = await world.request(partner, theirs);
    await world.approve(custodian, id);
    await world.refusing.execute(coordinator, { requestId: id, ...end }, null);
    expect(await refused(world.approve(world.verifier, id))).toBe('disclosure_state_conflict');
    const told = await world.reading.execute(partner, { requestId: id });
    expect(told.state).toBe('refused');
    expect(told.steps.at(-1)).toMatchObject({ step: 'refused', reason: REASON, username: null });
  });

  it('by who asked, and by nobody else', async () => {
    const id = await world.granted(partner, theirs);
    expect(await refused(world.withdrawing.execute(coordinator, { requestId: id, ...end }, null))).toBe('forbidden');
    await world.withdrawing.execute(partner, { requestId: id, ...end }, null);
    expect(await refused(world.use(partner, theirs, id))).toBe('disclosure_state_conflict');
  });

  it.each(ROLES.filter((role) => role !== 'custodian'))('by no %s of the owner, once it is granted', async (role) => {
    const actor = await world.cases.colleagueOf(world.liaison, [role]);
    const id = await world.granted(partner, theirs);
    expect(await refused(world.revoking.execute(actor, { requestId: id, ...end }, null))).toBe('forbidden');
  });

  it('by a custodian of the owner, also what was shown and could be shown again', async () => {
    const id = await world.granted(partner, theirs, { once: true });
    const { disclosureId } = await world.use(partner, theirs, id);
    const other = await world.cases.colleagueOf(partner, ['custodian']);
    expect(await refused(world.revoking.execute(other, { requestId: id, ...end }, null))).toBe('not_found');
    await world.revoking.execute(custodian, { requestId: id, ...end }, null);
    expect(await refused(world.showing.execute(partner, { pseudonym: theirs, disclosureId }))).toBe('not_found');
    expect(await world.stateFor(partner, id)).toBe('revoked');
    expect((await noted()).at(-2)).toBe('disclosure_revoked');
  });

  it('before it was granted not by revoking', async () => {
    const id = await world.request(partner, theirs);
    const revoked = world.revoking.execute(custodian, { requestId: id, ...end }, null);
    expect(await refused(revoked)).toBe('disclosure_state_conflict');
  });
});

describe('many people in a day', () => {
  it('need two persons’ approval from the limit on; the refusal says so and is in the log', async () => {
    const busy = await world.cases.colleagueOf(world.liaison, ['liaison']);
    const asked = { purpose: 'family_contact', fields: ['names'], reason: 'Weekly call with the sister.' };
    const people: string[] = [];
    for (let at = 0; at <= MOST_DISCLOSED_A_DAY; at += 1)
      people.push(await world.cases.register(busy, named('Orrin Vale')));
    const [last, ...others] = people as [string, ...string[]];
    const disclose = (pseudonym: string): Promise<unknown> =>
      world.disclosing.execute(busy, { pseudonym, ...asked }, keyOf(busy, pseudonym, pseudonym));
    for (const pseudonym of others.slice(1)) await disclose(pseudonym);
    // The last place is one, also for two at one moment.
    const both = await Promise.allSettled([disclose(others[0]!), disclose(last)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const out = both[0].status === 'rejected' ? others[0]! : last;
    const refusal = await refusalOf(world.disclosing.execute(busy, { pseudonym: out, ...asked }, null));
    expect(refusal).toMatchObject({ code: 'too_many_disclosures', message: expect.stringContaining('two others') });
    expect((await world.cases.noted(out)).at(-1)).toBe('disclosure_refused');
    // Whom they were shown already they may be shown again, and whom two others approve.
    await world.disclosing.execute(busy, { pseudonym: others[1]!, ...asked }, null);
    await world.use(busy, out, await world.granted(busy, out));
    world.cases.clock.advance(DAY);
    await world.disclosing.execute(busy, { pseudonym: out, ...asked }, null);
  });
});
