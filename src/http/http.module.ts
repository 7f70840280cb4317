// The JSON API.

import { Module } from '@nestjs/common';

@Module({})
export class HttpModule {}
