// Takes a body of plain values that passes every rule of its class without asking class-transformer and class-validator; whoever does not pass is left to them, who say why.

import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidatorConstraintInterface } from 'class-validator';

type Dto<T extends object> = new () => T;
type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;
type Condition = (body: object, value: unknown) => unknown;

interface Rule {
  readonly constraint: ValidatorConstraintInterface;
  readonly constraints: unknown[];
}

/** What class-validator checks of one field: the rules, where every condition holds. */
interface Field {
  readonly conditions: Condition[];
  readonly rules: Rule[];
}

type Fields = ReadonlyMap<string, Field>;

/** Kinds of rules that are of one value and of nothing within it. */
const OF_ONE_VALUE: readonly string[] = ['customValidation', 'isDefined'];
/** What class-transformer must hand on as it is, whatever the field. */
const PLAIN_VALUES: readonly unknown[] = ['1', 1, true, null, ['1', 1, true, null]];

/** As many as there are classes; null where a class has other rules than these, such as those of a part. */
const known = new WeakMap<Dto<object>, Fields | null>();

/** The body as an instance, or null where it does not pass here, which says nothing yet. */
export function plainBody<T extends object>(dto: Dto<T>, given: Readonly<Record<string, unknown>>): T | null {
  const fields = fieldsOf(dto);
  if (fields === null) return null;
  const body = new dto();
  for (const [name, value] of Object.entries(given)) {
    if (!fields.has(name) || !isPlain(value)) return null;
    (body as Record<string, unknown>)[name] = Array.isArray(value) ? [...(value as unknown[])] : value;
  }
  for (const [name, field] of fields) if (!passes(field, dto.name, body, name)) return null;
  return body;
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** `true` alone passes: a rule that must be waited for answers something else. */
function passes({ conditions, rules }: Field, targetName: string, object: object, property: string): boolean {
  const value = (object as Record<string, unknown>)[property];
  if (!conditions.every((holds) => Boolean(holds(object, value)))) return true;
  return rules.every(
    ({ constraint, constraints }) =>
      constraint.validate(value, { targetName, property, object, value, constraints }) === true,
  );
}

function fieldsOf(dto: Dto<object>): Fields | null {
  const before = known.get(dto);
  if (before !== undefined) return before;
  const fields = readFields(dto);
  known.set(dto, fields);
  return fields;
}

function readFields(dto: Dto<object>): Fields | null {
  const noted = getMetadataStorage().getTargetValidationMetadatas(dto, undefined as unknown as string, false, false);
  const fields = new Map<string, Field>();
  for (const rule of noted) {
    const field = fields.get(rule.propertyName) ?? { conditions: [], rules: [] };
    if (!takeRule(field, rule)) return null;
    fields.set(rule.propertyName, field);
  }
  const asTheyAre = [...fields.keys()].every((name) => PLAIN_VALUES.every((value) => isHandedOn(dto, name, value)));
  return asTheyAre && fields.size > 0 ? fields : null;
}

function takeRule(field: Field, rule: Rules[number]): boolean {
  const { type, each, validateIf, constraints, constraintCls } = rule;
  if (each || validateIf !== undefined) return false;
  if (type === 'conditionalValidation') {
    field.conditions.push(...(constraints as Condition[]).slice(0, 1));
    return true;
  }
  if (!OF_ONE_VALUE.includes(type)) return false;
  for (const { instance } of getMetadataStorage().getTargetValidatorConstraints(constraintCls))
    field.rules.push({ constraint: instance, constraints });
  return true;
}

/** `@Type` and the like make something else of it. */
function isHandedOn(dto: Dto<object>, name: string, value: unknown): boolean {
  const made = plainToInstance(dto, { [name]: value }) as Record<string, unknown>;
  return Object.hasOwn(made, name) && JSON.stringify(made[name]) === JSON.stringify(value);
}
