import { readFileSync } from 'node:fs';
import { type RequestOptions } from 'node:https';
import { rootCertificates } from 'node:tls';
import { parseUrl } from '@app/domain';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/** No proxy reaches this machine's own servers. */
const OWN = ['localhost', '127.0.0.1', '[::1]'];

/** The proxy or the file of certificates cannot be used. The message repeats no address. */
export class NoWayOut extends Error {}

/** The variables that name a proxy here. */
export const proxyVariables = (env: NodeJS.ProcessEnv): string[] => PROXY_VARIABLES.filter((name) => env[name]);

/** How a call leaves this machine. Without an agent: straight. */
type Way = Pick<RequestOptions, 'agent' | 'ca'>;

let way: (url: URL) => Way = () => ({});

/** The way to an address, as `goOutBy` has set it for this process. */
export const wayTo = (url: URL): Way => way(url);

/**
 * Lets all calls to the server go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY of
 * this process name, and trust the certificates of a file (PEM) beside the usual ones. Throws
 * NoWayOut.
 */
export async function goOutBy(env: NodeJS.ProcessEnv, caFile: string | undefined): Promise<void> {
  const trusted: Way = caFile === undefined ? {} : { ca: [...rootCertificates, certificatesIn(caFile)] };
  way = () => trusted;
  const proxies = proxyVariables(env);
  for (const name of proxies)
    if (!isProxy(env[name] ?? '')) throw new NoWayOut(`${name} names no proxy: write http://HOST:PORT`);
  if (proxies.length > 0) way = await throughProxy(trusted);
}

/** Without a scheme the proxy would be spoken to in that of the server, which is a guess. */
const isProxy = (address: string): boolean => /^https?:\/\//i.test(address) && parseUrl(address) !== undefined;

async function throughProxy(trusted: Way): Promise<typeof way> {
  // Loaded on demand: most machines need no proxy.
  const [{ HttpsProxyAgent }, { getProxyForUrl }] = await Promise.all([
    import('https-proxy-agent'),
    import('proxy-from-env'),
  ]);
  const proxyFor = (url: URL): string => {
    // A machine that names only HTTP_PROXY uses it for all. ALL_PROXY may name one of another kind.
    const asHttp = url.protocol === 'https:' ? [`http://${url.hostname}:${url.port || 443}`] : [];
    return [url.href, ...asHttp].map((address) => getProxyForUrl(address)).find(isProxy) ?? '';
  };
  const agents = new Map<string, RequestOptions['agent']>();
  const agentOf = (proxy: string): RequestOptions['agent'] => {
    const agent = agents.get(proxy) ?? new HttpsProxyAgent(proxy, { ...trusted, keepAlive: true });
    agents.set(proxy, agent);
    return agent;
  };
  return (url) => {
    const proxy = OWN.includes(url.hostname) ? '' : proxyFor(url);
    return proxy === '' ? trusted : { ...trusted, agent: agentOf(proxy) };
  };
}

function certificatesIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new NoWayOut(`--ca-file cannot be read: ${(error as Error).message}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new NoWayOut(`--ca-file ${path} holds no certificate (PEM)`);
  return text;
}
