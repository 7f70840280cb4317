// Assessing evidence at the use cases: refused, repeated, at one moment with statements and merges, and what the database itself refuses.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { Verdict } from '../../../src/domain/evidence/assessment.js';
import { requireStatementDraft } from '../../../src/domain/records/statement-draft.js';
import { holdForAssessment, refoldForOriginal } from '../../../src/persistence/evidence/refold-for-original.js';
import { reproject } from '../../../src/persistence/records/reproject.js';
import { appendStatements } from '../../../src/persistence/statements/append-statements.js';
import { AssessEvidence } from '../../../src/usecases/evidence/assess-evidence.js';
import { HandOverEvidence } from '../../../src/usecases/evidence/hand-over-evidence.js';
import { ListEvidence } from '../../../src/usecases/evidence/list-evidence.js';
import { ReadEvidence } from '../../../src/usecases/evidence/read-evidence.js';
import { RecordEvidence } from '../../../src/usecases/evidence/record-evidence.js';
import { WithdrawAssessment } from '../../../src/usecases/evidence/withdraw-assessment.js';
import { ProposeLink } from '../../../src/usecases/links/propose-link.js';
import { ReviewLink } from '../../../src/usecases/links/review-link.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ReadStatus } from '../../../src/usecases/records/read-status.js';
import { RebuildRecords } from '../../../src/usecases/records/rebuild-records.js';
import { VerifyRecords } from '../../../src/usecases/records/verify-records.js';
import { keyOf, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const FOUND = { method: 'place_compared', ground: 'traces_of_staging', reason: 'The shadows differ.' };
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'public_interest' };

let world: CaseWorld;
let office: Actor;
let verifier: Actor;
let first: Actor;
let second: Actor;
let number = 0;
let digest: string;
let code: string;

beforeAll(async () => {
  world = await openCaseWorld();
  office = await world.worker({ roles: ['coordinator', 'verifier'] });
  verifier = await world.colleagueOf(office, ['verifier']);
  [first, second] = [await world.worker({ roles: ['verifier'] }), await world.worker({ roles: ['verifier'] })];
});
afterAll(() => world.stop());

beforeEach(async () => {
  number += 1;
  digest = number.toString(16).padStart(64, '0');
  world.clock.advance(1000);
  const given = { sha256: digest, kind: 'video', source: 'open_source_media', sharingLevel: 'partners_pseudonymous' };
  code = (await new RecordEvidence(world.database, world.clock).execute(office, given, null)).code;
});

function assess(actor: Actor, verdict: Verdict, key: string | null = null): Promise<{ id: string }> {
  world.clock.advance(1000);
  const request = key === null ? null : keyOf(actor, key, verdict);
  return new AssessEvidence(world.database, world.clock).execute(actor, { code, verdict, ...FOUND }, request);
}

const proof = (evidence: string) =>
  statement({ kind: 'proof_of_life', source: 'holder_media', details: { inCustody: true, evidence } });

async function lost(...more: ReturnType<typeof proof>[]): Promise<string> {
  const loss = statement({ kind: 'disappearance', valid: '2021-02', source: 'family' });
  return world.register(office, { ...SHARED, statements: [loss, ...more] });
}

async function statusOf(pseudonym: string): Promise<string> {
  world.clock.advance(1000);
  return (await new ReadStatus(world.database, world.clock).execute(office, { pseudonym, why: false })).status;
}

async function differing(): Promise<number> {
  const principal = servicePrincipal('operator', randomUUID());
  return (await new VerifyRecords(world.database).execute(principal, { onDifference: () => undefined })).differing;
}

describe('evidence', () => {
  it('is for nobody without a role that asks for it', async () => {
    const [inquirer, liaison] = [await world.worker({ roles: ['inquirer'] }), await world.worker()];
    const { database, clock } = world;
    const given = { sha256: 'f'.repeat(64), kind: 'video', source: 'media', sharingLevel: 'registry_only' };
    const handOver = { code, from: 'witness', to: 'organisation', handedOver: '2021-01' };
    const withdrawal = { code, assessmentId: randomUUID(), reason: 'Another copy.' };
    const refused = [
      new ReadEvidence(database).execute(inquirer, { code }),
      new ListEvidence(database).execute(inquirer, {}),
      new RecordEvidence(database, clock).execute(verifier, given, null),
      new HandOverEvidence(database, clock).execute(verifier, handOver, null),
      new AssessEvidence(database, clock).execute(liaison, { code, verdict: 'staged', ...FOUND }, null),
      new WithdrawAssessment(database, clock).execute(liaison, withdrawal, null),
    ];
    for (const work of refused) expect((await refusalOf(work)).code).toBe('forbidden');
  });

  it('is assessed once by a request that is sent twice', async () => {
    const one = await assess(first, 'staged', 'assess-1');
    const again = await assess(first, 'staged', 'assess-1');
    expect(again).toEqual(one);
    const { assessments } = await new ReadEvidence(world.database).execute(office, { code });
    expect(assessments).toHaveLength(1);
    expect((await refusalOf(assess(first, 'authentic', 'assess-1'))).code).toBe('idempotency_key_reused');
  });

  it('has one word of an organisation at one moment', async () => {
    await assess(office, 'authentic');
    const again = new AssessEvidence(world.database, world.clock).execute(
      verifier,
      { code, verdict: 'staged', ...FOUND },
      null,
    );
    expect((await refusalOf(again)).code).toBe('conflict');
  });

  it('keeps what was assessed: the database refuses to alter it', async () => {
    await assess(first, 'staged');
    for (const table of ['evidence_item', 'evidence_assessment'])
      for (const change of [`UPDATE registry.${table} SET recorded_at = now()`, `DELETE FROM registry.${table}`])
        await expect(world.owner.query(change)).rejects.toMatchObject({ code: '23001' });
  });
});

describe('records that rest on it', () => {
  it('are those of every code of the original, and are exactly what the statements fold to', async () => {
    const people = [
      await lost(proof(code)),
      await lost(proof(code.toLowerCase())),
      await lost(proof(digest.toUpperCase())),
    ];
    const other = await lost(proof('film-3'));
    await assess(first, 'staged');
    for (const one of people) expect(await statusOf(one)).toBe('believed_held');
    const { id } = await assess(second, 'synthetic');
    for (const one of people) expect(await statusOf(one)).toBe('missing');
    expect(await statusOf(other)).toBe('believed_held');
    expect(await differing()).toBe(0);
    world.clock.advance(1000);
    const withdrawal = { code, assessmentId: id, reason: 'Another copy was meant.' };
    await new WithdrawAssessment(world.database, world.clock).execute(second, withdrawal, null);
    for (const one of people) expect(await statusOf(one)).toBe('believed_held');
    expect(await differing()).toBe(0);
  });

  /** What somebody finds of a copy of their own. */
  async function assessCopy(sharingLevel: string): Promise<void> {
    const holder = await world.worker({ roles: ['coordinator'] });
    const given = { sha256: digest, kind: 'video', source: 'media', sharingLevel };
    const copy = await new RecordEvidence(world.database, world.clock).execute(holder, given, null);
    world.clock.advance(1000);
    const command = { code: copy.code, verdict: 'staged', ...FOUND };
    await new AssessEvidence(world.database, world.clock).execute(holder, command, null);
  }

  it('are moved by nothing that organisations find of copies of which nobody else may know', async () => {
    const person = await lost(proof(code));
    await assessCopy('registry_only');
    await assessCopy('registry_only');
    expect(await statusOf(person)).toBe('believed_held');
    await assess(first, 'manipulated');
    expect(await statusOf(person)).toBe('believed_held');
    expect(await differing()).toBe(0);
  });

  it('are folded from the words of all who hold a copy that others may see', async () => {
    const person = await lost(proof(code));
    await assess(first, 'manipulated');
    await assessCopy('central_agency_only');
    expect(await statusOf(person)).toBe('missing');
    // Neither the copy nor what its holder finds of it is shown to whoever may not see it.
    const shown = await new ReadEvidence(world.database).execute(office, { code });
    expect([shown.agreement, shown.assessments.map(({ verdict }) => verdict)]).toEqual(['none', ['manipulated']]);
    expect(await differing()).toBe(0);
  });

  it('are those of the record into which a person was merged', async () => {
    const [from, into] = [await lost(proof(code)), await lost()];
    world.clock.advance(1000);
    const { id } = await new ProposeLink(world.database, world.clock).execute(
      office,
      { pseudonym: from, into, reason: 'The same person.' },
      null,
    );
    world.clock.advance(1000);
    const review = {
      pseudonym: from,
      linkId: id,
      verdict: 'confirmed' as const,
      reason: 'The same person.',
      ifMatch: ['*'],
    };
    await new ReviewLink(world.database, world.clock).execute(verifier, review, null);
    expect(await statusOf(into)).toBe('believed_held');
    await assess(first, 'staged');
    await assess(second, 'staged');
    expect(await statusOf(into)).toBe('missing');
    expect(await differing()).toBe(0);
  });

  it('are mended by a rebuild to the same rows', async () => {
    await lost(proof(code));
    await assess(first, 'staged');
    await assess(second, 'staged');
    await world.owner.query(`UPDATE registry.record_projection SET status = 'closed'`);
    expect(await differing()).toBeGreaterThan(0);
    await new RebuildRecords(world.database, world.clock).execute(servicePrincipal('operator', randomUUID()), {
      fromStart: true,
    });
    expect(await differing()).toBe(0);
  });
});

describe('a statement and an assessment at one moment', () => {
  /** Lets `work` begin and gives it time; it must not be done before `release` is. */
  const half = (): Promise<void> => new Promise((done) => setTimeout(done, 400));

  it('see each other when the statement commits last', async () => {
    const person = await lost();
    await assess(first, 'staged');
    let assessed: Promise<unknown> = Promise.resolve();
    await world.database.transaction(office, async (room) => {
      const id = (await room.persons.findVisible(office, person))?.id ?? '';
      await room.persons.lockForWriting(id);
      const at = world.clock.now();
      const drafts = [requireStatementDraft(proof(code), at, '')];
      await appendStatements(room, { personId: id, actor: office, drafts, at, drawId: () => randomUUID() });
      await reproject(room, id, at);
      assessed = assess(second, 'staged');
      await half();
    });
    await assessed;
    expect(await statusOf(person)).toBe('missing');
    expect(await differing()).toBe(0);
  });

  it('see each other when the assessment commits last', async () => {
    const person = await lost();
    await assess(first, 'staged');
    let stated: Promise<unknown> = Promise.resolve();
    await world.database.transaction(second, async (room) => {
      const references = await holdForAssessment(room, digest);
      const item = await room.evidence.find(second, code, null);
      world.clock.advance(1000);
      const assessment = {
        verdict: 'staged',
        method: 'viewed_only',
        ground: 'traces_of_staging',
        reason: 'Staged.',
      } as const;
      await room.assessments.add({ id: randomUUID(), itemId: item?.id ?? '', assessment }, second, world.clock.now());
      await refoldForOriginal(room, references, world.clock.now());
      world.clock.advance(1000);
      const adding = new AddStatement(world.database, world.clock);
      stated = adding.execute(office, { pseudonym: person, statement: proof(code) }, null);
      await half();
    });
    await stated;
    expect(await statusOf(person)).toBe('missing');
    expect(await differing()).toBe(0);
  });
});
