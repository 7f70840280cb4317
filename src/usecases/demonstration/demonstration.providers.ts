// The use cases of this capability, as the composition root provides them.

import { IntroducePerson } from './introduce-person.js';
import { MarkDemonstration } from './mark-demonstration.js';

export const demonstrationUseCases = [IntroducePerson, MarkDemonstration] as const;
