// Decides of statements just recorded which ones others are told of later, in the transaction that records them.

import type { Actor } from '../../domain/access/actor.js';
import type { EmbargoGround } from '../../domain/news/embargo-order.js';
import { canBeNews, newsAmong, tellsOfNews } from '../../domain/news/news-class.js';
import type { Instant } from '../../domain/records/instant.js';
import { contentsAt } from '../../domain/records/record-contents.js';
import type { Statement } from '../../domain/records/statement.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';
import type { NewsGround } from './embargo.repository.js';

const DAY = 86_400_000;
/** Days within which news is verified: it travels fast. */
const VERIFY_WITHIN = 1;

export interface JustRecorded {
  readonly personId: string;
  readonly actor: Actor;
  /** Stored already, and not yet in any projection. */
  readonly statements: readonly Statement[];
  readonly at: Instant;
  /** The statement that they supersede, which is withdrawn in the same transaction. */
  readonly replaced?: string | undefined;
  /** Whether a coordinator of the owner asked for it. */
  readonly byHand?: boolean | undefined;
  /** Whether their giver says that they are no news to anybody. */
  readonly settled?: boolean | undefined;
}

/** The caller has locked the person, or has just added it. */
export async function holdBack(room: Room, recorded: JustRecorded): Promise<void> {
  const open = recorded.statements.filter(({ confidential }) => !confidential);
  if (open.length === 0) return;
  await room.reaching('registry', () => decide(room, recorded, open));
}

/** By all that the registry knows of the person, and by the rule of the organisation that registered it. */
async function decide(room: Room, recorded: JustRecorded, open: readonly Statement[]): Promise<void> {
  const { personId, actor, at } = recorded;
  const known = await room.embargoes.groundFor(personId, recorded.replaced ?? null);
  const ground = recorded.settled === true ? { ...known, verifiedFirst: false } : known;
  const grounds = await groundsOf(room, recorded, open, ground);
  if (grounds.size === 0) return;
  await room.embargoes.add(personId, grounds, at);
  const waiting = open.filter(({ id }) => (grounds.get(id) ?? 'will') !== 'will');
  if (waiting.length === 0) return;
  await room.tasks.add(
    waiting.map(({ id }) => ({
      personId,
      organisationId: ground.ownerOrganisationId,
      kind: 'verify_news' as const,
      due: dayOf(at + VERIFY_WITHIN * DAY),
      origin: 'statement' as const,
      originId: id,
      ...(actor.organisationId === ground.ownerOrganisationId && { createdBy: actor.userId }),
    })),
    at,
  );
  await room.audit.note(
    ...waiting.map(({ id }) => ({
      action: 'news_held' as const,
      subjectKind: 'statement',
      subjectId: id,
      personId,
      details: { ground: grounds.get(id) ?? 'news' },
    })),
  );
}

async function groundsOf(
  room: Room,
  recorded: JustRecorded,
  open: readonly Statement[],
  ground: NewsGround,
): Promise<Map<string, EmbargoGround>> {
  const news = await newsIn(room, recorded, open, ground);
  const own = recorded.actor.organisationId === ground.ownerOrganisationId;
  const reasonFor = ({ id, kind }: Statement): EmbargoGround | null => {
    if (recorded.byHand === true) return 'by_hand';
    if (ground.replacesHeld || news.has(id)) return 'news';
    // What its owner adds while the news waits would tell of it.
    if (own && ground.verifiedFirst && (ground.waits || news.size > 0) && tellsOfNews(kind)) return 'news';
    return own && ground.hasWill ? 'will' : null;
  };
  return new Map(
    open.flatMap((statement) => {
      const reason = reasonFor(statement);
      return reason === null ? [] : [[statement.id, reason] as const];
    }),
  );
}

async function newsIn(
  room: Room,
  { personId, at, replaced }: JustRecorded,
  open: readonly Statement[],
  { verifiedFirst }: NewsGround,
): Promise<ReadonlySet<string>> {
  if (!verifiedFirst || (replaced === undefined && !canBeNews(open.map(({ kind }) => kind)))) return new Set();
  const recordId = (await room.personLinks.standingRoots([personId])).get(personId) ?? personId;
  const contents = (await contentsOfRecords(room, [recordId])).get(recordId);
  const held = contents === undefined ? [] : contentsAt(recordId, contents).statements;
  const fresh = new Set(open.map(({ id }) => id));
  const standing = held.filter(({ id }) => !fresh.has(id));
  return newsAmong(
    standing,
    // As they were given, with what the registry knows of their evidence.
    open.map((given) => held.find(({ id }) => id === given.id) ?? given),
    at,
    replaced,
  );
}
