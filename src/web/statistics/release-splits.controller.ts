// Asks for a release by party, by a form on the page of releases.

import { Body, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { SPLIT_DIMENSIONS } from '../../domain/statistics/release-split.js';
import { CurrentActor } from '../../request/doors.js';
import { AskSplit } from '../../usecases/statistics/ask-split.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo } from '../layout/pages.js';

const PLACE = '/console/releases';

@ConsolePages('console/releases/splits')
export class ReleaseSplitsController {
  constructor(private readonly askSplit: AskSplit) {}

  @Post()
  async ask(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const by = SPLIT_DIMENSIONS.find((one) => one === values['/by']);
    if (by === undefined) throw invalidField('/by', `one of ${SPLIT_DIMENSIONS.join(', ')}`);
    const corrects = correctedOf(values['/corrects'] ?? '');
    await this.askSplit.execute(actor, { by, corrects }, formRequestKey(request, values));
    goTo(reply, corrects === null ? `${PLACE}#splits` : `${PLACE}/${corrects}`);
  }
}

function correctedOf(given: string): number | null {
  if (given === '') return null;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw invalidField('/corrects', 'the number of a release');
  return Number(given);
}
