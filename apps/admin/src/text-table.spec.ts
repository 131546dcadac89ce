import { textTable } from './text-table.js';

it('aligns texts at the left, numbers at the right, and says yes and no', () => {
  const rows = [
    { email: 'ada@example.org', keys: 1, password: true },
    { email: 'b@c.de', keys: 12, password: false },
  ];
  expect(textTable(rows, 'No accounts.')).toBe(
    'email            keys  password\nada@example.org     1  yes\nb@c.de             12  no\n',
  );
});

it('counts what is one character for a person', () => {
  expect(
    textTable(
      [
        { name: 'Zoe\u0301', scope: 'x' },
        { name: 'Anna', scope: 'y' },
      ],
      '',
    ),
  ).toBe('name  scope\nZoe\u0301   x\nAnna  y\n');
});

it('is one sentence without rows', () => expect(textTable([], 'No accounts.')).toBe('No accounts.\n'));
