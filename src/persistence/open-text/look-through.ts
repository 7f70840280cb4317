// Warns whoever types a number, an address or a registered name into a field that others read, before anything of it is kept.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { allEnded } from '../../domain/all-ended.js';
import { DomainError } from '../../domain/domain-error.js';
import type { TextWarning } from '../../domain/identity/identifying-text.js';
import type { IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { warningsOfTextAlone, type OpenText } from '../../domain/identity/open-text.js';
import type { WhoseNames } from '../../domain/identity/registered-names.js';
import { sentFirst } from '../../postgres/sent-first.js';
import type { Condition } from '../condition.js';
import { NotedRefusal } from '../noted-refusal.js';
import type { Room } from '../room.js';
import { MOST_NAME_WARNINGS, NOBODY, othersCompared, ownOf, type MayBeCompared } from './names-compared.js';

const EXPECTED: Readonly<Record<TextWarning, string>> = {
  looks_like_phone: 'no telephone number: take it out, or confirm that it stays',
  looks_like_email: 'no e-mail address: take it out, or confirm that it stays',
  looks_like_registered_name: 'no name: take it out, or confirm that it stays',
};

/** In the place of a text that is warned of, in the writes of an act that is refused in the end. */
export const WITHHELD = 'Withheld: it seemed to say who somebody is.';

/** As they are found for the actor, and of whom the names are opened for more than this. */
export interface Opened {
  readonly person: Promise<Person>;
  /** Holds FIELDS_WITH_NAMES at least, where they are of the actor's own organisation. */
  readonly identity: Promise<IdentityParticulars>;
}

/** Whom a text is about: by their id, or as they were found for the actor in this transaction, whom nothing more is asked about. */
export type Concerned = string | Person | Promise<Person> | Opened;

export interface LookedThrough {
  /** Whether nothing was found, so that there is nothing to settle. */
  readonly isClear: boolean;
  /** Whether the act will be refused for its texts, unless something else refuses it first. */
  readonly isWarned: boolean;
  /** The last of the act. Throws `confirm_open_text`. */
  readonly settle: () => Promise<void>;
}

const CLEAR: LookedThrough = { isClear: true, isWarned: false, settle: () => Promise.resolve() };

/**
 * Asked before an act writes, and settled after its writes, which a refusal rolls back: whatever else refuses, a constraint too, comes first and
 * tells nothing of a name. What is rolled back stays in files of the server for a while, so that texts that are warned of are not written even
 * then. `about` are the persons whom the texts are about; only those of the actor's own organisation are looked at. An actor who has confirmed is
 * not refused, which is noted with the codes alone.
 */
export async function lookThrough(
  room: Room,
  actor: Actor,
  texts: readonly OpenText[],
  about: readonly Concerned[] = [],
): Promise<LookedThrough> {
  if (texts.length === 0) return CLEAR;
  const [{ seen, named }, warnings] = await allEnded(
    foundIn(room, actor, texts, { about, mayBeCompared: othersCompared(room, actor) }),
    room.nameQuotas.warnings(actor),
  );
  return judged(room, actor, texts, { seen, named: warnings >= MOST_NAME_WARNINGS ? [] : named });
}

function judged(room: Room, actor: Actor, texts: readonly OpenText[], { seen, named }: FoundInTexts): LookedThrough {
  const found = texts.flatMap(({ pointer }, at) => {
    const codes = new Set<TextWarning>([...(seen[at] ?? []), ...(named[at] === true ? NAMED : [])]);
    return [...codes].map((code) => ({ pointer, code, expected: EXPECTED[code] }));
  });
  if (found.length === 0) return CLEAR;
  const confirmed = actor.confirmsOpenText === true;
  const keep = async (kept: Room): Promise<void> => {
    if (named.includes(true) && !confirmed) await kept.nameQuotas.countWarning(actor);
    await kept.audit.note({
      action: confirmed ? 'open_text_kept' : 'open_text_warned',
      subjectKind: 'open_text',
      details: { codes: [...new Set(found.map(({ code }) => code))] },
    });
  };
  if (confirmed) return { isClear: false, isWarned: false, settle: () => keep(room) };
  const refusal = new NotedRefusal(new DomainError('confirm_open_text', WARNING, found), keep);
  return { isClear: false, isWarned: true, settle: () => Promise.reject(refusal) };
}

export interface ReasonLookedThrough extends LookedThrough {
  /** What is to be written of it. */
  readonly reason: string;
  /** Of the first that is written, which it fails as `SomebodyMet` where others are to be compared after all; null where they are already. */
  readonly nobodyElse: Condition | null;
}

/** The same of a reason. */
export async function lookThroughReason(
  room: Room,
  actor: Actor,
  given: string,
  about: readonly Concerned[] = [],
): Promise<ReasonLookedThrough> {
  const looked = await lookThrough(room, actor, [{ pointer: '/reason', text: given }], about);
  return { ...looked, reason: looked.isWarned ? WITHHELD : given, nobodyElse: null };
}

/**
 * As `lookThroughReason` for an act that is hardly ever warned of and waited for by somebody: which of those who are met may be compared is asked
 * with what it writes, as if there were none. Where there is somebody the act fails with `SomebodyMet`, and is made again by the other way.
 */
export async function lookThroughReasonAhead(
  room: Room,
  actor: Actor,
  given: string,
  about: readonly Concerned[] = [],
): Promise<ReasonLookedThrough> {
  const texts = [{ pointer: '/reason', text: given }];
  const met: string[] = [];
  const none: MayBeCompared = (personIds) => {
    met.push(...personIds);
    return Promise.resolve(new Set());
  };
  const mayBeCompared = othersCompared(room, actor) === null ? null : none;
  const looked = judged(room, actor, texts, await foundIn(room, actor, texts, { about, mayBeCompared }));
  // All that is found is told of at once, and of names only so often in a day.
  if (!looked.isClear) return lookThroughReason(room, actor, given, about);
  const nobodyElse =
    mayBeCompared === null ? null : room.nameQuotas.nobodyMet(actor, [NOBODY, ...met], MOST_NAME_WARNINGS);
  return { ...looked, reason: given, nobodyElse };
}

const NAMED = ['looks_like_registered_name'] as const;

const WARNING =
  'Others read this text as it stands, and it seems to say who somebody is. Nothing was kept. Take it out, or confirm that it stays.';

interface Compared {
  readonly about: readonly Concerned[];
  readonly mayBeCompared: MayBeCompared | null;
}

/** Of each text, in their order. */
interface FoundInTexts {
  /** What can be told from it alone. */
  readonly seen: readonly (readonly TextWarning[])[];
  /** Whether it holds a name. */
  readonly named: readonly boolean[];
}

async function foundIn(
  room: Room,
  actor: Actor,
  texts: readonly OpenText[],
  { about, mayBeCompared }: Compared,
): Promise<FoundInTexts> {
  // All asked together, also where the first one's answer is enough: a wait costs more than the question. A closed identity too: what is typed
  // of its person now would outlive it.
  const concerned = personsOf(room, actor, about);
  const own = concerned.then((known) => whoseNames(ownOf(actor, known), about));
  // Where it fails `concerned` tells; who keeps no names does not ask.
  own.catch(() => undefined);
  // Whoever is concerned is known, and the vault asked, before the texts themselves are gone through.
  const alone = concerned.then(sentFirst).then(() => texts.map(warningsOfTextAlone));
  const [, seen, named] = await allEnded(
    concerned,
    alone,
    room.registeredNames.inTexts(
      texts.map(({ text }) => text),
      own,
      mayBeCompared,
    ),
  );
  return { seen, named };
}

function isOpened(one: Concerned): one is Opened {
  return typeof one === 'object' && 'identity' in one;
}

async function personsOf(room: Room, actor: Actor, about: readonly Concerned[]): Promise<Person[]> {
  const ids = about.filter((one) => typeof one === 'string');
  const asked = ids.length === 0 ? Promise.resolve([]) : room.persons.filterVisible(actor, [NOBODY, ...ids]);
  const given = about.filter((one) => typeof one !== 'string').map((one) => (isOpened(one) ? one.person : one));
  const [persons, ...found] = await allEnded(asked, ...given);
  return [...persons, ...found];
}

async function whoseNames(own: ReadonlySet<string>, about: readonly Concerned[]): Promise<WhoseNames[]> {
  const opened = about.filter(isOpened).map(async ({ person, identity }) => [(await person).id, identity] as const);
  const identities = new Map(await Promise.all(opened));
  return [...own].map((id) => identities.get(id) ?? id);
}
