import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { AddressCard } from './address-card.js';
import { FactorCard } from './factor-card.js';
import { PasskeysCard } from './passkeys-card.js';
import { PasswordCard } from './password-card.js';
import './security.css';
import { SessionsCard } from './sessions-card.js';
import { TEXTS } from './texts.js';

/** Address, password, more ways to sign in, and where the reader is signed in. */
export function SecurityPage() {
  const { text } = useTexts(TEXTS);
  return (
    <AccountPage title={text('security.title')}>
      <AddressCard />
      <PasswordCard />
      <FactorCard />
      <PasskeysCard />
      <SessionsCard />
    </AccountPage>
  );
}
