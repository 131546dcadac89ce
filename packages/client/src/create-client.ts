import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './schema.js';
import { errorOf, unreachable } from './timeledger-error.js';

/** A session of a signed-in person. */
export interface Session {
  /**
   * What the pages carry in their forms. The server asks for it with every change. It is read at
   * each call, so a page may put in the token of a later session.
   */
  readonly csrfToken?: string;
  /** The whole `Cookie` header, outside of a browser. A browser sends its cookie by itself. */
  readonly cookie?: string;
}

/** How a client identifies its user: one of these. None for addresses that any caller may use. */
export type Credential =
  | { readonly key: string }
  | { readonly accessToken: string }
  | { readonly adminToken: string }
  | { readonly session: Session }
  | object;

export type ClientOptions = Credential & {
  /** Where the server is, such as `https://time.example.org`. */
  readonly baseUrl: string;
  /** Takes the place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

/**
 * A method for each HTTP method; it takes the paths, parameters and bodies that the OpenAPI
 * document knows.
 */
export type TimeledgerClient = Client<paths, 'application/json'>;

/**
 * A client of one server. Each call rejects with a `TimeledgerError` when the server refuses it or
 * does not answer. A CSV report or an export needs `parseAs: 'text'` or `parseAs: 'stream'` in the
 * call.
 */
export function createTimeledgerClient({ baseUrl, fetch, ...credential }: ClientOptions): TimeledgerClient {
  const client = createClient<paths, 'application/json'>({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ...(fetch && { fetch }),
    ...('session' in credential && { credentials: 'include' }),
  });
  client.use(authorization(credential), refusals);
  return client;
}

/**
 * The answer of a call alone: `const { keys } = await answerOf(client.GET('/api/v1/keys'))`. A call
 * that rejects still rejects.
 */
export async function answerOf<Answer>(call: Promise<{ data?: Answer; response: Response }>): Promise<Answer> {
  return (await call).data as Answer;
}

function authorization(credential: Credential): Middleware {
  return {
    onRequest({ request }) {
      for (const [name, value] of Object.entries(headersOf(credential))) request.headers.set(name, value);
      return request;
    },
  };
}

function headersOf(credential: Credential): Readonly<Record<string, string>> {
  if ('session' in credential) {
    const { csrfToken, cookie } = credential.session;
    return { ...(csrfToken && { 'X-CSRF-Token': csrfToken }), ...(cookie && { Cookie: cookie }) };
  }
  const secrets = Object.values(credential) as string[];
  return secrets[0] === undefined ? {} : { Authorization: `Bearer ${secrets[0]}` };
}

const refusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await errorOf(response);
  },
  onError: ({ error }) => unreachable(error),
};
