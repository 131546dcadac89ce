import { join } from 'node:path';
import { filterOf } from '../rules/rule.js';
import { RulesInForce } from '../rules/rules-in-force.js';
import { Spool } from '../spool/spool.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { Recorder } from './recorder.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);
const DRAFT = { type: 'active', window: 1, application: 'Editor', title: 'draft' } as const;

describe('rules of a running agent', () => {
  it('change at one moment: earlier time keeps its names and ids, and nothing overlaps', () =>
    withTemporaryFolder(async (parent) => {
      const at = { wallMs: NOON, monotonicMs: 0 };
      const pass = (seconds: number) => {
        at.wallMs += seconds * 1_000;
        at.monotonicMs += seconds * 1_000;
      };
      const deviceId = '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f';
      const spool = await Spool.open({ folder: join(parent, 'spool'), deviceId, warn: () => {}, now: () => NOON });
      const clock = { now: () => ({ ...at }), correctionMs: 0 };
      const rules = new RulesInForce(filterOf([]));
      const source = { idleMs: async () => 0 };
      const recorder = new Recorder({ source, clock, spool, rules, idleLimitMs: 300_000, say: () => {} });
      recorder.see({ type: 'ready', seesInput: true });
      recorder.see({ type: 'input', idleMs: 0 });
      recorder.see(DRAFT);
      pass(10);
      await recorder.flush();
      pass(10);
      await recorder.useRules(filterOf([{ action: 'redact', application: 'editor' }]));
      pass(10);
      await recorder.flush();
      await recorder.useRules(filterOf([{ action: 'drop', application: 'editor' }]));
      pass(10);
      await recorder.end();
      const records = await spool.pending(100);
      await spool.close();
      const span = (from: number, to: number) => ({ startedAt: NOON + from * 1_000, endedAt: NOON + to * 1_000 });
      expect(records).toEqual([
        expect.objectContaining({ application: 'Editor', title: 'draft', ...span(0, 20) }),
        expect.not.objectContaining({ title: 'draft' }),
      ]);
      expect(records[1]).toMatchObject({ application: 'Editor', ...span(20, 30) });
      expect(new Set(records.map(({ id }) => id)).size).toBe(2);
    }));
});
