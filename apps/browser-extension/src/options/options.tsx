import { useEffect, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { Outcome } from '../parts/field.js';
import { keyOf, text } from '../parts/texts.js';
import { useWork } from '../parts/use-work.js';
import type { ShownSettings } from '../ways/questions.js';
import { AgentCard } from './agent-card.js';
import { PrivacyCard } from './privacy-card.js';
import { SentCard } from './sent-card.js';
import { ServerCard } from './server-card.js';

type State = 'loading' | 'failed' | ShownSettings;

export function Options() {
  const [state, setState] = useState<State>('loading');
  const read = () => ask('settings', {}).then(setState, () => setState('failed'));
  useEffect(() => void read(), []);
  if (typeof state === 'string')
    return (
      <main class="settings">
        <h1>{text('name')}</h1>
        <p role="status">{text(state === 'loading' ? 'loading' : 'no_background')}</p>
      </main>
    );
  return (
    <main class="settings">
      <h1>{text('name')}</h1>
      <ModeCard settings={state} changed={read} />
      {state.mode === 'agent' ? (
        <AgentCard settings={state} changed={read} />
      ) : (
        <ServerCard settings={state} changed={read} />
      )}
      <PrivacyCard settings={state} />
      <SentCard />
    </main>
  );
}

const MODES = [
  { mode: 'agent', name: 'modeAgent', why: 'modeAgentWhy' },
  { mode: 'server', name: 'modeServer', why: 'modeServerWhy' },
] as const;

function ModeCard({ settings, changed }: { settings: ShownSettings; changed: () => Promise<void> }) {
  const work = useWork(text('no_background'));
  const choose = (mode: ShownSettings['mode']) =>
    work.start(async () => {
      const { result } = await ask('choose', { what: 'mode', mode });
      await changed();
      return { text: text(`choose_${keyOf(result)}`), isGood: result === 'done' };
    });
  return (
    <section class="card">
      <fieldset disabled={work.isRunning}>
        <legend>
          <h2>{text('whoKeeps')}</h2>
        </legend>
        {MODES.map(({ mode, name, why }) => (
          <label key={mode} class="tick">
            <input type="radio" name="mode" checked={settings.mode === mode} onChange={() => choose(mode)} />
            <span>
              {text(name)}
              <span class="quiet">{text(why)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Outcome work={work} />
    </section>
  );
}
