// Lets an organisation see which files of evidence its own people downloaded, of whichever organisation's item.

export const name = 'show-own-downloads';

const USER = '(SELECT registry.actor_user())';
const ORGANISATION = '(SELECT registry.actor_organisation())';
const REGISTRY = '(SELECT registry.reaches_registry())';

/** True or nothing, and never a join; what the row above shows to nobody is not there to be asked. */
const own = (table: string, key: string): string =>
  `(SELECT true FROM registry.${table} AS up WHERE up.id = evidence_file_download.${key} AND up.organisation_id = ${ORGANISATION})`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
DROP POLICY evidence_file_download_see ON registry.evidence_file_download;
CREATE POLICY evidence_file_download_see ON registry.evidence_file_download FOR SELECT
  USING (user_id = ${USER} OR ${own('app_user', 'user_id')} OR ${own('evidence_file', 'file_id')} OR ${REGISTRY});
CREATE INDEX evidence_file_download_newest ON registry.evidence_file_download (downloaded_at DESC, id DESC);`);
}
