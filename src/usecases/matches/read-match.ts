// Reads two records that may be one person side by side, with what agrees and what was said of them.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { comparedMatch, getHeardMatch, type ComparedMatch } from '../../persistence/matches/get-heard-match.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';

export interface ReadMatchAnswer extends ComparedMatch {
  readonly parties: PartyLabels;
  readonly knownAt: number;
}

@Injectable()
export class ReadMatch {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: { readonly id: string }): Promise<ReadMatchAnswer> {
    requireAllowed(actor, 'read_matches');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const compared = await comparedMatch(room, actor, await getHeardMatch(room, actor, command.id), now);
      await room.audit.note(
        ...compared.records.map(({ personId }) => ({
          action: 'match_read' as const,
          subjectKind: 'match',
          subjectId: compared.match.id,
          personId,
          details: { state: compared.match.state },
        })),
      );
      return { ...compared, parties: await partyLabels(room), knownAt: now };
    });
  }
}
