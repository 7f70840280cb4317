// The JSON API.

import { Module } from '@nestjs/common';
import { AuthController } from './access/auth.controller.js';
import { OwnSessionsController } from './access/own-sessions.controller.js';
import { SecondFactorController } from './access/second-factor.controller.js';
import { OrganisationsController } from './administration/organisations.controller.js';
import { UsersController } from './administration/users.controller.js';
import { EvidenceFileDownloadsController } from './evidence/evidence-file-downloads.controller.js';
import { EvidenceFileRequestsController } from './evidence/evidence-file-requests.controller.js';
import { EvidenceFilesController } from './evidence/evidence-files.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { DebriefsController } from './exchanges/debriefs.controller.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { HealthController } from './health/health.controller.js';
import { AuditVerificationController } from './audit/audit-verification.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { CheckpointsController } from './audit/checkpoints.controller.js';
import { AccessReportController } from './identity/access-report.controller.js';
import { DisclosureRequestsController } from './identity/disclosure-requests.controller.js';
import { DisclosuresController } from './identity/disclosures.controller.js';
import { IdentityController } from './identity/identity.controller.js';
import { InquiriesController } from './inquiries/inquiries.controller.js';
import { FigurePicturesController } from './published-figures/figure-pictures.controller.js';
import { InquiryRepliesController } from './inquiries/inquiry-replies.controller.js';
import { ReplyTasksController } from './inquiries/reply-tasks.controller.js';
import { PublishedFiguresController } from './published-figures/published-figures.controller.js';
import { LinksController } from './links/links.controller.js';
import { MatchesController } from './matches/matches.controller.js';
import { ListLinesController } from './lists/list-lines.controller.js';
import { ListSuggestionsController } from './lists/list-suggestions.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { NewsController } from './news/news.controller.js';
import { WillsController } from './news/wills.controller.js';
import { AssignmentsController } from './records/assignments.controller.js';
import { PersonsController } from './records/persons.controller.js';
import { PlacesController } from './records/places.controller.js';
import { StatementsController } from './records/statements.controller.js';
import { RemainsController } from './remains/remains.controller.js';
import { RemainsLinksController } from './remains/remains-links.controller.js';
import { SitesController } from './remains/sites.controller.js';
import { RetentionController } from './retention/retention.controller.js';
import { AskedSplitsController } from './statistics/asked-splits.controller.js';
import { ReleaseDisputesController } from './statistics/release-disputes.controller.js';
import { ReleaseSplitsController } from './statistics/release-splits.controller.js';
import { ReleaseFilesController } from './statistics/release-files.controller.js';
import { ReleasesController } from './statistics/releases.controller.js';
import { CountFilesController } from './statistics/count-files.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TracingRequestsController } from './tracing-requests/tracing-requests.controller.js';

@Module({
  controllers: [
    AccessReportController,
    AssignmentsController,
    AuditController,
    AuditVerificationController,
    CheckpointsController,
    AuthController,
    DebriefsController,
    DisclosureRequestsController,
    DisclosuresController,
    ErasuresController,
    EvidenceController,
    EvidenceFilesController,
    EvidenceFileRequestsController,
    EvidenceFileDownloadsController,
    ExchangesController,
    HealthController,
    IdentityController,
    InquiriesController,
    InquiryRepliesController,
    ReplyTasksController,
    LinksController,
    MatchesController,
    ListLinesController,
    ListSuggestionsController,
    ListsController,
    NewsController,
    OrganisationsController,
    PersonsController,
    PlacesController,
    FigurePicturesController,
    PublishedFiguresController,
    AskedSplitsController,
    ReleaseDisputesController,
    ReleaseSplitsController,
    ReleaseFilesController,
    ReleasesController,
    RemainsController,
    RemainsLinksController,
    RetentionController,
    OwnSessionsController,
    SecondFactorController,
    SitesController,
    StatementsController,
    CountFilesController,
    StatisticsController,
    TasksController,
    TracingRequestsController,
    UsersController,
    WillsController,
  ],
})
export class HttpModule {}
