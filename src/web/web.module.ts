// The HTML console and the public pages.

import { Module } from '@nestjs/common';
import { SetUpController } from './access/set-up.controller.js';
import { AccountController } from './access/account.controller.js';
import { SignInController, SignOutController } from './access/sign-in.controller.js';
import { AdministrationController } from './administration/administration.controller.js';
import { UsersController } from './administration/users.controller.js';
import { AssetsController } from './assets/assets.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { EvidenceFileDownloadsController } from './evidence/evidence-file-downloads.controller.js';
import { EvidenceFileRequestsController } from './evidence/evidence-file-requests.controller.js';
import { EvidenceFilesController } from './evidence/evidence-files.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { DebriefsController } from './exchanges/debriefs.controller.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { FormGuard } from './forms/form.guard.js';
import { AccessReportController } from './identity/access-report.controller.js';
import { DisclosureRequestsController } from './identity/disclosure-requests.controller.js';
import { DisclosuresController } from './identity/disclosures.controller.js';
import { SearchController } from './identity/search.controller.js';
import { InquiriesController } from './inquiries/inquiries.controller.js';
import { InquiryRepliesController } from './inquiries/inquiry-replies.controller.js';
import { ReplyConsentsController } from './inquiries/reply-consents.controller.js';
import { ConsoleController } from './layout/console.controller.js';
import { Pages } from './layout/pages.js';
import { ProblemDoor } from './layout/problem-door.js';
import { PublishedFiguresController } from './published-figures/published-figures.controller.js';
import { ListSides } from './lists/list-sides.js';
import { ListSuggestionsController } from './lists/list-suggestions.controller.js';
import { ListWorkController } from './lists/list-work.controller.js';
import { AwaitingLinksController } from './links/awaiting-links.controller.js';
import { LinksController } from './links/links.controller.js';
import { MatchesController } from './matches/matches.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { TakeInListController } from './lists/take-in-list.controller.js';
import { NewsController } from './news/news.controller.js';
import { WillsController } from './news/wills.controller.js';
import { AssignmentsController } from './records/assignments.controller.js';
import { CaseController } from './records/case.controller.js';
import { CasesController } from './records/cases.controller.js';
import { RegisterController } from './records/register.controller.js';
import { StatementsController } from './records/statements.controller.js';
import { SupersessionController } from './records/supersession.controller.js';
import { RemainsLinksController } from './remains/remains-links.controller.js';
import { RemainsController } from './remains/remains.controller.js';
import { SitesController } from './remains/sites.controller.js';
import { RetentionController } from './retention/retention.controller.js';
import { FigureFilesController } from './statistics/figure-files.controller.js';
import { FiguresController } from './statistics/figures.controller.js';
import { ExploreController } from './statistics/explore.controller.js';
import { PublicController } from './statistics/public.controller.js';
import { AskedSplitsController } from './tasks/asked-splits.controller.js';
import { ReleaseDisputesController } from './statistics/release-disputes.controller.js';
import { ReleaseSplitsController } from './statistics/release-splits.controller.js';
import { ReleaseWorkController } from './statistics/release-work.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { RequestWorkController } from './tracing-requests/request-work.controller.js';
import { TakeInController } from './tracing-requests/take-in.controller.js';
import { TracingRequestsController } from './tracing-requests/tracing-requests.controller.js';

@Module({
  controllers: [
    AccountController,
    AccessReportController,
    AdministrationController,
    AssetsController,
    AssignmentsController,
    AuditController,
    AwaitingLinksController,
    WillsController,
    CaseController,
    CasesController,
    ConsoleController,
    DebriefsController,
    DisclosureRequestsController,
    DisclosuresController,
    ErasuresController,
    EvidenceController,
    EvidenceFilesController,
    EvidenceFileRequestsController,
    EvidenceFileDownloadsController,
    ExchangesController,
    FigureFilesController,
    FiguresController,
    InquiriesController,
    InquiryRepliesController,
    ReplyConsentsController,
    NewsController,
    LinksController,
    MatchesController,
    ExploreController,
    PublicController,
    PublishedFiguresController,
    RegisterController,
    AskedSplitsController,
    ReleaseDisputesController,
    ReleaseSplitsController,
    ReleaseWorkController,
    RequestWorkController,
    RetentionController,
    RemainsController,
    RemainsLinksController,
    SearchController,
    SetUpController,
    SignInController,
    SignOutController,
    SitesController,
    StatementsController,
    SupersessionController,
    ListSuggestionsController,
    ListWorkController,
    ListsController,
    TakeInController,
    TakeInListController,
    TasksController,
    TracingRequestsController,
    UsersController,
  ],
  providers: [FormGuard, ListSides, Pages, ProblemDoor],
})
export class WebModule {}
