// Adds a place to the gazetteer, under its parent.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { textProblem } from '../../domain/identity/plain-text.js';
import { Database } from '../../persistence/database.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { lookThrough, WITHHELD } from '../../persistence/open-text/look-through.js';
import type { GazetteerPlace } from '../../persistence/places/place.repository.js';
import type { Room } from '../../persistence/room.js';

export interface AddPlaceCommand {
  /** `scheme:code`, for example an ISO 3166-2 code or a p-code. */
  readonly code: string;
  readonly name: string;
  /** Absent for a place of the first administrative level. */
  readonly parent?: string | undefined;
}

const CODE = /^[a-z][a-z0-9-]{0,39}:[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const LONGEST_NAME = 200;
const DEEPEST_LEVEL = 6;

@Injectable()
export class AddPlace {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: AddPlaceCommand, request: RequestKey | null): Promise<GazetteerPlace> {
    requireAllowed(actor, 'add_place');
    if (!CODE.test(command.code)) throw invalidField('/code', 'scheme:code, for example iso-3166-2:XA-01');
    if (textProblem(command.name, { longest: LONGEST_NAME }) !== null) {
      throw invalidField('/name', `a name of up to ${LONGEST_NAME} characters`);
    }
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, this.entropy.now(), async () => {
        const level = await levelUnder(room, command.parent);
        const { code } = command;
        const name = command.name.trim();
        const { isWarned, settle } = await lookThrough(room, actor, [{ pointer: '/name', text: name }]);
        const place = { code, parentCode: command.parent ?? null, name: isWarned ? WITHHELD : name, level };
        const added = await room.places.addUnseen([place]);
        if (added.length === 0) throw new DomainError('conflict', 'The gazetteer has a place of this code.');
        await room.audit.note({ action: 'place_added', subjectKind: 'place', subjectId: code, details: { level } });
        await settle();
        return place;
      }),
    );
  }
}

async function levelUnder(room: Room, parentCode: string | undefined): Promise<number> {
  if (parentCode === undefined) return 1;
  const parent = await room.places.find(parentCode);
  if (parent === null) throw invalidField('/parent', 'the code of a place of the gazetteer');
  if (parent.level >= DEEPEST_LEVEL) throw invalidField('/parent', `a place above level ${DEEPEST_LEVEL}`);
  return parent.level + 1;
}
