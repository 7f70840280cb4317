// The use cases of this capability, as the composition root provides them.

import { ImportFile } from './import-file.js';

export const importUseCases = [ImportFile] as const;
