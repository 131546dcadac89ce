import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run -s extension` built before the tests. */
const BUILT = join(process.cwd(), 'dist-extension');

interface Entry {
  readonly name: string;
  readonly date: number;
  readonly text: string;
}

/** The files of a zip whose files are stored as they are. */
function entriesOf(zip: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [method, size, nameSize] = [zip.readUInt16LE(at + 8), zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)];
    expect(method).toBe(0);
    const begin = at + 30 + nameSize;
    const name = zip.toString('utf8', at + 30, begin);
    entries.push({ name, date: zip.readUInt32LE(at + 10), text: zip.toString('utf8', begin, begin + size) });
    at = begin + size;
  }
  return entries;
}

describe.each(['chromium', 'firefox'])('what is sent to a store for %s', (family) => {
  const entries = entriesOf(readFileSync(join(BUILT, `timeledger-${family}.zip`)));
  const manifest = JSON.parse(entries.find(({ name }) => name === 'manifest.json')?.text ?? '') as {
    permissions: string[];
    host_permissions: string[];
    incognito: string;
    content_security_policy: { extension_pages: string };
  };

  it('holds the files of the folder, in order, without the moment of the build', () => {
    const files = readdirSync(join(BUILT, family), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(BUILT, family).length + 1))
      .sort();
    expect(entries.map(({ name }) => name)).toEqual(files);
    expect(new Set(entries.map(({ date }) => date))).toEqual(new Set([0x0021_0000]));
  });

  it('asks for what the README explains, and runs in no private window', () => {
    expect(manifest.permissions).toEqual(['tabs', 'idle', 'storage', 'alarms']);
    expect(manifest.host_permissions).toEqual(['http://127.0.0.1/*']);
    expect(manifest.incognito).toBe('not_allowed');
    expect(manifest.content_security_policy.extension_pages).not.toMatch(/unsafe|script-src[^;]*http/);
  });

  it('has no inline script or style, no code that is made of text, and names no other host', () => {
    for (const { name, text } of entries) {
      if (name.endsWith('.html')) {
        expect(text).not.toMatch(/<style| style=| on[a-z]+=/);
        for (const [, inside] of text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)) expect(inside).toBe('');
      }
      if (!name.endsWith('.js')) continue;
      expect(text).not.toMatch(/\beval\(|new Function|importScripts/);
      const code = text.replace(/^\s*(\*|\/\/|\/\*).*$/gm, '');
      const hosts = [...code.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
      expect(hosts.filter((host) => host !== '127.0.0.1' && host !== 'www.w3.org')).toEqual([]);
    }
  });
});
