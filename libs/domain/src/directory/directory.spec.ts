import { directoryEntryOf } from './directory.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('the directory of the server', () => {
  it.each([
    [`account-${USER}`, 'AccountOpened', { type: 'AccountListed', data: { userId: USER } }],
    [`client-${USER}`, 'ApplicationRegistered', { type: 'ApplicationListed', data: { clientId: USER } }],
    [`account-${USER}`, 'PlanChanged', undefined],
    [`client-${USER}`, 'ApplicationRemoved', undefined],
    [`accounts-${USER}`, 'AccountOpened', undefined],
    [`login-${USER}`, 'ApplicationRegistered', undefined],
  ])('lists for an event of %s, %s: %j', (stream, type, entry) => {
    expect(directoryEntryOf({ stream, type })).toEqual(entry);
  });
});
