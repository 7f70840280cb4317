// Invites somebody who came back in an exchange to a debrief; who is invited may decline.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isHandedOver } from '../../domain/exchanges/exchange-state.js';
import { cameOver, mayReadEntry } from '../../domain/exchanges/exchange-view.js';
import { Database } from '../../persistence/database.js';
import { getExchangeForWriting } from '../../persistence/exchanges/get-visible-exchange.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface InviteToDebriefCommand {
  readonly exchangeId: string;
  readonly person: string;
}

@Injectable()
export class InviteToDebrief {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: InviteToDebriefCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'hold_debrief');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { exchange, entries, state } = await getExchangeForWriting(room, actor, command.exchangeId);
        const person = await getVisiblePerson(room, actor, command.person);
        const came = cameOver(entries.filter((entry) => mayReadEntry(actor, exchange, entry)));
        if (!isHandedOver(state) || !came.some(({ personId }) => personId === person.id)) {
          throw new DomainError('invalid_field', 'Only who came back in this exchange can be invited.', [
            { pointer: '/person', code: 'not_returned', expected: 'somebody handed over in this exchange' },
          ]);
        }
        const id = this.entropy.shownId();
        const { organisationId } = actor;
        const debrief = { id, exchangeId: exchange.id, personId: person.id, organisationId, invitedAt: now };
        await room.debriefs.invite(debrief, actor.userId);
        await room.audit.note({
          action: 'debrief_invited',
          subjectKind: 'debrief',
          subjectId: id,
          personId: person.id,
          details: { exchangeId: exchange.id },
        });
        return { id };
      }),
    );
  }
}
