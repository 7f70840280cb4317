// A world with a tracing office: its use cases, its workers, and a request as somebody gives it.

import type { Actor } from '../../../src/domain/access/actor.js';
import {
  AddTracingRequest,
  type AddTracingRequestCommand,
} from '../../../src/usecases/tracing-requests/add-tracing-request.js';
import { AssignTracingRequest } from '../../../src/usecases/tracing-requests/assign-tracing-request.js';
import { ChangeSafeChannel } from '../../../src/usecases/tracing-requests/change-safe-channel.js';
import { DiscloseEnquirer } from '../../../src/usecases/tracing-requests/disclose-enquirer.js';
import { ListEnquirerDisclosures } from '../../../src/usecases/tracing-requests/list-enquirer-disclosures.js';
import { ListTracingRequests } from '../../../src/usecases/tracing-requests/list-tracing-requests.js';
import { MoveTracingRequest } from '../../../src/usecases/tracing-requests/move-tracing-request.js';
import { ReadTracingRequest } from '../../../src/usecases/tracing-requests/read-tracing-request.js';
import { RecordConsent } from '../../../src/usecases/tracing-requests/record-consent.js';
import { openCaseWorld, type CaseWorld } from '../case-world.js';

export const NOTHING = '00000000-0000-4000-8000-000000000000';
export const REASON = 'The weekly call with the family.';

export const CONSENT = {
  givenBy: 'enquirer',
  purpose: 'tracing',
  recipient: 'central_agency',
  decision: 'given',
  decidedOn: '2021-05-30',
};
export const ASKED = { purpose: 'family_contact', fields: ['contact', 'safe_channel'], reason: REASON };

export function requestOf(pseudonym: string, rest: Partial<AddTracingRequestCommand> = {}): AddTracingRequestCommand {
  return {
    sought: { pseudonym },
    enquirer: { name: 'Oda Tassin', address: '4 Lantern Street', phone: '+00 000 0001' },
    safeChannel: { channel: 'phone_call', details: 'After six; say that the library calls.' },
    kinship: 'sibling',
    receivedOn: '2021-05-30',
    ...rest,
  };
}

export interface TracingWorld {
  readonly world: CaseWorld;
  readonly add: AddTracingRequest;
  readonly assign: AssignTracingRequest;
  readonly change: ChangeSafeChannel;
  readonly disclose: DiscloseEnquirer;
  readonly looked: ListEnquirerDisclosures;
  readonly list: ListTracingRequests;
  readonly move: MoveTracingRequest;
  readonly read: ReadTracingRequest;
  readonly consent: RecordConsent;
  readonly liaison: Actor;
  readonly colleague: Actor;
  readonly coordinator: Actor;
  /** A request that the liaison worker took in about a new person. */
  readonly taken: (rest?: Partial<AddTracingRequestCommand>) => Promise<{ id: string; pseudonym: string }>;
}

export async function openTracingWorld(): Promise<TracingWorld> {
  const world = await openCaseWorld();
  const { database, vault, clock } = world;
  const add = new AddTracingRequest(database, vault, clock);
  const liaison = await world.worker();
  return {
    world,
    add,
    assign: new AssignTracingRequest(database, clock),
    change: new ChangeSafeChannel(database, vault, clock),
    disclose: new DiscloseEnquirer(database, vault, clock),
    looked: new ListEnquirerDisclosures(database),
    list: new ListTracingRequests(database),
    move: new MoveTracingRequest(database, clock),
    read: new ReadTracingRequest(database),
    consent: new RecordConsent(database, clock),
    liaison,
    colleague: await world.colleagueOf(liaison, ['liaison']),
    coordinator: await world.colleagueOf(liaison, ['coordinator']),
    taken: async (rest = {}) => add.execute(liaison, requestOf(await world.register(liaison), rest), null),
  };
}
