// A command that walks through everybody shows how far it is on standard error, and leaves its answer alone on standard output.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordCommands } from '../../src/cli/records/record-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { openCaseWorld, statement, type CaseWorld } from '../usecases/case-world.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { recordedOutput } from './recorded-output.js';

const ANSWER = 'Checked 3 records; 0 differ from their statements.\n';
/** Of a terminal: back to the beginning of the line, and the rest of it away. */
const REDRAWN = '\r\u001b[K';

let service: TestApplication;
let world: CaseWorld;

beforeAll(async () => {
  world = await openCaseWorld();
  service = await startTestApplication({ doors: [] });
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 3; person += 1)
    await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
});

afterAll(async () => {
  await service.stop();
  await world.stop();
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** So much later at each look, in milliseconds: of a command that takes long, without waiting for it. */
function clockGoes(by: number): void {
  let now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => (now += by));
}

async function verify(isTTY: boolean, ...options: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput(isTTY);
  const platform = { ...service.platform, database: world.database, close: () => Promise.resolve() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(['records', 'verify', ...options], operator, [recordCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

/** What is written to the terminal of this process meanwhile. */
async function atTerminal<T>(work: () => Promise<T>): Promise<{ answer: T; shown: string }> {
  const { stderr } = process;
  const before = Object.getOwnPropertyDescriptor(stderr, 'isTTY');
  const shown: string[] = [];
  Object.defineProperty(stderr, 'isTTY', { value: true, configurable: true });
  jest.spyOn(stderr, 'write').mockImplementation((text) => shown.push(String(text)) > 0);
  try {
    return { answer: await work(), shown: shown.join('') };
  } finally {
    if (before === undefined) Reflect.deleteProperty(stderr, 'isTTY');
    else Object.defineProperty(stderr, 'isTTY', before);
  }
}

describe('a walk that is soon over', () => {
  it('shows nothing where no terminal is', async () => {
    expect(await verify(false)).toEqual({ exitCode: 0, out: ANSWER, err: '' });
  });
});

describe('a walk that takes long', () => {
  it('says so in lines on standard error where no terminal is', async () => {
    clockGoes(10_001);
    const { exitCode, out, err } = await verify(false);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: ANSWER });
    expect(err).toMatch(/^(\d of 3 records checked, \d+ a second\n)+$/);
    expect(err).toContain('3 of 3 records checked');
  });

  it('with --json leaves one value on standard output', async () => {
    clockGoes(10_001);
    const { out, err } = await verify(false, '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: true, checked: 3 });
    expect(err).toContain('3 of 3 records checked');
  });

  it('draws one line anew at a terminal, and takes it away before the answer', async () => {
    clockGoes(501);
    const { out, err } = await verify(true);
    expect(out).toBe(ANSWER);
    expect(err.startsWith(REDRAWN)).toBe(true);
    expect(err).toContain('3 of 3 records checked');
    expect(err.endsWith(REDRAWN)).toBe(true);
    expect(err).not.toContain('\n');
  });
});

describe('a walk at the terminal of the operator', () => {
  it('draws a bar there, with what is done, and nothing on standard output', async () => {
    const { answer, shown } = await atTerminal(() => verify(true));
    expect(answer).toEqual({ exitCode: 0, out: ANSWER, err: '' });
    expect(shown).toContain('of 3 records checked');
    expect(shown).toContain('%');
  });

  it('draws none with --json', async () => {
    const { answer, shown } = await atTerminal(() => verify(true, '--json'));
    expect(JSON.parse(answer.out)).toMatchObject({ ok: true });
    expect(shown).toBe('');
  });
});
