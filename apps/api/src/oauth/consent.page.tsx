import type { Scope } from '@app/domain';
import { Form, Page, type PageUser } from '../pages/page.js';
import { SCOPE_WORDS } from '../applications/scope-words.js';

interface ConsentProps {
  readonly user: PageUser;
  readonly application: string;
  readonly scopes: readonly Scope[];
  /** Where the browser goes with the answer. */
  readonly destination: string;
  /** The query of the request. The form sends it back. */
  readonly query: string;
}

/** Asks a user what an application may do. The user can refuse each scope separately. */
export const ConsentPage = ({ user, application, scopes, destination, query }: ConsentProps) => (
  <Page title={`${application} wants access`} user={user}>
    <section>
      <p>
        <strong>{application}</strong> asks for access to the account <strong>{user.email}</strong>.
      </p>
      <Form action="/oauth/authorize" csrf={user.csrf}>
        <input type="hidden" name="query" value={query} />
        <fieldset>
          <legend>It would be allowed to</legend>
          {scopes.map((scope) => (
            <label class="choice" key={scope}>
              <input type="checkbox" name="granted" value={scope} checked />
              <span>
                {SCOPE_WORDS[scope]} <span class="quiet">{`(${scope})`}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="quiet">
          {`Whatever you answer, you go on to ${destination}. You can take access back at any time, under Applications.`}
        </p>
        <button name="answer" value="allow">
          Allow what is ticked
        </button>
        <button class="quiet" name="answer" value="deny">
          Refuse
        </button>
      </Form>
    </section>
  </Page>
);

/** Shown for a request whose redirect address cannot be trusted. */
export const BadRequestPage = ({ message }: { message: string }) => (
  <Page title="This link does not work">
    <section>
      <p class="error" role="alert">
        {message}
      </p>
      <p>Go back to the application, and tell its makers if it happens again.</p>
    </section>
  </Page>
);
