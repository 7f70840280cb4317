// Erasures beside files of evidence: whoever says of an item whom it shows, the use cases that erase and decide, and a look into the vault.

import type { Actor } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { ConfirmErasure } from '../../../src/usecases/erasures/confirm-erasure.js';
import { FinishErasures } from '../../../src/usecases/erasures/finish-erasures.js';
import { RequestErasure } from '../../../src/usecases/erasures/request-erasure.js';
import { DecideEvidenceFile, type DecidedFile } from '../../../src/usecases/evidence/decide-evidence-file.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { keyOf, statement } from '../case-world.js';
import type { FileWorld } from './file-world.js';

export const WHY = 'Whether anybody can be made out was looked at.';

export class ErasingFiles {
  private readonly requesting: RequestErasure;
  private readonly confirming: ConfirmErasure;
  readonly finishing: FinishErasures;
  readonly deciding: DecideEvidenceFile;

  constructor(readonly world: FileWorld) {
    const { database, vault, clock } = world.cases;
    this.requesting = new RequestErasure(database, vault, clock);
    this.confirming = new ConfirmErasure(database, vault, clock);
    this.finishing = new FinishErasures(database, vault, clock);
    this.deciding = new DecideEvidenceFile(database, vault, clock);
  }

  /** Registered by the office, of whom a statement of the office names an item. */
  person(code: string, kind = 'depiction', by: Actor = this.world.coordinator): Promise<string> {
    this.world.cases.clock.advance(1000);
    const names = [{ text: 'Ilva Sorrent', role: 'own' as const }];
    return this.world.cases.register(by, {
      sharingLevel: 'partners_pseudonymous',
      identity: { names },
      statements: [naming(code, kind)],
    });
  }

  async say(by: Actor, pseudonym: string, code: string, given: Partial<NewStatementInput> = {}): Promise<string> {
    this.world.cases.clock.advance(1000);
    const { database, clock } = this.world.cases;
    const command = { pseudonym, statement: { ...naming(code, 'depiction'), ...given } };
    return (await new AddStatement(database, clock).execute(by, command, null)).id;
  }

  async retract(by: Actor, statementId: string): Promise<void> {
    const { database, clock } = this.world.cases;
    await new RetractStatement(database, clock).execute(by, { statementId, reason: 'It was somebody else.' }, null);
  }

  /** Of whom one organisation speaks by its pseudonym, by that of another. */
  async pseudonymFor(actor: Actor, pseudonym: string): Promise<string> {
    const { owner, database } = this.world.cases;
    const { rows } = await owner.query<{ id: string }>(
      'SELECT person_id AS id FROM registry.pseudonym WHERE pseudonym = $1',
      [pseudonym],
    );
    const id = rows[0]?.id ?? '';
    return database.transaction(
      actor,
      async ({ persons }) => (await persons.pseudonymsFor(actor.organisationId, [id])).get(id) ?? '',
    );
  }

  async erase(
    pseudonym: string,
    by: readonly [Actor, Actor] = [this.world.coordinator, this.world.custodian],
  ): Promise<string> {
    this.world.cases.clock.advance(1000);
    const asked = { pseudonym, ground: 'consent_withdrawn', reason: 'The family asked for it in writing.' };
    const { id } = await this.requesting.execute(by[0], asked, null);
    return (await this.confirming.execute(by[1], { pseudonym, erasureId: id }, null)).state;
  }

  decide(actor: Actor, code: string, access: string, decision: string, key = ''): Promise<DecidedFile> {
    const command = { code, access, decision, reason: WHY };
    return this.deciding.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
  }

  async states(actor: Actor, code: string): Promise<string[]> {
    const { files } = await this.world.items.execute(actor, { code });
    return files.map(({ access, state }) => `${access} ${state}`);
  }

  async fileId(code: string, access: string): Promise<string> {
    const { rows } = await this.world.cases.owner.query<{ id: string }>(
      `SELECT f.id FROM registry.evidence_file f JOIN registry.evidence_item e ON e.id = f.item_id
       WHERE e.code = $1 AND f.access = $2 ORDER BY f.added_at LIMIT 1`,
      [code, access],
    );
    return rows[0]?.id ?? '';
  }

  /** Whether the vault holds what is in a file. */
  async isHeld(code: string, access: string): Promise<boolean> {
    return (await this.world.cases.vault.held([await this.fileId(code, access)])).length > 0;
  }

  finish(): Promise<unknown> {
    return this.finishing.execute(servicePrincipal('job', 'finishing'));
  }

  /** Tasks to decide, open or not. */
  async tasks(actor: Actor): Promise<{ pseudonym: string; open: boolean; originId: string | null }[]> {
    const { database, clock } = this.world.cases;
    const { tasks } = await new ListTasks(database, clock).execute(actor, {
      mine: false,
      overdue: false,
      done: true,
      limit: 200,
    });
    return tasks
      .filter(({ kind }) => kind === 'decide_evidence_file')
      .map(({ pseudonym, doneAt, originId }) => ({ pseudonym, open: doneAt === null, originId }));
  }
}

function naming(code: string, kind: string): NewStatementInput {
  const details = kind === 'proof_of_life' ? { inCustody: true, evidence: code } : { evidence: code };
  return statement({ kind, source: 'open_source_media', details });
}
