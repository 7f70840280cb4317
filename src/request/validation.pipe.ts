// Checks bodies and queries against their DTO classes: unknown fields are refused, and no refusal repeats a value.

import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { DomainError, type FieldFault } from '../domain/domain-error.js';
import { pointerToken } from './json-body.js';
import { plainBody } from './plain-bodies.js';
import { rememberRules } from './validation-rules.js';

type Dto = new () => object;

const PLAIN_TYPES: readonly unknown[] = [String, Number, Boolean, Array, Object];
const REFUSED_KEYS = ['__proto__', 'constructor', 'prototype'];

rememberRules();

/** Classes of which every field may be absent. Most reads give none, and their rules say the same of nothing each time. */
const fitEmpty = new WeakSet<Dto>();

export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const dto = metadata.metatype;
    if (metadata.type === 'custom' || metadata.type === 'param' || !isDto(dto)) return value;
    return checked(dto, fieldsOf(value ?? (metadata.type === 'query' ? {} : null)));
  }
}

/** Whether this is a class whose fields are checked; `type` is what TypeScript notes of a parameter. */
export function isDto(type: unknown): type is Dto {
  return typeof type === 'function' && !PLAIN_TYPES.includes(type);
}

/** Everything that is no JSON object is refused before the libraries below can read meaning into it. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DomainError('malformed_request', 'The body must be a JSON object.', [
      { pointer: '', code: 'malformed_request', expected: 'a JSON object' },
    ]);
  const fields = { ...value };
  const refused = REFUSED_KEYS.find((key) => Object.hasOwn(fields, key));
  if (refused !== undefined) throw refusalOf([{ pointer: '', code: 'unknown_field' }]);
  return fields;
}

/** The DTO with its fields, as `new` would make it; nothing is converted, so that "1" is no number and 1 no text. */
async function checked<T extends object>(dto: new () => T, fields: Readonly<Record<string, unknown>>): Promise<T> {
  const isEmpty = Object.keys(fields).length === 0;
  if (isEmpty && fitEmpty.has(dto)) return new dto();
  const plain = isEmpty ? null : plainBody(dto, fields);
  if (plain !== null) return plain;
  const nested = Object.entries(fields).flatMap(([key, value]) => arraysInArrays(value, `/${pointerToken(key)}`));
  if (nested.length > 0) throw refusalOf(nested);
  const instance = plainToInstance(dto, fields, { enableImplicitConversion: false });
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
  });
  const faults = [...inheritedFaults(fields), ...errors.flatMap((error) => faultsOf(error, ''))];
  if (faults.length > 0) throw refusalOf(faults);
  if (isEmpty) fitEmpty.add(dto);
  return instance;
}

/** No field is a list of lists; class-validator takes an empty one within a list for an object without faults. */
function arraysInArrays(value: unknown, pointer: string): FieldFault[] {
  if (!Array.isArray(value)) {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, part]) => arraysInArrays(part, `${pointer}/${pointerToken(key)}`));
  }
  return value.flatMap((one: unknown, at): FieldFault[] =>
    Array.isArray(one)
      ? [{ pointer: `${pointer}/${at}`, code: 'invalid_field', expected: 'no list within a list' }]
      : arraysInArrays(one, `${pointer}/${at}`),
  );
}

/** Methods that every object has, such as toString: class-transformer drops such a field before anybody could call it unknown. */
function inheritedFaults(fields: Readonly<Record<string, unknown>>): FieldFault[] {
  const inherited = Object.keys(fields).filter((key) => key in Object.prototype);
  return inherited.map((key) => unknownField(`/${pointerToken(key)}`));
}

/** Throws `unknown_field` for each field of a query where none is known, in the form that a class without fields would give. */
export function refuseFields(query: unknown): void {
  const faults = Object.keys(fieldsOf(query ?? {})).map((key): FieldFault => unknownField(`/${pointerToken(key)}`));
  if (faults.length > 0) throw refusalOf(faults);
}

function unknownField(pointer: string): FieldFault {
  return { pointer, code: 'unknown_field', expected: 'no such field' };
}

function faultsOf(error: ValidationError, above: string): FieldFault[] {
  const pointer = `${above}/${pointerToken(error.property)}`;
  const own = Object.entries(error.constraints ?? {});
  const nested = (error.children ?? []).flatMap((child) => faultsOf(child, pointer));
  if (own.length === 0) return nested;
  if (own.some(([name]) => name === 'whitelistValidation')) return [unknownField(pointer)];
  const expected = own.map(([, message]) => message).join('; ');
  return [{ pointer, code: 'invalid_field', expected }, ...nested];
}

function refusalOf(faults: readonly FieldFault[]): DomainError {
  const onlyUnknown = faults.every((fault) => fault.code === 'unknown_field');
  return onlyUnknown
    ? new DomainError('unknown_field', 'The request has a field that is not known here.', faults)
    : new DomainError('invalid_field', 'The request has a field that is not valid.', faults);
}
