// Starts the service by its npm script and reads from what it prints what a newcomer would.

import { until } from './processes.mjs';

/** Includes a build, where sources are newer than it, and the demonstration's loading. */
const START_LIMIT = 150_000;
const READY_LIMIT = 30_000;
/** A stop lets requests finish, then stops PostgreSQL, which writes a checkpoint. */
export const STOP_LIMIT = 60_000;

function addresses(text) {
  return (text.match(/https?:\/\/[^\s"'<>]+/g) ?? []).map((found) => found.replace(/[.,;)]+$/, ''));
}

async function answers(address) {
  try {
    return (await fetch(`${address}/health/ready`)).ok;
  } catch {
    return false;
  }
}

export class Service {
  constructor(running, address, docs) {
    this.running = running;
    this.address = address;
    this.docs = docs;
  }

  /** The last part of the one-time link for the first administrator, or null where none was printed. */
  get setUpToken() {
    const link = addresses(this.running.text).find((each) => each.includes('set-up'));
    return link === undefined ? null : (link.split(/[/?#=]/).at(-1) ?? null);
  }

  /** @throws Error with the last lines when it does not come up. */
  static async start(place, { script = 'start', settings = {} } = {}) {
    const running = place.npm(script === 'start' ? ['start'] : ['run', script], settings);
    const printed = await until(() => {
      if (!running.isRunning) return { failed: true };
      const docs = addresses(running.text).find((each) => each.endsWith('/docs'));
      return docs === undefined ? null : { docs, address: docs.slice(0, -'/docs'.length) };
    }, START_LIMIT);
    if (printed === null || printed.failed)
      throw new Error(`npm run ${script} did not come up:\n      ${running.tail()}`);
    const service = new Service(running, printed.address, printed.docs);
    if ((await until(() => answers(service.address), READY_LIMIT)) === null) {
      throw new Error(`${service.address}/health/ready does not answer:\n      ${running.tail()}`);
    }
    return service;
  }

  interrupt() {
    return this.running.interrupt();
  }

  /** `kill` of what was started, npm: it has to hand the signal on. */
  terminate() {
    this.running.signal('SIGTERM');
  }

  async crash() {
    this.running.signalGroup('SIGKILL');
    await this.running.ended;
  }
}
