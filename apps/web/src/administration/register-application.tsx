import { answerOf, type components } from '@app/client';
import { useId, useState } from 'preact/hooks';
import { problemsOf, untold } from '../forms/field-problems.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { Secret } from './shown-secret.js';
import { TEXTS } from './texts.js';

type Body = components['schemas']['RegisterApplicationDto'];

const SCOPES = [
  ...(['time_data', 'category_data', 'productivity_data'] as const),
  ...(['alert_data', 'highlight_data', 'focustime_data'] as const),
] satisfies Body['scopes'];

const EMPTY = { name: '', addresses: '', scopes: new Set<(typeof SCOPES)[number]>(), isPublic: false };

/** The form for a new application. `made` gets its id and its secret, this once. */
export function RegisterApplication({ made }: { made: (secret: Secret) => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('registered');
  const [typed, setTyped] = useState(EMPTY);
  const problems = problemsOf(error);
  const name = problems.at({ invalid_name: text('applications.wrongName') });
  const addresses = problems.at({ invalid_redirect_uri: text('applications.wrongAddress') });
  const scopes = problems.at({ invalid_scope: text('applications.noScope') });
  const set = (part: Partial<typeof EMPTY>) => setTyped({ ...typed, ...part });
  const register = async () => {
    const redirectUris = typed.addresses.split(/\s+/).filter((one) => one !== '');
    const body: Body = { name: typed.name, redirectUris, scopes: [...typed.scopes], public: typed.isPublic };
    const isMade = await run(async () => {
      made({ name: typed.name, ...(await answerOf(client.POST('/api/v1/oauth-applications', { body }))) });
    });
    if (isMade) setTyped(EMPTY);
  };
  return (
    <form
      class="short"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <TextField
        label={text('applications.name')}
        hint={text('applications.nameHint')}
        autocomplete="off"
        maxLength={100}
        value={typed.name}
        change={(value) => set({ name: value })}
        problem={name}
        required
      />
      <TextField
        label={text('applications.addresses')}
        hint={text('applications.addressesHint')}
        autocomplete="off"
        placeholder="https://app.example/done"
        value={typed.addresses}
        change={(value) => set({ addresses: value })}
        problem={addresses}
        required
      />
      <Scopes chosen={typed.scopes} change={(chosen) => set({ scopes: chosen })} problem={scopes} />
      <PublicTick isPublic={typed.isPublic} change={(isPublic) => set({ isPublic })} />
      <ChangeProblem error={untold(error, name, addresses, scopes)} />
      <button type="submit" disabled={isBusy}>
        {text('applications.register')}
      </button>
    </form>
  );
}

function PublicTick({ isPublic, change }: { isPublic: boolean; change: (isPublic: boolean) => void }) {
  const { text } = useTexts(TEXTS);
  return (
    <label class="tick">
      <input type="checkbox" checked={isPublic} onChange={({ currentTarget }) => change(currentTarget.checked)} />
      <span>
        <strong>{text('applications.isPublic')}</strong>
        <span class="quiet">{text('applications.isPublicHint')}</span>
      </span>
    </label>
  );
}

interface ScopesProps {
  readonly chosen: typeof EMPTY.scopes;
  readonly change: (chosen: typeof EMPTY.scopes) => void;
  readonly problem: string | undefined;
}

/** What the application may ask users for. */
function Scopes({ chosen, change, problem }: ScopesProps) {
  const { text } = useTexts(TEXTS);
  const id = useId();
  const turn = (scope: (typeof SCOPES)[number], isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(scope);
    else next.delete(scope);
    change(next);
  };
  return (
    <fieldset {...(problem && { 'aria-describedby': id })}>
      <legend>{text('applications.scopes')}</legend>
      {SCOPES.map((scope) => (
        <label key={scope} class="tick">
          <input
            type="checkbox"
            checked={chosen.has(scope)}
            onChange={({ currentTarget }) => turn(scope, currentTarget.checked)}
          />
          <span>
            <strong>{scope}</strong>
            <span class="quiet">{text(`scope.${scope}`)}</span>
          </span>
        </label>
      ))}
      {problem && (
        <p id={id} class="bad" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
