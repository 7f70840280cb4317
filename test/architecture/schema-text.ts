// Writes down a database's schema as SQL that can be read and compared: what exists, how it is guarded, who may do what.

import type { Client } from 'pg';

interface Named {
  readonly schema: string;
  readonly name: string;
  readonly line: string;
}

const OWN_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const RELATIONS = `
  SELECT n.nspname AS schema, c.relname AS name, '' AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OWN_SCHEMA} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1, 2`;

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS name,
         format('  %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
         || CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                 WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
         || CASE WHEN a.attidentity <> '' THEN ' GENERATED AS IDENTITY' ELSE '' END
         || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE ${OWN_SCHEMA} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY 1, 2, a.attnum`;

/** PostgreSQL 18 keeps NOT NULL as constraints too; the columns above say the same. */
const CONSTRAINTS = `
  SELECT n.nspname AS schema, c.relname AS name,
         format('  CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)) AS line
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OWN_SCHEMA} AND k.contype <> 'n' ORDER BY 1, 2, k.contype, k.conname`;

const INDEXES = `
  SELECT n.nspname AS schema, c.relname AS name, pg_get_indexdef(i.indexrelid) || ';' AS line
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OWN_SCHEMA} AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
  ORDER BY 1, 2, 3`;

const TRIGGERS = `
  SELECT n.nspname AS schema, c.relname AS name,
         pg_get_triggerdef(t.oid) || ';' || CASE WHEN t.tgenabled = 'O' THEN '' ELSE ' -- enabled: ' || t.tgenabled::text END AS line
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OWN_SCHEMA} AND NOT t.tgisinternal ORDER BY 1, 2, 3`;

const POLICIES = `
  SELECT n.nspname AS schema, c.relname AS name,
         format('-- POLICY %I %s USING %s WITH CHECK %s', p.polname, p.polcmd::text,
                pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS line
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OWN_SCHEMA} ORDER BY 1, 2, 3`;

const TABLE_GRANTS = `
  SELECT n.nspname AS schema, c.relname AS name,
         format('GRANT %s ON %I.%I TO %s;', string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type), n.nspname, c.relname,
                CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END) AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) x
  WHERE ${OWN_SCHEMA} AND x.grantee <> c.relowner GROUP BY n.nspname, c.relname, x.grantee ORDER BY 1, 2, 3`;

const COLUMN_GRANTS = `
  SELECT n.nspname AS schema, c.relname AS name,
         format('GRANT %s (%s) ON %I.%I TO %s;', x.privilege_type, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
                n.nspname, c.relname, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END) AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(a.attacl) x
  WHERE ${OWN_SCHEMA} AND x.grantee <> c.relowner GROUP BY n.nspname, c.relname, x.grantee, x.privilege_type ORDER BY 1, 2, 3`;

const FUNCTIONS = `
  SELECT n.nspname AS schema, p.proname AS name, pg_get_functiondef(p.oid) || ';'
         || CASE WHEN p.prosecdef THEN ' -- runs as its owner' ELSE '' END AS line
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${OWN_SCHEMA} ORDER BY 1, 2, 3`;

const SCHEMAS = `
  SELECT n.nspname AS schema, '' AS name,
         coalesce(string_agg(format('GRANT %s ON SCHEMA %I TO %s;', x.privilege_type, n.nspname,
           CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END), E'\\n'
           ORDER BY x.grantee, x.privilege_type) FILTER (WHERE x.grantee <> n.nspowner), '') AS line
  FROM pg_namespace n LEFT JOIN LATERAL aclexplode(n.nspacl) x ON true
  WHERE ${OWN_SCHEMA} GROUP BY n.nspname, n.oid ORDER BY 1`;

const EXTENSIONS = `SELECT '' AS schema, extname AS name, format('CREATE EXTENSION %I;', extname) AS line FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 2`;

const PER_RELATION = [INDEXES, TRIGGERS, POLICIES, TABLE_GRANTS, COLUMN_GRANTS];

function linesOf(rows: readonly Named[], of: Pick<Named, 'schema' | 'name'>): string[] {
  return rows.filter(({ schema, name }) => schema === of.schema && name === of.name).map(({ line }) => line);
}

/** One text for one schema, whatever order its objects were made in; the owner's own rights are left out. */
export async function schemaText(client: Client): Promise<string> {
  const ask = async (sql: string): Promise<readonly Named[]> => (await client.query<Named>(sql)).rows;
  const [schemas, extensions, relations, columns, constraints, functions] = [
    await ask(SCHEMAS),
    await ask(EXTENSIONS),
    await ask(RELATIONS),
    await ask(COLUMNS),
    await ask(CONSTRAINTS),
    await ask(FUNCTIONS),
  ];
  const beside: (readonly Named[])[] = [];
  for (const sql of PER_RELATION) beside.push(await ask(sql));
  const parts = [...extensions.map(({ line }) => line)];
  for (const { schema, line: grants } of schemas) {
    parts.push(`CREATE SCHEMA ${schema};${grants === '' ? '' : `\n${grants}`}`);
    parts.push(...functions.filter((one) => one.schema === schema).map(({ line }) => line));
    for (const relation of relations.filter((one) => one.schema === schema)) {
      const body = [...linesOf(columns, relation), ...linesOf(constraints, relation)].join(',\n');
      const rest = beside.flatMap((rows) => linesOf(rows, relation));
      parts.push([`CREATE TABLE ${schema}.${relation.name} (\n${body}\n);`, ...rest].join('\n'));
    }
  }
  return `${parts.join('\n\n')}\n`;
}
