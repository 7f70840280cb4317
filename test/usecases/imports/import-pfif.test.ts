// PFIF goes in: names to the vault and nowhere else, a second edition matched, and differing fields told by name alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { SweepOrphans } from '../../../src/usecases/identity/sweep-orphans.js';
import { IDENTITY_FIELDS } from '../../../src/domain/identity/identity-particulars.js';
import { pfif, pfifNote, pfifPerson, NORA } from '../../support/fixtures-of-formats.js';
import { refusalOf } from '../case-world.js';
import { openImportWorld, outlineOf, type ImportWorld } from './import-world.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
});
afterAll(async () => {
  await world.stop();
});

/** Marked words that no table but the vault's may hold, and the vault only sealed. */
const CANARIES = ['Zephyrine', 'Quillfeather', 'Merrowgate', 'Brackenthorpe', 'Ottoline'];

const NOTES = [
  pfifNote({ status: 'believed_missing', text: 'Ottoline: last seen at the ferry', author_name: 'Brackenthorpe' }),
  pfifNote({
    note_record_id: 'sarn.example/note.2',
    source_date: '2021-04-01T10:00:00Z',
    status: 'believed_alive',
    text: 'a call',
  }),
];

function edition14(fields: Record<string, string> = {}): string {
  const person = {
    full_name: 'Zephyrine Quillfeather',
    sex: 'female',
    date_of_birth: '1994-03-02',
    home_street: 'Merrowgate 4',
    author_name: 'Brackenthorpe',
    source_date: '2021-03-01T00:00:00Z',
    ...fields,
  };
  return pfif('1.4', pfifPerson(person, NOTES.join('')));
}

function edition12(): string {
  const person = {
    first_name: 'Zephyrine',
    last_name: 'Quillfeather',
    sex: 'female',
    date_of_birth: '1994-03-02',
    home_street: 'Merrowgate 5',
    author_name: 'Brackenthorpe',
    source_date: '2021-03-01T00:00:00Z',
  };
  return pfif('1.2', pfifPerson(person, NOTES.join('')));
}

function coordinator(): Promise<Actor> {
  return world.worker({ roles: ['coordinator'] });
}

function load(actor: Actor, text: string, batchRows = 5): ReturnType<ImportWorld['import']> {
  return world.import(actor, text, { mapping: null, batchRows });
}

async function personId(actor: Actor): Promise<string> {
  const [id] = await world.tally(
    `SELECT id FROM registry.person WHERE owner_organisation_id = '${actor.organisationId}'`,
  );
  return id ?? '';
}

describe('a PFIF file', () => {
  it('is refused with a mapping', async () => {
    const refusal = await refusalOf(world.import(await coordinator(), edition14()));
    expect(refusal.code).toBe('mapping_refused');
  });

  it('keeps what came before a fault, and goes on to the same fault again', async () => {
    const actor = await coordinator();
    const broken = `${pfif('1.4', pfifPerson({ full_name: 'Anna Reed' })).replace('</p:pfif>', '')}<p:person><p:full_name>`;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect((await refusalOf(load(actor, broken))).code).toBe('import_file_refused');
      expect(
        await world.tally(`SELECT added FROM registry.import_job WHERE organisation_id = '${actor.organisationId}'`),
      ).toEqual(['1']);
    }
  });

  it('puts the identity into the vault, findable, and nowhere else', async () => {
    const actor = await coordinator();
    const imported = await load(actor, edition14());
    expect(imported).toMatchObject({ format: 'pfif', totals: { rows: 1, added: 1, statementsAdded: 3 } });
    const id = await personId(actor);
    const held = await world.vault.openIdentity(id, IDENTITY_FIELDS);
    expect(held.names?.[0]?.text).toBe('Zephyrine Quillfeather');
    expect(held.notes).toContain('Merrowgate 4');
    expect(await world.tally(`SELECT state FROM vault.person_key WHERE person_id = '${id}'`)).toEqual(['confirmed']);
    const everything = (await world.dump('registry')) + (await world.dump('vault')) + imported.csv;
    for (const canary of CANARIES) expect(everything).not.toContain(canary);
    expect(everything).toContain(NORA);
  });

  it('is shared with nobody', async () => {
    const actor = await coordinator();
    await load(actor, edition14());
    expect(
      await world.tally(
        `SELECT DISTINCT sharing_level FROM registry.person WHERE owner_organisation_id = '${actor.organisationId}'`,
      ),
    ).toEqual(['registry_only']);
  });
});

describe('a second edition of the same record', () => {
  it('matches, adds nothing, and names the fields that differ without what they hold', async () => {
    const actor = await coordinator();
    await load(actor, edition14());
    world.clock.advance(5 * 86_400_000);
    const second = await load(actor, edition12());
    expect(second.totals).toEqual({ rows: 1, added: 0, matched: 1, refused: 0, statementsAdded: 0 });
    expect(second.lines.map(({ outcome, code, column }) => [outcome, code, column])).toEqual([
      ['matched', 'field_differs', 'home_street'],
      ['matched', 'field_differs', 'names'],
    ]);
    const everything = (await world.dump('registry')) + second.csv;
    for (const canary of CANARIES) expect(everything).not.toContain(canary);
    const held = await world.vault.openIdentity(await personId(actor), IDENTITY_FIELDS);
    expect(held.notes).toContain('Merrowgate 4');
  });

  it('is noted as a reading of the record, in a rehearsal too', async () => {
    const actor = await coordinator();
    await load(actor, edition14());
    await world.rehearse(actor, edition12(), null);
    await load(actor, edition12());
    const noted = await world.owner.query<{ details: { differing: string[] } }>(
      `SELECT details FROM registry.audit_entry WHERE user_id = $1 AND action = 'record_read' AND person_id IS NOT NULL AND subject_id IS NOT NULL`,
      [actor.userId],
    );
    expect(noted.rows.map(({ details }) => details.differing)).toEqual([
      ['home_street', 'names'],
      ['home_street', 'names'],
    ]);
  });

  it('never takes a line of free text for the name of a field', async () => {
    const actor = await coordinator();
    await load(actor, edition14({ description: 'known as\nottoline: the younger' }));
    const second = await load(actor, edition14({ description: 'known as\nottoline: the elder' }));
    expect(second.lines.map(({ column }) => column)).toEqual(['description']);
  });

  it('does not change a statement whose note was changed under its old number', async () => {
    const actor = await coordinator();
    await load(actor, edition14());
    const second = await load(actor, edition14().replace('2021-04-01T10:00:00Z', '2021-04-09T10:00:00Z'));
    expect(second.totals).toMatchObject({ matched: 1, statementsAdded: 0 });
    expect(outlineOf(second)).toContain('1 matched statement_differs');
  });

  it('is compared with the first record when both stand in one file', async () => {
    const actor = await coordinator();
    const person = (name: string): string => pfifPerson({ full_name: name });
    const imported = await load(actor, pfif('1.4', person('Anna Reed') + person('Anna Reede')));
    expect(imported.totals).toMatchObject({ added: 1, matched: 1 });
    expect(imported.lines.at(-1)).toMatchObject({ code: 'field_differs', column: 'names' });
    expect(
      (await world.rehearse(await coordinator(), pfif('1.4', person('Anna Reed') + person('Anna Reede')), null)).lines,
    ).toEqual(imported.lines);
  });
});

describe('a record that a crash left pending in the vault', () => {
  it('is removed where the registry never had it, and the import goes in all the same', async () => {
    const actor = await coordinator();
    const failing = Object.create(world.vault) as typeof world.vault;
    failing.sealIdentities = async (people) => {
      await world.vault.sealIdentities(people);
      throw new Error('the process is gone');
    };
    await expect(world.import(actor, edition14(), { mapping: null, vault: failing })).rejects.toThrow('gone');
    expect(
      await world.tally(`SELECT count(*) FROM registry.person WHERE owner_organisation_id = '${actor.organisationId}'`),
    ).toEqual(['0']);
    await load(actor, edition14());
    const swept = await new SweepOrphans(world.database, world.vault).execute(servicePrincipal('job', 'sweep'), 0);
    expect(swept.removed).toBe(1);
    expect(
      await world.tally(
        `SELECT count(*) FROM vault.person_key k WHERE NOT EXISTS (SELECT FROM registry.person p WHERE p.id = k.person_id)`,
      ),
    ).toEqual(['0']);
  });
});
