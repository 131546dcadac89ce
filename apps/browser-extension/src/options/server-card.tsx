import { useState } from 'preact/hooks';
import { api } from '../browser/web-extension.js';
import { ask } from '../parts/ask.js';
import { Field, Outcome } from '../parts/field.js';
import { keyOf, text } from '../parts/texts.js';
import { useWork } from '../parts/use-work.js';
import { serverAddressIn } from '../settings/server-address.js';
import type { ShownSettings } from '../ways/questions.js';

const LONGEST_KEY = 500;

/** What a person types about the server, and the two things that a person can do with it. */
function useServer({ server }: ShownSettings, changed: () => Promise<void>) {
  const [address, setAddress] = useState(server?.url ?? '');
  const [key, setKey] = useState('');
  const [device, setDevice] = useState(server?.device ?? '');
  const work = useWork(text('no_background'));
  const read = serverAddressIn(address);
  const connect = () => {
    // The browser asks the person only in the same moment as the press.
    const permission = read === null ? null : api.permissions.request({ origins: [read.origins] });
    work.start(async () => {
      if (read === null || permission === null) return { text: text('wrongAddress'), isGood: false };
      const plain = key.trim();
      if (plain === '' || /\s/.test(plain) || plain.length > LONGEST_KEY)
        return { text: text('wrongKey'), isGood: false };
      if (!(await permission)) return { text: text('noPermission'), isGood: false };
      const { result } = await ask('choose', { what: 'server', url: read.url, key: plain, device });
      if (result === 'done') setKey('');
      await changed();
      return { text: text(`choose_${keyOf(result)}`), isGood: result === 'done' };
    });
  };
  const forget = () =>
    work.start(async () => {
      await ask('choose', { what: 'forget-server' });
      await changed();
      return { text: text('choose_done'), isGood: true };
    });
  const isOpenToOthers = read?.isOpenToOthers === true;
  return { address, setAddress, key, setKey, device, setDevice, work, connect, forget, isOpenToOthers };
}

/** The server to which the extension brings time by itself. */
export function ServerCard({ settings, changed }: { settings: ShownSettings; changed: () => Promise<void> }) {
  const { server } = settings;
  const typed = useServer(settings, changed);
  const { address, setAddress, key, setKey, device, setDevice, work, connect, forget, isOpenToOthers } = typed;
  return (
    <section class="card">
      <header>
        <h2>{text('server')}</h2>
        {server !== null && <span class="good">{text('isConnected', server.url)}</span>}
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          connect();
        }}
      >
        <Field id="address" label={text('serverAddress')} value={address} onInput={setAddress} />
        <div class="two">
          <Field
            id="key"
            type="password"
            label={text('key')}
            value={key}
            onInput={setKey}
            {...(server !== null && { hint: text('keyKept') })}
          />
          <Field id="device" label={text('deviceName')} value={device} onInput={setDevice} />
        </div>
        <div class="choices">
          <button class="primary" disabled={work.isRunning}>
            {text('connect')}
          </button>
          {server !== null && (
            <button type="button" class="danger" disabled={work.isRunning} onClick={forget}>
              {text('forget')}
            </button>
          )}
        </div>
        {isOpenToOthers && <p class="bad">{text('openToOthers')}</p>}
        <Outcome work={work} />
      </form>
    </section>
  );
}
