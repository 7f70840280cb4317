// Warns whoever types a number, an address or a registered name into a field that others read, before anything of it is kept.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { textWarnings, type TextWarning } from '../../domain/identity/identifying-text.js';
import { NotedRefusal } from '../noted-refusal.js';
import type { Room } from '../room.js';
import { MOST_NAME_WARNINGS, NOBODY, othersCompared, ownOf } from './names-compared.js';

export interface OpenText {
  readonly pointer: string;
  readonly text: string;
}

const EXPECTED: Readonly<Record<TextWarning, string>> = {
  looks_like_phone: 'no telephone number: take it out, or confirm that it stays',
  looks_like_email: 'no e-mail address: take it out, or confirm that it stays',
  looks_like_registered_name: 'no name: take it out, or confirm that it stays',
};

/**
 * The last of an act, after its writes, which a refusal rolls back: what a constraint refuses is refused first, and tells nothing of a name. `about` are the persons whom the texts are about; only those of the actor's own
 * organisation are looked at. Throws `confirm_open_text` unless the actor has confirmed, which is noted with the codes alone.
 */
export async function requireOpenText(
  room: Room,
  actor: Actor,
  texts: readonly OpenText[],
  about: readonly string[] = [],
): Promise<void> {
  const named = await namesIn(room, actor, texts, about);
  const found = texts.flatMap(({ pointer, text }, at) => {
    const codes: TextWarning[] = [...textWarnings(text), ...(named[at] === true ? NAMED : [])];
    return codes.map((code) => ({ pointer, code, expected: EXPECTED[code] }));
  });
  if (found.length === 0) return;
  const confirmed = actor.confirmsOpenText === true;
  const keep = async (kept: Room): Promise<void> => {
    if (named.includes(true) && !confirmed) await kept.nameQuotas.countWarning(actor);
    await kept.audit.note({
      action: confirmed ? 'open_text_kept' : 'open_text_warned',
      subjectKind: 'open_text',
      details: { codes: [...new Set(found.map(({ code }) => code))] },
    });
  };
  if (confirmed) return keep(room);
  throw new NotedRefusal(new DomainError('confirm_open_text', WARNING, found), keep);
}

const NAMED = ['looks_like_registered_name'] as const;

const WARNING =
  'Others read this text as it stands, and it seems to say who somebody is. Nothing was kept. Take it out, or confirm that it stays.';

async function namesIn(
  room: Room,
  actor: Actor,
  texts: readonly OpenText[],
  about: readonly string[],
): Promise<readonly boolean[]> {
  // Asked together: a wait costs more than the question. A closed identity too: what is typed of its person now would outlive it.
  const [warnings, concerned] = await Promise.all([
    room.nameQuotas.warnings(actor),
    about.length === 0 ? [] : room.persons.filterVisible(actor, [NOBODY, ...about]),
  ]);
  if (warnings >= MOST_NAME_WARNINGS) return [];
  return room.registeredNames.inTexts(
    texts.map(({ text }) => text),
    [...ownOf(actor, concerned)],
    othersCompared(room, actor),
  );
}
