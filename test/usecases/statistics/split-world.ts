// Two offices that feed the registry, each with a coordinator who answers for it, and those who make and sign releases by party.

import type { Actor } from '../../../src/domain/access/actor.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import type { ReleaseCorrection } from '../../../src/domain/statistics/release-correction.js';
import type { ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import type { SplitDimension, SplitRefusalReason } from '../../../src/domain/statistics/release-split.js';
import { AnswerSplit } from '../../../src/usecases/statistics/answer-split.js';
import { AskSplit } from '../../../src/usecases/statistics/ask-split.js';
import { ListAskedSplits } from '../../../src/usecases/statistics/list-asked-splits.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

export class SplitWorld {
  readonly askSplit: AskSplit;
  readonly answerSplit: AnswerSplit;
  readonly prepareRelease: PrepareRelease;
  readonly publishRelease: PublishRelease;

  private constructor(
    readonly world: CaseWorld,
    readonly north: Party,
    readonly south: Party,
    readonly office: Actor,
    readonly other: Actor,
    readonly analyst: Actor,
    readonly signers: readonly [Actor, Actor],
  ) {
    const { database, clock } = world;
    this.askSplit = new AskSplit(database, clock);
    this.answerSplit = new AnswerSplit(database, clock);
    this.prepareRelease = new PrepareRelease(database, clock, readKeys(world.keys));
    this.publishRelease = new PublishRelease(database, clock, readKeys(world.keys));
  }

  static async open(): Promise<SplitWorld> {
    const world = await openCaseWorld();
    const feeder = (): Promise<Actor> => world.worker({ roles: ['liaison', 'coordinator'] });
    return new SplitWorld(
      world,
      await world.party('North'),
      await world.party('South'),
      await feeder(),
      await feeder(),
      await world.worker({ roles: ['analyst'] }),
      [await world.worker({ roles: ['custodian'] }), await world.worker({ roles: ['verifier'] })],
    );
  }

  /** Missing, of a side. */
  async registerMissing(by: Actor, side: Party, people: number): Promise<void> {
    const statements = [statement({ kind: 'disappearance', valid: '2021-02' })];
    for (let person = 0; person < people; person += 1)
      await this.world.register(by, { side: side.partyKey, statements });
  }

  /** Held by a party that says so. */
  async registerHeld(by: Actor, holder: Party, people: number): Promise<void> {
    const statements = [
      statement({ kind: 'disappearance', valid: '2021-02' }),
      statement({ kind: 'acknowledgement', valid: '2021-03', source: 'party', details: { party: holder.partyKey } }),
    ];
    for (let person = 0; person < people; person += 1) await this.world.register(by, { statements });
  }

  async ask(by: SplitDimension, corrects: number | null = null): Promise<string> {
    return (await this.askSplit.execute(this.analyst, { by, corrects }, null)).id;
  }

  async answer(actor: Actor, id: string, answer: string, reason?: SplitRefusalReason): Promise<void> {
    const { request } = await new ListAskedSplits(this.world.database).one(actor, id);
    await this.answerSplit.execute(actor, { id, answer, reason, ifMatch: [String(request.version)] }, null);
  }

  /** Asked for, and agreed to by both offices. */
  async agreedByAll(by: SplitDimension, corrects: number | null = null): Promise<string> {
    const id = await this.ask(by, corrects);
    for (const feeder of [this.office, this.other]) await this.answer(feeder, id, 'agreed');
    return id;
  }

  async prepare(split: string | null, corrects: ReleaseCorrection | null = null): Promise<ReleaseDocument> {
    return (await this.prepareRelease.execute(this.analyst, { split, corrects })).document;
  }

  async sign(signer: Actor, number: number): Promise<void> {
    await new SignRelease(this.world.database, this.world.clock).execute(signer, number);
  }

  async signAndPublish(number: number): Promise<void> {
    for (const signer of this.signers) await this.sign(signer, number);
    await this.publishRelease.execute(this.analyst, number);
  }
}
