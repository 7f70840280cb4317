// Estimates the undocumented from a capture table in a file; opens no registry.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import {
  estimateUndocumented,
  MOST_LISTS,
  type UndocumentedEstimate,
} from '../../domain/statistics/multiple-systems.js';
import { readCaptures } from '../../formats/csv/read-captures.js';
import { highsLinearSolver } from '../../solver/highs-solver.js';

@Injectable()
export class EstimateCaptures {
  async execute(principal: Principal, csv: string): Promise<UndocumentedEstimate> {
    requireService(principal);
    const { lists, counts } = readCaptures(csv, MOST_LISTS);
    return estimateUndocumented(lists, counts, highsLinearSolver());
  }
}
