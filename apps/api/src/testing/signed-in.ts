import type supertest from 'supertest';

type Http = ReturnType<typeof supertest>;

/** A browser that knows forms and cookies only. It sends back the cookies that it got. */
export class SignedIn {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly http: Http,
    /** Headers that it sends beside its cookies. */
    private readonly always: Readonly<Record<string, string>> = {},
  ) {}

  /** The cookie of its session, as it sends it. */
  get shown(): string {
    return this.shownAs('timeledger_session');
  }

  /** The cookie by which it is known, as it sends it. */
  get device(): string {
    return this.shownAs('timeledger_device');
  }

  /** The cookie of this name, as it sends it. Empty when it has none. */
  shownAs(name: string): string {
    return this.cookies.get(name) ?? '';
  }

  /** Takes a cookie of another browser, as `shownAs` gives it. */
  show(cookie: string): void {
    this.cookies.set(cookie.split('=', 1)[0] ?? '', cookie);
  }

  private get headers(): Record<string, string> {
    return { Cookie: [...this.cookies.values()].join('; '), ...this.always };
  }

  async get(path: string) {
    return this.keep(await this.http.get(path).set(this.headers));
  }

  /** Sends a form with the token in the page at `from`; without a page, without a token. */
  async post(path: string, fields: object, from?: string) {
    const csrf = from === undefined ? {} : { csrf: await this.csrfOf(from) };
    const form = this.http.post(path).set(this.headers).type('form');
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
    for (const set of (response.headers['set-cookie'] ?? []) as string[]) {
      const cookie = set.split(';', 1)[0] ?? '';
      this.cookies.set(cookie.split('=', 1)[0] ?? '', cookie);
    }
    return response;
  }
}
