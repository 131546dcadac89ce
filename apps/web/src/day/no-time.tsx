import { answerOf } from '@app/client';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';

/**
 * What a day without time shows. Today, in an account without any device, it is what to do next.
 */
export function NoTime({ isToday }: { isToday: boolean }) {
  const { text } = useTexts();
  const { client } = useServer();
  const { data } = useAnswer({
    key: ['devices'],
    ask: () => answerOf(client.GET('/api/v1/devices')),
  });
  const isNew = isToday && data?.devices.length === 0;
  return isNew ? <FirstSteps /> : <p class="notice">{text(isToday ? 'day.emptyToday' : 'day.empty')}</p>;
}

/** It comes by itself, because most people need it once. */
function FirstSteps() {
  const { text } = useTexts();
  const [Steps, setSteps] = useState<ComponentType>();
  useEffect(() => {
    import('../first-start/next-steps.js').then(
      ({ NextSteps }) => setSteps(() => NextSteps),
      () => undefined,
    );
  }, []);
  return Steps ? <Steps /> : <p class="notice">{text('day.emptyToday')}</p>;
}
