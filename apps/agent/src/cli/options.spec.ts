import { defaultDataFolder, isPlainRemote } from './options.js';

describe('the default data folder', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/x' }, '/x/timeledger-agent'],
    ['linux', {}, '.local/share/timeledger-agent'],
    ['darwin', {}, 'Library/Application Support/timeledger-agent'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/timeledger-agent'],
  ] as const)('on %s with %p is %s', (platform, env, folder) => {
    expect(defaultDataFolder(env, platform)).toMatch(new RegExp(`${folder}$`));
  });
});

describe('a server address', () => {
  it.each([
    ['http://example.com', true],
    ['http://192.168.1.4:3000', true],
    ['http://127.0.0.1.example.com', true],
    ['https://example.com', false],
    ['http://localhost:3000', false],
    ['http://127.0.0.1:3000', false],
    ['http://[::1]:3000', false],
  ])('%s sends the key in the clear over a network: %p', (address, expected) => {
    expect(isPlainRemote(new URL(address))).toBe(expected);
  });
});
