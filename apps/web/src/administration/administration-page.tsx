import './administration.css';
import { answerOf } from '@app/client';
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { NoPage } from '../parts/no-page.js';
import { SectionLinks } from '../parts/section-links.js';
import { at } from '../server/address.js';
import { newAnswers, type Server, ServerContext } from '../server/answers.js';
import { administratorClient } from '../server/session.js';
import { useTexts } from '../text/reader.js';
import { ApplicationsPage } from './applications-page.js';
import { StatePage } from './state-page.js';
import { StatisticsPage } from './statistics-page.js';
import { TEXTS } from './texts.js';
import { TokenForm } from './token-form.js';
import { UsersPage } from './users-page.js';

const PAGES = {
  users: UsersPage,
  applications: ApplicationsPage,
  statistics: StatisticsPage,
  state: StatePage,
} as const;

/**
 * The pages of the administrator, who needs no account. The admin token and all answers are in the
 * memory of this document only: never in storage or an address. They are forgotten when the browser
 * leaves the document, also when it keeps the document to come back to it.
 */
export function AdministrationPage() {
  const { text } = useTexts(TEXTS);
  const [server, setServer] = useState<Server>();
  const { section = 'users' } = useRoute().params;
  useEffect(() => {
    const forget = () => setServer(undefined);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);
  const enter = async (token: string) => {
    const client = administratorClient(token);
    await answerOf(client.GET('/api/v1/oauth-applications'));
    setServer(serverOf(client));
  };
  const Page = section in PAGES ? PAGES[section as keyof typeof PAGES] : undefined;
  return (
    <>
      <header class="top">
        <b>Timeledger</b>
        <span>{text('administration')}</span>
        <a class="account" href={at('/day')}>
          {text('leave')}
        </a>
      </header>
      <main>
        {!server && <TokenForm enter={enter} />}
        {server && (
          <ServerContext.Provider value={server}>
            <Sections forget={() => setServer(undefined)} />
            {Page ? <Page /> : <NoPage why={text('noPage')} />}
          </ServerContext.Provider>
        )}
      </main>
    </>
  );
}

function Sections({ forget }: { forget: () => void }) {
  const { text } = useTexts(TEXTS);
  return (
    <div class="sections">
      <SectionLinks
        label={text('administration')}
        links={[
          { href: '/administration', name: text('users') },
          { href: '/administration/applications', name: text('applications') },
          { href: '/administration/statistics', name: text('statistics') },
          { href: '/administration/state', name: text('state') },
        ]}
      />
      <button type="button" onClick={forget}>
        {text('forget')}
      </button>
    </div>
  );
}

/** What pages need of the server. There is no session that another page could renew. */
const serverOf = (client: Server['client']): Server => ({
  ...{ email: '', liveSince: '', client, answers: newAnswers() },
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  renew: () => Promise.reject(new Error('The administrator has no session.')),
});
