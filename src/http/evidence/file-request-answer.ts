// Writes a request for a restricted file out, field by field.

import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import type { Answer } from '../../request/answer.js';
import type { FileRequestAnswer } from './evidence-files.dto.js';

const instant = (at: number): string => new Date(at).toISOString();

export function fileRequestAnswer(shown: ShownFileRequest): Answer<FileRequestAnswer> {
  const { asked, grant } = shown;
  return {
    id: shown.id,
    code: shown.code,
    state: shown.state,
    mine: shown.mine,
    owned: shown.owned,
    organisation: shown.organisation,
    username: shown.username,
    purpose: shown.purpose,
    reason: shown.reason,
    asked: { days: asked.days, once: asked.once },
    requestedAt: instant(shown.requestedAt),
    expiresAt: instant(shown.expiresAt),
    steps: shown.steps.map(({ step, username, reason, at }) => ({ step, username, reason, at: instant(at) })),
    grant:
      grant === null ? null : { once: grant.once, grantedAt: instant(grant.grantedAt), endsAt: instant(grant.endsAt) },
    downloads: shown.downloads.map(({ username, at }) => ({ username, at: instant(at) })),
  };
}
