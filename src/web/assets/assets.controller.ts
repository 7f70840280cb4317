// Gives the style sheet and the icon to anybody, to be kept for good.

import { Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { notFound } from '../../domain/domain-error.js';
import { PublicPages } from '../layout/page-doors.js';
import { findAsset } from './assets.js';

@PublicPages('assets')
export class AssetsController {
  @Get(':name')
  get(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = findAsset(name);
    if (asset === undefined) throw notFound();
    void reply
      .status(200)
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(asset.content);
  }
}
