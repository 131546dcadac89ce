import { useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { Field, Outcome } from '../parts/field.js';
import { keyOf, text } from '../parts/texts.js';
import { useWork } from '../parts/use-work.js';
import type { ShownSettings } from '../ways/questions.js';

const COMMAND = 'timeledger-agent pair';
const CODE_LENGTH = 8;

/** Pairs this browser with the agent: the agent shows a code, the person types it here. */
export function AgentCard({ settings, changed }: { settings: ShownSettings; changed: () => Promise<void> }) {
  const [code, setCode] = useState('');
  const [port, setPort] = useState(String(settings.port));
  const work = useWork(text('no_background'));
  const pair = () =>
    work.start(async () => {
      const plain = code.replace(/[\s-]/g, '').toUpperCase();
      const number = Number(port);
      if (plain.length !== CODE_LENGTH) return { text: text('wrongCode'), isGood: false };
      if (!Number.isInteger(number) || number < 1 || number > 65_535) return { text: text('wrongPort'), isGood: false };
      const { result } = await ask('pair', { code: plain, port: number });
      if (result === 'paired') setCode('');
      await changed();
      return { text: text(`pair_${keyOf(result)}`), isGood: result === 'paired' };
    });
  const forget = () =>
    work.start(async () => {
      await ask('choose', { what: 'forget-agent' });
      await changed();
      return { text: text('choose_done'), isGood: true };
    });
  return (
    <section class="card">
      <header>
        <h2>{text('pairing')}</h2>
        <span class={settings.isPaired ? 'good' : 'quiet'}>{text(settings.isPaired ? 'isPaired' : 'isNotPaired')}</span>
      </header>
      {settings.hasOldPairing && !settings.isPaired && <p class="bad">{text('outdated_pairing')}</p>}
      <p>{text('pairingHow', COMMAND)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          pair();
        }}
      >
        <div class="two">
          <Field id="code" label={text('code')} value={code} onInput={setCode} />
          <Field id="port" label={text('port')} value={port} onInput={setPort} inputMode="numeric" />
        </div>
        <div class="choices">
          <button class="primary" disabled={work.isRunning}>
            {text('pairNow')}
          </button>
          {settings.isPaired && (
            <button type="button" class="danger" disabled={work.isRunning} onClick={forget}>
              {text('forget')}
            </button>
          )}
        </div>
        <Outcome work={work} />
      </form>
    </section>
  );
}
