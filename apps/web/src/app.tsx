import type { ComponentType } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { TimeledgerError } from '@app/client';
import { DayPage } from './day/day-page.js';
import { LiveProvider } from './live/live.js';
import { lazy } from './live/on-demand.js';
import { Frame } from './parts/frame.js';
import { NoPage } from './parts/no-page.js';
import { Problem } from './parts/problem.js';
import { MonthPage, RangePage, WeekPage, YearPage } from './range/range-page.js';
import { at, pagesUnder, strangersPagesUnder } from './server/address.js';
import { newAnswers, type Server, ServerContext } from './server/answers.js';
import { readSession, toSignIn } from './server/session.js';
import { useTexts } from './text/reader.js';

const HighlightsPage = lazy(() => import('./notes/highlights-page.js').then(({ HighlightsPage: page }) => page));
const OfflinePage = lazy(() => import('./offline/offline-page.js').then(({ OfflinePage: page }) => page));
const ActivitiesPage = lazy(() => import('./activities/page.js').then((page) => page.ActivitiesPage));
const TeamPage = lazy(() => import('./teams/team-page.js').then((page) => page.TeamPage));
const CategoriesPage = lazy(() => import('./categories/categories-page.js').then((page) => page.CategoriesPage));

/** The pages by their addresses. Those that a day does not need come when they are opened. */
const PAGES: readonly (readonly [`/${string}`, ComponentType])[] = [
  ['/', DayPage],
  ['/day', DayPage],
  ['/day/:date', DayPage],
  ['/week', WeekPage],
  ['/week/:date', WeekPage],
  ['/month', MonthPage],
  ['/month/:month', MonthPage],
  ['/year', YearPage],
  ['/year/:year', YearPage],
  ['/range/:begin/:end', RangePage],
  ['/history', lazy(() => import('./history/history-page.js').then(({ HistoryPage }) => HistoryPage))],
  ['/rules', lazy(() => import('./rules/page.js').then(({ RulesPage }) => RulesPage))],
  ['/activities', ActivitiesPage],
  ['/activities/categories', CategoriesPage],
  ['/activities/:begin/:end', ActivitiesPage],
  ['/welcome', lazy(() => import('./first-start/welcome-page.js').then(({ WelcomePage }) => WelcomePage))],
  [
    '/connect-agent',
    lazy(() => import('./connect-agent/connect-agent-page.js').then(({ ConnectAgentPage }) => ConnectAgentPage)),
  ],
  ['/me', lazy(() => import('./account/own/profile-page.js').then(({ ProfilePage }) => ProfilePage))],
  ['/me/security', lazy(() => import('./account/security/security-page.js').then(({ SecurityPage }) => SecurityPage))],
  ['/me/keys', lazy(() => import('./account/keys/keys-page.js').then(({ KeysPage }) => KeysPage))],
  ['/me/devices', lazy(() => import('./account/connected/devices-page.js').then(({ DevicesPage }) => DevicesPage))],
  [
    '/me/applications',
    lazy(() => import('./account/connected/applications-page.js').then(({ ApplicationsPage }) => ApplicationsPage)),
  ],
  ['/me/teams', lazy(() => import('./account/connected/teams-page.js').then(({ TeamsPage }) => TeamsPage))],
  ['/me/reports', lazy(() => import('./account/own/reports-page.js').then(({ ReportsPage }) => ReportsPage))],
  ['/me/privacy', lazy(() => import('./account/privacy/privacy-page.js').then(({ PrivacyPage }) => PrivacyPage))],
  ['/me/import', lazy(() => import('./account/import/import-page.js').then(({ ImportPage }) => ImportPage))],
  ['/teams', lazy(() => import('./teams/teams-page.js').then(({ TeamsPage }) => TeamsPage))],
  ['/teams/:id', TeamPage],
  ['/teams/:id/:week', TeamPage],
  ['/goals', lazy(() => import('./goals/goals-page.js').then(({ GoalsPage }) => GoalsPage))],
  ['/schedules', lazy(() => import('./schedules/schedules-page.js').then(({ SchedulesPage }) => SchedulesPage))],
  ['/highlights', HighlightsPage],
  ['/highlights/:month', HighlightsPage],
  ['/offline-time', OfflinePage],
  ['/offline-time/:month', OfflinePage],
  ['/focus', lazy(() => import('./focus/focus-page.js').then(({ FocusPage }) => FocusPage))],
];

/** The pages for people who are not signed in. */
const PAGES_OF_STRANGERS: typeof PAGES = [
  ['/set-up', lazy(() => import('./first-start/set-up-page.js').then(({ SetUpPage }) => SetUpPage))],
  // One route, so the page and its token stay when the administrator goes to another section.
  [
    '/administration/:section?',
    lazy(() => import('./administration/administration-page.js').then((page) => page.AdministrationPage)),
  ],
];

const AGAIN_MS = 3_000;

/** All pages. */
export function App() {
  const ofStrangers = strangersPagesUnder(at('/'));
  if (!ofStrangers.test(location.pathname)) return <PagesOfUser />;
  return (
    <LocationProvider scope={ofStrangers}>
      <Router>
        {PAGES_OF_STRANGERS.map(([path, component]) => (
          <Route key={path} path={at(path)} component={component} />
        ))}
        <Route default component={UnknownPage} />
      </Router>
    </LocationProvider>
  );
}

/** It reads the session first, and leads to the sign-in page when there is none. */
function PagesOfUser() {
  const { text } = useTexts();
  const [server, setServer] = useState<Server>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    readSession().then(
      (session) => {
        setError(undefined);
        setServer({ ...session, answers: newAnswers() });
      },
      (refusal: unknown) => {
        if (refusal instanceof TimeledgerError && refusal.status === 401) toSignIn();
        else {
          setError(refusal);
          setTimeout(() => setTries((count) => count + 1), AGAIN_MS);
        }
      },
    );
  }, [tries]);
  if (error !== undefined)
    return (
      <main>
        <Problem error={error} />
      </main>
    );
  if (!server) return <main class="quiet">{text('loading')}</main>;
  const setZone = (timeZone: string) =>
    setServer((now) => now && (now.timeZone === timeZone ? now : { ...now, timeZone }));
  return (
    <ServerContext.Provider value={server}>
      <LiveProvider setZone={setZone}>
        <LocationProvider scope={pagesUnder(at('/'))}>
          <Frame>
            <Router>
              {PAGES.map(([path, component]) => (
                <Route key={path} path={at(path)} component={component} />
              ))}
              <Route default component={UnknownPage} />
            </Router>
          </Frame>
        </LocationProvider>
      </LiveProvider>
    </ServerContext.Provider>
  );
}

function UnknownPage() {
  const { text } = useTexts();
  return <NoPage why={text('problem.noPage')} />;
}
