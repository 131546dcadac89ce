import { alertOwnerDecider, type AlertOwnerListed, readAlertOwnerEvent } from './alert-owners.js';

const listed = (userId: string): AlertOwnerListed => ({ type: 'AlertOwnerListed', data: { userId } });
const list = (given: AlertOwnerListed[], userId: string) => {
  const decider = alertOwnerDecider(userId);
  const metadata = { now: 0, principalId: 'system' };
  return decider.decide({ type: 'ListAlertOwner', data: { userId }, metadata }, given.reduce(decider.evolve, false));
};

describe('an owner of alerts', () => {
  it.each<[title: string, given: AlertOwnerListed[], then: AlertOwnerListed[]]>([
    ['is listed', [], [listed('ada')]],
    ['is listed beside others', [listed('bob')], [listed('ada')]],
    ['is listed once', [listed('ada'), listed('bob')], []],
  ])('%s', (_title, given, then) => expect(list(given, 'ada')).toEqual(then));

  it('is read as it was written, and otherwise refused', () => {
    expect(readAlertOwnerEvent(listed('ada'))).toEqual(listed('ada'));
    expect(readAlertOwnerEvent({ type: 'AlertDefined', data: {} })).toBeUndefined();
    expect(() => readAlertOwnerEvent({ type: 'AlertOwnerListed', data: { userId: 1 } })).toThrow('The field userId ');
  });
});
