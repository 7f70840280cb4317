// Releases that are asked about, in the states in which an address can name one.

import type { Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

type Send = (by: Asker, path: string) => Promise<Readonly<Record<string, unknown>>>;

export class AskedReleases {
  constructor(
    private readonly people: AskingPeople,
    private readonly send: Send,
  ) {}

  async release(): Promise<Thing> {
    return { number: String((await this.send(this.people.hands[0], '/v1/releases'))['number']) };
  }

  async signedRelease(): Promise<Thing> {
    const thing = await this.release();
    for (const hand of this.people.hands) await this.send(hand, `/v1/releases/${thing['number']}/signatures`);
    return thing;
  }

  async publishedRelease(): Promise<Thing> {
    const thing = await this.signedRelease();
    await this.send(this.people.hands[0], `/v1/releases/${thing['number']}/publication`);
    return thing;
  }
}
