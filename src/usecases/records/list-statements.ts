// Lists the statements about one person that the reader may read, withdrawn ones shown as such.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { timelineOf, type TimelineEntry } from '../../domain/records/timeline.js';
import { Database } from '../../persistence/database.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { mayRead, type ReadTimes } from '../../persistence/records/records-for-reader.js';

export interface ListStatementsCommand extends ReadTimes {
  readonly pseudonym: string;
}

export interface ListStatementsAnswer {
  readonly pseudonym: string;
  /** In the order in which the asserted things happened. */
  readonly statements: readonly TimelineEntry[];
  readonly parties: PartyLabels;
  /** Names of the organisations that gave the statements, by id. */
  readonly organisations: ReadonlyMap<string, string>;
  readonly knownAt: number;
}

@Injectable()
export class ListStatements {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListStatementsCommand): Promise<ListStatementsAnswer> {
    requireAllowed(actor, 'read_record');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const recorded = (await room.statements.ofPersons([person.id])).get(person.id) ?? [];
      const statements = timelineOf(
        recorded.map(({ statement }) => statement).filter((statement) => mayRead(actor, statement)),
        { organisationId: actor.organisationId, ownsPerson: isOwner(actor, person) },
        command,
      );
      await room.audit.note({
        action: 'statements_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: command.knownAt ?? null, validAt: command.validAt ?? null },
      });
      const organisations = (await room.organisations.organisations()).map(({ id, name }) => [id, name] as const);
      return {
        pseudonym: person.pseudonym,
        statements,
        parties: await partyLabels(room),
        organisations: new Map(organisations),
        knownAt: command.knownAt ?? now,
      };
    });
  }
}
