// Imports files full of marked people, some of them faulty, and keeps everything that an import says.

import { randomUUID } from 'node:crypto';
import { actorOfUser } from '../../src/domain/access/actor-of-user.js';
import type { ImportFile } from '../../src/usecases/imports/import-file.js';
import { CANARIES as C } from '../support/canary.js';
import {
  bytesOf,
  ISLAND_COLUMNS,
  islandMapping,
  islandRow,
  pfif,
  pfifNote,
  pfifPerson,
} from '../support/fixtures-of-formats.js';
import type { TestUser } from '../support/http-application.js';
import type { Surface } from './canary-surfaces.js';

const PFIF = pfif(
  '1.4',
  [
    pfifPerson(
      {
        entry_date: '2021-03-04T05:06:07Z',
        source_date: '2021-03-04T05:06:07Z',
        full_name: `${C.importedGiven} ${C.importedSurname}`,
        given_name: C.importedGiven,
        family_name: C.importedSurname,
        author_name: C.contactName,
        author_email: C.contactEmail,
        author_phone: C.contactPhone,
        description: C.importedNote,
        home_street: C.contactAddress,
        date_of_birth: C.birthDate,
        photo_url: C.photo,
      },
      pfifNote({ author_name: C.contactName, status: 'believed_missing', text: C.importedNote }),
    ),
    pfifPerson({
      person_record_id: 'sarn.example/person.2',
      full_name: C.latinGiven,
      date_of_birth: C.latinSurname,
      sex: C.kin,
    }),
    pfifNote({ person_record_id: 'sarn.example/person.9', author_name: C.kin, status: C.alias, source_date: C.alias }),
  ].join('\n'),
);

/** Rows whose cells hold what no mapping expects. */
function table(): string {
  const rows = [
    islandRow({ remark: C.latinGiven }),
    islandRow({ ref: 'S-2', sex: C.latinGiven }),
    islandRow({ ref: 'S-3', month: C.cyrillicGiven }),
    islandRow({ ref: 'S-4', state: C.armenianGiven }),
    islandRow({ ref: 'S-5', remark: `=HYPERLINK("${C.alias}")` }),
  ];
  const lines = rows.map((row) =>
    ISLAND_COLUMNS.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','),
  );
  return [ISLAND_COLUMNS.join(','), ...lines, `S-6,${C.latinGiven}`, `"S-7,${C.mother}`].join('\n');
}

function withColumn(): string {
  return `${[...ISLAND_COLUMNS, 'extra'].join(',')}\n${ISLAND_COLUMNS.map((column) => islandRow()[column]).join(',')},${C.kin}\n`;
}

/** What was said to whoever ran the imports, and how many people were taken. */
export async function importMarkedFiles(
  importFile: ImportFile,
  user: TestUser,
): Promise<{ surfaces: Surface[]; taken: number }> {
  const { id, username, organisation, roles } = user;
  const actor = actorOfUser(
    { id, username, organisation, roles, tokenVersion: 1, disabled: false },
    'operator',
    randomUUID(),
  );
  const files: Readonly<Record<string, { text: string; mapping: string | null }>> = {
    pfif: { text: PFIF, mapping: null },
    'pfif again': { text: `${PFIF}\n`, mapping: null },
    'pfif cut short': { text: PFIF.slice(0, PFIF.indexOf(C.importedNote) + 8), mapping: null },
    csv: { text: table(), mapping: JSON.stringify(islandMapping()) },
    'csv with a strange column': { text: withColumn(), mapping: JSON.stringify(islandMapping()) },
    'mapping of no use': { text: table(), mapping: `{"format": "${C.latinGiven}", "odd": "${C.alias}"}` },
    'broken mapping': { text: table(), mapping: `{"format": ${C.latinGiven}` },
  };
  const surfaces: Surface[] = [];
  let taken = 0;
  for (const [name, { text, mapping }] of Object.entries(files)) {
    const bytes = bytesOf(text);
    const said: string[] = [];
    try {
      const result = await importFile.execute(actor, {
        source: {
          size: bytes.length,
          open: () =>
            (async function* () {
              yield await Promise.resolve(bytes);
            })(),
        },
        mapping,
        onProgress: (progress) => void said.push(JSON.stringify(progress)),
        onReport: (csv) => void said.push(csv),
      });
      taken += result.totals.added;
      said.push(JSON.stringify(result));
    } catch (error) {
      const { message, faults } = error as { message: string; faults?: unknown };
      said.push(message, JSON.stringify(faults));
    }
    surfaces.push({ name: `import of ${name}`, text: said.join('\n') });
  }
  return { surfaces, taken };
}
