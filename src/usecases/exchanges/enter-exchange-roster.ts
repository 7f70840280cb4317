// Enters or corrects the roster of an exchange in bulk, all lines or none.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isEmptyRoster, readRoster, type GivenRoster, type RosterDraft } from '../../domain/exchanges/read-roster.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { enterRoster, type ExchangeTerms } from '../../persistence/exchanges/enter-roster.js';
import type { Writing } from '../../persistence/exchanges/exchange-statements.js';
import {
  getExchangeForWriting,
  requireOwnExchange,
  type RecordedExchange,
} from '../../persistence/exchanges/get-visible-exchange.js';
import { registerUnidentified } from '../../persistence/exchanges/register-unidentified.js';
import { requireKnown, speakersOf } from '../../persistence/exchanges/require-known.js';

export interface EnterRosterCommand extends GivenRoster {
  readonly exchangeId: string;
  /** Needed where statements are taken back. */
  readonly reason?: string | undefined;
}

export interface EnteredRosterAnswer {
  readonly id: string;
  /** Lines that changed something. */
  readonly entered: number;
  readonly written: number;
  readonly retracted: number;
  readonly unidentified: readonly string[];
}

@Injectable()
export class EnterExchangeRoster {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: EnterRosterCommand, request: RequestKey | null): Promise<EnteredRosterAnswer> {
    requireAllowed(actor, 'record_exchange');
    const { entropy } = this;
    const now = entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const recorded = await getExchangeForWriting(room, actor, command.exchangeId);
        const { exchange } = recorded;
        requireOwnExchange(actor, exchange);
        const roster = requireRoster(command, recorded);
        await requireKnown(room, { parties: speakersOf(roster.counts) });
        const writing: Writing = { actor, entropy, now, exchangeId: exchange.id };
        const { reason, settle } =
          command.reason === undefined
            ? { reason: undefined, settle: null }
            : await lookThroughReason(room, actor, command.reason);
        await room.exchanges.addCounts(exchange.id, roster.counts, actor.userId, now);
        const terms = termsOf(recorded);
        const { lines, unidentified } = roster;
        const { entries } = recorded;
        const { entered, written, retracted } = await enterRoster(room, writing, { lines, entries, terms, reason });
        const registered =
          terms.handOver === null
            ? { pseudonyms: [], written: 0 }
            : await registerUnidentified(room, writing, { exchange, unidentified, terms: terms.handOver });
        const answer = {
          id: exchange.id,
          entered,
          written: written + registered.written,
          retracted,
          unidentified: registered.pseudonyms,
        };
        await room.audit.note({
          action: 'roster_entered',
          subjectKind: 'exchange',
          subjectId: exchange.id,
          details: { ...answer, unidentified: registered.pseudonyms.length, counts: roster.counts.length },
        });
        await settle?.();
        return answer;
      }),
    );
  }
}

function requireRoster(given: GivenRoster, { exchange, state }: RecordedExchange): RosterDraft {
  if (state === 'called_off') throw new DomainError('conflict', 'The exchange was called off; it has no roster.');
  const faults: FieldFault[] = [];
  const roster = readRoster(given, { sides: exchange.sides, state }, faults);
  if (faults.length === 0 && isEmptyRoster(roster)) {
    faults.push({ pointer: '/lines', code: 'needed', expected: 'at least one line, count or person' });
  }
  if (faults.length > 0) {
    throw new DomainError('invalid_field', 'The roster cannot be entered as given; nothing of it was.', faults);
  }
  return roster;
}

/** As the steps that were taken said it. */
function termsOf({ steps }: RecordedExchange): ExchangeTerms {
  const handOver = steps.find(({ state }) => state === 'handed_over')?.terms ?? null;
  const verified = steps.find(({ state }) => state === 'verified');
  const arrival =
    verified === undefined || verified.terms === null || verified.attestedBy === null
      ? null
      : { terms: verified.terms, attestedBy: verified.attestedBy };
  return { handOver, arrival };
}
