import type { ComponentChildren } from 'preact';

/** The user of a page. */
export interface PageUser {
  readonly userId: string;
  readonly email: string;
  /** The token in the forms of the page. */
  readonly csrf: string;
}

interface PageProps {
  readonly title: string;
  /** Undefined on pages for people who are not signed in. */
  readonly user?: PageUser | undefined;
  readonly children: ComponentChildren;
}

/**
 * The frame of every page: a title, links to the other pages, and a button to sign out. It works
 * without scripts.
 */
export const Page = ({ title, user, children }: PageProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} · Timeledger`}</title>
      <link rel="stylesheet" href="/pages/style.css" />
    </head>
    <body>
      <header>
        <strong>Timeledger</strong>
        {user && <Navigation user={user} />}
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);

const Navigation = ({ user }: { user: PageUser }) => (
  <nav aria-label="Account">
    <a href="/day">Day</a>
    <a href="/account">Account</a>
    <a href="/account/keys">API keys</a>
    <a href="/account/applications">Applications</a>
    <Form action="/sign-out" csrf={user.csrf}>
      <button class="plain">{`Sign out ${user.email}`}</button>
    </Form>
  </nav>
);

/** A form with a change. */
export const Form = ({ action, csrf, children }: { action: string; csrf?: string; children: ComponentChildren }) => (
  <form method="post" action={action}>
    {csrf !== undefined && <input type="hidden" name="csrf" value={csrf} />}
    {children}
  </form>
);

interface FieldProps {
  readonly name: string;
  /** The name when absent. A page with two fields of one name gives each its own. */
  readonly id?: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
}

/** A labelled field for one line of text. */
export const Field = ({ name, id = name, label, type = 'text', autocomplete = 'off', ...more }: FieldProps) => {
  const { value, hint, required } = more;
  // Each kind of input has other types for its attributes. These three kinds have the same.
  const kind = { type } as { type: 'password' };
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  return (
    <>
      <label for={id}>{label}</label>
      <input
        {...kind}
        {...described}
        id={id}
        name={name}
        value={value}
        autocomplete={autocomplete}
        required={required}
      />
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
};

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  readonly children: ComponentChildren;
}

/** One of several choices that exclude each other. They have one name and stand in a fieldset. */
export const Choice = ({ name, value, isChosen, children }: ChoiceProps) => (
  <label class="choice">
    <input type="radio" name={name} value={value} checked={isChosen} required />
    <span>{children}</span>
  </label>
);

interface TickProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A box to tick. When it is ticked, the form has the field with the value `yes`. */
export const Tick = ({ name, children }: TickProps) => (
  <label class="choice">
    <input type="checkbox" name={name} value="yes" />
    <span>{children}</span>
  </label>
);

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly value: string;
}

/** A labelled list from which one entry is chosen. */
export const Select = ({ name, label, options, value }: SelectProps) => (
  <>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([one, words]) => (
        <option key={one} value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  </>
);

/** The result of a form. Screen readers read it out at once. */
export const Outcome = ({ error, notice }: { error?: string | undefined; notice?: string | undefined }) => (
  <>
    {error !== undefined && (
      <p class="error" role="alert">
        {error}
      </p>
    )}
    {notice !== undefined && (
      <p class="notice" role="status">
        {notice}
      </p>
    )}
  </>
);
