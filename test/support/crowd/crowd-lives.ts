// The plainest life of each status, among those whom chance alone brings to none: whose holder each has is drawn.

import type { WhereaboutsStatus } from '../../../src/domain/records/whereabouts-status.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';

interface Said {
  readonly kind: string;
  readonly valid: string;
  readonly source?: string;
  readonly grade?: string;
  readonly details?: Given;
  /** By the forensic institute, which no party holds. */
  readonly byInstitute?: true;
}

type Life = (holder: string) => readonly Said[];

const captured = (holder: string): Said => ({ kind: 'capture', valid: '2020-11-10', details: { holder } });
const acknowledged = (party: string): Said => ({ kind: 'acknowledgement', valid: '2020-12-01', details: { party } });
const identified: Said = {
  kind: 'remains_identified',
  valid: '2021-02',
  source: 'forensic_report',
  grade: 'A1',
  details: { method: 'dna', level: 'confirmed', remains: 'r-17' },
  byInstitute: true,
};

function returned(kind: string, ended: Given = {}): Life {
  const details = { attestedBy: 'family' };
  return (holder) => [
    captured(holder),
    { kind, valid: '2021-02-01', details: { party: holder, ...ended } },
    { kind: 'arrival', valid: '2021-02-03', source: 'family', details },
  ];
}

const LIVES = {
  missing: () => [{ kind: 'disappearance', valid: '2020-11-01', source: 'family' }],
  believed_held: (holder) => [captured(holder)],
  held_denied: (party) => [
    captured(party),
    { kind: 'denial', valid: '2021-02-01', details: { party, aboutThisPerson: true } },
  ],
  held_acknowledged: (holder) => [captured(holder), acknowledged(holder)],
  whereabouts_lost: (holder) => [
    captured(holder),
    acknowledged(holder),
    { kind: 'search_negative', valid: '2021-02-01', details: { where: 'place_of_detention', party: holder } },
  ],
  release_unconfirmed: (party) => [captured(party), { kind: 'release', valid: '2021-02-01', details: { party } }],
  at_liberty_elsewhere: (holder) => [
    captured(holder),
    {
      kind: 'located',
      valid: '2021-02-01',
      details: { attestedBy: 'neutral_agency', whereTheyWishToBe: false },
    },
  ],
  returned_released: returned('release'),
  returned_exchanged: returned('exchange'),
  returned_repatriated: returned('repatriation', { consented: true }),
  returned_escaped: returned('escape'),
  returned_located: (holder) => [
    captured(holder),
    { kind: 'located', valid: '2021-02-01', source: 'family', details: { attestedBy: 'family' } },
  ],
  death_reported: (party) => [
    captured(party),
    { kind: 'death', valid: '2021-02-01', source: 'media', details: { party, circumstance: 'in_custody' } },
  ],
  dead_not_returned: (holder) => [
    captured(holder),
    { kind: 'death', valid: '2021-02-01', source: 'death_certificate' },
  ],
  remains_identified: (holder) => [captured(holder), identified],
  remains_returned: (holder) => [
    captured(holder),
    identified,
    { kind: 'remains_handed_over', valid: '2021-03', details: { extent: 'whole', remains: 'r-17', party: holder } },
  ],
  closed: (holder) => [
    captured(holder),
    { kind: 'closure', valid: '2021-02-01', details: { ground: 'registered_in_error' } },
  ],
} as const satisfies Readonly<Record<WhereaboutsStatus, Life>>;

/** Told before anybody else is registered, so that the institute finds the newest of its list to be whom it speaks of. */
export async function tellLives(clerk: CrowdClerk): Promise<void> {
  const [office] = clerk.cast.offices;
  const institute = clerk.cast.offices.find(({ name }) => name.startsWith('Institute'));
  if (office === undefined || institute === undefined) throw new Error('nobody to tell of lives');
  for (const [status, life] of Object.entries(LIVES)) {
    const registration = { sharingLevel: 'partners_pseudonymous', legalBasis: 'public_interest', reference: status };
    const side = clerk.key(clerk.anySide());
    const made = await clerk.send(office.worker, '/v1/persons', { ...registration, side });
    const own = String(made?.['pseudonym']);
    for (const { byInstitute, ...said } of life(clerk.key(clerk.anySide())) as readonly Said[]) {
      const statement = { source: 'organisation', grade: 'B2', ...said };
      const [by, pseudonym] = byInstitute ? [institute, await newestOf(clerk, institute)] : [office, own];
      await clerk.send(by.worker, `/v1/persons/${pseudonym}/statements`, statement);
    }
  }
}

async function newestOf(clerk: CrowdClerk, { worker }: CrowdClerk['cast']['offices'][number]): Promise<string> {
  const { records } = await clerk.read(worker, '/v1/persons?limit=200');
  return (records as { pseudonym: string }[]).at(-1)?.pseudonym ?? '';
}
