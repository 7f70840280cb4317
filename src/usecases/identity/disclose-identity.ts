// Shows named fields of an identity, after saying so in the log: to an assigned worker for a purpose and a reason, or by a granted request.

import { Injectable } from '@nestjs/common';
import { allEnded } from '../../domain/all-ended.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { disclosureRefusal, isOwner } from '../../domain/access/case-rights.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { DISCLOSURE_LASTS, isOpen, type CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import { DISCLOSED_WITHIN, disclosureLimitRefusal } from '../../domain/identity/disclosure-limit.js';
import { readUse } from '../../domain/identity/disclosure-request-reading.js';
import { fieldsOfUse, mayShowAgain, stateRefusal } from '../../domain/identity/disclosure-request.js';
import { readDisclosureCommand, type DisclosureCommand } from '../../domain/identity/disclosure.js';
import type { IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { FIELDS_WITH_NAMES } from '../../domain/identity/names-of-identity.js';
import { lostRefusal, namelessRefusal } from '../../domain/identity/nothing-to-show.js';
import { wantedPseudonym } from '../../domain/identity/wanted-pseudonym.js';
import { Database, type Decided } from '../../persistence/database.js';
import { holdDisclosureRequest } from '../../persistence/disclosures/get-disclosure-request.js';
import {
  lookThroughReason,
  lookThroughReasonAhead,
  type ReasonLookedThrough,
} from '../../persistence/open-text/look-through.js';
import { SomebodyMet } from '../../persistence/open-text/somebody-met.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import type { HeldIdentity } from '../../vault/held-identity.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DiscloseIdentityCommand {
  readonly pseudonym: string;
  /** With a reason, where no request is named. */
  readonly purpose?: unknown;
  /** All that was granted, where a request is named and they are absent. */
  readonly fields?: unknown;
  readonly reason?: unknown;
  /** Id of the actor's own request, as it was granted. */
  readonly request?: unknown;
}

export interface DisclosedIdentity {
  readonly disclosureId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly identity: IdentityParticulars;
}

/** What is to be written down: asked for by a worker of the case, or a use of a grant. */
interface Allowed extends DisclosureCommand {
  readonly requestId: string | null;
  readonly once: boolean;
  readonly expiresAt: number;
  /** Read with what the look compares; that of a request is read when it is known to be granted. */
  readonly held?: HeldIdentity;
}

/** Written down, and sealed still. */
interface Recorded extends Pick<CarriedDisclosure, 'id' | 'expiresAt' | 'fields'> {
  readonly held: HeldIdentity;
}

interface Judged {
  readonly allowed: Allowed | DomainError;
  /** What the reason is found to hold; null where it is not looked through for this, as that of a request, which was when it was made. */
  readonly looked: Promise<ReasonLookedThrough | null>;
}

interface Looked extends Pick<Judged, 'looked'> {
  readonly allowed: Allowed;
}

const UNLOOKED = Promise.resolve(null);

type Judge = (room: Room, person: Promise<KnownPerson>) => Promise<Judged>;

/** Holds what is sealed of somebody; all of it is let go of when the disclosure has ended, however it ends. */
type Hold = IdentityVault['hold'];

interface Asked {
  readonly command: DiscloseIdentityCommand;
  readonly request: RequestKey | null;
  readonly now: number;
  readonly hold: Hold;
}

@Injectable()
export class DiscloseIdentity {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * The entry is committed before anything is opened to be shown: what was shown is always in the log, even if the answer is lost. What is sealed is
   * fetched meanwhile, and names are compared with the reason.
   */
  async execute(
    actor: Actor,
    command: DiscloseIdentityCommand,
    request: RequestKey | null,
  ): Promise<DisclosedIdentity> {
    requireAllowed(actor, 'disclose_identity');
    const now = this.entropy.now();
    const holds: HeldIdentity[] = [];
    const hold: Hold = (...asked) => {
      const held = this.vault.hold(...asked);
      holds.push(held);
      return held;
    };
    const asked = { command, request, now, hold };
    try {
      const outcome = await this.decided(actor, asked, true).catch((error: unknown) => {
        if (error instanceof SomebodyMet) return this.decided(actor, asked, false);
        throw error;
      });
      if (outcome instanceof DomainError) throw outcome;
      const { id, expiresAt, fields, held } = outcome;
      return { disclosureId: id, expiresAt, identity: await held.open(fields) };
    } finally {
      for (const held of holds) held.letGo();
    }
  }

  /** `isAhead`: as if the reason named none of those who are met; throws SomebodyMet where it may. */
  private decided(actor: Actor, asked: Asked, isAhead: boolean): Promise<Recorded | DomainError> {
    const { command, request, now, hold } = asked;
    const isUse = command.request !== undefined;
    const judge = isUse ? byRequest(actor, command, request, now) : asWorker(actor, asked, isAhead);
    return this.database.deciding(
      actor,
      (room, standing) => {
        const asked = getVisiblePerson(room, actor, command.pseudonym);
        const found = allEnded(standing, asked).then(([, person]) => person);
        return allEnded(found, judge(room, found));
      },
      async (room, [person, judged]) => {
        const written = this.written(room, actor, person, { judged, request, now, hold });
        // What the look still asks must be asked within the transaction, also where its answer is not needed any more.
        const [decided] = await allEnded(written, heard(judged.looked));
        return decided;
      },
    );
  }

  private async written(
    room: Room,
    actor: Actor,
    person: KnownPerson,
    { judged, request, now, hold }: Omit<Asked, 'command'> & { readonly judged: Judged },
  ): Promise<Decided<Recorded | DomainError>> {
    const { allowed, looked } = judged;
    const refusal = allowed instanceof DomainError ? allowed : lostRefusal(person);
    if (refusal !== null) return answered(await refuse(room, person, refusal));
    if (allowed instanceof DomainError || !person.hasIdentity) return answered(namelessRefusal());
    return this.disclosed(room, actor, person, { allowed, looked, request, now, hold });
  }

  /** The repeated request is answered with the same disclosure; a name is never kept with the answer. */
  private async disclosed(
    room: Room,
    actor: Actor,
    person: KnownPerson,
    { allowed, looked, request, now, hold }: Omit<Asked, 'command'> & Looked,
  ): Promise<Decided<Recorded | DomainError>> {
    const recorded: Decided<Recorded>[] = [];
    const { id } = await room.idempotency.once(request, now, async () => {
      const fresh = await this.record(room, actor, person, { allowed, looked, now, hold });
      recorded.push(fresh);
      return { id: fresh.answer.id };
    });
    const [fresh] = recorded;
    if (fresh !== undefined) return fresh;
    const disclosure = await room.disclosures.findOwn(id, person.id, actor.userId);
    if (disclosure === null || !isOpen(disclosure, now)) return answered(disclosureEnded());
    const { personId, fields, expiresAt } = disclosure;
    return answered({ id, expiresAt, fields, held: hold(personId, fields) });
  }

  /** The entry, which holds no words, is kept while the reason is still looked through; the reason only when it has been. */
  private async record(
    room: Room,
    { userId }: Actor,
    person: KnownPerson,
    { allowed, looked: look, now, hold }: Pick<Asked, 'now' | 'hold'> & Looked,
  ): Promise<Decided<Recorded>> {
    const id = this.entropy.shownId();
    const { purpose, fields, requestId, once, expiresAt } = allowed;
    const noted = room.audit.note({
      action: 'identity_disclosed',
      subjectKind: 'person',
      subjectId: person.pseudonym,
      personId: person.id,
      details: { disclosureId: id, purpose, fields, ...(requestId !== null && { requestId }) },
    });
    // Sent, and heard of with the commit, unless something is to be settled after it.
    noted.catch(() => undefined);
    const held = allowed.held ?? hold(person.id, fields);
    const looked = await look;
    const { reason = allowed.reason, nobodyElse } = looked ?? {};
    const carried = { id, personId: person.id, userId, purpose, fields, reason, requestId };
    const added = room.disclosures.add({ ...carried, disclosedAt: now, expiresAt }, once, nobodyElse);
    const written = allEnded(noted, added);
    written.catch(() => undefined);
    if (looked?.isClear === false) {
      await written;
      await looked.settle();
    }
    return { answer: { id, expiresAt, fields, held }, written };
  }
}

/** For a worker of the owner organisation who is assigned, and for not too many people in a day. */
function asWorker(actor: Actor, { command, now, hold }: Asked, isAhead: boolean): Judge {
  const asked = readOrRefer(command);
  return async (room, found) => {
    if (asked instanceof DomainError) return { allowed: asked, looked: UNLOOKED };
    const sealed = found.then(({ id }) => hold(id, [...new Set([...FIELDS_WITH_NAMES, ...asked.fields])]));
    const names = allEnded(found, sealed).then(([person, held]) =>
      isOwner(actor, person) ? held.open(FIELDS_WITH_NAMES) : {},
    );
    // Where whoever it is about is not told, nobody waits for their names.
    names.catch(() => undefined);
    const about = [{ person: found, identity: names }];
    // Asked together, also where the first one's answer is enough: a wait costs more than the question.
    const looked = isAhead
      ? lookThroughReasonAhead(room, actor, asked.reason, about)
      : lookThroughReason(room, actor, asked.reason, about);
    // It may fail before anybody waits for it, which must not end the process; whoever needs it hears of it.
    looked.catch(() => undefined);
    const rights = room.disclosures.workerOnCase(actor, wantedPseudonym(command.pseudonym), now - DISCLOSED_WITHIN);
    const judged = allEnded(found, sealed, rights);
    // Where it fails the look has ended too before the transaction does.
    const [person, held, { isAssigned, others }] = await judged.catch(async () => (await allEnded(judged, looked))[0]);
    const refusal = disclosureRefusal(actor, person, isAssigned) ?? disclosureLimitRefusal(others);
    const granted = { ...asked, held, requestId: null, once: false, expiresAt: now + DISCLOSURE_LASTS };
    return { allowed: refusal ?? granted, looked };
  };
}

/** For whoever asked and was granted it. Uses of one grant wait for each other, so that a single use stays single. */
function byRequest(actor: Actor, command: DiscloseIdentityCommand, key: RequestKey | null, now: number): Judge {
  const { pseudonym: _pseudonym, ...given } = command;
  const { requestId, fields: wanted } = readUse(given);
  return async (room, found) => {
    const person = await found;
    const held = await holdDisclosureRequest(room, actor, requestId, now);
    if (held.requesterId !== actor.userId || held.subjectId !== person.id) throw notFound();
    const repeated = (await room.idempotency.earlier(key)) !== null;
    const refusal = repeated && mayShowAgain(held, now) ? null : stateRefusal(held, ['granted'], now);
    const { id, grant, purpose, reason } = held;
    if (refusal !== null || grant === null) return { allowed: refusal ?? disclosureEnded(), looked: UNLOOKED };
    const fields = fieldsOfUse(grant, wanted);
    const expiresAt = Math.min(now + DISCLOSURE_LASTS, grant.endsAt);
    return { allowed: { purpose, reason, fields, requestId: id, once: grant.once, expiresAt }, looked: UNLOOKED };
  };
}

/** Whether it fails is told by whatever needs it. */
async function heard(look: Promise<unknown>): Promise<void> {
  await look.catch(() => undefined);
}

/** Nothing is under way any more. */
function answered<T>(answer: T): Decided<T> {
  return { answer, written: Promise.resolve() };
}

function disclosureEnded(): DomainError {
  return new DomainError('conflict', 'This disclosure has ended. Ask for a new one with a new Idempotency-Key.');
}

/** A court is referred to the giver, which is a refusal for the log; any other fault of the command is its sender's to mend. */
function readOrRefer({ purpose, fields, reason }: DiscloseIdentityCommand): DisclosureCommand | DomainError {
  try {
    return readDisclosureCommand({ purpose, fields, reason });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'court_refer_to_giver') return error;
    throw error;
  }
}

/** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
async function refuse(room: Room, person: KnownPerson, refusal: DomainError): Promise<DomainError> {
  await room.audit.note({
    action: 'disclosure_refused',
    subjectKind: 'person',
    subjectId: person.pseudonym,
    personId: person.id,
    details: { code: refusal.code },
  });
  return refusal;
}
