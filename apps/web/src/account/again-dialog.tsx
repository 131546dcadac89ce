import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { Dialog } from '../forms/dialog.js';
import { AnswerState } from '../parts/answer-state.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField } from '../parts/field.js';
import { at, pathOf } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

interface Shown {
  readonly password: string;
  readonly code: string;
}

interface ShownFieldsProps {
  readonly asksForCode: boolean;
  readonly shown: Shown;
  readonly change: (shown: Shown) => void;
}

function ShownFields({ asksForCode, shown, change }: ShownFieldsProps) {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <TextField
        label={text('again.password')}
        type="password"
        autocomplete="current-password"
        value={shown.password}
        change={(password) => change({ ...shown, password })}
        required
      />
      {asksForCode && (
        <TextField
          label={text('again.code')}
          autocomplete="one-time-code"
          value={shown.code}
          change={(code) => change({ ...shown, code })}
          required
        />
      )}
    </>
  );
}

/** Asks a signed-in person for the password again. `done` hears whether it was shown. */
export function AgainDialog({ done }: { done: (isShown: boolean) => void }) {
  const { text } = useTexts(TEXTS);
  const { client, renew } = useServer();
  const { error, isBusy, run } = useChange();
  const asked = useAnswer({ key: ['again'], ask: () => answerOf(client.GET('/api/v1/session/again')) });
  const ways = asked.data;
  const [shown, setShown] = useState<Shown>({ password: '', code: '' });
  const confirm = async () => {
    const body = { password: shown.password, ...(ways?.asksForCode && { code: shown.code }) };
    const isShown = await run(async () => {
      await client.POST('/api/v1/session/again', { body });
      await renew();
    });
    if (isShown) done(true);
  };
  return (
    <Dialog title={text('again.title')} close={() => done(false)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <p>{text('again.why')}</p>
        <AnswerState {...asked} />
        {ways?.hasPassword && <ShownFields asksForCode={ways.asksForCode} shown={shown} change={setShown} />}
        {ways && !ways.hasPassword && !ways.byCompany && <p>{text('again.noPassword')}</p>}
        <ChangeProblem
          error={error}
          sentences={{ wrong_password: text('again.wrongPassword'), wrong_code: text('again.wrongCode') }}
        />
        <div class="when">
          {ways?.hasPassword && (
            <button type="submit" disabled={isBusy}>
              {text('again.confirm')}
            </button>
          )}
          {ways?.byCompany && (
            <a class="button" target="_self" href={companyAddress()}>
              {text('again.byCompany')}
            </a>
          )}
          <button type="button" onClick={() => done(false)}>
            {text('change.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The company's sign-in comes back to this page. */
const companyAddress = (): string => at(`/sign-in/company?return_to=${encodeURIComponent(pathOf(location.pathname))}`);
