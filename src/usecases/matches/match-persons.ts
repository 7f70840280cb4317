// Compares each marked person with those who may be the same one, and keeps which pairs a person is to decide on.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { allMayKnow, proposalAudience, type ProposalAudience } from '../../domain/links/proposal-audience.js';
import type { ComparedIdentity } from '../../domain/matching/identity-agreement.js';
import type { ReadKin } from '../../domain/matching/kin-agreement.js';
import { isDecided, pairOf, proposalAfter, type ProposalDeciders } from '../../domain/matching/match-proposal.js';
import { proposeMatches, type MatchFinding, type MetPerson } from '../../domain/matching/propose-matches.js';
import { NAME_SOUNDS_VERSION } from '../../domain/names/sound-readings.js';
import type { Organisation } from '../../domain/organisations/organisation.js';
import { Database } from '../../persistence/database.js';
import { kinOfMatched, type KinOfRecord } from '../../persistence/matches/kin-of-matched.js';
import type {
  KeptProposal,
  MatchedPerson,
  MatchWorkRepository,
} from '../../persistence/matches/match-work.repository.js';
import type { Room } from '../../persistence/room.js';
import { MATCHED_FIELDS } from '../../vault/candidate-search.js';
import { givingWay } from '../../vault/give-way.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface MatchPersonsCommand {
  /** People of this run; all who are marked where it is absent. */
  readonly most?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly left: number }) => void;
  /** Ends the run after the person under way; whoever is still marked is matched by the next one. */
  readonly signal?: AbortSignal;
}

export interface MatchedPersons {
  readonly matched: number;
  /** Pairs that were found, changed or superseded. */
  readonly proposals: number;
  /** Another process matches; it takes everybody who is marked. */
  readonly elsewhere: boolean;
}

type Outcome = { readonly proposals: number } | 'nobody' | 'elsewhere';

/** Who may hear of a pair with each of these persons, and whether there is anything to compare. */
interface Surroundings {
  readonly person: MatchedPerson;
  readonly organisations: readonly Organisation[];
  readonly recordId: string;
}

type Heard = ProposalAudience & { readonly person: MatchedPerson };

const NOBODY: ProposalAudience = { shownTo: 'nobody', organisationIds: [] };

interface Met {
  /** The person, with whom they are compared. */
  readonly compared: ComparedIdentity;
  readonly met: readonly MetPerson[];
  readonly heardBy: ReadonlyMap<string, ProposalDeciders>;
  readonly ownerOf: ReadonlyMap<string, string>;
}

@Injectable()
export class MatchPersons {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** One transaction a person: a kill loses the work on one, who stays marked. */
  async execute(principal: Principal, command: MatchPersonsCommand = {}): Promise<MatchedPersons> {
    requireService(principal);
    const { most = Infinity, onProgress, signal } = command;
    let [matched, proposals] = [0, 0];
    while (matched < most && signal?.aborted !== true) {
      const outcome = await this.matchNext(principal);
      if (outcome === 'nobody') break;
      if (outcome === 'elsewhere') return { matched, proposals, elsewhere: true };
      matched += 1;
      proposals += outcome.proposals;
      if (onProgress !== undefined) onProgress({ done: matched, left: await this.waiting(principal) });
    }
    return { matched, proposals, elsewhere: false };
  }

  private waiting(principal: Principal): Promise<number> {
    return this.database.transaction(principal, ({ matchWork }) => matchWork.waiting());
  }

  private async matchNext(principal: Principal): Promise<Outcome> {
    const under: { personId: string | null } = { personId: null };
    try {
      return await this.database.transaction(principal, async (room) => {
        const { matchWork } = room;
        if (!(await matchWork.tryLock())) return 'elsewhere';
        const marked = await matchWork.next();
        if (marked === null) return 'nobody';
        under.personId = marked.personId;
        const changed = await this.changesOf(room, marked.personId);
        await matchWork.keep(changed, this.entropy.now());
        await matchWork.done(marked);
        await room.audit.note({
          action: 'match_made',
          subjectKind: 'person',
          personId: marked.personId,
          details: { proposals: changed.length },
        });
        return { proposals: changed.length };
      });
    } catch (error) {
      const isOutOfReach = error instanceof DomainError && error.code === 'unavailable';
      if (under.personId !== null && !isOutOfReach) await this.putLast(principal, under.personId);
      throw error;
    }
  }

  /** Whoever cannot be matched, as somebody whose seal is broken, keeps nobody else waiting. */
  private async putLast(principal: Principal, personId: string): Promise<void> {
    await this.database.transaction(principal, async ({ matchWork }) => {
      const marked = await matchWork.markOf(personId);
      if (marked === null) return;
      await matchWork.mark([personId]);
      await matchWork.done(marked);
    });
  }

  private async changesOf(room: Room, personId: string): Promise<KeptProposal[]> {
    const [facts, kept, organisations, roots] = await Promise.all([
      room.matchWork.facts([personId]),
      room.matchWork.ofPerson(personId),
      room.organisations.organisations(),
      room.personLinks.standingRoots([personId]),
    ]);
    const undecided = kept.filter(({ state }) => !isDecided(state));
    const person = facts.get(personId);
    if (person?.isOpen !== true) return superseded(undecided);
    const identity = (await this.vault.openIdentities([personId], MATCHED_FIELDS)).get(personId);
    if (identity === undefined) return superseded(undecided);
    const compared = comparedOf(person, identity);
    const surroundings = { person, organisations, recordId: roots.get(personId) ?? personId };
    const decided = new Set(kept.filter(({ state }) => isDecided(state)).map((one) => otherOf(one, personId)));
    const others = undecided.map((one) => otherOf(one, personId));
    const all = await this.meet(room, compared, { surroundings, decided, others });
    const found = await givingWay(proposeMatches(all.compared, all.met));
    return this.changed(person, { undecided, ...all, found });
  }

  /**
   * Nobody whose identity is closed or erased is opened. Those that both owners may know of come before those that only the central agency may: a record out of an owner's sight pushes none out of
   * its queue. Pairs that nobody hears of are neither opened nor compared, and stay as they are.
   */
  private async meet(
    room: Room,
    compared: ComparedIdentity,
    given: {
      readonly surroundings: Surroundings;
      readonly decided: ReadonlySet<string>;
      readonly others: readonly string[];
    },
  ): Promise<Met> {
    const facts = new Map<string, MatchedPerson>();
    const heardBy = new Map<string, ProposalDeciders>();
    const hearing = new Map<string, readonly string[]>();
    const hear = async (ids: readonly string[]): Promise<void> => {
      const unknown = ids.filter(
        (id) => !facts.has(id) && id !== given.surroundings.person.id && !given.decided.has(id),
      );
      for (const one of await this.hearers(room.matchWork, unknown, given.surroundings)) {
        facts.set(one.person.id, one.person);
        if (one.shownTo !== 'nobody') heardBy.set(one.person.id, one.shownTo);
        hearing.set(one.person.id, one.organisationIds);
      }
    };
    const identities = new Map<string, ComparedIdentity['identity']>();
    for (const deciders of ['owners', 'central_agency'] as const) {
      const { candidates } = await this.vault.findCandidates(compared, async (ids) => {
        await hear(ids);
        return new Set(ids.filter((id) => heardBy.get(id) === deciders));
      });
      for (const { personId, identity } of candidates) identities.set(personId, identity);
    }
    await hear(given.others);
    const unmet = given.others.filter((id) => heardBy.has(id) && !identities.has(id));
    for (const [id, identity] of await this.vault.openIdentities(unmet, MATCHED_FIELDS)) identities.set(id, identity);
    const { person: own, organisations, recordId } = given.surroundings;
    const joined = await this.joined(room, [...identities.keys()], recordId);
    const kin = await kinOfMatched(room, [own.id, ...identities.keys()], this.entropy.now());
    const met = [...identities].flatMap(([id, identity]): MetPerson[] => {
      const person = facts.get(id);
      if (person === undefined || joined.has(id)) return [];
      const toldKin = kinKnownTo(kin.get(id), hearing.get(id) ?? [], organisations);
      return [{ personId: id, compared: { ...comparedOf(person, identity), kin: toldKin } }];
    });
    const withKin = { ...compared, kin: kin.get(own.id) ?? null };
    return {
      compared: withKin,
      met,
      heardBy,
      ownerOf: new Map([...facts].map(([id, fact]) => [id, fact.ownerOrganisationId])),
    };
  }

  private async hearers(
    work: MatchWorkRepository,
    ids: readonly string[],
    { person, organisations }: Surroundings,
  ): Promise<Heard[]> {
    const facts = await work.facts(ids);
    const given = [...facts.values()];
    return givingWay(
      (function* () {
        const heard: Heard[] = [];
        for (const other of given) {
          const mayBeTold =
            other.isOpen &&
            (person.ownerOrganisationId === other.ownerOrganisationId || (person.isTold && other.isTold));
          heard.push({ person: other, ...(mayBeTold ? proposalAudience(person, other, organisations) : NOBODY) });
          yield;
        }
        return heard;
      })(),
    );
  }

  /** Those whose record is one with this one already. */
  private async joined(room: Room, ids: readonly string[], recordId: string): Promise<Set<string>> {
    const roots = await room.personLinks.standingRoots(ids);
    return new Set(ids.filter((id) => (roots.get(id) ?? id) === recordId));
  }

  private changed(
    { id: personId, ownerOrganisationId }: MatchedPerson,
    given: Met & {
      readonly undecided: readonly KeptProposal[];
      readonly found: ReadonlyMap<string, MatchFinding>;
    },
  ): KeptProposal[] {
    const before = new Map(given.undecided.map((one) => [otherOf(one, personId), one]));
    const compared = new Set([...given.met.map((one) => one.personId), ...before.keys()]);
    // In an order of its own, so that ids are drawn alike however people were met.
    return [...compared].sort().flatMap((other): KeptProposal[] => {
      const kept = before.get(other) ?? null;
      const deciders = given.heardBy.get(other);
      // Whoever heard of it has heard; from now on nobody is told what changes.
      if (deciders === undefined) return [];
      const after = proposalAfter(kept, given.found.get(other) ?? null, NAME_SOUNDS_VERSION);
      if (after === null) return [];
      const personIds = pairOf(personId, other);
      const othersOwner = given.ownerOf.get(other) ?? ownerOrganisationId;
      const owners: KeptProposal['owners'] =
        personIds[0] === personId ? [ownerOrganisationId, othersOwner] : [othersOwner, ownerOrganisationId];
      const now = { id: kept?.id ?? this.entropy.shownId(), personIds, owners, deciders, ...after };
      return kept !== null && saysTheSame(kept, now) ? [] : [now];
    });
  }
}

/** Kin count where all who hear of the pair may know of them; it is enough that one of the two sides is cut to these. */
function kinKnownTo(
  record: KinOfRecord | undefined,
  organisationIds: readonly string[],
  organisations: readonly Organisation[],
): ReadKin | null {
  if (record === undefined) return null;
  const known = record.kin.filter(({ as }) => as.isOpen && as.isTold && allMayKnow(as, organisationIds, organisations));
  return { recordId: record.recordId, kin: known };
}

function comparedOf(
  { birthYears, sex, loss }: MatchedPerson,
  identity: ComparedIdentity['identity'],
): ComparedIdentity {
  return { identity, birthYears, sex, loss };
}

function otherOf({ personIds: [low, high] }: KeptProposal, personId: string): string {
  return low === personId ? high : low;
}

function superseded(kept: readonly KeptProposal[]): KeptProposal[] {
  return kept.filter(({ state }) => state !== 'superseded').map((one) => ({ ...one, state: 'superseded' }));
}

function saysTheSame(a: KeptProposal, b: KeptProposal): boolean {
  const said = ({ state, deciders, finding, normalForm }: KeptProposal): string =>
    JSON.stringify([
      state,
      deciders,
      finding.band,
      finding.why.map((one) => [one.part, one.finding, one.reason, one.byYear]),
      normalForm,
    ]);
  return said(a) === said(b);
}
