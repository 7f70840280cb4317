// Decides of statements just recorded which ones others are told of later, and whether a family is told, in the transaction that records them.

import type { Actor } from '../../domain/access/actor.js';
import type { EmbargoGround } from '../../domain/news/embargo-order.js';
import { canTellDeath, isDeathToTell } from '../../domain/news/death-to-tell.js';
import { canBeNews, newsAmong, tellsOfNews } from '../../domain/news/news-class.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Statement } from '../../domain/records/statement.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { Room } from '../room.js';
import type { NewsGround } from './embargo.repository.js';
import { heldStatements } from './held-statements.js';
import { giveTellingOfFamily, type TaskCause } from './tell-family.js';

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
  /** Whether their giver says that they are no news to anybody, a family among them. */
  readonly settled?: boolean | undefined;
  /** What wrote them; the statement itself where it was said. */
  readonly cause?: TaskCause | undefined;
}

/** The caller has locked the person, or has just added it. */
export async function holdBack(room: Room, recorded: JustRecorded): Promise<void> {
  const open = recorded.statements.filter(({ confidential }) => !confidential);
  if (open.length === 0) return;
  await room.reaching('registry', () => decide(room, recorded, open));
}

/** By all that the registry knows of the person, and by the rule of the organisation that registered it. */
async function decide(room: Room, recorded: JustRecorded, open: readonly Statement[]): Promise<void> {
  const { personId, settled, replaced } = recorded;
  const known = await room.embargoes.groundFor(personId, replaced ?? null);
  const ground = settled === true ? { ...known, verifiedFirst: false } : known;
  const isAsked = ground.verifiedFirst ? canBeNews(open.map(({ kind }) => kind)) : open.some(tellsDeath);
  const held = isAsked || replaced !== undefined ? await heldStatements(room, personId) : [];
  const grounds = groundsOf(recorded, open, ground, held);
  if (grounds.size > 0) await holdUnder(room, recorded, grounds, ground);
  const waits = new Set([...grounds].flatMap(([id, reason]) => (reason === 'will' ? [] : [id])));
  const told = open.filter(({ id }) => !waits.has(id));
  const [first] = told;
  if (settled === true || first === undefined) return;
  const { ownerOrganisationId } = ground;
  const news = { told: new Set(told.map(({ id }) => id)), replaced, ownerOrganisationId, at: recorded.at };
  const isTold = isDeathToTell(
    held.filter(({ id }) => !waits.has(id)),
    news,
  );
  if (!isTold) return;
  const said = told.find(tellsDeath) ?? first;
  const cause = recorded.cause ?? { origin: 'statement', originId: said.id };
  await giveTellingOfFamily(room, recorded.actor, { personId, ownerOrganisationId, cause, at: recorded.at });
}

const tellsDeath = ({ kind }: Statement): boolean => canTellDeath(kind);

async function holdUnder(
  room: Room,
  { personId, actor, at }: JustRecorded,
  grounds: ReadonlyMap<string, EmbargoGround>,
  { ownerOrganisationId }: NewsGround,
): Promise<void> {
  await room.embargoes.add(personId, grounds, at);
  const waiting = [...grounds].filter(([, reason]) => reason !== 'will');
  if (waiting.length === 0) return;
  await room.tasks.add(
    waiting.map(([id]) => ({
      personId,
      organisationId: ownerOrganisationId,
      kind: 'verify_news' as const,
      due: dayOf(at + VERIFY_WITHIN * DAY),
      origin: 'statement' as const,
      originId: id,
      ...(actor.organisationId === ownerOrganisationId && { createdBy: actor.userId }),
    })),
    at,
  );
  await room.audit.note(
    ...waiting.map(([id, ground]) => ({
      action: 'news_held' as const,
      subjectKind: 'statement',
      subjectId: id,
      personId,
      details: { ground },
    })),
  );
}

function groundsOf(
  recorded: JustRecorded,
  open: readonly Statement[],
  ground: NewsGround,
  held: readonly Statement[],
): Map<string, EmbargoGround> {
  const news = ground.verifiedFirst ? newsIn(recorded, open, held) : new Set<string>();
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

function newsIn(
  { at, replaced }: JustRecorded,
  open: readonly Statement[],
  held: readonly Statement[],
): ReadonlySet<string> {
  if (replaced === undefined && !canBeNews(open.map(({ kind }) => kind))) return new Set();
  const fresh = new Set(open.map(({ id }) => id));
  return newsAmong(
    held.filter(({ id }) => !fresh.has(id)),
    // As they were given, with what the registry knows of their evidence.
    open.map((given) => held.find(({ id }) => id === given.id) ?? given),
    at,
    replaced,
  );
}
