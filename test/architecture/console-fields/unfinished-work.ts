// What the story of the crowd brings to an end, begun again and left open: some forms are drawn, or taken, only while work waits.

import type { Role } from '../../../src/domain/access/actor.js';
import { closeByDate } from '../../support/closed-by-date.js';
import type { Office } from '../../support/crowd/crowd-cast.js';
import type { CrowdClerk } from '../../support/crowd/crowd-clerk.js';
import type { Member } from '../../support/crowd/mirrored-services.js';

const REASON = 'A reason of some length.';
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };

/** Answers with somebody of the first office whom nothing stands in the way of. */
export async function leaveWorkOpen(clerk: CrowdClerk): Promise<string> {
  const [office] = clerk.cast.offices;
  if (office === undefined) throw new Error('the cast has no office');
  const work = new UnfinishedWork(clerk, office);
  await work.links();
  await work.task();
  await work.disclosure();
  await work.closing();
  await work.exchanges();
  await work.remains();
  await work.news();
  await work.releases();
  return work.somebody();
}

class UnfinishedWork {
  private count = 0;

  constructor(
    private readonly clerk: CrowdClerk,
    private readonly office: Office,
  ) {}

  /** New, lost, and of the office. */
  async somebody(identity?: object): Promise<string> {
    this.count += 1;
    const statements = [{ kind: 'disappearance', valid: '2021-02', source: 'organisation', grade: 'B2' }];
    const pseudonym = await this.made('/v1/persons', {
      reference: `L-${this.count}`,
      ...SHARED,
      ...(identity !== undefined && { identity }),
      statements,
    });
    this.clerk.registered(this.office, pseudonym, true);
    return pseudonym;
  }

  async links(): Promise<void> {
    await this.link();
    const { from, linkId } = await this.link();
    const review = { verdict: 'confirmed', reason: REASON };
    await this.clerk.send(this.office.second, `/v1/persons/${from}/links/${linkId}/review`, review);
  }

  async task(): Promise<void> {
    const id = await this.made(`/v1/persons/${await this.somebody()}/tasks`, { kind: 'follow_up', due: '2021-07-01' });
    await this.clerk.send(this.office.worker, `/v1/tasks/${id}/completion`);
  }

  /** Granted, and not used. */
  async disclosure(): Promise<void> {
    const sought = await this.somebody({ names: [{ text: 'Arvel Tassin' }] });
    const asked = { purpose: 'identification', fields: ['names'], reason: REASON };
    const requestId = await this.made(`/v1/persons/${sought}/disclosure-requests`, asked);
    this.remember('disclosure-requests(requestId)', { requestId });
    const at = `/v1/disclosure-requests/${requestId}/approval`;
    for (const role of ['coordinator', 'custodian'] as const)
      await this.clerk.send(this.alone(role), at, {}, 'POST', { 'if-match': '*' });
  }

  async closing(): Promise<void> {
    const closed = await this.somebody({ names: [{ text: 'Mira Belmar' }] });
    for (const { database, clock } of this.clerk.services.applications)
      await closeByDate(database.urls.owner, closed, clock.now());
  }

  /** One is proposed, and one agreed on. */
  async exchanges(): Promise<void> {
    const sides = [this.clerk.key('first'), this.clerk.key('second')];
    for (const steps of [[], [{ from: 'proposed', to: 'agreed', day: '2021-03-02' }]]) {
      const id = await this.made('/v1/exchanges', { sides, ...SHARED, day: '2021-03' });
      this.remember('exchanges(id)', { id });
      for (const to of ['agreed', 'handed_over']) this.remember('exchanges(id,to)', { id, to });
      for (const step of steps) await this.clerk.send(this.office.worker, `/v1/exchanges/${id}/steps`, step);
    }
  }

  /** Whose they are is confirmed; they are not handed over. */
  async remains(): Promise<void> {
    const { sharingLevel } = SHARED;
    const id = await this.made('/v1/remains', { extent: 'whole', sharingLevel });
    const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
    const at = `/v1/remains/${id}/links`;
    const linkId = await this.made(at, { ...identified, persons: [await this.somebody()] });
    this.remember('remains(id,linkId)', { id, linkId });
    await this.clerk.send(this.office.second, `${at}/${linkId}/confirmation`);
  }

  async news(): Promise<void> {
    const said = { kind: 'death', valid: '2021-04', source: 'media', grade: 'B2', untilVerified: true };
    const statementId = await this.made(`/v1/persons/${await this.somebody()}/statements`, said);
    this.remember('news(statementId)', { statementId });
  }

  /** The correction that the story prepares is signed and waits to be published; the next release waits to be signed. */
  async releases(): Promise<void> {
    for (const { second } of this.clerk.cast.offices.slice(0, 2))
      await this.clerk.send(second, '/v1/releases/2/signatures');
    const next = await this.clerk.send(this.office.worker, '/v1/releases');
    await this.clerk.send(this.office.worker, '/v1/releases/1/disputes', { ground: 'places_wrong' });
    for (const number of ['2', String(next?.['number'])]) this.remember('releases(number)', { number });
  }

  private async link(): Promise<{ from: string; linkId: string }> {
    const [from, into] = [await this.somebody(), await this.somebody()];
    const linkId = await this.made(`/v1/persons/${from}/links`, { into, reason: REASON });
    this.remember('persons(pseudonym,linkId)', { pseudonym: from, linkId });
    return { from, linkId };
  }

  private async made(address: string, body: object): Promise<string> {
    const made = await this.clerk.send(this.office.worker, address, body as Readonly<Record<string, unknown>>);
    if (made === null) throw new Error(`${address}: ${this.clerk.refused.get(`POST ${address}`) ?? ''}`);
    return String(made['id'] ?? made['pseudonym']);
  }

  private remember(subject: string, values: Readonly<Record<string, string>>): void {
    this.clerk.remember(this.office, subject, values);
  }

  private alone(role: Role): Member {
    return this.clerk.cast.ofOneRole.find(({ roles }) => roles.join() === role) ?? this.office.worker;
  }
}
