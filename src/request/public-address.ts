// The address that links are made with: configured, never taken from a request, and following the port once it is known.

export class PublicAddress {
  #url: string;

  constructor(configured: string) {
    this.#url = configured;
  }

  /** Without a slash at the end. */
  get url(): string {
    return this.#url;
  }

  /** PORT=0 asks the system for a free port, so that the default address is known only after listening. */
  follow(port: number): void {
    const url = new URL(this.#url);
    if (url.port !== '0') return;
    url.port = String(port);
    this.#url = url.origin;
  }
}
