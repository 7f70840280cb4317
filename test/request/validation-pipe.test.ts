// What the pipe of validation hands on: no part of a body that is no part of its class, and nothing given as what its class makes of it.

import { describe, expect, it } from '@jest/globals';
import '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
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

describe('nothing given', () => {
  class Query {
    @IsOptional()
    @IsString()
    why?: string;
  }
  const asked = (value: unknown): Promise<unknown> =>
    new ValidationPipe().transform(value, { type: 'query', metatype: Query });

  it('is refused each time where a field is needed', async () => {
    for (const turn of [1, 2])
      await expect(taken({}).then(() => turn)).rejects.toMatchObject({ code: 'invalid_field' });
  });

  it('is an object of its own each time where none is, and what is given is still checked', async () => {
    const [first, second] = [await asked({}), await asked({})];
    expect(first).toBeInstanceOf(Query);
    expect(second).toBeInstanceOf(Query);
    expect(second).not.toBe(first);
    await expect(asked({ why: 1 })).rejects.toMatchObject({ code: 'invalid_field' });
    await expect(asked({ other: 'x' })).rejects.toMatchObject({ code: 'unknown_field' });
    expect(await asked({ why: 'yes' })).toEqual({ why: 'yes' });
  });
});
