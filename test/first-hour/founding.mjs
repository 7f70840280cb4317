// Sets an empty registry up as its first administrator does: one organisation and the people of this story.

import { randomBytes } from 'node:crypto';
import { ApiClient } from './api-client.mjs';

const PEOPLE = {
  coordinator: ['coordinator'],
  analyst: ['analyst'],
  custodian: ['custodian'],
  verifier: ['verifier'],
  auditor: ['auditor'],
};

function newPassword() {
  return randomBytes(18).toString('base64url');
}

/** The last part of a one-time link. */
function tokenOf(link) {
  return link.split(/[/?#=]/).at(-1);
}

/** Answers username and password of everybody, by role. */
export async function foundRegistry(address, setUpToken, checks) {
  const open = new ApiClient(address);
  const administrator = { username: 'first.administrator', password: newPassword() };
  const organisation = { name: 'Bridge Office of the First Hour', kind: 'liaison_office' };
  const setUp = { token: setUpToken, organisation, ...administrator };
  const { organisationId } = await open.mustPost('/v1/set-up', setUp);
  const again = await open.post('/v1/set-up', { ...setUp, username: 'second.administrator' });
  checks.that('the set-up link works once', !again.ok, `the second use answered ${again.status}`);
  const client = await ApiClient.signIn(address, administrator);
  const people = { administrator };
  for (const [role, roles] of Object.entries(PEOPLE)) {
    const person = { username: `the.${role}`, password: newPassword() };
    const { setPassword } = await client.mustPost('/v1/users', { organisationId, username: person.username, roles });
    await open.mustPost('/v1/auth/password', { token: tokenOf(setPassword.link), password: person.password });
    people[role] = person;
  }
  return people;
}

/** Everybody signs in anew after each start, as people do. */
export async function signInAll(address, people) {
  const entries = Object.entries(people).map(async ([role, person]) => [role, await ApiClient.signIn(address, person)]);
  return Object.fromEntries(await Promise.all(entries));
}
