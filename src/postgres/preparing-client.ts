// A connection that sends the questions of one turn together, has PostgreSQL plan those of short reads once and not at every call, and waits longer for the few that take long.

import { createHash } from 'node:crypto';
import pg from 'pg';
import { PreparedColumns, PreparedQuestion, type Answered, type Parser } from './prepared-question.js';

/** The service marks some dozens of texts; what a mistake would compose without end is sent as it stands. */
const MOST_TEXTS = 1_000;

const MARK = '/* planned once */';

const LONG_MARK = '/* may take long */';
/** Milliseconds. */
const LONGEST = 660_000;

/** SQLSTATE of whatever is asked in a transaction in which something has failed. */
const FAILED_BEFORE = '25P02';

const names = new Map<string, string>();

/**
 * Marks a text whose best plan is the same for all of its values and at any size of its tables: look-ups by an index, a page in the order of
 * one. Others must not be marked: a plan that was made while tables were small is kept until the server takes statistics again, and sealing
 * 5,000 entries by one took more than ten seconds.
 */
export function plannedOnce(text: string): string {
  return `${MARK} ${text}`;
}

/**
 * A list as a parameter of a marked text. PostgreSQL expects ten of a list that it does not see yet; where fewer come it holds a plan for just these
 * for cheaper than the kept one, and makes it anew at every call. Behind a subquery it expects ten of either.
 */
export function listOfAnyLength(parameter: string, type: 'uuid'): string {
  return `(SELECT ${parameter}::${type}[])::${type}[]`;
}

/** Marks what is given up only after eleven minutes, and not once a request would be; how long the server lets it run is set beside. */
export function mayTakeLong(text: string): string {
  return `${LONG_MARK} ${text}`;
}

function withinTime(given: readonly unknown[]): readonly unknown[] {
  const [text, values] = given;
  const isLong = typeof text === 'string' && text.startsWith(LONG_MARK);
  return isLong ? [{ text, values, query_timeout: LONGEST }] : given;
}

/** PostgreSQL takes 63 bytes for a name; two texts under one name would be refused by the driver, not mixed up. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_TEXTS || !text.startsWith(MARK)) return known;
  const name = `wb_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/**
 * Planning took 0.3 to 1.5 ms of statements that run for 0.1 to 0.5 ms. A prepared statement belongs to its connection and ends with
 * it; the driver remembers which ones a connection has. It also sends a question without waiting for the answer before, where its
 * `pipeline` is set; the server takes them one by one.
 */
export class PreparingClient extends pg.Client {
  #isTogether = false;
  #lastFailure: unknown;
  #columns: PreparedColumns | undefined;

  override query(...given: unknown[]): never {
    this.#sendTogether();
    const question = this.#preparedOf(given);
    const answered = given.find((one) => typeof one === 'function');
    if (question !== null && answered !== undefined) return this.#pass([question, answered]) as never;
    const answer = question === null ? this.#pass(withinTime(given)) : this.#askPrepared(question);
    return (answer instanceof Promise ? answer.catch((error: unknown) => this.#fail(error)) : answer) as never;
  }

  /** Null for what is not planned once. */
  #preparedOf([text, values]: readonly unknown[]): PreparedQuestion | null {
    if (typeof text !== 'string' || !Array.isArray(values)) return null;
    const name = nameOf(text);
    return name === undefined ? null : new PreparedQuestion({ name, text }, values, this.#known);
  }

  #askPrepared(question: PreparedQuestion): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.#pass([
        question,
        (error: Error | null, answer: Answered) => {
          if (error === null) resolve(answer);
          else reject(error);
        },
      ]);
    });
  }

  #pass(given: readonly unknown[]): unknown {
    return (super.query as (...sent: unknown[]) => unknown).apply(this, [...given]);
  }

  get #known(): PreparedColumns {
    this.#columns ??= new PreparedColumns(this.connection, (type) => this.getTypeParser(type, 'text') as Parser);
    return this.#columns;
  }

  /**
   * Until nothing more is asked in this turn: each write of its own wakes the server, and stops this process for longer than the question. Twice
   * behind, so that a commit that waits for the end of the turn is sent with what it ends.
   */
  #sendTogether(): void {
    if (this.#isTogether) return;
    this.#isTogether = true;
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      process.nextTick(() => {
        this.#isTogether = false;
        stream.uncork();
      });
    });
  }

  /** What was sent behind a question that failed has failed of the same, and whoever hears of it first must hear the cause. */
  #fail(error: unknown): never {
    if ((error as { readonly code?: unknown }).code === FAILED_BEFORE) throw this.#lastFailure ?? error;
    this.#lastFailure = error;
    throw error;
  }
}
