// Makes and checks argon2id hashes of passwords, a few at a time.

import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { hash, verify } from 'argon2';
import { DomainError } from '../domain/domain-error.js';

export interface PasswordCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** Asked for under this name, so that tests can hash cheaply. */
export const PASSWORD_COST = Symbol('password cost');

/** The floor of OWASP's Password Storage Cheat Sheet for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST: PasswordCost = { memory: 19_456, passes: 2 };

/** Node's thread pool has 4 threads; more at once would only take memory. */
const MOST_AT_ONCE = 4;
/** Some 2 seconds of work; who comes later is told to come again rather than left waiting. */
const MOST_WAITING = 100;

@Injectable()
export class PasswordHashes {
  private readonly cost: PasswordCost;
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(@Optional() @Inject(PASSWORD_COST) cost?: PasswordCost) {
    this.cost = cost ?? COST;
  }

  /** The encoded argon2id hash, with its salt and parameters. */
  async make(password: string): Promise<string> {
    const { memory, passes } = this.cost;
    return this.inTurn(() => hash(password, { memoryCost: memory, timeCost: passes, parallelism: 1 }));
  }

  /** Without a hash the same work is done on one that fits no password, so that time does not tell who exists. */
  async fits(stored: string | null, password: string): Promise<boolean> {
    const fits = await this.inTurn(() => verify(stored ?? this.unfitting(), password));
    return stored !== null && fits;
  }

  private unfitting(): string {
    const part = (bytes: number): string => randomBytes(bytes).toString('base64').replace(/=+$/, '');
    return `$argon2id$v=19$m=${this.cost.memory},t=${this.cost.passes},p=1$${part(16)}$${part(32)}`;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < MOST_AT_ONCE) this.running += 1;
    else await this.queue();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  /** The one who leaves hands over the place, so that `running` stays as it is. */
  private async queue(): Promise<void> {
    if (this.waiting.length >= MOST_WAITING)
      throw new DomainError('unavailable', 'Too many people sign in at once. Try again in a few seconds.');
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
