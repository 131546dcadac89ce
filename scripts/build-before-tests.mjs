import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** jest's global setup: installs and builds what is out of date. */
export default function buildBeforeTests() {
  const ensure = fileURLToPath(new URL('./ensure.mjs', import.meta.url));
  execFileSync(process.execPath, [ensure, 'tools', 'extension'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}
