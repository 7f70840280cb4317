// What a worker compiled once is taken again for the same text alone: an altered one, or one that asks its loader, is compiled anew.

import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** Whether the second of two texts of one name was taken from what the first was compiled to, and what it then does. */
interface Second {
  readonly taken: boolean;
  readonly does: unknown;
}

/** As an ES module and as a function of CommonJS; in a process of its own, so that nothing else was compiled before. */
const SCRIPT = `
  import vm from 'node:vm';
  let taken = false;
  const { SourceTextModule, compileFunction } = vm;
  vm.SourceTextModule = class extends SourceTextModule {
    constructor(code, options) { super(code, options); taken = options.cachedData !== undefined; }
  };
  vm.compileFunction = (code, parameters, options) => {
    const made = compileFunction(code, parameters, options);
    taken = made.cachedDataRejected === false;
    return made;
  };
  await import('./test/support/compiled-once.mjs');
  const importModuleDynamically = () => import('node:path');
  async function runModule(name, code) {
    const context = vm.createContext({ told: null });
    const made = new vm.SourceTextModule(code, { identifier: name, context, importModuleDynamically });
    await made.link(() => undefined);
    await made.evaluate();
    return { taken, does: context.told };
  }
  async function runFunction(name, code) {
    const parsingContext = vm.createContext({ told: null });
    vm.compileFunction(code, [], { filename: name, parsingContext, importModuleDynamically })();
    return { taken, does: parsingContext.told };
  }
  const told = {};
  for (const [kind, run] of Object.entries({ module: runModule, function: runFunction })) {
    for (const [name, first, second] of JSON.parse(process.argv[1])) {
      await run(name, first);
      told[kind + ' ' + name] = await run(name, second);
    }
  }
  console.log(JSON.stringify(told));`;

const PAIRS = [
  ['same', 'told = 1;', 'told = 1;'],
  // As long as the first: by its length alone it would be taken for the same.
  ['altered', 'told = 1;', 'told = 2;'],
  ['asking', 'told = 1; () => import("x");', 'told = 1; () => import("x");'],
];

describe.each(['module', 'function'])('the second %s', (kind) => {
  let told: Readonly<Record<string, Second>>;
  beforeAll(() => {
    const words = ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '-e', SCRIPT];
    const output = execFileSync(process.execPath, [...words, JSON.stringify(PAIRS)], { encoding: 'utf8' });
    told = JSON.parse(output) as typeof told;
  });

  it('of an altered text does what the altered text says', () => {
    expect(told[`${kind} altered`]).toEqual({ taken: false, does: 2 });
  });

  it('that imports while it runs is compiled anew, or it would not find its loader', () => {
    expect(told[`${kind} asking`]).toEqual({ taken: false, does: 1 });
  });

  it('of the same text is taken from the first', () => {
    expect(told[`${kind} same`]).toEqual({ taken: true, does: 1 });
  });
});
