// `releases verify`: checks a downloaded release against its signed note, without a registry.

import { readFile } from 'node:fs/promises';
import { servicePrincipal } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { VerifyReleaseFiles } from '../../usecases/statistics/verify-release-files.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { whyUnreadable } from '../unreadable-file.js';

interface ReleaseFiles {
  readonly document: string;
  readonly note: string;
  readonly key: string;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = whyUnreadable(error);
    throw why === null ? error : new DomainError('import_file_refused', why);
  }
}

export async function verifyReleaseFiles({ output }: OperatorPlatform, files: ReleaseFiles): Promise<number> {
  const principal = servicePrincipal('operator', 'offline');
  const verdict = await new VerifyReleaseFiles().execute(principal, {
    document: () => read(files.document),
    note: () => read(files.note),
    key: files.key,
  });
  const { ok, signed, same, broken } = verdict;
  if (signed === null) output.answer(verdict, 'FAULT: this key did not sign the note, or one of the two is none.');
  else if (!same) output.answer(verdict, `FAULT: the document is not what was signed as release ${signed}.`);
  else if (broken.length > 0) output.answer(verdict, `FAULT: release ${signed} breaks ${broken.join(', ')}.`);
  else output.answer(verdict, `Release ${signed} is as it was signed, and all of its sums hold.`);
  return ok ? EXIT.ok : EXIT.refused;
}
