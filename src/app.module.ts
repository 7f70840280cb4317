// The composition root: puts the platform, the use cases and the doors together.

import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Entropy } from './domain/entropy.js';
import { NameQuota } from './domain/matching/name-quota.js';
import { HttpModule } from './http/http.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { Database } from './persistence/database.js';
import type { Platform } from './platform.js';
import { IdentityVault } from './vault/identity-vault.js';
import { KeyRing } from './vault/key-ring.js';
import { VaultKeys } from './vault/vault-keys.js';
import { WebModule } from './web/web.module.js';
import { ENVIRONMENT } from './request/environment-token.js';
import { accessUseCases } from './usecases/access/access.providers.js';
import { administrationUseCases } from './usecases/administration/administration.providers.js';
import { auditUseCases } from './usecases/audit/audit.providers.js';
import { demonstrationUseCases } from './usecases/demonstration/demonstration.providers.js';
import { erasureUseCases } from './usecases/erasures/erasures.providers.js';
import { evidenceUseCases } from './usecases/evidence/evidence.providers.js';
import { exchangeUseCases } from './usecases/exchanges/exchanges.providers.js';
import { identityUseCases } from './usecases/identity/identity.providers.js';
import { importUseCases } from './usecases/imports/imports.providers.js';
import { inquiryUseCases } from './usecases/inquiries/inquiries.providers.js';
import { publishedFigureUseCases } from './usecases/published-figures/published-figures.providers.js';
import { keyUseCases } from './usecases/keys/keys.providers.js';
import { linkUseCases } from './usecases/links/links.providers.js';
import { matchUseCases } from './usecases/matches/matches.providers.js';
import { listUseCases } from './usecases/lists/lists.providers.js';
import { linkageUseCases } from './usecases/linkage/linkage.providers.js';
import { nameUseCases } from './usecases/names/names.providers.js';
import { recordUseCases } from './usecases/records/records.providers.js';
import { remainsUseCases } from './usecases/remains/remains.providers.js';
import { retentionUseCases } from './usecases/retention/retention.providers.js';
import { statisticsUseCases } from './usecases/statistics/statistics.providers.js';
import { newsUseCases } from './usecases/news/news.providers.js';
import { taskUseCases } from './usecases/tasks/tasks.providers.js';
import { tracingRequestUseCases } from './usecases/tracing-requests/tracing-requests.providers.js';

const USE_CASES = [
  ...accessUseCases,
  ...administrationUseCases,
  ...auditUseCases,
  ...demonstrationUseCases,
  ...erasureUseCases,
  ...evidenceUseCases,
  ...exchangeUseCases,
  ...identityUseCases,
  ...importUseCases,
  ...inquiryUseCases,
  ...publishedFigureUseCases,
  ...keyUseCases,
  ...linkUseCases,
  ...matchUseCases,
  ...listUseCases,
  ...linkageUseCases,
  ...nameUseCases,
  ...recordUseCases,
  ...remainsUseCases,
  ...retentionUseCases,
  ...statisticsUseCases,
  ...newsUseCases,
  ...taskUseCases,
  ...tracingRequestUseCases,
];

/** The platform and every use case, for any door. */
@Global()
@Module({})
export class UseCasesModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: UseCasesModule,
      providers: [
        { provide: ENVIRONMENT, useValue: platform.environment },
        { provide: Database, useValue: platform.database },
        { provide: IdentityVault, useValue: platform.vault },
        { provide: KeyRing, useValue: platform.keys },
        { provide: VaultKeys, useValue: platform.vaultKeys },
        { provide: Entropy, useValue: platform.entropy },
        { provide: NameQuota, useValue: platform.quota },
        ...USE_CASES,
      ],
      exports: [ENVIRONMENT, Database, IdentityVault, KeyRing, VaultKeys, Entropy, ...USE_CASES],
    };
  }
}

/** The service: every door open. The operator's commands use `UseCasesModule` alone. */
@Module({})
export class AppModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: AppModule,
      imports: [UseCasesModule.on(platform), HttpModule, WebModule, JobsModule.on(platform.databaseUrl)],
    };
  }
}
