// The use cases of this capability, as the composition root provides them.

import { ImportFile } from './import-file.js';
import { RehearseImport } from './rehearse-import.js';

export const importUseCases = [ImportFile, RehearseImport] as const;
