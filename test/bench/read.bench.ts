// Measures a record of 50 statements, its status and the disclosure of a name over HTTP, with everything that guards them switched on, against bare servers that select the rows.

import { MemoryLatency } from './memory-latency.js';
import { HOLDER, ServedRegistry, WORKER, type Asked } from './served-registry.js';

const STATEMENTS = 50;
const ROUNDS = 300;
const TURNS = 5;
/** Requests of each kind before anything is measured: the engine goes on compiling for a thousand and more. */
const WARMING = Number(process.env['BENCH_WARMING'] ?? 2_000);
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
/**
 * The least that a disclosure does beside guarding: it finds the person, writes down durably whom whoever was shown and what they did, in tables with
 * the same columns, indexes and checks, and fetches what is sealed.
 */
const BARE_TABLES = `CREATE TABLE public.bare_disclosure (LIKE registry.disclosure INCLUDING ALL);
  CREATE TABLE public.bare_entry (LIKE registry.audit_entry INCLUDING ALL)`;
const WRITTEN_DOWN = `WITH shown AS (INSERT INTO public.bare_disclosure (id, person_id, user_id, purpose, fields, reason, disclosed_at, expires_at)
    SELECT gen_random_uuid(), s.person_id, $2, 'identification', '{names}', $3, now(), now() FROM registry.pseudonym s WHERE s.pseudonym = $1 RETURNING *)
  INSERT INTO public.bare_entry (id, recorded_at, user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details)
    SELECT gen_random_uuid(), now(), $2, 'bench', NULL, 'api', 'identity_disclosed', 'person', $1, person_id, 'bench', '{}' FROM shown`;
const SEALED = `SELECT k.*, f.sealed FROM vault.person_key k JOIN vault.sealed_field f ON f.person_id = k.person_id AND f.field = 'names' WHERE k.person_id = $1`;
/** Somebody is shown to some dozens of times a day, and whom they were shown in a day is counted at each. */
const COLLEAGUES = 100;
const NAME = 'Bench Invented';
const DISCLOSURE = { purpose: 'identification', fields: ['names'], reason: 'A reason in words, to be measured.' };

async function registerLongCase(served: ServedRegistry, token: string, assigned: readonly string[]): Promise<string> {
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
  for (const username of assigned) await served.post(`/v1/persons/${pseudonym}/assignments`, { username }, token);
  return pseudonym;
}

async function measure(served: ServedRegistry): Promise<void> {
  const token = await served.enrol(['coordinator']);
  const colleagues = Array.from({ length: COLLEAGUES }, (_, at) => `${WORKER}.${at}`);
  const tokens: string[] = [];
  for (const username of colleagues) tokens.push(await served.join(username, ['coordinator']));
  const pseudonym = await registerLongCase(served, token, colleagues);
  const address = `${served.url}/v1/persons/${pseudonym}`;
  const found = await served.pool.query<{ person_id: string }>('SELECT person_id FROM registry.pseudonym LIMIT 1');
  const person = [found.rows[0]?.person_id];
  await served.pool.query(BARE_TABLES);
  const asked = {
    rows: { url: await served.serveRows([ROWS, person]) },
    row: { url: await served.serveRows([ONE_ROW, person]) },
    record: { url: address, token },
    status: { url: `${address}/status`, token },
    written: {
      url: await served.serveRows([WRITTEN_DOWN, [pseudonym, person[0], DISCLOSURE.reason]], [SEALED, person]),
    },
    disclosure: { url: `${address}/disclosures`, method: 'POST', body: DISCLOSURE, token: tokens },
  } as const satisfies Record<string, Asked>;
  // All are compiled before they are measured, and measured in turn: the machine may be busier by then.
  for (const one of Object.values(asked)) await served.median(one, WARMING);
  console.log(
    `Over HTTP, authenticated, with the entry in the log. Floors: bare servers that select the rows of ${STATEMENTS} statements, and one row. Medians of ${ROUNDS}.`,
  );
  const memory = new MemoryLatency();
  const ratios: { readonly record: number; readonly status: number; readonly disclosure: number }[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = memory.measure();
    const rows = await served.median(asked.rows, ROUNDS);
    const record = await served.median(asked.record, ROUNDS);
    const row = await served.median(asked.row, ROUNDS);
    const status = await served.median(asked.status, ROUNDS);
    const written = await served.median(asked.written, ROUNDS);
    const disclosure = await served.median(asked.disclosure, ROUNDS);
    const latency = (before + memory.measure()) / 2;
    console.log(
      `rows ${told(rows)}, the record ${told(record, rows)}; one row ${told(row)}, the status ${told(status, row)} ` +
        `(${(status / rows).toFixed(2)} × the rows), a disclosure ${told(disclosure, row)} ` +
        `(${(disclosure / written).toFixed(2)} × one written down bare: ${told(written, row)}). Memory answers in ${latency.toFixed(0)} ns.`,
    );
    ratios.push({ record: record / rows, status: status / row, disclosure: disclosure / row });
  }
  const middle = (of: keyof (typeof ratios)[number]): string =>
    `${(ratios.map((turn) => turn[of]).sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? Number.NaN).toFixed(2)} ×`;
  console.log(
    `In the middle of ${TURNS} turns: the record ${middle('record')} (aim 2), the status ${middle('status')} (aim 3), a disclosure ${middle('disclosure')} (aim 4).`,
  );
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
