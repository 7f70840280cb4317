// An instant as Date writes it in ISO 8601, put together here but for its day: by a profile the engine's own way took some 5 µs each time, in a process that does much else.

const [DAY, HOUR, MINUTE, SECOND] = [86_400_000, 3_600_000, 60_000, 1_000];
/** Of `T12:00:00.000Z`, behind the day. */
const TIME_LENGTH = 14;
const PAIRS: readonly string[] = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Most instants of a day's work are of two or three days; the last one alone is kept. */
let known = { day: Number.NaN, text: '' };

/** As `new Date(instant).toISOString()`, and throws where that does. */
export function isoTimeOf(instant: number): string {
  const whole = Math.trunc(instant);
  const day = Math.floor(whole / DAY);
  if (day !== known.day) known = { day, text: new Date(whole).toISOString().slice(0, -TIME_LENGTH) };
  const time = whole - day * DAY;
  const hours = pairOf(time / HOUR);
  const minutes = pairOf((time % HOUR) / MINUTE);
  const seconds = pairOf((time % MINUTE) / SECOND);
  return `${known.text}T${hours}:${minutes}:${seconds}.${String(time % SECOND).padStart(3, '0')}Z`;
}

function pairOf(number: number): string {
  return PAIRS[Math.floor(number)] ?? '';
}
