// The HTML console and the public pages.

import { Module } from '@nestjs/common';

@Module({})
export class WebModule {}
