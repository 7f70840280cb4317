// The check of the whole log, for an auditor who does not sit at the registry's machine.

import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import { headText } from '../../domain/audit/audit-chain.js';
import { CurrentActor } from '../../request/doors.js';
import { VerifyAudit } from '../../usecases/audit/verify-audit.js';

class AuditVerificationAnswer {
  @ApiProperty({
    description:
      'No entry is altered, missing or re-ordered, tree and checkpoints are those of the entries, and none stands beside the chain. Where it is false, `firstFault`, `stranded` or `vanished` says why.',
  })
  ok!: boolean;

  @ApiProperty({ description: 'Entries checked.', example: 4812 })
  checked!: number;

  @ApiProperty({ description: 'Number and hash of the last entry; note it elsewhere.', type: String })
  head!: string;

  @ApiProperty({
    description:
      'What is wrong first: with an entry of the chain, or, where the chain holds, with a node of the tree or a checkpoint.',
    nullable: true,
    type: String,
    example: null,
  })
  firstFault!: string | null;

  @ApiProperty({
    description: 'Number of that entry or node, or size of that checkpoint.',
    nullable: true,
    type: Number,
    example: null,
  })
  firstFaultAt!: number | null;

  @ApiProperty({
    description:
      'Entries with a number over which the tree has not grown yet: none, but for some minutes after an update from a version without a tree. No fault by itself.',
    example: 0,
  })
  outsideTree!: number;

  @ApiProperty({ description: 'Entries that have no number yet.', example: 2 })
  unsealed!: number;

  @ApiProperty({
    description:
      'Of those, the ones that have waited for more than 10 seconds: nothing seals the log. No fault by itself.',
    example: 0,
  })
  overdue!: number;

  @ApiProperty({
    description: 'Of those, the ones that wait for none: put in beside the service, or their number was taken away.',
    example: 0,
  })
  stranded!: number;

  @ApiProperty({ description: 'Entries that were deleted before they got a number.', example: 0 })
  vanished!: number;
}

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit/verification')
export class AuditVerificationController {
  constructor(private readonly verifyAudit: VerifyAudit) {}

  @Get()
  @ApiOperation({ summary: 'Verify the log of the whole registry: every number, hash, entry, node and checkpoint' })
  @ApiOkResponse({ type: AuditVerificationAnswer })
  async verify(@CurrentActor() actor: Actor): Promise<AuditVerificationAnswer> {
    const verdict = await this.verifyAudit.execute(actor, { noted: null });
    const { checked, head } = verdict.chain;
    const firstFault = verdict.chain.firstFault ?? verdict.tree.firstFault;
    return {
      ok: verdict.ok,
      checked,
      head: headText(head),
      firstFault: firstFault?.kind ?? null,
      firstFaultAt: firstFault?.sequence ?? null,
      outsideTree: checked - verdict.tree.size,
      unsealed: verdict.unsealed,
      overdue: verdict.overdue.count,
      stranded: verdict.stranded.count,
      vanished: verdict.vanished.count,
    };
  }
}
