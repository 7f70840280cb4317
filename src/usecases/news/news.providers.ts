// The use cases of this capability, as the composition root provides them.

import { ListNews } from './list-news.js';
import { ListWills } from './list-wills.js';
import { RecordWill } from './record-will.js';
import { SetNewsRule } from './set-news-rule.js';
import { VerifyNews } from './verify-news.js';

export const newsUseCases = [ListNews, ListWills, RecordWill, SetNewsRule, VerifyNews] as const;
