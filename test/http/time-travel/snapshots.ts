// What several readers are answered at one moment, kept until the end, when all of it is asked again with `knownAt` of that moment.

import type { Office } from '../../support/crowd/crowd-cast.js';
import type { CrowdClerk } from '../../support/crowd/crowd-clerk.js';
import { RECORD_FLAGS } from '../../../src/domain/records/flags.js';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';

interface Snapshot {
  readonly office: Office;
  readonly address: string;
  readonly at: number;
  readonly answer: string;
  /** How many steps had been taken. */
  readonly step: number;
}

const SOME_DAY = 'validAt=2021-02-01';
/** Enough to see what is wrong. */
const MOST_TOLD = 10;

/** Two that depend on no party and one that does. */
function readersOf({ cast }: CrowdClerk): readonly Office[] {
  return [0, 1, 3].map((at) => cast.offices[at]!);
}

function ofPersons(pseudonyms: readonly string[]): string[] {
  const rests = [
    '?why=true',
    '/status?why=true',
    '/statements',
    '/links',
    `?why=true&${SOME_DAY}`,
    `/statements?${SOME_DAY}`,
  ];
  return pseudonyms.flatMap((pseudonym) => rests.map((rest) => `/v1/persons/${pseudonym}${rest}`));
}

const LISTS_AND_COUNTS = [
  '/v1/persons?limit=200',
  `/v1/persons?limit=200&${SOME_DAY}`,
  '/v1/persons?limit=2',
  ...WHEREABOUTS_STATUSES.map((status) => `/v1/persons?status=${status}`),
  ...RECORD_FLAGS.map((flag) => `/v1/persons?flag=${flag}`),
  '/v1/statistics/whereabouts-status?by=side,holder',
  '/v1/statistics/whereabouts-status?by=sex,state,month,category',
  `/v1/statistics/whereabouts-status?by=side&${SOME_DAY}`,
  '/v1/statistics/flag?by=source,nationality',
  '/v1/statistics/time-in-custody?by=quarter',
  '/v1/statistics/whereabouts-status/flow?from=2020-12-31&to=2021-05-31&by=side,holder',
  '/v1/statistics/time-to-return/cohort?lost=2021&months=4',
  '/v1/tasks',
  '/v1/links',
];

/** What else keeps its past; each list, and each of what is on it. */
const THINGS: Readonly<Record<string, string>> = {
  exchanges: 'exchanges(id)',
  remains: 'remains(id)',
  sites: 'sites(id)',
  evidence: 'evidence(code)',
  'published-figures': 'published-figures(id)',
  lists: 'lists(id)',
  'tracing-requests': 'tracing-requests(id)',
};

/** And what is told of each of them at an address below its own. */
const BELOW: Readonly<Record<string, readonly string[]>> = { 'published-figures': ['/beside.svg'] };

function ofThings({ known }: CrowdClerk): string[] {
  return Object.entries(THINGS).flatMap(([name, subject]) => {
    const each = (known.get(subject) ?? []).map(({ values }) => `/v1/${name}/${Object.values(values)[0] ?? ''}`);
    const below = (BELOW[name] ?? []).flatMap((rest) => each.map((address) => `${address}${rest}`));
    return [`/v1/${name}?limit=200`, ...each, ...below];
  });
}

/** A withdrawal often comes at the very next step, so that what it is of must have been asked about at this one. */
function isAskedAlways(office: Office, address: string, { cast }: CrowdClerk): boolean {
  if (address === '/v1/persons?limit=200') return true;
  const isOfWithdrawn = address.endsWith('/statements') || /^\/v1\/(evidence|remains)\/[^/]+$/.test(address);
  return isOfWithdrawn && office !== cast.offices[1];
}

function withTime(address: string, at: number): string {
  const knownAt = `knownAt=${new Date(at).toISOString()}`;
  return address.includes('?') ? `${address}&${knownAt}` : `${address}?${knownAt}`;
}

export class Snapshots {
  readonly taken: Snapshot[] = [];
  private step = 0;

  /** `every`: how many snapshots it takes until everything that can be asked was asked; what can be withdrawn at the next step stands in each. */
  constructor(private readonly every: number) {}

  async take(clerk: CrowdClerk): Promise<void> {
    this.step += 1;
    for (const office of readersOf(clerk)) {
      const all = [...ofPersons(clerk.peopleOf(office)), ...LISTS_AND_COUNTS, ...ofThings(clerk)];
      for (const [place, address] of all.entries()) {
        if (!isAskedAlways(office, address, clerk) && (place + this.step) % this.every !== 0) continue;
        const at = clerk.services.first.clock.now();
        this.taken.push({ office, address, at, step: this.step, answer: await asked(clerk, office, address) });
      }
    }
  }

  /** Everything that is told of a moment otherwise than it was told at that moment. */
  async differences(clerk: CrowdClerk): Promise<string[]> {
    const found: string[] = [];
    for (const { office, address, at, answer, step } of this.taken) {
      const now = await asked(clerk, office, withTime(address, at));
      if (now === answer || found.length >= MOST_TOLD) continue;
      found.push(`after step ${step}, ${address} to ${office.name}:\n  ${firstDifference(answer, now).join('\n  ')}`);
    }
    return found;
  }
}

/** A cursor carries the moment that it goes on from, and a refusal the id of its request. */
async function asked(clerk: CrowdClerk, office: Office, address: string): Promise<string> {
  const { status, text } = await clerk.services.ask(office.worker, 'GET', address);
  return `${status} ${text.replaceAll(/"(cursor|requestId)":"[^"]+"/g, '"$1":"one"')}`;
}

function firstDifference(one: string, other: string): [string, string] {
  let at = 0;
  while (one[at] === other[at] && at < one.length) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 120), at + 240);
  return [around(one), around(other)];
}
