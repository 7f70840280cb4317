// Draws the secret under which two partners encode one pair of lists, once.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';

const SECRET_BYTES = 32;

@Injectable()
export class DrawLinkageSecret {
  constructor(private readonly entropy: Entropy) {}

  /** 256 bits as 64 hexadecimal digits. */
  async execute(principal: Principal): Promise<string> {
    requireService(principal);
    return Promise.resolve(Buffer.from(this.entropy.randomBytes(SECRET_BYTES)).toString('hex'));
  }
}
