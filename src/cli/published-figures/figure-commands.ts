// `figures load FILE`: loads published figures from a JSON file, all of them or none.

import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { DomainError } from '../../domain/domain-error.js';
import { readJsonBody } from '../../request/json-body.js';
import { LoadFigures } from '../../usecases/published-figures/load-figures.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';

/** Far above any file of figures; a data file given by mistake is not read into memory. */
const LONGEST = 8 * 1024 * 1024;
const MARK = Buffer.from('\ufeff');

export function figureCommands(program: Command, operator: OperatorPlatform): void {
  program
    .command('figures')
    .description('published figures')
    .command('load')
    .description(
      'load figures from a JSON file; what stands already is added no second time (as an analyst or coordinator)',
    )
    .argument('<file>', 'JSON: {"figures": [...]}')
    .option(
      '--correct <reason>',
      'correct figures that differ from their record, and say why; without it they are refused',
    )
    .action(async (path: string, { correct }: { readonly correct?: string }) => {
      // Whatever is wrong with the file itself is told before a server is started.
      const file = await readFigureFile(path);
      await operator.write(async (session) => {
        const command = { file, reason: correct };
        const loaded = await session.get(LoadFigures).execute(await session.actor(), command, null);
        operator.output.answer(
          loaded,
          `${loaded.added.length} figures added, ${loaded.corrected.length} corrected, ${loaded.known.length} known before.`,
        );
        return EXIT.ok;
      });
    });
}

/** Throws `import_file_refused`, `malformed_json` or `duplicate_key`; paths may hold names and are not repeated. */
async function readFigureFile(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    if (size <= LONGEST) return readJsonBody(withoutMark(await readFile(path)));
  } catch (error) {
    if (error instanceof DomainError || typeof error !== 'object' || error === null || !('code' in error)) throw error;
    throw new DomainError('import_file_refused', `The file cannot be read (${String(error.code)}).`);
  }
  throw new DomainError('import_file_refused', 'This is no file of figures: it is larger than 8 MiB.');
}

/** Editors begin files with a byte order mark; a body of a request has none (RFC 8259, section 8.1). */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes;
}
