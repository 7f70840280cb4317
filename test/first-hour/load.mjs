// Registers and reads people without a pause, and keeps account of what the service has acknowledged.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const WRITERS = 4;
const READERS = 2;
const CHECKED_AT_ONCE = 6;

/** A name that no log line may hold. */
export const MARKED_NAME = 'Quenzolbar';

function personToRegister(at) {
  return {
    identity: { names: [{ text: `Ilmo ${MARKED_NAME}`, role: 'own' }], birthDate: '1991-04-XX' },
    particulars: { sex: at % 3 === 0 ? 'female' : 'male' },
    reference: `hand-${randomUUID()}`,
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    statements: [{ kind: 'disappearance', valid: '2021-03', source: 'family', grade: 'B2' }],
  };
}

export class Load {
  /** One entry per Idempotency-Key; `pseudonym` is null until the service has acknowledged it. */
  #attempts = [];
  #faults = [];
  #clients = [];
  #stopping = false;
  #ended = true;

  /** Every key ever sent. */
  get attempted() {
    return this.#attempts.length;
  }

  get acknowledged() {
    return this.#attempts.flatMap(({ pseudonym }) => (pseudonym === null ? [] : [pseudonym]));
  }

  get unanswered() {
    return this.#attempts.filter(({ pseudonym }) => pseudonym === null).length;
  }

  /** Answers that nobody should get: any refusal while the service runs, and other than 503 while it stops. */
  get faults() {
    return this.#faults;
  }

  start(client) {
    this.#stopping = false;
    this.#ended = false;
    this.#clients = [
      ...Array.from({ length: WRITERS }, () => this.#repeat(() => this.#write(client))),
      ...Array.from({ length: READERS }, () => this.#repeat(() => this.#read(client))),
    ];
  }

  /** From now on refusals with 503 and broken connections are no fault. */
  expectTheEnd() {
    this.#stopping = true;
  }

  /** Resolves when no request is under way any more. */
  async stop() {
    this.#stopping = true;
    this.#ended = true;
    await Promise.all(this.#clients);
  }

  async #repeat(work) {
    while (!this.#ended) {
      try {
        await work();
      } catch (error) {
        // A client whose service is going away leaves; it comes back with the same key after the next start.
        if (this.#stopping) return;
        this.#faults.push(`no answer: ${error.cause?.code ?? error.message}`);
        await pause(100);
      }
    }
  }

  async #write(client) {
    const attempt = { key: randomUUID(), body: personToRegister(this.#attempts.length), pseudonym: null };
    this.#attempts.push(attempt);
    await this.#send(client, attempt);
  }

  async #send(client, attempt) {
    const answer = await client.post('/v1/persons', attempt.body, { 'idempotency-key': attempt.key });
    if (answer.ok) attempt.pseudonym = answer.body.pseudonym;
    else this.#note(answer, 'POST /v1/persons');
    return answer;
  }

  async #read(client) {
    const known = this.acknowledged;
    const at = known[Math.floor(Math.random() * known.length)];
    const path = at === undefined || Math.random() < 0.2 ? '/v1/persons?limit=20' : `/v1/persons/${at}`;
    const answer = await client.get(path);
    if (!answer.ok) this.#note(answer, 'GET /v1/persons');
    await pause(5);
  }

  #note({ status, text }, what) {
    if (this.#stopping && status === 503) return;
    this.#faults.push(`${what} answered ${status} ${text.slice(0, 300)}`);
  }

  /** What a careful client does after a broken connection: the same key and body again. */
  async retryUnanswered(client) {
    this.#stopping = false;
    for (const attempt of this.#attempts.filter(({ pseudonym }) => pseudonym === null))
      await this.#send(client, attempt);
  }

  /** The same key again must give the same pseudonym, not a second person. Answers those of which this is not so. */
  async repeatedDifferently(client, sample) {
    const different = [];
    for (const attempt of this.#attempts.slice(-sample)) {
      const answer = await client.post('/v1/persons', attempt.body, { 'idempotency-key': attempt.key });
      if (!answer.ok || answer.body.pseudonym !== attempt.pseudonym) different.push(attempt.pseudonym);
    }
    return different;
  }

  /** Acknowledged pseudonyms that do not answer. */
  async lost(client) {
    const waiting = [...this.acknowledged];
    const lost = [];
    const check = async () => {
      for (let pseudonym = waiting.pop(); pseudonym !== undefined; pseudonym = waiting.pop()) {
        const answer = await client.get(`/v1/persons/${pseudonym}`);
        if (!answer.ok || answer.body.pseudonym !== pseudonym) lost.push(`${pseudonym} (${answer.status})`);
      }
    };
    await Promise.all(Array.from({ length: CHECKED_AT_ONCE }, check));
    return lost;
  }
}
