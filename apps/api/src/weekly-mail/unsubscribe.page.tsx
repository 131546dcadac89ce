import { Outcome, Page } from '../pages/page.js';

/**
 * Only a button ends the mails: programs that look at links before the reader does send no form.
 */
export const UnsubscribePage = ({ action }: { readonly action: string }) => (
  <Page title="Stop the weekly mails">
    <form method="post" action={action}>
      <p>Press the button to get no more mails about your weeks. You can ask for them again on your account page.</p>
      <button>Stop the mails</button>
    </form>
  </Page>
);

export const UnsubscribedPage = () => (
  <Page title="The weekly mails have ended">
    <Outcome notice="You get no mail about your weeks any more." />
  </Page>
);

export const UnknownLinkPage = () => (
  <Page title="That link does not work">
    <Outcome error="The link is not complete, or its time is over. Sign in to stop the mails." />
    <p>
      <a href="/me/reports">To your account</a>
    </p>
  </Page>
);
