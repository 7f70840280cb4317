// Knows which methods each path has, so that a known path with another method answers 405 rather than 404.

import type { FastifyInstance } from 'fastify';

export class RouteMethods {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** To be called before the first route is added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const methods = Array.isArray(method) ? method : [method];
      this.routes.push({ pattern: patternOf(url), methods });
    });
  }

  /** In alphabetical order; empty for a path that is not known. */
  of(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const known = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(known)].sort();
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : literal(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
