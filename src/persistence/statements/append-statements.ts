// Records drafts as statements of one organisation about one person, once their places and parties are known to the registry.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { keptEvidenceCode } from '../../domain/evidence/evidence-code.js';
import { citedCode } from '../../domain/records/cited-evidence.js';
import { detailPointer, type StatementDraft } from '../../domain/records/statement-draft.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Place, Statement } from '../../domain/records/statement.js';
import { holdBack } from '../news/hold-back.js';
import type { TaskCause } from '../news/tell-family.js';
import { holdOriginals, isMistypedEvidence } from '../evidence/originals-of-statements.js';
import type { Room } from '../room.js';

export interface Appending {
  readonly personId: string;
  readonly actor: Actor;
  readonly drafts: readonly StatementDraft[];
  readonly at: Instant;
  /** Draws the id of each statement; it is shown, so that it must be random. */
  readonly drawId: () => string;
  /** The statement that they supersede. */
  readonly replaced?: string;
  /** Whether a coordinator of the owner wants them verified before others are told. */
  readonly untilVerified?: boolean;
  /** What wrote them, where nobody said them. */
  readonly cause?: TaskCause;
}

type Located = Awaited<ReturnType<Room['places']['locate']>>;

/** The details that name a party, in any kind of statement. */
const PARTY_DETAILS = ['party', 'holder', 'from', 'assertedBy'] as const;

function unknownParties(draft: StatementDraft, parties: ReadonlySet<string>): FieldFault[] {
  const named = Object.entries(draft.details).filter(([key]) => PARTY_DETAILS.some((one) => one === key));
  return named
    .filter(([, party]) => typeof party === 'string' && !parties.has(party))
    .map(([key]) => ({
      pointer: detailPointer(draft.detailsPointer, key),
      code: 'unknown_party',
      expected: 'the partyKey of a party of this registry',
    }));
}

function unknownPlace(draft: StatementDraft, located: Located): FieldFault[] {
  if (draft.place === null || located.has(draft.place.code)) return [];
  return [{ pointer: `${draft.pointer}/place/code`, code: 'unknown_place', expected: 'a code of the gazetteer' }];
}

function mistypedEvidence(draft: StatementDraft): FieldFault[] {
  if (!isMistypedEvidence(draft.details)) return [];
  const expected = 'the code of an item of evidence as it was given, or a code of another form';
  return [{ pointer: detailPointer(draft.detailsPointer, 'evidence'), code: 'evidence_code_mistyped', expected }];
}

function placeOf(draft: StatementDraft, located: Located): Place | null {
  if (draft.place === null) return null;
  const { state, municipality } = located.get(draft.place.code) ?? { state: null, municipality: null };
  return { ...draft.place, state, municipality };
}

/** One item is found by one text, however its code was typed. */
function withKeptEvidence(details: object): object {
  const code = citedCode(details);
  return code === null ? details : { ...details, evidence: keptEvidenceCode(code) };
}

/** A visit is the visitor's alone, and only who registered a person closes the record. */
async function notTheirs(room: Room, { actor, personId }: Appending, draft: StatementDraft): Promise<FieldFault[]> {
  const pointer = `${draft.pointer}/kind`;
  if (draft.kind === 'visit' && actor.party !== null)
    return [
      {
        pointer,
        code: 'visit_by_the_visitor',
        expected: 'reported_visit, from an organisation that depends on a party',
      },
    ];
  if (draft.kind === 'closure' && (await room.persons.ownerOf(personId)) !== actor.organisationId)
    return [
      { pointer, code: 'closure_by_owner', expected: 'a closure by the organisation that registered the person' },
    ];
  return [];
}

/** Keeps the inner id of the other person, whom the giver named by its own pseudonym. */
async function resolveKin(
  room: Room,
  { actor, personId }: Appending,
  draft: StatementDraft,
): Promise<{ readonly draft: StatementDraft; readonly faults: readonly FieldFault[] }> {
  if (draft.kind !== 'kin_link' || !('kinship' in draft.details) || draft.details.person === undefined)
    return { draft, faults: [] };
  const other = await room.persons.findVisible(actor, draft.details.person);
  if (other === null || other.id === personId) {
    const expected = 'the pseudonym of another person whom your organisation may see';
    return { draft, faults: [{ pointer: `${draft.detailsPointer}/person`, code: 'unknown_person', expected }] };
  }
  return { draft: { ...draft, details: { kinship: draft.details.kinship, person: other.id } }, faults: [] };
}

/** Throws `invalid_field` with a fault for each place, party and person that the registry does not know, and for each kind that is not the giver's. */
export async function appendStatements(room: Room, appending: Appending): Promise<Statement[]> {
  const { actor } = appending;
  const resolved = [];
  for (const draft of appending.drafts) resolved.push(await resolveKin(room, appending, draft));
  const drafts = resolved.map(({ draft }) => draft);
  const refused = (await Promise.all(drafts.map((draft) => notTheirs(room, appending, draft)))).flat();
  const located = await room.places.locate(drafts.flatMap(({ place }) => (place === null ? [] : [place.code])));
  const parties = new Set((await room.organisations.parties()).map((party) => party.partyKey));
  const faults = [
    ...drafts.flatMap((draft) => [
      ...unknownPlace(draft, located),
      ...unknownParties(draft, parties),
      ...mistypedEvidence(draft),
    ]),
    ...resolved.flatMap((one) => one.faults),
    ...refused,
  ];
  if (faults.length > 0)
    throw new DomainError(
      'invalid_field',
      'The statement names what this registry does not know, or what is not yours to state.',
      faults,
    );
  const statements = drafts.map((draft) => ({
    draft,
    // The draft was read under its kind, which its type no longer says.
    statement: {
      id: appending.drawId(),
      kind: draft.kind,
      valid: draft.valid,
      recordedAt: appending.at,
      author: {
        organisationId: actor.organisationId,
        organisationKind: actor.organisationKind,
        party: actor.party,
      },
      basis: draft.basis,
      source: draft.source,
      grade: draft.grade,
      place: placeOf(draft, located),
      confidential: draft.confidential,
      withdrawn: null,
      details: withKeptEvidence(draft.details),
    } as Statement,
  }));
  await holdOriginals(
    room,
    drafts.map(({ details }) => details),
  );
  await room.statements.add(
    statements.map(({ draft, statement }) => ({
      personId: appending.personId,
      statement,
      recordedBy: actor.userId,
      reference: draft.reference,
    })),
  );
  const recorded = statements.map(({ statement }) => statement);
  const { personId, at, replaced, untilVerified: byHand, cause } = appending;
  await holdBack(room, { personId, actor, statements: recorded, at, replaced, byHand, cause });
  return recorded;
}
