// Publishes a signed release in place of the one before.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readVerifier, signNote, verifierOf } from '../../domain/audit/signed-note.js';
import { releaseNoteText } from '../../domain/statistics/release-note.js';
import { RELEASES_ATTACKED } from '../../domain/statistics/release-audit.js';
import { freezeOn } from '../../domain/statistics/release-dispute.js';
import { advanceRelease, type ReleaseState } from '../../domain/statistics/release.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';
import type { StoredRelease } from '../../persistence/releases/release.repository.js';
import { askLateFeeders, requireReleaseAgreed, splitOfRelease } from '../../persistence/releases/split-agreement.js';
import type { Room } from '../../persistence/room.js';
import { canonicalDocument } from '../../formats/releases/release-document-text.js';
import { KeyRing } from '../../vault/key-ring.js';

interface Published {
  readonly number: number;
  readonly state: ReleaseState;
}

@Injectable()
export class PublishRelease {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  async execute(actor: Actor, number: number, request: RequestKey | null = null): Promise<Published> {
    requireAllowed(actor, 'publish_release');
    const now = this.entropy.now();
    await askLateFeeders(this.database, actor, { request, now }, (room) => splitOfRelease(room, number));
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, () => this.publish(room, actor, number, now)),
    );
  }

  private async publish(room: Room, actor: Actor, number: number, now: number): Promise<Published> {
    await room.releases.lock();
    const release = await room.releases.find(number);
    if (release === null) throw notFound();
    const next = advanceRelease(release, 'publish', actor);
    await requireReleaseAgreed(room, number);
    const current = await room.releases.findLatest(release.document.measure);
    if (current !== null && current.document.number > number) {
      throw new DomainError(
        'release_state_conflict',
        `Release ${current.document.number} is newer and published already.`,
      );
    }
    await requireAttackedBeside(room, release);
    await requireNotFrozen(room, release, now);
    if (current !== null) {
      await room.releases.setState(current.document.number, advanceRelease(current, 'supersede', actor).state);
    }
    const digest = sha256(Buffer.from(canonicalDocument(release.document)));
    await room.releases.publish(number, now, await this.signed(room, number, digest));
    await room.releases.fillPublished(number);
    await room.audit.note({
      action: 'release_published',
      subjectKind: 'release',
      subjectId: String(number),
      details: {
        supersedes: current?.document.number ?? null,
        documentSha256: Buffer.from(digest).toString('hex'),
      },
    });
    return { number, state: next.state };
  }

  /** By the key that signs the log's next checkpoint. */
  private async signed(room: Room, number: number, digest: Uint8Array): Promise<string> {
    const known = (await room.checkpoints.keys()).at(-1);
    const before = known === undefined ? null : readVerifier(known.verifier, sha256);
    const { checkpointSigner, logOrigin } = this.keys;
    const origin = before?.name ?? logOrigin;
    const verifier = verifierOf(origin, checkpointSigner.publicKey, sha256);
    return signNote(releaseNoteText({ origin, number, digest }), [
      { verifier, sign: (message) => checkpointSigner.sign(message) },
    ]);
  }
}

/** Whoever disputes is heard before more is published; what was published stays. */
async function requireNotFrozen(room: Room, { document }: StoredRelease, now: number): Promise<void> {
  const { number, corrects } = document;
  const disputes = await room.releaseDisputes.openUpTo(number);
  const freeze = freezeOn({ number, corrects: corrects?.release }, disputes, now);
  if (freeze === null) return;
  const until = freeze.until === null ? 'until that is settled' : `until ${new Date(freeze.until).toISOString()}`;
  throw new DomainError(
    'release_state_conflict',
    `Release ${freeze.release} is disputed: nothing but its correction is published ${until}, or settle the dispute.`,
  );
}

/** What was published after a release was attacked may tell something together with it. */
async function requireAttackedBeside(room: Room, { document, auditNote }: StoredRelease): Promise<void> {
  const published = await room.releases.newestPublic(
    { name: document.measure, version: document.version },
    RELEASES_ATTACKED,
  );
  const missed = published.find(({ number }) => auditNote?.against.includes(number) !== true);
  if (auditNote !== null && missed === undefined) return;
  const reason = missed === undefined ? 'never' : `before release ${missed.number} was published`;
  throw new DomainError(
    'release_state_conflict',
    `Release ${document.number} was attacked ${reason}. Prepare a new one in its place.`,
  );
}
