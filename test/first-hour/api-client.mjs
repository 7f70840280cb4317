// Speaks to the API as one user.

/** Milliseconds; the longest answer, a release, takes some 20 s to compute. */
const LONGEST_ANSWER = 60_000;

export class ApiClient {
  #token;

  constructor(address, token = null) {
    this.address = address;
    this.#token = token;
  }

  static async signIn(address, { username, password }) {
    const answer = await new ApiClient(address).post('/v1/auth/token', { username, password });
    if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${answer.status} ${answer.text}`);
    return new ApiClient(address, answer.body.accessToken);
  }

  get(path) {
    return this.#ask('GET', path);
  }

  post(path, body, headers = {}) {
    return this.#ask('POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** As `post`, and throws on a refusal. */
  async mustPost(path, body = {}) {
    const answer = await this.post(path, body);
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.body;
  }

  async mustGet(path) {
    const answer = await this.get(path);
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.body;
  }

  async #ask(method, path, { body, headers = {} } = {}) {
    const authorization = this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.address}${path}`, {
      method,
      body,
      headers: { ...headers, ...authorization },
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { ok: response.ok, status: response.status, text, body: isJson ? JSON.parse(text) : null };
  }
}
