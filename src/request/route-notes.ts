// What is noted of a route, read once: it is the same for every request, and reading it walks up from the handler to its class and their prototypes.

import type { ExecutionContext } from '@nestjs/common';

/** By class and handler, since a class may take a handler over from another; as many as there are routes, and held no longer than those. */
export class RouteNotes<Note extends object> {
  readonly #known = new WeakMap<object, WeakMap<object, Note>>();

  constructor(private readonly read: (context: ExecutionContext) => Note) {}

  of(context: ExecutionContext): Note {
    const controller = context.getClass();
    const handler = context.getHandler();
    const known = this.#known.get(controller)?.get(handler);
    return known ?? this.#learn(controller, handler, this.read(context));
  }

  #learn(controller: object, handler: object, note: Note): Note {
    const ofClass = this.#known.get(controller) ?? new WeakMap<object, Note>();
    this.#known.set(controller, ofClass.set(handler, note));
    return note;
  }
}
