// Compares marked people with those who may be the same ones, and keeps which pairs a person is to decide on.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { CandidatePicks } from '../../domain/matching/candidate-picks.js';
import { readIdentity } from '../../domain/matching/identity-agreement.js';
import { KeptProposals } from '../../domain/matching/kept-proposals.js';
import { comparedOf } from '../../domain/matching/matched-person.js';
import { MatchingRun } from '../../domain/matching/matching-run.js';
import { PairHearing } from '../../domain/matching/pair-hearing.js';
import { pairsOf, rulesOutAll, whoMayBe, type Comparer } from '../../domain/matching/possible-pairs.js';
import { SetAside } from '../../domain/matching/set-aside.js';
import { compareWhole, heardPairs } from '../../domain/matching/whole-comparison.js';
import { rememberedWords, type WordReader } from '../../domain/names/name-parts.js';
import { NAME_SOUNDS_VERSION } from '../../domain/names/sound-readings.js';
import { Database } from '../../persistence/database.js';
import { kinOfMatched } from '../../persistence/matches/kin-of-matched.js';
import type { MarkedPerson } from '../../persistence/matches/match-work.repository.js';
import type { Room } from '../../persistence/room.js';
import { MOST_CANDIDATES } from '../../vault/candidate-search.js';
import { givingWay } from '../../vault/give-way.js';
import { IdentityVault } from '../../vault/identity-vault.js';
import { KeyProblem } from '../../vault/key-problem.js';
import { SealBroken } from '../../vault/sealed-box.js';

export interface MatchPersonsCommand {
  /** People of this run; all who are marked where it is absent. */
  readonly most?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly left: number }) => void;
  /** Ends the run after the people under way; whoever is still marked is matched by the next one. */
  readonly signal?: AbortSignal;
  /** Who could not be compared by runs before, and is not tried again; this one adds to them. */
  readonly aside?: SetAside;
}

export interface MatchedPersons {
  readonly matched: number;
  /** Pairs that were found, changed or superseded. */
  readonly proposals: number;
  /** Other processes match whoever is still marked. */
  readonly elsewhere: boolean;
  /** People who are set aside, and stay marked. */
  readonly notCompared: number;
}

type Outcome = 'some' | 'nobody' | 'elsewhere';

interface PossiblePairs {
  readonly pairs: ReadonlyMap<string, readonly string[]>;
  readonly lookedAt: number;
  /** Of the people asked for those whose seal is broken. */
  readonly broken: ReadonlySet<string>;
}

/** Of those met by one person of whom it is asked at once who may hear. */
const ASKED_AT_ONCE = 1_000;
/** Pairs whose people are opened at once: what is opened and not yet compared is never more than these. */
const OPENED_AT_ONCE = 500;
/** Different words that are remembered while people are compared: a megabyte or two. */
const MOST_WORDS = 2_000;
/** Counting who waits looks at all marks. */
const COUNTED_EVERY = 1_000;

/** Somebody to match, with whom they met and what is looked at of these. */
interface Asker extends Comparer {
  readonly met: readonly string[];
  readonly picks: CandidatePicks;
}

/** What is wrong with the way to the vault, or with its keys, is no matter of single people. */
function isOfAll(error: unknown): boolean {
  return error instanceof KeyProblem || (error instanceof DomainError && error.code === 'unavailable');
}

@Injectable()
export class MatchPersons {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Some people in each transaction: a kill loses the work on these, who stay marked. Any number of processes share the work. Whoever cannot be compared
   * is set aside, and where that was for another reason than a broken seal it is thrown after all others were compared.
   */
  async execute(principal: Principal, command: MatchPersonsCommand = {}): Promise<MatchedPersons> {
    requireService(principal);
    const { most = Infinity, onProgress, signal, aside = new SetAside() } = command;
    const run = new MatchingRun(aside);
    const counted = { at: -Infinity, waiting: 0 };
    let outcome: Outcome = 'some';
    while (outcome === 'some' && run.matched < most && signal?.aborted !== true) {
      outcome = await this.matchSome(principal, run, most - run.matched);
      run.requireFewAside();
      if (onProgress === undefined || outcome !== 'some') continue;
      if (run.matched - counted.at >= COUNTED_EVERY)
        Object.assign(counted, { at: run.matched, waiting: await this.waiting(principal) });
      onProgress({ done: run.matched, left: Math.max(0, counted.waiting - (run.matched - counted.at)) });
    }
    return { ...run.end(), elsewhere: outcome === 'elsewhere' };
  }

  private waiting(principal: Principal): Promise<number> {
    return this.database.transaction(principal, ({ matchWork }) => matchWork.waiting());
  }

  private async matchSome(principal: Principal, run: MatchingRun, most: number): Promise<Outcome> {
    let underWay: readonly MarkedPerson[] = [];
    try {
      const done = await this.database.transaction(principal, async (room) => {
        const marked = await room.matchWork.claim(Math.min(run.pace.people, most), run.aside.marks);
        if (typeof marked === 'string') return marked;
        underWay = marked;
        const possible = await this.possiblePairs(room, marked);
        const compared = marked.filter(({ personId }) => !possible.broken.has(personId));
        const broken = marked.filter(({ personId }) => possible.broken.has(personId));
        const { changes, kept } = await this.settle(room, compared, possible.pairs);
        await room.matchWork.keep(kept.changed, this.entropy.now());
        await room.matchWork.done(compared);
        await room.audit.note(
          ...compared.map(({ personId }) => ({
            action: 'match_made' as const,
            subjectKind: 'person',
            personId,
            details: { proposals: changes.get(personId) ?? 0 },
          })),
        );
        run.pace.done({ people: marked.length, pairs: possible.lookedAt });
        return { compared, broken, proposals: [...changes.values()].reduce((sum, each) => sum + each, 0) };
      });
      if (typeof done === 'string') return done;
      run.done(done.compared, done.broken, done.proposals);
    } catch (error) {
      const [first, ...others] = underWay;
      if (!(error instanceof Error) || first === undefined || isOfAll(error)) throw error;
      if (others.length === 0) run.failed([first], error);
      else run.pace.oneByOne(underWay.length);
    }
    return 'some';
  }

  /**
   * Whom each of these people may be, as far as names, births, sexes and parents say, which leaves a few of hundreds. Others may match meanwhile, and what is read
   * here may change: whoever is found is read and compared again under the lock, and whoever changed is marked, and matched again after it.
   */
  private async possiblePairs(room: Room, marked: readonly MarkedPerson[]): Promise<PossiblePairs> {
    const ids = marked.map(({ personId }) => personId);
    const [facts, kept, organisations] = await Promise.all([
      room.matchWork.facts(ids),
      room.matchWork.ofPersons(ids),
      room.organisations.organisations(),
    ]);
    const hearing = new PairHearing(organisations);
    const proposals = new KeptProposals(kept);
    const open = ids.filter((id) => facts.get(id)?.isOpen === true);
    const { opened, broken } = await this.vault.compared.open(open);
    const people = [...opened].flatMap(([id, identity]) => {
      const person = facts.get(id);
      return person === undefined ? [] : [{ person, compared: comparedOf(person, identity) }];
    });
    const met = await this.vault.compared.meet(people.map(({ compared }) => compared));
    const words = rememberedWords(MOST_WORDS);
    const pairs = new Map<string, readonly string[]>();
    let lookedAt = 0;
    const look = async (group: readonly Asker[]): Promise<void> => {
      await this.pick(room, group, hearing);
      lookedAt += group.reduce((sum, { picks }) => sum + picks.picked.length, 0);
      for (const [id, others] of await this.compare(group, words)) pairs.set(id, others);
    };
    const asker = ({ person, compared }: (typeof people)[number], metIds: readonly string[]): Asker => {
      const decided = new Set(proposals.othersOf(person.id, 'decided'));
      const picks = new CandidatePicks(person, decided, MOST_CANDIDATES);
      return { person, read: readIdentity(compared, words), met: metIds, picks };
    };
    await look(
      people.flatMap((one, at) => {
        const metIds = met[at] ?? null;
        return metIds === null ? [] : [asker(one, metIds)];
      }),
    );
    for (const one of people.filter((_, at) => met[at] === null)) {
      const [alone] = await this.vault.compared.meet([one.compared]);
      await look([asker(one, alone ?? [])]);
    }
    return { pairs, lookedAt, broken };
  }

  /** Nobody whose identity is closed or erased is picked. */
  private async pick({ matchWork }: Room, askers: readonly Asker[], hearing: PairHearing): Promise<void> {
    for (let from = 0; ; from += ASKED_AT_ONCE) {
      const asking = askers.filter(({ met, picks }) => met.length > from && !picks.isFull);
      if (asking.length === 0) return;
      const turns = asking.map(({ met, picks }) => ({ ids: met.slice(from, from + ASKED_AT_ONCE), picks }));
      const facts = await matchWork.facts([...new Set(turns.flatMap(({ ids }) => ids))]);
      await givingWay(
        (function* () {
          for (const { ids, picks } of turns) {
            for (const id of ids) {
              const other = facts.get(id);
              if (other !== undefined) picks.offer(other, hearing);
              yield;
            }
          }
        })(),
      );
    }
  }

  private async compare(askers: readonly Asker[], words: WordReader): Promise<ReadonlyMap<string, readonly string[]>> {
    const pairs = askers.flatMap((asker) => pairsOf(asker, asker.picks.picked));
    const found = new Map<string, string[]>();
    for (let from = 0; from < pairs.length; from += OPENED_AT_ONCE) {
      const some = pairs.slice(from, from + OPENED_AT_ONCE);
      const others = [...new Set(some.map(({ other }) => other.id))];
      const opened = await this.vault.compared.openUnless(rulesOutAll(some), others);
      for (const [id, other] of await givingWay(whoMayBe(some, opened, words)))
        found.set(id, [...(found.get(id) ?? []), other]);
    }
    return found;
  }

  /** Compares by all that is known what may be one person and what was proposed before, of facts as they are under the lock. A pair with a broken seal stays as it is. */
  private async settle(
    room: Room,
    marked: readonly MarkedPerson[],
    possible: ReadonlyMap<string, readonly string[]>,
  ): Promise<{ readonly changes: ReadonlyMap<string, number>; readonly kept: KeptProposals }> {
    await room.matchWork.lockFindings();
    const kept = new KeptProposals(await room.matchWork.ofPersons(marked.map(({ personId }) => personId)));
    const asked = marked.flatMap(({ personId: id }) => {
      const decided = new Set(kept.othersOf(id, 'decided'));
      const found = (possible.get(id) ?? []).filter((other) => !decided.has(other));
      const others = [...new Set([...found, ...kept.othersOf(id, 'undecided')])];
      return others.length === 0 ? [] : [{ id, others }];
    });
    const changes = new Map<string, number>();
    if (asked.length > 0) await this.compareAnew(room, asked, { kept, changes });
    return { changes, kept };
  }

  private async compareAnew(
    room: Room,
    asked: readonly { readonly id: string; readonly others: readonly string[] }[],
    { kept, changes }: { readonly kept: KeptProposals; readonly changes: Map<string, number> },
  ): Promise<void> {
    const everybody = [...new Set(asked.flatMap(({ id, others }) => [id, ...others]))];
    const [facts, organisations, roots] = await Promise.all([
      room.matchWork.facts(everybody),
      room.organisations.organisations(),
      room.personLinks.standingRoots(everybody),
    ]);
    const hearing = new PairHearing(organisations);
    const people = asked.map(({ id, others }) => {
      const person = facts.get(id);
      const isOpen = person?.isOpen === true;
      return { id, person: isOpen ? person : null, heard: isOpen ? heardPairs(person, others, facts, hearing) : [] };
    });
    const open = people.flatMap(({ id, person, heard }) =>
      person === null ? [] : [id, ...heard.map(({ other }) => other.id)],
    );
    const { opened: identities, broken } = await this.vault.compared.open([...new Set(open)]);
    const kin = await kinOfMatched(room, [...identities.keys()], this.entropy.now());
    const whole = { facts, identities, roots, kin, organisations };
    const drawId = (): string => this.entropy.shownId();
    for (const { id, person, heard } of people) {
      // It was whole a moment ago: the next try sets them aside.
      if (broken.has(id)) throw new SealBroken();
      const whom = heard.filter(({ other }) => !broken.has(other.id));
      const pairs = person === null ? null : await givingWay(compareWhole(person, whom, whole));
      const found = person === null || pairs === null ? null : { person, pairs };
      const terms = { normalForm: NAME_SOUNDS_VERSION, drawId };
      changes.set(id, found === null ? kept.supersede(id) : kept.find(found.person, found.pairs, terms));
    }
  }
}
