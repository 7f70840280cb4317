// The part of the comparison that finds who joins the few of whom nothing is told, and who comes with them: the rule of last-rung.ts.

import { NOTHING_TOLD } from '../../domain/anonymity/rungs.js';
import { LEAST, ONLY_OWNER, SHOWS } from './shown-owners.query.js';

/** Expressions for a class and an owner. */
interface InClass {
  readonly rung: string;
  readonly key: string;
  readonly age: string;
  readonly owner: string;
}

/** The coarsest first, who lose the least; of these whom nobody needs; and people of one class before those of another. */
const NEAREST = 'rung DESC, is_spare DESC, class_lot, lot';

/** Whether nobody left the class, or enough stay to hide somebody of this owner. */
export function stillHides({ rung, key, age, owner }: InClass): string {
  const same = (alias: string): string => `${alias}.rung = ${rung} AND ${alias}.key = ${key} AND ${alias}.age = ${age}`;
  return `(NOT EXISTS (SELECT 1 FROM left_behind b WHERE ${same('b')})
      OR EXISTS (SELECT 1 FROM standing s WHERE ${same('s')} AND (s.only_owner IS NULL OR s.only_owner = ${owner})))`;
}

/**
 * Of `chosen`; `fallen` are the people of finer rungs of whom nothing is told either. People are put in order only where there are too few, and
 * only those of the coarsest rungs that hold enough for every reader. The nearest `$2` of others than any one reader are among the nearest `$2` of
 * each owner, and there among the first twice as many: somebody is one of them if at most `$2`, itself among them, are left of those up to it
 * without the people of the one other owner who has most of them.
 */
export function COMPANY({ key, age }: { readonly key: string; readonly age: string }): string {
  return `
counted AS MATERIALIZED (
  SELECT rung, owner, count(*) AS n FROM chosen GROUP BY rung, owner
), by_owner AS MATERIALIZED (
  SELECT owner, sum(n) AS n, coalesce(sum(n) FILTER (WHERE rung = ${NOTHING_TOLD}), 0) AS untold FROM counted GROUP BY owner
), all_owners AS MATERIALIZED (
  SELECT coalesce(sum(n), 0) AS n, coalesce(sum(untold), 0) AS untold FROM by_owner
), too_few AS MATERIALIZED (
  SELECT 1 FROM all_owners t, (SELECT n, untold FROM by_owner UNION ALL SELECT 0, 0) AS reader
  WHERE t.untold > reader.untold AND t.untold - reader.untold < ${LEAST} AND t.n - reader.n > t.untold - reader.untold
), nearest_rungs AS MATERIALIZED (
  SELECT coalesce(max(finest), 0) AS finest FROM generate_series(0, ${NOTHING_TOLD - 1}) AS finest
  WHERE (SELECT sum(n) - max(n) >= ${LEAST} FROM (SELECT sum(n) AS n FROM counted WHERE rung BETWEEN finest AND ${NOTHING_TOLD - 1} GROUP BY owner) AS of_owners)
), placed AS MATERIALIZED (
  SELECT c.person_id, c.owner, c.rung, ${key} AS key, ${age} AS age, md5(c.person_id::text)::uuid AS lot
  FROM chosen c JOIN everybody e ON e.person_id = c.person_id WHERE c.rung BETWEEN (SELECT finest FROM nearest_rungs) AND ${NOTHING_TOLD - 1} AND EXISTS (SELECT 1 FROM too_few)
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY rung, key, age, owner ORDER BY lot) > ${LEAST} AS is_spare,
    first_value(lot) OVER (PARTITION BY rung, key, age ORDER BY lot) AS class_lot FROM placed
), of_owner AS (
  SELECT *, row_number() OVER (PARTITION BY owner ORDER BY ${NEAREST}) AS place FROM ranked
), nearest AS MATERIALIZED (
  SELECT person_id, owner, rung, key, age, row_number() OVER (ORDER BY ${NEAREST}) AS place
  FROM of_owner WHERE place <= ${LEAST} ORDER BY ${NEAREST} LIMIT 2 * ${LEAST}
), joining AS MATERIALIZED (
  SELECT * FROM nearest n WHERE place - coalesce(
    (SELECT max(before) FROM (SELECT count(*) AS before FROM nearest b WHERE b.place < n.place AND b.owner <> n.owner GROUP BY b.owner) AS of_reader), 0) <= ${LEAST}
), left_behind AS MATERIALIZED (
  SELECT DISTINCT rung, key, age FROM joining
), staying AS MATERIALIZED (
  SELECT p.* FROM placed p JOIN left_behind b ON b.rung = p.rung AND b.key = p.key AND b.age = p.age
  WHERE NOT EXISTS (SELECT 1 FROM joining j WHERE j.person_id = p.person_id)
), standing AS MATERIALIZED (
  SELECT rung, key, age, ${ONLY_OWNER} AS only_owner FROM (SELECT rung, key, age, owner, count(*) AS n FROM staying GROUP BY 1, 2, 3, 4) AS counted
  GROUP BY rung, key, age HAVING ${SHOWS}
), fallen AS MATERIALIZED (
  SELECT person_id FROM joining
  UNION ALL SELECT p.person_id FROM staying p WHERE NOT ${stillHides({ rung: 'p.rung', key: 'p.key', age: 'p.age', owner: 'p.owner' })}
)`;
}
