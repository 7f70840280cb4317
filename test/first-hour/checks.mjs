// Counts what holds and what does not, and prints one line for each check.

export class Checks {
  #scene = '';
  #tally;

  constructor(tally = { count: 0, failed: 0 }) {
    this.#tally = tally;
  }

  get count() {
    return this.#tally.count;
  }

  get failed() {
    return this.#tally.failed;
  }

  /** Counts together with this one and has scenes of its own, for a story that is played beside others. */
  branch() {
    return new Checks(this.#tally);
  }

  /** Put before the checks that follow. */
  scene(title) {
    this.#scene = title;
  }

  /** `detail` is printed for a failure only; it may be a function. */
  that(title, holds, detail = '') {
    this.#tally.count += 1;
    if (holds) {
      console.log(`ok - ${this.#scene}: ${title}`);
      return true;
    }
    this.#tally.failed += 1;
    const said = String(typeof detail === 'function' ? detail() : detail);
    console.log(`NOT OK - ${this.#scene}: ${title}${said === '' ? '' : ` - ${said}`}`);
    return false;
  }

  equal(title, actual, expected) {
    return this.that(`${title} (${expected})`, Object.is(actual, expected), `it is ${actual}`);
  }

  /** For what this machine cannot play; no check is counted. */
  skipped(title, reason) {
    console.log(`skipped - ${title}: ${reason}`);
  }

  note(line) {
    console.log(`   ${this.#scene}: ${line}`);
  }
}
