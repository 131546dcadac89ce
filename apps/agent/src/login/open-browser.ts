import { spawn } from 'node:child_process';

/** The program that opens an address in the person's browser. */
function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}

/**
 * Opens an address in the person's browser. Resolves to whether a program took it. No shell reads
 * the address.
 */
export function openBrowser(address: URL, { env, platform }: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform }) {
  // Without a screen xdg-open would take a browser of the terminal.
  const hasScreen = platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (!hasScreen) return Promise.resolve(false);
  const [program, ...words] = openerOf(platform);
  return new Promise<boolean>((resolve) => {
    const child = spawn(program, [...words, address.href], { env, stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
}
