// Releases that are asked about, in the states in which an address can name one.

import type { Client } from 'pg';
import type { Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

type Send = (by: Asker, path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>;

export class AskedReleases {
  constructor(
    private readonly people: AskingPeople,
    private readonly owner: Client,
    private readonly send: Send,
  ) {}

  async release(): Promise<Thing> {
    return { number: String((await this.send(this.people.hands[0], '/v1/releases'))['number']) };
  }

  /** Recorded by somebody who may settle none. */
  async disputedRelease(): Promise<Thing> {
    const { number = '' } = await this.release();
    const dispute = await this.send(this.people.hands[0], `/v1/releases/${number}/disputes`, {
      ground: 'places_wrong',
    });
    return { number, disputeId: String(dispute['id']) };
  }

  /** The own organisation alone is asked; that others feed the registry too is nothing to them here. */
  async askedSplit(): Promise<Thing> {
    const { id } = await this.send(this.people.hands[0], '/v1/releases/splits', { by: 'side' });
    return { splitId: String(id) };
  }

  async signedRelease(): Promise<Thing> {
    await this.settleDisputes();
    const thing = await this.release();
    for (const hand of this.people.hands) await this.send(hand, `/v1/releases/${thing['number']}/signatures`);
    return thing;
  }

  async publishedRelease(): Promise<Thing> {
    const thing = await this.signedRelease();
    await this.send(this.people.hands[0], `/v1/releases/${thing['number']}/publication`);
    return thing;
  }

  /** A release is not published while one before it is disputed. */
  private async settleDisputes(): Promise<void> {
    await this.owner.query(
      `INSERT INTO registry.release_dispute_step (dispute_id, step, recorded_by, recorded_at)
       SELECT d.id, 'settled', d.recorded_by, d.recorded_at FROM registry.release_dispute d ON CONFLICT DO NOTHING`,
    );
  }
}
