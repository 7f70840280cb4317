// The form that adds a file to an item: its fields, what it gives to the use case, and how its refusals are told to whoever chose the file.

import { createHash } from 'node:crypto';
import type { FieldFault } from '../../domain/domain-error.js';
import { FILE_TYPES, MOST_FILE_BYTES, type FileAccess, type FileType } from '../../domain/evidence/evidence-file.js';
import { FILE_FIELD, type SentFile } from '../../request/file-forms.js';
import type { AddEvidenceFileCommand } from '../../usecases/evidence/add-evidence-file.js';
import type { ShownFile } from '../../usecases/evidence/read-evidence.js';
import { field, optionsOf, type FieldGroup, type FormValues } from '../forms/form-field.js';

const ACCESS_FIELD = '/access';
const TYPE_FIELD = '/mediaType';

const ACCESS_WORDS: Readonly<Record<FileAccess, string>> = {
  restricted: 'Restricted: the original itself, for others by a grant alone',
  open: 'Open: for whoever may see the item',
};

const TYPE_WORDS: Readonly<Record<FileType, string>> = {
  'image/jpeg': 'JPEG picture',
  'image/png': 'PNG picture',
  'image/webp': 'WebP picture',
  'video/mp4': 'MP4 video',
  'video/webm': 'WebM video',
  'audio/mpeg': 'MP3 recording',
  'audio/ogg': 'Ogg recording',
  'application/pdf': 'PDF document',
};

/** What an item can still be given: one file of each access, and another copy in the place of one that was destroyed. */
function freeAccesses(files: readonly ShownFile[]): readonly FileAccess[] {
  const taken = (access: FileAccess): boolean =>
    files.some((file) => file.access === access && (access === 'restricted' || file.state !== 'destroyed'));
  return (['restricted', 'open'] as const).filter((access) => !taken(access));
}

/** Null where nothing can be added. */
export function fileGroups(files: readonly ShownFile[]): readonly FieldGroup[] | null {
  const free = freeAccesses(files);
  if (free.length === 0) return null;
  return [
    {
      legend: 'Add a file',
      hint: 'Open is a copy in which what is hard to show is blurred, or an original that is not hard to show. Nothing here looks into a file: that a copy is blurred is your word. A file is not replaced.',
      fields: [
        field(
          ACCESS_FIELD,
          'Who may see what is in it',
          { control: 'select', options: optionsOf(free, (one) => ACCESS_WORDS[one as FileAccess]) },
          { required: true },
        ),
        field(
          FILE_FIELD,
          'File',
          { control: 'file', types: FILE_TYPES },
          {
            required: true,
            hint: `At most ${MOST_FILE_BYTES / 1024 / 1024} MiB. What it is called on your machine is not kept. Choose it again where this form comes back.`,
          },
        ),
        field(
          TYPE_FIELD,
          'Type',
          {
            control: 'select',
            options: optionsOf(FILE_TYPES, (one) => TYPE_WORDS[one as FileType]),
            empty: 'As the end of its name says',
          },
          { hint: 'Choose it where the name of the file has no such end.' },
        ),
      ],
    },
  ];
}

export function fileGiven(code: string, values: FormValues, sent: SentFile | null): AddEvidenceFileCommand {
  const [access, type] = [values[ACCESS_FIELD] ?? '', values[TYPE_FIELD] ?? ''];
  return {
    code,
    access,
    mediaType: type === '' ? (sent?.mediaType ?? '') : type,
    content: sent?.content.toString('base64') ?? '',
  };
}

/** With the digest of the file, so that another file under the same key is another request. */
export function withFile(values: FormValues, sent: SentFile | null): FormValues {
  if (sent === null) return values;
  return { ...values, [FILE_FIELD]: createHash('sha256').update(sent.content).digest('hex') };
}

/** The use case speaks of base64 and of media types, which nobody here typed. */
export function fileFaults(
  faults: readonly FieldFault[],
  values: FormValues,
  sent: SentFile | null,
): readonly FieldFault[] {
  const nothing = sent?.chosen !== true && (sent?.content.length ?? 0) === 0;
  const unsaid = (values[TYPE_FIELD] ?? '') === '';
  return faults
    .filter(({ pointer }) => !(pointer === TYPE_FIELD && nothing && unsaid))
    .map((fault) => ({ ...fault, ...expectedOf(fault, nothing) }));
}

function expectedOf({ code, pointer }: FieldFault, nothing: boolean): Pick<FieldFault, 'expected'> {
  if (code === 'not_a_file')
    return { expected: nothing ? 'Choose a file.' : 'The file that you chose is empty. Choose another one.' };
  if (code === 'not_the_original')
    return {
      expected:
        'This is not the original: its SHA-256 is not that of the item. Choose the original, or add this file as an open copy.',
    };
  if (pointer === TYPE_FIELD)
    return {
      expected: 'The end of the file’s name says none of these types. Choose its type here; no other type is taken.',
    };
  return {};
}
