import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Context, Provider } from 'oidc-provider';
import type { SignedIn } from './signed-in.js';

const CLIENT = { clientId: 'timeledger', clientSecret: 'provider-secret-0123456789' };

/** A person at the provider. */
export interface Person {
  readonly subject: string;
  readonly email: string;
  readonly isVerified?: boolean;
}

/** A real OpenID provider. Its pages let in the person that the test names, without a question. */
export interface IdentityProvider {
  readonly issuer: string;
  /** The settings with the issuer. */
  readonly byIssuer: typeof CLIENT & { readonly issuer: string };
  readonly byAddresses: typeof CLIENT & Readonly<Record<'authorizationUrl' | 'tokenUrl' | 'userInfoUrl', string>>;
  /** Signs a person in: from our page to the provider and back. Resolves to our answer. */
  signIn(browser: SignedIn, person: Person, returnTo?: string): ReturnType<SignedIn['get']>;
  /** Visits an address of the provider. Resolves to the path and query on our side at its end. */
  visit(url: string, person: Person): Promise<string>;
  close(): Promise<void>;
}

export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Person>();
  let visitor = '';
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['of the test'] },
    findAccount: (_context, subject) => ({ accountId: subject, claims: () => claimsOf(people.get(subject), subject) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/let-in/${uid}` },
    loadExistingGrant: agreed,
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const isQuestion = request.url?.startsWith('/let-in/') === true;
    if (isQuestion) void provider.interactionFinished(request, response, { login: { accountId: visitor } });
    else answer(request, response);
  });

  const visit: IdentityProvider['visit'] = async (url, person) => {
    people.set(person.subject, person);
    visitor = person.subject;
    return leave(url, issuer);
  };
  return {
    issuer,
    byIssuer: { ...CLIENT, issuer },
    byAddresses: {
      ...CLIENT,
      ...{ authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, userInfoUrl: `${issuer}/me` },
    },
    visit,
    async signIn(browser, person, returnTo = '/account') {
      const begun = await browser.get(`/sign-in/company?${new URLSearchParams({ return_to: returnTo }).toString()}`);
      const back = await visit(String((begun.headers as Record<string, unknown>).location), person);
      return browser.get(back);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const claimsOf = (person: Person | undefined, subject: string) => ({
  sub: subject,
  email: person?.email,
  email_verified: person?.isVerified ?? true,
});

/** Every person agrees to everything. */
async function agreed({ oidc }: Context) {
  const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
}

/** Follows redirects until they leave the provider. Resolves to the path and query there. */
async function leave(first: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = first;
  for (let step = 0; url.startsWith(issuer); step++) {
    if (step > 10) throw new Error(`The provider does not come to an end: ${url}`);
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const response = await fetch(url, { headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The provider answers ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
