// Which door the pages of a controller have: the console's session, or none.

import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Undocumented } from '../../request/undocumented.js';
import { OpenToAll, ThroughConsole } from '../../request/doors.js';
import { PassesOverParameters } from '../../request/query.guard.js';
import { FormGuard } from '../forms/form.guard.js';

/** Pages of signed-in users; their forms must come from their own session. */
export function ConsolePages(path: string): ClassDecorator {
  return applyDecorators(
    Controller(path),
    ThroughConsole(),
    UseGuards(FormGuard),
    Undocumented(),
    PassesOverParameters(),
  );
}

/** Pages for everybody; their forms must come from this service. */
export function PublicPages(path = ''): ClassDecorator {
  return applyDecorators(Controller(path), OpenToAll(), UseGuards(FormGuard), Undocumented(), PassesOverParameters());
}
