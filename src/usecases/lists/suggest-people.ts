// Suggests, for the lines of a list that nobody is matched to, whom of the organisation's own people they may be about.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { CONTACT_FIELDS } from '../../domain/identity/contact-disclosure.js';
import { nameOfLine } from '../../domain/lists/line-name.js';
import { exactnessOf, type Exactness } from '../../domain/matching/exactness.js';
import { toldEvidence, type ToldEvidence } from '../../domain/matching/identity-agreement.js';
import type { InquiryPurpose, Sought } from '../../domain/matching/inquiry.js';
import { NameQuota } from '../../domain/matching/name-quota.js';
import { readSearch, requirePurpose } from '../../domain/matching/search.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import { searchOwnPeople, type PossiblePeople } from '../../persistence/inquiries/search-people.js';
import { spendListNames } from '../../persistence/inquiries/spend-name-query.js';
import { getOwnList } from '../../persistence/lists/get-own-list.js';
import type { RecordedLine } from '../../persistence/lists/list-row.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface SuggestPeopleCommand {
  readonly listId: string;
  readonly purpose: string;
  /** Number of the last line of the page before. */
  readonly after?: number | undefined;
  /** 1 to MOST_LINES_ASKED. */
  readonly limit?: number | undefined;
}

export interface SuggestedPerson {
  readonly pseudonym: string;
  readonly exactness: Exactness;
  readonly status: WhereaboutsStatus;
  readonly why: readonly ToldEvidence[];
}

export interface LineSuggestions {
  readonly line: number;
  /** `asked`: people were looked for. `unreadable`: what was submitted says too little of a name, or more than one. The others need no search. */
  readonly state: 'asked' | 'unreadable' | 'matched' | 'counted' | 'nothing_submitted';
  /** The surest first, at most MOST_SUGGESTED. */
  readonly found: readonly SuggestedPerson[];
  /** Whether more people may be meant. */
  readonly more: boolean;
}

export interface SuggestPeopleAnswer {
  readonly lines: readonly LineSuggestions[];
  /** Number of the last line, to go on from; null on the last page. */
  readonly next: number | null;
}

/** One screenful, and what an ordinary list of a captor has. */
const MOST_LINES_ASKED = 200;
const MOST_SUGGESTED = 3;

function pageOf({ after = 0, limit = MOST_LINES_ASKED }: SuggestPeopleCommand): { after: number; limit: number } {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LINES_ASKED)
    throw invalidField('/limit', `a whole number from 1 to ${MOST_LINES_ASKED}`);
  if (!Number.isInteger(after) || after < 0 || after > 1e6) throw invalidField('/after', 'the number of a line');
  return { after, limit };
}

interface ReadLine {
  readonly line: RecordedLine;
  readonly state: LineSuggestions['state'];
  readonly sought: Sought | null;
}

@Injectable()
export class SuggestPeople {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
    private readonly quota: NameQuota,
  ) {}

  /** Nothing is matched by it: a person says whom a line is about. What the lines say is shown to nobody. */
  async execute(actor: Actor, command: SuggestPeopleCommand): Promise<SuggestPeopleAnswer> {
    requireAllowed(actor, 'answer_list');
    requireAllowed(actor, 'search_persons');
    const { after, limit } = pageOf(command);
    const purpose = requirePurpose(command.purpose);
    const now = this.entropy.now();
    const { listId, lines, more } = await this.database.transaction(actor, async (room) => {
      const list = await getOwnList(room, actor, command.listId);
      return { listId: list.id, ...(await room.lists.lines(list.id, { after, limit }, {})) };
    });
    const toRead = lines.filter((line) => line.personId === null && line.least === 1 && line.most === 1 && line.sealed);
    const texts = await this.vault.openIdentities(
      toRead.map(({ id }) => id),
      [CONTACT_FIELDS.line],
    );
    const read = lines.map((line) => readLine(line, texts.get(line.id)?.notes, purpose, now));
    const asked = read.filter(({ sought }) => sought !== null).length;
    if (asked > 0) await spendListNames(this.database, actor, { quota: this.quota, names: asked, now });
    const answered = await this.database.transaction(actor, async (room) => {
      const met: LineMatches[] = [];
      for (const { line, state, sought } of read)
        met.push({ line: line.number, state, ...(await this.matchesOf(room, actor, sought, now)) });
      await room.audit.note({
        action: 'list_people_suggested',
        subjectKind: 'list',
        subjectId: listId,
        details: { purpose, asked, found: met.filter(({ matches }) => matches.length > 0).length },
      });
      return shownMatches(room, actor, met);
    });
    return { lines: answered, next: more ? (lines.at(-1)?.number ?? null) : null };
  }

  private async matchesOf(room: Room, actor: Actor, sought: Sought | null, now: number): Promise<PossiblePeople> {
    if (sought === null) return { matches: [], capped: false };
    const search = this.vault.identitySearch;
    return searchOwnPeople(room, actor, { sought, search, nobody: this.entropy.shownId(), now });
  }
}

interface LineMatches extends PossiblePeople {
  readonly line: number;
  readonly state: LineSuggestions['state'];
}

function readLine(line: RecordedLine, text: string | undefined, purpose: InquiryPurpose, now: number): ReadLine {
  if (line.personId !== null) return { line, state: 'matched', sought: null };
  if (line.least !== 1 || line.most !== 1) return { line, state: 'counted', sought: null };
  if (text === undefined) return { line, state: 'nothing_submitted', sought: null };
  try {
    const named = nameOfLine(text, new Date(now).getUTCFullYear());
    return { line, state: 'asked', sought: readSearch({ ...named, purpose }, now).sought };
  } catch (error) {
    if (error instanceof DomainError) return { line, state: 'unreadable', sought: null };
    throw error;
  }
}

async function shownMatches(room: Room, actor: Actor, met: readonly LineMatches[]): Promise<LineSuggestions[]> {
  const shown = met.map((one) => ({ ...one, few: one.matches.slice(0, MOST_SUGGESTED) }));
  const ids = [...new Set(shown.flatMap(({ few }) => few.map(({ personId }) => personId)))];
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, ids);
  return shown.map(({ line, state, matches, capped, few }) => ({
    line,
    state,
    found: few.map((match) => ({
      pseudonym: pseudonyms.get(match.personId) ?? '',
      exactness: exactnessOf(match),
      status: match.status,
      why: toldEvidence(match.evidence),
    })),
    more: capped || matches.length > few.length,
  }));
}
