import { Form, Page, type PageUser } from '../pages/page.js';
import type { ConnectedApplicationAnswer } from './connected-applications.js';
import { SCOPE_WORDS } from './scope-words.js';

interface ApplicationsProps {
  readonly user: PageUser;
  readonly applications: readonly ConnectedApplicationAnswer[];
}

export const ConnectedApplicationsPage = ({ user, applications }: ApplicationsProps) => (
  <Page title="Connected applications" user={user}>
    {applications.length === 0 && (
      <section>
        <p>You have let no application in.</p>
      </section>
    )}
    {applications.map(({ clientId, name, scopes, connectedAt }) => (
      <section key={clientId} aria-labelledby={clientId}>
        <h2 id={clientId}>{name}</h2>
        <p class="quiet">{`Connected since ${connectedAt.slice(0, 10)}. It may:`}</p>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{SCOPE_WORDS[scope]}</li>
          ))}
        </ul>
        <Form action={`/account/applications/${clientId}/disconnect`} csrf={user.csrf}>
          <button class="quiet" aria-label={`Take access back from ${name}`}>
            Take access back
          </button>
        </Form>
      </section>
    ))}
  </Page>
);
