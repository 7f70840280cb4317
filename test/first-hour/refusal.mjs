// Checks that the service does not run as a role that could change what it must not.

const LIMIT = 60_000;

export async function refusesOwnerAsService(place, checks) {
  checks.scene(`${place.name}, as its owner`);
  const running = place.npm(['start'], { DATABASE_URL: place.settings.DATABASE_OWNER_URL });
  const end = await running.endWithin(LIMIT);
  if (end === null) running.signalGroup('SIGKILL');
  const clear = /role that owns nothing/.test(running.text);
  checks.that(
    'the service refuses and says why',
    end !== null && end.code !== 0 && clear,
    () => `exit code ${end?.code}: ${running.tail()}`,
  );
}
