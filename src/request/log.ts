// The service's log: JSON lines with codes and ids, written so that no identity can reach it.

import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { DomainError } from '../domain/domain-error.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What may be told about an error: its class, a code, and where it was thrown. */
export interface SafeError {
  readonly class: string;
  readonly code?: string;
  readonly message?: string;
  readonly frames: readonly string[];
}

const MOST_FRAMES = 12;
/** SQLSTATEs, errno names and the codes of Fastify and the domain; anything else could be input. */
const CODE = /^[A-Za-z0-9_]{2,64}$/;

/** Messages of foreign errors quote input, and a failed query carries its parameters; only our own messages are kept. */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { class: typeof error, frames: [] };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    class: CODE.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && CODE.test(code) ? { code } : {}),
    ...(error instanceof DomainError ? { message: error.message } : {}),
    frames: framesOf(error),
  };
}

/** The stack begins with the message, whose lines may look like frames; where it holds another one by now, nobody knows where that ends. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  if (start === -1) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
}

/** Standard error, so that standard output stays with the lines meant for the person who started the service. */
function standardError(): DestinationStream {
  return pino.destination({ fd: 2, sync: true });
}

/** Nest's own lines at `debug`; objects handed to it are not written, since nobody knows what they hold. */
export class Log implements LoggerService {
  readonly lines: Logger;

  constructor(level: LogLevel, destination: DestinationStream = standardError()) {
    this.lines = pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        serializers: { err: safeError, error: safeError },
        redact: ['err.parameters', 'err.detail', 'err.driverError', '*.parameters', '*.driverError'],
      },
      destination,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'trace' | 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const where = typeof context === 'string' && CODE.test(context) ? { context } : {};
    const error = [message, ...rest].find((part) => part instanceof Error);
    if (error !== undefined) this.lines[level]({ ...where, error }, 'error');
    else this.lines[level](where, typeof message === 'string' ? message : 'message withheld');
  }
}
