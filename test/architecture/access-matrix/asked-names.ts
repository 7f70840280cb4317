// Requests for a name, and for its erasure: what is asked about of those, made anew for each question.

import type { Asker, AskingPeople } from './asking-people.js';
import type { Level, Thing } from './asked-thing.js';

const REASON = 'A reason of some length.';

/** What makes a private or shared person, and what sends a body and answers a field of the answer, or fails. */
export interface Making {
  person(level: Level): Promise<Thing>;
  made(path: string, body: object, field: string, by: Asker): Promise<string>;
  /** Whose identity is closed by its date. */
  close(pseudonym: string): Promise<void>;
}

export class AskedNames {
  constructor(
    private readonly people: AskingPeople,
    private readonly making: Making,
  ) {}

  /** By the liaison, so that everybody else may decide of it. */
  async disclosureRequest(level: Level, _: Asker, by: Asker = this.people.of('own', 'liaison')): Promise<Thing> {
    const thing = await this.making.person(level);
    const path = `/v1/persons/${thing['pseudonym']}/disclosure-requests`;
    const body = { purpose: 'identification', fields: ['names'], reason: REASON };
    return { ...thing, requestId: await this.making.made(path, body, 'id', by) };
  }

  /** By whoever asks, where they may make one. */
  async ownDisclosureRequest(level: Level, asker: Asker): Promise<Thing> {
    const mayMake = asker.side === 'own' && ['liaison', 'coordinator'].includes(asker.role);
    return this.disclosureRequest(level, asker, mayMake ? asker : this.people.of('own', 'liaison'));
  }

  async approvedRequest(level: Level, asker: Asker): Promise<Thing> {
    const thing = await this.disclosureRequest(level, asker);
    for (const hand of this.people.hands) {
      await this.making.made(`/v1/disclosure-requests/${thing['requestId']}/approval`, {}, 'id', hand);
    }
    return thing;
  }

  async erasure(level: Level): Promise<Thing> {
    const thing = await this.making.person(level);
    const body = { ground: 'purpose_ended', reason: REASON };
    const path = `/v1/persons/${thing['pseudonym']}/erasures`;
    return { ...thing, erasureId: await this.making.made(path, body, 'id', this.people.hands[0]) };
  }

  async undatedPerson(level: Level): Promise<Thing> {
    return { ...(await this.making.person(level)), tag: '"v0"' };
  }

  async closedPerson(level: Level): Promise<Thing> {
    const thing = await this.making.person(level);
    await this.making.close(thing['pseudonym'] ?? '');
    return thing;
  }
}
