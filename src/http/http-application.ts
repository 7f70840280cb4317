// Puts the service's doors on Fastify, with everything that each request passes before it reaches one.

import cookie from '@fastify/cookie';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from '../app.module.js';
import { DomainError } from '../domain/domain-error.js';
import { ActorGuard } from '../request/actor.guard.js';
import { BODY_LIMIT, registerBodyParsers } from '../request/body-parsers.js';
import { registerFileForms } from '../request/file-forms.js';
import { Log } from '../request/log.js';
import { ProblemPages } from '../request/problem-pages.js';
import { ProblemFilter } from '../request/problem.filter.js';
import { PublicAddress } from '../request/public-address.js';
import { QueryGuard } from '../request/query.guard.js';
import { registerRateLimit } from '../request/rate-limit.js';
import { makeRequestId } from '../request/request-id.js';
import { registerRequestLog } from '../request/request-log.js';
import { prepareRequestState } from '../request/request-state.js';
import { RouteMethods } from '../request/route-methods.js';
import { registerSecurityHeaders } from '../request/security-headers.js';
import { answerUnreadableAddress } from '../request/unreadable-address.js';
import { answerUnreadableRequest, passOverExpectations } from '../request/unreadable-request.js';
import { ValidationPipe } from '../request/validation.pipe.js';
import { FindWebSession } from '../usecases/access/find-web-session.js';
import { IdentifyActor } from '../usecases/access/identify-actor.js';
import { NoteRefusal } from '../usecases/access/note-refusal.js';
import { describeApi } from './api-documentation.js';
import { serveDocumentation } from './documentation-pages.js';

type Platform = Parameters<typeof AppModule.on>[0];

export interface HttpApplicationOptions {
  /** What is put on Fastify; the whole service when not given. */
  readonly module?: DynamicModule;
  /** Where log lines go; standard error when not given. */
  readonly logTo?: DestinationStream;
  /** Settings that a use case asks for by name, such as what a password hash may cost. */
  readonly settings?: readonly Provider[];
}

/** Milliseconds: a client that sends its headers or its body drop by drop is cut off. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
/** Milliseconds without a byte in either direction; the longest answer, a release, takes some 20 s to compute. */
const CONNECTION_TIMEOUT = 60_000;
/** Milliseconds that an idle connection is kept. */
const KEEP_ALIVE_TIMEOUT = 15_000;
/** Symbols of one path parameter; a pseudonym has 28, and a longer text is no id of anything. */
const LONGEST_PARAMETER = 200;

/** What every door may ask for beside the use cases. */
@Module({})
class RequestFloorModule {
  static with(given: readonly Provider[]): DynamicModule {
    const providers = [...given];
    return { module: RequestFloorModule, global: true, providers, exports: providers };
  }
}

@Module({})
class ServiceModule {}

function makeAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_LIMIT,
    genReqId: makeRequestId,
    requestIdHeader: false,
    requestTimeout: REQUEST_TIMEOUT,
    connectionTimeout: CONNECTION_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    // A stop closes idle connections at once and lets the others finish; what still arrives on those is answered.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    http: { headersTimeout: HEADERS_TIMEOUT },
    frameworkErrors: answerUnreadableAddress,
    clientErrorHandler: answerUnreadableRequest,
  });
}

/** %00 decodes to a character that PostgreSQL cannot store. */
function refuseNul(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.url.includes('%00')) done(new DomainError('malformed_request', 'An address holds no U+0000.'));
    else done();
  });
}

async function prepareFastify(
  fastify: FastifyInstance,
  platform: Platform,
  log: Log,
  routeMethods: RouteMethods,
  guard: () => ActorGuard,
): Promise<void> {
  const { publicUrl, requestsPerMinute } = platform.environment;
  prepareRequestState(fastify, platform.keys.deriveSecret('digests of requests'));
  registerRequestLog(fastify, log);
  routeMethods.watch(fastify);
  registerBodyParsers(fastify, (request) => guard().actorBeforeBody(request));
  await registerFileForms(fastify, publicUrl, (request) => guard().actorBeforeForm(request));
  registerSecurityHeaders(fastify, publicUrl);
  await registerRateLimit(fastify, requestsPerMinute);
  await fastify.register(cookie);
  refuseNul(fastify);
}

/** The application, ready to listen or to be asked by `inject`; closing it leaves the platform open. */
export async function createHttpApplication(
  platform: Platform,
  options: HttpApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const log = new Log(platform.environment.logLevel, options.logTo);
  const publicAddress = new PublicAddress(platform.environment.publicUrl);
  const problemPages = new ProblemPages();
  const module: DynamicModule = {
    module: ServiceModule,
    imports: [
      RequestFloorModule.with([
        { provide: Log, useValue: log },
        { provide: PublicAddress, useValue: publicAddress },
        { provide: ProblemPages, useValue: problemPages },
        ...(options.settings ?? []),
      ]),
      options.module ?? AppModule.on(platform),
    ],
  };
  const adapter = makeAdapter();
  const routeMethods = new RouteMethods();
  // Routes are put on Fastify before there is a guard, and no request comes before there is one.
  let guard: ActorGuard | null = null;
  await prepareFastify(adapter.getInstance(), platform, log, routeMethods, () => {
    if (guard === null) throw new DomainError('unavailable', 'The service is about to start.');
    return guard;
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: log,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(
    new ProblemFilter(log, routeMethods, app.get(IdentifyActor), app.get(NoteRefusal), problemPages),
  );
  guard = new ActorGuard(
    app.get(Reflector),
    app.get(IdentifyActor),
    app.get(FindWebSession),
    publicAddress,
    platform.environment.secondFactor === 'required',
  );
  app.useGlobalGuards(guard, new QueryGuard(app.get(Reflector)));
  serveDocumentation(adapter.getInstance(), () => describeApi(app));
  passOverExpectations(app.getHttpServer());
  await app.init();
  await adapter.getInstance().ready();
  return app;
}
