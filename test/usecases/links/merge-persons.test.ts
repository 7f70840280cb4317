// Merging two persons by a reviewed link: who may not, what is refused, what is noted, and what happens side by side.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ReviewLink } from '../../../src/usecases/links/review-link.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { keyOf, NOBODY, statement } from '../case-world.js';
import { CAPTURED, MISSED, openLinksWorld, REASON, type LinksWorld } from './links-world.js';
import { TEST_PROOF } from '../../support/test-server.js';

let world: LinksWorld;
let liaison: Actor;
let verifier: Actor;
let partner: Actor;
let stranger: Actor;
let elsewhere: Database;

beforeAll(async () => {
  world = await openLinksWorld();
  ({ liaison, verifier, partner } = world);
  stranger = await world.worker({ roles: ['liaison'], kind: 'ngo' });
  elsewhere = await Database.open({ url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF, poolSize: 4 });
});

afterAll(async () => {
  await elsewhere.close();
  await world.stop();
});

async function two(): Promise<readonly [from: string, into: string]> {
  return [await world.register(liaison, MISSED), await world.register(liaison, CAPTURED)];
}

async function seenBy(actor: Actor, from: string, into: string): Promise<[string, string]> {
  return [await world.pseudonymFor(actor, from), await world.pseudonymFor(actor, into)];
}

async function settled(...work: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(work);
  return results.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code)).sort();
}

describe('a merge is refused', () => {
  it.each(ROLES.filter((role) => !['liaison', 'coordinator', 'verifier'].includes(role)))(
    'to be proposed by the role %s',
    async (role) => {
      const nobody = { ...liaison, roles: [role] };
      expect(await codeOfAsync(world.propose(nobody, NOBODY, NOBODY))).toBe('forbidden');
    },
  );

  it.each(ROLES.filter((role) => role !== 'verifier'))('to be reviewed by the role %s', async (role) => {
    const [from, into] = await two();
    const id = await world.propose(liaison, from, into);
    expect(await codeOfAsync(world.review({ ...verifier, roles: [role] }, from, id))).toBe('forbidden');
  });

  it('where the reader may not know of one of the two, as if there were nobody', async () => {
    const [from] = await two();
    const hidden = await world.register(await world.worker(), { sharingLevel: 'registry_only' });
    expect(await codeOfAsync(world.propose(liaison, from, hidden))).toBe('not_found');
    expect(await codeOfAsync(world.propose(liaison, hidden, from))).toBe('not_found');
    expect(await codeOfAsync(world.propose(liaison, from, NOBODY))).toBe('not_found');
  });

  it('of a person with itself', async () => {
    const [from] = await two();
    expect(await codeOfAsync(world.propose(liaison, from, from))).toBe('invalid_field');
  });

  it('where others may know of the one than of the other', async () => {
    const [from] = await two();
    const apart = await world.register(liaison, { ...CAPTURED, sharingLevel: 'registry_only' });
    expect(await codeOfAsync(world.propose(liaison, from, apart))).toBe('visibility_differs');
    expect(await codeOfAsync(world.propose(liaison, apart, from))).toBe('visibility_differs');
    expect(await world.noted(apart)).not.toContain('link_proposed');
  });

  it('by who proposed it, by a stranger, and of a link that is not of this person', async () => {
    const [from, into] = await two();
    const id = await world.propose({ ...verifier }, from, into);
    expect(await codeOfAsync(world.review(verifier, from, id))).toBe('second_person_needed');
    const apart = await world.worker({ roles: ['verifier'] });
    expect(await codeOfAsync(world.review(apart, from, id))).toBe('not_found');
    const known = await world.pseudonymFor(partner, from);
    expect(await codeOfAsync(world.review(partner, known, id))).toBe('not_found');
    const [other] = await two();
    expect(await codeOfAsync(world.review(verifier, other, id))).toBe('not_found');
  });

  it('a second time, whichever way round, while the first is open', async () => {
    const [from, into] = await two();
    const id = await world.propose(liaison, from, into);
    expect(await codeOfAsync(world.propose(liaison, from, into))).toBe('link_exists');
    expect(await codeOfAsync(world.propose(liaison, into, from))).toBe('link_exists');
    expect(await world.review(verifier, from, id, 'refused')).toBe('refused');
    expect(await codeOfAsync(world.review(verifier, from, id))).toBe('link_state_conflict');
    await world.propose(liaison, into, from);
  });

  it('to nobody for a proposal of which they may not know; of two such ones the review lets one merge', async () => {
    const [from, into] = await two();
    const other = await seenBy(partner, from, into);
    const known = await seenBy(stranger, from, into);
    const theirs = await world.propose(partner, ...other);
    const ours = await world.propose(stranger, ...known);
    expect((await world.links(stranger, known[0])).links.map((link) => link.id)).toEqual([ours]);
    expect(await codeOfAsync(world.propose(stranger, ...known))).toBe('link_exists');
    expect(await codeOfAsync(world.propose(liaison, from, into))).toBe('link_exists');
    expect(await world.review(verifier, from, ours)).toBe('confirmed');
    expect(await codeOfAsync(world.review(verifier, from, theirs))).toBe('link_exists');
  });

  it('of a record that was merged already, so that no ring comes about', async () => {
    const [a, b] = await two();
    const [c] = await two();
    const ring = await world.propose(liaison, c, a);
    await world.merge(a, b);
    await world.merge(b, c);
    expect(await codeOfAsync(world.review(verifier, c, ring))).toBe('link_exists');
    expect(await codeOfAsync(world.propose(liaison, a, c))).toBe('link_exists');
  });
});

describe('a merge', () => {
  it('closes the one record, folds both into the other, and is noted for both', async () => {
    const [from, into] = await two();
    world.clock.advance(60_000);
    const before = world.clock.now();
    world.clock.advance(60_000);
    const id = await world.propose(liaison, from, into);
    expect((await world.read(liaison, from)).record.status).toBe('missing');
    world.clock.advance(60_000);
    expect(await world.review(verifier, from, id)).toBe('confirmed');
    expect(await world.read(liaison, from)).toMatchObject({
      mergedInto: into,
      record: { status: 'closed', why: { rule: 'merged_into_another' } },
    });
    const survivor = await world.read(liaison, into);
    expect(survivor).toMatchObject({ mergedInto: null, record: { status: 'believed_held', loss: { valid: {} } } });
    expect(survivor.record.why.deciding).toHaveLength(1);
    expect(survivor.record.loss?.valid.edtf).toBe('2021-04-20');
    expect((await world.read(liaison, from, before)).record.status).toBe('missing');
    expect((await world.read(liaison, into, before)).record.loss?.valid.edtf).not.toBe('2021-04-20');
    for (const pseudonym of [from, into]) {
      const noted = await world.noted(pseudonym);
      expect(noted.filter((action) => action.startsWith('link_'))).toEqual(['link_proposed', 'link_reviewed']);
    }
  });

  it('tells who may know of the link what they take part in, and others only that it stands', async () => {
    const [from, into] = await two();
    const seen = await world.pseudonymFor(partner, from);
    const id = await world.propose(liaison, from, into);
    expect((await world.links(partner, seen)).links).toEqual([]);
    expect((await world.links(liaison, into)).links).toMatchObject([
      {
        id,
        state: 'proposed',
        from,
        into,
        proposal: { reason: REASON, username: liaison.username },
        awaitsReader: false,
      },
    ]);
    world.clock.advance(1000);
    const proposed = world.clock.now();
    world.clock.advance(1000);
    await world.review(verifier, from, id);
    const [shown] = (await world.links(partner, seen)).links;
    expect(shown).toMatchObject({ state: 'confirmed', from: seen, awaits: [] });
    expect(JSON.stringify(shown)).not.toContain(REASON);
    expect(JSON.stringify(shown)).not.toContain(liaison.username);
    expect((await world.links(partner, seen, proposed)).links).toEqual([]);
    expect((await world.links(liaison, from, proposed)).links).toMatchObject([{ state: 'proposed', reviews: [] }]);
  });

  it('of two owners’ persons needs the other one’s verifier', async () => {
    const ours = await world.register(liaison, MISSED);
    const theirs = await world.register(partner, CAPTURED);
    const into = await world.pseudonymFor(liaison, theirs);
    const id = await world.propose(liaison, ours, into);
    expect(await codeOfAsync(world.review(verifier, ours, id))).toBe('forbidden');
    expect(await world.review(partner, theirs, id)).toBe('confirmed');
    // Nobody reads more exactly than before: the record now tells what the other organisation knows, too.
    expect((await world.read(liaison, ours)).mergedInto).toBe(into);
    expect((await world.read(partner, theirs)).record.loss?.valid.edtf).toBe('2021-04');
    expect(await world.withdraw(world.colleague, ours, id)).toBe('withdrawn');
    expect((await world.read(liaison, ours)).record.loss?.valid.edtf).toBe('2021-04-20');
  });

  it('answers a repeated review as the first one', async () => {
    const [pseudonym, into] = await two();
    const linkId = await world.propose(liaison, pseudonym, into);
    const review = new ReviewLink(world.database, world.clock);
    const command = { pseudonym, linkId, verdict: 'confirmed' as const, reason: 'Looked at both.', ifMatch: ['*'] };
    const key = keyOf(verifier, 'review-1', 'same');
    const first = await review.execute(verifier, command, key);
    expect(await review.execute(verifier, command, key)).toEqual(first);
    expect((await world.noted(pseudonym)).filter((action) => action === 'link_reviewed')).toHaveLength(1);
  });

  it('awaits a verifier in a list of its own, until it is reviewed', async () => {
    const [from, into] = await two();
    const id = await world.propose(liaison, from, into);
    expect((await world.awaiting(verifier)).links.map((link) => link.id)).toContain(id);
    expect((await world.awaiting(partner)).links.map((link) => link.id)).not.toContain(id);
    await world.review(verifier, from, id);
    expect((await world.awaiting(verifier)).links.map((link) => link.id)).not.toContain(id);
  });
});

describe('at the same moment', () => {
  it('two proposals crosswise end in one and one conflict', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = await two();
      const results = await settled(world.propose(liaison, a, b), world.propose(verifier, b, a, elsewhere));
      expect(results).toEqual(['done', 'link_exists']);
    }
  });

  it('two merges of one record into two others end in one and one conflict', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = await two();
      const [c] = await two();
      const [one, other] = [await world.propose(liaison, a, b), await world.propose(liaison, a, c)];
      const results = await settled(
        world.review(verifier, b, one),
        world.review(verifier, c, other, 'confirmed', elsewhere),
      );
      expect(results).toEqual(['done', 'link_exists']);
    }
  });

  it('one link reviewed twice is decided once', async () => {
    const [a, b] = await two();
    const id = await world.propose(liaison, a, b);
    const results = await settled(world.review(verifier, a, id), world.review(verifier, b, id, 'refused', elsewhere));
    expect(results).toEqual(['done', 'link_state_conflict']);
  });

  it('a merge and statements on both are all kept, and the survivor’s row is made from all of them', async () => {
    const [from, into] = await two();
    const id = await world.propose(liaison, from, into);
    const add = (database: Database, pseudonym: string) =>
      new AddStatement(database, world.clock).execute(
        liaison,
        {
          pseudonym,
          statement: statement({
            kind: 'located',
            valid: '2021-05-20',
            source: 'person',
            details: { attestedBy: 'person' },
          }),
        },
        null,
      );
    const results = await settled(add(elsewhere, from), world.review(verifier, from, id), add(world.database, into));
    expect(results).toEqual(['done', 'done', 'done']);
    const { rows } = await world.owner.query<{ pseudonym: string; status: string }>(
      `SELECT s.pseudonym, r.status FROM registry.record_projection r JOIN registry.pseudonym s USING (person_id)
       WHERE s.pseudonym = ANY($1)`,
      [[from, into]],
    );
    expect(Object.fromEntries(rows.map((row) => [row.pseudonym, row.status]))).toEqual({
      [from]: 'closed',
      [into]: 'returned_located',
    });
  });
});
