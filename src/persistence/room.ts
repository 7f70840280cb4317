// The repositories of one transaction; they cannot be had in any other way.

import type { EntityManager } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import type { Entropy } from '../domain/entropy.js';
import type { RegisteredNames } from '../domain/identity/registered-names.js';
import type { StaleDays } from '../domain/records/stale-days.js';
import { ShownClassRepository } from './anonymity/shown-class.repository.js';
import { AuditCheckRepository } from './audit/audit-check.repository.js';
import { AuditRepository } from './audit/audit.repository.js';
import { CheckpointRepository } from './audit/checkpoint.repository.js';
import { LogTreeRepository } from './audit/log-tree.repository.js';
import { SealRepository } from './audit/seal.repository.js';
import { ContactDisclosureRepository } from './contact-disclosures/contact-disclosure.repository.js';
import { DisclosureRequestRepository } from './disclosures/disclosure-request.repository.js';
import { DisclosureRepository } from './disclosures/disclosure.repository.js';
import { ErasureRepository } from './erasures/erasure.repository.js';
import { DebriefRepository } from './exchanges/debrief.repository.js';
import { EvidenceFileRepository } from './evidence/evidence-file.repository.js';
import { EvidenceFileStepRepository } from './evidence/evidence-file-step.repository.js';
import { EvidenceRepository } from './evidence/evidence.repository.js';
import { FileRequestRepository } from './evidence/file-request.repository.js';
import { AssessmentRepository } from './evidence/assessment.repository.js';
import { ExchangeRepository } from './exchanges/exchange.repository.js';
import { RosterRepository } from './exchanges/roster.repository.js';
import { IdempotencyRepository } from './idempotency/idempotency.repository.js';
import { ImportJobRepository } from './imports/import-job.repository.js';
import { InquiryReplyRepository } from './inquiries/inquiry-reply.repository.js';
import { InquiryRepository } from './inquiries/inquiry.repository.js';
import { NameQuotaRepository } from './inquiries/name-quota.repository.js';
import { PersonLinkRepository } from './links/person-link.repository.js';
import { ListRepository } from './lists/list.repository.js';
import { MatchProposalRepository } from './matches/match-proposal.repository.js';
import { MatchWorkRepository } from './matches/match-work.repository.js';
import type { NamedActor, Reach } from './named-actor.js';
import { OrganisationRow } from './organisations/organisation.entity.js';
import { OrganisationRepository } from './organisations/organisation.repository.js';
import { PartyRow } from './organisations/party.entity.js';
import { AssignmentRepository } from './persons/assignment.repository.js';
import { PersonRepository } from './persons/person.repository.js';
import { PlaceRepository } from './places/place.repository.js';
import { PublishedFigureRepository } from './published-figures/published-figure.repository.js';
import { IntervalRepository } from './records/interval.repository.js';
import { ProjectionRepository } from './records/projection.repository.js';
import { RegistryMetaRepository } from './registry-meta/registry-meta.repository.js';
import { RemainsRepository } from './remains/remains.repository.js';
import { SiteRepository } from './remains/site.repository.js';
import { ReleaseDisputeRepository } from './releases/release-dispute.repository.js';
import { ReleaseRefusalRepository } from './releases/release-refusal.repository.js';
import { ReleaseSplitRepository } from './releases/release-split.repository.js';
import { ReleaseRepository } from './releases/release.repository.js';
import { IdentityRetentionRepository } from './retention/identity-retention.repository.js';
import { RetentionRepository } from './retention/retention.repository.js';
import { EmbargoRepository } from './news/embargo.repository.js';
import { WillRepository } from './news/will.repository.js';
import { OneTimeLinkRepository } from './sessions/one-time-link.repository.js';
import { RefreshTokenRepository } from './sessions/refresh-token.repository.js';
import { SecondFactorRepository } from './sessions/second-factor.repository.js';
import { WebSessionRepository } from './sessions/web-session.repository.js';
import type { RememberedStatements } from './statements/remembered-statements.js';
import { StatementRepository } from './statements/statement.repository.js';
import { CountBlockRepository } from './statistics/count-block.repository.js';
import type { RememberedColumns } from './statistics/remembered-columns.js';
import { StatisticsRepository } from './statistics/statistics.repository.js';
import { TaskRepository } from './tasks/task.repository.js';
import { TracingRequestRepository } from './tracing-requests/tracing-request.repository.js';
import { UserRepository } from './users/user.repository.js';

export const ENTITIES = [PartyRow, OrganisationRow] as const;

export interface Room {
  readonly assessments: AssessmentRepository;
  readonly assignments: AssignmentRepository;
  readonly audit: AuditRepository;
  readonly auditCheck: AuditCheckRepository;
  readonly checkpoints: CheckpointRepository;
  readonly contactDisclosures: ContactDisclosureRepository;
  readonly countBlocks: CountBlockRepository;
  readonly debriefs: DebriefRepository;
  readonly disclosureRequests: DisclosureRequestRepository;
  readonly disclosures: DisclosureRepository;
  readonly embargoes: EmbargoRepository;
  readonly erasures: ErasureRepository;
  readonly evidence: EvidenceRepository;
  readonly evidenceFiles: EvidenceFileRepository;
  readonly evidenceFileSteps: EvidenceFileStepRepository;
  readonly exchanges: ExchangeRepository;
  readonly fileRequests: FileRequestRepository;
  readonly idempotency: IdempotencyRepository;
  readonly imports: ImportJobRepository;
  readonly inquiries: InquiryRepository;
  readonly inquiryReplies: InquiryReplyRepository;
  readonly intervals: IntervalRepository;
  /** How many people must look alike before any of them is shown so; 1 compares nobody. */
  readonly leastAlike: number;
  readonly links: OneTimeLinkRepository;
  readonly lists: ListRepository;
  readonly logTree: LogTreeRepository;
  readonly matches: MatchProposalRepository;
  readonly matchWork: MatchWorkRepository;
  readonly nameQuotas: NameQuotaRepository;
  readonly organisations: OrganisationRepository;
  readonly personLinks: PersonLinkRepository;
  readonly persons: PersonRepository;
  readonly places: PlaceRepository;
  readonly projections: ProjectionRepository;
  readonly publishedFigures: PublishedFigureRepository;
  readonly meta: RegistryMetaRepository;
  readonly registeredNames: RegisteredNames;
  readonly refreshTokens: RefreshTokenRepository;
  readonly releases: ReleaseRepository;
  readonly releaseDisputes: ReleaseDisputeRepository;
  readonly releaseRefusals: ReleaseRefusalRepository;
  readonly releaseSplits: ReleaseSplitRepository;
  readonly remains: RemainsRepository;
  readonly retention: RetentionRepository;
  readonly identityRetention: IdentityRetentionRepository;
  readonly rosters: RosterRepository;
  readonly seals: SealRepository;
  readonly shownClasses: ShownClassRepository;
  readonly secondFactors: SecondFactorRepository;
  readonly sites: SiteRepository;
  /** After how many days a sign of life is stale in this registry. */
  readonly staleDays: StaleDays;
  readonly statements: StatementRepository;
  readonly statistics: StatisticsRepository;
  readonly tasks: TaskRepository;
  readonly tracingRequests: TracingRequestRepository;
  readonly users: UserRepository;
  readonly webSessions: WebSessionRepository;
  readonly wills: WillRepository;
  /** Runs a step that needs more rows than its actor may see: `test/architecture/row-security.ts` lists each of them with its reason. */
  readonly reaching: <T>(reach: Exclude<Reach, 'organisation'>, step: () => Promise<T>) => Promise<T>;
}

export interface RoomOptions {
  readonly entropy: Entropy;
  /** Whoever keeps the names, beside the database; asked within a transaction, and told nothing of it. */
  readonly registeredNames: RegisteredNames;
  /** How many people must look alike before others are shown any of them so. */
  readonly leastAlike: number;
  readonly staleDays: StaleDays;
  /** Of one process, whoever counts. */
  readonly countColumns: RememberedColumns;
}

/** What repositories are made of. */
interface Furnishing extends Pick<RoomOptions, 'entropy' | 'countColumns'> {
  readonly manager: EntityManager;
  readonly principal: Principal;
  readonly actor: NamedActor;
  readonly remembered: RememberedStatements | null;
}

type Given = 'leastAlike' | 'registeredNames' | 'staleDays' | 'reaching';
type Repositories = Omit<Room, Given>;

const MADE: { readonly [Name in keyof Repositories]: (furnishing: Furnishing) => Repositories[Name] } = {
  assessments: ({ manager }) => new AssessmentRepository(manager),
  assignments: ({ manager, entropy }) => new AssignmentRepository(manager, entropy),
  audit: ({ manager, principal, entropy }) => new AuditRepository(manager, principal, entropy),
  auditCheck: ({ manager }) => new AuditCheckRepository(manager),
  checkpoints: ({ manager }) => new CheckpointRepository(manager),
  contactDisclosures: ({ manager }) => new ContactDisclosureRepository(manager),
  countBlocks: ({ manager, countColumns }) => new CountBlockRepository(manager, countColumns),
  debriefs: ({ manager }) => new DebriefRepository(manager),
  disclosureRequests: ({ manager, actor }) => new DisclosureRequestRepository(manager, actor),
  disclosures: ({ manager, actor }) => new DisclosureRepository(manager, actor),
  embargoes: ({ manager }) => new EmbargoRepository(manager),
  erasures: ({ manager }) => new ErasureRepository(manager),
  evidence: ({ manager }) => new EvidenceRepository(manager),
  evidenceFiles: ({ manager }) => new EvidenceFileRepository(manager),
  evidenceFileSteps: ({ manager, actor }) => new EvidenceFileStepRepository(manager, actor),
  exchanges: ({ manager, entropy }) => new ExchangeRepository(manager, entropy),
  fileRequests: ({ manager, actor }) => new FileRequestRepository(manager, actor),
  idempotency: ({ manager }) => new IdempotencyRepository(manager),
  imports: ({ manager }) => new ImportJobRepository(manager),
  inquiries: ({ manager }) => new InquiryRepository(manager),
  inquiryReplies: ({ manager }) => new InquiryReplyRepository(manager),
  intervals: ({ manager }) => new IntervalRepository(manager),
  links: ({ manager }) => new OneTimeLinkRepository(manager),
  lists: ({ manager }) => new ListRepository(manager),
  logTree: ({ manager }) => new LogTreeRepository(manager),
  matches: ({ manager }) => new MatchProposalRepository(manager),
  matchWork: ({ manager }) => new MatchWorkRepository(manager),
  nameQuotas: ({ manager, entropy }) => new NameQuotaRepository(manager, entropy),
  organisations: ({ manager }) => new OrganisationRepository(manager),
  personLinks: ({ manager, actor }) => new PersonLinkRepository(manager, actor),
  persons: ({ manager, entropy, actor }) => new PersonRepository(manager, entropy, actor),
  places: ({ manager }) => new PlaceRepository(manager),
  projections: ({ manager }) => new ProjectionRepository(manager),
  publishedFigures: ({ manager }) => new PublishedFigureRepository(manager),
  meta: ({ manager }) => new RegistryMetaRepository(manager),
  refreshTokens: ({ manager }) => new RefreshTokenRepository(manager),
  releases: ({ manager }) => new ReleaseRepository(manager),
  releaseDisputes: ({ manager }) => new ReleaseDisputeRepository(manager),
  releaseRefusals: ({ manager }) => new ReleaseRefusalRepository(manager),
  releaseSplits: ({ manager, actor }) => new ReleaseSplitRepository(manager, actor),
  remains: ({ manager }) => new RemainsRepository(manager),
  retention: ({ manager }) => new RetentionRepository(manager),
  identityRetention: ({ manager }) => new IdentityRetentionRepository(manager),
  rosters: ({ manager }) => new RosterRepository(manager),
  seals: ({ manager }) => new SealRepository(manager),
  shownClasses: ({ manager }) => new ShownClassRepository(manager),
  secondFactors: ({ manager }) => new SecondFactorRepository(manager),
  sites: ({ manager }) => new SiteRepository(manager),
  statements: ({ manager, remembered }) => new StatementRepository(manager, remembered),
  statistics: ({ manager, actor, countColumns }) => new StatisticsRepository(manager, actor, countColumns),
  tasks: ({ manager, entropy }) => new TaskRepository(manager, entropy),
  tracingRequests: ({ manager }) => new TracingRequestRepository(manager),
  users: ({ manager }) => new UserRepository(manager),
  webSessions: ({ manager }) => new WebSessionRepository(manager),
  wills: ({ manager }) => new WillRepository(manager),
};

/** Makes each repository when it is first asked for: a transaction uses some three of sixty. */
class Furnished {
  readonly #furnishing: Furnishing;
  readonly #made: Partial<Record<string, unknown>> = {};

  constructor(furnishing: Furnishing, given: Pick<Room, Given>) {
    this.#furnishing = furnishing;
    Object.assign(this, given);
  }

  static {
    for (const [name, make] of Object.entries(MADE))
      Object.defineProperty(this.prototype, name, {
        get(this: Furnished): unknown {
          return (this.#made[name] ??= make(this.#furnishing));
        },
      });
  }
}

/** `remembered` is for a transaction that writes nothing but its entry of the log. */
export function openRoom(
  manager: EntityManager,
  principal: Principal,
  { entropy, registeredNames, leastAlike, staleDays, countColumns }: RoomOptions,
  { actor, remembered }: { readonly actor: NamedActor; readonly remembered: RememberedStatements | null },
): Room {
  const furnishing = { manager, principal, entropy, countColumns, actor, remembered };
  const reaching: Room['reaching'] = (reach, step) => actor.reaching(reach, step);
  return new Furnished(furnishing, { leastAlike, registeredNames, staleDays, reaching }) as unknown as Room;
}
