// Signed checkpoints of the log and proofs against them, for auditors and witnesses elsewhere.

import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import { base64 } from '../../domain/audit/base64.js';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';
import { CurrentActor } from '../../request/doors.js';
import { ListCheckpoints } from '../../usecases/audit/list-checkpoints.js';
import { ProveEntry } from '../../usecases/audit/prove-entry.js';
import { ProveGrowth } from '../../usecases/audit/prove-growth.js';
import {
  CheckpointsAnswer,
  CheckpointsQuery,
  ProofAnswer,
  ProofQuery,
  type CheckpointKeyAnswer,
} from './checkpoints.dto.js';

const CHECKPOINTS_PER_PAGE = 50;

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit')
export class CheckpointsController {
  constructor(
    private readonly listCheckpoints: ListCheckpoints,
    private readonly proveEntry: ProveEntry,
    private readonly proveGrowth: ProveGrowth,
  ) {}

  @Get('checkpoints')
  @ApiOperation({
    summary: 'The signed checkpoints of the whole log, newest first, and their keys',
    description:
      'For the role auditor. Keep one elsewhere: a log that was rewritten or set back no longer leads through it.',
  })
  @ApiOkResponse({ type: CheckpointsAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: CheckpointsQuery): Promise<CheckpointsAnswer> {
    const { checkpoints, keys, nextCursor } = await this.listCheckpoints.execute(actor, {
      cursor: query.cursor ?? null,
      limit: query.limit === undefined ? CHECKPOINTS_PER_PAGE : Number(query.limit),
    });
    return {
      checkpoints: checkpoints.map(({ size, root, note, signedAt }) => {
        return { size, root: base64(root), note, signedAt: new Date(signedAt).toISOString() };
      }),
      keys: keys.map(keyAnswer),
      nextCursor,
    };
  }

  @Get('proofs')
  @ApiOperation({
    summary: 'A proof that an entry is in the log (`entry`), or that the log only grew (`from`)',
    description:
      'For the role auditor; entries of the own organisation alone. Nothing is proved between sizes that no checkpoint has.',
  })
  @ApiOkResponse({ type: ProofAnswer })
  async prove(@CurrentActor() actor: Actor, @Query() query: ProofQuery): Promise<ProofAnswer> {
    const size = query.size === undefined ? null : Number(query.size);
    if (query.entry !== undefined) {
      const {
        index,
        leaf,
        proof,
        checkpoint,
        size: against,
      } = await this.proveEntry.execute(actor, { entryId: query.entry, size });
      return { index, leaf: base64(leaf), from: null, size: against, proof: proof.map(base64), checkpoint, keys: [] };
    }
    const from = query.from === undefined ? null : Number(query.from);
    const growth = await this.proveGrowth.execute(actor, { from, size });
    return {
      index: null,
      leaf: null,
      from: growth.from,
      size: growth.size,
      proof: growth.proof.map(base64),
      checkpoint: growth.checkpoint,
      keys: growth.keys.map(keyAnswer),
    };
  }
}

function keyAnswer({ verifier, succession }: KeyRecord): CheckpointKeyAnswer {
  return { verifier, succession };
}
