// The check of the whole log, for an auditor who does not sit at the registry's machine.

import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import { headText } from '../../domain/audit/audit-chain.js';
import { CurrentActor } from '../../request/doors.js';
import { VerifyAudit } from '../../usecases/audit/verify-audit.js';

class AuditVerificationAnswer {
  @ApiProperty({ description: 'No entry is altered, missing or re-ordered, and none stands beside the chain.' })
  ok!: boolean;

  @ApiProperty({ description: 'Entries checked.', example: 4812 })
  checked!: number;

  @ApiProperty({ description: 'Number and hash of the last entry; note it elsewhere.', type: String })
  head!: string;

  @ApiProperty({
    description: 'What is wrong with the first faulty entry.',
    nullable: true,
    type: String,
    example: null,
  })
  firstFault!: string | null;

  @ApiProperty({ description: 'Number of the first faulty entry.', nullable: true, type: Number, example: null })
  firstFaultAt!: number | null;

  @ApiProperty({ description: 'Entries that have no number yet.', example: 2 })
  unsealed!: number;
}

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit/verification')
export class AuditVerificationController {
  constructor(private readonly verifyAudit: VerifyAudit) {}

  @Get()
  @ApiOperation({ summary: 'Verify the log of the whole registry: every number, hash and entry' })
  @ApiOkResponse({ type: AuditVerificationAnswer })
  async verify(@CurrentActor() actor: Actor): Promise<AuditVerificationAnswer> {
    const verdict = await this.verifyAudit.execute(actor, { noted: null });
    const { checked, head, firstFault } = verdict.chain;
    return {
      ok: verdict.ok,
      checked,
      head: headText(head),
      firstFault: firstFault?.kind ?? null,
      firstFaultAt: firstFault?.sequence ?? null,
      unsealed: verdict.unsealed,
    };
  }
}
