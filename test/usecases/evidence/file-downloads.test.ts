// The list of an organisation's own downloads: to whom it is refused, what stands in it, and what others downloaded that does not.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import {
  ListEvidenceFileDownloads,
  type ListedFileDownloads,
} from '../../../src/usecases/evidence/list-evidence-file-downloads.js';
import { auditRows } from '../../support/audit-rows.js';
import { codeOfAsync as refused } from '../../support/refusal-code.js';
import { FileWorld } from './file-world.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';

let world: FileWorld;
let listing: ListEvidenceFileDownloads;
let coordinator: Actor;
let custodian: Actor;
let partner: Actor;
/** Of the partner's organisation. */
let head: Actor;
let code: string;
let before: number;

beforeAll(async () => {
  world = await FileWorld.open();
  ({ coordinator, custodian, partner } = world);
  const { database, clock } = world.cases;
  listing = new ListEvidenceFileDownloads(database, clock);
  head = await world.cases.colleagueOf(partner, ['coordinator']);
  ({ code } = await world.withheld());
  const at = (): number => {
    clock.advance(60_000);
    return clock.now();
  };
  at();
  await world.download(coordinator, code, 'restricted');
  at();
  await world.download(partner, code, 'open');
  before = at();
  at();
  await world.download(partner, code, 'restricted', await world.granted(partner, code));
  at();
  await world.download(custodian, code, 'open');
});
afterAll(() => world.cases.stop());

const list = (actor: Actor, more: object = {}): Promise<ListedFileDownloads> => listing.execute(actor, more);
const told = ({ downloads }: ListedFileDownloads): unknown[] =>
  downloads.map(({ username, access, own, granted }) => [username, access, own, granted]);

describe('the list of own downloads', () => {
  const may = ['coordinator', 'custodian'];
  it.each(ROLES.filter((role) => !may.includes(role)))('is refused to the role %s', async (role) => {
    expect(await refused(list(await world.cases.colleagueOf(coordinator, [role])))).toBe('forbidden');
  });

  it('takes no cursor that is none of its own, nor one of another organisation', async () => {
    const [theirs] = (await list(head)).downloads;
    for (const cursor of ['x', NOTHING, theirs?.id ?? ''])
      expect([cursor, await refused(list(coordinator, { cursor }))]).toEqual([cursor, 'invalid_field']);
    expect(await refused(list(coordinator, { limit: 201 }))).toBe('invalid_field');
  });

  it('holds what its people downloaded, newest first, and nothing that others did', async () => {
    expect(told(await list(coordinator))).toEqual([
      [custodian.username, 'open', true, false],
      [coordinator.username, 'restricted', true, false],
    ]);
    expect(told(await list(custodian))).toEqual(told(await list(coordinator)));
    expect(told(await list(head))).toEqual([
      [partner.username, 'restricted', false, true],
      [partner.username, 'open', false, false],
    ]);
    const stranger = await world.cases.worker({ roles: ['coordinator'] });
    expect(told(await list(stranger))).toEqual([]);
    const { downloads } = await list(head);
    expect(downloads.map((one) => one.code)).toEqual([code, code]);
    expect(downloads.map((one) => one.at)).toEqual(downloads.map((one) => one.at).sort((a, b) => b - a));
  });

  it('comes in pages, and as it was at an earlier instant', async () => {
    const first = await list(head, { limit: 1 });
    expect(first.downloads).toHaveLength(1);
    const second = await list(head, { limit: 1, cursor: first.cursor ?? '' });
    expect(told(second)).toEqual([[partner.username, 'open', false, false]]);
    expect(second.cursor).toBeNull();
    expect(told(await list(head, { knownAt: before }))).toEqual([[partner.username, 'open', false, false]]);
  });

  it('is an entry of the log each time', async () => {
    await list(head, { limit: 1 });
    const rows = await auditRows(world.cases.files, 'evidence_file_downloads_listed');
    expect(rows.at(-1)).toMatchObject({
      username: head.username,
      subject_id: null,
      details: { listed: 1, knownAt: null },
    });
  });
});
