// Scenario 9: a burial site with 28 remains, some of people missing for thirty years, among 18 sites of which most have no published count.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRecord, type ExpectedRecord } from '../expected-record.js';
import { RemainsWorld, WHOLE } from './remains-world.js';

const SITES = 18;
/** Recovered there, as published; of the others nothing is. The 662 of all sites are published as one figure. */
const PUBLISHED_COUNTS = [28, 64, 11];
const AT_THE_SITE = 28;

const LOST_1991 = { kind: 'disappearance', valid: '1991-04', source: 'family', grade: 'B2' };
const taken = (holder: string): object => ({
  kind: 'capture',
  valid: '1991-08',
  source: 'witness',
  grade: 'B2',
  details: { holder },
});

const MISSING: ExpectedRecord = { status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] };
/** A sign of life of thirty years ago, and in thirty years neither particulars nor news of the family. */
const BELIEVED_HELD: ExpectedRecord = {
  status: 'believed_held',
  flags: ['sign_of_life_stale', 'particulars_not_seen', 'no_family_news'],
  rule: 'custody_believed',
  deciding: ['capture'],
};
const IDENTIFIED: ExpectedRecord = {
  status: 'remains_identified',
  fate: 'dead_confirmed',
  rule: 'identification_stands',
  deciding: ['remains_identified'],
};
const RETURNED: ExpectedRecord = {
  status: 'remains_returned',
  fate: 'dead_confirmed',
  rule: 'remains_handed_over',
  deciding: ['remains_identified', 'remains_handed_over'],
};
/** Of somebody who was taken alive: no inquiry and no certificate of this death are known to us. */
const DEAD_AFTER_CAPTURE = {
  flags: ['death_after_sign_of_life_in_custody', 'death_without_inquiry', 'death_certificate_not_seen'],
};

interface ListedSite {
  readonly id: string;
  readonly counts: readonly { readonly recovered: number | null }[];
}

interface Figure {
  readonly value: unknown;
  readonly reported: {
    readonly state: string;
    readonly reason: string | null;
    readonly comparison: string | null;
    readonly counts: readonly { readonly day: string; readonly count: number }[];
  };
}

let world: RemainsWorld;
/** The burial site with 28 remains. */
let site: string;
let cases: string[];

beforeAll(async () => {
  world = await RemainsWorld.open();
  for (let at = 0; at < SITES; at += 1) {
    const code = `test:${100 + at}`;
    await world.ask('POST', '/v1/places', 'office', { code, name: `Vale ${at}` });
    const recovered = PUBLISHED_COUNTS[at];
    const id = await world.made('/v1/sites', 'first', {
      place: { code, precision: 'admin_area' },
      sharingLevel: 'partners_pseudonymous',
      ...(recovered !== undefined && { count: { asOf: '2021-05', recovered } }),
    });
    if (at === 0) site = id;
  }
  cases = [];
  for (let at = 0; at < AT_THE_SITE; at += 1) {
    const estimate = { extent: at === 0 ? 'partial' : 'whole', sex: 'male', died: '1991/1993' };
    cases.push(
      await world.made('/v1/remains', 'first', { siteId: site, sharingLevel: 'partners_pseudonymous', ...estimate }),
    );
  }
  const figures = [
    { id: 'uncovered', subject: 'remains uncovered', value: { min: 662 } },
    { id: 'at-the-site', subject: 'remains uncovered at one site', value: { exact: 28 } },
    {
      id: 'identified',
      subject: 'missing persons identified',
      value: { exact: 3 },
      definition: { measure: 'whereabouts-status', filter: { status: ['remains_identified', 'remains_returned'] } },
    },
  ].map((figure) => ({ publisher: 'Vale Commission', asOf: '2021-05-31', ...figure }));
  await world.done('/v1/published-figures/file', 'office', { figures });
});
afterAll(() => world.application.stop());

/** Read by the organisation that registered the person. */
async function expectOfOffice(pseudonym: string, expected: ExpectedRecord, query = ''): Promise<void> {
  const reading = { token: world.tokenOf('office'), pseudonym, query };
  await expectRecord(world.application, reading, expected);
}

async function allOf<T>(path: string, key: string): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Record<string, unknown> = await world.read(
      `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      'liaison',
    );
    found.push(...(page[key] as T[]));
    cursor = page['cursor'] as string | null;
  }
  return found;
}

async function reported(id: string): Promise<Figure['reported']> {
  return (await world.read<Figure>(`/v1/published-figures/${id}`, 'analyst')).reported;
}

describe('scenario 9: burial sites', () => {
  it('are 18, of which three have a count and no other is counted as empty', async () => {
    const sites = await allOf<ListedSite>('/v1/sites?limit=5', 'sites');
    expect(new Set(sites.map(({ id }) => id)).size).toBe(SITES);
    const counts = sites.map((one) => one.counts.map(({ recovered }) => recovered));
    expect(counts.filter((one) => one.length > 0).sort()).toEqual([[11], [28], [64]]);
    expect(counts.filter((one) => one.length === 0)).toHaveLength(15);
  });

  it('have 28 cases of remains at the one, as many as its count says', async () => {
    const remains = await allOf<{ id: string; siteId: string }>(`/v1/remains?site=${site}&limit=10`, 'remains');
    expect(remains.map(({ id }) => id).sort()).toEqual([...cases].sort());
    expect(new Set(remains.map(({ siteId }) => siteId))).toEqual(new Set([site]));
  });

  it('have 662 remains by a published figure, beside which the registry guesses no count of its own', async () => {
    for (const [id, value] of [
      ['uncovered', { min: 662 }],
      ['at-the-site', { exact: 28 }],
    ] as const) {
      const figure = await world.read<Figure>(`/v1/published-figures/${id}`, 'analyst');
      expect(figure.value).toEqual(value);
      expect(figure.reported).toMatchObject({
        state: 'not_comparable',
        reason: 'no_definition',
        comparison: null,
        counts: [],
      });
    }
  });
});

describe('scenario 9: people missing for thirty years', () => {
  it('are identified, handed over in part and whole, and given back what the rest supports where a link is withdrawn', async () => {
    const [lost, captive, mistaken] = [
      await world.missingForBoth([LOST_1991]),
      await world.missingForBoth([taken(world.north)]),
      await world.missingForBoth([LOST_1991]),
    ];
    const before = [MISSING, BELIEVED_HELD, MISSING];
    for (const [at, { own }] of [lost, captive, mistaken].entries()) await expectOfOffice(own, before[at]!);
    expect(await reported('identified')).toMatchObject({
      state: 'counted',
      comparison: 'below',
      counts: [{ day: '2021-05-31', count: 0 }],
    });

    const [ofLost, ofCaptive, ofMistaken] = [
      await world.confirmedLink(cases[0]!, [lost.theirs]),
      await world.confirmedLink(cases[1]!, [captive.theirs]),
      await world.confirmedLink(cases[2]!, [mistaken.theirs]),
    ];
    await expectOfOffice(lost.own, IDENTIFIED);
    await expectOfOffice(captive.own, { ...IDENTIFIED, ...DEAD_AFTER_CAPTURE });
    await expectOfOffice(mistaken.own, IDENTIFIED);
    expect(await reported('identified')).toMatchObject({
      state: 'counted',
      comparison: 'equal',
      counts: [{ day: '2021-05-31', count: 3 }],
    });

    const handOver = (at: number, link: string, extent: string): Promise<void> =>
      world.done(`/v1/remains/${cases[at]!}/links/${link}/hand-over`, 'second', { ...WHOLE, extent });
    await handOver(0, ofLost, 'part');
    await expectOfOffice(lost.own, IDENTIFIED);
    await handOver(0, ofLost, 'whole');
    await expectOfOffice(lost.own, RETURNED);
    await handOver(1, ofCaptive, 'whole');
    await expectOfOffice(captive.own, { ...RETURNED, ...DEAD_AFTER_CAPTURE });
    await handOver(2, ofMistaken, 'whole');
    await expectOfOffice(mistaken.own, RETURNED);

    const known = new Date(world.application.clock.now()).toISOString();
    const withdrawal = { reason: 'The samples were exchanged.' };
    await world.done(`/v1/remains/${cases[2]!}/links/${ofMistaken}/withdrawal`, 'second', withdrawal);
    await expectOfOffice(mistaken.own, MISSING);
    await expectOfOffice(mistaken.own, RETURNED, `&knownAt=${known}`);
    await expectOfOffice(lost.own, RETURNED);
    await world.done(`/v1/remains/${cases[1]!}/links/${ofCaptive}/withdrawal`, 'second', withdrawal);
    await expectOfOffice(captive.own, BELIEVED_HELD);
    expect(await reported('identified')).toMatchObject({
      state: 'counted',
      comparison: 'below',
      counts: [{ day: '2021-05-31', count: 1 }],
    });
  });

  it('are counted at the site by a newer count beside the older one, which no withdrawal changes', async () => {
    await world.made(`/v1/sites/${site}/counts`, 'second', { asOf: '2021-06', recovered: 28, identified: 1 });
    expect(await world.read(`/v1/sites/${site}`, 'liaison')).toMatchObject({
      counts: [
        { asOf: '2021-06', recovered: 28, identified: 1, handedOver: null },
        { asOf: '2021-05', recovered: 28, identified: null, handedOver: null },
      ],
    });
  });
});
