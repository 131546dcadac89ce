import type { Alert, AlertTrigger, LocalDate } from '@app/domain';
import { renderAlerts, renderAlertTriggers } from './render-alert-feed.js';

describe('the alerts feed', () => {
  it('lists alerts as documented, hours always with a fraction, in ASCII', () => {
    const alerts: Alert[] = [
      { id: 1, comparison: 'more-than', hours: 4.5, subject: { kind: 'level', productivity: 2 } },
      { id: 7, comparison: 'less-than', hours: 2, subject: { kind: 'activity', name: 'Ünö & <Co>' }, scheduleId: 3 },
    ];
    expect(renderAlerts(alerts)).toBe(
      '[{"id":1,"description":"More than 4.5 hours of Very Productive Time per day","amount":4.5},' +
        '{"id":7,"description":"Less than 2 hours of \\u00dcn\\u00f6 \\u0026 \\u003cCo\\u003e per day","amount":2.0}]',
    );
    expect(renderAlerts([])).toBe('[]');
  });

  it('tells what triggered as recorded, in the zone of that moment', () => {
    const trigger: AlertTrigger = {
      ...{ id: 12, alertId: 1, localDate: '2020-07-08' as LocalDate, spentMs: 16_200_001 },
      ...{ description: 'You spent 4.5 hours on Very Productive Time.' },
      ...{ at: Date.parse('2020-07-07T23:17:06Z'), utcOffsetMinutes: 300 },
    };
    expect(renderAlertTriggers([trigger])).toBe(
      '[{"id":12,"alert_id":1,"description":"You spent 4.5 hours on Very Productive Time.",' +
        '"created_at":"2020-07-08T04:17:06.000+05:00"}]',
    );
    expect(renderAlertTriggers([])).toBe('[]');
  });
});
