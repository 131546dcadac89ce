import type supertest from 'supertest';

type Http = ReturnType<typeof supertest>;

/** A browser that knows forms and cookies only. It sends back the cookies that it got. */
export class SignedIn {
  private cookie = '';

  constructor(private readonly http: Http) {}

  /** The cookie that it sends. */
  get shown(): string {
    return this.cookie;
  }

  async get(path: string) {
    return this.keep(await this.http.get(path).set('Cookie', this.cookie));
  }

  /** Sends a form with the token in the page at `from`; without a page, without a token. */
  async post(path: string, fields: object, from?: string) {
    const csrf = from === undefined ? {} : { csrf: await this.csrfOf(from) };
    const form = this.http.post(path).set('Cookie', this.cookie).type('form');
    return this.keep(await form.send({ ...fields, ...csrf }));
  }

  async signIn(email: string, password: string) {
    return this.post('/sign-in', { email, password });
  }

  /** The token in the forms of a page. */
  async csrfOf(path: string): Promise<string> {
    const { text } = await this.get(path);
    return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  }

  private keep<R extends { headers: Record<string, unknown> }>(response: R): R {
    const [set] = (response.headers['set-cookie'] ?? []) as string[];
    if (set !== undefined) this.cookie = set.split(';', 1)[0] ?? '';
    return response;
  }
}
