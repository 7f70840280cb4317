// One connection of a pool for all that is asked in one turn: a second one would be one more process to wake and to wait for.

import type { ClientBase, Pool, PoolClient } from 'pg';

interface Turn {
  readonly client: Promise<PoolClient>;
  /** Questions that are not answered yet. */
  asked: number;
  hasFailed: boolean;
}

function ignore(): void {
  // Told by the question that fails of it.
}

/** The clients of the pool send a question without waiting for the answer before; each is a transaction of its own. */
export class TurnConnection {
  #turn: Turn | null = null;

  constructor(private readonly pool: Pool) {}

  /** For short questions: what is asked after them in this turn is answered after them. */
  async ask<T>(question: (client: ClientBase) => Promise<T>): Promise<T> {
    const turn = (this.#turn ??= this.begun());
    turn.asked += 1;
    try {
      return await question(await turn.client);
    } catch (error) {
      turn.hasFailed = true;
      throw error;
    } finally {
      turn.asked -= 1;
      if (turn.asked === 0) await this.end(turn);
    }
  }

  private begun(): Turn {
    const client = this.pool.connect();
    client.then(
      // Between two questions nobody listens, and a connection that breaks then would end the process.
      (one) => one.on('error', ignore),
      () => undefined,
    );
    process.nextTick(() => (this.#turn = null));
    return { client, asked: 0, hasFailed: false };
  }

  /** A connection on which something failed is not used again, as the pool has it with questions of its own. */
  private async end(turn: Turn): Promise<void> {
    const client = await turn.client.catch(() => null);
    client?.off('error', ignore);
    client?.release(turn.hasFailed);
  }
}
