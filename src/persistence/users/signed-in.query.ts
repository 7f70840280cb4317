// Whether a sign-in still stands as it was when an access token was made.

/** A row where it does. The parameters are those of the user's id, the sign-in and the version of the token. */
export function signedIn(user: string, signIn: string, version: string): string {
  return `SELECT 1 FROM registry.app_user u WHERE u.id = ${user}::uuid AND u.token_version = ${version}::integer AND u.disabled_at IS NULL
    AND EXISTS (SELECT 1 FROM registry.refresh_token t WHERE t.family_id = ${signIn}::uuid AND t.revoked_at IS NULL)`;
}
