// Where the floor of the pages says how a problem looks to somebody who sits at a browser.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

export type ProblemPage = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Paths that answer programs, whatever they accept. */
const FOR_PROGRAMS = /^\/(v\d+|health|docs)([/?]|$)/;

export class ProblemPages {
  #page: ProblemPage | null = null;

  /** Called once, when the pages' door opens. */
  offer(page: ProblemPage): void {
    this.#page = page;
  }

  /** The page for this request, or null where a problem document is the answer. */
  for(request: FastifyRequest): ProblemPage | null {
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    return wantsPage && !FOR_PROGRAMS.test(request.url) ? this.#page : null;
  }
}
