// Takes in a tracing request: the enquirer into the vault, the request about a known person or one registered with it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { identityFieldsOf, type IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { namesOfIdentity } from '../../domain/identity/names-of-identity.js';
import { textsOfReference, withoutReference, type OpenText } from '../../domain/identity/open-text.js';
import { readRegistration, type GivenRegistration, type Registration } from '../../domain/records/registration.js';
import { registrationWithoutWords, wordsOfRegistration } from '../../domain/records/words-of-registration.js';
import { readDueDay } from '../../domain/tasks/due-day.js';
import type { Consent } from '../../domain/tracing/consent.js';
import { readPastDay } from '../../domain/tracing/past-day.js';
import {
  readConsent,
  readEnquirer,
  readKinship,
  readReference,
  readSafeChannel,
  type GivenChannel,
  type GivenConsent,
  type GivenEnquirer,
} from '../../domain/tracing/request-reading.js';
import type { Kinship, SafeChannel } from '../../domain/tracing/tracing-request.js';
import { Database } from '../../persistence/database.js';
import { lookThrough } from '../../persistence/open-text/look-through.js';
import { requireRecipients } from '../../persistence/organisations/require-recipients.js';
import { addRegistration } from '../../persistence/persons/add-registration.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';
import type { PersonIdentity } from '../../vault/person-identity.js';

export interface AddTracingRequestCommand {
  /** Either whom the reader's organisation knows already, or a person to register now. */
  readonly sought: { readonly pseudonym?: string | undefined; readonly registration?: GivenRegistration | undefined };
  readonly enquirer: GivenEnquirer;
  readonly safeChannel: GivenChannel;
  readonly kinship: string;
  /** `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly consents?: readonly GivenConsent[] | undefined;
  readonly reference?: string | undefined;
  /** By when the enquirer was promised to hear again: becomes a task. */
  readonly followUpBy?: string | undefined;
}

export interface AddedTracingRequest {
  readonly id: string;
  readonly pseudonym: string;
}

interface ReadRequest {
  readonly pseudonym: string | null;
  readonly registration: Registration | null;
  readonly enquirer: IdentityParticulars;
  readonly channel: SafeChannel;
  readonly kinship: Kinship;
  readonly receivedOn: string;
  readonly consents: readonly Consent[];
  readonly reference: string | null;
  readonly followUpBy: string | null;
}

@Injectable()
export class AddTracingRequest {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** As a registration: everything that can fail comes before the vault, and what a crash leaves pending the sweep settles. */
  async execute(
    actor: Actor,
    command: AddTracingRequestCommand,
    request: RequestKey | null,
  ): Promise<AddedTracingRequest> {
    requireAllowed(actor, 'add_tracing_request');
    const now = this.entropy.now();
    const read = readRequest(command, now);
    const { answer, sealed } = await this.database.transaction(actor, async (room) => {
      const attempt: { sealed: readonly string[] } = { sealed: [] };
      const done = await room.idempotency.once(request, now, async () => {
        const ids = { enquirer: this.entropy.innerId(), person: this.entropy.innerId() };
        await room.persons.lockRegistrations([ids.enquirer, ids.person]);
        const sought = read.registration ?? (await getVisiblePerson(room, actor, read.pseudonym ?? ''));
        const { isWarned, settle } = await lookThrough(room, actor, wordsOf(read), isKnown(sought) ? [sought] : []);
        const given = isWarned ? withoutWords(read) : read;
        const person = isKnown(sought)
          ? sought
          : await this.register(room, actor, given.registration ?? sought, ids.person, now);
        const id = await this.add(room, actor, { given, personId: person.id, enquirerId: ids.enquirer, now });
        await settle();
        const people = peopleToSeal(given, ids);
        await this.vault.sealIdentities(people);
        attempt.sealed = people.map(({ personId }) => personId);
        return { id, pseudonym: person.pseudonym };
      });
      return { answer: done, sealed: attempt.sealed };
    });
    if (sealed.length > 0) await this.vault.confirm(sealed).catch(() => undefined);
    return answer;
  }

  private async register(
    room: Room,
    actor: Actor,
    registration: Registration,
    newId: string,
    now: number,
  ): Promise<{ readonly id: string; readonly pseudonym: string }> {
    const drawId = (): string => this.entropy.shownId();
    const adding = { personId: newId, registration, at: now, drawId };
    return { id: newId, pseudonym: (await addRegistration(room, actor, adding)).pseudonym };
  }

  private async add(
    room: Room,
    actor: Actor,
    adding: {
      readonly given: ReadRequest;
      readonly personId: string;
      readonly enquirerId: string;
      readonly now: number;
    },
  ): Promise<string> {
    const { given, personId, enquirerId, now } = adding;
    const { kinship, channel, receivedOn, reference, consents, followUpBy } = given;
    await requireRecipients(room, consents, (at) => `/consents/${at}/organisationId`);
    const id = this.entropy.shownId();
    const organisationId = actor.organisationId;
    await room.tracingRequests.add(
      { id, enquirerId, personId, organisationId, workerId: actor.userId, reference, kinship, channel, receivedOn },
      now,
    );
    if (consents.length > 0) await room.tracingRequests.addConsents(id, consents, actor.userId);
    if (followUpBy !== null) await promise(room, actor, { personId, requestId: id, due: followUpBy, now });
    await room.audit.note({
      action: 'tracing_request_added',
      subjectKind: 'tracing_request',
      subjectId: id,
      personId,
      details: { kinship, channel, consents: consents.length },
    });
    return id;
  }
}

function isKnown(sought: KnownPerson | Registration): sought is KnownPerson {
  return 'pseudonym' in sought;
}

/** The request's own number is about the person sought and whoever asks, whose names are typed beside it. */
function wordsOf({ registration, enquirer, reference }: ReadRequest): readonly OpenText[] {
  const names = [enquirer, registration?.identity ?? {}].flatMap(namesOfIdentity);
  const words = registration === null ? [] : wordsOfRegistration(registration, '/sought/registration');
  return [...textsOfReference('/reference', reference, names), ...words];
}

function withoutWords(given: ReadRequest): ReadRequest {
  return {
    ...given,
    reference: withoutReference(given.reference),
    registration: given.registration === null ? null : registrationWithoutWords(given.registration),
  };
}

async function promise(
  room: Room,
  actor: Actor,
  given: { readonly personId: string; readonly requestId: string; readonly due: string; readonly now: number },
): Promise<void> {
  const { personId, due } = given;
  const task = {
    personId,
    organisationId: actor.organisationId,
    kind: 'follow_up' as const,
    due,
    assignedTo: actor.userId,
    origin: 'tracing_request' as const,
    originId: given.requestId,
    createdBy: actor.userId,
  };
  const [taskId = ''] = await room.tasks.add([task], given.now);
  await room.audit.note({
    action: 'task_added',
    subjectKind: 'task',
    subjectId: taskId,
    personId,
    details: { kind: 'follow_up', due, assigned: true },
  });
}

/** An enquirer has no names of their own in the vault, only a contact, so that no search ever finds one among people. */
function peopleToSeal(
  given: ReadRequest,
  ids: { readonly enquirer: string; readonly person: string },
): PersonIdentity[] {
  const enquirer = { personId: ids.enquirer, identity: given.enquirer, birthYears: null };
  const { registration } = given;
  if (registration === null || identityFieldsOf(registration.identity).length === 0) return [enquirer];
  return [enquirer, { personId: ids.person, identity: registration.identity, birthYears: registration.birthYears }];
}

function readRequest(command: AddTracingRequestCommand, now: number): ReadRequest {
  const { pseudonym = null, registration = null } = command.sought;
  if ((pseudonym === null) === (registration === null))
    throw invalidField('/sought', 'either a pseudonym or a registration');
  const channel = readSafeChannel(command.safeChannel, '/safeChannel');
  return {
    pseudonym,
    registration: registration === null ? null : readSought(registration, now),
    enquirer: readEnquirer(command.enquirer, command.safeChannel),
    channel: channel.channel,
    kinship: readKinship(command.kinship),
    receivedOn: readPastDay(command.receivedOn, now, '/receivedOn'),
    consents: (command.consents ?? []).map((consent, at) => readConsent(consent, now, `/consents/${at}`)),
    reference: readReference(command.reference),
    followUpBy: command.followUpBy === undefined ? null : readDueDay(command.followUpBy, now, '/followUpBy'),
  };
}

/** Faults of the person point to where the request gives the person. */
function readSought(given: GivenRegistration, now: number): Registration {
  try {
    return readRegistration(given, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, pointer: `/sought/registration${fault.pointer}` }));
    throw new DomainError(error.code, error.message, faults);
  }
}
