// A list within a list is refused by its place, however empty: nothing of a body is handed on that is no part of its class.

import { describe, expect, it } from '@jest/globals';
import '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsString, ValidateNested } from 'class-validator';
import { ValidationPipe } from '../../src/request/validation.pipe.js';

class Line {
  @IsString()
  text!: string;
}

class Body {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

const taken = (value: unknown): Promise<unknown> =>
  new ValidationPipe().transform(value, { type: 'body', metatype: Body });

describe('a list within a list', () => {
  it.each([
    [[[]], '/lines/0'],
    [[[[]]], '/lines/0'],
    [[[[[]]]], '/lines/0'],
    [[{ text: 'one' }, []], '/lines/1'],
    [[{ text: [['one']] }], '/lines/0/text/0'],
  ])('%j is refused at %s', async (lines, pointer) => {
    const fault = { pointer, code: 'invalid_field', expected: 'no list within a list' };
    await expect(taken({ lines })).rejects.toMatchObject({ code: 'invalid_field', faults: [fault] });
  });

  it('is no matter for a list of parts', async () => {
    expect(await taken({ lines: [{ text: 'one' }] })).toEqual({ lines: [{ text: 'one' }] });
  });
});
