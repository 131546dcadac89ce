import { configFolder, dataFolder } from './folders.js';
import { isPlainRemote } from './target.js';

describe('the folders of the agent', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/x' }, '/x/timeledger-agent'],
    ['linux', { HOME: '/h' }, '/h/.local/share/timeledger-agent'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/timeledger-agent'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/timeledger-agent'],
  ] as const)('on %s with %p records wait in %s', (platform, env, folder) => {
    expect(dataFolder({ env, platform })).toBe(folder);
  });

  it.each([
    ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/timeledger-agent'],
    ['linux', { HOME: '/h' }, '/h/.config/timeledger-agent'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/timeledger-agent'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/timeledger-agent'],
  ] as const)('on %s with %p settings are in %s', (platform, env, folder) => {
    expect(configFolder({ env, platform })).toBe(folder);
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
