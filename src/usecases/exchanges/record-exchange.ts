// Records that an exchange between parties is proposed.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import { readExchange, type ExchangeDraft, type GivenExchange } from '../../domain/exchanges/read-exchange.js';
import { Database } from '../../persistence/database.js';
import { requireKnown, speakersOf, type Named } from '../../persistence/exchanges/require-known.js';

export interface RecordedExchangeAnswer {
  readonly id: string;
  readonly state: ExchangeState;
}

@Injectable()
export class RecordExchange {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: GivenExchange, request: RequestKey | null): Promise<RecordedExchangeAnswer> {
    requireAllowed(actor, 'record_exchange');
    const now = this.entropy.now();
    const draft = readExchange(command);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const place = await requireKnown(room, {
          parties: partiesOf(draft),
          organisations: organisationsOf(draft),
          place: draft.place,
        });
        const id = this.entropy.shownId();
        const { organisationId } = actor;
        await room.exchanges.add({ ...draft, place, id, organisationId, createdAt: now });
        const proposed = {
          number: 1,
          state: 'proposed',
          day: null,
          place: null,
          terms: null,
          attestedBy: null,
        } as const;
        await room.exchanges.addStep(id, proposed, actor, now);
        await room.exchanges.addCounts(id, draft.counts, actor.userId, now);
        await room.audit.note({
          action: 'exchange_recorded',
          subjectKind: 'exchange',
          subjectId: id,
          details: { sharingLevel: draft.sharingLevel, legalBasis: draft.legalBasis, sides: draft.sides.length },
        });
        return { id, state: 'proposed' as const };
      }),
    );
  }
}

function partiesOf({ sides, intermediary, counts }: ExchangeDraft): Named[] {
  const through = intermediary?.party ?? null;
  return [
    ...sides.map((value, at) => ({ pointer: `/sides/${at}`, value })),
    ...(through === null ? [] : [{ pointer: '/intermediary/party', value: through }]),
    ...speakersOf(counts),
  ];
}

function organisationsOf({ namedOrganisations, intermediary }: ExchangeDraft): Named[] {
  const through = intermediary?.organisationId ?? null;
  return [
    ...namedOrganisations.map((value, at) => ({ pointer: `/namedOrganisations/${at}`, value })),
    ...(through === null ? [] : [{ pointer: '/intermediary/organisation', value: through }]),
  ];
}
