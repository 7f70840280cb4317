// Replaces the way by which an enquirer is reached safely; how exactly goes to the vault.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireVersion } from '../../domain/access/entity-version.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireRequestWorker } from '../../domain/access/request-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { readSafeChannel, type GivenChannel } from '../../domain/tracing/request-reading.js';
import { Database } from '../../persistence/database.js';
import { holdOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ChangeSafeChannelCommand {
  readonly requestId: string;
  readonly safeChannel: GivenChannel;
  /** What the reader last saw; null where it was not said. */
  readonly ifVersion: readonly number[] | null;
}

@Injectable()
export class ChangeSafeChannel {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The vault is changed last, so that nothing but the commit can fail after it. */
  async execute(
    actor: Actor,
    command: ChangeSafeChannelCommand,
    key: RequestKey | null,
  ): Promise<{ id: string; channel: string; version: number }> {
    requireAllowed(actor, 'work_on_tracing_requests');
    const now = this.entropy.now();
    const { channel, details } = readSafeChannel(command.safeChannel, '');
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, now, async () => {
        const { request, assigned } = await holdOwnRequest(room, actor, command.requestId);
        requireRequestWorker(actor, assigned);
        requireVersion(request.version, command.ifVersion);
        await room.tracingRequests.changeChannel(request.id, channel, actor.userId, now);
        await room.audit.note({
          action: 'safe_channel_changed',
          subjectKind: 'tracing_request',
          subjectId: request.id,
          personId: request.personId,
          details: { channel },
        });
        await this.vault.changeIdentity(request.enquirerId, { notes: details }, null);
        return { id: request.id, channel, version: request.version + 1 };
      }),
    );
  }
}
