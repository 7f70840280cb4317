// Serves the API's description and the pages that show it, from the files of Swagger UI and without any inline script.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

/** File of Swagger UI → media type; nothing else of that package is served. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Whereabouts API</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<noscript>This page needs JavaScript. The description itself is <a href="/docs/openapi.json">openapi.json</a>.</noscript>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

/** The version that @nestjs/swagger brings along, wherever npm has put it. */
function assetFolder(): string {
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return path.dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}

interface StaticFile {
  readonly type: string;
  readonly content: string | Buffer;
  readonly etag: string;
}

function staticFile(type: string, content: string | Buffer): StaticFile {
  const digest = createHash('sha256').update(content).digest('base64url');
  return { type, content, etag: `"${digest}"` };
}

function serve(fastify: FastifyInstance, url: string, load: () => Promise<StaticFile>): void {
  let loaded: Promise<StaticFile> | null = null;
  fastify.get(url, async (request, reply) => {
    loaded ??= load();
    const file = await loaded;
    // Asked for each time and sent only when changed: the address of a file stays the same over releases.
    void reply.header('cache-control', 'no-cache').header('etag', file.etag);
    if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
    return reply.type(file.type).send(file.content);
  });
}

/** `describe` is asked once, at the first request. */
export function serveDocumentation(fastify: FastifyInstance, describe: () => object): void {
  const folder = assetFolder();
  serve(fastify, '/docs', () => Promise.resolve(staticFile('text/html; charset=utf-8', PAGE)));
  serve(fastify, '/docs/start.js', () => Promise.resolve(staticFile('text/javascript; charset=utf-8', START)));
  serve(fastify, '/docs/openapi.json', () =>
    Promise.resolve(staticFile('application/json; charset=utf-8', JSON.stringify(describe()))),
  );
  for (const [name, type] of Object.entries(ASSETS)) {
    serve(fastify, `/docs/${name}`, async () => staticFile(type, await readFile(path.join(folder, name))));
  }
}
