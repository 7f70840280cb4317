// Reads src/usecases as text: every class, its public methods, and what the first statement of each one asks.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface UseCaseMethod {
  /** `Class.method`. */
  readonly name: string;
  readonly className: string;
  readonly method: string;
  readonly file: string;
  /** As in the table of guards; null when the first statement asks nothing of the first parameter. */
  readonly asks: string | null;
}

const USE_CASES = path.resolve('src/usecases');

export function useCaseFiles(folder = USE_CASES): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export function isProviderList(file: string): boolean {
  return file.endsWith('.providers.ts');
}

function isHidden(member: ts.MethodDeclaration): boolean {
  const hiding = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  return ts.isPrivateIdentifier(member.name) || (member.modifiers?.some(({ kind }) => hiding.includes(kind)) ?? false);
}

const QUESTIONS: Readonly<Record<string, (action: string) => string>> = {
  requireAllowed: (action) => action,
  requireOperatorOr: (action) => `operator or ${action}`,
  requireService: () => 'service',
};

/** Only a bare call counts: not one in a condition, and not one about somebody else than the first parameter. */
function asked(member: ts.MethodDeclaration): string | null {
  const call = firstCall(member);
  if (call === null) return null;
  const [who, action] = call.arguments;
  const caller = member.parameters[0]?.name;
  if (nameOf(who) === null || nameOf(who) !== nameOf(caller)) return null;
  const question = QUESTIONS[nameOf(call.expression) ?? ''];
  return question?.(action !== undefined && ts.isStringLiteral(action) ? action.text : '') ?? null;
}

function firstCall(member: ts.MethodDeclaration): ts.CallExpression | null {
  const first = member.body?.statements[0];
  if (first === undefined || !ts.isExpressionStatement(first)) return null;
  return ts.isCallExpression(first.expression) ? first.expression : null;
}

/** Of a bare identifier; null for everything that is more. */
function nameOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isIdentifier(node) ? node.text : null;
}

export function methodsOf(file: string, text: string): UseCaseMethod[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: UseCaseMethod[] = [];
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || statement.name === undefined) continue;
    const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (!exported) continue;
    const className = statement.name.text;
    for (const member of statement.members) {
      if (!ts.isMethodDeclaration(member) || isHidden(member)) continue;
      const method = member.name.getText(source);
      found.push({ name: `${className}.${method}`, className, method, file, asks: asked(member) });
    }
  }
  return found;
}

export function readUseCases(): UseCaseMethod[] {
  return useCaseFiles()
    .filter((file) => !isProviderList(file))
    .flatMap((file) => methodsOf(file, readFileSync(file, 'utf8')));
}
