// Asks after a person: a constant answer for whoever depends on a party, a band over visible people for all others.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { compareCandidates } from '../../domain/matching/compare-candidates.js';
import type { MatchVerdict } from '../../domain/matching/identity-agreement.js';
import {
  answersConstantly,
  bandOf,
  CONSTANT_ANSWER,
  type Inquiry,
  type InquiryBand,
  type InquiryState,
} from '../../domain/matching/inquiry-policy.js';
import { readInquiry, type GivenSought, type Sought } from '../../domain/matching/inquiry.js';
import type { IdentityCandidate } from '../../domain/matching/identity-search.js';
import { NameQuota } from '../../domain/matching/name-quota.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import { spendNameQuery } from '../../persistence/inquiries/spend-name-query.js';
import { survivorsOf } from '../../persistence/links/shown-survivor.js';
import { recordsForReader } from '../../persistence/records/records-for-reader.js';
import type { Room } from '../../persistence/room.js';
import { givingWay } from '../../vault/give-way.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface MakeInquiryCommand {
  readonly sought: GivenSought;
  readonly purpose: string;
}

export interface InquiryAnswer {
  readonly id: string;
  readonly state: InquiryState;
  /** The same for every inquiry that is only received. */
  readonly message: string | null;
  readonly band: InquiryBand | null;
  readonly status: WhereaboutsStatus | null;
}

interface Matched {
  readonly verdict: MatchVerdict;
  readonly status: WhereaboutsStatus;
}

@Injectable()
export class MakeInquiry {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
    private readonly quota: NameQuota,
  ) {}

  async execute(actor: Actor, command: MakeInquiryCommand, request: RequestKey | null): Promise<InquiryAnswer> {
    requireAllowed(actor, 'make_inquiry');
    const now = this.entropy.now();
    const { sought, purpose } = readInquiry(command, now);
    await spendNameQuery(this.database, actor, { quota: this.quota, request, now });
    const asked = { organisationId: actor.organisationId, userId: actor.userId, purpose, createdAt: now };
    return answersConstantly(actor)
      ? this.receive(actor, asked, sought, request)
      : this.answer(actor, asked, sought, request);
  }

  /** Nothing is searched, so that neither the answer nor its time can tell; people at the central agency look later. */
  private async receive(
    actor: Actor,
    asked: Asked,
    sought: Sought,
    request: RequestKey | null,
  ): Promise<InquiryAnswer> {
    const { answer, sealed } = await this.database.transaction(actor, async (room) => {
      const attempt: { sealed: string | null } = { sealed: null };
      const done = await room.idempotency.once(request, asked.createdAt, async () => {
        const id = this.entropy.shownId();
        await room.persons.lockRegistrations([id]);
        const received: InquiryAnswer = { id, state: 'received', message: CONSTANT_ANSWER, band: null, status: null };
        await keep(room, { ...asked, id, state: 'received', band: null, status: null });
        // Sealed as one text without names of its own, so that no search ever finds an inquiry among people.
        await this.vault.sealIdentity(id, { notes: JSON.stringify(sought) }, null);
        attempt.sealed = id;
        return received;
      });
      return { answer: done, sealed: attempt.sealed };
    });
    // The inquiry is received whether this succeeds or not; the sweep confirms what was left pending.
    if (sealed !== null) await this.vault.confirm([sealed]).catch(() => undefined);
    return answer;
  }

  private async answer(actor: Actor, asked: Asked, sought: Sought, request: RequestKey | null): Promise<InquiryAnswer> {
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, asked.createdAt, async () => {
        const id = this.entropy.shownId();
        // The inquiry's own id is nobody's: with it the same statement runs for a person not to be seen and for nobody at all.
        let visible: readonly Person[] = [];
        const { candidates, capped } = await this.vault.findCandidates(sought, async (met) => {
          visible = await room.persons.filterNamed(actor, [id, ...met]);
          return new Set(visible.map((person) => person.id));
        });
        const opened = new Set(candidates.map(({ personId }) => personId));
        const persons = visible.filter((person) => opened.has(person.id));
        const matches = await compare(room, actor, { persons, candidates, sought, now: asked.createdAt });
        const verdicts = matches.map(({ verdict }) => verdict);
        const band = bandOf(verdicts, capped);
        const status = band === 'one_match' ? (matches.find(isMatch)?.status ?? null) : null;
        await keep(room, { ...asked, id, state: 'answered', band, status });
        return { id, state: 'answered' as const, message: null, band, status };
      }),
    );
  }
}

type Asked = Pick<Inquiry, 'organisationId' | 'userId' | 'purpose' | 'createdAt'>;

function isMatch({ verdict }: Matched): boolean {
  return verdict !== 'contradicts';
}

const SURENESS: Readonly<Record<MatchVerdict, number>> = { agrees: 2, possible: 1, contradicts: 0 };

async function compare(
  room: Room,
  actor: Actor,
  given: {
    readonly persons: readonly Person[];
    readonly candidates: readonly IdentityCandidate[];
    readonly sought: Sought;
    readonly now: number;
  },
): Promise<Matched[]> {
  const identities = new Map(given.candidates.map(({ personId, identity }) => [personId, identity]));
  const survivors = await survivorsOf(room, actor, given.persons);
  const records = await recordsForReader(room, actor, [...new Set(survivors.values())], {}, given.now);
  const compared = given.persons.flatMap((person) => {
    const survivorId = survivors.get(person.id)?.id ?? person.id;
    const [identity, record] = [identities.get(person.id), records.get(survivorId)];
    if (identity === undefined || record === undefined) return [];
    const { birthYears, sex, status } = record;
    return [{ survivorId, status, held: { identity, birthYears, sex } }];
  });
  const agreements = await givingWay(
    compareCandidates(
      given.sought,
      compared.map(({ held }) => held),
    ),
  );
  const matched = compared.map(({ survivorId, status }, at) => ({
    survivorId,
    status,
    verdict: agreements[at]?.verdict ?? ('contradicts' as const),
  }));
  // Records that were merged are one match; where one of them agrees, the person does.
  const surest = [...matched].sort((a, b) => SURENESS[b.verdict] - SURENESS[a.verdict]);
  return surest.filter(({ survivorId }, at) => surest.findIndex((one) => one.survivorId === survivorId) === at);
}

/** The log says that and why somebody asked, and not what came of it: whoever reads it must not learn more than the asker. */
async function keep(room: Room, inquiry: Inquiry): Promise<void> {
  await room.inquiries.add(inquiry);
  await room.audit.note({
    action: 'inquiry_made',
    subjectKind: 'inquiry',
    subjectId: inquiry.id,
    details: { purpose: inquiry.purpose, state: inquiry.state },
  });
}
