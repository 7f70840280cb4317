// Releases beside each other: what cannot be attacked is refused and not stored, and nothing is published that was not attacked beside what is public.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { readCheckpoint } from '../../../src/domain/audit/checkpoint.js';
import { verifierOf, verifierText } from '../../../src/domain/audit/signed-note.js';
import type { ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { canonicalDocument } from '../../../src/formats/releases/release-document-text.js';
import { sha256 } from '../../../src/persistence/audit/sha-256.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { ReviewRelease } from '../../../src/usecases/statistics/review-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { VerifyReleaseFiles } from '../../../src/usecases/statistics/verify-release-files.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let analyst: Actor;
let signers: Actor[];
let prepareRelease: PrepareRelease;
let publishRelease: PublishRelease;

beforeAll(async () => {
  world = await openCaseWorld();
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 23; person += 1)
    await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
  analyst = await world.worker({ roles: ['analyst'] });
  signers = [await world.worker({ roles: ['custodian'] }), await world.worker({ roles: ['verifier'] })];
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  publishRelease = new PublishRelease(world.database, world.clock, readKeys(world.keys));
});
afterAll(() => world.stop());

async function prepareAndSign(): Promise<number> {
  const { document } = await prepareRelease.execute(analyst);
  for (const signer of signers) await new SignRelease(world.database, world.clock).execute(signer, document.number);
  return document.number;
}

async function stored(): Promise<number> {
  const { rows } = await world.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM registry.release');
  return rows[0]!.count;
}

describe('a release', () => {
  it('keeps what its attack found, and shows it to its signers alone', async () => {
    const number = await prepareAndSign();
    const review = new ReviewRelease(world.database, world.clock);
    expect((await refusalOf(review.execute(await world.worker(), number))).code).toBe('forbidden');
    const { auditNote, document } = await review.execute(signers[0]!, number);
    expect(auditNote).toMatchObject({ base: 10, refusedBases: [], cells: 1, against: [] });
    expect(auditNote!.narrowest).toBeGreaterThanOrEqual(9);
    expect(document.notes.join(' ')).toContain('attacked by itself:');
    await expect(
      world.owner.query(`UPDATE registry.release SET audit_note = '{}' WHERE number = $1`, [number]),
    ).rejects.toThrow('a release is immutable');
  });

  it('is not published where another one was, after it had been attacked', async () => {
    const number = await prepareAndSign();
    await publishRelease.execute(analyst, number - 1);
    const refused = await refusalOf(publishRelease.execute(analyst, number));
    expect([refused.code, refused.message]).toEqual([
      'release_state_conflict',
      `Release ${number} was attacked before release ${number - 1} was published. Prepare a new one in its place.`,
    ]);
    const next = await prepareAndSign();
    await publishRelease.execute(analyst, next);
    const { auditNote, document } = await new ReviewRelease(world.database, world.clock).execute(signers[0]!, next);
    expect(auditNote!.against).toEqual([number - 1]);
    expect(document.notes.join(' ')).toContain(`together with release ${number - 1}:`);
  });

  it('corrects a published one, which stays and says so', async () => {
    const [first] = (await new ReadRelease(world.database).list('correction')).releases.slice(-1);
    const corrects = { release: first!.document.number, reason: 'places_wrong' } as const;
    const refused = await refusalOf(prepareRelease.execute(analyst, { corrects: { ...corrects, release: 77 } }));
    expect(refused.code).toBe('not_found');
    const { document } = await prepareRelease.execute(analyst, { corrects });
    expect(document.corrects).toEqual(corrects);
    expect(document.notes[0]).toBe(
      `This release corrects release ${corrects.release}, because places had been named or attributed wrongly.`,
    );
    const unpublished = await refusalOf(
      prepareRelease.execute(analyst, { corrects: { ...corrects, release: document.number } }),
    );
    expect(unpublished.code).toBe('not_found');
    const read = async (): Promise<unknown> =>
      (await new ReadRelease(world.database).execute(corrects.release, 'correction')).correctedBy;
    expect(await read()).toBeNull();
    for (const signer of signers) await new SignRelease(world.database, world.clock).execute(signer, document.number);
    expect(await read()).toBeNull();
    await publishRelease.execute(analyst, document.number);
    expect(await read()).toBe(document.number);
  });

  it('is signed with its publication, once, and its note tells a changed document', async () => {
    const { rows } = await world.owner.query<{ number: number; signed_note: string; document: ReleaseDocument }>(
      `SELECT number, signed_note, document FROM registry.release WHERE state = 'published'`,
    );
    const { number, signed_note: note, document } = rows[0]!;
    const keys = readKeys(world.keys);
    const key = verifierText(verifierOf(keys.logOrigin, keys.checkpointSigner.publicKey, sha256));
    const check = (text: string, signed = note, by = key): Promise<object> =>
      new VerifyReleaseFiles().execute(servicePrincipal('operator', 'offline'), {
        document: () => Promise.resolve(text),
        note: () => Promise.resolve(signed),
        key: by,
      });
    const text = canonicalDocument(document);
    expect(await check(text)).toEqual({ ok: true, signed: number, same: true, broken: [] });
    expect(await check(`${text} `)).toEqual({ ok: false, signed: number, same: false, broken: [] });
    expect(await check(text, note.replace(`release ${number}`, 'release 77'))).toMatchObject({
      ok: false,
      signed: null,
    });
    const other = verifierText(verifierOf(keys.logOrigin, new Uint8Array(32).fill(7), sha256));
    for (const by of [other, 'no key']) expect(await check(text, note, by)).toMatchObject({ ok: false, signed: null });
    expect(readCheckpoint(note)).toBeNull();
    await expect(
      world.owner.query('UPDATE registry.release SET signed_note = NULL WHERE number = $1', [number]),
    ).rejects.toThrow('a release is immutable');
    const { rows: entries } = await world.owner.query<{ details: { documentSha256: string } }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'release_published' AND subject_id = $1`,
      [String(number)],
    );
    expect(entries[0]!.details.documentSha256).toBe(Buffer.from(sha256(Buffer.from(text))).toString('hex'));
  });

  it('is not published where it was never attacked', async () => {
    const number = await prepareAndSign();
    await world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
    await world.owner.query('UPDATE registry.release SET audit_note = NULL WHERE number = $1', [number]);
    await world.owner.query('ALTER TABLE registry.release ENABLE TRIGGER release_immutable');
    expect((await refusalOf(publishRelease.execute(analyst, number))).message).toContain('was attacked before');
  });

  it('is refused, and nothing is stored, where what is public contradicts itself', async () => {
    await world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
    await world.owner.query(
      `UPDATE registry.release SET document = jsonb_set(document, '{tables}',
         '[{"dimensions": ["status_group"], "cells": [{"key": {"status_group": "missing"}, "count": 20}], "margins": [{"key": {}, "count": 7007}]}]')
       WHERE state = 'published'`,
    );
    const before = await stored();
    expect((await refusalOf(prepareRelease.execute(analyst))).code).toBe('release_would_disclose');
    expect(await stored()).toBe(before);
  });
});
