// How many names were asked after on a day, by each user and each organisation, and how often they were warned of one: counts alone.

export const name = 'count-names-asked';

const table = (of: string, references: string): string => `
CREATE TABLE registry.names_of_${of} (
  ${of}_id uuid NOT NULL CONSTRAINT names_of_${of}_fk REFERENCES registry.${references},
  day date NOT NULL,
  asked integer NOT NULL CONSTRAINT names_of_${of}_asked CHECK (asked >= 0),
  warned integer NOT NULL DEFAULT 0 CONSTRAINT names_of_${of}_warned CHECK (warned >= 0),
  CONSTRAINT names_of_${of}_pk PRIMARY KEY (${of}_id, day)
);
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(table('user', 'app_user'));
  await run(table('organisation', 'organisation'));
  for (const whose of ['user', 'organisation']) {
    await run(`GRANT SELECT, INSERT, DELETE, UPDATE (asked, warned) ON registry.names_of_${whose} TO ${roles.appRole}`);
  }
}
