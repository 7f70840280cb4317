// Lists the statements about one person that the reader may read, withdrawn ones shown as such.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import { isErased } from '../../domain/access/person-visibility.js';
import { Entropy } from '../../domain/entropy.js';
import { contentsAt } from '../../domain/records/record-contents.js';
import type { Statement } from '../../domain/records/statement.js';
import { kinNamed, namingKin, timelineOf, type TimelineEntry } from '../../domain/records/timeline.js';
import { toldOfPersons } from '../../persistence/anonymity/told-of-persons.js';
import { Database } from '../../persistence/database.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { contentsOfRecords } from '../../persistence/records/contents-of-records.js';
import { mayRead } from '../../persistence/records/records-for-reader.js';
import type { Room } from '../../persistence/room.js';

export interface ListStatementsCommand extends ReadTimes {
  readonly pseudonym: string;
}

export interface ToldEntry extends TimelineEntry {
  /** The reader's pseudonym of the person on whom it was recorded, which another may have been merged with since. */
  readonly recordedOn: string;
}

export interface ListStatementsAnswer {
  readonly pseudonym: string;
  /** In the order in which the asserted things happened. */
  readonly statements: readonly ToldEntry[];
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
      const told = await statementsTold(room, actor, person, command);
      const toldOf = (await toldOfPersons(room, actor, [person])).get(person.id) ?? null;
      const statements = timelineOf(
        [...told.values()].map(({ statement }) => statement).filter((statement) => mayRead(actor, statement)),
        {
          organisationId: actor.organisationId,
          ownsPersonOf: ({ id }) => told.get(id)?.recordedOn.own ?? false,
          isErased: ({ id }) => told.get(id)?.recordedOn.erased ?? false,
          told: toldOf,
        },
        command,
      );
      const kin = kinNamed(statements);
      const known = (await room.persons.filterVisible(actor, kin)).map(({ id }) => id);
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, known);
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
        statements: namingKin(statements, pseudonyms).map((entry) => ({
          ...entry,
          recordedOn: told.get(entry.statement.id)?.recordedOn.pseudonym ?? person.pseudonym,
        })),
        parties: await partyLabels(room),
        organisations: new Map(organisations),
        knownAt: command.knownAt ?? now,
      };
    });
  }
}

interface Told {
  readonly statement: Statement;
  readonly recordedOn: { readonly pseudonym: string; readonly own: boolean; readonly erased: boolean };
}

/** What the record held, by statement id; of a closed record, which holds nothing, what was recorded on the person itself. */
async function statementsTold(
  room: Room,
  actor: Actor,
  person: KnownPerson,
  { knownAt }: ReadTimes,
): Promise<Map<string, Told>> {
  const contents = (await contentsOfRecords(room, [person.id], actor)).get(person.id);
  if (contents === undefined) return new Map();
  const { held, survivorId } = contentsAt(person.id, contents, knownAt);
  const told = survivorId === null ? held : contents.statements.filter(({ recordedOn }) => recordedOn === person.id);
  const origins = new Map([
    [person.id, { pseudonym: person.pseudonym, own: isOwner(actor, person), erased: isErased(person) }],
  ]);
  const others = [...new Set(told.map(({ recordedOn }) => recordedOn))].filter((id) => id !== person.id);
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, others);
  for (const other of await room.persons.filterVisible(actor, others)) {
    origins.set(other.id, {
      pseudonym: pseudonyms.get(other.id) ?? '',
      own: isOwner(actor, other),
      erased: isErased(other),
    });
  }
  // Persons are only linked where the same readers know of both; should that ever fail, what is not theirs stays out.
  return new Map(
    told.flatMap(({ statement, recordedOn }) => {
      const origin = origins.get(recordedOn);
      return origin === undefined ? [] : [[statement.id, { statement, recordedOn: origin }] as const];
    }),
  );
}
