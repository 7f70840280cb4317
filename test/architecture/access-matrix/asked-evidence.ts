// Evidence that is asked about: items, findings, restricted files, and requests for those by organisations that may see the item.

import { createHash, randomBytes } from 'node:crypto';
import type { TestApplication } from '../../support/http-application.js';
import type { Level, Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

const REASON = 'A reason of some length.';

type Made = (path: string, body: object, field: string, by: Asker) => Promise<string>;

export class AskedEvidence {
  /** Somebody of each side who asks for a file, and of whom nothing else is asked. */
  private readonly requesters = new Map<Asker['side'], Asker>();

  constructor(
    private readonly application: TestApplication,
    private readonly people: AskingPeople,
    private readonly made: Made,
  ) {}

  async evidence(level: Level): Promise<Thing> {
    const [hand] = this.people.hands;
    const sharingLevel = level === 'shared' ? 'partners_pseudonymous' : 'registry_only';
    const item = { sha256: randomBytes(32).toString('hex'), kind: 'video', source: 'media', sharingLevel };
    return { code: await this.made('/v1/evidence', item, 'code', hand), keeper: hand.user.organisation.id };
  }

  async assessment(level: Level): Promise<Thing> {
    const thing = await this.evidence(level);
    const found = { verdict: 'authentic', method: 'place_compared', ground: 'place_and_time_fit', reason: REASON };
    const path = `/v1/evidence/${thing['code']}/assessments`;
    return { ...thing, assessmentId: await this.made(path, found, 'id', this.people.hands[0]) };
  }

  /** What is private is known to the organisation that is bound, which asks for it, and to nobody else. */
  async restrictedItem(level: Level): Promise<Thing> {
    const content = randomBytes(20);
    const [hand] = this.people.hands;
    const named = [this.people.of('bound', 'verifier').user.organisation.id];
    const sharing =
      level === 'shared'
        ? { sharingLevel: 'partners_pseudonymous' }
        : { sharingLevel: 'named_organisations', namedOrganisations: named };
    const sha256 = createHash('sha256').update(content).digest('hex');
    const item = { sha256, kind: 'photo', source: 'media', sensitivities: ['made_in_custody'], ...sharing };
    const code = await this.made('/v1/evidence', item, 'code', hand);
    const file = { access: 'restricted', mediaType: 'image/png', content: content.toString('base64') };
    await this.made(`/v1/evidence/${code}/files`, file, 'access', hand);
    return { code };
  }

  /** Somebody of whom a statement rests on it was erased. */
  async sealedItem(level: Level): Promise<Thing> {
    const thing = await this.restrictedItem(level);
    const [hand, other] = this.people.hands;
    const rests = { kind: 'proof_of_life', valid: '2021-05', source: 'open_source_media', grade: 'B2' };
    const statements = [{ ...rests, details: { inCustody: true, evidence: thing['code'] } }];
    const person = { sharingLevel: 'registry_only', legalBasis: 'consent', statements };
    const path = `/v1/persons/${await this.made('/v1/persons', person, 'pseudonym', hand)}/erasures`;
    const id = await this.made(path, { ground: 'consent_withdrawn', reason: REASON }, 'id', hand);
    await this.made(`${path}/${id}/confirmation`, {}, 'id', other);
    return thing;
  }

  async fileRequest(level: Level, _: Asker, by?: Asker): Promise<Thing> {
    const thing = await this.restrictedItem(level);
    const requester = by ?? (await this.requester(level === 'shared' ? 'partner' : 'bound'));
    const body = { purpose: 'assessment', reason: REASON };
    const path = `/v1/evidence/${thing['code']}/file-requests`;
    return { ...thing, requestId: await this.made(path, body, 'id', requester) };
  }

  /** By whoever asks, where they may make one. */
  async ownFileRequest(level: Level, asker: Asker): Promise<Thing> {
    const mayMake = level === 'shared' && asker.side === 'partner' && ['coordinator', 'verifier'].includes(asker.role);
    return this.fileRequest(level, asker, mayMake ? asker : undefined);
  }

  async grantedFile(level: Level, asker: Asker): Promise<Thing> {
    const thing = await this.fileRequest(level, asker);
    await this.made(`/v1/evidence-file-requests/${thing['requestId']}/approval`, {}, 'id', this.people.hands[0]);
    return thing;
  }

  private async requester(side: 'partner' | 'bound'): Promise<Asker> {
    const { organisation } = this.people.of(side, 'verifier').user;
    const known = this.requesters.get(side);
    const user = known?.user ?? (await this.application.seedUser({ organisation, roles: ['verifier'] }));
    const requester = known ?? { side, role: 'verifier' as const, user, token: await user.token() };
    this.requesters.set(side, requester);
    return requester;
  }
}
