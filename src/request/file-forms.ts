// Forms of the console that carry a file: nothing of one is kept but for who is signed in, has the right, and sent it from a page of their own session.

import multipart, { type MultipartFile, type MultipartValue } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireAllowed, type Action } from '../domain/access/access-policy.js';
import type { Actor } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import { MOST_FILE_BYTES } from '../domain/evidence/evidence-file.js';
import { requireFromHere, requireOwnToken } from './own-form.js';
import './request-state.js';

/** What a form sent beside its fields; what the file is called at its sender's is thrown away as it is read, since it may be somebody's name. */
export interface SentFile {
  /** As the sender's browser makes it out, by the end of the file's name. */
  readonly mediaType: string;
  readonly content: Buffer;
  /** Whether a file was chosen: a browser sends an empty one without a name where none was. */
  readonly chosen: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where the form carried none. */
    sentFile: SentFile | null;
  }
}

interface FileForm {
  /** Of the file, at most. */
  readonly bytes: number;
  /** The name of its field. */
  readonly field: string;
  readonly action: Action;
}

/** The name of the field is a pointer into the command that the form makes, as of every field. */
export const FILE_FIELD = '/content';

const FILE_FORMS: Readonly<Record<string, FileForm>> = {
  '/console/evidence/:code/files': { bytes: MOST_FILE_BYTES, field: FILE_FIELD, action: 'record_evidence' },
};

/** The token, the key, and a handful of choices; each is a code. */
const MOST_FIELDS = 8;
const LONGEST_FIELD = 200;
/** Bytes of everything in such a form but its file. */
const AROUND_FILE = 16 * 1024;
/**
 * Bytes. A browser reads an answer once it has sent its form. So one that is refused runs out, dropped as it comes, where it is no longer than one that is
 * taken; of whoever has the right, who may have chosen a long video, up to this. What is longer is cut off, and its sender may see no more than that.
 */
const MOST_DROPPED = 64 * 1024 * 1024;

const MULTIPART = /^\s*multipart\//i;
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

export async function registerFileForms(
  fastify: FastifyInstance,
  publicUrl: string,
  identified: (request: FastifyRequest) => Promise<Actor>,
): Promise<void> {
  fastify.decorateRequest('sentFile', null);
  await fastify.register(multipart);
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    const reads = !request.is404 && !WITHOUT_BODY.has(request.method);
    if (reads && isMultipart(request) && fileFormOf(request.routeOptions.url) === null)
      done(new DomainError('unsupported_media_type', 'No file is taken here.'));
    else done();
  });
  fastify.addHook('onRoute', (route) => {
    const form = fileFormOf(route.url);
    if (form === null || route.method !== 'POST') return;
    route.preParsing = async (request, reply): Promise<void> => {
      let dropped = form.bytes + AROUND_FILE;
      try {
        request.actor = await identified(request);
        requireAllowed(request.actor, form.action);
        requireFromHere(request);
        dropped = MOST_DROPPED;
        if (isMultipart(request)) requireLength(request, form);
      } catch (refusal) {
        if (!(lengthOf(request) <= dropped)) reply.header('connection', 'close');
        throw refusal;
      }
    };
    route.preValidation = async (request): Promise<void> => {
      if (request.isMultipart()) await readFileForm(request, form, publicUrl);
    };
  });
}

function fileFormOf(route: string | undefined): FileForm | null {
  return route !== undefined && Object.hasOwn(FILE_FORMS, route) ? (FILE_FORMS[route] ?? null) : null;
}

function isMultipart(request: FastifyRequest): boolean {
  return MULTIPART.test(request.headers['content-type'] ?? '');
}

/** NaN where it is not said. Node holds a body to the length that it was announced with. */
function lengthOf(request: FastifyRequest): number {
  return Number(request.headers['content-length'] ?? Number.NaN);
}

/** Browsers say how long a form is; what does not say it could go on for ever. */
function requireLength(request: FastifyRequest, { bytes }: FileForm): void {
  const length = lengthOf(request);
  if (Number.isNaN(length)) throw new DomainError('malformed_request', 'A form with a file says how long it is.');
  if (length > bytes + AROUND_FILE) throw tooLarge(bytes);
}

function tooLarge(bytes: number): DomainError {
  const most = `${bytes / 1024 / 1024} MiB`;
  return new DomainError(
    'payload_too_large',
    `The file is larger than ${most}, and nothing of it was kept. Choose a smaller one, such as a shorter cut as an open copy; an original that is larger stays where it is, and is known here by its SHA-256.`,
  );
}

/** Puts the fields where those of other forms are, and the file beside them. */
async function readFileForm(request: FastifyRequest, form: FileForm, publicUrl: string): Promise<void> {
  try {
    await readParts(request, form, publicUrl);
  } catch (fault) {
    // Half read, it would keep its sender waiting for ever.
    request.raw.unpipe();
    request.raw.resume();
    throw refusalOf(fault, form);
  }
}

async function readParts(request: FastifyRequest, form: FileForm, publicUrl: string): Promise<void> {
  const fields = new Map<string, string>();
  let sent: SentFile | null = null;
  const fileSize = form.bytes;
  const limits = { files: 1, fileSize, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, parts: MOST_FIELDS + 2 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      takeField(fields, part);
      continue;
    }
    // The token stands before the file in every form; a file that comes before its token is read no further.
    requireOwnToken(request, Object.fromEntries(fields), publicUrl);
    sent = await takeFile(part, form);
  }
  request.body = Object.freeze(Object.fromEntries(fields));
  request.sentFile = sent;
}

/** As of every other form: one text for each name. */
function takeField(fields: Map<string, string>, { fieldname, value, ...told }: MultipartValue): void {
  if (
    typeof fieldname !== 'string' ||
    typeof value !== 'string' ||
    told.valueTruncated ||
    fieldname.length > LONGEST_FIELD
  )
    throw notThisForm();
  if (fields.has(fieldname)) throw new DomainError('duplicate_key', 'A field of the form was sent twice.');
  if (fieldname.includes('\0') || value.includes('\0'))
    throw new DomainError('malformed_request', 'A field of the form holds the character U+0000.');
  fields.set(fieldname, value);
}

async function takeFile(part: MultipartFile, form: FileForm): Promise<SentFile> {
  if (part.fieldname !== form.field) throw notThisForm();
  const content = await part.toBuffer();
  if (part.file.truncated) throw tooLarge(form.bytes);
  return { mediaType: part.mimetype, content, chosen: isNamed(part) };
}

/** The types promise a name where there may be none. */
function isNamed({ filename }: { readonly filename: string | undefined }): boolean {
  return filename !== undefined && filename !== '';
}

function notThisForm(): DomainError {
  return new DomainError(
    'malformed_request',
    'This is not the form of that page. Open the page again, and send it from there.',
  );
}

/** What the parser throws holds the name of the file, and goes no further than here. */
function refusalOf(fault: unknown, form: FileForm): DomainError {
  if (fault instanceof DomainError) return fault;
  switch (codeOf(fault)) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge(form.bytes);
    case 'FST_FILES_LIMIT':
      return new DomainError('invalid_field', 'One file is added at a time, and none of these was kept.', [
        { pointer: form.field, code: 'not_a_file', expected: 'one file' },
      ]);
    case 'FST_PARTS_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PROTO_VIOLATION':
      return notThisForm();
    default:
      return new DomainError(
        'malformed_request',
        'The form did not arrive whole, and nothing of it was kept. Send it again.',
      );
  }
}

function codeOf(fault: unknown): unknown {
  return typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : null;
}
