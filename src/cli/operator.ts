// Gives commands the registry they work on: opened when a command needs it, closed in order when it ends.

import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { UseCasesModule } from '../app.module.js';
import { chooseOperatorFolder, readEnvironment, refuseFolderWithoutRegistry } from '../configuration/environment.js';
import { servicePrincipal, type Actor, type Principal, type ServicePrincipal } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import { openPlatform, type Platform } from '../platform.js';
import { describeStartFailure } from '../start-failure.js';
import { FindOperator } from '../usecases/access/find-operator.js';
import { SealAuditEntries } from '../usecases/audit/seal-audit-entries.js';
import { SettleStaleDays } from '../usecases/records/settle-stale-days.js';
import type { ConsoleOutput } from './console-output.js';
import { EXIT, OpeningError } from './exit-code.js';
import { isLive } from './live-server.js';

/** The open registry, for the length of one command. */
export interface OperatorSession {
  /** The operator without an account; it has no roles and may read no record. */
  readonly principal: ServicePrincipal;
  /** The address that links are made with. */
  readonly publicUrl: string;
  /** The use case of this class. */
  get<T>(useCase: Type<T>): T;
  /** The user named by `--as`; in a demonstration its first coordinator when nobody is named. */
  actor(): Promise<Actor>;
  /** The user named by `--as`, or the operator without an account where nobody is named. */
  namedOrOperator(): Promise<Principal>;
}

/** What a command gets. Its work answers with an exit code. */
export interface OperatorPlatform {
  readonly output: ConsoleOutput;
  /** Aborted by Ctrl-C: a long command ends after the batch under way. */
  readonly interrupted: AbortSignal;
  /** For commands that work on files alone; starts no server. */
  offline(work: () => Promise<number>): Promise<void>;
  read(work: (session: OperatorSession) => Promise<number>): Promise<void>;
  /** As `read`, and seals the log at the end, in case no service runs that does. */
  write(work: (session: OperatorSession) => Promise<number>): Promise<void>;
  /** As `write`, for the command that makes rows anew by the days that are set now, whatever they were made with. */
  rebuild(work: (session: OperatorSession) => Promise<number>): Promise<void>;
}

export interface GlobalOptions {
  readonly as?: string;
  readonly json?: boolean;
}

export interface OperatorSettings {
  readonly output: ConsoleOutput;
  readonly interrupted: AbortSignal;
  /** Opens the registry that the environment and the folders at hand point to, when not given. */
  readonly open?: (onMessage: (line: string) => void) => Promise<Platform>;
}

/** Errors whose own code or class says more than that the registry could not be opened. */
const TOLD_AS_THEY_ARE = new Set(['EnvironmentError', 'KeyProblem']);

export class Operator implements OperatorPlatform {
  readonly output: ConsoleOutput;
  readonly interrupted: AbortSignal;
  readonly #open: (onMessage: (line: string) => void) => Promise<Platform>;
  #username: string | null = null;
  #exitCode: number = EXIT.ok;

  constructor({ output, interrupted, open = openFromEnvironment }: OperatorSettings) {
    this.output = output;
    this.interrupted = interrupted;
    this.#open = open;
  }

  /** Of the command that ran. */
  get exitCode(): number {
    return this.#exitCode;
  }

  /** Called with the options that stand for every command, before the command runs. */
  choose(options: GlobalOptions): void {
    this.#username = options.as ?? null;
    this.output.json = options.json ?? false;
  }

  async offline(work: () => Promise<number>): Promise<void> {
    this.#exitCode = await work();
  }

  async read(work: (session: OperatorSession) => Promise<number>): Promise<void> {
    await this.#withSession(settled(work), false);
  }

  async write(work: (session: OperatorSession) => Promise<number>): Promise<void> {
    await this.#withSession(settled(work), true);
  }

  async rebuild(work: (session: OperatorSession) => Promise<number>): Promise<void> {
    await this.#withSession(work, true);
  }

  async #withSession(work: (session: OperatorSession) => Promise<number>, seals: boolean): Promise<void> {
    const platform = await this.#openPlatform();
    try {
      const context = await NestFactory.createApplicationContext(UseCasesModule.on(platform), {
        logger: false,
        abortOnError: false,
      });
      try {
        const session = this.#session(context.get.bind(context), platform);
        try {
          this.#exitCode = await work(session);
        } finally {
          if (seals) await this.#seal(session);
        }
      } finally {
        await context.close();
      }
    } finally {
      await platform.close();
    }
  }

  async #openPlatform(): Promise<Platform> {
    try {
      return await this.#open((line) => {
        this.output.note(line);
      });
    } catch (error) {
      if (error instanceof DomainError || !(error instanceof Error) || TOLD_AS_THEY_ARE.has(error.name)) throw error;
      throw new OpeningError(describeStartFailure(error, 0), { cause: error });
    }
  }

  #session(get: <T>(useCase: Type<T>) => T, platform: Platform): OperatorSession {
    const principal = servicePrincipal('operator', platform.entropy.shownId());
    const actor = (): Promise<Actor> => get(FindOperator).execute(this.#username);
    return {
      principal,
      publicUrl: platform.environment.publicUrl,
      get: (useCase) => get(useCase),
      actor,
      namedOrOperator: () => (this.#username === null ? Promise.resolve(principal) : actor()),
    };
  }

  /** What the command did stands whether or not this succeeds; the next sequencer takes what is left. */
  async #seal(session: OperatorSession): Promise<void> {
    try {
      for (let more = true; more;) {
        ({ more } = await session.get(SealAuditEntries).execute(session.principal, { known: null }));
      }
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      this.output.note(`The entries of this command are not sealed yet (${code}); the service does it when it runs.`);
    }
  }
}

/** No other command reads or writes rows that were made with other days than its own. */
function settled(work: (session: OperatorSession) => Promise<number>): typeof work {
  return async (session) => {
    await session.get(SettleStaleDays).execute(session.principal);
    return work(session);
  };
}

async function openFromEnvironment(onMessage: (line: string) => void): Promise<Platform> {
  const environment = readEnvironment(undefined, chooseOperatorFolder(isLive));
  refuseFolderWithoutRegistry(environment);
  return openPlatform({ environment, onMessage });
}
