// Asks the owner organisation to disclose fields of an identity; two of its people decide.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  readDisclosureRequest,
  type GivenDisclosureRequest,
  type ReadDisclosureRequest,
} from '../../domain/identity/disclosure-request-reading.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { noteOfRequest } from '../../persistence/disclosures/get-disclosure-request.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

export interface RequestDisclosureCommand extends GivenDisclosureRequest {
  readonly pseudonym: string;
}

@Injectable()
export class RequestDisclosure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Whether a name is known is for the owner to tell: a request about a nameless person is taken in like one about anybody else. */
  async execute(actor: Actor, command: RequestDisclosureCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'request_disclosure');
    const now = this.entropy.now();
    const asked = readOrRefer(command);
    const outcome = await this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      if (asked instanceof DomainError) return this.refer(room, person, asked);
      return room.idempotency.once(request, now, async () => {
        const id = this.entropy.shownId();
        const { reason, settle } = await lookThroughReason(room, actor, asked.reason, [person.id]);
        await room.disclosureRequests.add(actor, { ...asked, reason, id, personId: person.id }, now);
        const { purpose, identityCheck } = asked;
        const { fields, days, once } = asked.asked;
        const details = { purpose, fields, days, once, identityCheck };
        await room.audit.note(noteOfRequest({ id, subjectId: person.id }, 'disclosure_requested', details));
        await settle();
        return { id };
      });
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }

  /** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
  private async refer(room: Room, person: KnownPerson, refusal: DomainError): Promise<DomainError> {
    const { pseudonym, id } = person;
    const details = { code: refusal.code };
    await room.audit.note({
      action: 'disclosure_refused',
      subjectKind: 'person',
      subjectId: pseudonym,
      personId: id,
      details,
    });
    return refusal;
  }
}

/** A court is referred to the giver, which is a refusal for the log; any other fault of the command is its sender's to mend. */
function readOrRefer(command: RequestDisclosureCommand): ReadDisclosureRequest | DomainError {
  try {
    return readDisclosureRequest(command);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'court_refer_to_giver') return error;
    throw error;
  }
}
