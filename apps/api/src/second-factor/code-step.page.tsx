import { Field, Form, Outcome, Page } from '../pages/page.js';

interface CodeStepProps {
  readonly returnTo: string;
  readonly error?: string | undefined;
  /** The password must be shown again: the ten minutes have passed. */
  readonly isOver?: boolean;
}

/** The second step of signing in. */
export const CodeStepPage = ({ returnTo, error, isOver = false }: CodeStepProps) => (
  <Page title="Enter a code">
    <section>
      <Outcome error={error} />
      {isOver ? (
        <p>
          <a href={`/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`}>Sign in again</a>
        </p>
      ) : (
        <Form action="/sign-in/code">
          <input type="hidden" name="return_to" value={returnTo} />
          <Field
            name="code"
            label="Code"
            autocomplete="one-time-code"
            hint="Six digits from your authenticator app, or one of your recovery codes."
            required
          />
          <button>Sign in</button>
        </Form>
      )}
    </section>
    {!isOver && (
      <p>
        <a href="/sign-in">Sign in as somebody else</a>
      </p>
    )}
  </Page>
);
