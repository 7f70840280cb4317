// Takes what somebody says of two records that may be one person: that they are, that they are not, or that their owners are to be told.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ProposalState } from '../../domain/matching/match-proposal.js';
import {
  readMatchVerdict,
  requireUndecided,
  stateAfterNotSame,
  type JudgedProposal,
} from '../../domain/matching/match-verdict.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { Database } from '../../persistence/database.js';
import { addLinkProposal } from '../../persistence/links/add-link-proposal.js';
import { comparedMatch, getHeardMatch } from '../../persistence/matches/get-heard-match.js';
import { judgedOf } from '../../persistence/matches/judged-proposal.js';
import type { HeardProposal } from '../../persistence/matches/match-proposal.repository.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

export interface JudgeMatchCommand {
  readonly id: string;
  /** same or not_same of owners, not_same or tell of the central agency. */
  readonly verdict: string;
  readonly reason: string;
  /** Of `same`: the pseudonym of the record that would survive. */
  readonly into?: string | undefined;
  /** The tag of the match as the verifier read it; nobody decides on records that they have not seen. */
  readonly ifMatch: IfMatch;
}

export interface JudgedMatch {
  readonly id: string;
  readonly state: ProposalState;
  /** The link that `same` has proposed, which another person confirms. */
  readonly linkId: string | null;
}

/** Days in which owners are to get in touch with the central agency. */
const DAYS_TO_COME = 7;
const DAY = 86_400_000;

interface Said {
  readonly proposal: HeardProposal;
  readonly judged: JudgedProposal;
  readonly reason: string;
  readonly into: string | undefined;
  readonly now: number;
}

@Injectable()
export class JudgeMatch {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: JudgeMatchCommand, request: RequestKey | null): Promise<JudgedMatch> {
    requireAllowed(actor, 'judge_match');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { personIds } = await getHeardMatch(room, actor, command.id);
        await room.persons.lockForWriting(...personIds);
        const proposal = await room.reaching('registry', () => room.matches.lockPair(...personIds));
        if (proposal === null) throw notFound();
        const verdict = readMatchVerdict(command.verdict, proposal.deciders);
        requireSeen(command.ifMatch, (await comparedMatch(room, actor, proposal, now)).tag);
        const judged = judgedOf(proposal);
        requireUndecided(actor, judged, verdict);
        const { reason, settle } = await lookThroughReason(room, actor, given, [...personIds]);
        const said: Said = { proposal, judged, reason, into: command.into, now };
        const linkId = verdict === 'same' ? await this.proposeLink(room, actor, said) : null;
        if (verdict === 'tell') await tellOwners(room, said);
        const state =
          verdict === 'tell'
            ? 'told'
            : verdict === 'same'
              ? judged.state
              : stateAfterNotSame(actor.organisationId, judged);
        const { organisationId, userId } = actor;
        await room.matches.addVerdict(proposal.id, { organisationId, userId, verdict, reason, at: now });
        if (state !== proposal.state)
          await room.reaching('registry', () => room.matches.moveTo(proposal.id, state, now));
        await room.audit.note(
          ...personIds.map((personId) => ({
            action: 'match_judged' as const,
            subjectKind: 'match',
            subjectId: proposal.id,
            personId,
            details: { verdict, state },
          })),
        );
        await settle();
        return { id: proposal.id, state, linkId };
      }),
    );
  }

  private async proposeLink(room: Room, actor: Actor, { proposal, reason, into, now }: Said): Promise<string> {
    const survivor = into === undefined ? null : await getVisiblePerson(room, actor, into);
    if (survivor === null || !proposal.personIds.includes(survivor.id))
      throw invalidField('/into', 'the pseudonym of the one of the two whose record survives');
    const persons = await room.persons.filterVisible(actor, proposal.personIds);
    const from = persons.find((person: Person) => person.id !== survivor.id);
    if (from === undefined) throw notFound();
    const id = this.entropy.shownId();
    await addLinkProposal(room, actor, { id, from, into: survivor, reason, at: now });
    return id;
  }
}

/** Each is told of its own record alone: not of the other, not by whom it was registered, and not of the match. */
async function tellOwners(room: Room, { proposal, now }: Said): Promise<void> {
  const due = dayOf(now + DAYS_TO_COME * DAY);
  await room.reaching('registry', async () => {
    const tasks = proposal.personIds.map((personId, at) => ({
      ...{ personId, organisationId: proposal.owners[at] ?? '', due },
      ...{ kind: 'contact_central_agency' as const, origin: 'match' as const },
    }));
    await room.tasks.add(tasks, now);
  });
}
