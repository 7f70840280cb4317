// Asking for a restricted file: to whom asking, deciding and downloading are refused, what a grant gives, and how it ends.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { DOWNLOAD_REPEATS } from '../../../src/domain/evidence/file-request.js';
import { REQUEST_LASTS } from '../../../src/domain/identity/disclosure-request.js';
import { codeOfAsync as refused } from '../../support/refusal-code.js';
import { refusalOf } from '../case-world.js';
import { FileWorld } from './file-world.js';

const DAY = 86_400_000;
const NOTHING = '00000000-0000-4000-8000-000000000000';
const END = { reason: 'The family is asked first.', ifMatch: ['*'] };

let world: FileWorld;
let code: string;
let original: Buffer;
let partner: Actor;
let custodian: Actor;
let coordinator: Actor;

beforeAll(async () => {
  world = await FileWorld.open();
  ({ partner, custodian, coordinator } = world);
});
beforeEach(async () => {
  ({ code, original } = await world.withheld());
});
afterAll(() => world.cases.stop());

const use = (actor: Actor, request: string, key = ''): Promise<unknown> =>
  world.download(actor, code, 'restricted', request, key);

describe('asking is refused', () => {
  const may = ['coordinator', 'verifier'];
  it.each(ROLES.filter((role) => !may.includes(role)))('to the role %s', async (role) => {
    const actor = await world.cases.colleagueOf(partner, [role]);
    expect(await refused(world.request(actor, code))).toBe('forbidden');
  });

  it('to the organisation of the item, which needs no grant', async () => {
    expect(await refused(world.request(coordinator, code))).toBe('forbidden');
  });

  it('about an item that may not be seen or has no such file, as about none', async () => {
    const hidden = await world.withheld({ sharingLevel: 'registry_only' });
    const bare = await world.item(world.original());
    const answers = await Promise.all([hidden.code, bare, 'EV-1'].map((one) => refusalOf(world.request(partner, one))));
    expect(answers.map((one) => one.code)).toEqual(['not_found', 'not_found', 'not_found']);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('for a court, which is referred to the giver, and that is in the log', async () => {
    expect(await refused(world.request(partner, code, { purpose: 'court' }))).toBe('court_refer_to_giver');
    expect((await world.noted(code)).at(-1)).toBe('evidence_file_withheld');
  });

  it('with a number that others would read, until it is confirmed', async () => {
    const typed = { reason: 'Call me back at 0170 123 4567.' };
    expect(await refused(world.request(partner, code, typed))).toBe('confirm_open_text');
    await world.request({ ...partner, confirmsOpenText: true }, code, typed);
  });
});

describe('deciding is refused', () => {
  it.each(ROLES.filter((role) => role !== 'custodian'))('to the role %s of the owner', async (role) => {
    const id = await world.request(partner, code);
    const actor = await world.cases.colleagueOf(coordinator, [role]);
    expect(await refused(world.approve(actor, id))).toBe('forbidden');
    expect(await refused(world.refusing.execute(actor, { requestId: id, ...END }, null))).toBe('forbidden');
    expect(await refused(world.revoking.execute(actor, { requestId: id, ...END }, null))).toBe('forbidden');
  });

  it('to who asked, who is a custodian at home, and the try is in the log', async () => {
    const both = await world.cases.colleagueOf(partner, ['verifier', 'custodian']);
    const id = await world.request(both, code);
    expect(await refused(world.approve(both, id))).toBe('forbidden');
    expect((await world.noted(code)).at(-1)).toBe('evidence_file_withheld');
    expect(await refused(world.refusing.execute(both, { requestId: id, ...END }, null))).toBe('forbidden');
    expect(await refused(world.revoking.execute(both, { requestId: id, ...END }, null))).toBe('forbidden');
    expect(await world.stateFor(both, id)).toBe('requested');
  });

  it('to a custodian of any other organisation, that of who asked too, as of what does not exist', async () => {
    const id = await world.request(partner, code);
    for (const office of [partner, await world.cases.worker()]) {
      const actor = await world.cases.colleagueOf(office, ['custodian']);
      const [hidden, nothing] = await Promise.all([id, NOTHING].map((one) => refusalOf(world.approve(actor, one))));
      expect(hidden).toEqual(nothing);
      expect(nothing?.code).toBe('not_found');
      expect(await refused(world.reading.execute(actor, { requestId: id }))).toBe('not_found');
    }
  });

  it('to who has not read it, after 14 days, and beyond what was asked for', async () => {
    const id = await world.request(partner, code, { days: 3, once: true });
    expect(await refused(world.approve(custodian, id, { ifMatch: null }))).toBe('precondition_required');
    expect(await refused(world.approve(custodian, id, { ifMatch: ['v9'] }))).toBe('precondition_failed');
    expect((await refusalOf(world.approve(custodian, id, { days: 4 }))).pointers).toEqual(['/days']);
    expect((await refusalOf(world.approve(custodian, id, { once: false }))).pointers).toEqual(['/once']);
    world.cases.clock.advance(REQUEST_LASTS);
    expect(await refused(world.approve(custodian, id))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(partner, id)).toBe('expired');
  });

  it('by the database as well, whoever tells it otherwise', async () => {
    const id = await world.request(partner, code);
    const step = (by: Actor): Promise<unknown> =>
      world.cases.database.transaction(by, async ({ fileRequests }) => {
        const request = (await fileRequests.find(by, id, world.cases.clock.now()))!;
        await fileRequests.approve(request, {
          once: false,
          endsAt: world.cases.clock.now() + DAY,
          by: by.userId,
          at: world.cases.clock.now(),
        });
      });
    expect((await refusalOf(step(partner))).message).toContain('42501');
    await step(custodian);
  });
});

describe('a grant', () => {
  it('gives the original to who asked, and its organisation sees who downloaded it, when and why', async () => {
    const id = await world.request(partner, code, { days: 9 });
    expect(await world.approve(custodian, id, { days: 5 })).toBe('granted');
    expect(await use(partner, id)).toMatchObject({ content: original });
    const now = world.cases.clock.now();
    const told = await world.reading.execute(coordinator, { requestId: id });
    expect(told).toMatchObject({
      state: 'granted',
      owned: true,
      username: partner.username,
      purpose: 'assessment',
      reason: 'The buildings are compared.',
      grant: { once: false, grantedAt: now, endsAt: now + 5 * DAY },
      downloads: [{ username: partner.username, at: now }],
    });
    expect(told.steps.map(({ username }) => username)).toEqual([custodian.username]);
    const seen = await world.reading.execute(partner, { requestId: id });
    expect(seen.steps.map(({ username }) => username)).toEqual([null]);
    expect((await world.noted(code)).slice(2)).toEqual([
      'evidence_file_requested',
      'evidence_file_granted',
      'evidence_file_opened',
      'evidence_file_request_read',
      'evidence_file_request_read',
    ]);
    const { rows } = await world.cases.owner.query(
      `SELECT details ->> 'requestId' AS request FROM registry.audit_entry WHERE action = 'evidence_file_opened' AND subject_id = $1`,
      [code],
    );
    expect(rows).toEqual([{ request: id }]);
  });

  it('is needed: before it nothing is given', async () => {
    const id = await world.request(partner, code);
    expect(await refused(use(partner, id))).toBe('disclosure_state_conflict');
    expect((await world.noted(code)).at(-1)).toBe('evidence_file_withheld');
  });

  it('is nobody else’s, and no other item’s', async () => {
    const id = await world.granted(partner, code);
    const colleague = await world.cases.colleagueOf(partner, ['verifier', 'coordinator']);
    expect(await refused(use(colleague, id))).toBe('not_found');
    expect(await refused(use(coordinator, id))).toBe('not_found');
    const other = await world.withheld();
    expect(await refused(world.download(partner, other.code, 'restricted', id))).toBe('not_found');
    expect(await refused(use(partner, NOTHING))).toBe('not_found');
  });

  it('ends in its time, also for a download that is repeated', async () => {
    const id = await world.granted(partner, code, { days: 1 });
    world.cases.clock.advance(DAY - 1000);
    await use(partner, id, 'late-1');
    world.cases.clock.advance(1000);
    expect(await refused(use(partner, id, 'late-1'))).toBe('disclosure_state_conflict');
    expect(await refused(use(partner, id))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(coordinator, id)).toBe('ended');
  });

  it('for a single download is used once, however many ask at one moment, and answers the same request again', async () => {
    const id = await world.granted(partner, code, { once: true });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((at) => use(partner, id, `use-${at}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const used = outcomes.findIndex(({ status }) => status === 'fulfilled') + 1;
    expect(await use(partner, id, `use-${used}`)).toMatchObject({ content: original });
    expect(await world.stateFor(partner, id)).toBe('used');
    expect(await refused(use(partner, id))).toBe('disclosure_state_conflict');
    world.cases.clock.advance(DOWNLOAD_REPEATS);
    expect(await refused(use(partner, id, `use-${used}`))).toBe('conflict');
  });

  it('lapses with the role or the account of who gave it or has it', async () => {
    const giver = await world.cases.colleagueOf(coordinator, ['custodian']);
    const asking = await world.cases.colleagueOf(partner, ['verifier']);
    const one = await world.request(partner, code);
    await world.approve(giver, one);
    await world.change(giver, { roles: ['analyst'] });
    expect(await refused(use(partner, one))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(partner, one)).toBe('lapsed');
    const other = await world.granted(asking, code);
    await world.change(asking, { roles: ['inquirer'] });
    // A sign-in that has not noticed yet.
    expect(await refused(use(asking, other))).toBe('disclosure_state_conflict');
    expect(await refused(use({ ...asking, roles: ['inquirer'] }, other))).toBe('forbidden');
    await world.change(asking, { roles: ['verifier'], disabled: true });
    expect(await world.stateFor(custodian, other)).toBe('lapsed');
  });

  it('is revoked by a custodian of the owner, also what was downloaded and could be answered again', async () => {
    const id = await world.granted(partner, code, { once: true });
    await use(partner, id, 'again-1');
    await world.revoking.execute(custodian, { requestId: id, ...END }, null);
    expect(await refused(use(partner, id, 'again-1'))).toBe('disclosure_state_conflict');
    expect(await world.stateFor(partner, id)).toBe('revoked');
    expect((await world.noted(code)).filter((one) => one === 'evidence_file_revoked')).toHaveLength(1);
  });

  it('ends for the database too: after its time, once revoked, for another user, and for more than a single download', async () => {
    const { clock, database } = world.cases;
    const add = async (actor: Actor, requestId: string, once: boolean, at: number): Promise<string> => {
      const { rows } = await world.cases.owner.query<{ id: string }>(
        'SELECT file_id AS id FROM registry.evidence_file_request WHERE id = $1',
        [requestId],
      );
      const download = { id: clock.shownId(), fileId: rows[0]!.id, requestId, once };
      const work = database.transaction(actor, ({ evidenceFiles }) => evidenceFiles.addDownload(download, actor, at));
      return work.then(
        () => 'done',
        (error: unknown) => String(error),
      );
    };
    const id = await world.granted(partner, code, { days: 1 });
    const now = clock.now();
    expect(await add(partner, id, false, now + DAY)).toContain('42501');
    expect(await add(partner, id, true, now)).toContain('42501');
    expect(await add(await world.cases.colleagueOf(partner, ['verifier']), id, false, now)).toContain('42501');
    expect(await add(partner, await world.request(partner, code), false, now)).toContain('42501');
    expect(await add(partner, id, false, now + DAY - 1)).toBe('done');
    await world.revoking.execute(custodian, { requestId: id, ...END }, null);
    expect(await add(partner, id, false, now)).toContain('42501');
  });
});

describe('a request', () => {
  it('is one, and is granted once, when either is sent again under its key', async () => {
    const id = await world.request(partner, code, {}, 'ask-1');
    expect(await world.request(partner, code, {}, 'ask-1')).toBe(id);
    expect(await refused(world.request(partner, code, { days: 2 }, 'ask-1'))).toBe('idempotency_key_reused');
    expect(await world.approve(custodian, id, {}, 'grant-1')).toBe('granted');
    expect(await world.approve(custodian, id, {}, 'grant-1')).toBe('granted');
    expect(await refused(world.approve(custodian, id))).toBe('disclosure_state_conflict');
  });

  it('is refused with a reason that who asked reads, and taken back by who asked alone', async () => {
    const id = await world.request(partner, code);
    await world.refusing.execute(custodian, { requestId: id, ...END }, null);
    const told = await world.reading.execute(partner, { requestId: id });
    expect([told.state, told.steps.at(-1)]).toEqual([
      'refused',
      { step: 'refused', username: null, reason: END.reason, at: world.cases.clock.now() },
    ]);
    const other = await world.granted(partner, code);
    expect(await refused(world.withdrawing.execute(coordinator, { requestId: other, ...END }, null))).toBe('forbidden');
    await world.withdrawing.execute(partner, { requestId: other, ...END }, null);
    expect(await refused(use(partner, other))).toBe('disclosure_state_conflict');
    expect(await refused(world.revoking.execute(custodian, { requestId: other, ...END }, null))).toBe(
      'disclosure_state_conflict',
    );
  });

  it('stands in the queues of who asked and of who decides, page by page, as of an instant', async () => {
    const before = world.cases.clock.now();
    world.cases.clock.advance(1000);
    const ids = [await world.request(partner, code), await world.granted(partner, code)];
    const held = async (actor: Actor, queue: string, more: object = {}): Promise<string[]> => {
      const { requests } = await world.listing.execute(actor, { queue, limit: 200, ...more });
      return requests.map(({ id }) => id).filter((id) => ids.includes(id));
    };
    expect((await held(partner, 'mine')).sort()).toEqual([...ids].sort());
    expect(await held(partner, 'all')).toEqual([]);
    expect(await held(custodian, 'to_decide')).toEqual([ids[0]]);
    expect((await held(coordinator, 'all')).sort()).toEqual([...ids].sort());
    expect(await held(custodian, 'all', { knownAt: before })).toEqual([]);
    expect(await refused(world.listing.execute(coordinator, { queue: 'to_decide' }))).toBe('forbidden');
    expect(await refused(world.listing.execute(partner, { queue: 'others' }))).toBe('invalid_field');
    expect(await refused(world.listing.execute(partner, { queue: 'mine', cursor: NOTHING }))).toBe('invalid_field');
    const first = await world.listing.execute(partner, { queue: 'mine', limit: 1 });
    const second = await world.listing.execute(partner, { queue: 'mine', limit: 1, cursor: first.cursor ?? '' });
    expect([...first.requests, ...second.requests].map(({ id }) => id).sort()).toEqual([...ids].sort());
  });
});
