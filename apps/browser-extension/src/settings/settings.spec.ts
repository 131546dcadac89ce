import { memoryStorage } from '../testing/memory-storage.js';
import { changeSettings, readSettings } from './settings.js';

const PAIRING = { id: 'pairing', secret: 'secret' };

describe('the pairing in the settings', () => {
  it('of a version before the agent proved itself is known as old, until it is made again', async () => {
    const storage = memoryStorage();
    await storage.set({ settings: { port: 4_000, token: 'token of before' } });
    expect(await readSettings(storage)).toMatchObject({ port: 4_000, pairing: null, hasOldPairing: true });
    await changeSettings(storage, { exclusions: 'bank.example' });
    expect(await readSettings(storage)).toMatchObject({ pairing: null, hasOldPairing: true });
    expect(JSON.stringify(await storage.get(['settings']))).not.toContain('token');
    await changeSettings(storage, { pairing: PAIRING, hasOldPairing: false });
    expect(await readSettings(storage)).toMatchObject({ pairing: PAIRING, hasOldPairing: false });
  });

  it('is none in a new browser', async () => {
    expect(await readSettings(memoryStorage())).toMatchObject({ pairing: null, hasOldPairing: false });
  });
});
