// Records an item of evidence by the digest of its original; it takes no file and no words about who is in it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { makeEvidenceCode } from '../../domain/evidence/evidence-code.js';
import { requireEvidence, type GivenEvidence } from '../../domain/evidence/read-evidence.js';
import { textsOfLink } from '../../domain/identity/open-text.js';
import { Database } from '../../persistence/database.js';
import { requireKnown } from '../../persistence/exchanges/require-known.js';
import { lookThrough } from '../../persistence/open-text/look-through.js';

export type RecordEvidenceCommand = GivenEvidence;

@Injectable()
export class RecordEvidence {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RecordEvidenceCommand, request: RequestKey | null): Promise<{ code: string }> {
    requireAllowed(actor, 'record_evidence');
    const now = this.entropy.now();
    const given = requireEvidence(command, now);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        await requireKnown(room, {
          organisations: given.namedOrganisations.map((value, at) => ({
            pointer: `/namedOrganisations/${at}`,
            value,
          })),
        });
        const before = await room.evidence.codeOfOriginal(actor.organisationId, given.sha256);
        if (before !== null)
          throw new DomainError('conflict', `Your organisation has recorded this original before, as ${before}.`, [
            { pointer: '/sha256', code: 'recorded_before', expected: `another original than that of ${before}` },
          ]);
        const { isWarned, settle } = await lookThrough(room, actor, textsOfLink('/link', given.link));
        const contents = isWarned ? { ...given, link: null } : given;
        const code = makeEvidenceCode((count) => this.entropy.randomBytes(count));
        await room.evidence.add({ id: this.entropy.innerId(), code, contents }, actor, now);
        const { kind, sharingLevel } = contents;
        await room.audit.note({
          action: 'evidence_recorded',
          subjectKind: 'evidence',
          subjectId: code,
          details: { kind, sharingLevel },
        });
        await settle();
        return { code };
      }),
    );
  }
}
