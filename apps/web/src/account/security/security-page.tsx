import { Card } from '../../parts/card.js';
import { at } from '../../server/address.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { TEXTS } from './texts.js';
import { PasswordCard } from './password-card.js';
import { SessionsCard } from './sessions-card.js';

/** Password, more ways to sign in, and where the reader is signed in. */
export function SecurityPage() {
  const { text } = useTexts(TEXTS);
  return (
    <AccountPage title={text('security.title')}>
      <PasswordCard />
      <Card title={text('security.more')}>
        <ul class="entries">
          {(['factor', 'passkeys'] as const).map((way) => (
            <li key={way}>
              <div class="what">
                <a target="_self" href={at(way === 'factor' ? '/account/second-factor' : '/account/passkeys')}>
                  {text(`security.${way}`)}
                </a>
                <p class="quiet">{text(`security.${way}Words`)}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <SessionsCard />
    </AccountPage>
  );
}
