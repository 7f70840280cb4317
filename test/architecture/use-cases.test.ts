// Every use case asks the policy first: read from its code, and tried with every role on a platform that may not be touched.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UseCasesModule } from '../../src/app.module.js';
import { ACCESS_POLICY, type Action } from '../../src/domain/access/access-policy.js';
import { ROLES, servicePrincipal, type Actor, type Role } from '../../src/domain/access/actor.js';
import type { Platform } from '../../src/platform.js';
import { isProviderList, methodsOf, readUseCases, useCaseFiles, type UseCaseMethod } from './read-use-cases.js';
import { ASK_NOTHING, GUARDS } from './use-case-guards.js';

type Class = abstract new (...given: never[]) => object;
type Method = (...given: unknown[]) => Promise<unknown>;

const TOUCHED = 'a use case went past its first statement';

/** Whoever reads from it, calls it or looks into it has gone past the refusal. */
function untouchable(): object {
  const touch = (): never => {
    throw new Error(TOUCHED);
  };
  // Nest asks every provider for lifecycle hooks and whether it is a promise, which is no touch of a use case.
  const asksNest = (key: string | symbol): boolean =>
    typeof key === 'symbol' || /^(then|constructor|on[A-Z]|before[A-Z])/.test(key);
  return new Proxy({}, { get: (_, key) => (asksNest(key) ? undefined : touch()), has: touch, ownKeys: touch });
}

function actor(roles: readonly Role[]): Actor {
  return {
    userId: randomUUID(),
    username: 'nobody',
    organisationId: randomUUID(),
    organisationKind: 'liaison_office',
    party: null,
    roles,
    via: 'api',
    requestId: randomUUID(),
  };
}

const service = servicePrincipal('job', randomUUID());
const operator = servicePrincipal('operator', randomUUID());
const methods = readUseCases();
/** One that is not in the table is named by the first test below, and has no role to be tried with. */
const guarded = methods.filter(({ name }) => name in GUARDS);

function actionOf(guard: string): Action | null {
  const action = guard.replace('operator or ', '');
  return action === 'service' ? null : (action as Action);
}

async function providedClasses(): Promise<Map<string, Class>> {
  const classes = new Map<string, Class>();
  for (const file of useCaseFiles().filter(isProviderList)) {
    const lists = Object.values((await import(file)) as Record<string, readonly Class[]>);
    for (const one of lists.flat()) classes.set(one.name, one);
  }
  return classes;
}

describe('the code of a use case', () => {
  it('is read as a person would read it', () => {
    const first = (body: string): string | null | undefined =>
      methodsOf('planted.ts', `export class Planted { async execute(actor: Actor, other: Actor) { ${body} } }`)[0]
        ?.asks;
    expect(first("requireAllowed(actor, 'read_record'); return 1;")).toBe('read_record');
    expect(first('requireService(actor);')).toBe('service');
    expect(first("requireOperatorOr(actor, 'read_audit');")).toBe('operator or read_audit');
    expect(first("const now = 1; requireAllowed(actor, 'read_record');")).toBeNull();
    expect(first("requireAllowed(other, 'read_record');")).toBeNull();
    expect(first("if (other) requireAllowed(actor, 'read_record');")).toBeNull();
    expect(first('')).toBeNull();
  });

  it('asks in its first statement what the reviewed table says', () => {
    const asks = Object.fromEntries(methods.filter(({ asks }) => asks !== null).map(({ name, asks }) => [name, asks]));
    expect(asks).toEqual(GUARDS);
  });

  it('asks nothing only where the table gives a reason', () => {
    const silent = methods.filter(({ asks }) => asks === null).map(({ name }) => name);
    expect(silent.sort()).toEqual(Object.keys(ASK_NOTHING).sort());
  });

  it('is one class a file, in the provider list of its capability', async () => {
    const provided = await providedClasses();
    const files = useCaseFiles().filter((file) => !isProviderList(file));
    for (const file of files) {
      const classes = new Set(methods.filter((method) => method.file === file).map(({ className }) => className));
      expect([path.relative('src/usecases', file), [...classes].length]).toEqual([
        path.relative('src/usecases', file),
        1,
      ]);
      expect([...provided.keys()]).toEqual(expect.arrayContaining([...classes]));
    }
  });
});

describe('every use case of the running service', () => {
  let context: INestApplicationContext;
  let classes: Map<string, Class>;

  const call = ({ className, method }: UseCaseMethod, principal: unknown): Promise<unknown> => {
    const useCase = context.get<Record<string, Method>>(classes.get(className)!, { strict: false });
    return useCase[method]!(principal, untouchable(), untouchable());
  };

  beforeAll(async () => {
    classes = await providedClasses();
    const parts = ['environment', 'database', 'vault', 'vaultKeys', 'keys', 'entropy', 'quota'];
    const platform = Object.fromEntries(parts.map((part) => [part, untouchable()])) as unknown as Platform;
    class WalkModule {}
    Module({ imports: [UseCasesModule.on(platform)] })(WalkModule);
    context = await NestFactory.createApplicationContext(WalkModule, { logger: false, abortOnError: false });
  });
  afterAll(() => context.close());

  it('is provided by the composition root', () => {
    const missing = [...classes.values()].filter((one) => {
      try {
        context.get(one, { strict: false });
        return false;
      } catch {
        return true;
      }
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(guarded.map((method) => [method.name, method] as const))(
    '%s refuses every role but those of its action, before it touches anything',
    async (name, method) => {
      const guard = GUARDS[name] ?? 'service';
      const action = actionOf(guard);
      const mayDo: readonly Role[] = action === null ? [] : ACCESS_POLICY[action];
      await expect(call(method, actor([]))).rejects.toMatchObject({ code: 'forbidden' });
      for (const role of ROLES) {
        const answer = expect(call(method, actor([role]))).rejects;
        await (mayDo.includes(role) ? answer.toThrow(TOUCHED) : answer.toMatchObject({ code: 'forbidden' }));
      }
      const others = actor(ROLES.filter((role) => !mayDo.includes(role)));
      await expect(call(method, others)).rejects.toMatchObject({ code: 'forbidden' });
      for (const [principal, enters] of [
        [service, guard === 'service'],
        [operator, guard === 'service' || guard.startsWith('operator or ')],
      ] as const) {
        const answer = expect(call(method, principal)).rejects;
        await (enters ? answer.toThrow(TOUCHED) : answer.toMatchObject({ code: 'forbidden' }));
      }
    },
  );

  it('keeps administrators and auditors from every case', () => {
    const ofCases = Object.entries(GUARDS).filter(([, guard]) =>
      /record|statement|identity|person|disclos|inquir|import|assign/.test(guard),
    );
    expect(ofCases.length).toBeGreaterThan(15);
    for (const [, guard] of ofCases) {
      const roles: readonly Role[] = ACCESS_POLICY[actionOf(guard)!];
      expect(roles).not.toContain('administrator');
      expect(roles).not.toContain('auditor');
    }
  });
});
