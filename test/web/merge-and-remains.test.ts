// Two ways through the console in a real browser, by its visible labels and buttons alone: a merge with its split, and an identification.

import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';

/** Dozens of pages each; the default is for one request. */
jest.setTimeout(300_000);

let world: ConsoleWorld;

beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.stop());

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();
const follow = (page: Page, name: string): Promise<void> => page.getByRole('link', { name }).first().click();

async function textOf(page: Page): Promise<string> {
  return page.locator('main').innerText();
}

it('two records are merged by two people and split again', async () => {
  const [from, into] = [await world.registerNameless('test:10'), await world.registerNameless('test:20')];
  const { page: liaison, requested } = await world.signIn('liaison');
  await liaison.goto(`/console/persons/${from}`);
  await follow(liaison, 'Propose a link');
  await liaison.getByLabel('Pseudonym of the record that survives').fill(from);
  await liaison.getByLabel('Reason').fill('One register line in two lists.');
  await press(liaison, 'Propose');
  expect(await liaison.getByRole('alert').innerText()).toContain('Expected: the pseudonym of another record.');
  await liaison.getByLabel('Pseudonym of the record that survives').fill(into.toLowerCase());
  await press(liaison, 'Propose');
  expect(await textOf(liaison)).toContain('whoever proposes a link does not review it');

  const { page: verifier } = await world.signIn('verifier');
  await follow(verifier, 'Links');
  await follow(verifier, `Compare ${from} and ${into}`);
  // Meanwhile the liaison worker records something, which the verifier has not seen.
  world.clock.advance(1000);
  await liaison.goto(`/console/persons/${into}/statements/new?kind=last_seen`);
  await liaison.getByLabel('When').fill('2021-05-03');
  await liaison.getByLabel('Who or what says it').selectOption({ label: 'Witness sighting' });
  await liaison.getByLabel('Reliability of the source').selectOption({ index: 2 });
  await liaison.getByLabel('Credibility of the information').selectOption({ index: 2 });
  await press(liaison, 'Record the statement');
  await verifier.getByLabel('What you decide').selectOption({ label: 'Confirm: they are one person' });
  await verifier.getByLabel('Reason').fill('Both give one disc number.');
  await press(verifier, 'Record the review');
  expect(await verifier.getByRole('alert').innerText()).toContain('This has changed since you read it');
  expect(await textOf(verifier)).toContain('3 May 2021');
  expect(await verifier.getByLabel('Reason').inputValue()).toBe('Both give one disc number.');
  await press(verifier, 'Record the review');
  expect(await textOf(verifier)).toContain('Confirmed: merged');

  await liaison.goto(`/console/persons/${from}`);
  expect(await textOf(liaison)).toContain('Merged into another record');
  await liaison.getByRole('status').getByRole('link').click();
  await liaison.waitForURL(new RegExp(`${into}$`));
  expect(await textOf(liaison)).toContain('This record holds more than one');

  await follow(verifier, 'Split the record again');
  expect(await textOf(verifier)).toContain('opens again');
  await verifier.getByLabel('Reason').fill('The two are brothers.');
  await press(verifier, 'Split');
  expect(await textOf(verifier)).toContain('Withdrawn: split again');
  await liaison.reload();
  expect(await textOf(liaison)).not.toContain('This record holds more than one');
  expect(requested.filter((address) => !address.startsWith(world.url))).toEqual([]);
});

it('remains from a site are linked to a person by two people, handed over, and the link is withdrawn', async () => {
  const person = await world.registerNameless('test:10');
  const { page: coordinator } = await world.signIn('coordinator');
  await follow(coordinator, 'Remains');
  await follow(coordinator, 'Sites');
  await follow(coordinator, 'Record a site');
  await coordinator.getByLabel('Place', { exact: true }).selectOption({ label: 'Tarnholt' });
  await coordinator.getByLabel('Counted on').fill('2021-05');
  await coordinator.getByLabel('Recovered').fill('28');
  await coordinator.getByLabel('Who may know of it').selectOption({ label: 'Partners pseudonymous' });
  await press(coordinator, 'Record');
  await follow(coordinator, 'Record remains from here');
  await coordinator.getByLabel('Extent').selectOption({ label: 'Partial' });
  await coordinator.getByLabel('Years at death: at least').fill('18');
  await coordinator.getByLabel('Years at death: at most').fill('30');
  await coordinator.getByLabel('Who may know of it').selectOption({ label: 'Partners pseudonymous' });
  await press(coordinator, 'Record');
  const remains = coordinator.url();
  await follow(coordinator, 'Propose whose they are');
  await coordinator.getByLabel('Pseudonyms of the persons').fill(person);
  await coordinator.getByLabel('Method').selectOption({ label: 'Visual' });
  await coordinator.getByLabel('Level').selectOption({ label: 'Confirmed' });
  await coordinator.getByLabel('When').fill('2021-05');
  await coordinator.getByLabel('Reliability of the source').selectOption({ index: 1 });
  await coordinator.getByLabel('Credibility of the information').selectOption({ index: 1 });
  await press(coordinator, 'Propose');
  expect(await coordinator.getByRole('alert').innerText()).toContain('Level: Expected: preliminary');
  await coordinator.getByLabel('Method').selectOption({ label: 'DNA' });
  await press(coordinator, 'Propose');
  expect(await textOf(coordinator)).toContain('Proposed, not confirmed');

  const { page: verifier } = await world.signIn('verifier');
  await verifier.goto(remains);
  await follow(verifier, 'Confirm and sign: link 1');
  expect(await textOf(verifier)).toContain('the-verifier, for your organisation');
  await press(verifier, 'Confirm and sign');
  expect(await textOf(verifier)).toContain('Confirmed and signed');

  await coordinator.reload();
  await follow(coordinator, 'State a hand-over: link 1');
  await coordinator.getByLabel('Extent').selectOption({ label: 'All of the remains' });
  await coordinator.getByLabel('When').fill('2021-05-20');
  await coordinator.getByLabel('Who or what says it').selectOption({ label: 'Forensic report' });
  await coordinator.getByLabel('Reliability of the source').selectOption({ index: 1 });
  await coordinator.getByLabel('Credibility of the information').selectOption({ index: 1 });
  await press(coordinator, 'Record the hand-over');
  expect(await textOf(coordinator)).toContain('All of the remains');
  await coordinator.goto(`/console/persons/${person}`);
  expect(await textOf(coordinator)).toContain('Remains handed over');

  await coordinator.goto(remains);
  await follow(coordinator, 'Withdraw: link 1');
  await coordinator.getByLabel('Reason').fill('The samples were exchanged.');
  await press(coordinator, 'Withdraw');
  expect(await textOf(coordinator)).toContain('Reason: The samples were exchanged.');
  await coordinator.goto(`/console/persons/${person}`);
  expect(await coordinator.locator('.big-status').innerText()).toBe('Missing');
});
