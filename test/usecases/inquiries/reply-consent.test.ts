// By whose word something is told: the found person's will before every level, news first, and nothing that a refusal would betray.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { ReportAccess } from '../../../src/usecases/identity/report-access.js';
import { VerifyNews } from '../../../src/usecases/news/verify-news.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { statement } from '../case-world.js';
import { CAPTURED, RepliesWorld, type Sought } from './replies-world.js';

const TOLD = ['record_exists', 'whereabouts_status'];
const LOCATED = statement({
  kind: 'located',
  valid: '2021-05-20',
  source: 'from_person',
  grade: 'A1',
  details: { attestedBy: 'person' },
});

let world: RepliesWorld;

beforeAll(async () => {
  world = await RepliesWorld.open();
});
afterAll(() => world.cases.stop());

const byWill = ({ inquiryId, candidate }: Sought): Promise<{ id: string }> =>
  world.prepare(inquiryId, { tells: TOLD, person: candidate, basis: 'person_will' });
const named = (...organisations: Actor[]) => ({
  sharedWith: 'named_organisations',
  namedOrganisations: organisations.map(({ organisationId }) => organisationId),
});

describe('without a will', () => {
  it('nothing is told by one', async () => {
    expect(await codeOfAsync(byWill(await world.sought()))).toBe('reply_not_consented');
  });

  it.each(['central_agency_only', 'named_organisations'] as const)(
    'the owner cannot open %s to whoever it shuts out',
    async (sharingLevel) => {
      const other = sharingLevel === 'named_organisations' ? [world.agency.organisationId] : [];
      const sought = await world.sought({ sharingLevel, namedOrganisations: other });
      expect(sought.candidate).not.toBe('');
      expect(await codeOfAsync(world.prepareConsented(sought, TOLD))).toBe('reply_not_consented');
      expect(await world.consents()).not.toContainEqual(expect.objectContaining({ pseudonym: sought.own }));
    },
  );

  it('the owner may, where it has named whoever asked', async () => {
    const given = { sharingLevel: 'named_organisations', namedOrganisations: [world.asker.organisationId] } as const;
    const sought = await world.sought(given);
    const { id } = await world.prepareConsented(sought, TOLD);
    await world.consent(id);
    await world.decide(sought.inquiryId, id);
    expect((await world.read(sought.inquiryId)).replies).toMatchObject([{ status: 'believed_held' }]);
  });

  it('an owner that depends on a party is not asked, since the question tells who matters', async () => {
    const party = await world.cases.party('Southern League');
    const bureau = await world.cases.worker({
      kind: 'national_information_bureau',
      party,
      roles: ['coordinator', 'liaison'],
    });
    const sought = await world.sought({}, bureau);
    expect(await codeOfAsync(world.prepareConsented(sought, TOLD))).toBe('reply_not_consented');
    expect(await world.consents(bureau)).toEqual([]);
  });

  it('nothing is told to a bureau of the party in whose power the record places the person', async () => {
    const holder = world.party.partyKey;
    const sought = await world.sought({
      statements: [CAPTURED, statement({ kind: 'detention', details: { holder } })],
    });
    expect(await codeOfAsync(world.prepareConsented(sought, TOLD))).toBe('reply_not_consented');
  });
});

describe('a will', () => {
  it('that names whoever asked, and the agency, opens every level', async () => {
    const sought = await world.sought({ sharingLevel: 'central_agency_only' });
    await world.will(sought.own, named(world.asker, world.agency));
    const { id } = await byWill(sought);
    await world.decide(sought.inquiryId, id);
    expect((await world.read(sought.inquiryId)).replies).toMatchObject([{ tells: TOLD }]);
    expect(await world.entry('inquiry_reply_released')).toMatchObject({ details: { basis: 'person_will' } });
  });

  it.each([
    ['names whoever asked and not the agency', () => named(world.asker)],
    ['names the agency and not whoever asked', () => named(world.agency)],
    ['names those who share the record, as whoever depends on a party does not', () => ({ sharedWith: 'partners' })],
    ['names nobody', () => ({ sharedWith: 'nobody' })],
  ])('that %s opens nothing', async (_what, given) => {
    const sought = await world.sought();
    await world.will(sought.own, given());
    expect(await codeOfAsync(byWill(sought))).toBe('reply_not_consented');
  });

  it('that leaves all others out goes before the owner’s consent, and the agency reads no more of it than of an owner that does not answer', async () => {
    const [willed, other] = [await world.sought(), await world.sought()];
    await world.will(willed.own, { sharedWith: 'nobody' });
    const replies: { id: string; state: string }[] = [];
    for (const sought of [willed, other]) replies.push(await world.prepareConsented(sought, TOLD));
    const [hidden, plain] = replies as [{ id: string; state: string }, { id: string; state: string }];
    expect(hidden.state).toBe(plain.state);
    expect(await codeOfAsync(world.consent(hidden.id))).toBe('reply_not_consented');
    const told = async ({ inquiryId, candidate }: Sought, id: string): Promise<string> =>
      JSON.stringify(await world.work(inquiryId))
        .replaceAll(inquiryId, '')
        .replaceAll(candidate, '')
        .replaceAll(id, '')
        .replace(/"preparedAt":\d+/, '');
    expect(await told(willed, hidden.id)).toBe(await told(other, plain.id));
    const refusals = [
      await codeOfAsync(world.decide(willed.inquiryId, hidden.id)),
      await codeOfAsync(world.decide(other.inquiryId, plain.id)),
    ];
    expect(refusals).toEqual(['reply_not_consented', 'reply_not_consented']);
  });

  it('that comes after the consent takes it back, as the owner might', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, TOLD);
    await world.consent(id);
    expect(await world.stateOf(sought.inquiryId, id)).toBe('ready');
    await world.will(sought.own, { sharedWith: 'nobody' });
    expect(await world.stateOf(sought.inquiryId, id)).toBe('not_consented');
    expect(await codeOfAsync(world.decide(sought.inquiryId, id))).toBe('reply_not_consented');
    expect((await world.read(sought.inquiryId)).replies).toEqual([]);
  });
});

describe('news that waits', () => {
  async function hold(own: string): Promise<string> {
    const adding = new AddStatement(world.cases.database, world.cases.clock);
    return (await adding.execute(world.owner, { pseudonym: own, statement: LOCATED, untilVerified: true }, null)).id;
  }

  async function verify(statementId: string): Promise<void> {
    const verifier = await world.cases.colleagueOf(world.owner, ['verifier']);
    const given = { statementId, verdict: 'verified', reason: 'Spoken with by a second worker.' };
    await new VerifyNews(world.cases.database, world.cases.clock).execute(verifier, given, null);
  }

  it('is waited for when a reply is prepared and when it is released, and changes nothing for whoever asked', async () => {
    const [early, late] = [await world.sought(), await world.sought()];
    const { id } = await world.prepareConsented(early, TOLD);
    await world.consent(id);
    const before = await world.read(early.inquiryId);
    const held = await hold(early.own);
    await hold(late.own);
    expect(await codeOfAsync(world.decide(early.inquiryId, id))).toBe('news_waits');
    expect(await codeOfAsync(world.prepareConsented(late, TOLD))).toBe('news_waits');
    expect(await world.read(early.inquiryId)).toEqual(before);
    expect(await world.prepare(late.inquiryId, { tells: ['no_information'] })).toMatchObject({ state: 'released' });
    await verify(held);
    await world.decide(early.inquiryId, id);
    expect((await world.read(early.inquiryId)).replies).toMatchObject([{ status: 'returned_located' }]);
  });

  it('of somebody whose will leaves the agency out is not told to it by a refusal', async () => {
    const sought = await world.sought();
    await world.will(sought.own, { sharedWith: 'nobody' });
    await hold(sought.own);
    expect(await world.prepareConsented(sought, TOLD)).toMatchObject({ state: 'waits_for_consent' });
  });
});

describe('what is told', () => {
  it('is the record that all share: nobody’s confidence, the agency’s own included', async () => {
    const sought = await world.sought();
    const adding = new AddStatement(world.cases.database, world.cases.clock);
    const told = { pseudonym: sought.candidate, statement: { ...LOCATED, confidential: true } };
    await adding.execute(world.agency, told, null);
    expect((await world.work(sought.inquiryId)).candidates).toMatchObject([{ status: 'returned_located' }]);
    const { id } = await world.prepareConsented(sought, TOLD);
    await world.consent(id);
    await world.decide(sought.inquiryId, id);
    expect((await world.read(sought.inquiryId)).replies).toMatchObject([{ status: 'believed_held' }]);
  });

  it('stands in the report to the person, with whom it was told to', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, TOLD);
    await world.consent(id);
    await world.decide(sought.inquiryId, id);
    const reporting = new ReportAccess(world.cases.database, world.cases.clock);
    const command = { pseudonym: sought.own, identityCheck: 'document_seen' };
    const { looks } = await reporting.execute(world.owner, command);
    const { organisationName } = await world.read(sought.inquiryId);
    expect(looks.filter(({ action }) => action === 'inquiry_reply_released')).toMatchObject([
      { organisation: organisationName, username: null, purpose: 'family_tracing', fields: [...TOLD].sort(), times: 1 },
    ]);
  });
});

describe('the task to answer', () => {
  async function tasks(pseudonym: string): Promise<unknown[]> {
    const { database, clock } = world.cases;
    const listed = await new ListTasks(database, clock).execute(world.owner, {
      mine: false,
      overdue: false,
      done: true,
      pseudonym,
    });
    return listed.tasks.map(({ kind, doneAt, lapsed }) => [kind, doneAt !== null, lapsed]);
  }

  it('closes when the agency rejects the reply before it is answered, and the next question opens another', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, TOLD);
    expect(await tasks(sought.own)).toEqual([['consent_to_reply', false, null]]);
    await world.decide(sought.inquiryId, id, 'rejected');
    expect(await tasks(sought.own)).toEqual([['consent_to_reply', true, 'reply_decided']]);
    expect(await codeOfAsync(world.consent(id))).toBe('reply_state_conflict');
    await world.prepareConsented(sought, TOLD);
    expect(await tasks(sought.own)).toContainEqual(['consent_to_reply', false, null]);
  });

  it('is done, and does not lapse, where it was answered before', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, TOLD);
    await world.consent(id, 'refused');
    await world.decide(sought.inquiryId, id, 'rejected');
    expect(await tasks(sought.own)).toEqual([['consent_to_reply', true, null]]);
  });
});
