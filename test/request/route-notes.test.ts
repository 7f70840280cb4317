// What is noted of a route: read once, and never that of another class which took its handler over.

import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { RouteNotes } from '../../src/request/route-notes.js';

const HANDLERS = { read: (): void => undefined, write: (): void => undefined };

class Pages {}

class OtherPages extends Pages {}

function contextOf(controller: typeof Pages, handler: keyof typeof HANDLERS): ExecutionContext {
  return { getClass: () => controller, getHandler: () => HANDLERS[handler] } as unknown as ExecutionContext;
}

describe('what is noted of a route', () => {
  it('is read once, by class and handler', () => {
    const read: string[] = [];
    const notes = new RouteNotes((context) => {
      const name = `${context.getClass().name}.${context.getHandler().name}`;
      read.push(name);
      return { name };
    });
    for (const controller of [Pages, OtherPages, Pages, OtherPages])
      for (const handler of ['read', 'write'] as const)
        expect(notes.of(contextOf(controller, handler)).name).toBe(`${controller.name}.${handler}`);
    expect(read).toEqual(['Pages.read', 'Pages.write', 'OtherPages.read', 'OtherPages.write']);
  });

  it('is not kept where reading it failed', () => {
    let fails = true;
    const notes = new RouteNotes(() => {
      if (fails) throw new Error('not now');
      return { is: 'read' };
    });
    expect(() => notes.of(contextOf(Pages, 'read'))).toThrow('not now');
    fails = false;
    expect(notes.of(contextOf(Pages, 'read'))).toEqual({ is: 'read' });
  });
});
