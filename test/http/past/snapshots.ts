// Answers as they were given at an instant, to be held against what the service says later that it knew then.

import type { TestApplication, TestUser } from '../../support/http-application.js';

interface Snapshot {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: number;
  readonly text: string;
}

const MINUTE = 60_000;

export class Snapshots {
  private readonly taken: Snapshot[] = [];

  constructor(
    private readonly service: TestApplication,
    private readonly reader: TestUser,
  ) {}

  get count(): number {
    return this.taken.length;
  }

  /** How many different answers a path has given. */
  answersOf(path: string): number {
    return new Set(this.taken.filter((one) => one.path === path).map(({ text }) => text)).size;
  }

  /** The answers of now; then a minute passes. */
  async take(...paths: readonly string[]): Promise<number> {
    const at = this.service.clock.now();
    for (const path of paths) this.taken.push({ path, at, ...(await this.ask(path)) });
    this.service.clock.advance(MINUTE);
    return at;
  }

  /** Asks everything again with the instant at which it was answered; one line for each answer that is another one now. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const { path, at, status, text } of this.taken) {
      const knownAt = new Date(at).toISOString();
      const now = await this.ask(`${path}${path.includes('?') ? '&' : '?'}knownAt=${knownAt}`);
      // A refusal carries the id of its request.
      const same = now.status === status && (status !== 200 || now.text === text);
      if (!same) faults.push(`${path} at ${knownAt}: ${status} ${text}\n  is now ${now.status} ${now.text}`);
    }
    return faults;
  }

  private async ask(path: string): Promise<{ status: number; text: string }> {
    // Time passes in a story, and an access token lives ten minutes.
    const { status, text } = await this.service.request('GET', path, { token: await this.reader.token() });
    return { status, text };
  }
}

/** Sends what must succeed, and answers its body. */
export async function send(
  service: TestApplication,
  user: TestUser,
  path: string,
  body: object,
  method = 'POST',
  ifMatch = '*',
): Promise<Record<string, unknown>> {
  const headers = { 'if-match': ifMatch };
  const answer = await service.request(method, path, { token: await user.token(), body, headers });
  if (answer.status < 200 || answer.status > 299) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return (answer.body ?? {}) as Record<string, unknown>;
}
