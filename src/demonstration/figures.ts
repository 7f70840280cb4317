// The demonstration's published figures: what five publishers state of the people of each side whom the other is said to hold.

import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../domain/access/actor.js';
import type { RequestKey } from '../domain/access/request-key.js';
import { LoadFigures } from '../usecases/published-figures/load-figures.js';
import type { PartyLabel } from './world.js';

/** In the middle of the time in which most of the invented people are held. */
const DAY = '2020-12-15';

interface Said {
  readonly side: PartyLabel;
  readonly holder: PartyLabel;
  /** Stands in the ids, which are the same for both sides but for it. */
  readonly of: string;
}

const BOTH: readonly Said[] = [
  { side: 'Northern Republic', holder: 'Southern Federation', of: 'north' },
  { side: 'Southern Federation', holder: 'Northern Republic', of: 'south' },
];

/** The same of both sides, whatever they are called. */
function figuresOf({ side, holder, of }: Said): readonly object[] {
  const counted = {
    subject: 'people held by the other side',
    affectedParty: side,
    allegedHolder: holder,
    definition: {
      measure: 'whereabouts-status',
      filter: {
        status: ['believed_held', 'held_denied', 'held_acknowledged', 'whereabouts_lost'],
        side: [side],
        holder: [holder],
      },
    },
  };
  const commission = `Commission on Missing Persons of the ${side}`;
  const ministry = `Ministry of Defence of the ${holder}`;
  return [
    {
      ...counted,
      id: `held-${of}-commission`,
      publisher: commission,
      asOf: DAY,
      value: { exact: 71 },
      allegedBy: commission,
      holderPosition: 'refusal_of_information',
      basis: 'reports of families',
      breakdowns: [{ complete: true, by: 'category', parts: { soldiers: 52, civilians: 21 } }],
    },
    {
      ...counted,
      id: `held-${of}-ministry`,
      publisher: ministry,
      asOf: DAY,
      subject: 'persons in our custody',
      value: { exact: 14 },
      allegedBy: ministry,
      holderPosition: 'acknowledgement',
      basis: 'registers of its own camps',
    },
    {
      ...counted,
      id: `held-${of}-counsel`,
      publisher: 'Lawyers of the Lakes',
      asOf: DAY,
      value: { min: 45, max: 60 },
      allegedBy: 'the families of those held',
      holderPosition: 'denial',
      basis: 'mandates of families',
    },
    {
      ...counted,
      id: `held-${of}-monitor`,
      publisher: 'Valley Monitoring Group',
      asOf: '2020-12',
      value: { min: 30 },
      allegedBy: 'films published by guards',
      holderPosition: 'denial',
      basis: 'films and photos of people in custody',
    },
    {
      ...counted,
      id: `held-${of}-press`,
      publisher: 'Old Border Post',
      publishedOn: DAY,
      value: { approx: 90 },
      allegedBy: 'sources of the paper',
      source: 'an article',
    },
  ];
}

const FIGURES = { figures: BOTH.flatMap(figuresOf) };

export interface FiguresPlay {
  readonly actor: Actor;
  readonly keyOf: (key: string) => RequestKey;
}

/** Loaded again it adds nothing. */
export async function playFigures(app: INestApplicationContext, { actor, keyOf }: FiguresPlay): Promise<void> {
  await app.get(LoadFigures).execute(actor, { file: FIGURES }, keyOf('figures'));
}
