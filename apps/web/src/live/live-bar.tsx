import './live.css';
import { useEffect, useState } from 'preact/hooks';
import { pathOf } from '../server/address.js';
import { signInAddress } from '../server/session.js';
import { useTexts } from '../text/reader.js';
import { useLive } from './live.js';
import { onOldPages } from './on-demand.js';
import { TEXTS } from './texts.js';

/** A break that is shorter is not worth a word. */
const SHORT_MS = 1_000;

/** What every page says when it is not live: why, and what a person can do. */
export function LiveBar() {
  const { text } = useTexts(TEXTS);
  const { state } = useLive();
  const [isLong, setLong] = useState(false);
  const [isOld, setOld] = useState(false);
  useEffect(() => onOldPages(() => setOld(true)), []);
  useEffect(() => {
    setLong(false);
    if (state !== 'reconnecting') return;
    const timer = setTimeout(() => setLong(true), SHORT_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <>
      <p role="status" class={isLong ? 'reconnecting' : 'hidden'}>
        {isLong ? text('live.reconnecting') : ''}
      </p>
      {state === 'ended' && (
        <p class="notice" role="alert">
          {text('change.signedOut')}{' '}
          <a href={signInAddress(`${pathOf(location.pathname)}${location.search}`)} target="_blank" rel="noopener">
            {text('change.signIn')}
          </a>{' '}
          {text('live.thenBack')}
        </p>
      )}
      {isOld && (
        <p class="notice" role="alert">
          {text('live.oldPages')} {text('live.keepTyping')}{' '}
          <button type="button" onClick={() => location.reload()}>
            {text('live.reload')}
          </button>
        </p>
      )}
    </>
  );
}
