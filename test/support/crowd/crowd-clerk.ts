// Writes down in all mirrored services what chance brings, and remembers what there is to ask about afterwards.

import fc from 'fast-check';
import type { Cast, Office } from './crowd-cast.js';
import type { Member, MirroredServices, SideName } from './mirrored-services.js';

export type Given = Readonly<Record<string, unknown>>;
export type Draw = <T>(from: fc.Arbitrary<T>) => T;

/** How time goes on, and what is done at each step of it. */
export interface Pace {
  /** Milliseconds before the next thing is written down. */
  before(): number;
  /** After it was. */
  after(): Promise<void>;
}

const STEADY: Pace = { before: () => 200, after: () => Promise.resolve() };

export interface Known {
  /** Who made it. */
  readonly office: string;
  /** With a pseudonym in it, which nobody else knows; everything else has one id for all. */
  readonly isPairwise: boolean;
  readonly values: Readonly<Record<string, string>>;
}

/** One stream of chance for a whole story, so that the story is the same however often it is told. */
export function drawsFrom(seed: number): Draw {
  const [generate] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  if (generate === undefined) throw new Error('nothing is left to chance');
  return (from) => generate(() => from);
}

export class CrowdClerk {
  /** `persons(pseudonym)`, `lists(id,line)` and so on → what can be put into an address. */
  readonly known = new Map<string, Known[]>();
  /** What the crowd holds: kinds of statements, and statuses that somebody reads. */
  readonly kinds = new Set<string>();
  readonly statuses = new Set<string>();
  /** Sizes of signed checkpoints of the log, smallest first. */
  readonly checkpoints: number[] = [];
  readonly carriedOut: { readonly method: string; readonly address: string }[] = [];
  /** What was refused → the last refusal, for whoever looks why a crowd is not whole. */
  readonly refused = new Map<string, string>();
  /** Office → the pseudonyms of all whom it may see. */
  private readonly people = new Map<string, string[]>();
  private readonly own = new Map<string, { readonly pseudonym: string; readonly isOpen: boolean }[]>();

  constructor(
    readonly services: MirroredServices,
    readonly cast: Cast,
    readonly draw: Draw,
    private readonly pace: Pace = STEADY,
  ) {}

  key(side: SideName): string {
    return this.services.keyOf(side);
  }

  anySide(): SideName {
    return this.draw(fc.constantFrom('first', 'second'));
  }

  anyOffice(): Office {
    return this.draw(fc.constantFrom(...this.cast.offices));
  }

  isSo(oneIn: number): boolean {
    return this.draw(fc.nat(oneIn - 1)) === 0;
  }

  one<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('there is nothing to choose from');
    return this.draw(fc.constantFrom(...from));
  }

  /** Some of them in any order, at least one. */
  some<T>(from: readonly T[], most: number, least = 1): readonly T[] {
    const bounds = { minLength: Math.min(least, from.length), maxLength: Math.min(most, from.length) };
    return this.draw(fc.shuffledSubarray([...from], bounds));
  }

  /** Null where it was refused; a refusal is compared like any answer. */
  async send(
    by: Member,
    address: string,
    body: Given = {},
    method = 'POST',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Given | null> {
    this.services.advance(this.pace.before());
    const answer = await this.services.ask(by, method, address, { headers, ...(method !== 'DELETE' && { body }) });
    if (answer.status >= 300) {
      this.refused.set(`${method} ${address}`, answer.text);
      return null;
    }
    this.carriedOut.push({ method, address });
    await this.pace.after();
    return (answer.body ?? {}) as Given;
  }

  async read(by: Member, address: string): Promise<Given> {
    const { body } = await this.services.ask(by, 'GET', address);
    return (body ?? {}) as Given;
  }

  remember(office: Office, subject: string, values: Readonly<Record<string, string>>): void {
    const all = this.known.get(subject) ?? [];
    all.push({ office: office.name, isPairwise: 'pseudonym' in values, values });
    this.known.set(subject, all);
  }

  /** `isOpen`: shared with whoever depends on no party. */
  registered(office: Office, pseudonym: string, isOpen: boolean): void {
    this.own.set(office.name, [...(this.own.get(office.name) ?? []), { pseudonym, isOpen }]);
  }

  ownOf(office: Office): readonly string[] {
    return (this.own.get(office.name) ?? []).map(({ pseudonym }) => pseudonym);
  }

  openOf(office: Office): readonly string[] {
    return (this.own.get(office.name) ?? []).filter(({ isOpen }) => isOpen).map(({ pseudonym }) => pseudonym);
  }

  peopleOf(office: Office): readonly string[] {
    return this.people.get(office.name) ?? [];
  }

  /** Everybody looks whom they may see. */
  async lookAround(): Promise<void> {
    for (const office of this.cast.offices) {
      const found: string[] = [];
      let cursor: unknown = '';
      while (typeof cursor === 'string') {
        const page = await this.read(office.worker, `/v1/persons?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
        for (const { pseudonym, status } of page['records'] as { pseudonym: string; status: string }[]) {
          found.push(pseudonym);
          this.statuses.add(status);
        }
        cursor = page['cursor'];
      }
      this.people.set(office.name, found);
    }
  }

  /** Offices that see somebody. */
  officesWithPeople(): readonly Office[] {
    return this.cast.offices.filter((office) => this.peopleOf(office).length > 0);
  }
}
