// Registries that older versions filled are brought up to date and still answer: people, names, counts, lists, requests and the log.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { VerifyAudit } from '../../../src/usecases/audit/verify-audit.js';
import { SplitDataKeys } from '../../../src/usecases/erasures/split-data-keys.js';
import { RenewSearchCodes } from '../../../src/usecases/identity/renew-search-codes.js';
import { RebuildRecords } from '../../../src/usecases/records/rebuild-records.js';
import { VerifyRecords } from '../../../src/usecases/records/verify-records.js';
import { send, type TestAnswer } from '../../support/http-application.js';
import { MERGED, type ToldPerson, type ToldRegistry } from './fill-registry.js';
import { readRegistryFile } from './registry-file.js';
import { upgradeRegistry, type UpgradedRegistry } from './restore-registry.js';

const OPERATOR = servicePrincipal('operator', randomUUID());
const REASON = 'A reason of some length.';
const OLDER = ['before-rows-were-shut', 'before-names-had-sounds', 'before-counts-had-columns'];

describe.each(OLDER)('a registry of %s', (name) => {
  const file = readRegistryFile<ToldRegistry>(`test/persistence/upgrade/registries/${name}.rows`);
  const { told } = file.head;
  const named = told.people.filter((person) => person.name !== null && person.pseudonym !== told.erased);
  let upgraded: UpgradedRegistry;
  let token: string;

  const get = <T>(use: new (...given: never[]) => T): T => upgraded.service.app.get<T>(use);
  const ask = (method: string, address: string, body?: unknown): Promise<TestAnswer> =>
    send(upgraded.service.url, method, address, { token, ...(body !== undefined && { body }) });

  async function signIn({ username, password }: ToldRegistry['worker']): Promise<string> {
    const answer = await upgraded.service.request('POST', '/v1/auth/token', { body: { username, password } });
    expect(answer.status).toBe(200);
    return (answer.body as { accessToken: string }).accessToken;
  }

  async function find(text: string): Promise<readonly string[]> {
    const answer = await ask('POST', '/v1/search', { name: text, purpose: 'family_tracing' });
    expect(answer.status).toBe(200);
    return (answer.body as { found: { pseudonym: string }[] }).found.map(({ pseudonym }) => pseudonym);
  }

  beforeAll(async () => {
    upgraded = await upgradeRegistry(file);
    token = await signIn(told.worker);
  });
  afterAll(() => upgraded.stop());

  it('lets in whoever had a password, and nobody else', async () => {
    await signIn(told.partner);
    const wrong = { username: told.worker.username, password: 'correct horse battery' };
    expect((await upgraded.service.request('POST', '/v1/auth/token', { body: wrong })).status).toBe(401);
  });

  it('lists everybody', async () => {
    const { records } = (await ask('GET', '/v1/persons?limit=200')).body as { records: { pseudonym: string }[] };
    const listed = records.map(({ pseudonym }) => pseudonym);
    for (const { pseudonym } of told.people) expect(listed).toContain(pseudonym);
    expect(listed).toHaveLength(told.people.length + told.seen);
  });

  it('answers of every person, list, request and task as before', async () => {
    for (const [address, before] of Object.entries(told.answers)) {
      const { status, body } = await ask('GET', address);
      expect({ address, status, body }).toMatchObject({ address, status: 200, body: before });
    }
  });

  it.each(named)('opens the identity of $reference by a disclosure', async ({ pseudonym, name, marks }: ToldPerson) => {
    const asked = { purpose: 'family_contact', fields: ['names', 'marks'], reason: REASON };
    const answer = await ask('POST', `/v1/persons/${pseudonym}/disclosures`, asked);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ fields: { names: [{ text: name }], ...(marks !== null && { marks }) } });
  });

  it('finds everybody by name before their search codes are made anew, and afterwards', async () => {
    const missed = async (): Promise<readonly string[]> => {
      const missing: string[] = [];
      for (const { name, reference } of named) {
        const shownAs = reference === MERGED.from ? MERGED.into : reference;
        const { pseudonym } = told.people.find((one) => one.reference === shownAs)!;
        if (!(await find(name!)).includes(pseudonym)) missing.push(reference);
      }
      return missing;
    };
    expect(await missed()).toEqual([]);
    const renewed = await get(RenewSearchCodes).execute(OPERATOR, {});
    expect(renewed).toMatchObject({ broken: 0, left: 0, outcome: 'finished' });
    expect(await missed()).toEqual([]);
  });

  it('discloses lines of lists and enquirers', async () => {
    const line = `/v1/lists/${told.line.list}/lines/${told.line.number}/disclosures`;
    const shown = await ask('POST', line, { purpose: 'identification', reason: REASON });
    expect([shown.status, JSON.stringify(shown.body)]).toEqual([201, expect.stringContaining(told.line.text)]);
    const contact = { purpose: 'family_contact', fields: ['contact'], reason: REASON };
    const enquirer = await ask('POST', `/v1/tracing-requests/${told.request.id}/disclosures`, contact);
    expect([enquirer.status, JSON.stringify(enquirer.body)]).toEqual([
      201,
      expect.stringContaining(told.request.enquirer),
    ]);
  });

  it('opens nobody who was erased', async () => {
    if (told.erased === null) return;
    const asked = { purpose: 'family_contact', fields: ['names'], reason: REASON };
    const answer = await ask('POST', `/v1/persons/${told.erased}/disclosures`, asked);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'identity_erased']);
  });

  it('counts whom it counted', async () => {
    const { cells } = (await ask('GET', told.counts.address)).body as { cells: unknown };
    expect(cells).toEqual(told.counts.cells);
  });

  it('goes on: what stands in lists and counts is made anew, and nothing is changed by that', async () => {
    const { split } = await get(SplitDataKeys).execute(OPERATOR);
    expect(split > 0).toBe(file.head.keyStore === null);
    await get(RebuildRecords).execute(OPERATOR, { fromStart: true });
    const differences: unknown[] = [];
    const onDifference = (one: unknown): void => void differences.push(one);
    const verified = await get(VerifyRecords).execute(OPERATOR, { onDifference });
    expect({ ...verified, differences }).toMatchObject({ differing: 0, differences: [], outcome: 'finished' });
    const { cells } = (await ask('GET', told.counts.address)).body as { cells: unknown };
    expect(cells).toEqual(told.counts.cells);
    for (const [address, before] of Object.entries(told.answers))
      expect((await ask('GET', address)).body).toMatchObject(before as object);
    const [person] = named;
    const asked = { purpose: 'family_contact', fields: ['names'], reason: REASON };
    const { body } = await ask('POST', `/v1/persons/${person!.pseudonym}/disclosures`, asked);
    expect(body).toMatchObject({ fields: { names: [{ text: person!.name }] } });
  });

  it('takes in new people and statements', async () => {
    const registered = await ask('POST', '/v1/persons', {
      sharingLevel: 'partners_pseudonymous',
      legalBasis: 'vital_interests',
      identity: { names: [{ text: 'Oda Belmar' }] },
      statements: [{ kind: 'disappearance', valid: '2021-03', source: 'organisation', grade: 'B2' }],
    });
    expect(registered.status).toBe(201);
    const { pseudonym } = registered.body as { pseudonym: string };
    expect(await find('Oda Belmar')).toContain(pseudonym);
    const said = { kind: 'last_contact', valid: '2021-03-02', source: 'family', grade: 'B2' };
    const older = await ask('POST', `/v1/persons/${told.people[0]!.pseudonym}/statements`, said);
    expect(older.status).toBe(201);
  });

  it('verifies its log from the first entry on, those included that were not sealed yet', async () => {
    for (let more = true; more;) ({ more } = await get(SealAuditEntries).execute(OPERATOR, { known: null }));
    const verdict = await get(VerifyAudit).execute(OPERATOR, { noted: null });
    expect(verdict).toMatchObject({ ok: true, unsealed: 0, vanished: { count: 0 }, tree: { firstFault: null } });
    expect(verdict.chain.checked).toBeGreaterThan(told.entries);
    expect(verdict.tree.size).toBe(verdict.chain.checked);
  });
});
