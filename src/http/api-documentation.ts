// The description of the API in OpenAPI 3.1, generated from its code.

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDocument } from './problem-document.js';

const ABOUT = `What is known about people who went missing or were detained in a conflict, from every side, until each one
is back or accounted for. People carry pseudonyms; a name is shown only by a recorded disclosure.

Sign in with \`POST /v1/auth/token\` and send the access token as \`Authorization: Bearer …\`. Errors are
\`application/problem+json\` with a stable \`code\`. A
field or a parameter that a route does not read is refused by name. A POST with an \`Idempotency-Key\` may be repeated for 24 hours.
A reason, a reference, an address of evidence, a name of a place or a code of a statement's details that seems to say who somebody is is answered \`confirm_open_text\`, and kept with the header \`Confirm-Open-Text: true\`.`;

export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Whereabouts')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .build();
  return withProblems(SwaggerModule.createDocument(app, about, { extraModels: [ProblemDocument] }));
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } };
const CHANGED = { description: 'What would be replaced has changed since it was read', content: CONTENT };
const UNSEEN = { description: 'If-Match does not say what was read', content: CONTENT };

/** Any route may answer a problem; said here once instead of at each of them. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const problem = { description: 'A problem (RFC 9457)', content: CONTENT };
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      if (operation === undefined) continue;
      operation.responses = { ...operation.responses, ...ofPreconditions(operation), default: problem };
    }
  }
  return document;
}

/** Of the header that an operation honours, or demands. */
function ofPreconditions({ parameters = [] }: Operation): Operation['responses'] {
  const header = parameters.find((one) => 'name' in one && one.name === 'If-Match');
  if (header === undefined || !('name' in header)) return {};
  return header.required === true ? { 412: CHANGED, 428: UNSEEN } : { 412: CHANGED };
}
