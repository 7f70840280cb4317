// Asks three requests in tries of an order drawn anew for each, and says whether the third takes another time than the first two.

import { Agent, request } from 'node:http';

export interface TimedRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: string;
}

/** Two requests of one kind, and one that must not be told from them by its time. */
export interface Alike {
  readonly one: TimedRequest;
  readonly another: TimedRequest;
  readonly other: TimedRequest;
  /** The refusal that all three must meet; any answer that is none when not given. */
  readonly refused?: 422 | 429;
}

export interface Comparison {
  /** Of the signed ranks of `other` minus `one`, beyond a twentieth of the time of `one`, in standard deviations. */
  readonly ab: number;
  /** The same of `another` minus `one`: what the machine and its neighbours make of two requests of one kind. */
  readonly aa: number;
  /** Medians of the differences in microseconds, `other` minus `one` and `another` minus `one`. */
  readonly medians: readonly [ab: number, aa: number];
}

/** Tries of which the quickest stands for all: what neighbours on the machine add is hardly ever added to each of them. */
const TOGETHER = 3;

/**
 * By which `ab` may exceed `aa`. The order of each try is drawn, so that under equal times each difference is as likely to be negative and
 * the signed ranks are normal, however noisy the machine: fewer than one comparison in 15,000 passes four standard deviations by chance.
 */
const MARGIN = 4;

/**
 * Of its own time, by which a request may differ: that a code or a pseudonym was met at all costs the look-up of whose it is, some 30 µs of
 * 1 to 10 ms, and a test that found that on a quiet machine and not on a busy one would say nothing of either. Rows are counted beside.
 */
const TWENTIETH = 0.05;

export function tellsApart({ ab, aa }: Comparison): boolean {
  return Math.abs(ab) > Math.abs(aa) + MARGIN;
}

/** One connection that is kept, as a patient listener would do: no handshake is in the time. */
export class Stopwatch {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    /** 0 to 1, of a fixed seed: a failure is asked for again in the same order. */
    private readonly random: () => number,
  ) {}

  close(): void {
    this.agent.destroy();
  }

  async compare({ one, another, other, refused }: Alike, tries: number): Promise<Comparison> {
    const asked = [one, another, other];
    const statuses = asked.map(() => new Set<number>());
    const differences: { ab: number; aa: number }[] = [];
    const times: number[] = [];
    let quickest = [Infinity, Infinity, Infinity];
    // The first answers come from cold caches, and count for nothing.
    for (let at = -Math.ceil(tries / 20); at < tries; at += 1) {
      for (const which of this.shuffled([0, 1, 2])) {
        const { milliseconds, status } = await this.time(asked[which]!);
        quickest[which] = Math.min(quickest[which]!, milliseconds);
        statuses[which]!.add(status);
      }
      if (at >= 0 && at % TOGETHER < TOGETHER - 1) continue;
      const [first = 0, second = 0, third = 0] = quickest;
      if (at >= 0) differences.push({ aa: second - first, ab: third - first });
      if (at >= 0) times.push(first);
      quickest = [Infinity, Infinity, Infinity];
    }
    requireAlike(
      statuses.map((set) => [...set].join()),
      refused,
    );
    const [ab, aa] = [differences.map((one) => one.ab), differences.map((one) => one.aa)];
    const allowed = TWENTIETH * median(times);
    return {
      ab: signedRanks(beyond(ab, allowed)),
      aa: signedRanks(beyond(aa, allowed)),
      medians: [1000 * median(ab), 1000 * median(aa)],
    };
  }

  private shuffled<T>(values: readonly T[]): T[] {
    const drawn = values.map((value) => ({ value, at: this.random() }));
    return drawn.sort((a, b) => a.at - b.at).map(({ value }) => value);
  }

  private time({ method, path, token, body }: TimedRequest): Promise<{ milliseconds: number; status: number }> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      };
      const begun = performance.now();
      const sent = request(`${this.url}${path}`, { method, agent: this.agent, headers }, (answer) => {
        answer.on('error', reject).on('end', () => {
          resolve({ milliseconds: performance.now() - begun, status: answer.statusCode ?? 0 });
        });
        answer.resume();
      });
      sent.on('error', reject).end(body);
    });
  }
}

/** Requests that are wrong in themselves are refused alike, and prove nothing unless that is what is asked. */
function requireAlike(statuses: readonly string[], refused: number | undefined): void {
  const seen = new Set(statuses);
  if (refused !== undefined && !seen.has(String(refused))) throw new Error('the requests were not refused as expected');
  if (refused === undefined && ['400', '422', '429'].some((status) => seen.has(status)))
    throw new Error('the requests were not understood');
  if (seen.size !== 1) throw new Error(`requests that must be alike were answered ${[...seen].join(' and ')}`);
}

/** Wilcoxon's signed ranks, standardised; ties have no part in times of a nanosecond's grain. */
function signedRanks(differences: readonly number[]): number {
  const ranked = differences.filter((one) => one !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = ranked.length;
  if (n === 0) return 0;
  const sum = ranked.reduce((total, one, at) => total + Math.sign(one) * (at + 1), 0);
  return sum / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6);
}

/** Each difference less what is allowed, in the direction in which most of them lie; none where most lie within it. */
function beyond(differences: readonly number[], allowed: number): number[] {
  const middle = median(differences);
  if (Math.abs(middle) <= allowed) return [];
  return differences.map((one) => one - Math.sign(middle) * allowed);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
