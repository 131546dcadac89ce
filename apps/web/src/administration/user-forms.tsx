import type { components } from '@app/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

type User = components['schemas']['UserDto'];
type Changed = components['schemas']['ChangeUserDto'];

const PLANS = ['premium', 'lite'] as const;

interface ChangeFormProps {
  readonly user: User;
  readonly body: Changed;
  readonly isSame: boolean;
  readonly children: ComponentChildren;
}

/** A form that changes one thing of an account. */
function ChangeForm({ user: { id }, body, isSame, children }: ChangeFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('users', 'user');
  const [isSaved, setSaved] = useState(false);
  const work = () => client.PUT('/api/v1/users/{id}', { params: { path: { id } }, body });
  return (
    <form
      class="short"
      noValidate
      onInput={() => setSaved(false)}
      onSubmit={(event) => {
        event.preventDefault();
        void run(work).then(setSaved);
      }}
    >
      {children}
      <ChangeProblem
        error={error}
        sentences={{ invalid_email: text('address.wrong'), email_taken: text('address.taken') }}
      />
      <button type="submit" disabled={isBusy || isSame}>
        {text('change.save')}
      </button>{' '}
      <span role="status" class="quiet">
        {isSaved ? text('change.saved') : ''}
      </span>
    </form>
  );
}

export function PlanForm({ user }: { user: User }) {
  const { text } = useTexts(TEXTS);
  const [plan, setPlan] = useState(user.plan);
  return (
    <ChangeForm user={user} body={{ plan }} isSame={plan === user.plan}>
      <ChoiceField
        label={text('plan')}
        value={plan}
        choices={PLANS.map((value) => ({ value, name: text(`plan.${value}`) }))}
        change={(value) => setPlan(value as User['plan'])}
      />
    </ChangeForm>
  );
}

export function AddressForm({ user }: { user: User }) {
  const { text } = useTexts(TEXTS);
  const [email, setEmail] = useState(user.email);
  return (
    <ChangeForm user={user} body={{ email }} isSame={email.trim() === user.email}>
      <TextField
        label={text('address')}
        hint={text('address.hint')}
        type="email"
        autocomplete="off"
        maxLength={254}
        value={email}
        change={setEmail}
        required
      />
    </ChangeForm>
  );
}
