// Every way from the service into the vault, and that none of them opens an identity that its date has closed.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RegisteredNames, WhoseNames } from '../../../src/domain/identity/registered-names.js';
import { Database } from '../../../src/persistence/database.js';
import { RequestErasure } from '../../../src/usecases/erasures/request-erasure.js';
import { RehearseImport } from '../../../src/usecases/imports/rehearse-import.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { closeByDate } from '../../support/closed-by-date.js';
import { pfif, pfifPerson } from '../../support/fixtures-of-formats.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { named } from '../case-world.js';
import { openImportWorld, sourceOf, type ImportWorld } from '../imports/import-world.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
});
afterAll(async () => {
  await world.stop();
});

/** Files that open, search or change identities, and how each of them leaves closed ones alone. */
const DOORS: Readonly<Record<string, string>> = {
  'src/usecases/identity/disclose-identity.ts': 'isClosed, before anything is recorded',
  'src/usecases/identity/show-disclosure.ts': 'isClosed; what was being shown ended as well',
  'src/usecases/identity/change-identity.ts': 'requireOpen, under the lock',
  'src/usecases/identity/search-persons.ts': 'filterNamed, in search-people.ts',
  'src/usecases/lists/suggest-people.ts': 'filterNamed, in search-people.ts; and lines of lists, which have no date',
  'src/usecases/inquiries/make-inquiry.ts': 'filterNamed',
  'src/usecases/inquiries/prepare-reply.ts':
    'filterNamed, in search-people.ts; and what was asked for, which has no date',
  'src/usecases/inquiries/read-replies.ts':
    'filterNamed, in search-people.ts; and what was asked for, which has no date',
  'src/vault/names-in-texts.ts': 'filterNamed, in look-through.ts; compares the person whom the text is about',
  'src/usecases/imports/import-file.ts': 'the query of known persons says that nothing is held',
  'src/usecases/imports/rehearse-import.ts': 'the query of known persons says that nothing is held',
  'src/usecases/matches/match-persons.ts':
    'isOpen, of whoever is matched and of whoever is met, before anything is opened',
  'src/usecases/tracing-requests/disclose-enquirer.ts': 'an enquirer, who has no date',
  'src/usecases/tracing-requests/change-safe-channel.ts': 'an enquirer, who has no date',
  'src/usecases/lists/disclose-line.ts': 'a line of a list, which has no date',
};

describe('the doors of the vault', () => {
  it('are those that were reviewed', () => {
    const files = readdirSync('src', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name));
    const opening = files.filter((file) =>
      /vault\.(?:(?:openIdentity|openIdentities|hold|findCandidates|changeIdentity)\(|(?:identitySearch|compared)\b)/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(opening.sort()).toEqual(Object.keys(DOORS).sort());
  });
});

describe('an import', () => {
  it('opens and compares nobody who is closed', async () => {
    const actor = await world.coordinator();
    const person = (name: string): string => pfif('1.4', pfifPerson({ full_name: name }));
    await world.import(actor, person('Anna Reed'), { mapping: null });
    const opened: string[] = [];
    const watched = Object.create(world.vault) as IdentityVault;
    watched.openIdentity = (personId, fields) => {
      opened.push(personId);
      return world.vault.openIdentity(personId, fields);
    };
    const again = () =>
      new RehearseImport(world.database, watched, world.clock).execute(actor, {
        source: sourceOf(person('Anna Reed')),
        mapping: null,
      });
    await again();
    expect(opened).toHaveLength(1);
    const { rows } = await world.owner.query<{ pseudonym: string }>(
      'SELECT pseudonym FROM registry.pseudonym WHERE person_id = $1',
      [opened[0]],
    );
    await closeByDate(world.files.urls.owner, rows[0]?.pseudonym ?? '', world.clock.now());
    await again();
    expect(opened).toHaveLength(1);
  });
});

describe('a text that somebody types', () => {
  it('is compared with the names of whom it is about, and of others who are not closed', async () => {
    const actor = await world.worker({ roles: ['coordinator', 'liaison'] });
    const pseudonyms = [
      await world.register(actor, named('Anna Reed')),
      await world.register(actor, named('Berta Holm')),
    ];
    const [closed = '', open = ''] = pseudonyms;
    await closeByDate(world.files.urls.owner, closed, world.clock.now());
    const ids = new Map<string, string>();
    for (const pseudonym of pseudonyms) {
      const { rows } = await world.owner.query<{ person_id: string }>(
        'SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1',
        [pseudonym],
      );
      ids.set(pseudonym, rows[0]?.person_id ?? '');
    }
    const asked: { about: readonly WhoseNames[]; compared: readonly string[] }[] = [];
    const registeredNames: RegisteredNames = {
      inTexts: async (texts, about, mayBeCompared) => {
        asked.push({ about: await about, compared: [...((await mayBeCompared?.([...ids.values()])) ?? [])] });
        return texts.map(() => false);
      },
    };
    const database = await Database.open({
      url: world.files.urls.app,
      entropy: world.clock,
      proof: TEST_PROOF,
      registeredNames,
    });
    const asking = new RequestErasure(database, world.vault, world.clock);
    const reason = 'The family asked for it in writing.';
    await asking.execute(actor, { pseudonym: closed, ground: 'purpose_ended', reason }, null);
    await database.close();
    expect(asked).toEqual([{ about: [ids.get(closed)], compared: [ids.get(open)] }]);
  });
});
