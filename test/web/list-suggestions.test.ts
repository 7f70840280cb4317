// The page that suggests whom the lines of a list are about: refusals first, then from a line to its match.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
import { carryOut, faultsOf, sendForm, signedIn, type FormClient } from './form-client.js';

const PLACE = '/console/lists';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let world: ConsoleWorld;
let client: FormClient;
let person: string;
let list: string;

beforeAll(async () => {
  world = await openConsoleWorld();
  const coordinator = world.user('coordinator');
  client = await signedIn(world, coordinator);
  const body = {
    identity: { names: [{ text: 'Ilmar Quellmann' }] },
    sharingLevel: 'registry_only',
    legalBasis: 'public_interest',
  };
  const registered = await world.request('POST', '/v1/persons', { token: await coordinator.token(), body });
  person = (registered.body as { pseudonym: string }).pseudonym;
  const [north, south] = world.parties.map(({ partyKey }) => `party:${partyKey}`);
  list = await carryOut(client, `${PLACE}/new`, PLACE, {
    '/submitter': String(south),
    '/recipient': String(north),
    '/submittedOn': '2021-02-10',
    '/lines': '1. QUELLMANN, Ilmar (1990)\nКвельман Илмар\nIlmar\n#4-5\nNobody Whoever',
  });
});
afterAll(() => world.stop());

const look = (fields: Readonly<Record<string, string>>) =>
  sendForm(client, `${list}/suggestions`, `${list}/suggestions`, fields);

describe('whom the lines are about', () => {
  it('is not for who only reads lists, and of no list that is not there', async () => {
    const verifier = await signedIn(world, world.user('verifier'));
    expect((await verifier.get(`${list}/suggestions`)).status).toBe(403);
    const { formToken } = await verifier.sealOf(PLACE);
    expect((await verifier.post(`${list}/suggestions`, { formToken })).status).toBe(403);
    expect((await verifier.get(list)).html).not.toContain('suggestions');
    expect((await client.get(`${PLACE}/${UNKNOWN}/suggestions`)).status).toBe(404);
  });

  it('is looked for with a purpose', async () => {
    const answer = await look({});
    expect([answer.status, faultsOf(answer)]).toEqual([422, ['/purpose']]);
  });

  it('shows each line with how exactly the name agrees, and neither a line nor a name', async () => {
    const { status, html } = await look({ '/purpose': 'family_tracing' });
    expect(status).toBe(200);
    for (const words of [
      '2 of 3 lines may be about people of yours',
      'The same words',
      'Sounds alike',
      'Too little of a name',
      'Several people without names',
      'Nobody of yours',
    ])
      expect(html).toContain(words);
    expect(html).not.toMatch(/quellmann|ilmar|квельман|whoever/iu);
  });

  it('leads to the match, filled in, which a person makes', async () => {
    const { html } = await look({ '/purpose': 'family_tracing' });
    const address = /href="([^"]*\/lines\/1\/match\?pseudonym=[^"]*)"/.exec(html)?.[1] ?? '';
    const form = await client.get(address);
    expect(form.html).toContain(`value="${person}"`);
    await carryOut(client, address, `${list}/lines/1/match`, { '/pseudonym': person });
    expect((await look({ '/purpose': 'family_tracing' })).html).toContain('Matched already');
  });

  it('goes on behind a line', async () => {
    const { html } = await look({ '/purpose': 'family_tracing', '/after': '4' });
    expect(html).toContain('0 of 1 lines');
    const wrong = await look({ '/purpose': 'family_tracing', '/after': 'x' });
    expect(wrong.status).toBe(404);
  });
});
