// Notes in the log that a signed-in user was refused: for want of a role, or of a subject that they may see.

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

export interface RefusedRequest {
  readonly code: 'forbidden' | 'not_found';
  readonly method: string;
  /** The route's pattern, without the ids that were asked for. */
  readonly route: string;
}

@Injectable()
export class NoteRefusal {
  constructor(private readonly database: Database) {}

  /** Everybody's refusals are noted. */
  async execute(actor: Actor, refused: RefusedRequest): Promise<void> {
    await this.database.transaction(actor, (room) =>
      room.audit.note({
        action: 'access_refused',
        subjectKind: 'route',
        subjectId: `${refused.method} ${refused.route}`,
        details: { code: refused.code },
      }),
    );
  }
}
