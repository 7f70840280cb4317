// The short way of checking a body of plain values: whatever it takes, class-transformer and class-validator take and make the same of, for every class of the API.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsOptional,
  IsString,
  ValidateBy,
  ValidateNested,
  getMetadataStorage,
  validateSync,
} from 'class-validator';
import '../../src/http/http.module.js';
import { plainBody } from '../../src/request/plain-bodies.js';

type Dto = new () => object;

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/** Every class with rules; the storage tells them in no other way. */
function classes(): Dto[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<Dto, unknown> };
  return [...validationMetadatas.keys()];
}

function fieldsOf(dto: Dto): string[] {
  const noted = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return [...new Set(noted.map(({ propertyName }) => propertyName))];
}

function judged(dto: Dto, given: Readonly<Record<string, unknown>>): object | null {
  const instance = plainToInstance(dto, { ...given }, { enableImplicitConversion: false });
  return validateSync(instance, STRICT).length === 0 ? instance : null;
}

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'names',
    '50',
    'true',
    '2020-12-31',
    '2021-01-15T12:00:00Z',
    'x'.repeat(201),
    'x'.repeat(5000),
  ),
  fc.constantFrom<unknown>('1d4e6c3a-5b7f-4c2d-9e80-2a3b4c5d6e7f', null, true, false, 0, 1, -1, 1.5, 10_000_000),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.constant({ a: 1 }),
  fc.constant([[]]),
);
const OTHER_FIELDS = ['toString', 'other'];

describe('for every class with rules', () => {
  const taken = new Set<Dto>();

  it('takes nothing that is to be refused, and makes of it what would be made', () => {
    expect(classes().length).toBeGreaterThan(50);
    for (const dto of classes()) {
      const names = fc.constantFrom(...fieldsOf(dto), ...fieldsOf(dto), ...OTHER_FIELDS);
      const bodies = fc.dictionary(names, value, { maxKeys: 6, noNullPrototype: true });
      fc.assert(
        fc.property(bodies, (given) => {
          const plain = plainBody(dto, given);
          if (plain === null) return;
          taken.add(dto);
          const made = judged(dto, given);
          expect(made).not.toBeNull();
          expect(plain).toStrictEqual(made);
        }),
        { numRuns: 200 },
      );
    }
  });

  it('takes something of most', () => {
    expect(taken.size).toBeGreaterThan(30);
  });
});

describe('a body that is left to them', () => {
  class Part {
    @IsString()
    text!: string;
  }
  class WithPart {
    @IsOptional()
    @ValidateNested()
    @Type(() => Part)
    part?: Part;
  }
  class Converted {
    @Type(() => Number)
    @IsOptional()
    number?: number;
  }
  class OfEach {
    @IsString({ each: true })
    texts!: string[];
  }
  class Awaited {
    @ValidateBy({ name: 'later', async: true, validator: { validate: () => Promise.resolve(true) } })
    text!: string;
  }
  class Ruleless {
    text?: string;
  }

  it.each<[string, Dto, Record<string, unknown>]>([
    ['of a class with a part', WithPart, {}],
    ['of a class that converts', Converted, { number: '1' }],
    ['with rules for each one of a list', OfEach, { texts: ['a'] }],
    ['with a rule that must be waited for', Awaited, { text: 'a' }],
    ['of a class without rules', Ruleless, { text: 'a' }],
  ])('is one %s', (_, dto, given) => {
    expect(plainBody(dto, given)).toBeNull();
  });

  class Plain {
    @IsString()
    text!: string;

    @IsOptional()
    @IsArray()
    list?: unknown[];
  }

  it.each<[string, Record<string, unknown>]>([
    ['without a field that is needed', {}],
    ['with a field of another kind', { text: 1 }],
    ['with a field that is not known', { text: 'a', other: 1 }],
    ['with a field that every object has', { text: 'a', toString: 'b' }],
    ['with an object', { text: 'a', list: [{}] }],
    ['with a list within a list', { text: 'a', list: [[]] }],
    ['with what no JSON has', { text: 'a', list: undefined }],
  ])('is one %s', (_, given) => {
    expect(plainBody(Plain, given)).toBeNull();
  });

  it('is none that passes: it is an instance of its own, which shares no list with what was given', () => {
    const given = { text: 'a', list: ['b'] };
    const [first, second] = [plainBody(Plain, given), plainBody(Plain, given)];
    expect(first).toBeInstanceOf(Plain);
    expect(first).toEqual(given);
    expect(first).not.toBe(second);
    expect(first?.list).not.toBe(given.list);
  });
});
