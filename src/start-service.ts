// Starts the service, tells where it is to be found, and stops it in order: first the doors, then the database.

import type { INestApplicationContext } from '@nestjs/common';
import { readEnvironment, type Environment } from './configuration/environment.js';
import { servicePrincipal } from './domain/access/actor.js';
import { DomainError } from './domain/domain-error.js';
import { createHttpApplication } from './http/http-application.js';
import { openPlatform, type Platform } from './platform.js';
import { Log } from './request/log.js';
import { PublicAddress } from './request/public-address.js';
import { describeStartFailure } from './start-failure.js';
import { StopSignals } from './stop-signals.js';
import { StoryEntropy } from './story-entropy.js';
import { IssueSetUpLink } from './usecases/access/issue-set-up-link.js';
import { MarkDemonstration } from './usecases/demonstration/mark-demonstration.js';
import { SettleStaleDays } from './usecases/records/settle-stale-days.js';

/** One sign-in of the demonstration, as it is printed. */
interface DemonstrationSignIn {
  readonly organisation: string;
  readonly role: string;
  readonly username: string;
  readonly password: string;
}

/** Fills an empty registry with the demonstration, or goes on where it was stopped. */
type LoadDemonstration = (
  app: INestApplicationContext,
  options: {
    readonly dataDirectory: string;
    readonly passwordSecret: Uint8Array;
    readonly turnClockBack: (days: number) => void;
    readonly onProgress: (done: number, total: number) => void;
  },
) => Promise<readonly DemonstrationSignIn[]>;

export interface ServiceOptions {
  readonly demonstration: boolean;
  readonly loadDemonstration: LoadDemonstration;
  /** For the person who started the service. */
  readonly say: (line: string) => void;
  readonly sayWrong: (line: string) => void;
}

/** Milliseconds that requests under way are given when the service stops. */
const DRAIN_TIME = 10_000;

type Application = Awaited<ReturnType<typeof createHttpApplication>>;

interface Running {
  readonly environment: Environment;
  readonly platform: Platform;
  readonly app: Application;
}

/** Runs until a signal stops it; returns the exit code. */
export async function runService(options: ServiceOptions): Promise<number> {
  const signals = new StopSignals(options.say);
  const closers: (() => Promise<unknown>)[] = [];
  let port = 0;
  signals.listen();
  try {
    const environment = readEnvironment(undefined, { demonstration: options.demonstration });
    port = environment.port;
    await start(environment, options, signals, closers);
    await signals.requested;
    return 0;
  } catch (error) {
    if (signals.wasRequested()) return 0;
    options.sayWrong(describeStartFailure(error, port));
    return 1;
  } finally {
    for (const close of closers.reverse()) await close();
    if (signals.wasRequested()) options.say('Stopped.');
    signals.release();
  }
}

/** Between its steps it looks whether it was asked to stop meanwhile. */
async function start(
  environment: Environment,
  options: ServiceOptions,
  signals: StopSignals,
  closers: (() => Promise<unknown>)[],
): Promise<void> {
  const platform = await openPlatform({ environment, onMessage: options.say });
  closers.push(() => platform.close());
  if (signals.wasRequested()) return;
  await refuseOtherKind(platform);
  await new SettleStaleDays(platform.database).execute(servicePrincipal('operator', platform.entropy.shownId()));
  const app = await createHttpApplication(platform);
  closers.push(() => closeApplication(app));
  warnOfDatabaseLog(platform, app.get(Log));
  const running = { environment, platform, app };
  const signIns = options.demonstration ? await demonstrate(running, options, signals) : null;
  if (signals.wasRequested()) return;
  await listen(running);
  await announce(running, signIns, options.say);
}

/** Nobody but the server's operator can change its settings; the service runs all the same, since no name reaches the registry's tables in clear. */
function warnOfDatabaseLog({ tellingLogSettings = [] }: Platform, log: Log): void {
  for (const told of tellingLogSettings) log.lines.warn({ code: 'database_log_may_tell', ...told }, 'database log');
}

/** Demonstration data must never be taken for a registry's own, nor be mixed into it. */
async function refuseOtherKind(platform: Platform): Promise<void> {
  const principal = servicePrincipal('operator', platform.entropy.shownId());
  const state = await new MarkDemonstration(platform.database).state(principal);
  if (!platform.environment.demonstration && state !== 'none') {
    throw new DomainError(
      'conflict',
      'This database holds a demonstration. Start it with npm run demo, or give the registry a DATA_DIR or database of its own.',
    );
  }
}

/** A stop while the demonstration loads does not wait for it: the next start goes on where this one was. */
async function demonstrate(
  { environment, platform, app }: Running,
  options: ServiceOptions,
  signals: StopSignals,
): Promise<readonly DemonstrationSignIn[]> {
  const loading = options.loadDemonstration(app, {
    dataDirectory: environment.dataDirectory,
    passwordSecret: platform.keys.deriveSecret('demonstration sign-ins'),
    turnClockBack: (days) => {
      if (platform.entropy instanceof StoryEntropy) platform.entropy.turnBack(days);
    },
    onProgress: progressBy(options.say),
  });
  // What fails because the database is being closed under it is of no interest any more.
  loading.catch(() => undefined);
  const stopped = signals.requested.then((): readonly DemonstrationSignIn[] => []);
  return Promise.race([loading, stopped]);
}

/** A line for every tenth. */
function progressBy(say: (line: string) => void): (done: number, total: number) => void {
  let said = -1;
  return (done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth <= said) return;
    said = tenth;
    say(`Loading the demonstration: ${done} of ${total}`);
  };
}

async function listen({ environment, app }: Running): Promise<void> {
  await app.listen(environment.port, environment.host);
  const address = app.getHttpServer().address();
  if (typeof address === 'object' && address !== null) app.get(PublicAddress).follow(address.port);
}

async function announce(
  { environment, platform, app }: Running,
  signIns: readonly DemonstrationSignIn[] | null,
  say: (line: string) => void,
): Promise<void> {
  const { url } = app.get(PublicAddress);
  if (signIns !== null) {
    say('Demonstration: every person, party and organisation is invented. One sign-in per role:');
    for (const { role, username, password, organisation } of signIns)
      say(`  ${role.padEnd(14)} ${username.padEnd(24)} ${password}   ${organisation}`);
    say(`They are kept in ${environment.dataDirectory}/demo-credentials.json.`);
  } else {
    const principal = servicePrincipal('operator', platform.entropy.shownId());
    const link = await app.get(IssueSetUpLink).execute(principal);
    if (link !== null) {
      say('This registry is empty. Make its first administrator with this link, which works once and for 24 hours:');
      say(`  ${url}/set-up/${link.token}`);
    }
  }
  say(`API documentation: ${url}/docs`);
  say(`Whereabouts runs on ${url}`);
}

/** Takes no new connections, finishes what is under way, and cuts off what takes longer than DRAIN_TIME. */
async function closeApplication(app: Application): Promise<void> {
  const server = app.getHttpServer();
  if (server.listening) {
    const drained = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    const idle = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, DRAIN_TIME);
    await drained;
    clearInterval(idle);
    clearTimeout(cut);
  }
  await app.close();
}
