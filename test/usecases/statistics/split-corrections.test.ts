// Corrections of releases by party: what is refused, whom they are split for anew, and what one without parties says of the older numbers.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import type { ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { ListAskedSplits } from '../../../src/usecases/statistics/list-asked-splits.js';
import { ListSplits } from '../../../src/usecases/statistics/list-splits.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { refusalOf } from '../case-world.js';
import { SplitWorld } from './split-world.js';

const DAY = 86_400_000;

let splits: SplitWorld;
let bySide: ReleaseDocument;
let unsplit: ReleaseDocument;

const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;
const why = 'counted_wrongly' as const;

beforeAll(async () => {
  splits = await SplitWorld.open();
  await splits.registerMissing(splits.office, splits.north, 24);
  await splits.registerMissing(splits.other, splits.south, 31);
  unsplit = await splits.prepare(null);
  await splits.signAndPublish(unsplit.number);
  splits.world.clock.advance(DAY);
  bySide = await splits.prepare(await splits.agreedByAll('side'));
  await splits.signAndPublish(bySide.number);
  splits.world.clock.advance(DAY);
});
afterAll(() => splits.world.stop());

describe('a correction of a release by party', () => {
  it('is asked for by nobody whose role does not allow it, and of no release that is not public or not split so', async () => {
    const ask = (corrects: number, by: 'side' | 'holder' = 'side') => splits.ask(by, corrects);
    for (const role of ROLES.filter((one) => one !== 'analyst')) {
      const actor = await splits.world.worker({ roles: [role] });
      const command = { by: 'side', corrects: bySide.number } as const;
      expect([role, await codeOf(splits.askSplit.execute(actor, command, null))]).toEqual([role, 'forbidden']);
    }
    const draft = (await splits.prepare(null)).number;
    for (const number of [draft, 77]) expect([number, await codeOf(ask(number))]).toEqual([number, 'not_found']);
    for (const refused of [ask(unsplit.number), ask(bySide.number, 'holder')]) {
      const { code, pointers } = await refusalOf(refused);
      expect([code, pointers]).toEqual(['invalid_field', ['/by']]);
    }
    const stored = await splits.world.owner.query(
      'SELECT 1 FROM registry.release_split WHERE corrects IS NOT NULL OR asked_at > $1',
      [new Date(splits.world.clock.now() - 1)],
    );
    expect(stored.rowCount).toBe(0);
  });

  it('is not by party with what was agreed to for the corrected release, nor for another one', async () => {
    const used = await splits.world.owner.query<{ split_id: string }>(
      'SELECT split_id FROM registry.release_split_use WHERE number = $1',
      [bySide.number],
    );
    const correcting = { release: bySide.number, reason: why };
    expect(await codeOf(splits.prepare(used.rows[0]!.split_id, correcting))).toBe('release_state_conflict');
    const next = await splits.agreedByAll('side');
    const refused = await refusalOf(splits.prepare(next, correcting));
    expect([refused.code, refused.message]).toEqual([
      'release_state_conflict',
      `What was agreed to here is for a release that corrects none alone. Ask for a split of the correction of release ${bySide.number}.`,
    ]);
    expect(await codeOf(splits.prepare(next, { release: unsplit.number, reason: why }))).toBe('release_state_conflict');
    const forCorrection = await splits.agreedByAll('side', bySide.number);
    expect(await codeOf(splits.prepare(forCorrection))).toBe('release_state_conflict');
    expect(await codeOf(splits.prepare(forCorrection, { release: unsplit.number, reason: why }))).toBe(
      'release_state_conflict',
    );
    const made = await splits.world.owner.query('SELECT 1 FROM registry.release_split_use WHERE number <> $1', [
      bySide.number,
    ]);
    expect(made.rowCount).toBe(0);
  });

  it('tells whoever is asked which release it corrects, and needs the answers of all of them anew', async () => {
    const id = await splits.ask('side', bySide.number);
    const [asked] = await new ListAskedSplits(splits.world.database).execute(splits.office);
    expect(asked).toMatchObject({ id, by: 'side', corrects: bySide.number, request: { answer: null } });
    const [listed] = await new ListSplits(splits.world.database).execute(splits.signers[0]);
    expect(listed).toMatchObject({ id, corrects: bySide.number, asked: 2, agreed: 0 });
    const correcting = { release: bySide.number, reason: why };
    expect(await codeOf(splits.prepare(id, correcting))).toBe('release_not_agreed');
    await splits.answer(splits.office, id, 'agreed');
    await splits.answer(splits.other, id, 'refused', 'would_mislead');
    expect(await codeOf(splits.prepare(id, correcting))).toBe('release_not_agreed');
    const { rows } = await splits.world.owner.query<{ details: object }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'release_split_asked' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.details).toMatchObject({ split: id, organisations: 2, corrects: bySide.number });
  });

  it('is neither signed nor published where one of them takes agreement back, or somebody new feeds it', async () => {
    const id = await splits.agreedByAll('side', bySide.number);
    const correction = await splits.prepare(id, { release: bySide.number, reason: why });
    expect(correction).toMatchObject({ corrects: { release: bySide.number }, split: { by: 'side' } });
    expect(correction.notes.join(' ')).not.toContain('are not to be used');
    await splits.sign(splits.signers[0], correction.number);
    await splits.answer(splits.office, id, 'withdrawn');
    expect(await codeOf(splits.sign(splits.signers[1], correction.number))).toBe('release_not_agreed');
    await splits.answer(splits.office, id, 'agreed');
    await splits.sign(splits.signers[1], correction.number);
    const late = await splits.world.worker({ roles: ['liaison', 'coordinator'] });
    await splits.registerMissing(late, splits.north, 1);
    expect(await codeOf(splits.publishRelease.execute(splits.analyst, correction.number))).toBe('release_not_agreed');
    const reading = new ReadRelease(splits.world.database);
    expect(await codeOf(reading.execute(correction.number, 'correction'))).toBe('not_found');
    expect((await reading.execute(bySide.number, 'correction')).correctedBy).toBeNull();
    await splits.answer(late, id, 'agreed');
    await splits.publishRelease.execute(splits.analyst, correction.number);
    expect((await reading.execute(bySide.number, 'correction')).correctedBy).toBe(correction.number);
    expect(await codeOf(splits.answer(late, id, 'withdrawn'))).toBe('release_state_conflict');
  });

  it('is made without parties where they do not agree, and says that the older numbers by party are not to be used', async () => {
    splits.world.clock.advance(DAY);
    const split = (await new ReadRelease(splits.world.database).latest('correction'))!.document;
    expect(split.split?.by).toBe('side');
    const correction = await splits.prepare(null, { release: split.number, reason: why });
    expect(correction.split).toBeUndefined();
    expect(correction.notes.slice(0, 2)).toEqual([
      `This release corrects release ${split.number}, because people had been counted wrongly.`,
      `Release ${split.number} was split by side, and this one is not: no numbers by side take the place of those of release ${split.number}, which are not to be used.`,
    ]);
    await splits.signAndPublish(correction.number);
    const ofUnsplit = await splits.prepare(null, { release: unsplit.number, reason: why });
    expect(ofUnsplit.notes.join(' ')).not.toContain('are not to be used');
  });

  it('is told on no day on which the release of before was told', async () => {
    const told = (await new ReadRelease(splits.world.database).latest('correction'))!.document;
    const late = await organisationsAsked();
    const id = await splits.ask('side', bySide.number);
    for (const feeder of late) await splits.answer(feeder, id, 'agreed');
    const refused = await refusalOf(splits.prepare(id, { release: bySide.number, reason: why }));
    expect([refused.code, refused.message.includes(`Release ${told.number} has told the state of this day`)]).toEqual([
      'release_state_conflict',
      true,
    ]);
  });
});

async function organisationsAsked() {
  const { rows } = await splits.world.owner.query<{ organisation_id: string }>(
    'SELECT DISTINCT organisation_id FROM registry.release_split_request',
  );
  return Promise.all(
    rows.map(({ organisation_id: organisationId }) =>
      splits.world.colleagueOf({ ...splits.office, organisationId }, ['coordinator']),
    ),
  );
}
