// Marks a controller of pages, which the API's documentation leaves out.

import { ApiExcludeController } from '@nestjs/swagger';

export const Undocumented = (): ClassDecorator => ApiExcludeController();
