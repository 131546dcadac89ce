import { ianaTimeZone } from './time-zone-name.js';

it.each([
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['asia/kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['EUROPE/KIEV', 'Europe/Kyiv'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  ['america/port_of_spain', 'America/Port_of_Spain'],
  ['africa/dar_es_salaam', 'Africa/Dar_es_Salaam'],
  ['antarctica/dumontdurville', 'Antarctica/DumontDUrville'],
  ['europe/amsterdam', 'Europe/Amsterdam'],
  ['utc', 'UTC'],
  ['etc/gmt+5', 'Etc/GMT+5'],
  ['nz-chat', 'NZ-CHAT'],
])('the zone %s is %s', (name, spelt) => expect(ianaTimeZone(name)).toBe(spelt));

it.each(['', ' UTC', '+02:00', 'Mars/Olympus', 'Z', 'Europe', 'Europe/Berlin\u0000', 'Europe/Berlin[u-ca=hebrew]'])(
  '%j is no zone',
  (name) => expect(ianaTimeZone(name)).toBeUndefined(),
);

it('every zone that a browser reports is a zone here, with the same time, and its name stays as it is then', () => {
  for (const reported of Intl.supportedValuesOf('timeZone')) {
    const name = String(ianaTimeZone(reported));
    expect(ianaTimeZone(name)).toBe(name);
    expect(ianaTimeZone(name.toLowerCase())).toBe(name);
    expect(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone).toBe(reported);
  }
});
