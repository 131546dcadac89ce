import type { ComponentChildren } from 'preact';
import { Card } from '../parts/card.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { isolated } from '../format/isolated.js';
import { TEXTS } from './texts.js';

interface QuestionProps {
  /** The name that the agent gave itself. */
  readonly deviceName: string;
  /** Where it is, and when the person should refuse. */
  readonly children: ComponentChildren;
  readonly isBusy: boolean;
  readonly answer: (isAllowed: boolean) => void;
}

/** Asks whether an agent may record for this account. */
export function Question({ deviceName, children, isBusy, answer }: QuestionProps) {
  const { text } = useTexts(TEXTS);
  const { email } = useServer();
  return (
    <Card title={text('question', { device: isolated(deviceName) })}>
      <p>{text('may', { email: isolated(email) })}</p>
      <p>{text('mayNot')}</p>
      {children}
      <div class="choices">
        <button type="button" class="primary" disabled={isBusy} onClick={() => answer(true)}>
          {text('yes')}
        </button>
        <button type="button" disabled={isBusy} onClick={() => answer(false)}>
          {text('no')}
        </button>
      </div>
    </Card>
  );
}
