// Ctrl-C and SIGTERM during a command: the first lets it finish its batch and close, the second ends it at once.

import { EXIT } from './exit-code.js';

/**
 * Milliseconds. Under npm a Ctrl-C arrives twice, from the terminal and handed on by npm: one wish, not two. Ending at once
 * would leave PostgreSQL running where this command was the last to use it.
 */
const SAME_WISH = 1_000;

export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code that the signal calls for, or null while none came. */
  readonly exitCode: number | null;
  stopListening(): void;
}

export function listenForInterruption(
  onFirst: () => void,
  exitNow: (code: number) => void = (code) => process.exit(code),
): Interruption {
  const controller = new AbortController();
  let exitCode: number | null = null;
  let firstAt = 0;
  const interrupt = (code: number): void => {
    if (exitCode !== null) {
      if (performance.now() - firstAt > SAME_WISH) exitNow(exitCode);
      return;
    }
    exitCode = code;
    firstAt = performance.now();
    onFirst();
    controller.abort();
  };
  const onInterrupt = (): void => {
    interrupt(EXIT.interrupted);
  };
  const onTerminate = (): void => {
    interrupt(EXIT.terminated);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    stopListening: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
