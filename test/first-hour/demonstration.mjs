// Plays what a newcomer does with the demonstration: stop it while it loads, start it again, sign in as everybody.

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ApiClient } from './api-client.mjs';
import { checkFiveLines } from './five-lines.mjs';
import { outsideFolders, postgresPid } from './embedded-postgres.mjs';
import { processesHolding, until } from './processes.mjs';
import { Service, STOP_LIMIT } from './service.mjs';

const ROLES = ['liaison', 'coordinator', 'verifier', 'custodian', 'inquirer', 'analyst', 'auditor', 'administrator'];
const SCENARIOS = ['dead_not_returned', 'held_denied', 'returned_released', 'missing'];
/** "some 300 invented people" */
const FEWEST = 280;
const MOST = 340;
/** The demonstration's own folder inside the clone, as it is without DATA_DIR. */
const SETTINGS = { DATA_DIR: undefined };
/** Long enough for PostgreSQL and the first people, too short for all of them. */
const LOADING_FOR = 1_500;

export class DemonstrationStory {
  #place;
  #checks;
  #readme;

  constructor(place, checks, readme) {
    this.#place = place;
    this.#checks = checks;
    this.#readme = readme;
  }

  get #folder() {
    return path.join(this.#place.project, '.data', 'demo');
  }

  async play() {
    this.#checks.scene('demonstration, stopped while loading');
    await this.#stopWhileLoading();
    this.#checks.scene('demonstration');
    const service = await Service.start(this.#place, { script: 'demo', settings: SETTINGS });
    const credentials = this.#readCredentials(service);
    await this.#meetPeople(service, credentials);
    await checkFiveLines(this.#place, service.address, this.#readme, this.#checks);
    service.terminate();
    const end = await service.running.endWithin(STOP_LIMIT);
    this.#checks.equal('SIGTERM ends it with exit code', end?.code, 0);
    await this.#nothingLeft();
    await this.#refusedElsewhere();
  }

  async #stopWhileLoading() {
    const running = this.#place.npm(['run', 'demo'], SETTINGS);
    const progress = await until(
      () => /\b\d+\s*(of|\/)\s*\d+\b|\d+\s?%/.test(running.text) || !running.isRunning,
      120_000,
    );
    this.#checks.that('progress is shown while it loads', progress !== null && running.isRunning, () => running.tail());
    await until(() => false, LOADING_FOR);
    this.#checks.note(`${/\/docs\b/.test(running.text) ? 'it was loaded already' : 'it was still loading'}`);
    running.signal('SIGTERM');
    const end = await running.endWithin(STOP_LIMIT);
    this.#checks.that('SIGTERM ends it', end !== null, () => running.tail());
    await this.#nothingLeft();
  }

  #readCredentials(service) {
    const file = path.join(this.#folder, 'demo-credentials.json');
    const credentials = JSON.parse(readFileSync(file, 'utf8'));
    const isList =
      Array.isArray(credentials) &&
      credentials.every((each) =>
        ['organisation', 'role', 'username', 'password'].every((key) => typeof each[key] === 'string'),
      );
    this.#checks.that('demo-credentials.json lists organisation, role, username and password', isList);
    this.#checks.equal(
      'demo-credentials.json is for its owner alone',
      (statSync(file).mode & 0o777).toString(8),
      '600',
    );
    const said = service.running.text;
    for (const role of ROLES) {
      const one = credentials.find(
        (each) => each.role === role && said.includes(each.username) && said.includes(each.password),
      );
      this.#checks.that(`a sign-in as ${role} is printed`, one !== undefined);
    }
    return credentials;
  }

  async #meetPeople(service, credentials) {
    const refused = [];
    const clients = new Map();
    for (const each of credentials) {
      try {
        clients.set(each.username, await ApiClient.signIn(service.address, each));
      } catch (error) {
        refused.push(error.message);
      }
    }
    this.#checks.that(
      `each of ${credentials.length} signs in`,
      credentials.length > 0 && refused.length === 0,
      refused[0],
    );
    const as = (role) => clients.get(credentials.find((each) => each.role === role)?.username);
    for (const status of SCENARIOS) {
      const { records } = await as('coordinator').mustGet(`/v1/persons?status=${status}`);
      this.#checks.that(`a case is ${status}`, records.length > 0);
    }
    await this.#countPeople(as('coordinator'));
    await this.#releaseBySide(service, as);
    const page = await new ApiClient(service.address).get('/');
    this.#checks.that('the public page says "Demonstration"', page.text.includes('Demonstration'));
    const administrator = await as('administrator').get('/v1/persons');
    this.#checks.equal('the administrator reads no case', administrator.status, 403);
  }

  /** It is the first one, agreed to by all who feed it; the public page is of the one by place. */
  async #releaseBySide(service, as) {
    const open = new ApiClient(service.address);
    const release = await open.mustGet('/v1/releases/1');
    const parties = Object.values(release.split?.parties ?? {}).sort();
    this.#checks.equal('release 1 is by side', parties.join(', '), 'Northern Republic, Southern Federation');
    const latest = await open.mustGet('/v1/releases/latest');
    this.#checks.equal('the public release is by no party', latest.split, undefined);
    this.#checks.that('and of a later day', latest.asOf > release.asOf, `${release.asOf}, ${latest.asOf}`);
    const { splits } = await as('analyst').mustGet('/v1/releases/splits');
    const [{ asked, agreed, release: number } = {}] = splits;
    this.#checks.that(
      'every organisation that feeds it was asked, and agreed',
      splits.length === 1 && asked > 1 && agreed === asked && number === 1,
      JSON.stringify(splits),
    );
    const own = await as('coordinator').mustGet('/v1/tasks/splits');
    this.#checks.equal('the coordinator finds its answer', own.splits[0]?.answer, 'agreed');
  }

  /** References are unique, so a person played twice would show by its own count of the same reference. */
  async #countPeople(coordinator) {
    const references = [];
    let cursor = null;
    let persons = 0;
    do {
      const page = await coordinator.mustGet(`/v1/persons?limit=200${cursor === null ? '' : `&cursor=${cursor}`}`);
      persons += page.records.length;
      references.push(...page.records.flatMap(({ reference }) => (reference === null ? [] : [reference])));
      cursor = page.cursor;
    } while (cursor !== null);
    this.#checks.that(
      `some 300 people, although it was stopped in between (${persons})`,
      persons >= FEWEST && persons <= MOST,
    );
    this.#checks.equal('nobody is there twice', new Set(references).size, references.length);
  }

  /** Real work must not begin in an invented world. */
  async #refusedElsewhere() {
    const running = this.#place.npm(['start'], { DATA_DIR: this.#folder });
    const end = await running.endWithin(STOP_LIMIT);
    this.#checks.that(
      'npm start refuses its folder and says why',
      end !== null && end.code !== 0 && /demonstration/i.test(running.text),
      () => `exit code ${end?.code}: ${running.tail()}`,
    );
    if (end === null) running.signalGroup('SIGKILL');
    await this.#nothingLeft();
  }

  async #nothingLeft() {
    const folders = [this.#place.folder, ...outsideFolders(this.#folder)];
    await until(() => processesHolding(folders).length === 0, 3_000);
    const left = processesHolding(folders);
    this.#checks.that('nothing is left running', left.length === 0 && postgresPid(this.#folder) === null, () =>
      left.map(({ pid, command }) => `${pid} ${command}`).join('; '),
    );
  }
}
