// Records whom somebody who came back saw, where and when; with their consent at once as proofs of life.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireMayBeAsked, type Debrief, type Sighting } from '../../domain/exchanges/debrief.js';
import { readSightings, type GivenSighting, type SightingDraft } from '../../domain/exchanges/read-sightings.js';
import type { Place } from '../../domain/records/statement.js';
import { Database } from '../../persistence/database.js';
import { getOwnDebrief, type DebriefAddress } from '../../persistence/exchanges/get-own-debrief.js';
import { settleProofs } from '../../persistence/exchanges/proofs-of-sightings.js';
import type { Room } from '../../persistence/room.js';

export interface RecordSightingsCommand extends DebriefAddress {
  readonly sightings: readonly GivenSighting[];
}

export interface RecordedSightings {
  readonly id: string;
  readonly recorded: number;
  /** Proofs of life; none without consent. */
  readonly written: number;
}

@Injectable()
export class RecordSightings {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RecordSightingsCommand, request: RequestKey | null): Promise<RecordedSightings> {
    requireAllowed(actor, 'hold_debrief');
    const { entropy } = this;
    const now = entropy.now();
    const drafts = readSightings(command.sightings, now);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const debrief = await getOwnDebrief(room, actor, command);
        requireMayBeAsked(debrief);
        const found = await this.locate(room, actor, debrief, drafts);
        await room.debriefs.addSightings(debrief.id, found, actor.userId);
        const { written } = await settleProofs(
          room,
          { actor, entropy, now, exchangeId: debrief.exchangeId },
          { ...debrief, sightings: [...debrief.sightings, ...found] },
        );
        await room.audit.note({
          action: 'sightings_recorded',
          subjectKind: 'debrief',
          subjectId: debrief.id,
          personId: debrief.personId,
          details: { recorded: found.length, written },
        });
        return { id: debrief.id, recorded: found.length, written };
      }),
    );
  }

  /** Throws `invalid_field` with a fault for each person, party and place that the registry does not know. */
  private async locate(
    room: Room,
    actor: Actor,
    debrief: Debrief,
    drafts: readonly SightingDraft[],
  ): Promise<Sighting[]> {
    const faults: FieldFault[] = [];
    const places = await room.places.locate(drafts.flatMap(({ place }) => (place === null ? [] : [place.code])));
    const parties = new Set((await room.organisations.parties()).map(({ partyKey }) => partyKey));
    const found: Sighting[] = [];
    for (const draft of drafts) {
      const person = await room.persons.findVisible(actor, draft.pseudonym);
      const own = faultsOf(draft, { personId: person?.id ?? null, debrief, places, parties });
      faults.push(...own);
      if (person === null || own.length > 0) continue;
      found.push(this.sightingOf(draft, person.id, places));
    }
    if (faults.length === 0) return found;
    throw new DomainError('invalid_field', 'The sightings cannot be recorded as given; none of them was.', faults);
  }

  private sightingOf(draft: SightingDraft, personId: string, places: Located): Sighting {
    const { seen, contactStrength, inCustody, holder, grade } = draft;
    const areas = draft.place === null ? undefined : places.get(draft.place.code);
    const place = draft.place === null || areas === undefined ? null : { ...draft.place, ...areas };
    const { entropy } = this;
    return {
      id: entropy.innerId(),
      personId,
      seen,
      place,
      contactStrength,
      inCustody,
      holder,
      grade,
      recordedAt: entropy.now(),
    };
  }
}

type Located = ReadonlyMap<string, Pick<Place, 'state' | 'municipality'>>;

function faultsOf(
  { pointer, place, holder }: SightingDraft,
  known: {
    readonly personId: string | null;
    readonly debrief: Debrief;
    readonly places: Located;
    readonly parties: ReadonlySet<string>;
  },
): FieldFault[] {
  const faults: FieldFault[] = [];
  const { personId, debrief } = known;
  if (personId === null || personId === debrief.personId) {
    const code = personId === null ? 'unknown_person' : 'the_witness';
    faults.push({ pointer: `${pointer}/person`, code, expected: 'a pseudonym of somebody else whom you know of' });
  }
  if (place !== null && !known.places.has(place.code)) {
    faults.push({ pointer: `${pointer}/place/code`, code: 'unknown_place', expected: 'a code of the gazetteer' });
  }
  if (holder !== null && !known.parties.has(holder)) {
    const expected = 'the partyKey of a party of this registry';
    faults.push({ pointer: `${pointer}/holder`, code: 'unknown_party', expected });
  }
  return faults;
}
