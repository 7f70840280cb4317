// The first hour itself, the same in every place: set up, import and work at once, Ctrl-C, crash, publish, stop.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ApiClient } from './api-client.mjs';
import { outsideFolders, postgresPid } from './embedded-postgres.mjs';
import { foundRegistry, signInAll } from './founding.mjs';
import { writeGeneratedFile } from './generated-file.mjs';
import { Load, MARKED_NAME } from './load.mjs';
import { hasProcessTable, processesHolding, until } from './processes.mjs';
import { checkPublicPage } from './public-page.mjs';
import { Service, STOP_LIMIT } from './service.mjs';

const ROWS = 3_000;
/** The service is ended when this many rows are in: the import is then well under way and not near its end. */
const ROWS_BEFORE_THE_END = 500;
const IMPORT_LIMIT = 120_000;
const COMMAND_LIMIT = 60_000;
const MAPPING = path.join('docs', 'examples', 'rnpdno.mapping.json');
/** Ctrl-C is a way to stop, not a failure; shells know 130 for it. */
const AFTER_INTERRUPT = [0, 130];

async function totalCount(analyst) {
  const { cells } = await analyst.mustGet('/v1/statistics/whereabouts-status');
  return cells.reduce((sum, { count }) => sum + count, 0);
}

export class Story {
  #place;
  #checks;
  #embedded;
  #load = new Load();
  #people = null;
  /** The last one started. */
  #service = null;
  /** Rows of every file that is in completely. */
  #imported = 0;
  #said = '';

  constructor(place, checks, { embedded }) {
    this.#place = place;
    this.#checks = checks;
    this.#embedded = embedded;
  }

  async play() {
    await this.#workAndInterrupt();
    await this.#workAndCrash();
    await this.#publishAndStop();
    this.#checks.that('no name reached the terminal or a log', !this.#said.includes(MARKED_NAME));
  }

  #start() {
    return Service.start(this.#place);
  }

  async #begin() {
    const service = await this.#start();
    const { setUpToken } = service;
    this.#checks.that('an empty registry prints a one-time set-up link', setUpToken !== null, () =>
      service.running.tail(),
    );
    const open = new ApiClient(service.address);
    for (const at of ['/', '/docs', '/health/live', '/health/ready']) {
      const { status } = await open.get(at);
      this.#checks.equal(`GET ${at}`, status, 200);
    }
    this.#people = await foundRegistry(service.address, setUpToken, this.#checks);
    return service;
  }

  #import(name) {
    const file = writeGeneratedFile(this.#place.project, name, ROWS);
    return this.#place.cli(['import', file, '--mapping', MAPPING, '--as', this.#people.coordinator.username]);
  }

  /** Waits until the import has written rows beside what the load has. */
  async #importUnderWay(analyst, command) {
    const enough = async () => {
      const rows = (await totalCount(analyst)) - this.#imported - this.#load.attempted;
      return rows >= ROWS_BEFORE_THE_END || !command.isRunning;
    };
    await until(enough, IMPORT_LIMIT, 30);
  }

  async #workAndInterrupt() {
    this.#checks.scene(`${this.#place.name}, first start`);
    const service = await this.#begin();
    const as = await signInAll(service.address, this.#people);
    this.#load.start(as.coordinator);
    const command = this.#import('first-file');
    await this.#importUnderWay(as.analyst, command);
    this.#checks.scene(`${this.#place.name}, Ctrl-C under load`);
    const importRan = command.isRunning;
    this.#load.expectTheEnd();
    await service.interrupt();
    const end = await service.running.endWithin(STOP_LIMIT);
    // It says so before it leaves, and may then be the one that stops PostgreSQL.
    const livedOn = command.isRunning && !command.text.includes('Imported.');
    const pid = postgresPid(this.#place.dataDirectory);
    await this.#load.stop();
    this.#checks.that(
      'the service ends',
      end !== null && AFTER_INTERRUPT.includes(end.code),
      () => `exit code ${end?.code}\n      ${service.running.tail()}`,
    );
    this.#checks.note(
      `${this.#load.acknowledged.length} acknowledged, ${this.#load.unanswered} unanswered; the import ${importRan ? 'ran' : 'had ended'}`,
    );
    this.#noFaults();
    if (this.#embedded && livedOn) this.#checks.that('PostgreSQL stays for the import that still runs', pid !== null);
    await this.#endOf(command, 'the import');
    this.#imported += ROWS;
    this.#hear(service.running, command);
    await this.#nothingLeft();
  }

  #noFaults() {
    const { faults } = this.#load;
    this.#checks.that(
      'no request was refused without need',
      faults.length === 0,
      () => `${faults.length}, the first: ${faults[0]}`,
    );
    faults.length = 0;
  }

  async #endOf(command, title, codes = [0]) {
    const end = await command.endWithin(IMPORT_LIMIT);
    this.#checks.that(
      `${title} ends as it should`,
      end !== null && codes.includes(end.code),
      () => `exit code ${end?.code}\n      ${command.tail()}`,
    );
  }

  async #workAndCrash() {
    this.#checks.scene(`${this.#place.name}, second start`);
    const service = await this.#start();
    this.#checks.that('a registry with users prints no set-up link', service.setUpToken === null);
    const as = await signInAll(service.address, this.#people);
    await this.#nothingLostOrDoubled(as);
    this.#load.start(as.coordinator);
    const command = this.#import('second-file');
    await this.#importUnderWay(as.analyst, command);
    const pid = postgresPid(this.#place.dataDirectory);
    const importRan = command.isRunning;
    this.#load.expectTheEnd();
    command.signalGroup('SIGKILL');
    await service.crash();
    await this.#load.stop();
    this.#checks.scene(`${this.#place.name}, after kill -9`);
    this.#checks.note(
      `${this.#load.acknowledged.length} acknowledged, ${this.#load.unanswered} unanswered; the import ${importRan ? 'was killed too' : 'had ended'}`,
    );
    this.#noFaults();
    this.#hear(service.running, command);
    if (this.#embedded)
      this.#checks.that('PostgreSQL lives on', pid !== null && postgresPid(this.#place.dataDirectory) === pid);
    await this.#returnAfterCrash(pid);
  }

  async #returnAfterCrash(pid) {
    this.#service = await this.#start();
    const as = await signInAll(this.#service.address, this.#people);
    if (this.#embedded) this.#checks.equal('the next start adopts it', postgresPid(this.#place.dataDirectory), pid);
    const command = this.#import('second-file');
    await this.#endOf(command, 'the killed import, given again,');
    this.#imported += ROWS;
    await this.#nothingLostOrDoubled(as);
    const verify = this.#place.cli(['audit', 'verify']);
    await this.#endOf(verify, 'audit verify');
    this.#hear(command, verify);
  }

  /** First what was acknowledged, then every key again, then the exact count. */
  async #nothingLostOrDoubled({ coordinator, analyst }) {
    const [counted, known] = [await totalCount(analyst), this.#load.acknowledged.length + this.#imported];
    this.#checks.that(`nobody acknowledged is missing from the count (${known})`, counted >= known, `it is ${counted}`);
    const lost = await this.#load.lost(coordinator);
    this.#checks.that(
      'every acknowledged pseudonym answers',
      lost.length === 0,
      () => `${lost.length} do not, the first: ${lost[0]}`,
    );
    await this.#load.retryUnanswered(coordinator);
    this.#noFaults();
    const different = await this.#load.repeatedDifferently(coordinator, 20);
    this.#checks.that('the same Idempotency-Key answers the same person', different.length === 0, () =>
      different.join(', '),
    );
    this.#checks.equal(
      'one person for each key and each imported row',
      await totalCount(analyst),
      this.#load.attempted + this.#imported,
    );
  }

  async #publishAndStop() {
    this.#checks.scene(`${this.#place.name}, public page`);
    const service = this.#service;
    await checkPublicPage(service.address, await signInAll(service.address, this.#people), this.#checks);
    this.#checks.scene(`${this.#place.name}, SIGTERM`);
    service.terminate();
    const end = await service.running.endWithin(STOP_LIMIT);
    this.#checks.equal('the service ends with exit code', end?.code, 0);
    this.#hear(service.running);
    await this.#nothingLeft();
  }

  /** A command that is the only one starts PostgreSQL and, interrupted from the terminal, takes it along. */
  async importAlone() {
    this.#checks.scene(`${this.#place.name}, Ctrl-C of a lone import`);
    const command = this.#import('third-file');
    const started = await until(
      () => postgresPid(this.#place.dataDirectory) !== null || !command.isRunning,
      COMMAND_LIMIT,
      20,
    );
    this.#checks.that('a command starts PostgreSQL by itself', started !== null && command.isRunning, () =>
      command.tail(),
    );
    await until(() => /\d %: /.test(command.text) || !command.isRunning, COMMAND_LIMIT, 20);
    this.#checks.note(command.isRunning ? 'it was importing' : 'it had ended');
    await command.interrupt();
    await this.#endOf(command, 'the command', AFTER_INTERRUPT);
    await this.#nothingLeft();
  }

  #hear(...commands) {
    this.#said += commands.map(({ text }) => text).join('');
    if (this.#embedded) this.#said += readFileSync(path.join(this.#place.dataDirectory, 'server.log'), 'utf8');
  }

  async #nothingLeft() {
    if (!hasProcessTable) return;
    const folders = [this.#place.folder, ...outsideFolders(this.#place.dataDirectory)];
    await until(() => processesHolding(folders).length === 0, 3_000);
    const left = processesHolding(folders);
    this.#checks.that('nothing is left running', left.length === 0, () =>
      left.map(({ pid, command }) => `${pid} ${command}`).join('; '),
    );
  }
}
