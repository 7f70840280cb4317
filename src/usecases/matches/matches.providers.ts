// The use cases of this capability, as the composition root provides them.

import { AskMatching } from './ask-matching.js';
import { JudgeMatch } from './judge-match.js';
import { ListMatches } from './list-matches.js';
import { MatchPersons } from './match-persons.js';
import { ReadMatch } from './read-match.js';

export const matchUseCases = [AskMatching, JudgeMatch, ListMatches, MatchPersons, ReadMatch] as const;
