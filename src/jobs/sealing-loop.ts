// Seals the log four times a second while the service runs, signs its checkpoints, and seals once more after its doors have closed.

import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { servicePrincipal, type ServicePrincipal } from '../domain/access/actor.js';
import { headText, type ChainHead } from '../domain/audit/audit-chain.js';
import { Entropy } from '../domain/entropy.js';
import { Log } from '../request/log.js';
import { SealAuditEntries } from '../usecases/audit/seal-audit-entries.js';
import { SignCheckpoint } from '../usecases/audit/sign-checkpoint.js';
import { Repetition } from './repetition.js';

/** An entry is sealed within a second: this pause, and at most three batches of others before it. */
const PAUSE = 250;
const LONGEST_PAUSE = 10_000;
/** The log of the service lies elsewhere than the database: a head in it shows a rollback later. */
const HEAD_TOLD_EVERY = 60 * 60 * 1_000;

@Injectable()
export class SealingLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #repetition: Repetition;
  #head: ChainHead | null = null;
  #told: { readonly at: number; readonly sequence: number } | null = null;
  /** Told once until it changes: neither stops the sealing. */
  #treeEndsBefore: number | null = null;
  #unsigned = false;

  constructor(
    private readonly seal: SealAuditEntries,
    private readonly sign: SignCheckpoint,
    private readonly entropy: Entropy,
    private readonly log: Log,
  ) {
    this.#repetition = new Repetition({
      work: () => this.sealWaiting(),
      pause: PAUSE,
      longestPause: LONGEST_PAUSE,
      onFailure: (error, inARow) => {
        if (inARow === 1) this.#tellFailure(error);
      },
      onRecovery: () => {
        this.log.lines.info('sealing goes on');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#repetition.start();
  }

  /** Nest calls this after the HTTP server has answered its last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.#repetition.stop();
    try {
      await this.sealWaiting();
    } catch (error) {
      this.#tellFailure(error);
    }
    this.#tellHead();
  }

  private async sealWaiting(): Promise<void> {
    const principal = servicePrincipal('job', this.entropy.shownId());
    for (let more = true; more;) {
      const outcome = await this.seal.execute(principal, { known: this.#head });
      this.#head = outcome.head ?? this.#head;
      more = outcome.more;
      this.#tellTree(outcome.treeEndsBefore);
    }
    await this.#signCheckpoint(principal);
    if (this.#told === null || this.entropy.now() - this.#told.at >= HEAD_TOLD_EVERY) this.#tellHead();
  }

  async #signCheckpoint(principal: ServicePrincipal): Promise<void> {
    try {
      await this.sign.execute(principal);
      this.#unsigned = false;
    } catch (error) {
      if (!this.#unsigned) this.log.lines.error({ error }, 'no checkpoint of the log is signed for now');
      this.#unsigned = true;
    }
  }

  #tellTree(endsBefore: number | null): void {
    if (endsBefore !== null && endsBefore !== this.#treeEndsBefore) {
      this.log.lines.error({ sequence: endsBefore }, 'the tree over the log ends here; verify the log');
    }
    this.#treeEndsBefore = endsBefore;
  }

  #tellHead(): void {
    if (this.#head === null || this.#head.sequence === this.#told?.sequence) return;
    this.#told = { at: this.entropy.now(), sequence: this.#head.sequence };
    this.log.lines.info({ head: headText(this.#head) }, 'audit head');
  }

  #tellFailure(error: unknown): void {
    this.log.lines.error({ error }, 'audit entries stay unsealed for now');
  }
}
