// The use cases of this capability, as the composition root provides them.

import { AddList } from './add-list.js';
import { DiscloseLine } from './disclose-line.js';
import { ExportList } from './export-list.js';
import { ListLists } from './list-lists.js';
import { MatchLine } from './match-line.js';
import { ReadList } from './read-list.js';
import { RecordListAnswer } from './record-list-answer.js';
import { SuggestPeople } from './suggest-people.js';
import { UnmatchLine } from './unmatch-line.js';
import { WithdrawListAnswer } from './withdraw-list-answer.js';

export const listUseCases = [
  AddList,
  DiscloseLine,
  ExportList,
  ListLists,
  MatchLine,
  ReadList,
  RecordListAnswer,
  SuggestPeople,
  UnmatchLine,
  WithdrawListAnswer,
] as const;
