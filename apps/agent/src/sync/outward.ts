import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/** No proxy reaches this machine's own servers. */
const OWN = 'localhost,127.0.0.1,::1';

/** The proxy or the file of certificates cannot be used. The message repeats no address. */
export class NoWayOut extends Error {}

/** The variables that name a proxy here. */
export const proxyVariables = (env: NodeJS.ProcessEnv): string[] => PROXY_VARIABLES.filter((name) => env[name]);

/**
 * Lets all calls to the server go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name,
 * and trust the certificates of a file (PEM) beside the usual ones. Throws NoWayOut.
 */
export async function goOutBy(env: NodeJS.ProcessEnv, caFile: string | undefined): Promise<void> {
  const proxies = proxyVariables(env);
  if (proxies.length === 0 && caFile === undefined) return;
  const ca = caFile === undefined ? undefined : [...rootCertificates, certificatesIn(caFile)];
  // Loaded on demand: most machines need neither.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  try {
    const http = env['http_proxy'] || env['HTTP_PROXY'];
    const https = env['https_proxy'] || env['HTTPS_PROXY'];
    setGlobalDispatcher(
      new EnvHttpProxyAgent({
        ...(ca && { connect: { ca }, requestTls: { ca }, proxyTls: { ca } }),
        // An empty text: the environment is read here, and nowhere else.
        ...{ httpProxy: http ?? '', httpsProxy: https ?? http ?? '' },
        noProxy: [env['no_proxy'] || env['NO_PROXY'], OWN].filter(Boolean).join(','),
      }),
    );
  } catch {
    throw new NoWayOut(`${proxies.join(', ')} names no proxy: write http://HOST:PORT`);
  }
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
