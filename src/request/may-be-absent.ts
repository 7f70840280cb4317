// Marks a DTO's field as one that may be left out; `null` is no absence, unlike under class-validator's IsOptional.

import { ValidateIf } from 'class-validator';

export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== undefined);
}
