import type { ComponentChildren } from 'preact';
import type { RelyingParty } from '../front/relying-party.js';
import { Form } from './page.js';

interface PasskeyFormProps {
  /** Where the form goes with the answer of the browser. `/options` after it gives the options. */
  readonly action: string;
  /** Makes a passkey, or asks for one. */
  readonly does: 'create' | 'get';
  readonly csrf?: string;
  readonly button: string;
  readonly children?: ComponentChildren;
}

/**
 * A form for which the script of `/pages/passkey.js` asks the device. Without scripts, and in a
 * browser without passkeys, a sentence stands in its place.
 */
export const PasskeyForm = ({ action, does, csrf, button, children }: PasskeyFormProps) => (
  <div data-passkey={does} data-action={action}>
    <div hidden data-form>
      <Form action={action} {...(csrf !== undefined && { csrf })}>
        {children}
        <input type="hidden" name="answer" />
        <button class={does === 'get' ? 'quiet' : undefined}>{button}</button>
      </Form>
      <p class="error" role="alert" hidden data-error />
    </div>
    <p class="quiet" data-none>
      Passkeys need a script of this page, and a browser that knows passkeys.
    </p>
    <script src="/pages/passkey.js" defer />
  </div>
);

interface ElsewhereProps {
  readonly party: Exclude<RelyingParty, { readonly state: 'here' }>;
  readonly path: string;
}

/** Says why passkeys do not work at this address, and where they do. */
export const PasskeysElsewhere = ({ party, path }: ElsewhereProps) =>
  party.state === 'elsewhere' ? (
    <p class="quiet">
      Passkeys work at <a href={`${party.address}${path}`}>{party.address}</a> only: browsers bind them to the name of a
      site, and take no number such as 127.0.0.1.
    </p>
  ) : (
    <p class="quiet">
      Passkeys need a name and https, because browsers bind them to the name of a site. The operator of this server sets
      both in PUBLIC_URL.
    </p>
  );
