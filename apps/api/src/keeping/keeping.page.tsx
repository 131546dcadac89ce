import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';
import type { HowLong } from './keepings.js';

interface KeepingProps {
  readonly user: PageUser;
  readonly keeping: HowLong;
  /** The zone in which days are written. */
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: number;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

export const KeepingPage = ({ user, keeping, timeZone, now, error, notice }: KeepingProps) => (
  <Page title="How long your time is kept" user={user}>
    <Outcome error={error} notice={notice} />
    <p>{keepingInWords(keeping, { timeZone, now })}</p>
    <Form action="/account/keeping" csrf={user.csrf}>
      <Field
        name="months"
        label="Months"
        value={keeping.chosen === null ? '' : String(keeping.chosen)}
        hint="A whole number. Older time is erased by itself, for ever. Empty: your time is kept until you erase it."
      />
      <button>Save</button>
    </Form>
    <p class="quiet">
      Nothing is erased in the first two weeks after a change. Whole months are erased, at the begin of each month: so
      time is kept up to one month longer. <a href="/account">Back to your account</a>
    </p>
  </Page>
);

/** What is erased by its age, and when for the first time, in sentences. */
export function keepingInWords(
  { chosen, longest, kept, firstErasureAt }: HowLong,
  { timeZone, now }: { timeZone: string; now: number },
): string {
  if (kept === null) return 'Your time is kept until you erase it.';
  const months = kept === 1 ? 'one month' : `${kept} months`;
  const isOfAdministrator = longest !== null && kept === longest && chosen !== kept;
  const rule = isOfAdministrator
    ? `The administrator of this server keeps time for ${months} at most. Older time is erased by itself.`
    : `Time that is older than ${months} is erased by itself.`;
  if (firstErasureAt === null) return `${rule} The day of the first erasure stands here two weeks before.`;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(firstErasureAt);
  return now < firstErasureAt ? `${rule} This happens for the first time after ${day}.` : rule;
}
