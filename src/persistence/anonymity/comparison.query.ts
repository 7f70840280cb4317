// The statement that compares everybody with everybody: on which rung each person is shown, by the rule of choose-rungs.ts.

import { NOTHING_TOLD, RUNGS, type ToldAge } from '../../domain/anonymity/rungs.js';
import { bandIn } from '../records/age-band.query.js';
import { COMPANY, stillHides } from './last-rung.query.js';
import { ONLY_OWNER, SHOWS } from './shown-owners.query.js';

/** `$1` is the year in whose ages people are compared, `$2` how many must look alike. */
const YEAR = '$1::integer';

function ageOn(age: ToldAge): string {
  return age === 'band' ? 'band' : `CASE WHEN band IN ('0-17', 'unknown') THEN band ELSE 'adult' END`;
}

const rungs = RUNGS.slice(0, NOTHING_TOLD).map((rung, number) => ({ ...rung, number }));

/** Classes that a rung shows among those whom no finer one does, and who is left then; both are kept, since they are asked twice. */
function partsOf({ age, number }: (typeof rungs)[number]): string {
  return `
  alike_${number} AS MATERIALIZED (
    SELECT key, age, ${ONLY_OWNER} AS only_owner
    FROM (SELECT keys[${number + 1}] AS key, ${ageOn(age)} AS age, owner, count(*) AS n FROM left_${number} GROUP BY 1, 2, 3) AS counted
    GROUP BY key, age HAVING ${SHOWS}
  ), left_${number + 1} AS MATERIALIZED (
    SELECT l.* FROM left_${number} l WHERE NOT EXISTS (
      SELECT 1 FROM alike_${number} a WHERE a.key = l.keys[${number + 1}] AND a.age = ${ageOn(age)} AND (a.only_owner IS NULL OR a.only_owner = l.owner))
  )`;
}

/** Those who count for all readers, each on the first rung that shows them. */
const chosen = rungs.map(
  ({ number }) =>
    `SELECT l.person_id, l.owner, ${number} AS rung FROM left_${number} l WHERE NOT EXISTS (SELECT 1 FROM left_${number + 1} n WHERE n.person_id = l.person_id)`,
);

/** The class of person `e` on that rung. */
const KEY = `e.keys[c.rung + 1]`;
const AGE = `CASE c.rung ${rungs.map(({ age, number }) => `WHEN ${number} THEN ${ageOn(age)}`).join(' ')} END`;

/** Others are seen by some readers beside all of those: they join a class that hides them from whoever sees it. */
const joined = rungs.map(
  ({ age, number }) =>
    `SELECT o.person_id, ${number} AS rung FROM everybody o JOIN alike_${number} a ON a.key = o.keys[${number + 1}] AND a.age = ${ageOn(age)}
     WHERE NOT o.counts AND (a.only_owner IS NULL OR a.only_owner = o.owner) AND ${stillHides({ rung: String(number), key: 'a.key', age: 'a.age', owner: 'o.owner' })}`,
);

/**
 * Selects person_id, keys, birth_from, birth_to and rung. Whom every partner sees is compared; whoever is shared with fewer readers joins them
 * and changes nothing for anybody, so that no reader learns by a rung of somebody whom they may not know of.
 */
export const COMPARISON = `
WITH everybody AS MATERIALIZED (
  SELECT c.person_id, p.owner_organisation_id AS owner, c.keys, c.birth_from, c.birth_to, p.sharing_level = 'partners_pseudonymous' AS counts, ${bandIn(YEAR, 'c')} AS band
  FROM registry.shown_class c JOIN registry.person p ON p.id = c.person_id
), left_0 AS MATERIALIZED (SELECT * FROM everybody WHERE counts),${rungs.map(partsOf).join(',')},
chosen AS MATERIALIZED (
  ${chosen.join('\n  UNION ALL ')}
  UNION ALL SELECT person_id, owner, ${NOTHING_TOLD} FROM left_${NOTHING_TOLD}
),${COMPANY({ key: KEY, age: AGE })}, joined AS (
  SELECT person_id, min(rung) AS rung FROM (${joined.join('\n  UNION ALL ')}) AS classes GROUP BY person_id
), shown AS (
  SELECT person_id, CASE WHEN EXISTS (SELECT 1 FROM fallen f WHERE f.person_id = c.person_id) THEN ${NOTHING_TOLD} ELSE rung END AS rung FROM chosen c
  UNION ALL SELECT o.person_id, coalesce(j.rung, ${NOTHING_TOLD}) FROM everybody o LEFT JOIN joined j ON j.person_id = o.person_id WHERE NOT o.counts
)
SELECT e.person_id, e.keys, e.birth_from, e.birth_to, s.rung FROM shown s JOIN everybody e ON e.person_id = s.person_id`;
