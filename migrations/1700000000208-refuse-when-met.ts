// Lets a statement that writes refuse itself, and all that is asked behind it, where somebody whose names may be compared is met in a text.

export const name = 'refuse-when-met';

/** Asked and written in one parcel: what comes behind a statement that failed is not run, and the commit of it keeps nothing. */
const FUNCTION = `CREATE FUNCTION registry.refuse_when_met(is_met boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF is_met THEN RAISE EXCEPTION 'somebody is met whose names are to be compared' USING ERRCODE = 'NM001'; END IF;
  RETURN true;
END $$`;

export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(FUNCTION);
  await run('REVOKE ALL ON FUNCTION registry.refuse_when_met(boolean) FROM PUBLIC');
  await run(`GRANT EXECUTE ON FUNCTION registry.refuse_when_met(boolean) TO ${roles.appRole}`);
}
