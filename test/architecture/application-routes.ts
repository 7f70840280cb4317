// Lists the routes of a running application as its router knows them, whoever added them and by whatever means.

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Route {
  readonly method: string;
  /** With its parameters, such as `/v1/persons/:pseudonym`. */
  readonly path: string;
}

/** The router prints a tree of path parts, four columns a level: `│   └── /:pseudonym (GET, HEAD)`. */
export function readRouteTree(printed: string): Route[] {
  const above: string[] = [];
  return printed
    .split('\n')
    .filter((line) => line.includes('── '))
    .flatMap((line) => {
      const level = line.indexOf('── ') / 4 - 0.25;
      const [, part = '', methods = ''] = /── (.*?)(?: \(([A-Z, -]+)\))?$/.exec(line) ?? [];
      if (!Number.isInteger(level)) throw new Error(`a line of the route tree that cannot be read: ${line}`);
      above.length = level;
      above.push(part === '(empty root node)' ? '' : part);
      const path = above.join('');
      return methods === '' ? [] : methods.split(', ').map((method) => ({ method, path }));
    });
}

export function routesOf(app: NestFastifyApplication): Route[] {
  return readRouteTree(app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
}

/** Puts a value in the place of every parameter; a wildcard gets one part. */
export function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  return path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'nothing'))
    .replace('*', 'nothing');
}
