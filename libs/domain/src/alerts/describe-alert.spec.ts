import { describeAlert, describeTrigger } from './describe-alert.js';
import type { AlertDefinition, AlertSubject } from './events.js';

describe('the words of an alert', () => {
  it.each<[AlertDefinition, alert: string, trigger: string]>([
    // The trigger is recorded (facts of public clients, IFTTT).
    [
      { comparison: 'more-than', hours: 4.5, subject: { kind: 'level', productivity: 2 } },
      'More than 4.5 hours of Very Productive Time per day',
      'You spent 4.5 hours on Very Productive Time.',
    ],
    [
      { comparison: 'more-than', hours: 5, subject: { kind: 'all-productive' } },
      'More than 5 hours of All Productive Time per day',
      'You spent 5 hours on All Productive Time.',
    ],
    [
      { comparison: 'less-than', hours: 1, subject: { kind: 'activity', name: 'vim' } },
      'Less than 1 hour of vim per day',
      'You spent less than 1 hour on vim.',
    ],
    [
      {
        comparison: 'more-than',
        hours: 0.5,
        subject: { kind: 'category', overview: 'Entertainment', category: 'Games' },
      },
      'More than 0.5 hours of Games per day',
      'You spent 0.5 hours on Games.',
    ],
    [
      { comparison: 'more-than', hours: 2, subject: { kind: 'overview', name: 'News & Opinion' } },
      'More than 2 hours of News & Opinion per day',
      'You spent 2 hours on News & Opinion.',
    ],
    [
      { comparison: 'more-than', hours: 24, subject: { kind: 'total' } },
      'More than 24 hours of Total Time per day',
      'You spent 24 hours on Total Time.',
    ],
  ])('about %j are: %s', (definition, alert, trigger) => {
    expect(describeAlert(definition)).toBe(alert);
    expect(describeTrigger(definition)).toBe(trigger);
  });

  it.each<[AlertSubject, string]>([
    [{ kind: 'level', productivity: 1 }, 'Productive Time'],
    [{ kind: 'level', productivity: 0 }, 'Neutral Time'],
    [{ kind: 'level', productivity: -1 }, 'Distracting Time'],
    [{ kind: 'level', productivity: -2 }, 'Very Distracting Time'],
    [{ kind: 'all-distracting' }, 'All Distracting Time'],
  ])('call %j %s', (subject, name) =>
    expect(describeAlert({ subject, comparison: 'more-than', hours: 2 })).toBe(`More than 2 hours of ${name} per day`),
  );
});
