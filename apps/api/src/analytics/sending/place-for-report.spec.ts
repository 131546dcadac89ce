import type { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, type Observable, of, ReplaySubject, throwError } from 'rxjs';
import { PlaceForReport } from './place-for-report.js';
import { ReportPlaces } from './report-places.js';

const from = (userId: string) =>
  ({
    switchToHttp: () => ({ getRequest: () => ({ user: { kind: 'session', userId } }) }),
  }) as unknown as ExecutionContext;
const handler = (answer: Observable<unknown>) => ({ handle: () => answer });
const MANY = 9;

describe('the reports behind pages', () => {
  it('are made four at a time for an account, and others do not wait for it', async () => {
    const place = new PlaceForReport(new ReportPlaces());
    const report = new ReplaySubject(1);
    const begun: string[] = [];
    const ask = async (userId: string) => {
      const answer = await place.intercept(from(userId), handler(report));
      begun.push(userId);
      return lastValueFrom(answer);
    };
    const asked = ['a', 'a', 'a', 'a', 'a', 'b'].map(ask);
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'a', 'a', 'a', 'b']);
    report.next('made');
    report.complete();
    expect(await Promise.all(asked)).toEqual(asked.map(() => 'made'));
  });

  it('give their place back when they fail', async () => {
    const place = new PlaceForReport(new ReportPlaces());
    const failing = handler(throwError(() => new Error('bug')));
    for (let n = 0; n < MANY; n++)
      await expect(lastValueFrom(await place.intercept(from('a'), failing))).rejects.toThrow('bug');
    expect(await lastValueFrom(await place.intercept(from('a'), handler(of('made'))))).toBe('made');
  });
});
