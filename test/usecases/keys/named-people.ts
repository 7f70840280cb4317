// People whose names are told apart by a search, registered and looked for by one process of the service.

import { randomUUID } from 'node:crypto';
import type { PersonName } from '../../../src/domain/identity/identity-particulars.js';
import { everybody } from '../../support/everybody.js';
import type { KeyProcess } from './key-world.js';

/** Invented names of two words of which no two sound alike, so that a search for one of them meets nobody else. */
const GIVEN = ['Bolmir', 'Dregan', 'Fustel', 'Gorpav', 'Hindra', 'Klostam', 'Lurmek', 'Nostrig', 'Pradvel', 'Tomkash'];
const FAMILY = ['Zadrunin', 'Quillfeder', 'Marvostek', 'Ostrambel', 'Wendrugor', 'Vaskolpin', 'Turgeldan', 'Brismodek'];

export function namesOf(person: number): PersonName[] {
  const text = `${GIVEN[person % GIVEN.length]} ${FAMILY[Math.floor(person / GIVEN.length) % FAMILY.length]}`;
  return [{ text, script: 'Latn', order: 'given_first', role: 'own' }];
}

export async function registerNamed({ vault }: KeyProcess, persons: readonly number[]): Promise<string[]> {
  const people = persons.map((person) => ({
    personId: randomUUID(),
    identity: { names: namesOf(person) },
    birthYears: null,
  }));
  await vault.sealIdentities(people);
  const personIds = people.map(({ personId }) => personId);
  await vault.confirm(personIds);
  return personIds;
}

export async function found({ vault }: KeyProcess, names: readonly PersonName[]): Promise<string[]> {
  const { candidates } = await vault.findCandidates({ identity: { names }, birthYears: null }, everybody);
  return candidates.map(({ personId }) => personId);
}
