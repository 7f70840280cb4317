// Registers a person: identity to the vault, everything else to the registry, and a pseudonym as the answer.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { identityFieldsOf } from '../../domain/identity/identity-particulars.js';
import { readRegistration, type GivenRegistration, type Registration } from '../../domain/records/registration.js';
import { Database } from '../../persistence/database.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { reproject } from '../../persistence/records/reproject.js';
import type { Room } from '../../persistence/room.js';
import { appendStatements } from '../../persistence/statements/append-statements.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface RegisteredPerson {
  readonly pseudonym: string;
  /** Ids of the statements in the order given, after those of the particulars, categories and side. */
  readonly statements: readonly string[];
}

@Injectable()
export class RegisterPerson {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * The protocol between the two databases is told at `IdentityVault`. The identity is sealed last, so that nothing but the commit can
   * fail after it; what is left of an attempt that failed there is pending, found by no search, and removed by the sweep.
   */
  async execute(actor: Actor, command: GivenRegistration, request: RequestKey | null): Promise<RegisteredPerson> {
    requireAllowed(actor, 'register_person');
    const now = this.entropy.now();
    const registration = readRegistration(command, now);
    const { answer, sealed } = await this.database.transaction(actor, async (room) => {
      // Set by the attempt that commits: a deadlocked transaction is tried again, a repeated request only reads its answer.
      const attempt: { sealed: string | null } = { sealed: null };
      const done = await room.idempotency.once(request, now, async () => {
        const personId = this.entropy.innerId();
        await room.persons.lockRegistrations([personId]);
        const registered = await this.register(room, actor, { personId, registration, now });
        if (identityFieldsOf(registration.identity).length > 0) {
          await this.vault.sealIdentity(personId, registration.identity, registration.birthYears);
          attempt.sealed = personId;
        }
        return registered;
      });
      return { answer: done, sealed: attempt.sealed };
    });
    // The person is registered whether this succeeds or not; the sweep confirms what was left pending.
    if (sealed !== null) await this.vault.confirm([sealed]).catch(() => undefined);
    return answer;
  }

  private async register(
    room: Room,
    actor: Actor,
    given: { readonly personId: string; readonly registration: Registration; readonly now: number },
  ): Promise<RegisteredPerson> {
    const { personId, registration, now } = given;
    await requireKnown(room, registration.namedOrganisations);
    const [pseudonym = ''] = await room.persons.add(
      [
        {
          id: personId,
          ownerOrganisationId: actor.organisationId,
          reference: registration.reference,
          sharingLevel: registration.sharingLevel,
          namedOrganisations: registration.namedOrganisations,
          legalBasis: registration.legalBasis,
          hasIdentity: identityFieldsOf(registration.identity).length > 0,
        },
      ],
      now,
    );
    const drawId = (): string => this.entropy.shownId();
    const statements = await appendStatements(room, { personId, actor, drafts: registration.drafts, at: now, drawId });
    await reproject(room, personId, now);
    await room.assignments.assign(personId, actor.userId, actor.userId, now);
    await room.audit.note({
      action: 'person_registered',
      subjectKind: 'person',
      subjectId: pseudonym,
      personId,
      details: {
        sharingLevel: registration.sharingLevel,
        legalBasis: registration.legalBasis,
        identityFields: identityFieldsOf(registration.identity),
        statements: statements.length,
      },
    });
    return { pseudonym, statements: statements.map((statement) => statement.id) };
  }
}

async function requireKnown(room: Room, named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  const known = new Set((await room.organisations.organisations()).map((organisation) => organisation.id));
  const faults = named
    .map((id, at) => ({ id, pointer: `/namedOrganisations/${at}`, code: 'unknown_organisation' }))
    .filter(({ id }) => !known.has(id))
    .map(({ pointer, code }) => ({ pointer, code, expected: 'the id of an organisation of this registry' }));
  if (faults.length > 0)
    throw new DomainError('invalid_field', 'An organisation is not known to this registry.', faults);
}
