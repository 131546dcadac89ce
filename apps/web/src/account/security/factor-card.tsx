import { answerOf, type components } from '@app/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { CopyText } from '../../parts/copy-text.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { FactorSetUp } from './factor-set-up.js';
import { NewCodes, TurnOff } from './factor-forms.js';
import { TEXTS } from './texts.js';

type Form = 'setUp' | 'codes' | 'off';

/** The second step of signing in. New recovery codes are in the memory of this page only. */
export function FactorCard() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['second-factor'],
    ask: () => answerOf(client.GET('/api/v1/account/second-factor')),
  });
  const [codes, setCodes] = useState<readonly string[]>();
  const [open, setOpen] = useState<Form>();
  const close = () => setOpen(undefined);
  return (
    <Card title={text('factor.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {codes && <RecoveryCodes codes={codes} close={() => setCodes(undefined)} />}
      {!codes && data && <FactorState {...data} open={setOpen} />}
      <p class="quiet">{text('factor.others')}</p>
      {open === 'setUp' && <FactorSetUp made={setCodes} close={close} />}
      {open === 'codes' && <NewCodes made={setCodes} close={close} />}
      {open === 'off' && <TurnOff close={close} />}
    </Card>
  );
}

type FactorStateProps = components['schemas']['SecondFactorDto'] & { readonly open: (form: Form) => void };

/** Whether it is on, and the buttons that change it. */
function FactorState({ isOn, recoveryCodesLeft, hasPassword, open }: FactorStateProps) {
  const { text } = useTexts(TEXTS);
  if (!isOn && !hasPassword) return <p>{text('factor.noPassword')}</p>;
  if (!isOn)
    return (
      <>
        <p>{text('factor.isOff')}</p>
        <button type="button" onClick={() => open('setUp')}>
          {text('factor.setUp')}
        </button>
      </>
    );
  return (
    <>
      <p>
        <strong>{text('factor.isOn')}</strong> {text('factor.isOnWords')}{' '}
        {text('factor.codesLeft', { count: recoveryCodesLeft })}
      </p>
      <div class="choices">
        <button type="button" onClick={() => open('codes')}>
          {text('factor.newCodes')}
        </button>
        <button type="button" onClick={() => open('off')}>
          {text('factor.turnOff')}
        </button>
      </div>
    </>
  );
}

/** Shows new recovery codes until the person has kept them, or leaves the page. */
function RecoveryCodes({ codes, close }: { codes: readonly string[]; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [codes]);
  return (
    <div ref={place} tabIndex={-1} class="recovery-codes notice" role="group" aria-label={text('factor.yourCodes')}>
      <h3>{text('factor.yourCodes')}</h3>
      <p>{text('factor.keepCodes')}</p>
      <CopyText value={codes.join('\n')} label={text('factor.yourCodes')} />
      <div class="choices">
        <button type="button" onClick={close}>
          {text('factor.kept')}
        </button>
      </div>
    </div>
  );
}
