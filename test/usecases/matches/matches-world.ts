// A registry in which several organisations have registered people who may be one, and the use cases that find and decide it.

import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import type { ShownMatch } from '../../../src/domain/matching/shown-match.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import type { SharingLevel } from '../../../src/domain/access/person-visibility.js';
import { JudgeMatch, type JudgedMatch, type JudgeMatchCommand } from '../../../src/usecases/matches/judge-match.js';
import { ListMatches } from '../../../src/usecases/matches/list-matches.js';
import { MatchPersons, type MatchedPersons } from '../../../src/usecases/matches/match-persons.js';
import { ReadMatch, type ReadMatchAnswer } from '../../../src/usecases/matches/read-match.js';
import { openLinksWorld, type LinksWorld } from '../links/links-world.js';
import { statement } from '../case-world.js';

export const JOB = servicePrincipal('job', '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b13');

const GIVEN = ['Tavron', 'Belmir', 'Osgelt', 'Kardun', 'Ferzit', 'Mondar', 'Selvik', 'Ruftan', 'Dorbeg', 'Galtum'];
const FAMILY = ['Lazmeki', 'Horduni', 'Besgara', 'Tulmadi', 'Wernoli', 'Zakvemi', 'Nostari', 'Kulfeni', 'Rabdosi'];

/** Names that agree with none of the others of one test file; the ninety-first is the first. */
export function inventedNames(): () => string {
  let serial = 0;
  return () => {
    serial += 1;
    return `${GIVEN[serial % GIVEN.length] ?? ''} ${FAMILY[serial % FAMILY.length] ?? ''}`;
  };
}

/** Somebody lost in May 2021, of this name and birth date. */
export function lost(
  name: string,
  birthDate: string | null,
  sharingLevel: SharingLevel = 'partners_pseudonymous',
  more: Partial<GivenRegistration> = {},
): Partial<GivenRegistration> {
  return {
    sharingLevel,
    statements: [statement({ kind: 'disappearance', valid: '2021-05-20' })],
    identity: { names: [{ text: name }], ...(birthDate !== null && { birthDate }) },
    ...more,
  };
}

export interface MatchesWorld extends LinksWorld {
  /** A verifier of the central agency. */
  readonly agency: Actor;
  match(most?: number): Promise<MatchedPersons>;
  /** What waits for the actor, or all of one state. */
  listed(actor: Actor, state?: string): Promise<readonly ShownMatch[]>;
  readMatch(actor: Actor, id: string): Promise<ReadMatchAnswer>;
  judge(actor: Actor, id: string, said: Partial<JudgeMatchCommand> & { verdict: string }): Promise<JudgedMatch>;
  /** Alters a byte of what is sealed of this person's names, or puts it back where it was altered. */
  alterSeal(pseudonym: string): Promise<void>;
  /** States of all proposals, past every privilege. */
  states(): Promise<string[]>;
  stateOf(id: string): Promise<string>;
}

export async function openMatchesWorld(): Promise<MatchesWorld> {
  const world = await openLinksWorld();
  const agency = await world.worker({ roles: ['verifier', 'coordinator', 'liaison'], kind: 'central_tracing_agency' });
  return {
    ...world,
    agency,
    match: (most) =>
      new MatchPersons(world.database, world.vault, world.clock).execute(JOB, most === undefined ? {} : { most }),
    listed: async (actor, state) =>
      (await new ListMatches(world.database).execute(actor, { state, limit: 200 })).matches,
    readMatch: (actor, id) => new ReadMatch(world.database, world.clock).execute(actor, { id }),
    judge: (actor, id, said) =>
      new JudgeMatch(world.database, world.clock).execute(
        actor,
        { id, reason: 'Looked at both.', ifMatch: ['*'], ...said },
        null,
      ),
    alterSeal: async (pseudonym) => {
      const { rowCount } = await world.owner.query(
        `UPDATE vault.sealed_field f SET sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)
         FROM registry.pseudonym n WHERE n.person_id = f.person_id AND n.pseudonym = $1 AND f.field = 'names'`,
        [pseudonym],
      );
      if (rowCount !== 1) throw new Error(`${rowCount} seals were altered`);
    },
    states: async () => {
      const { rows } = await world.owner.query<{ state: string }>(
        'SELECT state FROM registry.match_proposal ORDER BY 1',
      );
      return rows.map(({ state }) => state);
    },
    stateOf: async (id) => {
      const { rows } = await world.owner.query<{ state: string }>(
        'SELECT state FROM registry.match_proposal WHERE id = $1',
        [id],
      );
      return rows[0]?.state ?? '';
    },
  };
}
