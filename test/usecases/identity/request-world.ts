// An office with people for every part in a disclosure by two persons, a partner who asks, and a person about whom they ask.

import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { ApproveDisclosure } from '../../../src/usecases/identity/approve-disclosure.js';
import { DiscloseIdentity, type DisclosedIdentity } from '../../../src/usecases/identity/disclose-identity.js';
import { ListDisclosureRequests } from '../../../src/usecases/identity/list-disclosure-requests.js';
import { ListDisclosures } from '../../../src/usecases/identity/list-disclosures.js';
import { ReadDisclosureRequest } from '../../../src/usecases/identity/read-disclosure-request.js';
import { RefuseDisclosure } from '../../../src/usecases/identity/refuse-disclosure.js';
import { RequestDisclosure } from '../../../src/usecases/identity/request-disclosure.js';
import { RevokeDisclosure } from '../../../src/usecases/identity/revoke-disclosure.js';
import { ShowDisclosure } from '../../../src/usecases/identity/show-disclosure.js';
import { WithdrawDisclosureRequest } from '../../../src/usecases/identity/withdraw-disclosure-request.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { keyOf, named, openCaseWorld, type CaseWorld } from '../case-world.js';

export const ASKED = { purpose: 'identification', fields: ['names', 'birth_date'], reason: 'Remains are compared.' };

export class RequestWorld {
  readonly requesting: RequestDisclosure;
  readonly listing: ListDisclosureRequests;
  readonly reading: ReadDisclosureRequest;
  readonly approving: ApproveDisclosure;
  readonly refusing: RefuseDisclosure;
  readonly withdrawing: WithdrawDisclosureRequest;
  readonly revoking: RevokeDisclosure;
  readonly disclosing: DiscloseIdentity;
  readonly showing: ShowDisclosure;
  readonly looked: ListDisclosures;

  private constructor(
    readonly cases: CaseWorld,
    /** Registered the person, and is assigned. */
    readonly liaison: Actor,
    readonly coordinator: Actor,
    readonly verifier: Actor,
    readonly custodian: Actor,
    /** Of another organisation, which may know of the person. */
    readonly partner: Actor,
  ) {
    const { database, clock, vault } = cases;
    this.requesting = new RequestDisclosure(database, clock);
    this.listing = new ListDisclosureRequests(database, clock);
    this.reading = new ReadDisclosureRequest(database, clock);
    this.approving = new ApproveDisclosure(database, clock);
    this.refusing = new RefuseDisclosure(database, clock);
    this.withdrawing = new WithdrawDisclosureRequest(database, clock);
    this.revoking = new RevokeDisclosure(database, clock);
    this.disclosing = new DiscloseIdentity(database, vault, clock);
    this.showing = new ShowDisclosure(database, vault, clock);
    this.looked = new ListDisclosures(database);
  }

  static async open(): Promise<RequestWorld> {
    const cases = await openCaseWorld();
    const liaison = await cases.worker();
    const [coordinator, verifier, custodian] = await Promise.all(
      (['coordinator', 'verifier', 'custodian'] as const).map((role) => cases.colleagueOf(liaison, [role])),
    );
    return new RequestWorld(cases, liaison, coordinator!, verifier!, custodian!, await cases.worker());
  }

  /** The pseudonyms of a new person: the owner's, and the partner's. */
  async person(): Promise<{ own: string; theirs: string }> {
    const own = await this.cases.register(this.liaison, {
      ...named('Canarypell Canaryoster', '1991-08-02'),
      sharingLevel: 'partners_pseudonymous',
    });
    return { own, theirs: await this.newestOf(this.partner) };
  }

  async newestOf(actor: Actor): Promise<string> {
    const { database, clock } = this.cases;
    const { records } = await new ListRecords(database, clock).execute(actor, { assignedToMe: false, limit: 200 });
    return records.at(-1)?.pseudonym ?? '';
  }

  async request(actor: Actor, pseudonym: string, changed: object = {}): Promise<string> {
    return (await this.requesting.execute(actor, { pseudonym, ...ASKED, ...changed }, null)).id;
  }

  async approve(actor: Actor, requestId: string, terms: object = {}, key = ''): Promise<string> {
    const command = { requestId, ifMatch: ['*'], ...terms };
    const request = key === '' ? null : keyOf(actor, key, JSON.stringify(command));
    return (await this.approving.execute(actor, command, request)).state;
  }

  async granted(actor: Actor, pseudonym: string, asked: object = {}, terms: object = {}): Promise<string> {
    const id = await this.request(actor, pseudonym, asked);
    await this.approve(this.coordinator, id, terms);
    await this.approve(this.custodian, id, terms);
    return id;
  }

  use(actor: Actor, pseudonym: string, request: string, more: object = {}, key = ''): Promise<DisclosedIdentity> {
    const command = { pseudonym, request, ...more };
    return this.disclosing.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
  }

  async stateFor(actor: Actor, requestId: string): Promise<string> {
    return (await this.reading.execute(actor, { requestId })).state;
  }

  /** As an administrator would: the roles, or the account. */
  async change(actor: Actor, to: { roles?: readonly Role[]; disabled?: boolean }): Promise<void> {
    await this.cases.database.transaction(servicePrincipal('operator', actor.requestId), async ({ users }) => {
      if (to.roles !== undefined) await users.setRoles(actor.userId, to.roles);
      if (to.disabled !== undefined) await users.setDisabled(actor.userId, to.disabled ? this.cases.clock.now() : null);
    });
  }
}
