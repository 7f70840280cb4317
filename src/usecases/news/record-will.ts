// Records what a person who was found wants: contact with whom, and who may know what is recorded from then on.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readWill, type GivenWill } from '../../domain/news/person-will.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { reproject } from '../../persistence/records/reproject.js';
import type { Room } from '../../persistence/room.js';

export interface RecordWillCommand {
  readonly pseudonym: string;
  readonly will: GivenWill;
}

@Injectable()
export class RecordWill {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: RecordWillCommand,
    request: RequestKey | null,
  ): Promise<{ pseudonym: string; number: number }> {
    requireAllowed(actor, 'record_will');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        requireOwner(actor, person, 'records what the person wants');
        const will = readWill(command.will, now);
        await requireKnown(room, will.namedOrganisations);
        await room.persons.lockForWriting(person.id);
        const number = await room.wills.add(person.id, will, actor.userId, now);
        await reproject(room, person.id, now);
        await room.audit.note({
          action: 'will_recorded',
          subjectKind: 'person',
          subjectId: person.pseudonym,
          personId: person.id,
          details: { number, contact: will.contact, sharedWith: will.sharedWith, purposes: will.purposes },
        });
        return { pseudonym: person.pseudonym, number };
      }),
    );
  }
}

async function requireKnown(room: Room, named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  const known = new Set((await room.organisations.organisations()).map(({ id }) => id));
  const faults = named.flatMap((id, at) =>
    known.has(id)
      ? []
      : [
          {
            pointer: `/namedOrganisations/${at}`,
            code: 'unknown_organisation',
            expected: 'the id of an organisation of this registry',
          },
        ],
  );
  if (faults.length > 0)
    throw new DomainError('invalid_field', 'An organisation is not known to this registry.', faults);
}
