// Which act, still standing and the author's to take back, wrote a statement.

import type { EntityManager } from 'typeorm';
import type { StatementAct } from '../../domain/records/statement-act.js';

/**
 * A line of a roster that another organisation keeps is not the author's to correct: whoever verified it takes its own word back by hand.
 * A link and an answer belong to the organisation that wrote.
 */
const ACT = `
  SELECT 'remains_link' AS act FROM registry.remains_link_statement s
  WHERE s.statement_id = $1
    AND NOT EXISTS (SELECT 1 FROM registry.remains_link_step w WHERE w.link_id = s.link_id AND w.step = 'withdrawn')
  UNION ALL
  SELECT 'list_answer' FROM registry.list_answer_statement s
  WHERE s.statement_id = $1
    AND NOT EXISTS (SELECT 1 FROM registry.list_answer_withdrawal w WHERE w.answer_id = s.answer_id)
  UNION ALL
  SELECT 'roster' FROM registry.exchange_entry_statement s
  JOIN registry.exchange_roster_entry r ON r.id = s.entry_id
  JOIN registry.exchange x ON x.id = r.exchange_id
  WHERE s.statement_id = $1 AND x.organisation_id = $2
  LIMIT 1`;

export async function findWritingAct(
  manager: EntityManager,
  statementId: string,
  organisationId: string,
): Promise<StatementAct | null> {
  const [row] = await manager.query<{ act: StatementAct }[]>(ACT, [statementId, organisationId]);
  return row?.act ?? null;
}
