// Measures a record of 50 statements, its status and the disclosure of a name over HTTP, with everything that guards them switched on, against bare servers that select the rows.

import { HOLDER, ServedRegistry, WORKER, type Asked } from './served-registry.js';

const STATEMENTS = 50;
const ROUNDS = 300;
const TURNS = 5;
/** Requests of each kind before anything is measured: the engine goes on compiling for a thousand and more. */
const WARMING = 2_000;
const KINDS = [
  { kind: 'disappearance', source: 'family', details: {} },
  { kind: 'capture', source: 'witness', details: { holder: HOLDER } },
  { kind: 'proof_of_life', source: 'letter', details: { contactStrength: 'direct_one_way' } },
  { kind: 'detention', source: 'witness', details: { regime: 'camp' } },
  { kind: 'health_condition', source: 'witness', details: { condition: 'good' } },
];
const ROWS = `SELECT s.*, w.how, w.recorded_at AS withdrawn_at FROM registry.statement s
  LEFT JOIN registry.statement_withdrawal w ON w.statement_id = s.id WHERE s.person_id = $1`;
const ONE_ROW = `SELECT * FROM registry.record_projection WHERE person_id = $1 AND view = 'shared'`;
const NAME = 'Bench Invented';
const DISCLOSURE = { purpose: 'identification', fields: ['names'], reason: 'A reason in words, to be measured.' };

async function registerLongCase(served: ServedRegistry, token: string): Promise<string> {
  const identity = { names: [{ text: NAME }] };
  const person = { identity, sharingLevel: 'registry_only', legalBasis: 'public_interest' };
  const pseudonym = String((await served.post('/v1/persons', person, token))['pseudonym']);
  for (let at = 0; at < STATEMENTS; at += 1) {
    const valid = new Date(Date.UTC(2020, 9, 1 + at * 7)).toISOString().slice(0, 10);
    await served.post(
      `/v1/persons/${pseudonym}/statements`,
      { ...KINDS[at % KINDS.length], valid, grade: 'B2' },
      token,
    );
  }
  await served.post(`/v1/persons/${pseudonym}/assignments`, { username: WORKER }, token);
  return pseudonym;
}

async function measure(served: ServedRegistry): Promise<void> {
  const token = await served.enrol(['coordinator']);
  const address = `${served.url}/v1/persons/${await registerLongCase(served, token)}`;
  const found = await served.pool.query<{ person_id: string }>('SELECT person_id FROM registry.pseudonym LIMIT 1');
  const person = [found.rows[0]?.person_id];
  const asked = {
    rows: { url: await served.serveRows(ROWS, person) },
    row: { url: await served.serveRows(ONE_ROW, person) },
    record: { url: address, token },
    status: { url: `${address}/status`, token },
    disclosure: { url: `${address}/disclosures`, method: 'POST', body: DISCLOSURE, token },
  } as const satisfies Record<string, Asked>;
  // All are compiled before they are measured, and measured in turn: the machine may be busier by then.
  for (const one of Object.values(asked)) await served.median(one, WARMING);
  console.log(
    `Over HTTP, authenticated, with the entry in the log. Floors: bare servers that select the rows of ${STATEMENTS} statements, and one row. Medians of ${ROUNDS}.`,
  );
  for (let turn = 0; turn < TURNS; turn += 1) {
    const rows = await served.median(asked.rows, ROUNDS);
    const record = await served.median(asked.record, ROUNDS);
    const row = await served.median(asked.row, ROUNDS);
    const status = await served.median(asked.status, ROUNDS);
    const disclosure = await served.median(asked.disclosure, ROUNDS);
    console.log(
      `rows ${told(rows)}, the record ${told(record, rows)}; one row ${told(row)}, the status ${told(status, row)} ` +
        `(${(status / rows).toFixed(2)} × the rows), a disclosure ${told(disclosure, row)}.`,
    );
  }
}

function told(time: number, floor?: number): string {
  return `${time.toFixed(2)} ms${floor === undefined ? '' : `, ${(time / floor).toFixed(2)} ×`}`;
}

export async function run(): Promise<void> {
  const served = await ServedRegistry.start();
  try {
    await measure(served);
  } finally {
    await served.close();
  }
}
