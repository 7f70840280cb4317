// Takes an exchange one step further; with the hand-over and the verification the statements about everybody concerned are written.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import { arrivalDraft, attests, requireVerifier } from '../../domain/exchanges/exchange-statement.js';
import { cameOver, mayReadEntry } from '../../domain/exchanges/exchange-view.js';
import { readStep, type GivenStep, type StepDraft } from '../../domain/exchanges/read-step.js';
import { Database } from '../../persistence/database.js';
import { enterRoster } from '../../persistence/exchanges/enter-roster.js';
import { writeForEntries, type Writing } from '../../persistence/exchanges/exchange-statements.js';
import {
  getExchangeForWriting,
  requireOwnExchange,
  type RecordedExchange,
} from '../../persistence/exchanges/get-visible-exchange.js';
import { registerUnidentified } from '../../persistence/exchanges/register-unidentified.js';
import { requireKnown, speakersOf } from '../../persistence/exchanges/require-known.js';
import type { Room } from '../../persistence/room.js';
import { reprojectAll } from '../../persistence/records/reproject.js';

export interface AdvanceExchangeCommand {
  readonly exchangeId: string;
  readonly step: GivenStep;
}

export interface AdvancedExchange {
  readonly id: string;
  readonly state: ExchangeState;
  /** Statements that this step wrote. */
  readonly written: number;
  /** The organisation's pseudonyms for people who cannot say who they are. */
  readonly unidentified: readonly string[];
}

type Written = Pick<AdvancedExchange, 'written' | 'unidentified'>;

@Injectable()
export class AdvanceExchange {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** An organisation other than that of the exchange can verify it, since the arrival is for those who receive to attest. */
  async execute(actor: Actor, command: AdvanceExchangeCommand, request: RequestKey | null): Promise<AdvancedExchange> {
    requireAllowed(actor, 'record_exchange');
    const { entropy } = this;
    const now = entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const recorded = await getExchangeForWriting(room, actor, command.exchangeId);
        const { exchange } = recorded;
        if (command.step.to !== 'verified') requireOwnExchange(actor, exchange);
        const step = readStep(command.step, { sides: exchange.sides, state: recorded.state }, now);
        await requireKnown(room, { parties: speakersOf(step.roster.counts), place: step.place });
        const taken = { ...step, state: step.to, number: recorded.steps.length + 1 };
        await room.exchanges.addStep(exchange.id, taken, actor, now);
        await this.addCounts(room, actor, recorded, step);
        const done = await this.write(room, { actor, entropy, now, exchangeId: exchange.id }, recorded, step);
        await room.audit.note({
          action: 'exchange_advanced',
          subjectKind: 'exchange',
          subjectId: exchange.id,
          details: { state: step.to, written: done.written, unidentified: done.unidentified.length },
        });
        return { id: exchange.id, state: step.to, ...done };
      }),
    );
  }

  private async addCounts(room: Room, actor: Actor, recorded: RecordedExchange, step: StepDraft): Promise<void> {
    if (step.roster.counts.length === 0) return;
    requireOwnExchange(actor, recorded.exchange);
    await room.exchanges.addCounts(recorded.exchange.id, step.roster.counts, actor.userId, this.entropy.now());
  }

  private async write(room: Room, writing: Writing, recorded: RecordedExchange, step: StepDraft): Promise<Written> {
    if (step.to === 'handed_over') return handOver(room, writing, recorded, step);
    if (step.to === 'verified') return { written: await verify(room, writing, recorded, step), unidentified: [] };
    return { written: 0, unidentified: [] };
  }
}

async function handOver(room: Room, writing: Writing, recorded: RecordedExchange, step: StepDraft): Promise<Written> {
  const { exchange, entries } = recorded;
  const { terms, roster } = step;
  if (terms === null) throw invalidField('/day', 'the day of the hand-over');
  const entered = await enterRoster(room, writing, {
    lines: roster.lines,
    entries,
    terms: { handOver: terms, arrival: null },
    reason: undefined,
  });
  const registered = await registerUnidentified(room, writing, {
    exchange,
    unidentified: roster.unidentified,
    terms,
  });
  return { written: entered.written + registered.written, unidentified: registered.pseudonyms };
}

/** Of those whom the actor's organisation may see, and whose arrival is for it to attest. */
async function verify(room: Room, writing: Writing, recorded: RecordedExchange, step: StepDraft): Promise<number> {
  const { actor, now } = writing;
  const { exchange } = recorded;
  const { terms, attestedBy } = step;
  if (terms === null || attestedBy === null) throw invalidField('/attestedBy', 'who attests the arrivals');
  requireVerifier(actor, exchange.sides, attestedBy);
  requireAfterHandOver(recorded, step);
  const came = cameOver(recorded.entries.filter((entry) => mayReadEntry(actor, exchange, entry)));
  const visible = await room.persons.filterVisible(
    actor,
    came.map(({ personId }) => personId),
  );
  const seen = new Set(visible.map(({ id }) => id));
  const arrived = came.filter((entry) => seen.has(entry.personId) && attests(actor, entry));
  if (arrived.length === 0) {
    throw new DomainError('conflict', 'The roster names nobody whose arrival your organisation could attest.');
  }
  const persons = arrived.map(({ personId }) => personId);
  await room.persons.lockForWriting(...persons);
  const drafts = arrived.map((entry) => ({
    entry,
    drafts: [arrivalDraft(terms, attestedBy, entry.confidential, now)],
  }));
  const written = await writeForEntries(room, writing, drafts);
  await reprojectAll(room, persons, now);
  return written;
}

function requireAfterHandOver({ steps }: RecordedExchange, { day }: StepDraft): void {
  const handedOver = steps.find(({ state }) => state === 'handed_over')?.day ?? null;
  if (handedOver === null || day === null || day.latest >= handedOver.earliest) return;
  throw invalidField('/day', 'a day that is not before the hand-over');
}
