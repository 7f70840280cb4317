// Registers a person: identity to the vault, everything else to the registry, and a pseudonym as the answer.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { identityFieldsOf } from '../../domain/identity/identity-particulars.js';
import { readRegistration, type GivenRegistration } from '../../domain/records/registration.js';
import { registrationWithoutWords, wordsOfRegistration } from '../../domain/records/words-of-registration.js';
import { Database } from '../../persistence/database.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { lookThrough } from '../../persistence/open-text/look-through.js';
import { addRegistration, type AddedRegistration } from '../../persistence/persons/add-registration.js';
import { IdentityVault } from '../../vault/identity-vault.js';

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
  async execute(actor: Actor, command: GivenRegistration, request: RequestKey | null): Promise<AddedRegistration> {
    requireAllowed(actor, 'register_person');
    const now = this.entropy.now();
    const given = readRegistration(command, now);
    const { answer, sealed } = await this.database.transaction(actor, async (room) => {
      // Set by the attempt that commits: a deadlocked transaction is tried again, a repeated request only reads its answer.
      const attempt: { sealed: string | null } = { sealed: null };
      const done = await room.idempotency.once(request, now, async () => {
        const personId = this.entropy.innerId();
        await room.persons.lockRegistrations([personId]);
        const drawId = (): string => this.entropy.shownId();
        const { isWarned, settle } = await lookThrough(room, actor, wordsOfRegistration(given));
        const registration = isWarned ? registrationWithoutWords(given) : given;
        const registered = await addRegistration(room, actor, { personId, registration, at: now, drawId });
        await settle();
        if (identityFieldsOf(given.identity).length > 0) {
          await this.vault.sealIdentity(personId, given.identity, given.birthYears);
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
}
