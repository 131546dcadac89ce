import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { isolated } from '../../format/isolated.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { Confirm } from '../../forms/confirm.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { shortMoment } from '../../format/moments.js';
import { TEXTS } from './texts.js';

type Device = components['schemas']['DeviceAnswerDto'];

/** The devices on which the reader's time was recorded. Removed ones are shown when asked for. */
export function DevicesPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({ key: ['devices'], ask: () => answerOf(client.GET('/api/v1/devices')) });
  const [asked, setAsked] = useState<Device>();
  const [isAll, setAll] = useState(false);
  const devices = data?.devices ?? [];
  const hidden = devices.filter((one) => one.hidden).length;
  return (
    <AccountPage title={text('devices.title')}>
      <Card title={text('devices.title')}>
        <p class="quiet">{text('devices.words')}</p>
        <AnswerState {...{ data, error, refetch }} />
        {data && devices.length === 0 && <p>{text('devices.none')}</p>}
        <ul class="entries">
          {devices
            .filter((one) => isAll || !one.hidden)
            .map((one) => (
              <DeviceRow key={one.id} device={one} forget={() => setAsked(one)} />
            ))}
        </ul>
        {hidden > 0 && !isAll && (
          <p class="after">
            <button type="button" onClick={() => setAll(true)}>
              {text('devices.showHidden', { count: hidden })}
            </button>
          </p>
        )}
      </Card>
      {asked && <Forget device={asked} close={() => setAsked(undefined)} />}
    </AccountPage>
  );
}

function DeviceRow({ device, forget }: { device: Device; forget: () => void }) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const { machine, osUser, platform, lastSeen, heardAt, waiting, hidden } = device;
  const momentOf = (moment: string) => shortMoment(locale, moment, timeZone);
  const system = platform === null ? 'devices.unknownSystem' : 'devices.system';
  const words = [
    text(system, { system: platform ?? '', user: osUser }),
    text('devices.heard', { moment: momentOf(heardAt ?? lastSeen) }),
    ...(hidden ? [text('devices.hidden')] : []),
  ];
  return (
    <li>
      <div class="what">
        <bdi>{machine}</bdi>
        <p class="quiet">
          <bdi>{words.join(' · ')}</bdi>
        </p>
        {waiting !== null && waiting.records > 0 && (
          <p>
            {waiting.oldestAt === null
              ? text('devices.waiting', { count: waiting.records })
              : text('devices.waitingSince', { count: waiting.records, moment: momentOf(waiting.oldestAt) })}
          </p>
        )}
      </div>
      {!hidden && (
        <button type="button" aria-label={text('devices.forgetNamed', { name: machine })} onClick={forget}>
          {text('devices.forget')}
        </button>
      )}
    </li>
  );
}

function Forget({ device: { id, machine }, close }: { device: Device; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  return (
    <Confirm
      title={text('devices.forgetTitle', { name: isolated(machine) })}
      act={text('devices.forgetIt')}
      changes={['devices']}
      work={() => client.DELETE('/api/v1/devices/{id}', { params: { path: { id } } })}
      close={close}
    >
      <p>{text('devices.forgetWords')}</p>
    </Confirm>
  );
}
